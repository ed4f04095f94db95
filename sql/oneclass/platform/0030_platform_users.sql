-- platform/0030_platform_users.sql
-- what: one row per person, however many schools they belong to.
-- requires: platform/0020_schools.sql
-- why: who somebody is stands here once; what they are at a school is a membership. platform_role says what somebody is
--      on the whole platform, and alone makes a super admin.

create table platform.platform_users (
    id uuid not null default gen_random_uuid(),
    email text not null,
    first_name text not null,
    last_name text not null,
    platform_role text not null default 'student',
    status text not null default 'active',
    primary_school_id uuid,
    profile jsonb not null default '{}',
    clerk_integration jsonb not null default '{}',
    feature_flags jsonb not null default '{}',
    user_preferences jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    last_login timestamptz,
    constraint platform_users_pkey primary key (id),
    constraint platform_users_email_key unique (email),
    constraint platform_users_primary_school_id_fkey
    foreign key (primary_school_id) references platform.schools (id) on delete set null,
    -- Two spellings of one address are one person.
    constraint platform_users_email_check check (email = lower(email) and char_length(email) <= 255),
    constraint platform_users_first_name_check check (char_length(first_name) <= 100),
    constraint platform_users_last_name_check check (char_length(last_name) <= 100),
    constraint platform_users_platform_role_check check (
        platform_role in ('super_admin', 'school_admin', 'registrar', 'teacher', 'parent', 'student', 'staff')
    ),
    constraint platform_users_status_check check (
        status in ('active', 'inactive', 'suspended', 'pending_verification', 'archived')
    ),
    constraint platform_users_profile_check check (jsonb_typeof(profile) = 'object'),
    constraint platform_users_clerk_integration_check check (jsonb_typeof(clerk_integration) = 'object'),
    -- Nobody is signed in as a person without an id.
    constraint platform_users_clerk_user_id_check check (clerk_integration ->> 'clerk_user_id' <> ''),
    constraint platform_users_feature_flags_check check (jsonb_typeof(feature_flags) = 'object'),
    constraint platform_users_user_preferences_check check (jsonb_typeof(user_preferences) = 'object')
);

alter table platform.platform_users enable row level security;
alter table platform.platform_users force row level security;

create index platform_users_status_idx on platform.platform_users (status);
create index platform_users_platform_role_idx on platform.platform_users (platform_role);
create index platform_users_primary_school_id_idx on platform.platform_users (primary_school_id);

-- Whom the subject of a Clerk token means. One Clerk account is one person.
create unique index platform_users_clerk_user_id_idx
on platform.platform_users ((clerk_integration ->> 'clerk_user_id'))
where clerk_integration ->> 'clerk_user_id' is not null;

create trigger tg_900_set_updated_at
before update on platform.platform_users
for each row execute function common.tg__set_updated_at();

comment on table platform.platform_users is 'People, one row each.';
comment on column platform.platform_users.id is 'The person; also the sub claim of tokens that we sign.';
comment on column platform.platform_users.email is 'Address of the person, in lower case; no two people share one.';
comment on column platform.platform_users.first_name is 'Given name.';
comment on column platform.platform_users.last_name is 'Family name; empty if unknown.';
comment on column platform.platform_users.platform_role
is 'What the person is on the whole platform; only super_admin gives a right by itself.';
comment on column platform.platform_users.status is 'Only an active person has any right.';
comment on column platform.platform_users.primary_school_id
is 'School that is opened first, of those with an active membership of theirs; null without one.';
comment on column platform.platform_users.profile
is 'Phone number, picture, date of birth and the like; an object, absent keys are unknown.';
comment on column platform.platform_users.clerk_integration
is 'How Clerk knows the person: clerk_user_id, last_sync, sync_enabled, clerk_metadata; an object.';
comment on column platform.platform_users.feature_flags is 'Features switched on or off for this person; an object.';
comment on column platform.platform_users.user_preferences
is 'Language, time zone, notifications, theme and what else the person has chosen; an object.';
comment on column platform.platform_users.created_at is 'When the row was made.';
comment on column platform.platform_users.updated_at is 'When the row was last changed; kept by a trigger.';
comment on column platform.platform_users.last_login is 'When they last signed in; null if never.';
