-- internship/0060_placements.sql
-- what: makes a placement when an application is accepted, and breaks it off when the student withdraws.
-- requires: internship/0030_internship_applications.sql, application/0065_status_history.sql
-- why: "accepted, but placed nowhere" can then not be seen by anybody, not even for a moment. The internship service
--      keeps the trigger, because its rows are the ones written. Legacy rows bring their own placements.

create function internship_schema.tg_applications__create_placement()
returns trigger
language plpgsql
volatile
security definer -- the application service and employers accept, and may not write this schema
set search_path = ''
as $$
begin
    if not common.is_migrating() then
        insert into internship_schema.internship_applications (
            posting_id, application_id, user_profile_id, started_on, ended_on
        )
        select
            p.id,
            new.id,
            new.user_profile_id,
            p.start_date,
            p.end_date
        from internship_schema.internship_postings as p
        where p.id = new.internship_posting_id
        on conflict (application_id) do nothing;
    end if;
    return null;
end;
$$;

create function internship_schema.tg_applications__terminate_placement()
returns trigger
language plpgsql
volatile
security definer -- students withdraw, and may not write this schema
set search_path = ''
as $$
begin
    if not common.is_migrating() then
        update internship_schema.internship_applications as i
        set status = 'terminated'
        where i.application_id = new.id and i.status in ('accepted', 'active');
    end if;
    return null;
end;
$$;

create trigger tg_600_create_placement
after insert or update of status on application_schema.applications
for each row
when (new.status = 'accepted')
execute function internship_schema.tg_applications__create_placement();

create trigger tg_600_terminate_placement
after update of status on application_schema.applications
for each row
when (old.status = 'accepted' and new.status = 'withdrawn')
execute function internship_schema.tg_applications__terminate_placement();

comment on function internship_schema.tg_applications__create_placement()
is 'Gives an accepted application its placement, with the days of the posting.';
comment on function internship_schema.tg_applications__terminate_placement()
is 'Breaks off the placement of an application that was withdrawn after it was accepted, unless it is over.';
