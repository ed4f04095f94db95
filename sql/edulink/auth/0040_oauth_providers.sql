-- auth/0040_oauth_providers.sql
-- what: one row per account of somebody at Google, GitHub and the like.
-- requires: auth/0020_users.sql
-- why: an account there opens one account here, and an account here has one of each provider.

create table auth_schema.oauth_providers (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    provider text not null,
    provider_user_id text not null,
    provider_email text,
    access_token_enc bytea,
    refresh_token_enc bytea,
    token_expires timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint oauth_providers_pkey primary key (id),
    constraint oauth_providers_provider_provider_user_id_key unique (provider, provider_user_id),
    constraint oauth_providers_user_id_provider_key unique (user_id, provider),
    constraint oauth_providers_user_id_fkey foreign key (user_id) references auth_schema.users (id) on delete cascade
);

alter table auth_schema.oauth_providers enable row level security;
alter table auth_schema.oauth_providers force row level security;

create trigger tg_900_set_updated_at
before update on auth_schema.oauth_providers
for each row execute function common.tg__set_updated_at();

comment on table auth_schema.oauth_providers
is 'Accounts at other providers that may be used to sign in, one row each.';
comment on column auth_schema.oauth_providers.id is 'The link to the other account.';
comment on column auth_schema.oauth_providers.user_id is 'Account here.';
comment on column auth_schema.oauth_providers.provider is 'Who runs the other account, such as google.';
comment on column auth_schema.oauth_providers.provider_user_id is 'What the provider calls the person.';
comment on column auth_schema.oauth_providers.provider_email is 'Address the provider knows; null if it does not say.';
comment on column auth_schema.oauth_providers.access_token_enc
is 'Access token, encrypted by the application; null if none.';
comment on column auth_schema.oauth_providers.refresh_token_enc
is 'Refresh token, encrypted by the application; null if none.';
comment on column auth_schema.oauth_providers.token_expires is 'When the access token ends; null if unknown.';
comment on column auth_schema.oauth_providers.created_at is 'When the row was made.';
comment on column auth_schema.oauth_providers.updated_at is 'When the row was last changed; kept by a trigger.';
