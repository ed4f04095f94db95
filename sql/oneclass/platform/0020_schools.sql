-- platform/0020_schools.sql
-- what: one row per school.
-- requires: platform/0010_schema.sql, common/helpers/0064_row_triggers.sql
-- why: the tenant of this system: whatever somebody sees or does, they see or do as a member of one of these.

create table platform.schools (
    id uuid not null default gen_random_uuid(),
    name text not null,
    subdomain text not null,
    status text not null default 'active',
    subscription_tier text not null default 'basic',
    email text,
    phone text,
    address text,
    school_type text,
    registration_number text,
    establishment_year integer,
    student_capacity integer,
    configuration jsonb not null default '{}',
    is_active boolean not null default true,
    is_verified boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint schools_pkey primary key (id),
    constraint schools_subdomain_key unique (subdomain),
    constraint schools_registration_number_key unique (registration_number),
    constraint schools_name_check check (btrim(name) <> '' and char_length(name) <= 255),
    -- A label of a host name, in the one spelling that it has.
    constraint schools_subdomain_check check (subdomain ~ '^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$'),
    constraint schools_status_check check (status in ('active', 'inactive', 'suspended')),
    constraint schools_subscription_tier_check check (
        subscription_tier in ('trial', 'basic', 'professional', 'enterprise')
    ),
    constraint schools_school_type_check check (school_type in ('primary', 'secondary', 'combined', 'technical')),
    constraint schools_configuration_check check (jsonb_typeof(configuration) = 'object')
);

alter table platform.schools enable row level security;
alter table platform.schools force row level security;

create trigger tg_900_set_updated_at
before update on platform.schools
for each row execute function common.tg__set_updated_at();

comment on table platform.schools is 'Schools, one row each.';
comment on column platform.schools.id is 'The school.';
comment on column platform.schools.name is 'What it is called; memberships have a copy.';
comment on column platform.schools.subdomain
is 'Its part of the host name, in lower case; no two schools share one, and memberships have a copy.';
comment on column platform.schools.status is 'Whether it takes part: active, inactive or suspended.';
comment on column platform.schools.subscription_tier is 'What it pays for.';
comment on column platform.schools.email is 'Address of its office; null if unknown.';
comment on column platform.schools.phone is 'Telephone of its office, as it was given; null if unknown.';
comment on column platform.schools.address is 'Postal address on one line; null if unknown.';
comment on column platform.schools.school_type is 'Kind of school; null if unknown.';
comment on column platform.schools.registration_number is 'Number in the state''s register; null if unknown.';
comment on column platform.schools.establishment_year is 'Year it was founded; null if unknown.';
comment on column platform.schools.student_capacity is 'Students it has room for; null if unknown.';
comment on column platform.schools.configuration is 'What the school has set for itself; an object.';
comment on column platform.schools.is_active is 'Shown to its members as one that is running.';
comment on column platform.schools.is_verified is 'A super admin has checked that it exists.';
comment on column platform.schools.created_at is 'When the row was made.';
comment on column platform.schools.updated_at is 'When the row was last changed; kept by a trigger.';
