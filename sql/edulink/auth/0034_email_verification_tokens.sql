-- auth/0034_email_verification_tokens.sql
-- what: one row per mail with a link or a code that shows whose an address is.
-- requires: auth/0020_users.sql
-- why: a link works for a day. A code is short enough to be guessed, so whoever sends one sets expires_at to five
--      minutes from now, and after three wrong codes none is accepted.

create table auth_schema.email_verification_tokens (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    email text not null,
    token_hash text not null,
    expires_at timestamptz not null default now() + interval '24 hours',
    is_used boolean not null default false,
    used_at timestamptz,
    attempts integer not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint email_verification_tokens_pkey primary key (id),
    constraint email_verification_tokens_token_hash_key unique (token_hash),
    constraint email_verification_tokens_user_id_fkey
    foreign key (user_id) references auth_schema.users (id) on delete cascade,
    constraint email_verification_tokens_token_hash_check check (token_hash ~ '^[0-9a-f]{64}$'),
    constraint email_verification_tokens_attempts_check check (attempts >= 0)
);

alter table auth_schema.email_verification_tokens enable row level security;
alter table auth_schema.email_verification_tokens force row level security;

create index email_verification_tokens_user_id_is_used_idx
on auth_schema.email_verification_tokens (user_id, is_used);
create index email_verification_tokens_expires_at_idx on auth_schema.email_verification_tokens (expires_at);

create trigger tg_900_set_updated_at
before update on auth_schema.email_verification_tokens
for each row execute function common.tg__set_updated_at();

comment on table auth_schema.email_verification_tokens is 'Links and codes that verify an address, one row each.';
comment on column auth_schema.email_verification_tokens.id is 'The link or code.';
comment on column auth_schema.email_verification_tokens.user_id is 'Account that claims the address.';
comment on column auth_schema.email_verification_tokens.email is 'Address it was sent to.';
comment on column auth_schema.email_verification_tokens.token_hash
is 'SHA-256 of the token in lower-case hex; of a code together with the account''s id, since codes repeat.';
comment on column auth_schema.email_verification_tokens.expires_at is 'When it stops working.';
comment on column auth_schema.email_verification_tokens.is_used is 'It was used and works no more.';
comment on column auth_schema.email_verification_tokens.used_at is 'When it was used; null if it was not.';
comment on column auth_schema.email_verification_tokens.attempts is 'Wrong codes given while this one was waited for.';
comment on column auth_schema.email_verification_tokens.created_at is 'When the row was made.';
comment on column auth_schema.email_verification_tokens.updated_at
is 'When the row was last changed; kept by a trigger.';
