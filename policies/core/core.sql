-- policies/core/core.sql
-- what: who reads and writes the tables of core.
-- why: everybody stays in one tenant. A service and a reader stay in the tenant that their claims name, whichever it
--      is; a user in theirs, and there with their own rows, unless a permission reaches further. Written once for both
--      engines: what is asked once per statement on one Postgres is asked plainly on Citus, which takes no sub-select
--      in a policy (docs/decisions/core-for-two-engines.md).

-- tenants -------------------------------------------------------------------------------------------------------------

create policy tenants_all_service
on core.tenants
for all
to core_service_role
using (id = {{ per_statement("core.claimed_tenant()") }})
with check (id = {{ per_statement("core.claimed_tenant()") }});

create policy tenants_select_readonly
on core.tenants
for select
to core_readonly_role
using (id = {{ per_statement("core.claimed_tenant()") }});

create policy tenants_all_migrator
on core.tenants
for all
to core_migrator
using (true)
with check (true);

create policy tenants_select_user
on core.tenants
for select
to authenticated
using (
    id = {{ per_statement("core.current_tenant()") }}
    or id = any({{ per_statement("core.tenants_with('read:tenants')") }}::uuid[])
);

comment on policy tenants_select_user on core.tenants
is 'Users see their own tenant; who has opened all tenants sees them.';

create policy tenants_update_admin
on core.tenants
for update
to authenticated
using (id = any({{ per_statement("core.tenants_with('write:tenants')") }}::uuid[]))
with check (id = any({{ per_statement("core.tenants_with('write:tenants')") }}::uuid[]));

comment on policy tenants_update_admin on core.tenants
is 'Who may change the tenant changes what it is called; the platform decides about plan, limits and status.';

grant select, insert, update, delete on core.tenants to core_service_role;
grant select on core.tenants to core_readonly_role;
grant select, insert, update, delete on core.tenants to core_migrator;
grant select on core.tenants to authenticated;
grant update (name) on core.tenants to authenticated;

-- users ---------------------------------------------------------------------------------------------------------------

create policy users_all_service
on core.users
for all
to core_service_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }})
with check (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy users_select_readonly
on core.users
for select
to core_readonly_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy users_all_migrator
on core.users
for all
to core_migrator
using (true)
with check (true);

create policy users_select_user
on core.users
for select
to authenticated
using (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('read:users')") }}::uuid[])
);

comment on policy users_select_user on core.users is 'Users see themselves; others with read:users.';

create policy users_insert_admin
on core.users
for insert
to authenticated
with check (tenant_id = any({{ per_statement("core.tenants_with('write:users')") }}::uuid[]));

comment on policy users_insert_admin on core.users is 'Users are added with write:users, never as internal ones.';

create policy users_update_user
on core.users
for update
to authenticated
using (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('write:users')") }}::uuid[])
)
with check (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('write:users')") }}::uuid[])
);

comment on policy users_update_user on core.users
is 'Users edit themselves; others with write:users. Nobody edits an address.';

grant select, insert, update, delete on core.users to core_service_role;
grant select (
    tenant_id,
    id,
    email,
    full_name,
    username,
    phone,
    is_internal,
    is_verified,
    last_login,
    login_attempts,
    locked_until,
    mfa_enabled,
    owner_user_id,
    is_active,
    metadata,
    schema_version,
    created_at,
    updated_at
) on core.users
to core_readonly_role;
grant select, insert, update, delete on core.users to core_migrator;
grant select (
    tenant_id,
    id,
    email,
    full_name,
    username,
    phone,
    is_internal,
    is_verified,
    last_login,
    mfa_enabled,
    owner_user_id,
    is_active,
    metadata,
    schema_version,
    created_at,
    updated_at
) on core.users
to authenticated;
grant insert (tenant_id, email, full_name, username, phone) on core.users to authenticated;
grant update (full_name, username, phone, is_active) on core.users to authenticated;

-- user_profiles -------------------------------------------------------------------------------------------------------

create policy user_profiles_all_service
on core.user_profiles
for all
to core_service_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }})
with check (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy user_profiles_select_readonly
on core.user_profiles
for select
to core_readonly_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy user_profiles_all_migrator
on core.user_profiles
for all
to core_migrator
using (true)
with check (true);

create policy user_profiles_select_user
on core.user_profiles
for select
to authenticated
using (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and user_id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('read:users')") }}::uuid[])
);

comment on policy user_profiles_select_user on core.user_profiles
is 'Users see their own profile; others with read:users.';

create policy user_profiles_insert_user
on core.user_profiles
for insert
to authenticated
with check (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and user_id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('write:users')") }}::uuid[])
);

comment on policy user_profiles_insert_user on core.user_profiles
is 'Users make their own profile; others with write:users.';

create policy user_profiles_update_user
on core.user_profiles
for update
to authenticated
using (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and user_id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('write:users')") }}::uuid[])
)
with check (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and user_id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('write:users')") }}::uuid[])
);

comment on policy user_profiles_update_user on core.user_profiles
is 'Users edit their own profile; others with write:users.';

grant select, insert, update, delete on core.user_profiles to core_service_role;
grant select on core.user_profiles to core_readonly_role;
grant select, insert, update, delete on core.user_profiles to core_migrator;
grant select on core.user_profiles to authenticated;
grant insert (
    tenant_id,
    user_id,
    bio,
    location,
    timezone,
    language,
    preferences,
    social_links
) on core.user_profiles
to authenticated;
grant update (bio, location, timezone, language, preferences, social_links) on core.user_profiles to authenticated;

-- roles ---------------------------------------------------------------------------------------------------------------

create policy roles_all_service
on core.roles
for all
to core_service_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }})
with check (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy roles_select_readonly
on core.roles
for select
to core_readonly_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy roles_all_migrator
on core.roles
for all
to core_migrator
using (true)
with check (true);

create policy roles_select_user
on core.roles
for select
to authenticated
using (tenant_id = any({{ per_statement("core.tenants_with('read:roles')") }}::uuid[]));

comment on policy roles_select_user on core.roles
is 'Roles are seen with read:roles; what the own ones allow says core.effective_permissions().';

create policy roles_insert_admin
on core.roles
for insert
to authenticated
with check (tenant_id = any({{ per_statement("core.tenants_with('write:roles')") }}::uuid[]));

comment on policy roles_insert_admin on core.roles
is 'Roles are made with write:roles; a trigger keeps them below the rank of whoever makes them.';

create policy roles_update_admin
on core.roles
for update
to authenticated
using (tenant_id = any({{ per_statement("core.tenants_with('write:roles')") }}::uuid[]))
with check (tenant_id = any({{ per_statement("core.tenants_with('write:roles')") }}::uuid[]));

comment on policy roles_update_admin on core.roles
is 'Roles are changed with write:roles; a trigger protects system roles and higher ones.';

grant select, insert, update, delete on core.roles to core_service_role;
grant select on core.roles to core_readonly_role;
grant select, insert, update, delete on core.roles to core_migrator;
grant select on core.roles to authenticated;
grant insert (
    tenant_id,
    name,
    display_name,
    description,
    hierarchy_level,
    parent_role_id,
    scopes
) on core.roles
to authenticated;
grant update (
    display_name,
    description,
    hierarchy_level,
    parent_role_id,
    is_active,
    scopes
) on core.roles
to authenticated;

-- role_bindings -------------------------------------------------------------------------------------------------------

create policy role_bindings_all_service
on core.role_bindings
for all
to core_service_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }})
with check (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy role_bindings_select_readonly
on core.role_bindings
for select
to core_readonly_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy role_bindings_all_migrator
on core.role_bindings
for all
to core_migrator
using (true)
with check (true);

create policy role_bindings_select_user
on core.role_bindings
for select
to authenticated
using (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and user_id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('read:roles')") }}::uuid[])
);

comment on policy role_bindings_select_user on core.role_bindings
is 'Users see which roles they have; those of others with read:roles.';

create policy role_bindings_insert_admin
on core.role_bindings
for insert
to authenticated
with check (
    tenant_id = any({{ per_statement("core.tenants_with('write:roles')") }}::uuid[])
    and assigned_by = {{ per_statement("core.current_user_id()") }}
);

comment on policy role_bindings_insert_admin on core.role_bindings
is 'Roles are given with write:roles, in the own name; a trigger keeps them below the own rank.';

create policy role_bindings_update_admin
on core.role_bindings
for update
to authenticated
using (tenant_id = any({{ per_statement("core.tenants_with('write:roles')") }}::uuid[]))
with check (tenant_id = any({{ per_statement("core.tenants_with('write:roles')") }}::uuid[]));

comment on policy role_bindings_update_admin on core.role_bindings
is 'Roles are taken away with write:roles; a trigger keeps higher ones.';

grant select, insert, update, delete on core.role_bindings to core_service_role;
grant select on core.role_bindings to core_readonly_role;
grant select, insert, update, delete on core.role_bindings to core_migrator;
grant select on core.role_bindings to authenticated;
grant insert (tenant_id, user_id, role_id, assigned_by, expires_at, conditions) on core.role_bindings to authenticated;
grant update (expires_at, conditions, is_active) on core.role_bindings to authenticated;

-- permissions ---------------------------------------------------------------------------------------------------------

create policy permissions_all_service
on core.permissions
for all
to core_service_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }})
with check (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy permissions_select_readonly
on core.permissions
for select
to core_readonly_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy permissions_all_migrator
on core.permissions
for all
to core_migrator
using (true)
with check (true);

create policy permissions_select_user
on core.permissions
for select
to authenticated
using (tenant_id = any({{ per_statement("core.tenants_with('read:roles')") }}::uuid[]));

comment on policy permissions_select_user on core.permissions is 'Permissions are seen with read:roles.';

create policy permissions_insert_admin
on core.permissions
for insert
to authenticated
with check (tenant_id = any({{ per_statement("core.tenants_with('write:roles')") }}::uuid[]));

comment on policy permissions_insert_admin on core.permissions is 'Permissions are made with write:roles.';

create policy permissions_update_admin
on core.permissions
for update
to authenticated
using (tenant_id = any({{ per_statement("core.tenants_with('write:roles')") }}::uuid[]))
with check (tenant_id = any({{ per_statement("core.tenants_with('write:roles')") }}::uuid[]));

comment on policy permissions_update_admin on core.permissions
is 'Permissions are changed with write:roles; a trigger keeps those that one does not have.';

grant select, insert, update, delete on core.permissions to core_service_role;
grant select on core.permissions to core_readonly_role;
grant select, insert, update, delete on core.permissions to core_migrator;
grant select on core.permissions to authenticated;
grant insert (tenant_id, name, description, resource, action, scopes) on core.permissions to authenticated;
grant update (description, resource, action, is_active) on core.permissions to authenticated;

-- permission_bindings -------------------------------------------------------------------------------------------------

create policy permission_bindings_all_service
on core.permission_bindings
for all
to core_service_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }})
with check (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy permission_bindings_select_readonly
on core.permission_bindings
for select
to core_readonly_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy permission_bindings_all_migrator
on core.permission_bindings
for all
to core_migrator
using (true)
with check (true);

create policy permission_bindings_select_user
on core.permission_bindings
for select
to authenticated
using (tenant_id = any({{ per_statement("core.tenants_with('read:roles')") }}::uuid[]));

comment on policy permission_bindings_select_user on core.permission_bindings
is 'What roles may do is seen with read:roles.';

create policy permission_bindings_insert_admin
on core.permission_bindings
for insert
to authenticated
with check (
    tenant_id = any({{ per_statement("core.tenants_with('write:roles')") }}::uuid[])
    and granted_by = {{ per_statement("core.current_user_id()") }}
);

comment on policy permission_bindings_insert_admin on core.permission_bindings
is 'Permissions are granted with write:roles, in the own name; a trigger refuses what one does not have.';

create policy permission_bindings_update_admin
on core.permission_bindings
for update
to authenticated
using (tenant_id = any({{ per_statement("core.tenants_with('write:roles')") }}::uuid[]))
with check (tenant_id = any({{ per_statement("core.tenants_with('write:roles')") }}::uuid[]));

comment on policy permission_bindings_update_admin on core.permission_bindings
is 'Permissions are taken away with write:roles; a trigger protects system roles and higher ones.';

grant select, insert, update, delete on core.permission_bindings to core_service_role;
grant select on core.permission_bindings to core_readonly_role;
grant select, insert, update, delete on core.permission_bindings to core_migrator;
grant select on core.permission_bindings to authenticated;
grant insert (tenant_id, role_id, permission_id, granted_by) on core.permission_bindings to authenticated;
grant update (is_active) on core.permission_bindings to authenticated;

-- platforms -----------------------------------------------------------------------------------------------------------

create policy platforms_all_staff
on core.platforms
for all
to core_service_role, core_migrator
using (true)
with check (true);

create policy platforms_select_readonly
on core.platforms
for select
to core_readonly_role
using (true);

create policy platforms_select_user
on core.platforms
for select
to authenticated
using ({{ per_statement("core.current_tenant()") }} is not null);

comment on policy platforms_select_user on core.platforms is 'Every active user sees which platforms there are.';

grant select, insert, update, delete on core.platforms to core_service_role, core_migrator;
grant select on core.platforms to core_readonly_role, authenticated;

-- platform_credentials ------------------------------------------------------------------------------------------------

create policy platform_credentials_all_service
on core.platform_credentials
for all
to core_service_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }})
with check (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy platform_credentials_select_readonly
on core.platform_credentials
for select
to core_readonly_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy platform_credentials_all_migrator
on core.platform_credentials
for all
to core_migrator
using (true)
with check (true);

create policy platform_credentials_select_user
on core.platform_credentials
for select
to authenticated
using (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and user_id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('read:credentials')") }}::uuid[])
);

comment on policy platform_credentials_select_user on core.platform_credentials
is 'Users see that they have a credential, never what is in it; those of others with read:credentials.';

create policy platform_credentials_update_user
on core.platform_credentials
for update
to authenticated
using (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and user_id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('write:credentials')") }}::uuid[])
)
with check (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and user_id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('write:credentials')") }}::uuid[])
);

comment on policy platform_credentials_update_user on core.platform_credentials
is 'Users revoke their own credentials; others with write:credentials.';

grant select, insert, update, delete on core.platform_credentials to core_service_role;
grant select (
    tenant_id,
    id,
    platform_id,
    user_id,
    credential_type,
    service,
    client_id,
    key_id,
    auth_url,
    token_url,
    redirect_uris,
    expires_at,
    owner_user_id,
    scopes,
    is_active,
    metadata,
    schema_version,
    created_at,
    updated_at
) on core.platform_credentials
to core_readonly_role;
grant select, insert, update, delete on core.platform_credentials to core_migrator;
grant select (
    tenant_id,
    id,
    platform_id,
    user_id,
    credential_type,
    service,
    client_id,
    key_id,
    auth_url,
    token_url,
    redirect_uris,
    expires_at,
    owner_user_id,
    scopes,
    is_active,
    metadata,
    schema_version,
    created_at,
    updated_at
) on core.platform_credentials
to authenticated;
grant update (is_active) on core.platform_credentials to authenticated;

-- user_platform_bindings ----------------------------------------------------------------------------------------------

create policy user_platform_bindings_all_service
on core.user_platform_bindings
for all
to core_service_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }})
with check (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy user_platform_bindings_select_readonly
on core.user_platform_bindings
for select
to core_readonly_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy user_platform_bindings_all_migrator
on core.user_platform_bindings
for all
to core_migrator
using (true)
with check (true);

create policy user_platform_bindings_select_user
on core.user_platform_bindings
for select
to authenticated
using (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and user_id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('read:bindings')") }}::uuid[])
);

comment on policy user_platform_bindings_select_user on core.user_platform_bindings
is 'Users see which accounts they have connected; those of others with read:bindings.';

create policy user_platform_bindings_update_user
on core.user_platform_bindings
for update
to authenticated
using (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and user_id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('write:bindings')") }}::uuid[])
)
with check (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and user_id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('write:bindings')") }}::uuid[])
);

comment on policy user_platform_bindings_update_user on core.user_platform_bindings
is 'Users disconnect their own accounts; others with write:bindings.';

grant select, insert, update, delete on core.user_platform_bindings to core_service_role;
grant select (
    tenant_id,
    id,
    user_id,
    platform_id,
    service,
    platform_user_id,
    credential_id,
    sync_status,
    last_synced_at,
    owner_user_id,
    scopes,
    is_active,
    metadata,
    schema_version,
    created_at,
    updated_at
) on core.user_platform_bindings
to core_readonly_role;
grant select, insert, update, delete on core.user_platform_bindings to core_migrator;
grant select (
    tenant_id,
    id,
    user_id,
    platform_id,
    service,
    credential_id,
    sync_status,
    last_synced_at,
    owner_user_id,
    scopes,
    is_active,
    metadata,
    schema_version,
    created_at,
    updated_at
) on core.user_platform_bindings
to authenticated;
grant update (is_active) on core.user_platform_bindings to authenticated;

-- audit_events --------------------------------------------------------------------------------------------------------

create policy audit_events_select_staff
on core.audit_events
for select
to core_service_role, core_readonly_role
using (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy audit_events_insert_service
on core.audit_events
for insert
to core_service_role
with check (tenant_id = {{ per_statement("core.claimed_tenant()") }});

create policy audit_events_select_migrator
on core.audit_events
for select
to core_migrator
using (true);

create policy audit_events_insert_migrator
on core.audit_events
for insert
to core_migrator
with check (true);

create policy audit_events_select_user
on core.audit_events
for select
to authenticated
using (
    (tenant_id = {{ per_statement("core.current_tenant()") }} and actor_user_id = {{ per_statement("core.current_user_id()") }})
    or tenant_id = any({{ per_statement("core.tenants_with('read:audit')") }}::uuid[])
);

comment on policy audit_events_select_user on core.audit_events
is 'Users see what they did; what others did with read:audit.';

grant select, insert on core.audit_events to core_service_role, core_migrator;
grant select on core.audit_events to core_readonly_role, authenticated;

{% if engine == "citus" %}
-- claimed_names, pending_events: for functions only -------------------------------------------------------------------

create policy claimed_names_select_migrator on core.claimed_names for select to core_migrator using (true);
create policy pending_events_select_migrator on core.pending_events for select to core_migrator using (true);

grant select on core.claimed_names, core.pending_events to core_migrator;
grant execute on function core.claim_name(text, text, uuid, uuid) to core_service_role;
grant execute on function core.release_name(text, text, uuid) to core_service_role;
grant execute on function core.forward_events(integer) to core_service_role, core_migrator;
-- As whoever the request comes from.
grant execute on function core.pre_request() to anon, authenticated;

{% endif %}
-- functions -----------------------------------------------------------------------------------------------------------

-- For policies and clients.
grant execute on function core.current_tenant() to authenticated, core_service_role;
grant execute on function core.current_user_id() to authenticated, core_service_role;
grant execute on function core.tenants_with(text) to authenticated, core_service_role;
grant execute on function core.has_permission(text) to authenticated, core_service_role;
grant execute on function core.effective_permissions() to authenticated, core_service_role;
grant execute on function core.open_global_access(text) to authenticated;

grant execute on function core.claimed_tenant() to core_service_role, core_readonly_role;
grant execute on function core.record_failed_login(uuid, text) to core_service_role;
grant execute on function core.record_login(uuid, uuid, boolean) to core_service_role;
grant execute on function core.unlock_user(uuid, uuid) to core_service_role;
grant execute on function core.make_audit_partitions(integer) to core_service_role, core_migrator;
grant execute on function core.drop_audit_partitions(interval) to core_service_role, core_migrator;
