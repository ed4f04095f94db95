-- core/0012_tenants.sql
-- what: one row per customer; whatever belongs to one names it in tenant_id.
-- requires: core/0010_schema.sql
-- why: a tenant is its own tenant: row security and distribution treat id here as they treat tenant_id elsewhere. A
--      slug is unique on the whole platform, which is for 0054 (one Postgres) and 0034 (Citus) to keep.

create table core.tenants (
    id uuid not null default gen_random_uuid(),
    name text not null,
    slug text not null,
    plan text not null default 'free',
    max_users integer,
    status text not null default 'active',
    is_active boolean not null default true,
    metadata jsonb not null default '{}',
    schema_version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint tenants_pkey primary key (id),
    constraint tenants_name_check check (name <> ''),
    constraint tenants_slug_check check (slug ~ '^[a-z0-9-]{2,63}$'),
    constraint tenants_plan_check check (plan <> ''),
    constraint tenants_max_users_check check (max_users >= 0),
    constraint tenants_status_check check (status in ('active', 'suspended', 'closed')),
    constraint tenants_metadata_check check (jsonb_typeof(metadata) = 'object'),
    constraint tenants_schema_version_check check (schema_version >= 1)
);

alter table core.tenants enable row level security;
alter table core.tenants force row level security;

comment on table core.tenants is 'Customers of the platform, one row each; switched off rather than deleted.';
comment on column core.tenants.id is 'The tenant.';
comment on column core.tenants.name is 'Name shown to people.';
comment on column core.tenants.slug is 'Name in addresses; unique on the platform.';
comment on column core.tenants.plan is 'What the tenant has bought.';
comment on column core.tenants.max_users is 'How many active users it may have; null for no limit.';
comment on column core.tenants.status is 'Only users of an active tenant see or do anything.';
comment on column core.tenants.is_active is 'False once it was switched off; then as good as deleted.';
comment on column core.tenants.metadata is 'More about it, as an object; no secrets.';
comment on column core.tenants.schema_version is 'Version of the meaning of this row.';
comment on column core.tenants.created_at is 'When the row was made.';
comment on column core.tenants.updated_at is 'When the row was last changed; kept by a trigger.';
