-- policies/edulink/internship.sql
-- what: who reads and writes postings, placements, logbooks and grades.
-- why: a posting is an offer: it is shown to those it is for once somebody has checked it, and to its employer always.
--      What follows from it has two sides, the student and the employer, and nobody else.

-- internship_postings -------------------------------------------------------------------------------------------------

create policy internship_postings_all_internship_service
on internship_schema.internship_postings
for all
to internship_service_role
using (true)
with check (true);

create policy internship_postings_select_services
on internship_schema.internship_postings
for select
to notification_service_role, application_service_role
using (true);

create policy internship_postings_select_user
on internship_schema.internship_postings
for select
to authenticated
using (
    (
        is_verified
        and is_active
        and not is_deleted
        and (
            (visibility = 'public' and (select auth_schema.active_user_id()) is not null)
            or institution_id = any((select institution_schema.member_institution_ids())::uuid[])
        )
    )
    or employer_profile_id = (select user_schema.current_profile_id())
    -- Who applied goes on seeing for what, also when the posting is closed.
    or (
        not is_deleted
        and id = any((select application_schema.applied_posting_ids())::uuid[])
    )
    -- What an admin is to vouch for, before anybody else sees it.
    or (
        visibility = 'institution_only'
        and not is_deleted
        and institution_id = any((select institution_schema.administered_institution_ids())::uuid[])
    )
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

-- Unlisted institutions, and ones that do not exist, are refused alike, before the foreign key could tell them apart.
create policy internship_postings_insert_employer
on internship_schema.internship_postings
for insert
to authenticated
with check (
    employer_profile_id = (select user_schema.current_profile_id())
    and (select auth_schema.active_role()) = 'employer'
    and not is_verified
    and not is_featured
    and (
        institution_id is null
        or institution_id = any((select institution_schema.listed_institution_ids())::uuid[])
    )
    and (
        partner_institution_id is null
        or partner_institution_id = any((select institution_schema.listed_institution_ids())::uuid[])
    )
);

create policy internship_postings_update_employer
on internship_schema.internship_postings
for update
to authenticated
using (employer_profile_id = (select user_schema.current_profile_id()))
with check (employer_profile_id = (select user_schema.current_profile_id()));

comment on policy internship_postings_select_user on internship_schema.internship_postings
is 'Users see open postings that are public or for their institution and those that they applied for, employers their '
'own in any state, admins what they are to vouch for; a super admin sees all.';
comment on policy internship_postings_insert_employer on internship_schema.internship_postings
is 'An employer offers an internship, in their own name; somebody else vouches for it.';
comment on policy internship_postings_update_employer on internship_schema.internship_postings
is 'Employers edit their own postings, but not whose they are, whom they are for, or whether they were checked.';

grant select, insert, update, delete on internship_schema.internship_postings to internship_service_role;
grant select on internship_schema.internship_postings
to notification_service_role, application_service_role, authenticated;
grant insert (
    employer_profile_id,
    institution_id,
    partner_institution_id,
    title,
    description,
    category,
    experience_level,
    location_type,
    location,
    start_date,
    end_date,
    duration_weeks,
    stipend,
    currency,
    required_skills,
    preferred_skills,
    required_year_of_study,
    required_majors,
    benefits,
    skill_tags,
    eligibility_criteria,
    min_gpa,
    deadline,
    max_applications,
    visibility,
    is_active,
    application_instructions
) on internship_schema.internship_postings
to authenticated;
grant update (
    title,
    description,
    category,
    experience_level,
    location_type,
    location,
    start_date,
    end_date,
    duration_weeks,
    stipend,
    currency,
    required_skills,
    preferred_skills,
    required_year_of_study,
    required_majors,
    benefits,
    skill_tags,
    eligibility_criteria,
    min_gpa,
    deadline,
    max_applications,
    is_active,
    application_instructions,
    is_deleted,
    deleted_at
) on internship_schema.internship_postings
to authenticated;

-- internship_applications: placements ---------------------------------------------------------------------------------
-- A trigger makes the row when an application is accepted.

create policy internship_applications_all_internship_service
on internship_schema.internship_applications
for all
to internship_service_role
using (true)
with check (true);

create policy internship_applications_select_services
on internship_schema.internship_applications
for select
to notification_service_role
using (true);

create policy internship_applications_select_student_employer
on internship_schema.internship_applications
for select
to authenticated
using (
    user_profile_id = (select user_schema.current_profile_id())
    or posting_id = any((select internship_schema.own_posting_ids())::uuid[])
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy internship_applications_update_employer
on internship_schema.internship_applications
for update
to authenticated
using (posting_id = any((select internship_schema.own_posting_ids())::uuid[]))
with check (posting_id = any((select internship_schema.own_posting_ids())::uuid[]));

comment on policy internship_applications_select_student_employer on internship_schema.internship_applications
is 'Students see their own placements, employers those on their own postings; a super admin sees all.';
comment on policy internship_applications_update_employer on internship_schema.internship_applications
is 'Employers say when a placement on their own postings begins and ends, and how.';

grant select, insert, update, delete on internship_schema.internship_applications to internship_service_role;
grant select on internship_schema.internship_applications to notification_service_role, authenticated;
grant update (status, started_on, ended_on) on internship_schema.internship_applications to authenticated;

-- internship_progress -------------------------------------------------------------------------------------------------

create policy internship_progress_all_internship_service
on internship_schema.internship_progress
for all
to internship_service_role
using (true)
with check (true);

create policy internship_progress_select_services
on internship_schema.internship_progress
for select
to notification_service_role
using (true);

create policy internship_progress_select_student_employer
on internship_schema.internship_progress
for select
to authenticated
using (
    user_profile_id = (select user_schema.current_profile_id())
    or posting_id = any((select internship_schema.own_posting_ids())::uuid[])
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

-- The sub-select is under the row security of placements: a placement of somebody else is refused as one that does not
-- exist. The key to it makes sure that student and posting are those of the placement.
create policy internship_progress_insert_student
on internship_schema.internship_progress
for insert
to authenticated
with check (
    user_profile_id = (select user_schema.current_profile_id())
    and status = 'pending'
    and exists (
        select
        from internship_schema.internship_applications as i
        where
            i.id = internship_progress.internship_application_id
            and i.user_profile_id = internship_progress.user_profile_id
            and i.posting_id = internship_progress.posting_id
            and i.status in ('accepted', 'active')
    )
);

create policy internship_progress_update_student
on internship_schema.internship_progress
for update
to authenticated
using (user_profile_id = (select user_schema.current_profile_id()) and status in ('pending', 'revision'))
with check (user_profile_id = (select user_schema.current_profile_id()) and status = 'pending');

comment on policy internship_progress_select_student_employer on internship_schema.internship_progress
is 'Students see their own logbooks, employers those of their interns; a super admin sees all.';
comment on policy internship_progress_insert_student on internship_schema.internship_progress
is 'A student adds weeks to the logbook of their own running placement.';
comment on policy internship_progress_update_student on internship_schema.internship_progress
is 'A student edits a week until it was accepted, and hands it in again; the answer is answer_progress().';

grant select, insert, update, delete on internship_schema.internship_progress to internship_service_role;
grant select on internship_schema.internship_progress to notification_service_role, authenticated;
grant insert (internship_application_id, posting_id, user_profile_id, week_number, activities)
on internship_schema.internship_progress
to authenticated;
grant update (activities, status) on internship_schema.internship_progress to authenticated;

-- internship_evaluations ----------------------------------------------------------------------------------------------

create policy internship_evaluations_all_internship_service
on internship_schema.internship_evaluations
for all
to internship_service_role
using (true)
with check (true);

create policy internship_evaluations_select_services
on internship_schema.internship_evaluations
for select
to notification_service_role
using (true);

create policy internship_evaluations_select_student_employer
on internship_schema.internship_evaluations
for select
to authenticated
using (
    internship_application_id = any((select internship_schema.own_work_ids())::uuid[])
    or internship_progress_id = any((select internship_schema.own_work_ids())::uuid[])
    -- What an institution has to say is between it and its student.
    or (
        evaluator_kind = 'company'
        and (
            internship_application_id = any((select internship_schema.supervised_work_ids())::uuid[])
            or internship_progress_id = any((select internship_schema.supervised_work_ids())::uuid[])
        )
    )
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

-- Of one thing only: two could belong to two students, and each would read what was meant for the other.
create policy internship_evaluations_insert_employer
on internship_schema.internship_evaluations
for insert
to authenticated
with check (
    evaluator_id = (select user_schema.current_profile_id())
    and evaluator_kind = 'company'
    and num_nonnulls(internship_application_id, internship_progress_id) = 1
    and coalesce(internship_application_id, internship_progress_id)
    = any((select internship_schema.supervised_work_ids())::uuid[])
);

create policy internship_evaluations_update_employer
on internship_schema.internship_evaluations
for update
to authenticated
using (
    evaluator_id = (select user_schema.current_profile_id())
    and evaluator_kind = 'company'
    and coalesce(internship_application_id, internship_progress_id)
    = any((select internship_schema.supervised_work_ids())::uuid[])
)
with check (
    evaluator_id = (select user_schema.current_profile_id())
    and evaluator_kind = 'company'
    and coalesce(internship_application_id, internship_progress_id)
    = any((select internship_schema.supervised_work_ids())::uuid[])
);

comment on policy internship_evaluations_select_student_employer on internship_schema.internship_evaluations
is 'Students see the grades of their own work, employers what the company gave their interns; a super admin sees all.';
comment on policy internship_evaluations_insert_employer on internship_schema.internship_evaluations
is 'An employer grades the work of their own interns, in their own name.';
comment on policy internship_evaluations_update_employer on internship_schema.internship_evaluations
is 'An employer corrects a grade that they gave.';

grant select, insert, update, delete on internship_schema.internship_evaluations to internship_service_role;
grant select on internship_schema.internship_evaluations to notification_service_role;
-- Not private_note, which is for the graders: private_notes() shows it. To write it is to write, not to read.
grant select (
    id,
    internship_progress_id,
    internship_application_id,
    evaluator_id,
    evaluator_kind,
    public_comment,
    rating,
    created_at,
    updated_at
) on internship_schema.internship_evaluations
to authenticated;
grant insert (
    internship_progress_id,
    internship_application_id,
    evaluator_id,
    evaluator_kind,
    public_comment,
    private_note,
    rating
) on internship_schema.internship_evaluations
to authenticated;
grant update (public_comment, private_note, rating) on internship_schema.internship_evaluations to authenticated;

-- Functions -----------------------------------------------------------------------------------------------------------

grant execute on function internship_schema.own_posting_ids() to authenticated;
grant execute on function internship_schema.own_work_ids() to authenticated;
grant execute on function internship_schema.supervised_work_ids() to authenticated;
grant execute on function internship_schema.review_posting(uuid, boolean) to authenticated;
grant execute on function internship_schema.answer_progress(uuid, text, text) to authenticated;
grant execute on function internship_schema.private_notes(uuid) to authenticated;
