-- core/0050_keys.sql
-- what: what points where: every table at its tenant, and within the tenant at each other.
-- requires: core/0032_audit_events.sql
-- why: tenant_id is in every key, so that no row can point into another tenant. In a script of their own, because on
--      Citus tables are distributed before they are connected. Users and roles are switched off rather than deleted;
--      where one is deleted all the same, what only exists for it goes too, but nobody who is in the audit trail can
--      go.

{% if engine == "citus" %}
select set_config('citus.multi_shard_modify_mode', 'sequential', true);

{% endif %}
alter table core.users
add constraint users_tenant_id_fkey
foreign key (tenant_id) references core.tenants (id) on delete cascade;

alter table core.user_profiles
add constraint user_profiles_tenant_id_fkey
foreign key (tenant_id) references core.tenants (id) on delete cascade;

alter table core.roles
add constraint roles_tenant_id_fkey
foreign key (tenant_id) references core.tenants (id) on delete cascade;

alter table core.role_bindings
add constraint role_bindings_tenant_id_fkey
foreign key (tenant_id) references core.tenants (id) on delete cascade;

alter table core.permissions
add constraint permissions_tenant_id_fkey
foreign key (tenant_id) references core.tenants (id) on delete cascade;

alter table core.permission_bindings
add constraint permission_bindings_tenant_id_fkey
foreign key (tenant_id) references core.tenants (id) on delete cascade;

alter table core.platform_credentials
add constraint platform_credentials_tenant_id_fkey
foreign key (tenant_id) references core.tenants (id) on delete cascade;

alter table core.user_platform_bindings
add constraint user_platform_bindings_tenant_id_fkey
foreign key (tenant_id) references core.tenants (id) on delete cascade;

alter table core.audit_events
add constraint audit_events_tenant_id_fkey
foreign key (tenant_id) references core.tenants (id) on delete cascade;

alter table core.users
add constraint users_tenant_id_owner_user_id_fkey
foreign key (tenant_id, owner_user_id) references core.users (tenant_id, id) on delete restrict;

alter table core.user_profiles
add constraint user_profiles_tenant_id_user_id_fkey
foreign key (tenant_id, user_id) references core.users (tenant_id, id) on delete cascade;

alter table core.user_profiles
add constraint user_profiles_tenant_id_owner_user_id_fkey
foreign key (tenant_id, owner_user_id) references core.users (tenant_id, id) on delete restrict;

alter table core.role_bindings
add constraint role_bindings_tenant_id_user_id_fkey
foreign key (tenant_id, user_id) references core.users (tenant_id, id) on delete cascade;

alter table core.role_bindings
add constraint role_bindings_tenant_id_owner_user_id_fkey
foreign key (tenant_id, owner_user_id) references core.users (tenant_id, id) on delete restrict;

alter table core.platform_credentials
add constraint platform_credentials_tenant_id_user_id_fkey
foreign key (tenant_id, user_id) references core.users (tenant_id, id) on delete cascade;

alter table core.platform_credentials
add constraint platform_credentials_tenant_id_owner_user_id_fkey
foreign key (tenant_id, owner_user_id) references core.users (tenant_id, id) on delete restrict;

alter table core.user_platform_bindings
add constraint user_platform_bindings_tenant_id_user_id_fkey
foreign key (tenant_id, user_id) references core.users (tenant_id, id) on delete cascade;

alter table core.user_platform_bindings
add constraint user_platform_bindings_tenant_id_owner_user_id_fkey
foreign key (tenant_id, owner_user_id) references core.users (tenant_id, id) on delete restrict;

alter table core.roles
add constraint roles_tenant_id_parent_role_id_fkey
foreign key (tenant_id, parent_role_id) references core.roles (tenant_id, id) on delete restrict;

alter table core.role_bindings
add constraint role_bindings_tenant_id_role_id_fkey
foreign key (tenant_id, role_id) references core.roles (tenant_id, id) on delete cascade;

alter table core.permission_bindings
add constraint permission_bindings_tenant_id_role_id_fkey
foreign key (tenant_id, role_id) references core.roles (tenant_id, id) on delete cascade;

alter table core.permission_bindings
add constraint permission_bindings_tenant_id_permission_id_fkey
foreign key (tenant_id, permission_id) references core.permissions (tenant_id, id) on delete cascade;

alter table core.platform_credentials
add constraint platform_credentials_platform_id_fkey
foreign key (platform_id) references core.platforms (id) on delete restrict;

alter table core.user_platform_bindings
add constraint user_platform_bindings_platform_id_fkey
foreign key (platform_id) references core.platforms (id) on delete restrict;

alter table core.user_platform_bindings
add constraint user_platform_bindings_tenant_id_credential_id_fkey
foreign key (tenant_id, credential_id) references core.platform_credentials (tenant_id, id) on delete restrict;

alter table core.audit_events
add constraint audit_events_tenant_id_actor_user_id_fkey
foreign key (tenant_id, actor_user_id) references core.users (tenant_id, id) on delete restrict;
