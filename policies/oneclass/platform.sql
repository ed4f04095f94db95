-- policies/oneclass/platform.sql
-- what: who reads and writes schools, people, memberships, passwords and the tables of the operator.
-- why: people ask as authenticated over the API, or as oneclass_app through the application; both are judged by who is
--      signed in, and by nothing else. Which columns of a row somebody may write is asked by the guards in
--      sql/oneclass/platform/0084_guards.sql.

-- schools -------------------------------------------------------------------------------------------------------------

create policy schools_select_member
on platform.schools
for select
to authenticated, oneclass_app
using (
    id = any((select platform.school_ids())::uuid[])
    or id between (select platform.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy schools_insert_super_admin
on platform.schools
for insert
to authenticated, oneclass_app
with check ((select platform.is_super_admin()));

create policy schools_update_leader
on platform.schools
for update
to authenticated, oneclass_app
using (
    id = any((select platform.led_school_ids())::uuid[])
    or id between (select platform.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
)
with check (
    id = any((select platform.led_school_ids())::uuid[])
    or id between (select platform.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy schools_delete_super_admin
on platform.schools
for delete
to authenticated, oneclass_app
using (id between (select platform.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff');

comment on policy schools_select_member on platform.schools
is 'Everybody sees the active schools where they have an active membership; a super admin sees all.';
comment on policy schools_insert_super_admin on platform.schools is 'A super admin adds schools.';
comment on policy schools_update_leader on platform.schools
is 'Principals and deputies edit what their school says about itself, a super admin everything.';
comment on policy schools_delete_super_admin on platform.schools
is 'A super admin removes schools, with all their memberships.';

grant select, delete on platform.schools to authenticated, oneclass_app;
grant insert (
    id,
    name,
    subdomain,
    status,
    subscription_tier,
    email,
    phone,
    address,
    school_type,
    registration_number,
    establishment_year,
    student_capacity,
    configuration,
    is_active,
    is_verified
) on platform.schools
to authenticated, oneclass_app;
grant update (
    name,
    subdomain,
    status,
    subscription_tier,
    email,
    phone,
    address,
    school_type,
    registration_number,
    establishment_year,
    student_capacity,
    configuration,
    is_active,
    is_verified
) on platform.schools
to authenticated, oneclass_app;

-- platform_users ------------------------------------------------------------------------------------------------------
-- A person has no school, only memberships. So row security looks for a membership of the person: for a page by its
-- key, for a whole school once. It does not start a list: a list of a school reads school_memberships and joins.

create policy platform_users_select_school
on platform.platform_users
for select
to authenticated, oneclass_app
using (
    id = (select platform.current_user_id())
    or (
        id >= (select platform.staff_lowest_id())
        and (
            exists (
                select
                from platform.school_memberships as m
                where
                    m.user_id = platform_users.id
                    and (m.role <> 'parent' or m.school_id = any((select platform.office_school_ids())::uuid[]))
            )
            or id in (select unnest((select platform.registry_staff_ids())::uuid[]))
        )
    )
    or id = any((select platform.child_ids())::uuid[])
    or id between (select platform.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy platform_users_insert_super_admin
on platform.platform_users
for insert
to authenticated, oneclass_app
with check ((select platform.is_super_admin()));

create policy platform_users_update_self_leader
on platform.platform_users
for update
to authenticated, oneclass_app
using (
    id = (select platform.current_user_id())
    or (
        id >= (select platform.leader_lowest_id())
        and platform_role <> 'super_admin'
        and exists (
            select
            from platform.school_memberships as m
            where
                m.user_id = platform_users.id
                and m.school_id = any((select platform.led_school_ids())::uuid[])
                and m.status <> 'archived'
        )
    )
    or id between (select platform.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
)
with check (
    id = (select platform.current_user_id())
    or (
        id >= (select platform.leader_lowest_id())
        and platform_role <> 'super_admin'
        and exists (
            select
            from platform.school_memberships as m
            where
                m.user_id = platform_users.id
                and m.school_id = any((select platform.led_school_ids())::uuid[])
                and m.status <> 'archived'
        )
    )
    or id between (select platform.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy platform_users_delete_super_admin
on platform.platform_users
for delete
to authenticated, oneclass_app
using (id between (select platform.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff');

create policy platform_users_select_auth
on platform.platform_users
for select
to oneclass_auth
using (true);

create policy platform_users_insert_auth
on platform.platform_users
for insert
to oneclass_auth
with check (true);

create policy platform_users_update_auth
on platform.platform_users
for update
to oneclass_auth
using (true)
with check (true);

comment on policy platform_users_select_school on platform.platform_users
is 'Everybody sees themselves; principals, deputies and registrars everybody at their schools; teachers and heads all '
'but the parents; parents their children; a super admin all.';
comment on policy platform_users_insert_super_admin on platform.platform_users is 'A super admin adds people.';
comment on policy platform_users_update_self_leader on platform.platform_users
is 'Everybody edits themselves; principals and deputies who has not left their school and is no super admin; a super '
'admin edits all.';
comment on policy platform_users_delete_super_admin on platform.platform_users is 'A super admin removes people.';
comment on policy platform_users_select_auth on platform.platform_users
is 'Whoever signs people in finds them by address or Clerk id, at whatever school.';
comment on policy platform_users_insert_auth on platform.platform_users
is 'Whoever signs people in adds those who sign up, as nobody in particular.';
comment on policy platform_users_update_auth on platform.platform_users
is 'Whoever signs people in notes that they did, confirms their address, and links their Clerk account.';

grant select, delete on platform.platform_users to authenticated, oneclass_app;
grant insert (
    id,
    email,
    first_name,
    last_name,
    platform_role,
    status,
    primary_school_id,
    profile,
    clerk_integration,
    feature_flags,
    user_preferences,
    last_login
) on platform.platform_users
to authenticated, oneclass_app;
grant update (
    email,
    first_name,
    last_name,
    platform_role,
    status,
    primary_school_id,
    profile,
    clerk_integration,
    feature_flags,
    user_preferences,
    last_login
) on platform.platform_users
to authenticated, oneclass_app;
grant select (id, email, first_name, last_name, status, clerk_integration, last_login) on platform.platform_users
to oneclass_auth;
-- Not platform_role: whoever signs up is a student until a super admin says otherwise.
grant insert (id, email, first_name, last_name, status, profile, clerk_integration, user_preferences)
on platform.platform_users
to oneclass_auth;
grant update (email, status, clerk_integration, last_login) on platform.platform_users to oneclass_auth;

-- school_memberships --------------------------------------------------------------------------------------------------

create policy school_memberships_select_school
on platform.school_memberships
for select
to authenticated, oneclass_app
using (
    school_id = any((select platform.class_school_ids())::uuid[])
    or user_id = (select platform.current_user_id())
    or (
        school_id = any((select platform.registry_school_ids())::uuid[])
        and role in ('student', 'parent')
    )
    or id = any((select platform.child_membership_ids())::uuid[])
    or school_id between (select platform.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy school_memberships_insert_office
on platform.school_memberships
for insert
to authenticated, oneclass_app
with check (
    school_id = any((select platform.led_school_ids())::uuid[])
    or (
        school_id = any((select platform.registry_school_ids())::uuid[])
        and role in ('student', 'parent')
    )
    or (select platform.is_super_admin())
);

create policy school_memberships_update_office
on platform.school_memberships
for update
to authenticated, oneclass_app
using (
    school_id = any((select platform.led_school_ids())::uuid[])
    or (
        school_id = any((select platform.registry_school_ids())::uuid[])
        and role in ('student', 'parent')
    )
    or school_id between (select platform.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
)
with check (
    school_id = any((select platform.led_school_ids())::uuid[])
    or (
        school_id = any((select platform.registry_school_ids())::uuid[])
        and role in ('student', 'parent')
    )
    or school_id between (select platform.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy school_memberships_delete_leader
on platform.school_memberships
for delete
to authenticated, oneclass_app
using (
    school_id = any((select platform.led_school_ids())::uuid[])
    or school_id between (select platform.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

comment on policy school_memberships_select_school on platform.school_memberships
is 'Everybody sees their own; principals, deputies, heads and teachers all of their schools; registrars those of '
'students and parents; parents those of their children there; a super admin all.';
comment on policy school_memberships_insert_office on platform.school_memberships
is 'Principals and deputies add members, registrars students and parents.';
comment on policy school_memberships_update_office on platform.school_memberships
is 'Principals and deputies edit the members of their school, registrars its students and parents, who stay such.';
comment on policy school_memberships_delete_leader on platform.school_memberships
is 'Principals and deputies remove members of their school.';

grant select, delete on platform.school_memberships to authenticated, oneclass_app;
-- The copies are taken from the school, whatever is sent; they may be sent, since they are not null.
grant insert (
    id,
    user_id,
    school_id,
    school_name,
    school_subdomain,
    role,
    permissions,
    joined_date,
    status,
    student_id,
    current_grade,
    admission_date,
    graduation_date,
    employee_id,
    department,
    hire_date,
    contract_type,
    children_ids
) on platform.school_memberships
to authenticated, oneclass_app;
-- Not user_id and school_id: a membership is nobody else's, and of no other school, ever.
grant update (
    role,
    permissions,
    joined_date,
    status,
    student_id,
    current_grade,
    admission_date,
    graduation_date,
    employee_id,
    department,
    hire_date,
    contract_type,
    children_ids
) on platform.school_memberships
to authenticated, oneclass_app;

-- user_credentials ----------------------------------------------------------------------------------------------------
-- Only whoever signs people in.

create policy user_credentials_all_auth
on platform.user_credentials
for all
to oneclass_auth
using (true)
with check (true);

comment on policy user_credentials_all_auth on platform.user_credentials
is 'Whoever signs people in checks passwords and sets new ones.';

grant select, insert, update, delete on platform.user_credentials to oneclass_auth;

-- user_migration_tracking ---------------------------------------------------------------------------------------------

create policy user_migration_tracking_select_super_admin
on platform.user_migration_tracking
for select
to authenticated, oneclass_app
using (id between (select platform.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff');

comment on policy user_migration_tracking_select_super_admin on platform.user_migration_tracking
is 'A super admin finds out who somebody was in an old database.';

grant select on platform.user_migration_tracking to authenticated, oneclass_app;

-- role_permissions, cache_limits --------------------------------------------------------------------------------------
-- Few rows, without a tenant, that a super admin sets.

create policy role_permissions_select_super_admin
on platform.role_permissions
for select
to authenticated, oneclass_app
using ((select platform.is_super_admin()));

create policy role_permissions_update_super_admin
on platform.role_permissions
for update
to authenticated, oneclass_app
using ((select platform.is_super_admin()))
with check ((select platform.is_super_admin()));

comment on policy role_permissions_select_super_admin on platform.role_permissions
is 'A super admin sees what each role begins with.';
comment on policy role_permissions_update_super_admin on platform.role_permissions
is 'A super admin sets what each role begins with.';

grant select, update (permissions) on platform.role_permissions to authenticated, oneclass_app;

create policy cache_limits_select_super_admin
on platform.cache_limits
for select
to authenticated, oneclass_app
using ((select platform.is_super_admin()));

create policy cache_limits_update_super_admin
on platform.cache_limits
for update
to authenticated, oneclass_app
using ((select platform.is_super_admin()))
with check ((select platform.is_super_admin()));

comment on policy cache_limits_select_super_admin on platform.cache_limits
is 'A super admin sees how long answers may be cached.';
comment on policy cache_limits_update_super_admin on platform.cache_limits
is 'A super admin sets how long answers may be cached.';

grant select, update (seconds) on platform.cache_limits to authenticated, oneclass_app;

-- Functions -----------------------------------------------------------------------------------------------------------

grant execute on function platform.current_user_id() to authenticated, oneclass_app;
grant execute on function platform.is_super_admin() to authenticated, oneclass_app;
grant execute on function platform.super_admin_lowest_id() to authenticated, oneclass_app;
grant execute on function platform.school_ids() to authenticated, oneclass_app;
grant execute on function platform.school_ids_with_role(text[]) to authenticated, oneclass_app;
grant execute on function platform.led_school_ids() to authenticated, oneclass_app;
grant execute on function platform.registry_school_ids() to authenticated, oneclass_app;
grant execute on function platform.office_school_ids() to authenticated, oneclass_app;
grant execute on function platform.class_school_ids() to authenticated, oneclass_app;
grant execute on function platform.staffed_school_ids() to authenticated, oneclass_app;
grant execute on function platform.staff_lowest_id() to authenticated, oneclass_app;
grant execute on function platform.leader_lowest_id() to authenticated, oneclass_app;
grant execute on function platform.child_ids() to authenticated, oneclass_app;
grant execute on function platform.child_membership_ids() to authenticated, oneclass_app;
grant execute on function platform.registry_staff_ids() to authenticated, oneclass_app;

-- What applications ask: each answers about what its caller may see, and nothing about the rest.
grant execute on function platform.user_context(uuid) to authenticated, oneclass_app;
grant execute on function platform.minimal_user_context(uuid) to authenticated, oneclass_app;
grant execute on function platform.resolve_subdomain(text) to authenticated, oneclass_app;
grant execute on function platform.school_information(uuid) to authenticated, oneclass_app;
grant execute on function platform.cached_answer(text, jsonb) to authenticated, oneclass_app;
grant execute on function platform.has_permission_in_school(uuid, text, uuid) to authenticated, oneclass_app;
grant execute on function platform.has_role_in_school(text, uuid) to authenticated, oneclass_app;
grant execute on function platform.can_access_school(uuid) to authenticated, oneclass_app;
grant execute on function platform.bulk_get_school_users(uuid, text[], integer, uuid) to authenticated, oneclass_app;
grant execute on function platform.search_users(text, uuid, text[], integer) to authenticated, oneclass_app;
