"""Worlds that nobody thought of: who sees and reaches what, against the rules said once more in Python."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.conftest import CloneOf
from tests.support import oneclass_world as world
from tests.support.edulink_world import Db
from tests.support.oneclass_matrix import MEMBERS, PERSONS, SCHOOLS

LEADERS = ("principal", "deputy_principal")
OFFICE = (*LEADERS, "registrar")
CLASS = (*LEADERS, "academic_head", "department_head", "teacher", "form_teacher")
OTHERS = ("bursar", "librarian", "it_support", "security")
FAMILY = ("student", "parent")
ROLES = (*OFFICE, *CLASS[2:], *OTHERS, *FAMILY, *FAMILY, *FAMILY)  # families are more
STATUSES = (*["active"] * 5, "inactive", "suspended", "pending_verification", "archived")


@dataclass(frozen=True, slots=True)
class Member:
    """A membership."""

    id: UUID
    person: UUID
    school: UUID
    role: str
    status: str
    children: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Everybody and everything: active schools, people with their platform role and status, memberships."""

    schools: dict[UUID, bool]
    people: dict[UUID, tuple[str, bool]]
    members: tuple[Member, ...]

    def is_super(self, me: UUID) -> bool:
        return self.people[me] == ("super_admin", True)

    def works_at(self, me: UUID, roles: Iterable[str]) -> set[UUID]:
        """Active schools where *me* has an active membership in one of these roles."""
        return {
            m.school
            for m in self.members
            if m.person == me and self.people[me][1] and m.status == "active" and self.schools[m.school]
            if m.role in roles
        }

    def children(self, me: UUID) -> set[Member]:
        """Memberships of the children of *me*, at the school that says so."""
        at = self.works_at(me, ["parent"])
        named = {(m.school, child) for m in self.members if m.person == me and m.school in at for child in m.children}
        return {m for m in self.members if m.role == "student" and (m.school, m.person) in named}

    def members_seen(self, me: UUID) -> set[Member]:
        teaches, registers = self.works_at(me, CLASS), self.works_at(me, ["registrar"])
        return self.children(me) | {
            m
            for m in self.members
            if self.is_super(me)
            or (m.person == me and self.people[me][1])
            or m.school in teaches
            or (m.school in registers and m.role in FAMILY)
        }

    def people_seen(self, me: UUID) -> set[UUID]:
        if self.is_super(me):
            return set(self.people)
        teaches, office = self.works_at(me, CLASS), self.works_at(me, OFFICE)
        colleagues = {
            m.person for m in self.members if m.school in office or (m.school in teaches and m.role != "parent")
        }
        return colleagues | {m.person for m in self.children(me)} | ({me} if self.people[me][1] else set())

    def members_written(self, me: UUID) -> set[Member]:
        leads, registers = self.works_at(me, LEADERS), self.works_at(me, ["registrar"])
        return {
            m
            for m in self.members
            if self.is_super(me) or m.school in leads or (m.school in registers and m.role in FAMILY)
        }

    def people_written(self, me: UUID) -> set[UUID]:
        if self.is_super(me):
            return set(self.people)
        leads = self.works_at(me, LEADERS)
        led = {m.person for m in self.members if m.school in leads and m.status != "archived"}
        return {person for person in led if self.people[person][0] != "super_admin"} | (
            {me} if self.people[me][1] else set()
        )

    def shown(self, me: UUID) -> set[Member]:
        """What functions show of `members_seen`: only with the person, and to registrars nothing of the staff."""
        registers = self.works_at(me, ["registrar"])
        return {
            m
            for m in self.members_seen(me)
            if m.person in self.people_seen(me)
            if self.is_super(me) or m.school not in registers or m.role in FAMILY
        }

    def listed(self, me: UUID, school: UUID) -> set[Member]:
        return {m for m in self.shown(me) if m.status == "active" and m.school == school}

    def found(self, me: UUID) -> set[Member]:
        """Searches are for those who work at a school, there."""
        at = self.works_at(me, (*OFFICE, *CLASS))
        return {m for m in self.shown(me) if self.is_super(me) or m.school in at}


@pytest.fixture
def db(clone_of: CloneOf) -> Iterator[Db]:
    with psycopg.connect(clone_of("oneclass"), autocommit=True) as connection:
        yield connection


def made_up(db: Db, random: Random) -> World:
    """Insert a small world in which everything happens."""
    schools = {}
    for _ in range(4):
        status = random.choice(("active", "active", "active", "inactive", "suspended"))
        schools[world.a_school(db, status=status)] = status == "active"
    people = {}
    for _ in range(14):
        role, status = random.choice(("student", "teacher", "school_admin", "super_admin")), random.choice(STATUSES)
        people[world.a_person(db, last_name="Tester", platform_role=role, status=status)] = (role, status == "active")
    members = []
    for person in people:
        for school in random.sample(list(schools), random.choice((0, 1, 1, 2, 2, 3))):
            role, status = random.choice(ROLES), random.choice(STATUSES)
            children = tuple(random.sample(list(people), 4)) if random.random() < 0.8 else ()
            id_ = world.a_membership(
                db, person, school, role=role, status=status, children_ids=[*map(str, children), str(uuid4())]
            )
            members.append(Member(id_, person, school, role, status, children))
    return World(schools, people, tuple(members))


def ids(db: Db, statement: str) -> set[UUID | None]:
    return {id_ for (id_,) in db.execute(statement)}


def ids_of(members: Iterable[Member]) -> set[UUID | None]:
    return {m.id for m in members}


@pytest.mark.parametrize("seed", range(12))
def test_everybody_sees_and_reaches_what_the_rules_say(db: Db, seed: int) -> None:
    here = made_up(db, Random(seed))

    for me in here.people:
        everything = here.is_super(me)
        led = set(here.schools) if everything else here.works_at(me, LEADERS)
        with db.transaction(force_rollback=True):
            db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps({"sub": str(me)})])
            db.execute("set local role authenticated")

            schools = set(here.schools) if everything else here.works_at(me, ROLES)
            assert ids(db, f"select id from {SCHOOLS}") == schools
            assert ids(db, f"select id from {MEMBERS}") == ids_of(here.members_seen(me))
            assert ids(db, f"select id from {PERSONS}") == here.people_seen(me)
            for school in here.schools:
                page = f"select membership_id from platform.bulk_get_school_users('{school}', null, 1000)"
                assert ids(db, page) == ids_of(here.listed(me, school))
            search = "select membership_id from platform.search_users('tester', null, null, 100)"
            assert ids(db, search) - {None} == ids_of(here.found(me))

            assert ids(db, f"update {SCHOOLS} set phone = '1' returning id") == led
            assert ids(db, f"update {PERSONS} set first_name = 'x' returning id") == here.people_written(me)
            assert ids(db, f"update {MEMBERS} set department = 'x' returning id") == ids_of(here.members_written(me))
            assert ids(db, f"delete from {MEMBERS} returning id") == ids_of(m for m in here.members if m.school in led)
