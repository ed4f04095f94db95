"""Proves a plan: on a clone of the target with rows in it, the script ends every difference and loses no row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ...core.facts.base import ObjectId, dotted
from ...core.facts.catalog import Catalog
from ...core.planning.carrying import root
from ...core.planning.plan import differing
from ...core.planning.steps import HEAD, Step
from ...core.planting import Planting, plantings, with_common_values
from ...core.scope import is_server_wide
from ...errors import ToolkitError
from ...io import db
from .clone import Clone, cloned, read

COUNT = "select count(*) from only {}"  # what is in a partition counts there
ANY = "select 1 from {} limit 1"
KEPT_OUT = "its triggers or rules keep it out"


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
    old: Catalog,
    new: Catalog,
    steps: Iterable[Step],
    is_covered: Callable[[ObjectId], bool],
    server: str,
    now_called: Callable[[ObjectId], ObjectId],
) -> Proof:
    """
    Run *steps*, which lead from *old* to *new*, on a clone of *old* in a scratch database on *server*.

    What *is_covered* denies is in the clone as far as possible, and otherwise no matter. *now_called* tells the name
    that a table has after the steps. Nothing but the scratch database is written: what belongs to the whole server
    stays as it is.
    """
    known = tuple(steps)
    with cloned(old, is_covered, server) as clone:
        common = with_common_values(clone.catalog, new, now_called)
        unchecked = [*clone.missing, *plant(clone.conn, plantings(common, new, now_called), is_covered)]
        rows = counts(clone.conn, clone.catalog, is_covered)
        here = tuple(tried(clone, known))
        unchecked += [f"{key} belongs to the whole server: left as it is" for key in untried(known)]
        error = run_steps(clone.conn, here)
        if error:
            return Proof(error, (), (), sum(rows.values()), tuple(unchecked))
        after = read(clone.conn)
        # What the clone never had cannot be compared.
        absent = {now_called(key) for key in old.raw if key not in clone.catalog}
        left = tuple(
            key for key in differing(after, new) if is_covered(key) and key not in absent and not is_server_wide(key)
        )
        moved = {now_called(key): (key, count) for key, count in rows.items()}
        return Proof("", left, lost(clone.conn, moved, after, known), sum(rows.values()), tuple(unchecked))


def tried(clone: Clone, steps: Iterable[Step]) -> Iterator[Step]:
    """*steps* without what would change the server; roles that others need are made."""
    for step in steps:
        for one in step.changes:
            if is_server_wide(one.change.id):
                clone.run_for_server(one.change)
        yield replace(step, changes=tuple(one for one in step.changes if not is_server_wide(one.change.id)))


def untried(steps: Iterable[Step]) -> tuple[ObjectId, ...]:
    """What the steps change for the whole server; each once, in their order."""
    changes = (one.change for step in steps for one in step.changes)
    return tuple(dict.fromkeys(change.id for change in changes if is_server_wide(change.id)))


def plant(conn: db.Connection, found: Iterable[Planting], is_covered: Callable[[ObjectId], bool]) -> tuple[str, ...]:
    """Put rows into the tables; returns those that took none, with the reason."""
    refused = {}
    for planting in found:
        if is_covered(planting.table):
            reasons = (refusal(conn, row) for row in planting.rows)
            refused[planting.table] = next((reason for reason in reasons if reason), "")
    empty = [key for key in refused if not db.run(conn, ANY.format(dotted(*key.path)))[0]]
    return tuple(f"{key} has no row in the clone: {refused[key] or KEPT_OUT}" for key in empty)


def refusal(conn: db.Connection, attempts: Iterable[str]) -> str:
    """Run one after the other until one puts a row into its table; why the first did not, empty where one did."""
    reason = ""
    for statement in attempts:
        try:
            db.run(conn, statement)
        except ToolkitError as error:
            reason = reason or error.message
        else:
            return ""
    return reason


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


def lost(
    conn: db.Connection, rows: Mapping[ObjectId, tuple[ObjectId, int]], after: Catalog, steps: Iterable[Step]
) -> tuple[str, ...]:
    """
    Tables that are there before and after, and hold fewer rows although no label said so.

    *rows* has, by the name of a table after the steps, its name and its rows before. Rows may move between the
    partitions of a table: there, the whole counts.
    """
    named = {one.change.id for step in steps for one in step.changes if one.change.loses}
    wholes = {root(after, key) for key in rows if key in after}
    now = counts(conn, after, lambda key: root(after, key) in wholes)
    found = []
    for whole in sorted(wholes):
        parts = [key for key in now if root(after, key) == whole]
        before = {rows[key][0]: rows[key][1] for key in parts if key in rows}
        had, has = sum(before.values()), sum(now[key] for key in parts)
        if has < had and named.isdisjoint(parts):
            found.append(f"{whole if whole in before else min(before)} had {had} rows and has {has}")
    return tuple(found)
