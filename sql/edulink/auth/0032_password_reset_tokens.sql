-- auth/0032_password_reset_tokens.sql
-- what: one row per mail with a link to set a new password.
-- requires: auth/0020_users.sql
-- why: a link works once and for an hour.

create table auth_schema.password_reset_tokens (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    token_hash text not null,
    expires_at timestamptz not null default now() + interval '1 hour',
    is_used boolean not null default false,
    used_at timestamptz,
    ip_address inet,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint password_reset_tokens_pkey primary key (id),
    constraint password_reset_tokens_token_hash_key unique (token_hash),
    constraint password_reset_tokens_user_id_fkey
    foreign key (user_id) references auth_schema.users (id) on delete cascade,
    constraint password_reset_tokens_token_hash_check check (token_hash ~ '^[0-9a-f]{64}$')
);

alter table auth_schema.password_reset_tokens enable row level security;
alter table auth_schema.password_reset_tokens force row level security;

create index password_reset_tokens_user_id_is_used_idx on auth_schema.password_reset_tokens (user_id, is_used);
create index password_reset_tokens_expires_at_idx on auth_schema.password_reset_tokens (expires_at);

create trigger tg_900_set_updated_at
before update on auth_schema.password_reset_tokens
for each row execute function common.tg__set_updated_at();

comment on table auth_schema.password_reset_tokens is 'Links to set a new password, one row each.';
comment on column auth_schema.password_reset_tokens.id is 'The link.';
comment on column auth_schema.password_reset_tokens.user_id is 'Account whose password may be set.';
comment on column auth_schema.password_reset_tokens.token_hash
is 'SHA-256 of the token in the link, in lower-case hex.';
comment on column auth_schema.password_reset_tokens.expires_at is 'When the link stops working.';
comment on column auth_schema.password_reset_tokens.is_used is 'It was used and works no more.';
comment on column auth_schema.password_reset_tokens.used_at is 'When it was used; null if it was not.';
comment on column auth_schema.password_reset_tokens.ip_address is 'Where it was asked for; null if unknown.';
comment on column auth_schema.password_reset_tokens.created_at is 'When the row was made.';
comment on column auth_schema.password_reset_tokens.updated_at is 'When the row was last changed; kept by a trigger.';
