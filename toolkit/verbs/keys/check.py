"""Look at what is sealed and write nothing: count by key, or open everything."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.envelopes import SealingError
from ...core.keyrings import Keyring
from ...core.sealed import Failure, KeyCount, SealedRow, SealedTable, Unreachable
from ...io import db, sealed_rows
from ...io.sealing import open_sealed
from .model import Options, Report, Tally, failure, place_of, scope_of
from .progress import teller


@dataclass(frozen=True, slots=True)
class Checked:
    """``opened`` values and ``failed`` ones, of which ``failures`` are the first, in the order of tables and keys."""

    opened: int
    failed: int
    failures: tuple[Failure, ...]
    unreachable: tuple[Unreachable, ...]


def counted(conninfo: str, options: Options) -> tuple[tuple[KeyCount, ...], tuple[Unreachable, ...]]:
    """How many values of each column are sealed with which key, and what cannot be counted."""
    with db.connected(conninfo, application_name="toolkit keys") as conn:
        scope = scope_of(conn, options, writes=False)
        found: list[KeyCount] = []
        for table in scope.tables:
            with sealed_rows.transaction(conn, options.lock_timeout):
                found += sealed_rows.counts(conn, table)
    return tuple(found), scope.unreachable


def check(conninfo: str, keys: Keyring, options: Options, report: Report) -> Checked:
    """Open every sealed value, and throw away what is in it."""
    opened, bad = 0, Tally()
    tell = teller(report)
    with db.connected(conninfo, application_name="toolkit keys check") as conn:
        scope = scope_of(conn, options, writes=False)
        for table in scope.tables:
            after: tuple[str, ...] | None = None
            while True:
                with sealed_rows.transaction(conn, options.lock_timeout):
                    rows = sealed_rows.read(conn, table, after=after, limit=options.batch)
                if not rows:
                    break
                after = rows[-1].key
                for row in rows:
                    good, failures = _open(keys, table, row)
                    opened += good
                    bad.add(failures)
                tell(f"{table}: {opened + bad.count} values looked at")
    return Checked(opened, bad.count, tuple(bad.first), scope.unreachable)


def _open(keys: Keyring, table: SealedTable, row: SealedRow) -> tuple[int, list[Failure]]:
    opened = 0
    failures: list[Failure] = []
    for column, envelope in zip(table.columns, row.envelopes, strict=True):
        if envelope is None:
            continue
        try:
            open_sealed(keys, place_of(table, row, column), envelope)
            opened += 1
        except SealingError as error:
            failures.append(failure(table, row, column, error.message))
    return opened, failures
