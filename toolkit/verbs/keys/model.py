"""What rotating and checking have in common: which tables, how much at a time, and whether all rows can be seen."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ...core.envelopes import Place, parse
from ...core.sealed import Failure, SealedRow, SealedTable, Unreachable
from ...errors import ToolkitError, UsageError
from ...io import db, sealed_rows

FAILURES_KEPT = 1000  # a whole table may fail, and what one learns from it stands in its first rows
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """
    ``tables``: only these, by ``schema.table``; empty: all. ``batch``: rows in one transaction. ``limit``: rows to seal
    anew in this run, None: all. ``lock_timeout`` in seconds; ``retries``: how often a busy row is tried again.
    """

    tables: tuple[str, ...] = ()
    batch: int = 500
    limit: int | None = None
    lock_timeout: float = 2.0
    retries: int = 10


@dataclass(slots=True)
class Tally:
    """Counts failures, and keeps the first of them."""

    count: int = 0
    first: list[Failure] = field(default_factory=list)

    def add(self, failures: Iterable[Failure]) -> None:
        """Count these, too."""
        for one in failures:
            self.count += 1
            if len(self.first) < FAILURES_KEPT:
                self.first.append(one)


@dataclass(frozen=True, slots=True)
class Scope:
    """The tables to go through, and what may hold envelopes beside them."""

    tables: tuple[SealedTable, ...]
    unreachable: tuple[Unreachable, ...]


def scope_of(conn: db.Connection, options: Options, *, writes: bool) -> Scope:
    """
    What to go through; raises UsageError for a table that has no sealed column.

    Raises ToolkitError where the role would see only some of the rows, or lacks a privilege: what is done in part looks
    as if it were done.
    """
    sealed_rows.require(conn)
    found = sealed_rows.tables(conn)
    chosen = _chosen(found, options.tables)
    _refuse_part(chosen, writes=writes)
    unreachable = [Unreachable(str(table), "it has no primary key") for table in chosen if not table.key]
    if not options.tables:
        unreachable += sealed_rows.elsewhere(conn)
    return Scope(tuple(table for table in chosen if table.key), tuple(unreachable))


def failure(table: SealedTable, row: SealedRow, column: str, reason: str) -> Failure:
    """What is told of a value that stayed as it was."""
    envelope = row.envelopes[table.columns.index(column)]
    names = [key.name for key in table.key]
    key_id = "" if envelope is None else parse(envelope).key_id
    return Failure(str(table), column, tuple(zip(names, row.key, strict=True)), key_id, reason)


def place_of(table: SealedTable, row: SealedRow, column: str) -> Place:
    """What an envelope in this column of this row is tied to."""
    return Place(table.schema, table.name, column, row.identity)


def _chosen(found: Sequence[SealedTable], names: Sequence[str]) -> tuple[SealedTable, ...]:
    known = {str(table): table for table in found}
    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            raise UsageError(
                f"--table {name}: no table of this name has a sealed column",
                hint=f"did you mean {close[0]}?" if close else f"these have: {', '.join(known) or 'none'}",
            )
    return tuple(known[name] for name in dict.fromkeys(names)) if names else tuple(found)


def _refuse_part(tables: Sequence[SealedTable], *, writes: bool) -> None:
    hidden = [str(table) for table in tables if table.hides_rows]
    if hidden:
        raise ToolkitError(
            f"row security hides rows from this role: {', '.join(hidden)}",
            hint="connect as a role with BYPASSRLS, such as the one that applies; nothing was read or written",
        )
    lacking = [
        f"{privilege} on {table}"
        for table in tables
        for privilege in table.lacking
        if writes or privilege.startswith("SELECT")
    ]
    if lacking:
        raise ToolkitError(
            "this role lacks privileges on sealed columns",
            detail="\n".join(lacking),
            hint="connect as the role that applies, or grant them; nothing was read or written",
        )
