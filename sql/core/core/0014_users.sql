-- core/0014_users.sql
-- what: one row per person, operator or bot of a tenant.
-- requires: core/0012_tenants.sql, common/sealing/0010_sealed.sql
-- why: who has two tenants has two rows. Secrets are in columns of their own, for which API and readonly roles have no
--      grant.

create table core.users (
    tenant_id uuid not null,
    id uuid not null default gen_random_uuid(),
    email text not null,
    full_name text not null default '',
    username text,
    phone text,
    is_internal boolean not null default false,
    is_verified boolean not null default false,
    password_hash text,
    last_login timestamptz,
    login_attempts integer not null default 0,
    locked_until timestamptz,
    mfa_enabled boolean not null default false,
    mfa_secret_enc common.sealed,
    backup_codes_enc common.sealed,
    owner_user_id uuid,
    is_active boolean not null default true,
    metadata jsonb not null default '{}',
    schema_version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint users_pkey primary key (tenant_id, id),
    constraint users_tenant_id_email_key unique (tenant_id, email),
    constraint users_email_check check (email = lower(email) and email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    constraint users_username_check check (username <> ''),
    constraint users_login_attempts_check check (login_attempts >= 0),
    -- A user is nobody's, or their own.
    constraint users_owner_user_id_check check (owner_user_id = id),
    constraint users_metadata_check check (jsonb_typeof(metadata) = 'object'),
    constraint users_schema_version_check check (schema_version >= 1)
);

alter table core.users enable row level security;
alter table core.users force row level security;

create index users_tenant_id_is_active_idx on core.users (tenant_id, is_active);
create index users_tenant_id_owner_user_id_idx on core.users (tenant_id, owner_user_id);
create index users_last_login_idx on core.users (last_login);
create index users_created_at_idx on core.users (created_at);
create index users_metadata_idx on core.users using gin (metadata);

comment on table core.users is 'People, operators and bots, one row each and tenant; switched off rather than deleted.';
comment on column core.users.tenant_id is 'Tenant it belongs to; never changes.';
comment on column core.users.id is 'The user: the subject of their tokens.';
comment on column core.users.email is 'Address they sign in with, in lower case; unique in the tenant.';
comment on column core.users.full_name is 'Name shown to people; may be empty.';
comment on column core.users.username is 'Public handle; unique on the platform whatever its case; null if none.';
comment on column core.users.phone is 'Telephone number; null if unknown.';
comment on column core.users.is_internal is 'An operator or a bot: its address need not be verified.';
comment on column core.users.is_verified is 'Whether the address is confirmed.';
comment on column core.users.password_hash is 'Hash of the password, made by the application; null if none.';
comment on column core.users.last_login is 'When they last signed in; null if never.';
comment on column core.users.login_attempts is 'Failed sign-ins since the last good one.';
comment on column core.users.locked_until is 'Not to be let in before; null if not locked.';
comment on column core.users.mfa_enabled is 'Whether a second factor is asked for.';
comment on column core.users.mfa_secret_enc is 'Secret of the second factor, sealed by the application; null if none.';
comment on column core.users.backup_codes_enc
is 'Codes for a lost second factor, sealed by the application; null if none.';
comment on column core.users.owner_user_id is 'The user itself, or null.';
comment on column core.users.is_active is 'False once it was switched off; then as good as deleted.';
comment on column core.users.metadata is 'More about it, as an object; no secrets.';
comment on column core.users.schema_version is 'Version of the meaning of this row.';
comment on column core.users.created_at is 'When the row was made.';
comment on column core.users.updated_at is 'When the row was last changed; kept by a trigger.';
