-- platform/0040_role_permissions.sql
-- what: what a role may do at a school unless its membership says otherwise.
-- requires: platform/0010_schema.sql
-- why: rows, so that an operator can change a default without a script. A membership gets a copy when it is made, and
--      keeps it.

create table platform.role_permissions (
    role text not null,
    permissions jsonb not null default '[]',
    constraint role_permissions_pkey primary key (role),
    constraint role_permissions_role_check check (
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
    constraint role_permissions_permissions_check check (jsonb_typeof(permissions) = 'array')
);

alter table platform.role_permissions enable row level security;
alter table platform.role_permissions force row level security;

comment on table platform.role_permissions
is 'Permissions that a new membership of a role begins with, one row a role.';
comment on column platform.role_permissions.role is 'Role at a school.';
comment on column platform.role_permissions.permissions
is 'Array of strings: area.action, area.* for all actions of an area, * for everything.';
