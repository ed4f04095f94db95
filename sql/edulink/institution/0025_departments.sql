-- institution/0025_departments.sql
-- what: one row per department of an institution.
-- requires: institution/0020_institutions.sql
-- why: programs and students are at home in one, and institutions write to it rather than to a person.

create table institution_schema.departments (
    id uuid not null default gen_random_uuid(),
    institution_id uuid not null,
    name text not null,
    code text not null,
    description text not null default '',
    head_name text not null default '',
    email text not null default '',
    phone_number text not null default '',
    is_active boolean not null default true,
    metadata jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint departments_pkey primary key (id),
    constraint departments_institution_id_code_key unique (institution_id, code),
    -- What a program points at, so that it cannot name a department of another institution.
    constraint departments_id_institution_id_key unique (id, institution_id),
    constraint departments_institution_id_fkey
    foreign key (institution_id) references institution_schema.institutions (id) on delete cascade,
    constraint departments_code_check check (code = upper(code) and char_length(code) <= 24),
    constraint departments_metadata_check check (jsonb_typeof(metadata) = 'object')
);

alter table institution_schema.departments enable row level security;
alter table institution_schema.departments force row level security;

create trigger tg_900_set_updated_at
before update on institution_schema.departments
for each row execute function common.tg__set_updated_at();

comment on table institution_schema.departments is 'Departments of institutions, one row each.';
comment on column institution_schema.departments.id is 'The department, in every service.';
comment on column institution_schema.departments.institution_id is 'Institution it belongs to.';
comment on column institution_schema.departments.name is 'Name as printed on letters.';
comment on column institution_schema.departments.code is 'Short upper-case name, unique within the institution.';
comment on column institution_schema.departments.description is 'What it teaches and does.';
comment on column institution_schema.departments.head_name is 'Who leads it; empty if unknown.';
comment on column institution_schema.departments.email is 'Address of its office; empty if none.';
comment on column institution_schema.departments.phone_number is 'Number of its office; empty if none.';
comment on column institution_schema.departments.is_active is 'Takes new students.';
comment on column institution_schema.departments.metadata is 'What other systems know about it.';
comment on column institution_schema.departments.created_at is 'When the row was made.';
comment on column institution_schema.departments.updated_at is 'When the row was last changed; kept by a trigger.';
