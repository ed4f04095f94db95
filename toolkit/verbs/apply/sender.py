"""Sends what core prepared, points errors at files, and tries again when a lock is busy."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from ...core.messages import Copy, Part
from ...core.systems import File
from ...errors import LockBusyError, ToolkitError
from ...io import db
from ...io.files import origins_of
from .model import Options, Report

Result = TypeVar("Result")

FIRST_PAUSE = 0.25  # seconds; doubled up to the longest
LONGEST_PAUSE = 4.0


def send(conn: db.Connection, parts: Sequence[Part], subject: str) -> None:
    """Send *parts* one after another; raises an error that points at the file, *subject* where no place is known."""
    for part in parts:
        try:
            if isinstance(part, Copy):
                db.copy_in(conn, part.statement, part.data)
            else:
                db.run(conn, part.text)
        except db.StatementError as error:
            raise pointed(error, part, subject) from error


def pointed(error: db.StatementError, part: Part, subject: str) -> ToolkitError:
    """*error* with the place in the file that the failing text came from."""
    if isinstance(part, Copy):
        return located(error, part.file, part.offset)
    place = part.locate(error.offset, error.statement)
    return db.unlocated(error, subject) if place is None else located(error, place.file, place.offset)


def located(error: db.StatementError, file: File, offset: int) -> ToolkitError:
    """*error* at the place in the file on disk that *offset* of its rendered text came from."""
    return db.located(error, file.path, file.source, origins_of(file).offset(offset))


def in_transaction(conn: db.Connection, action: Callable[[], Result]) -> Result:
    """Run *action*, which begins and commits by itself; what it left open is rolled back when it fails."""
    try:
        return action()
    except ToolkitError:
        if not conn.closed and db.is_in_transaction(conn):
            db.run(conn, "rollback")
        raise


def patiently(
    conn: db.Connection, subject: str, options: Options, report: Report, action: Callable[[], Result]
) -> Result:
    """
    Run *action* in a transaction, again and again while locks are busy, but not more than ``retries`` times more.

    Between two tries nothing is held and nobody queues behind us. The last LockBusyError goes to the caller.
    """
    pause = FIRST_PAUSE
    for attempt in range(options.retries + 1):
        try:
            return in_transaction(conn, action)
        except LockBusyError as error:
            if attempt == options.retries:
                raise LockBusyError(
                    error.message,
                    detail=error.detail,
                    hint=f"tried {attempt + 1} times; nothing of {subject} was kept. Run the same command again later, "
                    "or end the session that holds the lock",
                ) from error
            report(f"{subject}: a lock is busy, trying again ({attempt + 1} of {options.retries})")
            time.sleep(pause * random.uniform(0.75, 1.25))  # noqa: S311  # two runners shall not step in time
            pause = min(2 * pause, LONGEST_PAUSE)
    raise AssertionError("unreachable")


def describe_blockers(conn: db.Connection, error: LockBusyError, tables: Sequence[str]) -> LockBusyError:
    """*error* with the sessions that hold locks on *tables*, as far as we may see them."""
    found = db.rows(conn, db.query("blockers"), {"tables": list(tables)}) if tables else []
    lines = [
        f"process {pid}{f' ({who})' if (who := ', '.join(part for part in (user, application) if part)) else ''} "
        f"holds {mode} on {table}{f', {state} for {seconds} s' if seconds else ''}"
        for pid, user, application, table, mode, state, seconds in found
    ]
    return LockBusyError(error.message, detail="\n".join([*filter(None, [error.detail]), *lines]), hint=error.hint)


def message_text(parts: Sequence[Part]) -> str:
    """What `send` would send, as one text that psql runs."""
    return "".join(f"{part.statement};\n{part.data}\\.\n" if isinstance(part, Copy) else part.text for part in parts)
