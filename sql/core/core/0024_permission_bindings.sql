-- core/0024_permission_bindings.sql
-- what: one row per permission that a role has.
-- requires: core/0018_roles.sql, core/0022_permissions.sql
-- why: permissions go to roles only, never to users.

create table core.permission_bindings (
    tenant_id uuid not null,
    id uuid not null default gen_random_uuid(),
    role_id uuid not null,
    permission_id uuid not null,
    granted_at timestamptz not null default now(),
    granted_by uuid,
    is_active boolean not null default true,
    metadata jsonb not null default '{}',
    schema_version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint permission_bindings_pkey primary key (tenant_id, id),
    constraint permission_bindings_metadata_check check (jsonb_typeof(metadata) = 'object'),
    constraint permission_bindings_schema_version_check check (schema_version >= 1)
);

alter table core.permission_bindings enable row level security;
alter table core.permission_bindings force row level security;

create unique index permission_bindings_tenant_id_role_id_permission_id_key
on core.permission_bindings (tenant_id, role_id, permission_id)
where is_active;

create index permission_bindings_tenant_id_role_id_idx on core.permission_bindings (tenant_id, role_id);
create index permission_bindings_tenant_id_permission_id_idx on core.permission_bindings (tenant_id, permission_id);

comment on table core.permission_bindings is 'Which role has which permission.';
comment on column core.permission_bindings.tenant_id is 'Tenant it belongs to; never changes.';
comment on column core.permission_bindings.id is 'The binding.';
comment on column core.permission_bindings.role_id is 'Which role.';
comment on column core.permission_bindings.permission_id is 'Which permission.';
comment on column core.permission_bindings.granted_at is 'When it was granted.';
comment on column core.permission_bindings.granted_by
is 'Who granted it: a user, maybe one of the operator, so not a key within the tenant; null if unknown.';
comment on column core.permission_bindings.is_active is 'False once it was switched off; then as good as deleted.';
comment on column core.permission_bindings.metadata is 'More about it, as an object; no secrets.';
comment on column core.permission_bindings.schema_version is 'Version of the meaning of this row.';
comment on column core.permission_bindings.created_at is 'When the row was made.';
comment on column core.permission_bindings.updated_at is 'When the row was last changed; kept by a trigger.';
