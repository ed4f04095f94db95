-- 030_auth_users.sql
-- unless: to_regclass('auth.users') is not null
-- what: the table of sign-ins, as far as others refer to it.
-- why: tables and triggers of a project may point at it, but not change it: it belongs to supabase_auth_admin.
-- real: names, types, owner, grants, row security. The real one has more columns (tokens and their dates) and more
--     tables beside it; neither is for others to use.

create table auth.users (
    instance_id uuid,
    id uuid not null,
    aud varchar(255),
    role varchar(255),
    email varchar(255),
    encrypted_password varchar(255),
    email_confirmed_at timestamptz,
    invited_at timestamptz,
    last_sign_in_at timestamptz,
    raw_app_meta_data jsonb,
    raw_user_meta_data jsonb,
    is_super_admin boolean,
    created_at timestamptz,
    updated_at timestamptz,
    phone text default null,
    phone_confirmed_at timestamptz,
    confirmed_at timestamptz generated always as (least(email_confirmed_at, phone_confirmed_at)) stored,
    banned_until timestamptz,
    is_sso_user boolean not null default false,
    deleted_at timestamptz,
    is_anonymous boolean not null default false,
    constraint users_pkey primary key (id),
    constraint users_phone_key unique (phone)
);

create unique index users_email_partial_key on auth.users (email) where is_sso_user = false;

alter table auth.users owner to supabase_auth_admin;
alter table auth.users enable row level security;
grant all on auth.users to postgres, dashboard_user;

comment on table auth.users is 'Auth: Stores user login data within a secure schema.';
comment on column auth.users.raw_user_meta_data is 'Editable by the user: never a ground for a permission.';
