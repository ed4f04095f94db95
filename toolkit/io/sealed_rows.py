"""Sealed columns and their rows, by the catalog. Reads and writes envelopes; what is in them it cannot know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from ..core.sealed import TENANT_COLUMN, KeyColumn, KeyCount, Resealed, SealedRow, SealedTable, Unreachable
from ..errors import ToolkitError
from . import db

# How a value of a primary key is printed must not depend on who asks: it is part of what an envelope is tied to.
PRINTING = ("timezone", "datestyle", "intervalstyle", "extra_float_digits", "bytea_output")
PRINTED = (
    "set local citus.propagate_set_commands = 'local'; "  # without Citus a name that means nothing
    "set local timezone = 'UTC'; set local datestyle = 'ISO, MDY'; set local intervalstyle = 'postgres'; "
    "set local extra_float_digits = 1; set local bytea_output = 'hex'"
)
KEY_ID_AT = 3  # Postgres counts from 1


def require(conn: db.Connection) -> None:
    """Raise ToolkitError where the database knows no sealed columns."""
    found = db.rows(
        conn,
        "select from pg_type as t join pg_namespace as n on n.oid = t.typnamespace "
        "where n.nspname = 'common' and t.typname = 'sealed'",
    )
    if not found:
        raise ToolkitError(
            "this database has no sealed columns: there is no domain common.sealed",
            hint="run `toolkit apply` first, or name the right database",
        )


def tables(conn: db.Connection) -> tuple[SealedTable, ...]:
    """Every table with sealed columns, by name."""
    found = db.rows(conn, db.query("sealed_tables"), {"tenant": TENANT_COLUMN})
    distributed = _distributed(conn)
    return tuple(
        SealedTable(
            schema,
            name,
            is_whole,
            tuple(columns),
            tuple(KeyColumn(*column) for column in zip(key_names, key_types, strict=True)),
            has_tenant,
            hides_rows,
            tuple(lacking),
            (schema, name) in distributed,
        )
        for schema, name, is_whole, columns, key_names, key_types, has_tenant, hides_rows, lacking in found
    )


def elsewhere(conn: db.Connection) -> tuple[Unreachable, ...]:
    """What may hold envelopes beside the sealed columns of tables, by name."""
    return tuple(Unreachable(*row) for row in db.rows(conn, db.query("sealed_elsewhere")))


@contextmanager
def transaction(conn: db.Connection, lock_timeout: float) -> Iterator[None]:
    """A transaction that waits for a lock no longer than *lock_timeout* seconds."""
    with db.translated(), conn.transaction():
        # Everything for this transaction alone: behind a pooler the session is not ours.
        db.run(
            conn,
            "set transaction isolation level read committed; set local statement_timeout = 0; "
            f"set local lock_timeout = {int(lock_timeout * 1000)}",
        )
        yield


@contextmanager
def savepoint(conn: db.Connection) -> Iterator[None]:
    """Within a transaction: what fails inside the block takes back only the block."""
    with db.translated(), conn.transaction():
        yield


def counts(conn: db.Connection, table: SealedTable) -> tuple[KeyCount, ...]:
    """How many values of each column are sealed with which key."""
    found: list[KeyCount] = []
    for column in table.columns:
        statement = db.SQL(
            "select encode(substr({column}, %s, get_byte({column}, 1)), 'escape'), count(*) "
            "from {table} as t where {column} is not null group by 1 order by 1"
        ).format(column=_column(column), table=_from(table))
        found += [KeyCount(str(table), column, *row) for row in db.rows(conn, statement, (KEY_ID_AT,))]
    return tuple(found)


def read(
    conn: db.Connection, table: SealedTable, *, after: tuple[str, ...] | None, limit: int, unless: bytes | None = None
) -> tuple[SealedRow, ...]:
    """
    The next *limit* rows with an envelope, by primary key, from the one *after* this on.

    With *unless*, the header of a key: only rows with an envelope of another key; they are locked unless the table is
    distributed, and are as the last one who wrote them has left them.
    """
    conditions = [_any_envelope(table, unless)]
    values: list[object] = [] if unless is None else [part for _ in table.columns for part in (len(unless), unless)]
    if after is not None:
        conditions.append(
            db.SQL("({}) > ({})").format(
                _list(_column(column.name) for column in table.key),
                _list(db.SQL("%s::{}").format(_type(column)) for column in table.key),
            )
        )
        values += after
    statement = db.SQL("select {shown} from {table} as t where {conditions} order by {key} limit %s {lock}").format(
        shown=_list(
            (
                *(db.SQL("{}::text").format(_column(column.name)) for column in table.key),
                *(db.SQL("{}::text").format(_column(name)) for name in table.identity),
                *(_column(name) for name in table.columns),
            )
        ),
        table=_from(table),
        conditions=db.SQL(" and ").join(conditions),
        key=_list(_column(column.name) for column in table.key),
        # What an update of other columns than the key takes: whoever refers to the row need not wait.
        lock=db.SQL("for no key update of t" if unless is not None and not table.is_distributed else ""),
    )
    db.run(conn, PRINTED)
    found = db.rows(conn, statement, (*values, limit))
    # Triggers of the table shall find what they are used to.
    db.run(conn, "; ".join(f"set local {setting} to default" for setting in PRINTING))
    first, second = len(table.key), len(table.key) + len(table.identity)
    return tuple(SealedRow(row[:first], row[first:second], row[second:]) for row in found)


def write(conn: db.Connection, table: SealedTable, changes: Sequence[Resealed]) -> set[tuple[str, ...]]:
    """
    Put the new envelopes into the table; the primary keys of the rows that were written.

    Some may not be: a trigger kept a row as it was, or somebody has written a row of a distributed table meanwhile.
    """
    if table.is_distributed:
        return {change.row.key for change in changes if _write_one(conn, table, change)}
    keys = [f"k{number}" for number in range(len(table.key))]
    news = [f"n{number}" for number in range(len(table.columns))]
    statement = db.SQL(
        "update {table} as t set {changes} from unnest({arrays}) as new ({names}) where {same} returning {returned}"
    ).format(
        table=_from(table),
        changes=_list(
            db.SQL("{} = coalesce({}, {})").format(_name(name), db.Identifier("new", new), _column(name))
            for name, new in zip(table.columns, news, strict=True)
        ),
        arrays=_list((*(db.SQL("%s::text[]") for _ in keys), *(db.SQL("%s::bytea[]") for _ in news))),
        names=_list(_name(name) for name in (*keys, *news)),
        same=db.SQL(" and ").join(
            db.SQL("{} = {}::{}").format(_column(column.name), db.Identifier("new", key), _type(column))
            for column, key in zip(table.key, keys, strict=True)
        ),
        returned=_list(_name("new", key) for key in keys),
    )
    # A column of values for each column of the table, as unnest wants them.
    columns = [
        *zip(*(change.row.key for change in changes), strict=True),
        *zip(*(change.envelopes for change in changes), strict=True),
    ]
    return {tuple(row) for row in db.rows(conn, statement, [list(column) for column in columns])}


def _write_one(conn: db.Connection, table: SealedTable, change: Resealed) -> bool:
    """Write a row that nobody has locked, if it still is as it was read."""
    statement = db.SQL("update {table} as t set {changes} where {same} and {unchanged} returning 1").format(
        table=_from(table),
        changes=_list(db.SQL("{} = coalesce(%s::bytea, {})").format(_name(c), _column(c)) for c in table.columns),
        # Every column of the key by its value, so that Citus knows the one server that has the row.
        same=db.SQL(" and ").join(db.SQL("{} = %s::{}").format(_column(k.name), _type(k)) for k in table.key),
        unchanged=db.SQL(" and ").join(
            db.SQL("{} is not distinct from %s::bytea").format(_column(name)) for name in table.columns
        ),
    )
    return bool(db.rows(conn, statement, (*change.envelopes, *change.row.key, *change.row.envelopes)))


def _distributed(conn: db.Connection) -> set[tuple[str, str]]:
    """The tables that Citus has distributed; none where there is no Citus."""
    if not db.rows(conn, "select to_regclass('pg_catalog.pg_dist_partition') is not null")[0][0]:
        return set()
    found = db.rows(
        conn,
        "select n.nspname::text, c.relname::text from pg_catalog.pg_dist_partition as p "
        "join pg_catalog.pg_class as c on c.oid = p.logicalrelid join pg_catalog.pg_namespace as n "
        "on n.oid = c.relnamespace",
    )
    return {(schema, name) for schema, name in found}


def _name(*parts: str) -> db.Query:
    # In a statement with values every % is read, also within quotes.
    return db.SQL("{}").format(db.Identifier(*(part.replace("%", "%%") for part in parts)))


def _column(name: str) -> db.Query:
    return _name("t", name)


def _type(column: KeyColumn) -> db.Query:
    return db.SQL(column.type.replace("%", "%%"))  # as Postgres itself has written it


def _from(table: SealedTable) -> db.Query:
    return db.SQL("{}{}").format(db.SQL("" if table.is_whole else "only "), _name(table.schema, table.name))


def _any_envelope(table: SealedTable, unless: bytes | None) -> db.Query:
    if unless is None:
        conditions = [db.SQL("{} is not null").format(_column(name)) for name in table.columns]
    else:
        conditions = [db.SQL("substr({}, 1, %s) <> %s").format(_column(name)) for name in table.columns]
    return db.SQL("({})").format(db.SQL(" or ").join(conditions))


def _list(parts: Iterable[db.Query]) -> db.Query:
    return db.SQL(", ").join(parts)
