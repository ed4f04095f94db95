-- institution/0050_institution_memberships.sql
-- what: one row per person and institution they belong to.
-- requires: institution/0020_institutions.sql
-- why: what somebody may do at an institution is read from here, never from a token: a membership that was taken away
--      is gone at once. The key to the person is in 0090, because profiles belong to the user service.

create table institution_schema.institution_memberships (
    id uuid not null default gen_random_uuid(),
    user_profile_id uuid not null,
    institution_id uuid not null,
    role text not null,
    status text not null default 'pending',
    joined_at timestamptz not null default now(),
    left_at timestamptz,
    student_id text not null default '',
    department text not null default '',
    position text not null default '',
    year_of_study integer,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint institution_memberships_pkey primary key (id),
    constraint institution_memberships_user_profile_id_institution_id_key unique (user_profile_id, institution_id),
    constraint institution_memberships_institution_id_fkey
    foreign key (institution_id) references institution_schema.institutions (id) on delete cascade,
    constraint institution_memberships_role_check check (role in ('student', 'faculty', 'admin', 'staff')),
    constraint institution_memberships_status_check check (status in ('active', 'inactive', 'pending', 'suspended'))
);

alter table institution_schema.institution_memberships enable row level security;
alter table institution_schema.institution_memberships force row level security;

-- For the members of an institution: its active students, its admins.
create index institution_memberships_institution_id_role_status_idx
on institution_schema.institution_memberships (institution_id, role, status);

create trigger tg_900_set_updated_at
before update on institution_schema.institution_memberships
for each row execute function common.tg__set_updated_at();

comment on table institution_schema.institution_memberships
is 'Who belongs to which institution, and as what; one row a pair.';
comment on column institution_schema.institution_memberships.id is 'The membership.';
comment on column institution_schema.institution_memberships.user_profile_id is 'Profile of the member.';
comment on column institution_schema.institution_memberships.institution_id is 'Institution they belong to.';
comment on column institution_schema.institution_memberships.role
is 'What they are there; admin and staff see its members.';
comment on column institution_schema.institution_memberships.status is 'Only an active membership gives any right.';
comment on column institution_schema.institution_memberships.joined_at is 'When it began.';
comment on column institution_schema.institution_memberships.left_at is 'When it ended; null while it lasts.';
comment on column institution_schema.institution_memberships.student_id
is 'Number given by the institution; empty if none.';
comment on column institution_schema.institution_memberships.department
is 'Department as the institution calls it; empty if none.';
comment on column institution_schema.institution_memberships.position
is 'Post held by faculty, staff or admin; empty if none.';
comment on column institution_schema.institution_memberships.year_of_study
is 'Year of a student; null for everybody else.';
comment on column institution_schema.institution_memberships.created_at is 'When the row was made.';
comment on column institution_schema.institution_memberships.updated_at
is 'When the row was last changed; kept by a trigger.';
