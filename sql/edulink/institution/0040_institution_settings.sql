-- institution/0040_institution_settings.sql
-- what: one row per institution with the rules it sets for itself.
-- requires: institution/0020_institutions.sql
-- why: apart from the institution, because its admins edit the rules and a super admin the rest.

create table institution_schema.institution_settings (
    id uuid not null default gen_random_uuid(),
    institution_id uuid not null,
    academic_year_start_month integer not null default 9,
    grading_system text not null default 'gpa_4',
    allow_internships boolean not null default true,
    require_internship_approval boolean not null default true,
    min_internship_duration_weeks integer not null default 8,
    max_internship_duration_weeks integer not null default 52,
    require_profile_verification boolean not null default true,
    allow_public_profiles boolean not null default true,
    notification_settings jsonb not null default '{}',
    integration_settings jsonb not null default '{}',
    custom_settings jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint institution_settings_pkey primary key (id),
    constraint institution_settings_institution_id_key unique (institution_id),
    constraint institution_settings_institution_id_fkey
    foreign key (institution_id) references institution_schema.institutions (id) on delete cascade,
    constraint institution_settings_academic_year_start_month_check check (academic_year_start_month between 1 and 12),
    constraint institution_settings_grading_system_check check (
        grading_system in ('gpa_4', 'gpa_5', 'percentage', 'letter', 'other')
    ),
    constraint institution_settings_internship_duration_check check (
        max_internship_duration_weeks > min_internship_duration_weeks
    ),
    constraint institution_settings_notification_settings_check check (jsonb_typeof(notification_settings) = 'object'),
    constraint institution_settings_integration_settings_check check (jsonb_typeof(integration_settings) = 'object'),
    constraint institution_settings_custom_settings_check check (jsonb_typeof(custom_settings) = 'object')
);

alter table institution_schema.institution_settings enable row level security;
alter table institution_schema.institution_settings force row level security;

create trigger tg_900_set_updated_at
before update on institution_schema.institution_settings
for each row execute function common.tg__set_updated_at();

comment on table institution_schema.institution_settings
is 'Rules that an institution sets for itself; one row each, made with it.';
comment on column institution_schema.institution_settings.id
is 'Equals the institution''s id where a trigger made the row.';
comment on column institution_schema.institution_settings.institution_id is 'Institution that the rules are for.';
comment on column institution_schema.institution_settings.academic_year_start_month
is 'First month of its year, 1 to 12.';
comment on column institution_schema.institution_settings.grading_system is 'How it grades.';
comment on column institution_schema.institution_settings.allow_internships
is 'Its students may take internships at all.';
comment on column institution_schema.institution_settings.require_internship_approval
is 'It approves each internship first.';
comment on column institution_schema.institution_settings.min_internship_duration_weeks
is 'Shortest internship it accepts, in weeks.';
comment on column institution_schema.institution_settings.max_internship_duration_weeks
is 'Longest internship it accepts, in weeks.';
comment on column institution_schema.institution_settings.require_profile_verification
is 'Its students apply only once it has verified them.';
comment on column institution_schema.institution_settings.allow_public_profiles
is 'Its students may show their profile to everybody.';
comment on column institution_schema.institution_settings.notification_settings is 'What it wants to be told, and how.';
comment on column institution_schema.institution_settings.integration_settings
is 'How its own systems are reached; no secrets.';
comment on column institution_schema.institution_settings.custom_settings is 'What no column stands for.';
comment on column institution_schema.institution_settings.created_at is 'When the row was made.';
comment on column institution_schema.institution_settings.updated_at
is 'When the row was last changed; kept by a trigger.';
