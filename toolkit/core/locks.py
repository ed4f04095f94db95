"""
The locks of Postgres on tables, and whom they keep out.

Source: the documentation's chapter "Explicit Locking", section "Table-Level Locks" with its table of conflicts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .identifiers import ObjectName

Mode = Literal[
    "access share",
    "row share",
    "row exclusive",
    "share update exclusive",
    "share",
    "share row exclusive",
    "exclusive",
    "access exclusive",
    "unknown",  # the text does not tell, so expect the strongest
]
STRENGTH: dict[Mode, int] = {
    "access share": 1,
    "row share": 2,
    "row exclusive": 3,
    "share update exclusive": 4,
    "share": 5,
    "share row exclusive": 6,
    "exclusive": 7,
    "access exclusive": 8,
    "unknown": 9,
}


def blocks_reads(mode: Mode) -> bool:
    """Whether a ``select`` has to wait while somebody holds (or waits for) this lock: conflicts with ACCESS SHARE."""
    return mode in ("access exclusive", "unknown")


def blocks_writes(mode: Mode) -> bool:
    """Whether an ``insert``, ``update`` or ``delete`` has to wait: conflicts with ROW EXCLUSIVE."""
    return STRENGTH[mode] >= STRENGTH["share"]


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock on a table, view, sequence or index that the statement names. ``table`` can be put into a statement."""

    mode: Mode
    table: str

    @property
    def blocks_reads(self) -> bool:
        """Whether readers of the table have to wait."""
        return blocks_reads(self.mode)

    @property
    def blocks_writes(self) -> bool:
        """Whether writers of the table have to wait."""
        return blocks_writes(self.mode)

    @property
    def blocks_others(self) -> bool:
        """Whether those who only read or write rows have to wait."""
        return self.blocks_reads or self.blocks_writes

    def __str__(self) -> str:
        return f"{self.mode} on {self.table}"


@dataclass(frozen=True, slots=True)
class IndirectLock:
    """
    A lock on tables that the statement does not name: only the catalog knows which, if any.

    ``tables`` says it in words, "the table of index auth.users_email_idx".
    """

    mode: Mode
    tables: str

    def __str__(self) -> str:
        return f"{self.mode} on {self.tables}"


def lock(mode: Mode, *names: ObjectName) -> tuple[Lock, ...]:
    """The lock *mode* on each of *names*."""
    return tuple(Lock(mode, str(name)) for name in names)


def strongest(mode: Mode, *others: Mode) -> Mode:
    """The strongest of some modes; of two statements of one transaction on one table, that one counts."""
    return max((mode, *others), key=STRENGTH.__getitem__)


def merged(locks: Iterable[Lock]) -> tuple[Lock, ...]:
    """One lock for each table, the strongest, in the order of their first mention."""
    modes: dict[str, Mode] = {}
    for one in locks:
        modes[one.table] = strongest(one.mode, modes.get(one.table, one.mode))
    return tuple(Lock(mode, table) for table, mode in modes.items())
