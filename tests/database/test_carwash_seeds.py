"""The seeds of the car wash: safe to run twice, with any prefixes, and a demo that shows every case."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from tests.support import projects, servers
from tests.support.carwash_people import DEFAULT, OTHER, names
from toolkit.core.ordering import Selection
from toolkit.core.systems import Project
from toolkit.io import db as door
from toolkit.io.files import read_project
from toolkit.verbs.apply import Options, apply
from toolkit.verbs.seed import seed

ACCESS = tomllib.loads((projects.ROOT / "policies/carwash/access.toml").read_text(encoding="utf-8"))
# What is there after reference and demo rows.
ROWS = {
    "users": 8,
    "user_sessions": 3,
    "login_attempts": 0,
    "oauth_providers": 0,
    "services": 3,
    "bookings": 7,
    "booking_services": 9,
    "booking_history": 15,
    "transactions": 3,
    "locations": 2,
    "location_staff": 4,
}


@dataclass(frozen=True, slots=True)
class Demo:
    """A car wash with its demo rows, and how to seed it again."""

    db: psycopg.Connection[Any]
    url: str
    project: Project
    prefixes: Mapping[str, str]

    def table(self, name: str) -> str:
        return names(self.prefixes)(name)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self.db.execute(query, values).fetchall()

    def seed(self) -> None:
        seed(self.url, self.project, (), Options(), lambda _: None, demo=True, again=True)

    def snapshot(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of each table, with the transaction that wrote each."""
        return {
            name: self.rows(f"select t.xmin::text, t::text from {self.table(name)} as t order by 2") for name in ROWS
        }

    def answer(self, persona: str) -> list[tuple[Any, ...]] | str:
        """What a persona gets for the question of the demo, or the SQLSTATE of the refusal."""
        who = ACCESS["personas"][persona]
        with self.db.transaction(force_rollback=True):
            self.db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(who["claims"])])
            self.db.execute(f"set local role {who['role']}")
            try:
                return self.rows(ACCESS["demo"]["sql"])
            except psycopg.errors.InsufficientPrivilege as error:
                return str(error.sqlstate)


@pytest.fixture(scope="module", params=[DEFAULT, OTHER], ids=["prefixes-of-the-design", "other-prefixes"])
def demo(
    request: pytest.FixtureRequest,
    server: servers.Server,
    admin: door.Connection,
    platform_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Demo]:
    """The car wash with reference and demo rows, built with the prefixes of the environment. Tests change nothing."""
    prefixes: dict[str, str] = request.param
    folder: Path = projects.only("carwash", tmp_path_factory.mktemp("carwash"))
    name = servers.clone(admin, platform_template)
    try:
        project = read_project(folder, prefixes)
        apply(server.url(name), project, Selection(), Options(), lambda _: None)
        seed(server.url(name), project, (), Options(), lambda _: None, demo=True, again=False)
        with psycopg.connect(server.url(name), autocommit=True) as db:
            yield Demo(db, server.url(name), project, prefixes)
    finally:
        servers.drop(admin, name)


def test_running_all_seeds_twice_touches_nothing(demo: Demo) -> None:
    before = demo.snapshot()

    demo.seed()

    assert demo.snapshot() == before
    assert {name: len(rows) for name, rows in before.items()} == ROWS


def test_what_somebody_did_in_the_demo_outlives_the_seeds(demo: Demo) -> None:
    with psycopg.connect(demo.url) as db:
        booking = "cc000000-0000-4000-8000-000000000002"
        (system,) = [system for system in demo.project.systems if system.name == "carwash"]
        db.execute(f"update {demo.table('bookings')} set status = 'cancelled' where id = %s", [booking])
        db.execute(f"update {demo.table('services')} set price_cents = 1")
        db.execute(f"update {demo.table('users')} set role = 'client'")
        before = db.execute(f"select xmin::text, id from {demo.table('bookings')} order by id").fetchall()
        for file in (*system.seeds, *system.demo_seeds):
            db.execute(file.text)

        assert db.execute(f"select xmin::text, id from {demo.table('bookings')} order by id").fetchall() == before
        assert db.execute(f"select distinct price_cents from {demo.table('services')}").fetchall() == [(1,)]
        assert db.execute(f"select distinct role from {demo.table('users')}").fetchall() == [("client",)]
        db.rollback()


def test_the_demo_has_a_booking_of_every_status_and_the_steps_that_led_there(demo: Demo) -> None:
    statuses = Counter(row[0] for row in demo.rows(f"select status from {demo.table('bookings')}"))
    steps = demo.rows(
        f"select b.status, array_agg(h.status::text order by array_position("
        f"array['pending','confirmed','in_progress','completed','cancelled'], h.status::text))"
        f" from {demo.table('bookings')} as b join {demo.table('booking_history')} as h on h.booking_id = b.id"
        f" group by b.id"
    )

    assert statuses == {"pending": 2, "confirmed": 2, "in_progress": 1, "completed": 1, "cancelled": 1}
    assert {(status, tuple(way)) for status, way in steps} == {
        ("pending", ("pending",)),
        ("confirmed", ("pending", "confirmed")),
        ("in_progress", ("pending", "confirmed", "in_progress")),
        ("completed", ("pending", "confirmed", "in_progress", "completed")),
        ("cancelled", ("pending", "cancelled")),
    }
    boris = ACCESS["personas"]["boris"]["claims"]["sub"]
    assert demo.rows(f"select distinct changed_by::text from {demo.table('booking_history')}") == [(boris,)]


def test_a_booking_of_the_demo_costs_what_its_services_cost_and_payments_are_of_that(demo: Demo) -> None:
    assert (
        demo.rows(
            f"select b.id from {demo.table('bookings')} as b where b.price_cents <>"
            f" (select sum(l.price_cents) from {demo.table('booking_services')} as l where l.booking_id = b.id)"
            f" or b.service_id not in"
            f" (select l.service_id from {demo.table('booking_services')} as l where l.booking_id = b.id)"
        )
        == []
    )
    assert (
        demo.rows(
            f"select t.id from {demo.table('transactions')} as t left join {demo.table('bookings')} as b"
            f" on b.id = t.booking_id and b.customer_id = t.customer_id and b.price_cents = t.amount_cents"
            f" where b.id is null"
        )
        == []
    )


def test_no_reference_of_the_demo_leads_nowhere(demo: Demo) -> None:
    assert demo.rows("select * from carwash.orphans") == []


def test_no_demo_account_has_a_password(demo: Demo) -> None:
    assert demo.rows(f"select from {demo.table('users')} where password_hash is not null") == []


def test_every_persona_but_two_has_an_account(demo: Demo) -> None:
    accounts = dict(demo.rows(f"select id, email from {demo.table('users')}"))

    known = {
        name: persona["claims"]["email"]
        for name, persona in ACCESS["personas"].items()
        if UUID(persona["claims"].get("sub", str(UUID(int=0)))) in accounts
    }

    assert set(ACCESS["personas"]) - set(known) == {"anon", "stranger"}
    assert sorted(known.values()) == sorted(accounts.values())
    for name, email in known.items():
        assert accounts[UUID(ACCESS["personas"][name]["claims"]["sub"])] == email


def test_there_is_a_persona_of_every_kind(demo: Demo) -> None:
    kinds = Counter(demo.rows(f"select role, is_active from {demo.table('users')}"))

    assert kinds == {
        ("admin", True): 1,
        ("manager", True): 1,
        ("washer", True): 2,
        ("client", True): 3,
        ("client", False): 1,
    }
    assert demo.rows(f"select email from {demo.table('users')} where not email_verified") == [("gwen@mail.example",)]


def test_the_question_of_the_demo_has_a_different_answer_for_everybody(demo: Demo) -> None:
    answers = {name: demo.answer(name) for name in ACCESS["personas"]}

    counts = {name: answer if isinstance(answer, str) else len(answer) for name, answer in answers.items()}
    assert counts == {
        "anon": "42501",
        "stranger": 0,
        "abby": 7,
        "boris": 7,
        "carla": 3,
        "diego": 2,
        "elena": 3,
        "frank": 2,
        "gwen": 1,
        "henry": 0,
    }
    assert ("Elena Park", "Carla Reyes", "Full detail", "confirmed") in answers["elena"]
    assert set(ACCESS["demo"]["ask_as"]) <= set(ACCESS["personas"])
