-- institution/0020_institutions.sql
-- what: one row per university, college or school.
-- requires: institution/0010_schema.sql
-- why: the tenant of this system: members, programs, codes and closed postings all belong to one of these rows.

create table institution_schema.institutions (
    id uuid not null default gen_random_uuid(),
    name text not null,
    short_name text not null default '',
    description text not null default '',
    institution_type text not null,
    email text not null,
    phone_number text not null default '',
    website text not null default '',
    address jsonb not null default '{}',
    registration_number text not null,
    tax_id text not null default '',
    accreditation_number text not null default '',
    status text not null default 'pending',
    is_verified boolean not null default false,
    is_public boolean not null default true,
    logo text,
    banner_image text,
    established_year integer,
    student_count integer not null default 0,
    faculty_count integer not null default 0,
    settings jsonb not null default '{}',
    metadata jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    is_deleted boolean not null default false,
    deleted_at timestamptz,
    constraint institutions_pkey primary key (id),
    constraint institutions_name_key unique (name),
    constraint institutions_email_key unique (email),
    constraint institutions_registration_number_key unique (registration_number),
    constraint institutions_name_check check (char_length(name) <= 255),
    constraint institutions_short_name_check check (char_length(short_name) <= 50),
    constraint institutions_institution_type_check check (
        institution_type in (
            'university',
            'college',
            'technical_institute',
            'vocational_school',
            'community_college',
            'research_institute',
            'other'
        )
    ),
    constraint institutions_phone_number_check check (char_length(phone_number) <= 20),
    constraint institutions_address_check check (jsonb_typeof(address) = 'object'),
    constraint institutions_registration_number_check check (char_length(registration_number) <= 100),
    constraint institutions_status_check check (
        status in ('active', 'inactive', 'pending', 'suspended', 'archived')
    ),
    constraint institutions_established_year_check check (established_year between 1000 and 2100),
    constraint institutions_student_count_check check (student_count >= 0),
    constraint institutions_faculty_count_check check (faculty_count >= 0),
    constraint institutions_settings_check check (jsonb_typeof(settings) = 'object'),
    constraint institutions_metadata_check check (jsonb_typeof(metadata) = 'object'),
    constraint institutions_deleted_at_check check (is_deleted = (deleted_at is not null))
);

alter table institution_schema.institutions enable row level security;
alter table institution_schema.institutions force row level security;

create trigger tg_900_set_updated_at
before update on institution_schema.institutions
for each row execute function common.tg__set_updated_at();

comment on table institution_schema.institutions is 'Universities, colleges and schools, one row each.';
comment on column institution_schema.institutions.id is 'The institution, in every service.';
comment on column institution_schema.institutions.name is 'Full name; no two institutions share one.';
comment on column institution_schema.institutions.short_name
is 'What people call it, such as an acronym; empty if none.';
comment on column institution_schema.institutions.description is 'What it says about itself.';
comment on column institution_schema.institutions.institution_type is 'Kind of institution.';
comment on column institution_schema.institutions.email
is 'Address for official letters; no two institutions share one.';
comment on column institution_schema.institutions.phone_number is 'International form (+254...); empty if unknown.';
comment on column institution_schema.institutions.website is 'URL; empty if none.';
comment on column institution_schema.institutions.address is 'Postal address as an object: line1, city, country ...';
comment on column institution_schema.institutions.registration_number
is 'Number in the state''s register; LEGACY-... where an old row had none.';
comment on column institution_schema.institutions.tax_id is 'Tax number; empty if unknown.';
comment on column institution_schema.institutions.accreditation_number
is 'Number of the accreditation; empty if unknown.';
comment on column institution_schema.institutions.status
is 'Only an active institution takes part; pending waits for review.';
comment on column institution_schema.institutions.is_verified is 'A super admin has checked that it exists.';
comment on column institution_schema.institutions.is_public is 'Listed for everybody; otherwise for its members only.';
comment on column institution_schema.institutions.logo is 'Path of the logo in the file store; null if none.';
comment on column institution_schema.institutions.banner_image is 'Path of the banner in the file store; null if none.';
comment on column institution_schema.institutions.established_year is 'Year it was founded.';
comment on column institution_schema.institutions.student_count
is 'Students as the institution states them, not a count of members.';
comment on column institution_schema.institutions.faculty_count
is 'Teachers as the institution states them, not a count of members.';
comment on column institution_schema.institutions.settings
is 'What only the institution itself reads, such as its campuses.';
comment on column institution_schema.institutions.metadata
is 'What other systems know about it, such as its legacy id.';
comment on column institution_schema.institutions.created_at is 'When the row was made.';
comment on column institution_schema.institutions.updated_at is 'When the row was last changed; kept by a trigger.';
comment on column institution_schema.institutions.is_deleted
is 'Deleted for its users; the row stays because others refer to it.';
comment on column institution_schema.institutions.deleted_at is 'When it was deleted; null while it is not.';
