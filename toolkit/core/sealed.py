"""What is known of sealed columns in a database, and what became of their rows."""

from __future__ import annotations

from dataclasses import dataclass

TENANT_COLUMN = "tenant_id"


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """A column that names a row. ``type`` is as Postgres writes it, with its schema where that is needed."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class SealedTable:
    """
    A table with sealed columns. Source: ``io/queries/sealed_tables.sql``.

    ``is_whole``: the rows are those of the table and its partitions; else of this table alone, without what inherits
    from it. ``key`` is the primary key in its order. ``hides_rows``: row security holds for the role that asks.
    ``lacking`` are the privileges that the role lacks, as text, in order. ``is_distributed``: Citus has spread its rows
    over several servers, where they cannot be locked together.
    """

    schema: str
    name: str
    is_whole: bool
    columns: tuple[str, ...]
    key: tuple[KeyColumn, ...]
    has_tenant: bool
    hides_rows: bool
    lacking: tuple[str, ...]
    is_distributed: bool

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def identity(self) -> tuple[str, ...]:
        """The columns that tie an envelope to its row: the tenant, and then the rest of the primary key."""
        key = tuple(column.name for column in self.key)
        if not self.has_tenant:
            return key
        return (TENANT_COLUMN, *(name for name in key if name != TENANT_COLUMN))


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Something that may hold envelopes and cannot be gone through row by row: an array, a foreign table."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One row: its primary key and identity as text, and its envelopes in the order of the columns, None for null."""

    key: tuple[str, ...]
    identity: tuple[str | None, ...]
    envelopes: tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class Resealed:
    """A row and its new envelopes, in the order of the columns; None where a column stays as it is."""

    row: SealedRow
    envelopes: tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class KeyCount:
    """How many values of a column are sealed with a key."""

    table: str
    column: str
    key_id: str
    values: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A value that stayed as it was: where, its row's primary key as (column, value) pairs, and why. No secret."""

    table: str
    column: str
    key: tuple[tuple[str, str], ...]
    key_id: str
    reason: str

    def __str__(self) -> str:
        row = ", ".join(f"{name}={value}" for name, value in self.key)
        return f"{self.table}.{self.column} ({row}), key {self.key_id}: {self.reason}"
