-- core/0018_roles.sql
-- what: one row per role that users of a tenant may have.
-- requires: core/0012_tenants.sql
-- why: a role has what its parent has, and more. Every tenant has four roles that it cannot change (0066).

create table core.roles (
    tenant_id uuid not null,
    id uuid not null default gen_random_uuid(),
    name text not null,
    display_name text not null default '',
    description text not null default '',
    is_system boolean not null default false,
    hierarchy_level integer not null default 0,
    parent_role_id uuid,
    is_active boolean not null default true,
    scopes jsonb not null default '[]',
    metadata jsonb not null default '{}',
    schema_version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint roles_pkey primary key (tenant_id, id),
    constraint roles_tenant_id_name_key unique (tenant_id, name),
    constraint roles_name_check check (name <> ''),
    constraint roles_parent_role_id_check check (parent_role_id <> id),
    -- What somebody may reach (self, tenant, global), and what for on a platform (read:mail).
    constraint roles_scopes_check check (
        jsonb_typeof(scopes) = 'array'
        and not jsonb_path_exists(
            scopes,
            'strict $[*] ? (!(@.type() == "string") || !(@ like_regex "^(self|tenant|global|[a-z_]+:[a-z_.*]+)$"))',
            silent => true
        )
    ),
    constraint roles_metadata_check check (jsonb_typeof(metadata) = 'object'),
    constraint roles_schema_version_check check (schema_version >= 1)
);

alter table core.roles enable row level security;
alter table core.roles force row level security;

create index roles_tenant_id_parent_role_id_idx on core.roles (tenant_id, parent_role_id);

comment on table core.roles is 'Roles of a tenant, one row each.';
comment on column core.roles.tenant_id is 'Tenant it belongs to; never changes.';
comment on column core.roles.id is 'The role.';
comment on column core.roles.name is 'Name in programs; unique in the tenant.';
comment on column core.roles.display_name is 'Name shown to people; may be empty.';
comment on column core.roles.description is 'What it is for; may be empty.';
comment on column core.roles.is_system is 'Made by the platform; tenants cannot change it.';
comment on column core.roles.hierarchy_level is 'Rank: nobody hands out a role that ranks above their own.';
comment on column core.roles.parent_role_id is 'Role whose permissions it has too; null if none.';
comment on column core.roles.scopes
is 'How far its permissions reach: self (also if empty), tenant or global; and scopes on platforms.';
comment on column core.roles.is_active is 'False once it was switched off; then as good as deleted.';
comment on column core.roles.metadata is 'More about it, as an object; no secrets.';
comment on column core.roles.schema_version is 'Version of the meaning of this row.';
comment on column core.roles.created_at is 'When the row was made.';
comment on column core.roles.updated_at is 'When the row was last changed; kept by a trigger.';
