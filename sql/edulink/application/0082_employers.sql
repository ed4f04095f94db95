-- application/0082_employers.sql
-- what: what only the employer reads of an application, and how an interview is arranged.
-- requires: application/0065_status_history.sql, application/0080_access.sql, user/0040_preferences.sql
-- why: student and employer are the same database role and share the row. So the employer's notes and the columns of
--      the interview have no grant, and these functions, which ask whose the posting is, stand in for it. Who applies
--      shows the employer who they are, whatever the visibility of their profile.

create function application_schema.applicant_cards(posting_id uuid)
returns table (
    application_id uuid,
    user_profile_id uuid,
    first_name text,
    last_name text,
    avatar text,
    bio text,
    email text,
    phone_number text,
    review_notes text,
    interview_notes text,
    priority_score double precision
)
language plpgsql
stable
security definer -- its caller may read neither profiles nor these columns; the posting decides
set search_path = ''
as $$
begin
    return query
    select
        a.id,
        p.id,
        p.first_name,
        p.last_name,
        p.avatar,
        p.bio,
        p.email,
        case when f.show_phone then p.phone_number end,
        a.review_notes,
        a.interview_notes,
        a.priority_score
    from application_schema.applications as a
    join user_schema.user_profiles as p on p.id = a.user_profile_id
    join auth_schema.users as u on u.id = p.auth_user_id
    left join user_schema.preferences as f on f.user_profile_id = p.id
    where
        a.internship_posting_id = applicant_cards.posting_id
        and a.internship_posting_id = any ((select internship_schema.own_posting_ids())::uuid[])
        and not p.is_deleted
        and not u.is_deleted -- of which the profile has no copy
    order by a.priority_score desc, a.application_date, a.id;
end;
$$;

create function application_schema.schedule_interview(
    application_id uuid,
    interview_date timestamptz,
    interview_type text,
    interview_location text default ''
)
returns void
language plpgsql
volatile
security definer -- employers may not write these columns themselves
set search_path = ''
as $$
begin
    update application_schema.applications as a
    set
        status = 'interview_scheduled',
        interview_date = schedule_interview.interview_date,
        interview_type = schedule_interview.interview_type,
        interview_location = schedule_interview.interview_location
    where
        a.id = schedule_interview.application_id
        and a.internship_posting_id = any (internship_schema.own_posting_ids());
    if not found then
        raise exception 'no application to a posting of yours' using errcode = 'insufficient_privilege';
    end if;
end;
$$;

comment on function application_schema.applicant_cards(uuid)
is 'Who applied for a posting of the signed-in employer, with what the employer noted; a number only if shown.';
comment on function application_schema.schedule_interview(uuid, timestamptz, text, text)
is 'The employer invites an applicant to an interview, or moves it; the step must be allowed.';
