-- user/0032_employer_information.sql
-- what: one row per person who offers internships: the company they do it for.
-- requires: user/0020_user_profiles.sql
-- why: only employers have one.

create table user_schema.employer_information (
    id uuid not null default gen_random_uuid(),
    user_profile_id uuid not null,
    company_name text not null,
    company_description text not null default '',
    industry text not null default '',
    website text,
    location text not null default '',
    company_size text,
    department text,
    position text,
    is_verified boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint employer_information_pkey primary key (id),
    constraint employer_information_user_profile_id_key unique (user_profile_id),
    constraint employer_information_user_profile_id_fkey
    foreign key (user_profile_id) references user_schema.user_profiles (id) on delete cascade,
    constraint employer_information_company_size_check check (
        company_size in ('1-10', '11-50', '51-200', '201-500', '501-1000', '1000+')
    )
);

alter table user_schema.employer_information enable row level security;
alter table user_schema.employer_information force row level security;

create trigger tg_900_set_updated_at
before update on user_schema.employer_information
for each row execute function common.tg__set_updated_at();

comment on table user_schema.employer_information is 'Whom employers hire for, one row per employer.';
comment on column user_schema.employer_information.id is 'The record.';
comment on column user_schema.employer_information.user_profile_id is 'Profile of the employer.';
comment on column user_schema.employer_information.company_name is 'Name of the company.';
comment on column user_schema.employer_information.company_description is 'What it says about itself.';
comment on column user_schema.employer_information.industry is 'What it does; empty if unknown.';
comment on column user_schema.employer_information.website is 'URL; null if none.';
comment on column user_schema.employer_information.location is 'Where it is; empty if unknown.';
comment on column user_schema.employer_information.company_size is 'How many work there; null if unknown.';
comment on column user_schema.employer_information.department is 'Department the person works in; null if unknown.';
comment on column user_schema.employer_information.position is 'Post the person holds; null if unknown.';
comment on column user_schema.employer_information.is_verified is 'A super admin has checked that it exists.';
comment on column user_schema.employer_information.created_at is 'When the row was made.';
comment on column user_schema.employer_information.updated_at is 'When the row was last changed; kept by a trigger.';
