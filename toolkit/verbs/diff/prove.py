"""Proves a plan: on a clone of the target with rows in it, the script ends every difference and loses no row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ...core.facts.base import ObjectId, dotted
from ...core.facts.catalog import Catalog
from ...core.planning.plan import differing
from ...core.planning.steps import HEAD, Step
from ...core.planting import plantings, with_common_values
from ...core.scope import is_server_wide
from ...errors import ToolkitError
from ...io import db
from .clone import Clone, cloned, read

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
        unchecked = [*clone.missing, *plant(clone.conn, with_common_values(clone.catalog, new, now_called), is_covered)]
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


def lost(
    conn: db.Connection, rows: Mapping[ObjectId, tuple[ObjectId, int]], after: Catalog, steps: Iterable[Step]
) -> tuple[str, ...]:
    """
    Tables that are there before and after, and hold fewer rows although no label said so.

    *rows* has, by the name of a table after the steps, its name and its rows before.
    """
    named = {one.change.id for step in steps for one in step.changes if one.change.loses}
    now = counts(conn, after, lambda key: key in rows)
    return tuple(
        f"{before} had {count} rows and has {now[key]}"
        for key, (before, count) in rows.items()
        if key in now and now[key] < count and key not in named
    )
