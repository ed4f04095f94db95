"""
Schools full of people, made by set-based SQL, and one of each kind who asks about them.

Everybody's id is a hash of their school and number: no order in the tables is an order of ids, and the ids of the first
schools are the same however many there are.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from tests.support.projects import only, run_apply
from toolkit.io import db

from .stage import Stage

SIZES = (100, 10_000)  # schools, and people of each
FEW = 10  # schools in the smaller database: whatever costs more in the larger one grows with the others


@dataclass(frozen=True, slots=True)
class Person:
    """
    Somebody who asks.

    ``id`` and ``school`` are what they ask with. ``visible`` is the condition on ``school_memberships as m`` that says
    without row security what they see: what somebody would write who knows their role; ``known`` the same where the
    person behind the membership must be seen as well.
    """

    name: str
    id: UUID
    school: UUID
    visible: str
    known: str


# One school: everybody has a number, which says what they are. A school of fewer than 50 has no parents.
SCHOOL = """
with people as materialized (
    select
        md5(format('person %%s %%s', %(school)s, k))::uuid as id,
        format('person%%s.of%%s@example.org', k, %(school)s) as email,
        (array['Ada', 'Ben', 'Chipo', 'Dube', 'Eve', 'Farai', 'Grace', 'Hope'])[1 + k %% 8] as first_name,
        -- A thousand names, each in every school.
        (array['Ba', 'Che', 'Di', 'Fo', 'Gu', 'Ha', 'Ki', 'Lo', 'Mu', 'Nya'])[1 + k / 8 %% 10]
        || (array['ban', 'cira', 'dzi', 'fara', 'gomo', 'hwe', 'kuru', 'lani', 'moyo', 'ndo'])[1 + k / 80 %% 10]
        || (array['ba', 'da', 'la', 'ma', 'ne', 'ra', 'shi', 'ta', 'wa', 'zi'])[1 + k / 800 %% 10] as last_name,
        case
            when k = 1 then 'principal'
            when k = 2 then 'registrar'
            when k = 3 or k %% 25 = 0 then 'teacher'
            when k %% 100 = 1 then 'bursar'
            when k %% 5 = 4 and k > 30 then 'parent'
            else 'student'
        end as role,
        k
    from generate_series(1, %(size)s) as k
),

users as (
    insert into platform.platform_users (id, email, first_name, last_name, platform_role, primary_school_id)
    select
        id, email, first_name, last_name,
        case role when 'principal' then 'school_admin' when 'bursar' then 'staff' else role end,
        (select s.id from platform.schools as s where s.subdomain = format('school%%s', %(school)s))
    from people
)

insert into platform.school_memberships (
    id, user_id, school_id, school_name, school_subdomain, role, permissions, student_id, children_ids
)
select
    md5(format('membership %%s %%s', %(school)s, p.k))::uuid, p.id, s.id, s.name, s.subdomain, p.role, r.permissions,
    case when p.role = 'student' then format('S%%s-%%s', %(school)s, p.k) end,
    case
        when p.role <> 'parent' then '[]'
        else jsonb_build_array(
            md5(format('person %%s %%s', %(school)s, p.k - 1))::uuid,
            md5(format('person %%s %%s', %(school)s, p.k - 2))::uuid
        )
    end
from people as p
join platform.role_permissions as r on r.role = p.role
join platform.schools as s on s.subdomain = format('school%%s', %(school)s)
"""

SCHOOLS = """
insert into platform.schools (id, name, subdomain)
select md5('school ' || k)::uuid, 'School ' || k, 'school' || k
from generate_series(%s::integer, %s::integer) as k
"""

# A super admin of no school, and what everybody over HTTP is compared with: a function that does nothing.
BESIDES = """
insert into platform.platform_users (id, email, first_name, last_name, platform_role)
values (md5('super admin')::uuid, 'super.admin@example.org', 'Super', 'Admin', 'super_admin');

create schema nothing;
grant usage on schema nothing to authenticated, service_role;
create function nothing.nothing() returns jsonb language plpgsql stable set search_path = '' as $$
begin
    return '{}'::jsonb;
end;
$$;
grant execute on function nothing.nothing() to authenticated, service_role;
-- So that somebody asks over HTTP whom row security does not bind.
grant usage on schema platform to service_role;
grant select on platform.school_memberships, platform.platform_users to service_role;
"""


def person_id(school: int, number: int) -> UUID:
    """The id of somebody, as `SCHOOL` makes it."""
    return UUID(md5(f"person {school} {number}".encode()).hexdigest())


def people() -> tuple[Person, ...]:
    """One of each kind, all of the first school but for the last two."""
    school = UUID(md5(b"school 1").hexdigest())
    here = f"m.school_id = '{school}'"
    registrar, parent, student = (person_id(1, number) for number in (2, 34, 5))
    of_registrar = f"{here} and (m.role in ('student', 'parent') or m.user_id = '{registrar}')"
    family = ", ".join(f"'{person_id(1, number)}'" for number in (32, 33, 34))
    of_parent = f"{here} and m.user_id in ({family})"
    of_student = f"{here} and m.user_id = '{student}'"
    return (
        Person("principal", person_id(1, 1), school, here, here),
        Person("teacher", person_id(1, 3), school, here, f"{here} and m.role <> 'parent'"),
        Person("registrar", registrar, school, of_registrar, of_registrar),
        Person("parent", parent, school, of_parent, of_parent),
        Person("student", student, school, of_student, of_student),
        Person("super admin", UUID(md5(b"super admin").hexdigest()), school, "true", "true"),
        Person("stranger", UUID(int=0xDEAD), school, "false", "false"),
    )


def fill(url: str, first: int, last: int, size: int) -> None:
    """
    Make the schools with these numbers, each in a transaction of its own, over as many connections as there are cores.

    *url* is a superuser's, who may become any role without being made a member of it, which would stay. They come in
    as rows of the migration do, for which the trigger steps aside that chooses a primary school: these have one.
    All others fire, and the rule that a primary school is one of the person's own is asked of each.
    """
    with db.connected(url) as conn:
        migrating(conn).execute(SCHOOLS, (first, last))
    jobs = os.cpu_count() or 1
    with ThreadPoolExecutor(jobs) as pool:
        shares = [pool.submit(fill_some, url, range(first + job, last + 1, jobs), size) for job in range(jobs)]
        for share in shares:
            share.result()


def fill_some(url: str, numbers: Iterable[int], size: int) -> None:
    """Make the people of the schools with these numbers."""
    with db.connected(url) as conn:
        migrating(conn)
        for number in numbers:
            conn.execute(SCHOOL, {"school": number, "size": size})


def migrating(conn: db.Connection) -> db.Connection:
    """*conn*, which brings in rows from now on."""
    conn.execute("set role migration_role")
    conn.execute("set migration.active = 'on'")
    return conn


def applied(on: Stage, name: str) -> None:
    """Put OneClass, and what stands beside it here, into the database *name*."""
    with TemporaryDirectory() as folder:
        run_apply(only("oneclass", Path(folder)), on.url(name))
    with db.connected(on.url(name)) as conn:
        db.run(conn, BESIDES)


def settle(on: Stage, name: str) -> None:
    """Do what autovacuum would have done by the time anybody asks."""
    with db.connected(on.server.admin_url(name)) as conn:
        conn.execute("vacuum (analyze)")
        conn.execute("checkpoint")
