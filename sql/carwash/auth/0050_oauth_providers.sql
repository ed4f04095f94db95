-- auth/0050_oauth_providers.sql
-- what: one row per account of somebody at Google, Facebook and the like.
-- requires: auth/0020_users.sql, common/sealing/0010_sealed.sql
-- why: an account there opens one account here. The tokens open theirs, so the application seals them.

create table carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    provider text not null,
    provider_user_id text not null,
    provider_email text,
    access_token common.sealed,
    refresh_token common.sealed,
    token_expires timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint {{ AUTH_TABLE_PREFIX }}oauth_providers_pkey primary key (id),
    constraint {{ AUTH_TABLE_PREFIX }}oauth_providers_provider_provider_user_id_key unique (provider, provider_user_id),
    constraint {{ AUTH_TABLE_PREFIX }}oauth_providers_user_id_fkey
    foreign key (user_id) references carwash.{{ AUTH_TABLE_PREFIX }}users (id) on delete cascade,
    constraint {{ AUTH_TABLE_PREFIX }}oauth_providers_provider_check check (char_length(provider) <= 50),
    constraint {{ AUTH_TABLE_PREFIX }}oauth_providers_provider_user_id_check check (char_length(provider_user_id) <= 255)
);

alter table carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers enable row level security;
alter table carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers force row level security;

create index {{ AUTH_TABLE_PREFIX }}oauth_providers_user_id_idx
on carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers (user_id);

create trigger tg_900_set_updated_at
before update on carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers
for each row execute function common.tg__set_updated_at();

comment on table carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers
is 'Accounts at other providers that may be used to sign in, one row each.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers.id is 'The link to the other account.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers.user_id is 'Account here.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers.provider
is 'Who runs the other account, such as google.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers.provider_user_id
is 'What the provider calls the person.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers.provider_email
is 'Address the provider knows; null if it does not say.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers.access_token
is 'Access token, sealed by the application; null if none.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers.refresh_token
is 'Refresh token, sealed by the application; null if none.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers.token_expires
is 'When the access token ends; null if unknown.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers.created_at is 'When the row was made.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers.updated_at
is 'When the row was last changed; kept by a trigger.';
