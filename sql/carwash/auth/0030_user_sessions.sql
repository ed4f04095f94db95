-- auth/0030_user_sessions.sql
-- what: one row per refresh token that was ever given out.
-- requires: auth/0020_users.sql
-- why: each use of a token ends it and gives the next one of its family. A token that comes a second time was stolen,
--      by whoever came first or by whoever comes now, so its row must still be here to tell: it ends the family.

create table carwash.{{ AUTH_TABLE_PREFIX }}user_sessions (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    session_token text not null,
    family_id text,
    device_info jsonb,
    ip_address inet,
    user_agent text,
    created_at timestamptz not null default now(),
    last_activity timestamptz not null default now(),
    expires_at timestamptz not null,
    is_active boolean not null default true,
    constraint {{ AUTH_TABLE_PREFIX }}user_sessions_pkey primary key (id),
    constraint {{ AUTH_TABLE_PREFIX }}user_sessions_session_token_key unique (session_token),
    constraint {{ AUTH_TABLE_PREFIX }}user_sessions_user_id_fkey
    foreign key (user_id) references carwash.{{ AUTH_TABLE_PREFIX }}users (id) on delete cascade,
    -- A token as it was given out is refused.
    constraint {{ AUTH_TABLE_PREFIX }}user_sessions_session_token_check check (session_token ~ '^[0-9a-f]{64}$')
);

alter table carwash.{{ AUTH_TABLE_PREFIX }}user_sessions enable row level security;
alter table carwash.{{ AUTH_TABLE_PREFIX }}user_sessions force row level security;

-- The sessions of somebody, and those of them that are open.
create index {{ AUTH_TABLE_PREFIX }}user_sessions_user_id_is_active_idx
on carwash.{{ AUTH_TABLE_PREFIX }}user_sessions (user_id, is_active);
-- What is old enough to be pruned.
create index {{ AUTH_TABLE_PREFIX }}user_sessions_expires_at_idx
on carwash.{{ AUTH_TABLE_PREFIX }}user_sessions (expires_at);

comment on table carwash.{{ AUTH_TABLE_PREFIX }}user_sessions
is 'Refresh tokens, one row each; those of one sign-in are a family, of which at most one is active.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}user_sessions.id is 'The token.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}user_sessions.user_id is 'Who signed in.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}user_sessions.session_token is 'SHA-256 of the token, in lower-case hex.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}user_sessions.family_id
is 'Sign-in that it goes back to; null for an old one that is alone.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}user_sessions.device_info is 'What the app said of its device.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}user_sessions.ip_address is 'Where it was asked for; null if unknown.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}user_sessions.user_agent is 'What the browser or app called itself.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}user_sessions.created_at is 'When it was given out.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}user_sessions.last_activity is 'When it was last used.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}user_sessions.expires_at is 'When it ends by itself.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}user_sessions.is_active is 'Neither used nor revoked.';
