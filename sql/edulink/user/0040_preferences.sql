-- user/0040_preferences.sql
-- what: one row per person who changed how the system treats them.
-- requires: user/0020_user_profiles.sql
-- why: apart from the profile, because nobody else has any use for it.

create table user_schema.preferences (
    id uuid not null default gen_random_uuid(),
    user_profile_id uuid not null,
    email_frequency text not null default 'IMMEDIATE',
    show_email boolean not null default false,
    show_phone boolean not null default false,
    allow_search boolean not null default true,
    theme text not null default 'LIGHT',
    items_per_page integer not null default 20,
    preferred_contact_method text not null default 'EMAIL',
    settings jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint preferences_pkey primary key (id),
    constraint preferences_user_profile_id_key unique (user_profile_id),
    constraint preferences_user_profile_id_fkey
    foreign key (user_profile_id) references user_schema.user_profiles (id) on delete cascade,
    constraint preferences_email_frequency_check check (
        email_frequency in ('IMMEDIATE', 'DAILY', 'WEEKLY', 'NEVER')
    ),
    constraint preferences_theme_check check (theme in ('LIGHT', 'DARK', 'AUTO')),
    constraint preferences_items_per_page_check check (items_per_page between 1 and 200),
    constraint preferences_preferred_contact_method_check check (
        preferred_contact_method in ('EMAIL', 'SMS', 'PHONE')
    ),
    constraint preferences_settings_check check (jsonb_typeof(settings) = 'object')
);

alter table user_schema.preferences enable row level security;
alter table user_schema.preferences force row level security;

create trigger tg_900_set_updated_at
before update on user_schema.preferences
for each row execute function common.tg__set_updated_at();

comment on table user_schema.preferences
is 'How people want to be treated, one row per person; without one, the defaults.';
comment on column user_schema.preferences.id is 'The record.';
comment on column user_schema.preferences.user_profile_id is 'Profile of the person.';
comment on column user_schema.preferences.email_frequency is 'How often they want mail.';
comment on column user_schema.preferences.show_email is 'Others who see the profile may see the address.';
comment on column user_schema.preferences.show_phone is 'Others who see the profile may see the number.';
comment on column user_schema.preferences.allow_search is 'May be found by searching.';
comment on column user_schema.preferences.theme is 'Colours of the pages.';
comment on column user_schema.preferences.items_per_page is 'Length of lists.';
comment on column user_schema.preferences.preferred_contact_method is 'How they like to be reached.';
comment on column user_schema.preferences.settings is 'Whatever else the pages remember, as an object.';
comment on column user_schema.preferences.created_at is 'When the row was made.';
comment on column user_schema.preferences.updated_at is 'When the row was last changed; kept by a trigger.';
