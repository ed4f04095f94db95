-- policies/edulink/institution.sql
-- what: who reads and writes institutions, what they teach, their settings, and their members.
-- why: institutions that are active and public are a catalogue for everybody, signed in or not. All else belongs to one
--      institution: its staff and admins see it, its admins edit it. Registration codes are never listed.

-- institutions --------------------------------------------------------------------------------------------------------

create policy institutions_all_institution_service
on institution_schema.institutions
for all
to institution_service_role
using (true)
with check (true);

create policy institutions_select_services
on institution_schema.institutions
for select
to user_service_role, notification_service_role, application_service_role, internship_service_role
using (true);

create policy institutions_select_anon
on institution_schema.institutions
for select
to anon
using (id = any((select institution_schema.listed_institution_ids())::uuid[]));

create policy institutions_select_user
on institution_schema.institutions
for select
to authenticated
using (id = any((select institution_schema.visible_institution_ids())::uuid[]));

create policy institutions_update_admin
on institution_schema.institutions
for update
to authenticated
using (id = any((select institution_schema.administered_institution_ids())::uuid[]))
with check (id = any((select institution_schema.administered_institution_ids())::uuid[]));

comment on policy institutions_select_anon on institution_schema.institutions
is 'Everybody sees the institutions that are active and public.';
comment on policy institutions_select_user on institution_schema.institutions
is 'Users see listed institutions and their own; a super admin sees all.';
comment on policy institutions_update_admin on institution_schema.institutions
is 'Admins edit what their institution says about itself, but not what a super admin has checked.';

grant select, insert, update, delete on institution_schema.institutions to institution_service_role;
grant select on institution_schema.institutions
to user_service_role, notification_service_role, application_service_role, internship_service_role;
grant select (
    id,
    name,
    short_name,
    description,
    institution_type,
    website,
    address,
    is_verified,
    logo,
    banner_image,
    established_year,
    student_count,
    faculty_count
) on institution_schema.institutions
to anon, authenticated;
-- Not registration_number, tax_id, accreditation_number, settings and metadata: they are no part of the catalogue, and
-- an institution and its visitors are the same database role.
grant select (email, phone_number, status, is_public, created_at, updated_at) on institution_schema.institutions
to authenticated;
grant update (
    short_name,
    description,
    phone_number,
    website,
    address,
    is_public,
    logo,
    banner_image,
    established_year,
    student_count,
    faculty_count
) on institution_schema.institutions
to authenticated;

-- departments ---------------------------------------------------------------------------------------------------------

create policy departments_all_institution_service
on institution_schema.departments
for all
to institution_service_role
using (true)
with check (true);

create policy departments_select_services
on institution_schema.departments
for select
to user_service_role, notification_service_role, application_service_role, internship_service_role
using (true);

create policy departments_select_anon
on institution_schema.departments
for select
to anon
using (institution_id = any((select institution_schema.listed_institution_ids())::uuid[]));

create policy departments_select_user
on institution_schema.departments
for select
to authenticated
using (institution_id = any((select institution_schema.visible_institution_ids())::uuid[]));

create policy departments_insert_admin
on institution_schema.departments
for insert
to authenticated
with check (institution_id = any((select institution_schema.administered_institution_ids())::uuid[]));

create policy departments_update_admin
on institution_schema.departments
for update
to authenticated
using (institution_id = any((select institution_schema.administered_institution_ids())::uuid[]))
with check (institution_id = any((select institution_schema.administered_institution_ids())::uuid[]));

comment on policy departments_select_anon on institution_schema.departments
is 'Everybody sees the departments of listed institutions.';
comment on policy departments_select_user on institution_schema.departments
is 'Who sees an institution sees its departments.';
comment on policy departments_insert_admin on institution_schema.departments
is 'Admins add departments to their own institution.';
comment on policy departments_update_admin on institution_schema.departments
is 'Admins edit the departments of their own institution; one that closes becomes inactive.';

grant select, insert, update, delete on institution_schema.departments to institution_service_role;
grant select on institution_schema.departments
to user_service_role, notification_service_role, application_service_role, internship_service_role;
grant select (id, institution_id, name, code, description, is_active) on institution_schema.departments
to anon, authenticated;
grant select (head_name, email, phone_number, created_at, updated_at) on institution_schema.departments
to authenticated;
grant insert (institution_id, name, code, description, head_name, email, phone_number, is_active)
on institution_schema.departments
to authenticated;
grant update (name, code, description, head_name, email, phone_number, is_active) on institution_schema.departments
to authenticated;

-- programs ------------------------------------------------------------------------------------------------------------

create policy programs_all_institution_service
on institution_schema.programs
for all
to institution_service_role
using (true)
with check (true);

create policy programs_select_services
on institution_schema.programs
for select
to user_service_role, notification_service_role, application_service_role, internship_service_role
using (true);

create policy programs_select_anon
on institution_schema.programs
for select
to anon
using (institution_id = any((select institution_schema.listed_institution_ids())::uuid[]));

create policy programs_select_user
on institution_schema.programs
for select
to authenticated
using (institution_id = any((select institution_schema.visible_institution_ids())::uuid[]));

create policy programs_insert_admin
on institution_schema.programs
for insert
to authenticated
with check (institution_id = any((select institution_schema.administered_institution_ids())::uuid[]));

create policy programs_update_admin
on institution_schema.programs
for update
to authenticated
using (institution_id = any((select institution_schema.administered_institution_ids())::uuid[]))
with check (institution_id = any((select institution_schema.administered_institution_ids())::uuid[]));

comment on policy programs_select_anon on institution_schema.programs
is 'Everybody sees the programs of listed institutions.';
comment on policy programs_select_user on institution_schema.programs
is 'Who sees an institution sees its programs.';
comment on policy programs_insert_admin on institution_schema.programs
is 'Admins add programs to their own institution.';
comment on policy programs_update_admin on institution_schema.programs
is 'Admins edit the programs of their own institution; the key to the department keeps it within.';

grant select, insert, update, delete on institution_schema.programs to institution_service_role;
grant select on institution_schema.programs
to user_service_role, notification_service_role, application_service_role, internship_service_role;
grant select (
    id,
    institution_id,
    department_id,
    name,
    code,
    description,
    degree_type,
    duration_months,
    credits_required,
    is_active
) on institution_schema.programs
to anon, authenticated;
grant select (created_at, updated_at) on institution_schema.programs to authenticated;
grant insert (
    institution_id,
    department_id,
    name,
    code,
    description,
    degree_type,
    duration_months,
    credits_required,
    is_active
) on institution_schema.programs
to authenticated;
grant update (
    department_id,
    name,
    code,
    description,
    degree_type,
    duration_months,
    credits_required,
    is_active
) on institution_schema.programs
to authenticated;

-- registration_codes --------------------------------------------------------------------------------------------------
-- For the services only. Users issue, redeem and withdraw codes through functions.

create policy registration_codes_all_institution_service
on institution_schema.registration_codes
for all
to institution_service_role
using (true)
with check (true);

create policy registration_codes_select_services
on institution_schema.registration_codes
for select
to user_service_role, notification_service_role, application_service_role, internship_service_role
using (true);

grant select, insert, update, delete on institution_schema.registration_codes to institution_service_role;
grant select on institution_schema.registration_codes
to user_service_role, notification_service_role, application_service_role, internship_service_role;

-- institution_settings ------------------------------------------------------------------------------------------------

create policy institution_settings_all_institution_service
on institution_schema.institution_settings
for all
to institution_service_role
using (true)
with check (true);

create policy institution_settings_select_services
on institution_schema.institution_settings
for select
to user_service_role, notification_service_role, application_service_role, internship_service_role
using (true);

create policy institution_settings_select_staff
on institution_schema.institution_settings
for select
to authenticated
using (
    institution_id = any((select institution_schema.staffed_institution_ids())::uuid[])
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy institution_settings_update_admin
on institution_schema.institution_settings
for update
to authenticated
using (institution_id = any((select institution_schema.administered_institution_ids())::uuid[]))
with check (institution_id = any((select institution_schema.administered_institution_ids())::uuid[]));

comment on policy institution_settings_select_staff on institution_schema.institution_settings
is 'Staff and admins see the settings of their own institution; a super admin sees all.';
comment on policy institution_settings_update_admin on institution_schema.institution_settings
is 'Admins edit the settings of their own institution.';

grant select, insert, update, delete on institution_schema.institution_settings to institution_service_role;
grant select on institution_schema.institution_settings
to user_service_role, notification_service_role, application_service_role, internship_service_role;
grant select on institution_schema.institution_settings to authenticated;
grant update (
    academic_year_start_month,
    grading_system,
    allow_internships,
    require_internship_approval,
    min_internship_duration_weeks,
    max_internship_duration_weeks,
    require_profile_verification,
    allow_public_profiles,
    notification_settings,
    integration_settings,
    custom_settings
) on institution_schema.institution_settings
to authenticated;

-- institution_memberships ---------------------------------------------------------------------------------------------

create policy institution_memberships_all_institution_service
on institution_schema.institution_memberships
for all
to institution_service_role
using (true)
with check (true);

create policy institution_memberships_select_services
on institution_schema.institution_memberships
for select
to user_service_role, notification_service_role, application_service_role, internship_service_role
using (true);

create policy institution_memberships_select_member_staff
on institution_schema.institution_memberships
for select
to authenticated
using (
    user_profile_id = (select user_schema.current_profile_id())
    or institution_id = any((select institution_schema.staffed_institution_ids())::uuid[])
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

-- Asking to be admitted: as a student and pending, whatever they would like to be. Unlisted institutions, and ones that
-- do not exist, are refused alike, before the foreign key could tell them apart.
create policy institution_memberships_insert_applicant
on institution_schema.institution_memberships
for insert
to authenticated
with check (
    user_profile_id = (select user_schema.current_profile_id())
    and role = 'student'
    and status = 'pending'
    and institution_id = any((select institution_schema.listed_institution_ids())::uuid[])
);

create policy institution_memberships_update_admin
on institution_schema.institution_memberships
for update
to authenticated
using (institution_id = any((select institution_schema.administered_institution_ids())::uuid[]))
with check (institution_id = any((select institution_schema.administered_institution_ids())::uuid[]));

create policy institution_memberships_delete_applicant
on institution_schema.institution_memberships
for delete
to authenticated
using (user_profile_id = (select user_schema.current_profile_id()) and status = 'pending');

comment on policy institution_memberships_select_member_staff on institution_schema.institution_memberships
is 'Everybody sees their own memberships, staff and admins those of their institution; a super admin sees all.';
comment on policy institution_memberships_insert_applicant on institution_schema.institution_memberships
is 'Everybody may ask a listed institution to admit them as a student.';
comment on policy institution_memberships_update_admin on institution_schema.institution_memberships
is 'Admins admit, suspend and promote the members of their own institution.';
comment on policy institution_memberships_delete_applicant on institution_schema.institution_memberships
is 'Who asked to be admitted may take that back while it is pending.';

grant select, insert, update, delete on institution_schema.institution_memberships to institution_service_role;
grant select on institution_schema.institution_memberships
to user_service_role, notification_service_role, application_service_role, internship_service_role;
grant select, delete on institution_schema.institution_memberships to authenticated;
grant insert (user_profile_id, institution_id, role, student_id, department, year_of_study)
on institution_schema.institution_memberships
to authenticated;
grant update (role, status, left_at, student_id, department, position, year_of_study)
on institution_schema.institution_memberships
to authenticated;

-- Functions -----------------------------------------------------------------------------------------------------------

grant execute on function institution_schema.listed_institution_ids() to anon, authenticated;
grant execute on function institution_schema.visible_institution_ids() to authenticated;
grant execute on function institution_schema.member_institution_ids() to authenticated;
grant execute on function institution_schema.staffed_institution_ids() to authenticated;
grant execute on function institution_schema.administered_institution_ids() to authenticated;
grant execute on function institution_schema.redeem_registration_code(text, integer, text, text) to authenticated;
grant execute on function institution_schema.issue_registration_code(uuid, text, integer, timestamptz, integer)
to authenticated;
grant execute on function institution_schema.withdraw_registration_code(text) to authenticated;
grant execute on function institution_schema.member_cards(uuid) to authenticated;
grant execute on function institution_schema.review_institution(uuid, text, boolean) to authenticated;
