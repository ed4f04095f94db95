-- institution/0030_programs.sql
-- what: one row per program of study.
-- requires: institution/0025_departments.sql
-- why: the key to the department carries the institution along, so that both always agree.

create table institution_schema.programs (
    id uuid not null default gen_random_uuid(),
    institution_id uuid not null,
    department_id uuid,
    name text not null,
    code text not null,
    description text not null default '',
    degree_type text not null default 'other',
    duration_months integer,
    credits_required integer,
    is_active boolean not null default true,
    metadata jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint programs_pkey primary key (id),
    constraint programs_institution_id_code_key unique (institution_id, code),
    constraint programs_institution_id_fkey
    foreign key (institution_id) references institution_schema.institutions (id) on delete cascade,
    constraint programs_department_id_fkey
    foreign key (department_id, institution_id) references institution_schema.departments (id, institution_id)
    on delete set null (department_id),
    constraint programs_code_check check (code = upper(code)),
    constraint programs_degree_type_check check (
        degree_type in ('certificate', 'diploma', 'associate', 'bachelor', 'master', 'doctorate', 'other')
    ),
    constraint programs_duration_months_check check (duration_months > 0),
    constraint programs_metadata_check check (jsonb_typeof(metadata) = 'object')
);

alter table institution_schema.programs enable row level security;
alter table institution_schema.programs force row level security;

-- For the programs of a department, and for its key.
create index programs_department_id_institution_id_idx
on institution_schema.programs (department_id, institution_id);

create trigger tg_900_set_updated_at
before update on institution_schema.programs
for each row execute function common.tg__set_updated_at();

comment on table institution_schema.programs is 'Programs of study, one row each.';
comment on column institution_schema.programs.id is 'The program, in every service.';
comment on column institution_schema.programs.institution_id is 'Institution that offers it.';
comment on column institution_schema.programs.department_id
is 'Department of the same institution that teaches it; null if none does.';
comment on column institution_schema.programs.name is 'Name as printed on the degree.';
comment on column institution_schema.programs.code is 'Short upper-case name, unique within the institution.';
comment on column institution_schema.programs.description is 'What it teaches.';
comment on column institution_schema.programs.degree_type is 'What a graduate holds.';
comment on column institution_schema.programs.duration_months is 'Months to the degree; null if unknown.';
comment on column institution_schema.programs.credits_required is 'Credits to the degree; null if not counted.';
comment on column institution_schema.programs.is_active is 'Takes new students.';
comment on column institution_schema.programs.metadata is 'What other systems know about it.';
comment on column institution_schema.programs.created_at is 'When the row was made.';
comment on column institution_schema.programs.updated_at is 'When the row was last changed; kept by a trigger.';
