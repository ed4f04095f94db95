-- policies/edulink/user.sql
-- what: who reads and writes profiles and what hangs on them.
-- why: a row of this schema is shown to its owner and to nobody else, but for the academic record, which the staff of
--      the institution that it names reads too. What others may see of a profile, user_schema.profile_cards() shows.

-- user_profiles -------------------------------------------------------------------------------------------------------

create policy user_profiles_all_user_service
on user_schema.user_profiles
for all
to user_service_role
using (true)
with check (true);

create policy user_profiles_select_services
on user_schema.user_profiles
for select
to institution_service_role, notification_service_role, application_service_role, internship_service_role
using (true);

create policy user_profiles_select_owner
on user_schema.user_profiles
for select
to authenticated
using (
    id = (select user_schema.current_profile_id())
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy user_profiles_update_owner
on user_schema.user_profiles
for update
to authenticated
using (id = (select user_schema.current_profile_id()))
with check (id = (select user_schema.current_profile_id()));

comment on policy user_profiles_select_owner on user_schema.user_profiles
is 'Everybody sees their own profile, whole; a super admin sees all. Others see cards: user_schema.profile_cards().';
comment on policy user_profiles_update_owner on user_schema.user_profiles is 'Everybody edits their own profile.';

grant select, insert, update, delete on user_schema.user_profiles to user_service_role;
grant select on user_schema.user_profiles
to notification_service_role, application_service_role, internship_service_role;
-- The institution service needs to know who its members are, not their national ids or where they signed in from.
grant select (
    id,
    auth_user_id,
    email,
    first_name,
    last_name,
    username,
    phone_number,
    avatar,
    bio,
    language,
    timezone,
    profile_visibility,
    email_notifications,
    sms_notifications,
    push_notifications,
    is_active,
    is_verified,
    role,
    created_at,
    updated_at,
    is_deleted,
    deleted_at
) on user_schema.user_profiles
to institution_service_role;
grant select on user_schema.user_profiles to authenticated;
-- Not national_id: it is unique, so whoever may write it can ask whether somebody has it.
grant update (
    first_name,
    last_name,
    username,
    phone_number,
    avatar,
    bio,
    language,
    timezone,
    profile_visibility,
    email_notifications,
    sms_notifications,
    push_notifications
) on user_schema.user_profiles
to authenticated;

-- academic_information ------------------------------------------------------------------------------------------------

create policy academic_information_all_user_service
on user_schema.academic_information
for all
to user_service_role
using (true)
with check (true);

create policy academic_information_select_services
on user_schema.academic_information
for select
to notification_service_role, application_service_role, internship_service_role
using (true);

create policy academic_information_select_owner_staff
on user_schema.academic_information
for select
to authenticated
using (
    (
        not is_deleted
        and (
            user_profile_id = (select user_schema.current_profile_id())
            or institution_id = any((select institution_schema.staffed_institution_ids())::uuid[])
        )
    )
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy academic_information_insert_owner
on user_schema.academic_information
for insert
to authenticated
with check (user_profile_id = (select user_schema.current_profile_id()));

create policy academic_information_update_owner
on user_schema.academic_information
for update
to authenticated
using (user_profile_id = (select user_schema.current_profile_id()) and not is_deleted)
with check (user_profile_id = (select user_schema.current_profile_id()) and not is_deleted);

comment on policy academic_information_select_owner_staff on user_schema.academic_information
is 'Students see their own record, and the staff of an institution the records that name it; a super admin sees all.';
comment on policy academic_information_insert_owner on user_schema.academic_information
is 'Students begin their own record.';
comment on policy academic_information_update_owner on user_schema.academic_information
is 'Students edit what no institution vouches for; the rest is set by enrol() and verify_academic_record().';

grant select, insert, update, delete on user_schema.academic_information to user_service_role;
grant select on user_schema.academic_information
to notification_service_role, application_service_role, internship_service_role;
-- Not university_code_used: others may still redeem that code.
grant select (
    id,
    user_profile_id,
    institution_id,
    institution_name,
    registration_number,
    program_id,
    department_id,
    year_of_study,
    academic_year,
    registration_method,
    is_verified,
    university_verified,
    national_id_verified,
    gender,
    skills,
    interests,
    internship_status,
    resume,
    created_at,
    updated_at,
    is_deleted,
    deleted_at
) on user_schema.academic_information
to authenticated;
grant insert (user_profile_id, institution_name, gender, skills, interests, internship_status, resume)
on user_schema.academic_information
to authenticated;
grant update (institution_name, gender, skills, interests, internship_status, resume)
on user_schema.academic_information
to authenticated;

-- contact_information -------------------------------------------------------------------------------------------------

create policy contact_information_all_user_service
on user_schema.contact_information
for all
to user_service_role
using (true)
with check (true);

create policy contact_information_select_services
on user_schema.contact_information
for select
to notification_service_role, application_service_role, internship_service_role
using (true);

create policy contact_information_select_owner
on user_schema.contact_information
for select
to authenticated
using (
    user_profile_id = (select user_schema.current_profile_id())
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy contact_information_insert_owner
on user_schema.contact_information
for insert
to authenticated
with check (user_profile_id = (select user_schema.current_profile_id()));

create policy contact_information_update_owner
on user_schema.contact_information
for update
to authenticated
using (user_profile_id = (select user_schema.current_profile_id()))
with check (user_profile_id = (select user_schema.current_profile_id()));

create policy contact_information_delete_owner
on user_schema.contact_information
for delete
to authenticated
using (user_profile_id = (select user_schema.current_profile_id()));

comment on policy contact_information_select_owner on user_schema.contact_information
is 'Everybody sees their own contacts; a super admin sees all.';
comment on policy contact_information_insert_owner on user_schema.contact_information
is 'Everybody adds contacts of their own.';
comment on policy contact_information_update_owner on user_schema.contact_information
is 'Everybody says which of their contacts comes first; a contact that changes is a new one, not verified yet.';
comment on policy contact_information_delete_owner on user_schema.contact_information
is 'Everybody removes their own contacts.';

grant select, insert, update, delete on user_schema.contact_information to user_service_role;
grant select on user_schema.contact_information
to notification_service_role, application_service_role, internship_service_role;
grant select, delete on user_schema.contact_information to authenticated;
grant insert (user_profile_id, contact_type, value, is_primary) on user_schema.contact_information to authenticated;
grant update (is_primary) on user_schema.contact_information to authenticated;

-- preferences ---------------------------------------------------------------------------------------------------------

create policy preferences_all_user_service
on user_schema.preferences
for all
to user_service_role
using (true)
with check (true);

create policy preferences_select_services
on user_schema.preferences
for select
to notification_service_role, application_service_role, internship_service_role
using (true);

create policy preferences_select_owner
on user_schema.preferences
for select
to authenticated
using (
    user_profile_id = (select user_schema.current_profile_id())
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy preferences_insert_owner
on user_schema.preferences
for insert
to authenticated
with check (user_profile_id = (select user_schema.current_profile_id()));

create policy preferences_update_owner
on user_schema.preferences
for update
to authenticated
using (user_profile_id = (select user_schema.current_profile_id()))
with check (user_profile_id = (select user_schema.current_profile_id()));

comment on policy preferences_select_owner on user_schema.preferences
is 'Everybody sees their own preferences; a super admin sees all.';
comment on policy preferences_insert_owner on user_schema.preferences is 'Everybody makes their own preferences.';
comment on policy preferences_update_owner on user_schema.preferences is 'Everybody edits their own preferences.';

grant select, insert, update, delete on user_schema.preferences to user_service_role;
grant select on user_schema.preferences
to notification_service_role, application_service_role, internship_service_role;
grant select on user_schema.preferences to authenticated;
grant insert (
    user_profile_id,
    email_frequency,
    show_email,
    show_phone,
    allow_search,
    theme,
    items_per_page,
    preferred_contact_method,
    settings
) on user_schema.preferences
to authenticated;
grant update (
    email_frequency,
    show_email,
    show_phone,
    allow_search,
    theme,
    items_per_page,
    preferred_contact_method,
    settings
) on user_schema.preferences
to authenticated;

-- profile_history -----------------------------------------------------------------------------------------------------
-- Append-only. For the services only: it keeps what somebody no longer wants to be known by.

create policy profile_history_all_user_service
on user_schema.profile_history
for all
to user_service_role
using (true)
with check (true);

create policy profile_history_select_services
on user_schema.profile_history
for select
to notification_service_role, application_service_role, internship_service_role
using (true);

grant select, insert on user_schema.profile_history to user_service_role;
grant select on user_schema.profile_history
to notification_service_role, application_service_role, internship_service_role;

-- employer_information ------------------------------------------------------------------------------------------------

create policy employer_information_all_user_service
on user_schema.employer_information
for all
to user_service_role
using (true)
with check (true);

create policy employer_information_select_services
on user_schema.employer_information
for select
to notification_service_role, application_service_role, internship_service_role
using (true);

create policy employer_information_select_owner
on user_schema.employer_information
for select
to authenticated
using (
    user_profile_id = (select user_schema.current_profile_id())
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy employer_information_insert_owner
on user_schema.employer_information
for insert
to authenticated
with check (
    user_profile_id = (select user_schema.current_profile_id())
    and (select auth_schema.active_role()) = 'employer'
);

create policy employer_information_update_owner
on user_schema.employer_information
for update
to authenticated
using (user_profile_id = (select user_schema.current_profile_id()))
with check (user_profile_id = (select user_schema.current_profile_id()));

comment on policy employer_information_select_owner on user_schema.employer_information
is 'Employers see their own company; a super admin sees all.';
comment on policy employer_information_insert_owner on user_schema.employer_information
is 'An employer describes their own company.';
comment on policy employer_information_update_owner on user_schema.employer_information
is 'Employers edit the description of their own company, but not its name, which may have been verified.';

grant select, insert, update, delete on user_schema.employer_information to user_service_role;
grant select on user_schema.employer_information
to notification_service_role, application_service_role, internship_service_role;
grant select on user_schema.employer_information to authenticated;
grant insert (
    user_profile_id,
    company_name,
    company_description,
    industry,
    website,
    location,
    company_size,
    department,
    position
) on user_schema.employer_information
to authenticated;
grant update (company_description, industry, website, location, company_size, department, position)
on user_schema.employer_information
to authenticated;

-- Functions -----------------------------------------------------------------------------------------------------------

grant execute on function user_schema.current_profile_id() to authenticated;
grant execute on function user_schema.profile_cards(uuid[]) to authenticated;
grant execute on function user_schema.search_profiles(text, integer) to authenticated;
grant execute on function user_schema.enrol(uuid, uuid, uuid, integer) to authenticated;
grant execute on function user_schema.verify_academic_record(uuid, text, boolean) to authenticated;
