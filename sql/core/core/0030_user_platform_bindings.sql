-- core/0030_user_platform_bindings.sql
-- what: one row per account on a platform that a user has connected.
-- requires: core/0028_platform_credentials.sql
-- why: an account belongs to one user of one tenant at a time, or messages would reach the wrong one: 0054 (one
--      Postgres) and 0034 (Citus) keep that. One that was disconnected stays as an inactive row; only active ones are
--      unique.

create table core.user_platform_bindings (
    tenant_id uuid not null,
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    platform_id uuid not null,
    service text not null default '',
    platform_user_id text not null,
    platform_user_id_enc common.sealed,
    credential_id uuid,
    sync_status text not null default 'pending',
    last_synced_at timestamptz,
    owner_user_id uuid,
    is_active boolean not null default true,
    scopes jsonb not null default '[]',
    metadata jsonb not null default '{}',
    schema_version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint user_platform_bindings_pkey primary key (tenant_id, id),
    constraint user_platform_bindings_service_check check (service in ('', 'mail', 'chat', 'calendar')),
    constraint user_platform_bindings_platform_user_id_check check (platform_user_id <> ''),
    constraint user_platform_bindings_sync_status_check check (sync_status in ('synced', 'pending', 'failed')),
    constraint user_platform_bindings_owner_user_id_check check (owner_user_id = user_id),
    -- What somebody may reach (self, tenant, global), and what for on a platform (read:mail).
    constraint user_platform_bindings_scopes_check check (
        jsonb_typeof(scopes) = 'array'
        and not jsonb_path_exists(
            scopes,
            'strict $[*] ? (!(@.type() == "string") || !(@ like_regex "^(self|tenant|global|[a-z_]+:[a-z_.*]+)$"))',
            silent => true
        )
    ),
    constraint user_platform_bindings_metadata_check check (jsonb_typeof(metadata) = 'object'),
    constraint user_platform_bindings_schema_version_check check (schema_version >= 1)
);

alter table core.user_platform_bindings enable row level security;
alter table core.user_platform_bindings force row level security;

create unique index user_platform_bindings_tenant_id_user_id_platform_id_key
on core.user_platform_bindings (tenant_id, user_id, platform_id, service)
where is_active;

create index user_platform_bindings_user_id_platform_id_idx
on core.user_platform_bindings (user_id, platform_id, service, is_active);

create index user_platform_bindings_platform_id_platform_user_id_idx
on core.user_platform_bindings (platform_id, platform_user_id, is_active);

create index user_platform_bindings_tenant_id_user_id_idx on core.user_platform_bindings (tenant_id, user_id);
create index user_platform_bindings_tenant_id_credential_id_idx
on core.user_platform_bindings (tenant_id, credential_id);
create index user_platform_bindings_tenant_id_owner_user_id_idx
on core.user_platform_bindings (tenant_id, owner_user_id);
create index user_platform_bindings_scopes_idx on core.user_platform_bindings using gin (scopes);

comment on table core.user_platform_bindings is 'Accounts on platforms that users have connected, one row each.';
comment on column core.user_platform_bindings.tenant_id is 'Tenant it belongs to; never changes.';
comment on column core.user_platform_bindings.id is 'The binding.';
comment on column core.user_platform_bindings.user_id is 'Who has connected it.';
comment on column core.user_platform_bindings.platform_id is 'Which platform.';
comment on column core.user_platform_bindings.service is 'Part of the platform; empty if all of it.';
comment on column core.user_platform_bindings.platform_user_id is 'The account there, hashed by the application.';
comment on column core.user_platform_bindings.platform_user_id_enc
is 'The account there, sealed; null if it is not kept.';
comment on column core.user_platform_bindings.credential_id is 'What opens it; null if that of the tenant does.';
comment on column core.user_platform_bindings.sync_status is 'How the last exchange went.';
comment on column core.user_platform_bindings.last_synced_at is 'When that was; null if never.';
comment on column core.user_platform_bindings.owner_user_id is 'The user, or null.';
comment on column core.user_platform_bindings.scopes is 'What the user has agreed to, such as send:mail.';
comment on column core.user_platform_bindings.is_active is 'False once it was switched off; then as good as deleted.';
comment on column core.user_platform_bindings.metadata is 'More about it, as an object; no secrets.';
comment on column core.user_platform_bindings.schema_version is 'Version of the meaning of this row.';
comment on column core.user_platform_bindings.created_at is 'When the row was made.';
comment on column core.user_platform_bindings.updated_at is 'When the row was last changed; kept by a trigger.';
