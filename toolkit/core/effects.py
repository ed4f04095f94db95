"""What one statement does to the database, as far as its text tells: the value that `describe` returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .alter_table import Work
from .identifiers import ObjectName
from .locks import IndirectLock, Lock, blocks_reads, blocks_writes
from .query_locks import query_locks
from .scanner import Token

# Every kind of object that can be created, altered or dropped; of two with the same beginning the longer comes first.
OBJECT_KINDS = (
    *("access method", "aggregate", "cast", "collation", "conversion", "database", "default conversion", "domain"),
    *("event trigger", "extension", "foreign data wrapper", "foreign table", "function", "group", "index"),
    *("procedural language", "trusted procedural language", "trusted language", "language", "large object"),
    *("materialized view", "operator class", "operator family", "operator", "owned", "policy", "procedure"),
    *("publication", "role", "routine", "rule", "schema", "sequence", "server", "statistics", "subscription", "system"),
    *("tablespace", "table", "text search configuration", "text search dictionary", "text search parser"),
    *("text search template", "transform", "trigger", "type", "user mapping", "user", "view"),
)
UNKNOWN_LOCK = IndirectLock("unknown", "tables that its text does not tell")


@dataclass(frozen=True, slots=True)
class Created:
    """
    An object that a statement creates, if it is not there already.

    ``kind`` is as in ``create <kind>``, or ``column`` or ``constraint``. ``name`` is None where Postgres chooses it.
    ``table`` is that of a column, constraint, index, trigger, policy or rule, else None.
    """

    kind: str
    name: ObjectName | None
    table: ObjectName | None = None


@dataclass(frozen=True, slots=True)
class ConcurrentIndex:
    """
    The index that a ``create index concurrently`` builds; if it fails, an invalid index of this name is left behind.

    Both names can be put into a statement. ``name`` has no schema: an index has that of its table. It is empty where
    Postgres chooses it.
    """

    name: str
    table: str


@dataclass(frozen=True, slots=True)
class DeclaredRole:
    """
    The role of a ``create role``, ``create user`` or ``create group``.

    ``name`` is as the catalog keeps it, ``options`` are the words as written, without ``with``. What ``create user``
    implies is said first: ``("login", "createdb")``.
    """

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """
    What `describe` tells of a statement.

    ``kind`` is its first words, ``create index concurrently``; ``names`` are the objects that it is about, written so
    that they can be put into a statement. ``locks`` are those on tables that it names, the strongest for each;
    ``indirect`` those that only the catalog could tell. An ``alter table``, ``truncate`` or ``lock table`` also takes
    its lock on all partitions and children; a statement with rows locks what its views, functions, triggers and
    foreign keys touch.
    """

    kind: str
    names: tuple[str, ...] = ()
    locks: tuple[Lock, ...] = ()
    indirect: tuple[IndirectLock, ...] = ()
    work: Work = "none"
    runs_in_transaction: bool = True  # False: Postgres refuses it inside a transaction block
    is_transaction_control: bool = False
    creates: tuple[Created, ...] = ()
    concurrent_index: ConcurrentIndex | None = None
    role: DeclaredRole | None = None

    @property
    def all_locks(self) -> tuple[Lock | IndirectLock, ...]:
        """The direct locks, then the indirect ones."""
        return (*self.locks, *self.indirect)

    @property
    def is_known(self) -> bool:
        """Whether the text tells all locks."""
        return all(one.mode != "unknown" for one in self.all_locks)

    @property
    def blocks_reads(self) -> bool:
        """Whether it may keep readers of some table waiting."""
        return any(blocks_reads(one.mode) for one in self.all_locks)

    @property
    def blocks_writes(self) -> bool:
        """Whether it may keep writers of some table waiting."""
        return any(blocks_writes(one.mode) for one in self.all_locks)

    @property
    def creates_tables(self) -> tuple[str, ...]:
        """The tables, views and sequences that it creates, written as in ``locks``."""
        kinds = ("table", "foreign table", "view", "materialized view", "sequence")
        return tuple(str(one.name) for one in self.creates if one.kind in kinds)

    @property
    def locks_in_words(self) -> str:
        """``share on auth.users; access exclusive on the table of index auth.users_email_idx``, for people."""
        return "; ".join(str(one) for one in self.all_locks) or "no lock on a table"


def unknown(kind: str, *names: ObjectName) -> Effect:
    """The effect of a statement whose text does not tell what it does."""
    return Effect(kind, texts(*names), indirect=(UNKNOWN_LOCK,), work="unknown")


def query(kind: str, tokens: Sequence[Token]) -> Effect:
    """The effect of a statement that reads or writes rows, of which *tokens* hold all queries."""
    locks = query_locks(tokens)
    written = tuple(one.table for one in locks if one.mode == "row exclusive")
    return Effect(kind, written or tuple(one.table for one in locks), locks, work="rows")


def texts(*names: ObjectName) -> tuple[str, ...]:
    """*names* as they can be put into a statement."""
    return tuple(str(name) for name in names)
