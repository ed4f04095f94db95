"""A car wash with everybody in it, built with prefixes of one's choice: what the tests of its features stand on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from tests.support import projects, servers
from tests.support.attempts import Attempt, as_sql
from tests.support.carwash_people import DEFAULT, OTHER, carwash_staged, names
from tests.support.edulink_world import insert
from tests.support.stage import Db, Stage, outcome
from toolkit.core.ordering import Selection
from toolkit.io import db as door
from toolkit.io.files import read_project
from toolkit.verbs.apply import Options, apply

PREFIXES = {"prefixes-of-the-design": DEFAULT, "other-prefixes": OTHER}


@dataclass(frozen=True, slots=True)
class Wash:
    """A stage, and how its tables are called. Whatever a test does in `changes` is rolled back."""

    stage: Stage
    prefixes: Mapping[str, str]
    admin_url: str = field(repr=False)  # a superuser, who can act as any role

    @property
    def db(self) -> Db:
        """The deployer, above row security."""
        return self.stage.db

    @property
    def ids(self) -> Mapping[str, UUID]:
        return self.stage.ids

    def table(self, name: str) -> str:
        """A table with its schema and prefix: ``bookings`` is ``carwash.wash_bookings``."""
        return names(self.prefixes)(name)

    def statement(self, attempt: Attempt) -> str:
        target = f"carwash.{attempt.target}" if attempt.command == "call" else self.table(attempt.target)
        return as_sql(replace(attempt, target=target))

    def add(self, table: str, /, **columns: object) -> UUID:
        """Insert a row as the deployer and return its id."""
        schema, _, name = self.table(table).partition(".")
        return insert(self.db, schema, name, **columns)

    def a_booking(self, **columns: object) -> UUID:
        """A pending booking of Ada, unless *columns* say otherwise."""
        given = {"customer_id": self.ids["ada"], "service_id": self.ids["wax"], "price_cents": 1000}
        return self.add("bookings", **({"scheduled_at": "2090-02-01T10:00:00Z", **given} | columns))

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the deployer sees; ``{bookings}`` and the like stand for tables."""
        tables = {name: self.table(name) for name in TABLES}
        return self.db.execute(query.format(**tables), values).fetchall()

    @contextmanager
    def changes(self) -> Iterator[None]:
        """Everything inside is undone."""
        with self.db.transaction(force_rollback=True):
            yield

    @contextmanager
    def as_role(self, role: str) -> Iterator[Db]:
        """One transaction as a role of the house, without a token, on a connection of its own; rolled back."""
        with psycopg.connect(self.admin_url, autocommit=True) as db, db.transaction(force_rollback=True):
            db.execute(f"set local role {role}")
            yield db

    def outcome_as(self, role: str, statement: str) -> str:
        """What comes of a statement as a role of the house, as `Stage.outcome` says it."""
        with self.as_role(role) as db:
            return outcome(db, statement, self.ids)


TABLES = (
    "users",
    "user_sessions",
    "login_attempts",
    "oauth_providers",
    "services",
    "bookings",
    "booking_services",
    "booking_history",
    "transactions",
    "locations",
    "location_staff",
)


@contextmanager
def built(
    server: servers.Server,
    admin: door.Connection,
    template: str,
    folder: Path,
    prefixes: Mapping[str, str] = DEFAULT,
) -> Iterator[str]:
    """The name of a database with the car wash, built as if *prefixes* were in the environment, and nobody in it."""
    projects.only("carwash", folder)
    name = servers.clone(admin, template)
    try:
        apply(server.url(name), read_project(folder, prefixes), Selection(), Options(), lambda _: None)
        yield name
    finally:
        servers.drop(admin, name)


@contextmanager
def opened(
    server: servers.Server,
    admin: door.Connection,
    template: str,
    folder: Path,
    prefixes: Mapping[str, str] = DEFAULT,
) -> Iterator[Wash]:
    """A car wash with everybody in it."""
    with (
        built(server, admin, template, folder, prefixes) as name,
        carwash_staged(server, admin, name, prefixes) as stage,
    ):
        yield Wash(stage, prefixes, server.admin_url(stage.db.info.dbname))
