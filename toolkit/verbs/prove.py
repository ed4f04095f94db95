"""Proves a plan: on a clone of the target with rows in it, the script ends every difference and loses no row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from ..core.facts.base import ObjectId, dotted
from ..core.facts.catalog import Catalog
from ..core.planning.plan import differing, plan
from ..core.planning.steps import HEAD, Step
from ..core.planting import plantings
from ..errors import ToolkitError
from ..io import db
from ..io.catalogs import scratch_database
from ..io.facts import read_facts

COUNT = "select count(*) from only {}"  # what is in a partition counts there


@dataclass(frozen=True, slots=True)
class Proof:
    """
    What came of running the steps on a clone.

    ``error`` is what Postgres refused (empty: nothing), ``left`` the facts that still differ, ``lost`` the tables that
    have fewer rows than before although no step said so. ``unchecked`` are, in words, parts of the target that the
    clone does not have and tables that it has no rows in.
    """

    error: str
    left: tuple[ObjectId, ...]
    lost: tuple[str, ...]
    rows: int
    unchecked: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the script does what it says."""
        return not (self.error or self.left or self.lost)

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "holds": self.holds,
            "error": self.error or None,
            "left": [str(key) for key in self.left],
            "lost": list(self.lost),
            "rows": self.rows,
            "unchecked": list(self.unchecked),
        }


def prove(
    old: Catalog, new: Catalog, steps: tuple[Step, ...], is_covered: Callable[[ObjectId], bool], scratch: str
) -> Proof:
    """
    Run *steps*, which lead from *old* to *new*, on a clone of *old*; nothing but a scratch database is written.

    What *is_covered* denies is in the clone as far as possible, and otherwise no matter.
    """
    with cloned(old, is_covered, scratch) as (conn, missing):
        before = read(conn)
        unchecked = [*missing, *plant(conn, before, is_covered)]
        rows = counts(conn, before, is_covered)
        error = run_steps(conn, steps)
        if error:
            return Proof(error, (), (), sum(rows.values()), tuple(unchecked))
        after = read(conn)
        # What the clone never had cannot be compared.
        absent = {key for key in old.raw if key not in before.raw}
        left = tuple(key for key in differing(after, new) if is_covered(key) and key not in absent)
        return Proof("", left, lost(conn, rows, after, steps), sum(rows.values()), tuple(unchecked))


@contextmanager
def cloned(
    catalog: Catalog, is_covered: Callable[[ObjectId], bool], scratch: str
) -> Iterator[tuple[db.Connection, list[str]]]:
    """A scratch database with the objects of *catalog*, and in words what could not be made in it."""
    with scratch_database(scratch) as conninfo, db.connected(conninfo) as conn:
        empty = read(conn)
        missing = []
        for change in plan(empty, catalog, [key for key in differing(empty, catalog) if key in catalog]):
            try:
                db.run(conn, f"set search_path = ''; set check_function_bodies = off; {change.statement}")
            except ToolkitError as error:
                if is_covered(change.id):
                    missing.append(f"{change.id} is not in the clone: {error.message}")
        yield conn, missing


def read(conn: db.Connection) -> Catalog:
    """The catalog of *conn* now, with its dependencies."""
    with conn.transaction():
        db.run(conn, "set local search_path = ''")
        catalog = read_facts(conn)
        _ = catalog.graph  # kept by the catalog, so that it outlives the transaction
        return catalog


def plant(conn: db.Connection, catalog: Catalog, is_covered: Callable[[ObjectId], bool]) -> Iterator[str]:
    """Put rows into the tables; returns those that took none, with the last reason."""
    for planting in plantings(catalog):
        if not is_covered(planting.table):
            continue
        for row in planting.rows:
            reason = ""
            for statement in row:
                try:
                    db.run(conn, statement)
                except ToolkitError as error:
                    reason = error.message
                else:
                    reason = ""
                    break
            if reason:
                yield f"{planting.table} has no row in the clone: {reason}"
                break


def counts(conn: db.Connection, catalog: Catalog, is_covered: Callable[[ObjectId], bool]) -> dict[ObjectId, int]:
    """How many rows each table has."""
    found = {}
    for key in catalog.raw:
        if key.kind == "table" and is_covered(key):
            [[(count,)]] = db.run(conn, COUNT.format(dotted(*key.path)))
            found[key] = int(count or 0)
    return found


def run_steps(conn: db.Connection, steps: tuple[Step, ...]) -> str:
    """Run *steps* as their script would; returns what Postgres refused, empty where it refused nothing."""
    for step in steps:
        texts = [one.change.statement for one in step.changes]
        statements = ["begin", *HEAD, *texts, "commit"] if step.is_transaction else texts
        for text in statements:
            try:
                db.run(conn, text)
            except ToolkitError as error:
                return f"{error.message}: {text}"
    return ""


def lost(conn: db.Connection, rows: Mapping[ObjectId, int], after: Catalog, steps: tuple[Step, ...]) -> tuple[str, ...]:
    """Tables that are there before and after, and hold fewer rows although no label said so."""
    named = {one.change.id for step in steps for one in step.changes if one.change.loses}
    now = counts(conn, after, lambda key: key in rows)
    return tuple(
        f"{key} had {count} rows and has {now[key]}"
        for key, count in rows.items()
        if key in now and now[key] < count and key not in named
    )
