-- policies/edulink/application.sql
-- what: who reads and writes applications, their papers, steps and reviews.
-- why: an application has two sides, the student who made it and the employer whose posting it names, and nobody else.
--      Both are the database role authenticated, so a column that only one of them may read or write has no grant at
--      all: functions stand in for it (sql/edulink/application/0082_employers.sql).

-- applications --------------------------------------------------------------------------------------------------------

create policy applications_all_application_service
on application_schema.applications
for all
to application_service_role
using (true)
with check (true);

create policy applications_select_services
on application_schema.applications
for select
to notification_service_role, internship_service_role
using (true);

create policy applications_select_student_employer
on application_schema.applications
for select
to authenticated
using (
    user_profile_id = (select user_schema.current_profile_id())
    or internship_posting_id = any((select internship_schema.own_posting_ids())::uuid[])
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

-- The sub-select is under the row security of postings: what the student cannot see, they cannot apply for, and a
-- posting that they cannot see and one that does not exist are refused alike, before the foreign key tells them apart.
create policy applications_insert_student
on application_schema.applications
for insert
to authenticated
with check (
    user_profile_id = (select user_schema.current_profile_id())
    and (select auth_schema.active_role()) = 'student'
    and status = 'pending'
    and exists (
        select
        from internship_schema.internship_postings as p
        where
            p.id = applications.internship_posting_id
            and p.is_verified
            and p.is_active
            and not p.is_deleted
            and p.deadline > now()
            and p.employer_profile_id <> applications.user_profile_id
    )
);

create policy applications_update_student_employer
on application_schema.applications
for update
to authenticated
using (
    user_profile_id = (select user_schema.current_profile_id())
    or internship_posting_id = any((select internship_schema.own_posting_ids())::uuid[])
)
with check (
    (user_profile_id = (select user_schema.current_profile_id()) and status = 'withdrawn')
    or (
        internship_posting_id = any((select internship_schema.own_posting_ids())::uuid[])
        and status in ('reviewed', 'interview_scheduled', 'accepted', 'rejected')
    )
);

comment on policy applications_select_student_employer on application_schema.applications
is 'Students see their own applications, employers those to their own postings; a super admin sees all.';
comment on policy applications_insert_student on application_schema.applications
is 'A student applies for a posting that is open and that they can see.';
comment on policy applications_update_student_employer on application_schema.applications
is 'A student withdraws, an employer decides; a trigger allows only the steps that make sense.';

grant select, insert, update, delete on application_schema.applications to application_service_role;
grant select on application_schema.applications to notification_service_role, internship_service_role;
-- Not review_notes, interview_notes and priority_score, which are the employer's: applicant_cards() shows them.
grant select (
    id,
    user_profile_id,
    internship_posting_id,
    status,
    previous_status,
    application_date,
    status_changed_at,
    status_changed_by,
    cover_letter,
    resume,
    reviewed_by,
    reviewed_at,
    interview_date,
    interview_location,
    interview_type,
    employer_profile_id,
    custom_answers,
    source,
    created_at,
    updated_at
) on application_schema.applications
to authenticated;
grant insert (user_profile_id, internship_posting_id, cover_letter, resume, custom_answers, source)
on application_schema.applications
to authenticated;
grant update (status) on application_schema.applications to authenticated;

-- application_documents -----------------------------------------------------------------------------------------------

create policy application_documents_all_application_service
on application_schema.application_documents
for all
to application_service_role
using (true)
with check (true);

create policy application_documents_select_services
on application_schema.application_documents
for select
to notification_service_role
using (true);

create policy application_documents_select_student_employer
on application_schema.application_documents
for select
to authenticated
using (
    application_id = any((select application_schema.own_application_ids())::uuid[])
    or application_id = any((select application_schema.received_application_ids())::uuid[])
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy application_documents_insert_student
on application_schema.application_documents
for insert
to authenticated
with check (
    application_id = any((select application_schema.own_application_ids())::uuid[])
    and uploaded_by = (select user_schema.current_profile_id())
);

create policy application_documents_update_employer
on application_schema.application_documents
for update
to authenticated
using (application_id = any((select application_schema.received_application_ids())::uuid[]))
with check (
    application_id = any((select application_schema.received_application_ids())::uuid[])
    and verified_by = (select user_schema.current_profile_id())
);

create policy application_documents_delete_student
on application_schema.application_documents
for delete
to authenticated
using (application_id = any((select application_schema.own_application_ids())::uuid[]) and not is_verified);

comment on policy application_documents_select_student_employer on application_schema.application_documents
is 'Both sides of an application see its papers; a super admin sees all.';
comment on policy application_documents_insert_student on application_schema.application_documents
is 'A student hands papers in with their own applications, in their own name.';
comment on policy application_documents_update_employer on application_schema.application_documents
is 'An employer says, in their own name, that a paper handed in to them was checked.';
comment on policy application_documents_delete_student on application_schema.application_documents
is 'A student takes back a paper that nobody has checked yet.';

grant select, insert, update, delete on application_schema.application_documents to application_service_role;
grant select on application_schema.application_documents to notification_service_role;
grant select, delete on application_schema.application_documents to authenticated;
grant insert (application_id, document_type, file, original_filename, file_size, uploaded_by, description)
on application_schema.application_documents
to authenticated;
grant update (is_verified, verified_by, verified_at) on application_schema.application_documents to authenticated;

-- application_status_history ------------------------------------------------------------------------------------------
-- Append-only, and written by a trigger.

create policy application_status_history_all_application_service
on application_schema.application_status_history
for all
to application_service_role
using (true)
with check (true);

create policy application_status_history_select_services
on application_schema.application_status_history
for select
to notification_service_role
using (true);

create policy application_status_history_select_student_employer
on application_schema.application_status_history
for select
to authenticated
using (
    application_id = any((select application_schema.own_application_ids())::uuid[])
    or application_id = any((select application_schema.received_application_ids())::uuid[])
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

comment on policy application_status_history_select_student_employer on application_schema.application_status_history
is 'Both sides of an application see its steps; a super admin sees all.';

grant select, insert on application_schema.application_status_history to application_service_role;
grant select on application_schema.application_status_history to notification_service_role, authenticated;

-- application_reviews -------------------------------------------------------------------------------------------------

create policy application_reviews_all_application_service
on application_schema.application_reviews
for all
to application_service_role
using (true)
with check (true);

create policy application_reviews_select_services
on application_schema.application_reviews
for select
to notification_service_role
using (true);

create policy application_reviews_select_student_employer
on application_schema.application_reviews
for select
to authenticated
using (
    (not is_internal and application_id = any((select application_schema.own_application_ids())::uuid[]))
    or application_id = any((select application_schema.received_application_ids())::uuid[])
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy application_reviews_insert_employer
on application_schema.application_reviews
for insert
to authenticated
with check (
    application_id = any((select application_schema.received_application_ids())::uuid[])
    and reviewer_id = (select user_schema.current_profile_id())
);

create policy application_reviews_update_employer
on application_schema.application_reviews
for update
to authenticated
using (
    application_id = any((select application_schema.received_application_ids())::uuid[])
    and reviewer_id = (select user_schema.current_profile_id())
)
with check (
    application_id = any((select application_schema.received_application_ids())::uuid[])
    and reviewer_id = (select user_schema.current_profile_id())
);

create policy application_reviews_delete_employer
on application_schema.application_reviews
for delete
to authenticated
using (
    application_id = any((select application_schema.received_application_ids())::uuid[])
    and reviewer_id = (select user_schema.current_profile_id())
);

comment on policy application_reviews_select_student_employer on application_schema.application_reviews
is 'An employer sees the reviews of applications to them, the student those that are not internal; a super admin all.';
comment on policy application_reviews_insert_employer on application_schema.application_reviews
is 'An employer reviews applications to their own postings, in their own name.';
comment on policy application_reviews_update_employer on application_schema.application_reviews
is 'An employer edits what they wrote themselves.';
comment on policy application_reviews_delete_employer on application_schema.application_reviews
is 'An employer removes what they wrote themselves.';

grant select, insert, update, delete on application_schema.application_reviews to application_service_role;
grant select on application_schema.application_reviews to notification_service_role;
grant select, delete on application_schema.application_reviews to authenticated;
grant insert (
    application_id,
    review_type,
    reviewer_id,
    rating,
    technical_skills_rating,
    communication_rating,
    professionalism_rating,
    would_recommend,
    comments,
    strengths,
    improvement_areas,
    is_internal
) on application_schema.application_reviews
to authenticated;
grant update (
    rating,
    technical_skills_rating,
    communication_rating,
    professionalism_rating,
    would_recommend,
    comments,
    strengths,
    improvement_areas,
    is_internal
) on application_schema.application_reviews
to authenticated;

-- Functions -----------------------------------------------------------------------------------------------------------

grant execute on function application_schema.own_application_ids() to authenticated;
grant execute on function application_schema.received_application_ids() to authenticated;
grant execute on function application_schema.applied_posting_ids() to authenticated;
grant execute on function application_schema.applicant_cards(uuid) to authenticated;
grant execute on function application_schema.schedule_interview(uuid, timestamptz, text, text) to authenticated;
grant execute on function application_schema.change_status(uuid, text, text)
to application_service_role, authenticated;
