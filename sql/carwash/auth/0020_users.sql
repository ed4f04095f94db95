-- auth/0020_users.sql
-- what: one row per person who may sign in: clients, washers, managers and admins.
-- requires: auth/0010_schema.sql
-- why: other features know a person by this id and by nothing else. Tokens that were mailed are kept as their SHA-256,
--      so that a stolen copy of this table opens nothing. The names of the indexes are those of the design, with the
--      prefix of this feature.

-- lint: allow NAM003 the unique index on email has its name from the design
create table carwash.{{ AUTH_TABLE_PREFIX }}users (
    id uuid not null default gen_random_uuid(),
    email text not null,
    password_hash text,
    password_format text,
    must_reset_password boolean not null default false,
    first_name text not null,
    last_name text not null,
    phone text,
    role text not null default 'client',
    is_active boolean not null default true,
    email_verified boolean not null default false,
    email_verified_at timestamptz,
    email_verification_token text,
    email_verification_expires timestamptz,
    password_reset_token text,
    password_reset_expires timestamptz,
    password_reset_requested_at timestamptz,
    password_changed_at timestamptz,
    failed_login_attempts integer not null default 0,
    locked_until timestamptz,
    lockout_count integer not null default 0,
    last_failed_login timestamptz,
    last_login timestamptz,
    refresh_tokens jsonb not null default '[]',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint {{ AUTH_TABLE_PREFIX }}users_pkey primary key (id),
    constraint idx_{{ AUTH_TABLE_PREFIX }}users_email unique (email),
    -- Two spellings of one address are one person.
    constraint {{ AUTH_TABLE_PREFIX }}users_email_check check (email = lower(email) and char_length(email) <= 255),
    constraint {{ AUTH_TABLE_PREFIX }}users_password_hash_check check (
        char_length(password_hash) <= 255
        -- What an old database had instead of a good hash is not kept anywhere.
        and (password_hash is null or password_format not in ('unusable', 'unsafe'))
    ),
    constraint {{ AUTH_TABLE_PREFIX }}users_password_format_check check (
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
    constraint {{ AUTH_TABLE_PREFIX }}users_first_name_check check (char_length(first_name) <= 100),
    constraint {{ AUTH_TABLE_PREFIX }}users_last_name_check check (char_length(last_name) <= 100),
    constraint {{ AUTH_TABLE_PREFIX }}users_phone_check check (char_length(phone) <= 20),
    constraint {{ AUTH_TABLE_PREFIX }}users_role_check check (role in ('admin', 'manager', 'washer', 'client')),
    constraint {{ AUTH_TABLE_PREFIX }}users_email_verification_token_check check (
        char_length(email_verification_token) <= 255
    ),
    constraint {{ AUTH_TABLE_PREFIX }}users_password_reset_token_check check (
        char_length(password_reset_token) <= 255
    ),
    constraint {{ AUTH_TABLE_PREFIX }}users_failed_login_attempts_check check (failed_login_attempts >= 0),
    constraint {{ AUTH_TABLE_PREFIX }}users_lockout_count_check check (lockout_count >= 0),
    constraint {{ AUTH_TABLE_PREFIX }}users_refresh_tokens_check check (jsonb_typeof(refresh_tokens) = 'array')
);

alter table carwash.{{ AUTH_TABLE_PREFIX }}users enable row level security;
alter table carwash.{{ AUTH_TABLE_PREFIX }}users force row level security;

-- lint: allow NAM004 the design's name
create index idx_{{ AUTH_TABLE_PREFIX }}users_role on carwash.{{ AUTH_TABLE_PREFIX }}users (role);
-- lint: allow NAM004 the design's name
create index idx_{{ AUTH_TABLE_PREFIX }}users_is_active on carwash.{{ AUTH_TABLE_PREFIX }}users (is_active);
-- lint: allow NAM004 the design's name
create index idx_{{ AUTH_TABLE_PREFIX }}users_email_verification_token
on carwash.{{ AUTH_TABLE_PREFIX }}users (email_verification_token);
-- lint: allow NAM004 the design's name
create index idx_{{ AUTH_TABLE_PREFIX }}users_password_reset_token
on carwash.{{ AUTH_TABLE_PREFIX }}users (password_reset_token);
-- lint: allow NAM004 the design's name
create index idx_{{ AUTH_TABLE_PREFIX }}users_locked_until on carwash.{{ AUTH_TABLE_PREFIX }}users (locked_until);
-- lint: allow NAM004 the design's name
create index idx_{{ AUTH_TABLE_PREFIX }}users_email_active on carwash.{{ AUTH_TABLE_PREFIX }}users (email)
where is_active;
-- lint: allow NAM004 the design's name
create index idx_{{ AUTH_TABLE_PREFIX }}users_locked on carwash.{{ AUTH_TABLE_PREFIX }}users (id)
where locked_until is not null;

create trigger tg_900_set_updated_at
before update on carwash.{{ AUTH_TABLE_PREFIX }}users
for each row execute function common.tg__set_updated_at();

comment on table carwash.{{ AUTH_TABLE_PREFIX }}users is 'People who may sign in, one row each.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.id
is 'The person, in every feature and in the sub claim of their tokens.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.email
is 'Address to sign in with, in lower case; no two people share one.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.password_hash
is 'Hash of the password; null if there is none to sign in with.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.password_format
is 'What made the hash; unusable or unsafe if an old one was thrown away.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.must_reset_password
is 'The next sign-in leads to a new password.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.first_name is 'Given name.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.last_name is 'Family name; may be empty.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.phone is 'Number with country code; null if unknown.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.role
is 'What the person is: an admin is above a manager, a manager above washers and clients.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.is_active is 'May sign in; without it every right is gone at once.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.email_verified is 'The address is known to be theirs.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.email_verified_at is 'When that was shown; null if unknown.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.email_verification_token
is 'SHA-256 of the token in the mail that asks for it, in hex; null if none is out.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.email_verification_expires is 'When that token stops working.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.password_reset_token
is 'SHA-256 of the token in the mail that sets a new password, in hex; null if none is out.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.password_reset_expires is 'When that token stops working.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.password_reset_requested_at is 'When it was asked for.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.password_changed_at
is 'When the password was last chosen; a hash may be made anew without that.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.failed_login_attempts
is 'Failed sign-ins in a row since the last lock; 0 after a good one.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.locked_until
is 'No sign-in before; null if none failed too often.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.lockout_count
is 'Locks in a row, each twice as long as the one before; 0 after a good sign-in.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.last_failed_login is 'When a sign-in last failed; null if never.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.last_login is 'When they last signed in; null if never.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.refresh_tokens
is 'Nothing: kept for older programs; the sessions have a table.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.created_at is 'When the row was made.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}users.updated_at
is 'When the row was last changed; kept by a trigger.';
