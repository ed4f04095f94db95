"""A connection that may change a database: looked at first, proven to be no transaction pooler, and alone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ..core.state import DatabaseState, parse_state
from ..errors import ConnectError, LockBusyError, UsageError
from . import db

# One key for all runners of one database; advisory locks belong to the database that they are taken in.
RUNNER_LOCK = int.from_bytes(b"toolkit", "big")
POLL_SECONDS = 0.2
TRANSACTION_POOLER_PORT = 6543  # Supabase's; its session pooler and the server itself listen on 5432


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the runner's lock, as far as we may see it."""

    pid: int
    application: str
    user: str
    client: str
    since: str

    def __str__(self) -> str:
        parts = [f"process {self.pid}", self.application, f"user {self.user}" if self.user else "", self.client]
        return ", ".join(part for part in parts if part) + (f", since {self.since}" if self.since else "")


def read_state(conn: db.Connection) -> DatabaseState:
    """What the database says of itself and its history, in one round trip."""
    return parse_state(db.run(conn, db.query("state"))[-1][0])


def refuse_pooler(conn: db.Connection, state: DatabaseState, conninfo: str) -> None:
    """
    Raise UsageError where a transaction pooler stands between us and the server.

    Behind one, two runners would both get the same lock, and settings would be lost between messages. A pooler answers
    with a process id of its own; it is a transaction pooler when two connections of ours share one server process.
    """
    if conn.info.backend_pid == state.backend_pid:
        return
    if conn.info.port != TRANSACTION_POOLER_PORT and not _share_a_backend(conn, conninfo):
        return
    raise UsageError(
        f"port {conn.info.port} of {conn.info.host} is a transaction pooler: it hands every transaction to another "
        "server process, so that locks and settings do not hold",
        hint="connect to the server itself or to a session pooler: on Supabase port 5432 instead of 6543",
    )


@contextmanager
def alone(
    conninfo: str, *, wait_seconds: float, report: Callable[[str], None]
) -> Iterator[tuple[db.Connection, DatabaseState]]:
    """A connection that holds the runner's lock, and what it found; raises as `refuse_pooler` and `take_lock` do."""
    with db.connected(conninfo) as conn:
        refuse_pooler(conn, read_state(conn), conninfo)
        yield conn, take_lock(conn, wait_seconds=wait_seconds, report=report)


def take_lock(conn: db.Connection, *, wait_seconds: float, report: Callable[[str], None]) -> DatabaseState:
    """
    Become the only runner of this database, and read its state anew; the lock goes with the connection.

    *report* hears whom we wait for, whenever that changes. Raises LockBusyError after *wait_seconds*. The lock is
    asked for again and again, never waited for inside Postgres: a session that waits there would hold up the `create
    index concurrently` of the very runner it waits for.
    """
    deadline = time.monotonic() + wait_seconds
    told: Holder | None = None
    while True:
        answer = db.run(conn, f"select pg_try_advisory_lock({RUNNER_LOCK});\n{db.query('state')}")
        if answer[0][0][0] == "t":
            return parse_state(answer[-1][0])
        holder = lock_holder(conn)
        if holder is not None and holder != told:
            report(f"another runner is at work, waiting for it: {holder}")
            told = holder
        if time.monotonic() >= deadline:
            raise LockBusyError(
                f"another runner is at work on this database{f': {holder}' if holder else ''}",
                hint="wait until it is done and run the same command again, or allow more time with --wait",
            )
        time.sleep(POLL_SECONDS)


def lock_holder(conn: db.Connection) -> Holder | None:
    """The session that holds the runner's lock; None where it has just let go."""
    found = db.rows(conn, db.query("lock_holder"), {"high": RUNNER_LOCK >> 32, "low": RUNNER_LOCK & 0xFFFFFFFF})
    return Holder(*found[0]) if found else None


def ensure_history(conn: db.Connection, state: DatabaseState) -> None:
    """Make the toolkit's own schema where it is missing. Call it with the lock held."""
    if state.is_replica:
        raise ConnectError(
            "this server is a replica: it cannot be written to", hint="give the address of the primary server"
        )
    if not state.has_history:
        db.run(conn, f"begin;\n{db.query('history_schema')}\ncommit;")


def _share_a_backend(conn: db.Connection, conninfo: str) -> bool:
    with db.connected(conninfo) as other:
        for _ in range(3):
            pids = {db.rows(one, "select pg_backend_pid()")[0][0] for one in (conn, other)}
            if len(pids) == 1:
                return True
    return False
