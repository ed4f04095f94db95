"""Seal anew, with the current key, what is sealed with an older one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from ...core.envelopes import SealingError, header
from ...core.keyrings import Keyring
from ...core.sealed import Failure, Resealed, SealedRow, SealedTable, Unreachable
from ...errors import LockBusyError, SqlError
from ...io import db, sealed_rows
from ...io.sealing import open_sealed, seal
from .model import Options, Report, Tally, failure, place_of, scope_of
from .progress import teller

PASSES = 3  # over one table: the application may seal with the old key where we have been
PAUSE = 0.2  # seconds, before a busy row is tried again


@dataclass(frozen=True, slots=True)
class Rotation:
    """
    What became of the tables: (table, rows sealed anew), in order.

    ``failed`` values stayed as they were, ``failures`` are the first of them. ``stopped``: at the limit, so there may
    be more to do. ``moving`` tables got new rows under old keys as fast as we sealed them.
    """

    tables: tuple[tuple[str, int], ...]
    failed: int
    failures: tuple[Failure, ...]
    unreachable: tuple[Unreachable, ...]
    stopped: bool
    moving: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether everything that was asked for is under the current key, but for what the limit left."""
        return not (self.failed or self.unreachable or self.moving)


@dataclass(frozen=True, slots=True)
class _Batch:
    """``last``: the primary key of its last row, None where there was no row."""

    last: tuple[str, ...] | None
    resealed: int
    failures: tuple[Failure, ...]


def rotate(conninfo: str, keys: Keyring, options: Options, report: Report) -> Rotation:
    """
    Seal anew with the current key; each batch is a transaction, so whatever stops us, the next run goes on.

    Raises LockBusyError where a row is busy for longer than the options allow.
    """
    tables: list[tuple[str, int]] = []
    moving: list[str] = []
    bad, left = Tally(), options.limit
    with db.connected(conninfo, application_name="toolkit keys rotate") as conn:
        scope = scope_of(conn, options, writes=True)
        work = _Work(conn, keys, options, report)
        for table in scope.tables:
            done, found, is_moving = work.table(table, left)
            left = None if left is None else left - done
            tables.append((str(table), done))
            bad.count += found.count - len(found.first)
            bad.add(found.first)
            moving += [str(table)] if is_moving else []
    return Rotation(tuple(tables), bad.count, tuple(bad.first), scope.unreachable, left == 0, tuple(moving))


class _Work:
    """One run on one connection."""

    def __init__(self, conn: db.Connection, keys: Keyring, options: Options, report: Report) -> None:
        self.conn = conn
        self.keys = keys
        self.options = options
        self.report = report
        self.tell = teller(report)

    def table(self, table: SealedTable, left: int | None) -> tuple[int, Tally, bool]:
        """Rows sealed anew, what stayed as it was, and whether rows came as fast as they went; at most *left* rows."""
        done, bad = 0, Tally()
        for _ in range(PASSES):
            passed, bad = self.one_pass(table, None if left is None else left - done, done)
            done += passed
            if not passed or done == left:
                return done, bad, False
        return done, bad, True

    def one_pass(self, table: SealedTable, left: int | None, before: int) -> tuple[int, Tally]:
        """Go through the table once, from its first row under another key to its last."""
        done, bad, after = 0, Tally(), None
        while left is None or done < left:
            size = self.options.batch if left is None else min(self.options.batch, left - done)
            batch = self.patiently(table, after, size)
            if batch.last is None:
                break
            after = batch.last
            done += batch.resealed
            bad.add(batch.failures)
            self.tell(f"{table}: {before + done} rows sealed anew")
        return done, bad

    def patiently(self, table: SealedTable, after: tuple[str, ...] | None, limit: int) -> _Batch:
        """The next batch, tried again while somebody holds one of its rows."""
        for attempt in range(self.options.retries + 1):
            try:
                with sealed_rows.transaction(self.conn, self.options.lock_timeout):
                    return self.batch(table, after, limit)
            except db.StatementError as error:
                if not error.is_lock:
                    # Without its detail, which may show the row.
                    message = f"{table}: {error.message} (SQLSTATE {error.sqlstate})"
                    raise SqlError(message, sqlstate=error.sqlstate, hint=error.hint) from None
                if attempt == self.options.retries:
                    raise LockBusyError(
                        f"{table}: a row is busy: {error.message}",
                        hint="what was sealed anew stays so; run the same command again",
                    ) from None
            self.report(f"{table}: a row is busy, trying again")
            time.sleep(PAUSE * min(attempt + 1, 10))
        raise AssertionError("unreachable: the last attempt returns or raises")

    def batch(self, table: SealedTable, after: tuple[str, ...] | None, limit: int) -> _Batch:
        """Lock the next rows, seal them anew, and write them."""
        rows = sealed_rows.read(self.conn, table, after=after, limit=limit, unless=header(self.keys.current.id))
        if not rows:
            return _Batch(None, 0, ())
        failures: list[Failure] = []
        changes: list[Resealed] = []
        for row in rows:
            change, bad = _resealed(self.keys, table, row)
            failures += bad
            if any(change.envelopes):
                changes.append(change)
        refused = self.write(table, changes)
        for change in changes:
            if change.row.key in refused:
                pairs = zip(table.columns, change.envelopes, strict=True)
                names = [name for name, envelope in pairs if envelope]
                failures += [failure(table, change.row, name, refused[change.row.key]) for name in names]
        return _Batch(rows[-1].key, len(changes) - len(refused), tuple(failures))

    def write(self, table: SealedTable, changes: Sequence[Resealed]) -> dict[tuple[str, ...], str]:
        """Write all at once or, if the table refuses a row, one by one; why some were not written, by primary key."""
        if not changes:
            return {}
        try:
            with sealed_rows.savepoint(self.conn):
                written = sealed_rows.write(self.conn, table, changes)
        except db.StatementError as error:
            if error.is_lock:
                raise
            if len(changes) == 1:
                # Not its detail: that may show the row.
                return {changes[0].row.key: f"the table refuses it: {error.message} (SQLSTATE {error.sqlstate})"}
            return {key: reason for change in changes for key, reason in self.write(table, [change]).items()}
        reason = "a trigger of the table keeps it"
        if table.is_distributed:
            reason = f"somebody wrote it meanwhile, or {reason}: run this again"
        return {change.row.key: reason for change in changes if change.row.key not in written}


def _resealed(keys: Keyring, table: SealedTable, row: SealedRow) -> tuple[Resealed, list[Failure]]:
    """The row with new envelopes, and those that cannot be opened."""
    envelopes: list[bytes | None] = []
    failures: list[Failure] = []
    for column, envelope in zip(table.columns, row.envelopes, strict=True):
        anew = None
        if envelope is not None and not envelope.startswith(header(keys.current.id)):
            where = place_of(table, row, column)
            try:
                anew = seal(keys, where, open_sealed(keys, where, envelope))
            except SealingError as error:
                failures.append(failure(table, row, column, error.message))
        envelopes.append(anew)
    return Resealed(row, tuple(envelopes)), failures
