-- user/0030_academic_information.sql
-- what: one row per person who studies: where, what, and how far.
-- requires: user/0020_user_profiles.sql
-- why: only students have one. The keys to institution, program and department are in 0092, because those belong to the
--      institution service.

create table user_schema.academic_information (
    id uuid not null default gen_random_uuid(),
    user_profile_id uuid not null,
    institution_id uuid,
    institution_name text,
    registration_number text,
    program_id uuid,
    department_id uuid,
    year_of_study integer,
    academic_year integer,
    registration_method text not null default 'university_search',
    university_code_used text,
    is_verified boolean not null default false,
    university_verified boolean not null default false,
    national_id_verified boolean not null default false,
    gender text,
    skills jsonb not null default '[]',
    interests jsonb not null default '[]',
    internship_status text not null default 'not_started',
    resume text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    is_deleted boolean not null default false,
    deleted_at timestamptz,
    constraint academic_information_pkey primary key (id),
    constraint academic_information_user_profile_id_key unique (user_profile_id),
    constraint academic_information_institution_id_registration_number_key
    unique (institution_id, registration_number),
    constraint academic_information_user_profile_id_fkey
    foreign key (user_profile_id) references user_schema.user_profiles (id) on delete cascade,
    constraint academic_information_registration_number_check check (registration_number ~ '^[A-Z0-9/-]+$'),
    constraint academic_information_year_of_study_check check (year_of_study between 1 and 6),
    constraint academic_information_registration_method_check check (
        registration_method in ('university_code', 'university_search')
    ),
    constraint academic_information_gender_check check (gender in ('M', 'F', 'O')),
    constraint academic_information_skills_check check (jsonb_typeof(skills) = 'array'),
    constraint academic_information_interests_check check (jsonb_typeof(interests) = 'array'),
    constraint academic_information_internship_status_check check (
        internship_status in (
            'not_started',
            'searching',
            'applied',
            'interviewing',
            'offer_received',
            'internship_active',
            'internship_completed',
            'on_hold'
        )
    ),
    constraint academic_information_deleted_at_check check (is_deleted = (deleted_at is not null))
);

alter table user_schema.academic_information enable row level security;
alter table user_schema.academic_information force row level security;

create index academic_information_institution_id_program_id_idx
on user_schema.academic_information (institution_id, program_id);
create index academic_information_program_id_idx on user_schema.academic_information (program_id);
create index academic_information_department_id_idx on user_schema.academic_information (department_id);
create index academic_information_internship_status_year_of_study_idx
on user_schema.academic_information (internship_status, year_of_study);
create index academic_information_registration_number_idx
on user_schema.academic_information (registration_number);

create trigger tg_900_set_updated_at
before update on user_schema.academic_information
for each row execute function common.tg__set_updated_at();

comment on table user_schema.academic_information is 'What students study and where, one row per student.';
comment on column user_schema.academic_information.id is 'The record.';
comment on column user_schema.academic_information.user_profile_id is 'Profile of the student.';
comment on column user_schema.academic_information.institution_id is 'Where they study; null if it is not known here.';
comment on column user_schema.academic_information.institution_name
is 'Where they study, as they wrote it; null if they did not.';
comment on column user_schema.academic_information.registration_number
is 'Number given by the institution, one student each; null if unknown.';
comment on column user_schema.academic_information.program_id is 'What they study; null if unknown.';
comment on column user_schema.academic_information.department_id is 'Department they belong to; null if unknown.';
comment on column user_schema.academic_information.year_of_study is 'Year they are in, from 1; null if unknown.';
comment on column user_schema.academic_information.academic_year is 'Calendar year they began it; null if unknown.';
comment on column user_schema.academic_information.registration_method is 'How they found their institution.';
comment on column user_schema.academic_information.university_code_used is 'Registration code they gave; null if none.';
comment on column user_schema.academic_information.is_verified is 'The record was checked.';
comment on column user_schema.academic_information.university_verified is 'The institution says that they study there.';
comment on column user_schema.academic_information.national_id_verified
is 'The number of the identity card was checked.';
comment on column user_schema.academic_information.gender is 'M, F or O; null if they did not say.';
comment on column user_schema.academic_information.skills is 'What they can do: an array of words.';
comment on column user_schema.academic_information.interests is 'What they would like to do: an array of words.';
comment on column user_schema.academic_information.internship_status is 'How far they are with an internship.';
comment on column user_schema.academic_information.resume is 'Path or URL of their résumé; null if none.';
comment on column user_schema.academic_information.created_at is 'When the row was made.';
comment on column user_schema.academic_information.updated_at is 'When the row was last changed; kept by a trigger.';
comment on column user_schema.academic_information.is_deleted is 'The record is closed.';
comment on column user_schema.academic_information.deleted_at is 'When it was closed; null while it is not.';
