-- core/0020_role_bindings.sql
-- what: one row per role that a user has.
-- requires: core/0014_users.sql, core/0018_roles.sql
-- why: a role that was taken away stays as an inactive row; only active ones are unique.

create table core.role_bindings (
    tenant_id uuid not null,
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    role_id uuid not null,
    assigned_by uuid,
    assigned_at timestamptz not null default now(),
    expires_at timestamptz,
    conditions jsonb not null default '{}',
    owner_user_id uuid,
    is_active boolean not null default true,
    metadata jsonb not null default '{}',
    schema_version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint role_bindings_pkey primary key (tenant_id, id),
    constraint role_bindings_conditions_check check (jsonb_typeof(conditions) = 'object'),
    constraint role_bindings_owner_user_id_check check (owner_user_id = user_id),
    constraint role_bindings_metadata_check check (jsonb_typeof(metadata) = 'object'),
    constraint role_bindings_schema_version_check check (schema_version >= 1)
);

alter table core.role_bindings enable row level security;
alter table core.role_bindings force row level security;

-- Both begin with the user: the first finds what somebody has now, the second what they ever had.
create unique index role_bindings_tenant_id_user_id_role_id_key
on core.role_bindings (tenant_id, user_id, role_id)
where is_active;

create index role_bindings_tenant_id_user_id_idx on core.role_bindings (tenant_id, user_id);
create index role_bindings_tenant_id_role_id_idx on core.role_bindings (tenant_id, role_id);
create index role_bindings_tenant_id_owner_user_id_idx on core.role_bindings (tenant_id, owner_user_id);

comment on table core.role_bindings is 'Which user has which role, since when, until when and under what conditions.';
comment on column core.role_bindings.tenant_id is 'Tenant it belongs to; never changes.';
comment on column core.role_bindings.id is 'The binding.';
comment on column core.role_bindings.user_id is 'Who has the role.';
comment on column core.role_bindings.role_id is 'Which role.';
comment on column core.role_bindings.assigned_by
is 'Who gave it: a user, maybe one of the operator, so not a key within the tenant; null if unknown.';
comment on column core.role_bindings.assigned_at is 'When it was given.';
comment on column core.role_bindings.expires_at is 'When it ends by itself; null if never.';
comment on column core.role_bindings.conditions
is 'When it counts; what may stand here is in policies/core/README.md, anything else never counts.';
comment on column core.role_bindings.owner_user_id is 'The user, or null.';
comment on column core.role_bindings.is_active is 'False once it was switched off; then as good as deleted.';
comment on column core.role_bindings.metadata is 'More about it, as an object; no secrets.';
comment on column core.role_bindings.schema_version is 'Version of the meaning of this row.';
comment on column core.role_bindings.created_at is 'When the row was made.';
comment on column core.role_bindings.updated_at is 'When the row was last changed; kept by a trigger.';
