"""Events of the outbox as a worker sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

STATES = ("ready", "claimed", "waiting", "held", "dead", "settled")  # in the order of an event's life


@dataclass(frozen=True, slots=True)
class Event:
    """
    One claimed event.

    ``line`` is the JSON object that the command gets, without its line end. Events of one aggregate are delivered in
    order.
    """

    id: str
    type: str
    aggregate: str  # ``user 1111…``, for messages
    line: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many events are in one state (of STATES), and since when the oldest; None where there are none."""

    state: str
    events: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class TypeCount:
    """The unsettled events of one type, by state."""

    type: str
    ready: int
    claimed: int
    waiting: int
    held: int
    dead: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """
    An event that was given up.

    ``payload`` is None unless it was asked for. ``holds_back`` is how many later events of its aggregate wait for it.
    """

    id: str
    type: str
    aggregate: str
    attempts: int
    since: datetime
    holds_back: int
    last_error: str
    payload: object = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    """
    What `toolkit events status` shows.

    ``types`` and ``dead_letters`` are None where the role may not read the table. ``dead_letters`` may be cut off.
    """

    now: datetime  # by the clock of the database
    states: tuple[StateCount, ...]
    types: tuple[TypeCount, ...] | None = None
    dead_letters: tuple[DeadLetter, ...] | None = None

    def count(self, state: str) -> int:
        """How many events are in that state."""
        return next((found.events for found in self.states if found.state == state), 0)


def as_lines(events: tuple[Event, ...]) -> bytes:
    """What a command reads: an object per line, in the order of delivery."""
    return "".join(f"{event.line}\n" for event in events).encode()
