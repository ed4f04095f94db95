-- core/0026_platforms.sql
-- what: one row per platform that tenants may connect, such as a mail provider.
-- requires: core/0010_schema.sql
-- why: the same for all tenants, so it has none; on Citus every node has all of it.

create table core.platforms (
    id uuid not null default gen_random_uuid(),
    name text not null,
    description text not null default '',
    service_type text not null,
    is_active boolean not null default true,
    metadata jsonb not null default '{}',
    schema_version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint platforms_pkey primary key (id),
    constraint platforms_name_key unique (name),
    constraint platforms_name_check check (name <> ''),
    constraint platforms_service_type_check check (service_type in ('email', 'chat', 'sms', 'call', 'calendar')),
    constraint platforms_metadata_check check (jsonb_typeof(metadata) = 'object'),
    constraint platforms_schema_version_check check (schema_version >= 1)
);

alter table core.platforms enable row level security;
alter table core.platforms force row level security;

create index platforms_service_type_idx on core.platforms (service_type);
create index platforms_is_active_idx on core.platforms (is_active);

comment on table core.platforms is 'Platforms that tenants may connect, one row each; the same for everybody.';
comment on column core.platforms.id is 'The platform.';
comment on column core.platforms.name is 'Its name; unique.';
comment on column core.platforms.description is 'What it is; may be empty.';
comment on column core.platforms.service_type is 'What it carries.';
comment on column core.platforms.is_active is 'Only an active platform can be connected.';
comment on column core.platforms.updated_at is 'When the row was last changed; kept by a trigger, but not on Citus.';
comment on column core.platforms.metadata is 'More about it, as an object; no secrets.';
comment on column core.platforms.schema_version is 'Version of the meaning of this row.';
comment on column core.platforms.created_at is 'When the row was made.';
