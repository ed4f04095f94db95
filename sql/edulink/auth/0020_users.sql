-- auth/0020_users.sql
-- what: one row per account that may sign in.
-- requires: auth/0010_schema.sql
-- why: the auth service alone decides about e-mail, role and status; the profile of the user service has copies. The
--      key to the profile is in 0090, because profiles belong to the user service.

create table auth_schema.users (
    id uuid not null default gen_random_uuid(),
    email text not null,
    password_hash text,
    password_format text,
    must_reset_password boolean not null default false,
    is_active boolean not null default true,
    is_staff boolean not null default false,
    is_superuser boolean not null default false,
    date_joined timestamptz not null default now(),
    last_login timestamptz,
    is_email_verified boolean not null default false,
    email_verified_at timestamptz,
    failed_login_attempts integer not null default 0,
    account_locked_until timestamptz,
    password_changed_at timestamptz not null default now(),
    last_password_reset timestamptz,
    two_factor_enabled boolean not null default false,
    backup_tokens jsonb not null default '[]',
    role text not null default 'student',
    user_profile_id uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    is_deleted boolean not null default false,
    deleted_at timestamptz,
    constraint users_pkey primary key (id),
    constraint users_email_key unique (email),
    constraint users_user_profile_id_key unique (user_profile_id),
    -- Two spellings of one address are one person.
    constraint users_email_check check (email = lower(email) and char_length(email) <= 254),
    constraint users_password_format_check check (
        password_format in (
            'django_pbkdf2_sha256',
            'django_pbkdf2_sha1',
            'django_argon2',
            'django_bcrypt_sha256',
            'django_bcrypt',
            'django_scrypt',
            'bcrypt',
            'argon2',
            'unusable',
            'unsafe'
        )
    ),
    -- What an old database had instead of a good hash is not kept anywhere.
    constraint users_password_hash_check check (password_hash is null or password_format not in ('unusable', 'unsafe')),
    constraint users_failed_login_attempts_check check (failed_login_attempts >= 0),
    constraint users_backup_tokens_check check (jsonb_typeof(backup_tokens) = 'array'),
    constraint users_role_check check (role in ('student', 'institution_admin', 'employer', 'super_admin')),
    constraint users_deleted_at_check check (is_deleted = (deleted_at is not null))
);

alter table auth_schema.users enable row level security;
alter table auth_schema.users force row level security;

create index users_role_idx on auth_schema.users (role);
create index users_is_active_idx on auth_schema.users (is_active);
create index users_created_at_idx on auth_schema.users (created_at);
create index users_updated_at_idx on auth_schema.users (updated_at);

create trigger tg_900_set_updated_at
before update on auth_schema.users
for each row execute function common.tg__set_updated_at();

comment on table auth_schema.users is 'Accounts, one row each; a deleted one stays, marked as deleted.';
comment on column auth_schema.users.id is 'The account, in every service and in the sub claim of its tokens.';
comment on column auth_schema.users.email is 'Address to sign in with, in lower case; no two accounts share one.';
comment on column auth_schema.users.password_hash is 'Hash of the password; null if there is none to sign in with.';
comment on column auth_schema.users.password_format
is 'What made the hash; unusable or unsafe if an old one was thrown away.';
comment on column auth_schema.users.must_reset_password is 'The next sign-in leads to a new password.';
comment on column auth_schema.users.is_active is 'May sign in.';
comment on column auth_schema.users.is_staff is 'May use the administration pages.';
comment on column auth_schema.users.is_superuser is 'May do everything there.';
comment on column auth_schema.users.date_joined is 'When the person joined; may be long before the row was made.';
comment on column auth_schema.users.last_login is 'When they last signed in; null if never.';
comment on column auth_schema.users.is_email_verified is 'The address is known to be theirs.';
comment on column auth_schema.users.email_verified_at is 'When that was shown; null if unknown.';
comment on column auth_schema.users.failed_login_attempts is 'Failed sign-ins in a row; 0 after a good one.';
comment on column auth_schema.users.account_locked_until is 'No sign-in before; null if none failed too often.';
comment on column auth_schema.users.password_changed_at is 'When the password was last set.';
comment on column auth_schema.users.last_password_reset is 'When it was last reset through a mail; null if never.';
comment on column auth_schema.users.two_factor_enabled is 'A second factor is asked for.';
comment on column auth_schema.users.backup_tokens
is 'Hashes of one-time codes that replace the second factor; an array.';
comment on column auth_schema.users.role is 'What the person is in the whole system.';
comment on column auth_schema.users.user_profile_id is 'Profile of the person, which names this account; null if none.';
comment on column auth_schema.users.created_at is 'When the row was made.';
comment on column auth_schema.users.updated_at is 'When the row was last changed; kept by a trigger.';
comment on column auth_schema.users.is_deleted is 'The account is closed.';
comment on column auth_schema.users.deleted_at is 'When it was closed; null while it is not.';
