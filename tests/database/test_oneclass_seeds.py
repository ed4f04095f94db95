"""The seeds of OneClass: safe to run twice, and a demo world that shows every case that its readers will ask about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.support.edulink_world import Db, one

ROOT = Path(__file__).parents[2]
TABLES = ("schools", "platform_users", "school_memberships", "role_permissions", "cache_limits")


@pytest.fixture
def db(oneclass_db: str) -> Iterator[Db]:
    with psycopg.connect(oneclass_db, autocommit=True) as connection:
        yield connection


@pytest.fixture
def demo(db: Db) -> Db:
    """A database with reference and demo rows."""
    seed(db, "seeds/oneclass")
    seed(db, "seeds/oneclass/demo")
    return db


def seed(db: Db, folder: str) -> None:
    for file in sorted((ROOT / folder).glob("*.sql")):
        with db.transaction():
            db.execute(file.read_bytes())


def snapshot(db: Db) -> dict[str, list[tuple[object, ...]]]:
    """All rows of each table, with the transaction that wrote each."""
    return {
        table: db.execute(
            sql.SQL("select t.xmin::text, t::text from platform.{} as t order by 2").format(sql.Identifier(table))
        ).fetchall()
        for table in TABLES
    }


def test_running_all_seeds_twice_touches_nothing(demo: Db) -> None:
    before = snapshot(demo)

    seed(demo, "seeds/oneclass")
    seed(demo, "seeds/oneclass/demo")

    assert snapshot(demo) == before
    assert [len(before[table]) for table in TABLES] == [3, 20, 19, 13, 7]


def test_every_role_has_its_permissions_and_what_an_operator_changed_stays(db: Db) -> None:
    db.execute("""update platform.role_permissions set permissions = '["fees.*"]' where role = 'bursar'""")
    db.execute("update platform.cache_limits set seconds = 1 where answer = 'school_info'")

    seed(db, "seeds/oneclass")

    assert one(db, "select permissions from platform.role_permissions where role = 'bursar'") == ["fees.*"]
    assert one(db, "select seconds from platform.cache_limits where answer = 'school_info'") == 1
    known = one(
        db,
        "select pg_get_constraintdef(oid) from pg_constraint"
        " where conrelid = 'platform.school_memberships'::regclass and conname = 'school_memberships_role_check'",
    )
    roles = [row[0] for row in db.execute("select role from platform.role_permissions").fetchall()]
    assert len(roles) == known.count("::text,") + 1
    assert all(f"'{role}'" in known for role in roles)


def test_the_limits_are_those_of_the_document(db: Db) -> None:
    limits = dict(db.execute("select answer, seconds from platform.cache_limits").fetchall())

    assert limits == {
        "user_context": 300,
        "school_info": 900,
        "clerk_validation": 300,
        "subdomain_mapping": 1800,
        "permissions": 600,
        "features": 1800,
        "minimal_context": 120,
    }


def test_the_demo_has_every_case_that_its_readers_ask_about(demo: Db) -> None:
    for question in (
        "select from platform.platform_users where platform_role = 'super_admin'",
        "select from platform.platform_users where status = 'suspended'",
        "select from platform.platform_users where clerk_integration ? 'clerk_user_id'",
        "select from platform.school_memberships where status = 'suspended'",
        "select from platform.school_memberships where status = 'pending_verification'",
        "select from platform.schools where status <> 'active'",
        "select from platform.school_memberships group by user_id having count(*) > 1",
        "select from platform.platform_users where id not in (select user_id from platform.school_memberships)",
    ):
        assert demo.execute(question).rowcount > 0, question
    roles = {row[0] for row in demo.execute("select role from platform.school_memberships").fetchall()}
    assert {"principal", "deputy_principal", "registrar", "teacher", "bursar", "parent", "student"} <= roles


def test_every_child_of_the_demo_is_a_student_of_the_same_school(demo: Db) -> None:
    strays = demo.execute(
        "select p.user_id from platform.school_memberships as p, jsonb_array_elements_text(p.children_ids) as e (id)"
        " where not exists (select from platform.school_memberships as c"
        "  where c.user_id::text = e.id and c.school_id = p.school_id and c.role = 'student')"
    ).fetchall()

    assert strays == []
