-- platform/0045_school_memberships.sql
-- what: one row per person and school they belong to.
-- requires: platform/0030_platform_users.sql
-- why: what somebody may do at a school is read from here, never from a token: a membership that was taken away is gone
--      at once. Name and subdomain of the school are copies (0060), so that the list of somebody's schools is one read.

create table platform.school_memberships (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    school_id uuid not null,
    school_name text not null,
    school_subdomain text not null,
    role text not null,
    permissions jsonb not null default '[]',
    joined_date timestamptz not null default now(),
    status text not null default 'active',
    student_id text,
    current_grade text,
    admission_date timestamptz,
    graduation_date timestamptz,
    employee_id text,
    department text,
    hire_date timestamptz,
    contract_type text,
    children_ids jsonb not null default '[]',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint school_memberships_pkey primary key (id),
    constraint school_memberships_user_id_school_id_key unique (user_id, school_id),
    constraint school_memberships_user_id_fkey
    foreign key (user_id) references platform.platform_users (id) on delete cascade,
    constraint school_memberships_school_id_fkey
    foreign key (school_id) references platform.schools (id) on delete cascade,
    constraint school_memberships_role_check check (
        role in (
            'principal',
            'deputy_principal',
            'academic_head',
            'department_head',
            'teacher',
            'form_teacher',
            'registrar',
            'bursar',
            'librarian',
            'it_support',
            'security',
            'parent',
            'student'
        )
    ),
    constraint school_memberships_permissions_check check (jsonb_typeof(permissions) = 'array'),
    constraint school_memberships_status_check check (
        status in ('active', 'inactive', 'suspended', 'pending_verification', 'archived')
    ),
    constraint school_memberships_student_id_check check (char_length(student_id) <= 50),
    constraint school_memberships_current_grade_check check (char_length(current_grade) <= 20),
    constraint school_memberships_employee_id_check check (char_length(employee_id) <= 50),
    constraint school_memberships_department_check check (char_length(department) <= 100),
    constraint school_memberships_contract_type_check check (
        contract_type in ('permanent', 'temporary', 'contract')
    ),
    constraint school_memberships_children_ids_check check (jsonb_typeof(children_ids) = 'array')
);

alter table platform.school_memberships enable row level security;
alter table platform.school_memberships force row level security;

-- A page of a school is read in this order, whoever is on it ...
create index school_memberships_school_id_user_id_idx on platform.school_memberships (school_id, user_id);

-- ... or only some roles of it.
create index school_memberships_school_id_status_role_user_id_idx
on platform.school_memberships (school_id, status, role, user_id);

create index school_memberships_role_idx on platform.school_memberships (role);
create index school_memberships_status_idx on platform.school_memberships (status);

-- Numbers that a school gives are known from outside: somebody asks for one.
create index school_memberships_student_id_idx
on platform.school_memberships (student_id)
where student_id is not null;

create index school_memberships_employee_id_idx
on platform.school_memberships (employee_id)
where employee_id is not null;

create trigger tg_900_set_updated_at
before update on platform.school_memberships
for each row execute function common.tg__set_updated_at();

comment on table platform.school_memberships is 'Who belongs to which school, and as what; one row a pair.';
comment on column platform.school_memberships.id is 'The membership.';
comment on column platform.school_memberships.user_id is 'Who belongs to the school.';
comment on column platform.school_memberships.school_id is 'School they belong to.';
comment on column platform.school_memberships.school_name is 'Copy of the name of the school; kept by a trigger.';
comment on column platform.school_memberships.school_subdomain
is 'Copy of the subdomain of the school; kept by a trigger.';
comment on column platform.school_memberships.role is 'What they are there.';
comment on column platform.school_memberships.permissions
is 'What they may do there, as in role_permissions, from where a new one gets its default; an array of strings.';
comment on column platform.school_memberships.joined_date is 'When it began.';
comment on column platform.school_memberships.status is 'Only an active membership gives any right.';
comment on column platform.school_memberships.student_id is 'Number that the school gave a student; null if none.';
comment on column platform.school_memberships.current_grade is 'Grade of a student as the school calls it.';
comment on column platform.school_memberships.admission_date is 'When a student was admitted.';
comment on column platform.school_memberships.graduation_date is 'When a student finished, or is expected to.';
comment on column platform.school_memberships.employee_id is 'Number that the school gave an employee; null if none.';
comment on column platform.school_memberships.department is 'Department of an employee as the school calls it.';
comment on column platform.school_memberships.hire_date is 'When an employee was hired.';
comment on column platform.school_memberships.contract_type is 'Contract of an employee; null if unknown.';
comment on column platform.school_memberships.children_ids
is 'Children of a parent: an array of ids of platform_users.';
comment on column platform.school_memberships.created_at is 'When the row was made.';
comment on column platform.school_memberships.updated_at is 'When the row was last changed; kept by a trigger.';
