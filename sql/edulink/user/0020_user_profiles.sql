-- user/0020_user_profiles.sql
-- what: one row per person.
-- requires: user/0010_schema.sql
-- why: other services know a person by this row and never need to see the account. E-mail, role and status are copies,
--      kept by the triggers of 0060; the key to the account is in 0090, because accounts belong to the auth service.

create table user_schema.user_profiles (
    id uuid not null default gen_random_uuid(),
    auth_user_id uuid not null,
    email text not null,
    first_name text not null,
    last_name text not null,
    username text,
    phone_number text,
    national_id text,
    avatar text,
    bio text not null default '',
    language text not null default 'en',
    timezone text not null default 'UTC',
    profile_visibility text not null default 'PUBLIC',
    email_notifications boolean not null default true,
    sms_notifications boolean not null default false,
    push_notifications boolean not null default true,
    is_active boolean not null default true,
    is_verified boolean not null default false,
    role text not null,
    last_ip_address inet,
    user_agent text not null default '',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    is_deleted boolean not null default false,
    deleted_at timestamptz,
    constraint user_profiles_pkey primary key (id),
    constraint user_profiles_auth_user_id_key unique (auth_user_id),
    constraint user_profiles_email_key unique (email),
    constraint user_profiles_first_name_check check (char_length(first_name) <= 150),
    constraint user_profiles_last_name_check check (char_length(last_name) <= 150),
    constraint user_profiles_username_check check (char_length(username) <= 150),
    constraint user_profiles_phone_number_check check (char_length(phone_number) <= 20),
    constraint user_profiles_national_id_check check (char_length(national_id) <= 20),
    constraint user_profiles_bio_check check (char_length(bio) <= 500),
    constraint user_profiles_language_check check (language in ('en', 'es', 'fr', 'de', 'ar')),
    constraint user_profiles_profile_visibility_check check (
        profile_visibility in ('PUBLIC', 'INSTITUTION', 'PRIVATE')
    ),
    constraint user_profiles_deleted_at_check check (is_deleted = (deleted_at is not null))
);

alter table user_schema.user_profiles enable row level security;
alter table user_schema.user_profiles force row level security;

-- Ada and ada are the same name to those who read it.
create unique index user_profiles_lower_username_key on user_schema.user_profiles (lower(username));

-- A person whose profile was deleted may come back.
create unique index user_profiles_national_id_key
on user_schema.user_profiles (national_id)
where national_id is not null and not is_deleted;

create index user_profiles_role_idx on user_schema.user_profiles (role);
create index user_profiles_is_active_is_verified_idx on user_schema.user_profiles (is_active, is_verified);
create index user_profiles_created_at_idx on user_schema.user_profiles (created_at);

create trigger tg_900_set_updated_at
before update on user_schema.user_profiles
for each row execute function common.tg__set_updated_at();

comment on table user_schema.user_profiles is 'People, one row each; a deleted one stays, marked as deleted.';
comment on column user_schema.user_profiles.id is 'The person, in every service but auth and notification.';
comment on column user_schema.user_profiles.auth_user_id is 'Account of the person, which names this profile.';
comment on column user_schema.user_profiles.email is 'Address of the account; a copy.';
comment on column user_schema.user_profiles.first_name is 'First name.';
comment on column user_schema.user_profiles.last_name is 'Last name; empty if the person has one name only.';
comment on column user_schema.user_profiles.username
is 'Name the person chose; null if none. Upper and lower case count as equal.';
comment on column user_schema.user_profiles.phone_number is 'International form (+254...); null if unknown.';
comment on column user_schema.user_profiles.national_id
is 'Number of the identity card; null if unknown. One person each.';
comment on column user_schema.user_profiles.avatar is 'Path or URL of the picture; null if none.';
comment on column user_schema.user_profiles.bio is 'What the person says about themselves.';
comment on column user_schema.user_profiles.language is 'Language to address them in.';
comment on column user_schema.user_profiles.timezone is 'IANA name of the zone to show times in.';
comment on column user_schema.user_profiles.profile_visibility
is 'Who else sees the profile: anybody signed in, members of the same institution, or nobody.';
comment on column user_schema.user_profiles.email_notifications is 'May be written to by e-mail.';
comment on column user_schema.user_profiles.sms_notifications is 'May be written to by SMS.';
comment on column user_schema.user_profiles.push_notifications is 'May be written to on the phone.';
comment on column user_schema.user_profiles.is_active is 'The account may sign in; a copy.';
comment on column user_schema.user_profiles.is_verified is 'The address is verified; a copy of is_email_verified.';
comment on column user_schema.user_profiles.role is 'What the person is in the whole system; a copy.';
comment on column user_schema.user_profiles.last_ip_address is 'Where they were last seen; null if unknown.';
comment on column user_schema.user_profiles.user_agent
is 'What their browser or app last called itself; empty if unknown.';
comment on column user_schema.user_profiles.created_at is 'When the row was made.';
comment on column user_schema.user_profiles.updated_at is 'When the row was last changed; kept by a trigger.';
comment on column user_schema.user_profiles.is_deleted is 'The profile is closed.';
comment on column user_schema.user_profiles.deleted_at is 'When it was closed; null while it is not.';
