-- auth/0040_login_attempts.sql
-- what: one row per attempt to sign in, good or bad.
-- requires: auth/0020_users.sql
-- why: an attack on many accounts from one place is seen here only. An address may be nobody's.

create table carwash.{{ AUTH_TABLE_PREFIX }}login_attempts (
    id uuid not null default gen_random_uuid(),
    email text not null,
    user_id uuid,
    ip_address inet,
    user_agent text,
    success boolean not null,
    failure_reason text,
    attempted_at timestamptz not null default now(),
    constraint {{ AUTH_TABLE_PREFIX }}login_attempts_pkey primary key (id),
    constraint {{ AUTH_TABLE_PREFIX }}login_attempts_user_id_fkey
    foreign key (user_id) references carwash.{{ AUTH_TABLE_PREFIX }}users (id) on delete set null,
    constraint {{ AUTH_TABLE_PREFIX }}login_attempts_email_check check (char_length(email) <= 255),
    constraint {{ AUTH_TABLE_PREFIX }}login_attempts_failure_reason_check check (char_length(failure_reason) <= 100)
);

alter table carwash.{{ AUTH_TABLE_PREFIX }}login_attempts enable row level security;
alter table carwash.{{ AUTH_TABLE_PREFIX }}login_attempts force row level security;

create index {{ AUTH_TABLE_PREFIX }}login_attempts_user_id_idx on carwash.{{ AUTH_TABLE_PREFIX }}login_attempts (user_id);
-- What happened last, and what is old enough to be pruned.
create index {{ AUTH_TABLE_PREFIX }}login_attempts_attempted_at_idx
on carwash.{{ AUTH_TABLE_PREFIX }}login_attempts (attempted_at);

comment on table carwash.{{ AUTH_TABLE_PREFIX }}login_attempts is 'Attempts to sign in, one row each.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}login_attempts.id is 'The attempt.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}login_attempts.email is 'Address that was given, in lower case.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}login_attempts.user_id
is 'Whose address that was; null if nobody''s, or if they are gone.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}login_attempts.ip_address is 'Where it came from; null if unknown.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}login_attempts.user_agent is 'What the browser or app called itself.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}login_attempts.success is 'They were let in.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}login_attempts.failure_reason is 'Why they were not; null if they were.';
comment on column carwash.{{ AUTH_TABLE_PREFIX }}login_attempts.attempted_at is 'When it happened.';
