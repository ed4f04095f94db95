-- core/0016_user_profiles.sql
-- what: one row per user: what they say about themselves.
-- requires: core/0014_users.sql

create table core.user_profiles (
    tenant_id uuid not null,
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    bio text not null default '',
    location text not null default '',
    timezone text not null default 'UTC',
    language text not null default 'en',
    preferences jsonb not null default '{}',
    social_links jsonb not null default '{}',
    owner_user_id uuid,
    is_active boolean not null default true,
    metadata jsonb not null default '{}',
    schema_version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint user_profiles_pkey primary key (tenant_id, id),
    constraint user_profiles_tenant_id_user_id_key unique (tenant_id, user_id),
    constraint user_profiles_timezone_check check (timezone <> ''),
    constraint user_profiles_language_check check (language <> ''),
    constraint user_profiles_preferences_check check (jsonb_typeof(preferences) = 'object'),
    constraint user_profiles_social_links_check check (jsonb_typeof(social_links) = 'object'),
    constraint user_profiles_owner_user_id_check check (owner_user_id = user_id),
    constraint user_profiles_metadata_check check (jsonb_typeof(metadata) = 'object'),
    constraint user_profiles_schema_version_check check (schema_version >= 1)
);

alter table core.user_profiles enable row level security;
alter table core.user_profiles force row level security;

create index user_profiles_tenant_id_owner_user_id_idx on core.user_profiles (tenant_id, owner_user_id);

comment on table core.user_profiles is 'What users say about themselves, one row each.';
comment on column core.user_profiles.tenant_id is 'Tenant it belongs to; never changes.';
comment on column core.user_profiles.id is 'The profile.';
comment on column core.user_profiles.user_id is 'Whose profile it is.';
comment on column core.user_profiles.bio is 'In their own words; may be empty.';
comment on column core.user_profiles.location is 'Where they are; may be empty.';
comment on column core.user_profiles.timezone is 'IANA name of their time zone.';
comment on column core.user_profiles.language is 'Language in which to write to them.';
comment on column core.user_profiles.preferences is 'Settings of the user interface, as an object.';
comment on column core.user_profiles.social_links is 'Addresses elsewhere by name, as an object.';
comment on column core.user_profiles.owner_user_id is 'The user, or null.';
comment on column core.user_profiles.is_active is 'False once it was switched off; then as good as deleted.';
comment on column core.user_profiles.metadata is 'More about it, as an object; no secrets.';
comment on column core.user_profiles.schema_version is 'Version of the meaning of this row.';
comment on column core.user_profiles.created_at is 'When the row was made.';
comment on column core.user_profiles.updated_at is 'When the row was last changed; kept by a trigger.';
