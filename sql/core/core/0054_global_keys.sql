-- core/0054_global_keys.sql
-- engine: postgres
-- what: what must be unique on the whole platform: ids, slugs, usernames, connected accounts.
-- requires: core/0030_user_platform_bindings.sql, core/0032_audit_events.sql
-- why: one Postgres can say so with unique indexes. Citus cannot, since a key there begins with the tenant: ids are
--      random, and 0034 and 0056 keep the names.

alter table core.tenants add constraint tenants_slug_key unique (slug);
alter table core.users add constraint users_id_key unique (id);
alter table core.user_profiles add constraint user_profiles_id_key unique (id);
alter table core.roles add constraint roles_id_key unique (id);
alter table core.role_bindings add constraint role_bindings_id_key unique (id);
alter table core.permissions add constraint permissions_id_key unique (id);
alter table core.permission_bindings add constraint permission_bindings_id_key unique (id);
alter table core.platform_credentials add constraint platform_credentials_id_key unique (id);
alter table core.user_platform_bindings add constraint user_platform_bindings_id_key unique (id);
alter table core.audit_events add constraint audit_events_id_occurred_at_key unique (id, occurred_at);

-- Nobody may take somebody's handle with other capitals.
create unique index users_lower_username_key on core.users (lower(username)) where username is not null;

create unique index user_platform_bindings_service_platform_user_id_key
on core.user_platform_bindings (platform_id, service, platform_user_id)
where is_active;
