-- core/0028_platform_credentials.sql
-- what: one row per way into a platform: a tenant's own application, or a user's account.
-- requires: core/0014_users.sql, core/0026_platforms.sql, common/sealing/0060_key_ids.sql
-- why: secrets are sealed by the application (docs/keys.md); the domain refuses plain text, and no key is in the
--      database.

create table core.platform_credentials (
    tenant_id uuid not null,
    id uuid not null default gen_random_uuid(),
    platform_id uuid not null,
    user_id uuid,
    credential_type text not null,
    service text not null default '',
    client_id text,
    secret_enc common.sealed not null,
    access_token_enc common.sealed,
    refresh_token_enc common.sealed,
    key_id text not null generated always as (common.sealed_key_id(secret_enc)) stored,
    auth_url text,
    token_url text,
    redirect_uris jsonb not null default '[]',
    expires_at timestamptz,
    owner_user_id uuid,
    is_active boolean not null default true,
    scopes jsonb not null default '[]',
    metadata jsonb not null default '{}',
    schema_version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint platform_credentials_pkey primary key (tenant_id, id),
    -- One for the whole tenant (no user), and one a user.
    constraint platform_credentials_tenant_id_platform_id_user_id_service_key
    unique nulls not distinct (tenant_id, platform_id, user_id, service),
    constraint platform_credentials_credential_type_check check (credential_type in ('oauth', 'api_key', 'basic')),
    constraint platform_credentials_service_check check (service in ('', 'mail', 'chat', 'calendar')),
    constraint platform_credentials_redirect_uris_check check (
        jsonb_typeof(redirect_uris) = 'array'
        and not jsonb_path_exists(redirect_uris, 'strict $[*] ? (!(@.type() == "string"))', silent => true)
    ),
    constraint platform_credentials_owner_user_id_check check (owner_user_id = user_id),
    -- What somebody may reach (self, tenant, global), and what for on a platform (read:mail).
    constraint platform_credentials_scopes_check check (
        jsonb_typeof(scopes) = 'array'
        and not jsonb_path_exists(
            scopes,
            'strict $[*] ? (!(@.type() == "string") || !(@ like_regex "^(self|tenant|global|[a-z_]+:[a-z_.*]+)$"))',
            silent => true
        )
    ),
    constraint platform_credentials_metadata_check check (jsonb_typeof(metadata) = 'object'),
    constraint platform_credentials_schema_version_check check (schema_version >= 1)
);

alter table core.platform_credentials enable row level security;
alter table core.platform_credentials force row level security;

create index platform_credentials_tenant_id_service_is_active_idx
on core.platform_credentials (tenant_id, service, is_active);

create index platform_credentials_tenant_id_user_id_idx on core.platform_credentials (tenant_id, user_id);
create index platform_credentials_tenant_id_owner_user_id_idx on core.platform_credentials (tenant_id, owner_user_id);
create index platform_credentials_platform_id_idx on core.platform_credentials (platform_id);
-- For the rotation of keys: what is still sealed with an old one.
create index platform_credentials_key_id_idx on core.platform_credentials (key_id);

comment on table core.platform_credentials
is 'Sealed credentials for platforms, of a tenant or of a user, one row each.';
comment on column core.platform_credentials.tenant_id is 'Tenant it belongs to; never changes.';
comment on column core.platform_credentials.id is 'The credential.';
comment on column core.platform_credentials.platform_id is 'What it opens.';
comment on column core.platform_credentials.user_id
is 'Whose account it is; null if it is the application of the tenant.';
comment on column core.platform_credentials.credential_type is 'What kind it is.';
comment on column core.platform_credentials.service is 'Part of the platform that it is for; empty if for all.';
comment on column core.platform_credentials.client_id is 'Public name of the application or account; null if none.';
comment on column core.platform_credentials.secret_enc is 'The secret, sealed.';
comment on column core.platform_credentials.access_token_enc is 'The token for requests, sealed; null if none.';
comment on column core.platform_credentials.refresh_token_enc is 'The token for new tokens, sealed; null if none.';
comment on column core.platform_credentials.key_id is 'Key that opens the secret; read from its envelope.';
comment on column core.platform_credentials.auth_url is 'Where users consent; null if nowhere.';
comment on column core.platform_credentials.token_url is 'Where tokens come from; null if nowhere.';
comment on column core.platform_credentials.redirect_uris
is 'Addresses to which the platform may send users back, as an array.';
comment on column core.platform_credentials.expires_at is 'When it ends; null if never.';
comment on column core.platform_credentials.owner_user_id is 'The user, or null.';
comment on column core.platform_credentials.scopes is 'What it is good for, such as read:mail.';
comment on column core.platform_credentials.is_active is 'False once it was switched off; then as good as deleted.';
comment on column core.platform_credentials.metadata is 'More about it, as an object; no secrets.';
comment on column core.platform_credentials.schema_version is 'Version of the meaning of this row.';
comment on column core.platform_credentials.created_at is 'When the row was made.';
comment on column core.platform_credentials.updated_at is 'When the row was last changed; kept by a trigger.';
