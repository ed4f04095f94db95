"""The same database with policies as one would write them first: a function is called for each row."""

from __future__ import annotations

from tests.support import servers
from toolkit.io import db

from .stage import Stage

# All that there is to ask is asked about each row. The answers are those of the repository's policies.
NAIVE = """
create schema naive;
grant usage on schema naive to authenticated;

create function naive.may_see(id uuid, person uuid, school uuid, role text)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
    return may_see.person = platform.current_user_id()
        or platform.is_super_admin()
        or exists (
            select
            from platform.school_memberships as own
            join platform.schools as s on s.id = own.school_id
            where
                own.user_id = platform.current_user_id()
                and own.school_id = may_see.school
                and own.status = 'active'
                and s.status = 'active'
                and (
                    own.role in (
                        'principal', 'deputy_principal', 'academic_head', 'department_head', 'teacher', 'form_teacher'
                    )
                    or (own.role = 'registrar' and may_see.role in ('student', 'parent'))
                    or (
                        own.role = 'parent' and may_see.role = 'student'
                        and own.children_ids ? may_see.person::text
                    )
                )
        );
end;
$$;

create function naive.may_see_person(person uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
    return may_see_person.person = platform.current_user_id()
        or platform.is_super_admin()
        or exists (
            select
            from platform.school_memberships as m
            join platform.school_memberships as own on own.school_id = m.school_id
            join platform.schools as s on s.id = own.school_id
            where
                m.user_id = may_see_person.person
                and own.user_id = platform.current_user_id()
                and own.status = 'active'
                and s.status = 'active'
                and (
                    own.role in ('principal', 'deputy_principal', 'registrar')
                    or (
                        own.role in ('academic_head', 'department_head', 'teacher', 'form_teacher')
                        and m.role <> 'parent'
                    )
                    or (own.role = 'parent' and m.role = 'student' and own.children_ids ? m.user_id::text)
                )
        );
end;
$$;
grant execute on all functions in schema naive to authenticated;

alter policy school_memberships_select_school on platform.school_memberships
using (naive.may_see(id, user_id, school_id, role));
alter policy platform_users_select_school on platform.platform_users using (naive.may_see_person(id));
"""


def naive(on: Stage, name: str) -> str:
    """The name of a copy of the database *name* with policies that call a function for each row."""
    copy = servers.clone(on.admin, name)
    with db.connected(on.url(copy)) as conn:
        db.run(conn, NAIVE)
    return copy
