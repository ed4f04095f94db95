-- auth/0030_user_sessions.sql
-- what: one row per session in a browser and per refresh token.
-- requires: auth/0020_users.sql
-- why: a session must end when somebody says so, and a stolen copy of this table must open none: it has only hashes.

create table auth_schema.user_sessions (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    kind text not null,
    token_hash text not null,
    ip_address inet,
    user_agent text not null default '',
    device_type text not null default 'UNKNOWN',
    device_id text not null default '',
    location text not null default '',
    is_active boolean not null default true,
    expires_at timestamptz not null,
    last_activity timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint user_sessions_pkey primary key (id),
    constraint user_sessions_token_hash_key unique (token_hash),
    constraint user_sessions_user_id_fkey foreign key (user_id) references auth_schema.users (id) on delete cascade,
    constraint user_sessions_kind_check check (kind in ('web', 'refresh')),
    constraint user_sessions_token_hash_check check (token_hash ~ '^[0-9a-f]{64}$'),
    constraint user_sessions_device_type_check check (device_type in ('DESKTOP', 'MOBILE', 'TABLET', 'UNKNOWN'))
);

alter table auth_schema.user_sessions enable row level security;
alter table auth_schema.user_sessions force row level security;

create index user_sessions_user_id_is_active_idx on auth_schema.user_sessions (user_id, is_active);
create index user_sessions_expires_at_idx on auth_schema.user_sessions (expires_at);

create trigger tg_900_set_updated_at
before update on auth_schema.user_sessions
for each row execute function common.tg__set_updated_at();

comment on table auth_schema.user_sessions is 'Sessions and refresh tokens, one row each.';
comment on column auth_schema.user_sessions.id is 'The session.';
comment on column auth_schema.user_sessions.user_id is 'Account that signed in.';
comment on column auth_schema.user_sessions.kind is 'web: a session in a browser; refresh: a token that renews others.';
comment on column auth_schema.user_sessions.token_hash is 'SHA-256 of the session''s key or token, in lower-case hex.';
comment on column auth_schema.user_sessions.ip_address is 'Where the sign-in came from; null if unknown.';
comment on column auth_schema.user_sessions.user_agent is 'What the browser or app called itself; empty if unknown.';
comment on column auth_schema.user_sessions.device_type is 'Kind of device.';
comment on column auth_schema.user_sessions.device_id is 'What the app calls the device; empty if it does not.';
comment on column auth_schema.user_sessions.location is 'Place as guessed from the address; empty if unknown.';
comment on column auth_schema.user_sessions.is_active is 'Not ended by a sign-out or an administrator.';
comment on column auth_schema.user_sessions.expires_at is 'When it ends by itself.';
comment on column auth_schema.user_sessions.last_activity is 'When it was last used.';
comment on column auth_schema.user_sessions.created_at is 'When the row was made.';
comment on column auth_schema.user_sessions.updated_at is 'When the row was last changed; kept by a trigger.';
