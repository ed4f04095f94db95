"""What `apply` is asked for, and what it tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...core.systems import Service

Report = Callable[[str], None]  # one line about what is going on, for a person


@dataclass(frozen=True, slots=True)
class Options:
    """
    How to apply. Times are in seconds.

    ``lock_timeout`` bounds the wait for one lock inside a statement, ``retries`` how often a script that met a busy
    lock is tried again, ``wait`` how long another runner is waited for.
    """

    lock_timeout: float = 2.0
    retries: int = 10
    wait: float = 600.0
    single_transaction: bool = False
    force_access: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: ``kind`` is ``script``, ``policies`` or ``seed``, ``subject`` its id or path."""

    kind: str
    subject: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an apply did, in its order. ``waiting`` are services whose policies wait until they are at their head."""

    steps: tuple[Step, ...]
    waiting: tuple[Service, ...] = ()
