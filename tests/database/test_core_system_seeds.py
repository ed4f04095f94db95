"""The seeds of core: safe to run twice, and a demo world whose people see what they are said to see."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.conftest import CloneOf
from tests.support import projects
from tests.support.core_world import Db, one
from toolkit.io.files import read_project
from toolkit.verbs.apply import Options
from toolkit.verbs.seed import seed

PERSONAS = tomllib.loads((projects.ROOT / "policies/core/access.toml").read_text(encoding="utf-8"))
TABLES = (
    "tenants",
    "users",
    "user_profiles",
    "roles",
    "role_bindings",
    "permissions",
    "permission_bindings",
    "platforms",
    "platform_credentials",
    "user_platform_bindings",
    "audit_events",
)


@pytest.fixture
def url(clone_of: CloneOf) -> str:
    return clone_of("core", demo=True)


@pytest.fixture
def demo(url: str) -> Iterator[Db]:
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def answer(db: Db, who: str) -> list[tuple[object, ...]]:
    """What the question of ``toolkit demo`` gives that persona."""
    persona = PERSONAS["personas"][who]
    with db.transaction(force_rollback=True):
        db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(persona["claims"])])
        db.execute("set local role authenticated")
        return db.execute(PERSONAS["demo"]["sql"]).fetchall()


def test_there_is_a_row_of_every_kind_and_none_more_after_the_second_time(demo: Db, url: str, tmp_path: Path) -> None:
    def counts() -> dict[str, int]:
        return {table: one(demo, f"select count(*) from core.{table}") for table in TABLES}

    before = counts()
    project = read_project(projects.only("core", tmp_path), {})
    seed(url, project, (), Options(), lambda message: None, demo=True, again=True)

    assert min(before.values()) > 0
    assert counts() == before


def test_the_operator_has_the_id_that_the_functions_know(demo: Db) -> None:
    assert one(demo, "select slug from core.tenants where id = core.operator_tenant_id()") == "operator"


def test_no_entry_is_left_in_the_default_partition(demo: Db) -> None:
    assert one(demo, "select count(*) from core.audit_events_default") == 0


def test_each_persona_of_the_demo_is_somebody_and_sees_what_their_description_says(demo: Db) -> None:
    seen = {who: answer(demo, who) for who in PERSONAS["personas"] if who != "anon"}

    assert {who: len(rows) for who, rows in seen.items()} == {
        "stranger": 0,
        "adaeze": 7,
        "bilal": 1,
        "sunita": 7,
        "viktor": 7,
        "tariq": 7,
        "wanda": 1,
        "xenia": 1,
        "gil": 1,
        "sana": 2,
        "olga": 1,
    }
    assert ("Tariq Aziz", "agent") in seen["adaeze"]
    assert seen["wanda"] == [("Wanda Ilves", "")]
