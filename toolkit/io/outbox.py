"""The outbox, by the functions that schema ``common`` documents. Their names stand only here and in io/queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from ..core.events import DeadLetter, Event, OutboxStatus, StateCount, TypeCount
from ..errors import SqlError, ToolkitError
from . import db

CHANNEL = "outbox_events"
NO_PRIVILEGE = "42501"


def require(conn: db.Connection) -> None:
    """Raise ToolkitError where the database has no outbox."""
    found = db.rows(conn, "select to_regprocedure('common.claim_events(text, integer, interval)') is not null")
    if not found[0][0]:
        raise ToolkitError(
            "this database has no outbox of events: there is no function common.claim_events",
            hint="run `toolkit apply --system common` first, or name the right database",
        )


def listen(conn: db.Connection) -> None:
    """Be told of new events from now on."""
    db.run(conn, f"listen {CHANNEL}")


def claim(conn: db.Connection, worker: str, batch_size: int, lease: float) -> tuple[Event, ...]:
    """Up to *batch_size* events that only *worker* may deliver, in that order, for *lease* seconds."""
    parameters = {"worker": worker, "batch_size": batch_size, "lease": timedelta(seconds=lease)}
    return tuple(Event(*row) for row in db.rows(conn, db.query("events_claim"), parameters))


def renew(conn: db.Connection, worker: str, ids: Sequence[str], lease: float) -> int:
    """Start the lease anew; how many of *ids* are still the worker's."""
    statement = "select common.renew_claims(%s, %s::uuid[], %s)"
    return _number(conn, statement, worker, list(ids), timedelta(seconds=lease))


def release(conn: db.Connection, worker: str, ids: Sequence[str]) -> int:
    """Give back events that were not delivered; how many were the worker's."""
    return _number(conn, "select common.release_claims(%s, %s::uuid[])", worker, list(ids))


def acknowledge(conn: db.Connection, worker: str, ids: Sequence[str]) -> int:
    """Note that events were delivered; how many were still the worker's, the others are delivered again."""
    return _number(conn, "select common.acknowledge_events(%s, %s::uuid[])", worker, list(ids))


def fail(conn: db.Connection, worker: str, event: str, error: str) -> str:
    """Note that an event could not be delivered; ``waiting`` for the next attempt, ``dead`` or ``lost`` to another."""
    return str(db.rows(conn, "select common.fail_event(%s, %s::uuid, %s)", (worker, event, error))[0][0])


def retry(conn: db.Connection, ids: Sequence[str] | None) -> int:
    """Make events due now, None: every dead letter; how many."""
    return _number(conn, "select common.retry_events(%s::uuid[])", None if ids is None else list(ids))


def discard(conn: db.Connection, ids: Sequence[str], reason: str) -> int:
    """Settle events without delivery; how many."""
    return _number(conn, "select common.discard_events(%s::uuid[], %s)", list(ids), reason)


def status(conn: db.Connection, *, dead_limit: int, show_payload: bool) -> OutboxStatus:
    """How the outbox is doing; without types and dead letters where the role may not read the table."""
    now = db.rows(conn, "select now()")[0][0]
    states = tuple(StateCount(*row) for row in db.rows(conn, "select * from common.event_status()"))
    try:
        types = tuple(TypeCount(*row) for row in db.rows(conn, db.query("events_types")))
        dead = dead_letters(conn, limit=dead_limit, show_payload=show_payload)
    except SqlError as error:
        if error.sqlstate != NO_PRIVILEGE:
            raise
        return OutboxStatus(now, states)
    return OutboxStatus(now, states, types, dead)


def dead_letters(
    conn: db.Connection,
    *,
    type_: str | None = None,
    ids: Sequence[str] | None = None,
    limit: int | None = None,
    show_payload: bool = False,
) -> tuple[DeadLetter, ...]:
    """Those of a type and among *ids* (None: any), oldest first."""
    parameters = {
        "type": type_,
        "ids": None if ids is None else list(ids),
        "limit": limit,
        "show_payload": show_payload,
    }
    return tuple(DeadLetter(*row) for row in db.rows(conn, db.query("events_dead"), parameters))


def _number(conn: db.Connection, statement: db.Query, *parameters: object) -> int:
    return int(db.rows(conn, statement, parameters)[0][0])
