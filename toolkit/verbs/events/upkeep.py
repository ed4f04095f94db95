"""How the outbox is doing, and what becomes of dead letters."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.events import DeadLetter, OutboxStatus
from ...io import db, outbox


def status(conninfo: str, *, dead_limit: int, show_payload: bool) -> OutboxStatus:
    """The events by state and type, and the oldest *dead_limit* dead letters."""
    with db.connected(conninfo) as conn:
        outbox.require(conn)
        return outbox.status(conn, dead_limit=dead_limit, show_payload=show_payload)


def retry(conninfo: str, *, ids: Sequence[str] | None, type_: str | None) -> int:
    """Make dead letters due now: those of a type, or *ids* (which may also be waiting), or all; how many."""
    with db.connected(conninfo) as conn:
        outbox.require(conn)
        if type_ is not None:
            ids = [letter.id for letter in outbox.dead_letters(conn, type_=type_, ids=ids)]
        return outbox.retry(conn, ids)


def doomed(conninfo: str, *, ids: Sequence[str] | None, type_: str | None) -> tuple[DeadLetter, ...]:
    """The dead letters that `discard` would settle."""
    with db.connected(conninfo) as conn:
        outbox.require(conn)
        return outbox.dead_letters(conn, type_=type_, ids=ids)


def discard(conninfo: str, letters: Sequence[DeadLetter], reason: str) -> int:
    """Settle dead letters without delivery, so that later events of the same things may go; how many."""
    with db.connected(conninfo) as conn:
        return outbox.discard(conn, [letter.id for letter in letters], reason)
