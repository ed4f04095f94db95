-- core/0022_permissions.sql
-- what: one row per thing that a tenant lets its roles do.
-- requires: core/0012_tenants.sql

create table core.permissions (
    tenant_id uuid not null,
    id uuid not null default gen_random_uuid(),
    name text not null,
    description text not null default '',
    resource text not null default '',
    action text not null default '',
    is_active boolean not null default true,
    scopes jsonb not null default '[]',
    metadata jsonb not null default '{}',
    schema_version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint permissions_pkey primary key (tenant_id, id),
    constraint permissions_tenant_id_name_key unique (tenant_id, name),
    constraint permissions_name_check check (name ~ '^[a-z_]+:[a-z_.*]+$'),
    -- What somebody may reach (self, tenant, global), and what for on a platform (read:mail).
    constraint permissions_scopes_check check (
        jsonb_typeof(scopes) = 'array'
        and not jsonb_path_exists(
            scopes,
            'strict $[*] ? (!(@.type() == "string") || !(@ like_regex "^(self|tenant|global|[a-z_]+:[a-z_.*]+)$"))',
            silent => true
        )
    ),
    constraint permissions_metadata_check check (jsonb_typeof(metadata) = 'object'),
    constraint permissions_schema_version_check check (schema_version >= 1)
);

alter table core.permissions enable row level security;
alter table core.permissions force row level security;

create index permissions_tenant_id_resource_action_idx on core.permissions (tenant_id, resource, action);

comment on table core.permissions is 'What roles of a tenant may be allowed to do, one row each.';
comment on column core.permissions.tenant_id is 'Tenant it belongs to; never changes.';
comment on column core.permissions.id is 'The permission.';
comment on column core.permissions.name
is 'Its name, such as read:users; * stands for any part behind the colon, all:* for everything.';
comment on column core.permissions.description is 'What it allows, in words; may be empty.';
comment on column core.permissions.resource is 'What it is about; may be empty.';
comment on column core.permissions.action is 'What may be done with it; may be empty.';
comment on column core.permissions.scopes is 'Narrows how far it reaches, whatever the role; empty if it does not.';
comment on column core.permissions.is_active is 'False once it was switched off; then as good as deleted.';
comment on column core.permissions.metadata is 'More about it, as an object; no secrets.';
comment on column core.permissions.schema_version is 'Version of the meaning of this row.';
comment on column core.permissions.created_at is 'When the row was made.';
comment on column core.permissions.updated_at is 'When the row was last changed; kept by a trigger.';
