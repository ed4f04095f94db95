-- platform/0035_user_credentials.sql
-- what: the password of a person who has one here.
-- requires: platform/0030_platform_users.sql
-- why: apart from the person, so that no grant on people can show a hash. Who signs in through Clerk has no row.

create table platform.user_credentials (
    user_id uuid not null,
    password_hash text,
    password_format text,
    must_reset_password boolean not null default false,
    two_factor_enabled boolean not null default false,
    constraint user_credentials_pkey primary key (user_id),
    constraint user_credentials_user_id_fkey
    foreign key (user_id) references platform.platform_users (id) on delete cascade,
    constraint user_credentials_password_format_check check (
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
    constraint user_credentials_password_hash_check check (
        password_hash is null or password_format not in ('unusable', 'unsafe')
    )
);

alter table platform.user_credentials enable row level security;
alter table platform.user_credentials force row level security;

comment on table platform.user_credentials is 'Passwords, at most one a person; for the role that signs people in.';
comment on column platform.user_credentials.user_id is 'Whose password.';
comment on column platform.user_credentials.password_hash is 'Hash of it; null if there is none to sign in with.';
comment on column platform.user_credentials.password_format
is 'What made the hash; unusable or unsafe if an old one was thrown away.';
comment on column platform.user_credentials.must_reset_password is 'The next sign-in leads to a new password.';
comment on column platform.user_credentials.two_factor_enabled is 'A second factor is asked for.';
