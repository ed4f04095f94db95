"""What a database holds besides its catalog: the rows of its tables, and where its sequences stand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.core.facts.base import ObjectId, dotted
from toolkit.core.facts.catalog import Catalog
from toolkit.core.facts.columns import Column
from toolkit.core.facts.identities import Identity
from toolkit.core.facts.tables import Partition
from toolkit.io import db

ROWS = "select pg_catalog.to_jsonb(one)::text from only {} as one"
POSITIONS = "select schemaname::text, sequencename::text, last_value from pg_catalog.pg_sequences"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """``rows`` of each table that has some of its own, and the last value of each sequence that gave one."""

    rows: Mapping[ObjectId, tuple[Row, ...]]
    positions: Mapping[ObjectId, int]


def held(url: str, catalog: Catalog) -> Held:
    """What is in the database of *url*, which may see all; *catalog* is its."""
    with db.connected(url) as conn:
        found = {
            key: tuple(json.loads(text or "") for (text,) in db.run(conn, ROWS.format(dotted(*key.path)))[0])
            for key in catalog.raw
            if key.kind == "table"
        }
        positions = {
            ObjectId("sequence", (schema, name)): value
            for schema, name, value in db.rows(conn, POSITIONS)
            if value is not None
        }
    return Held({key: rows for key, rows in found.items() if rows}, positions)


def lost(before: Held, after: Held, old: Catalog, new: Catalog, labelled: Collection[ObjectId]) -> Iterator[str]:
    """What is not there any more, in words, though no data-loss label is on the table, the column or the sequence."""
    for table, rows in before.rows.items():
        heir = table if table in new else root(old, table)  # the rows of a partition may be in the whole
        if any(one in labelled for one in wholes(old, table)):
            continue
        if heir not in new:
            yield f"{table} is gone with its rows"
            continue
        columns = [key for key in kept(old, new, heir) if key not in labelled]
        missing = projected(rows, columns, old, new) - projected(around(after, new, heir), columns, old, new)
        yield from (f"{table} had {dict(row)}" for row in missing)
    reset = {ObjectId("sequence", fact.sequence) for key in labelled if isinstance(fact := old.get(key), Identity)}
    for sequence, value in before.positions.items():
        stayed = sequence in new or after.positions.get(sequence) is not None
        if stayed and sequence not in {*labelled, *reset} and after.positions.get(sequence) != value:
            yield f"{sequence} stood at {value} and stands at {after.positions.get(sequence)}"


def kept(old: Catalog, new: Catalog, table: ObjectId) -> Iterator[ObjectId]:
    """The columns that hold values before and after."""
    for key in old.children(table):
        one, other = old.fact(key), new.get(key)
        if isinstance(one, Column) and isinstance(other, Column) and not one.generated and not other.generated:
            yield key


def projected(
    rows: Collection[Row], columns: Collection[ObjectId], old: Catalog, new: Catalog
) -> Counter[tuple[tuple[str, str], ...]]:
    """
    How often each row is there, as far as it consists of *columns*.

    Of a column whose type is another now, or may be, only whether it has a value is told.
    """
    changed = {key for key in columns if is_changed(old, new, key)}
    return Counter(
        tuple(
            (key.path[2], str(row.get(key.path[2]) is not None) if key in changed else json.dumps(row.get(key.path[2])))
            for key in columns
        )
        for row in rows
    )


def is_changed(old: Catalog, new: Catalog, column: ObjectId) -> bool:
    """Whether the type of *column* is another now, or one of the database's own, which may look different now."""
    one, other = old.fact(column), new.fact(column)
    assert isinstance(one, Column)  # see `kept`
    assert isinstance(other, Column)
    return one.type != other.type or "." in one.type


def around(after: Held, new: Catalog, table: ObjectId) -> list[Row]:
    """The rows of *table*; for one that is partitioned, or a partition, those of the whole: they may have moved."""
    whole = root(new, table)
    return [row for key, rows in after.rows.items() if root(new, key) == whole for row in rows]


def wholes(catalog: Catalog, table: ObjectId) -> Iterator[ObjectId]:
    """*table*, the table of which it is a part, and so on."""
    yield table
    partition = catalog.get(ObjectId("partition", table.path))
    if isinstance(partition, Partition):
        yield from wholes(catalog, ObjectId("table", partition.of))


def root(catalog: Catalog, table: ObjectId) -> ObjectId:
    """The table of which *table* is a part, itself if it is none."""
    partition = catalog.get(ObjectId("partition", table.path))
    return root(catalog, ObjectId("table", partition.of)) if isinstance(partition, Partition) else table
