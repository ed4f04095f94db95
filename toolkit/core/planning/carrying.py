"""
What is inside of an object that is made anew: rows of tables, positions of sequences.

They are put aside before, into a table beside it, and put into the new one before anything looks at them: foreign keys,
triggers, rules and materialized views come after.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.base import ObjectId, Statements, constant, dotted
from ..facts.catalog import Catalog
from ..facts.columns import Column, converted
from ..facts.identities import Identity
from ..facts.tables import Partition, Table
from ..identifiers import cut
from .verbs import Verbs

ROWS, POSITION = "__rows", "__position"
WATCHERS = frozenset(("foreign key", "trigger", "rule", "materialized view"))
COUNTERS = ("sequence", "identity")


def carried(verbs: Verbs) -> dict[ObjectId, ObjectId]:
    """What holds something and goes, and what takes that over."""
    counters = {
        verbs.new.fact(key).slot: key
        for key, verb in verbs.of.items()
        if key.kind in COUNTERS and verb in ("create", "replace")
    }
    found = {}
    for key, verb in verbs.of.items():
        if key.kind == "table" and verb in ("drop", "replace"):
            target = _heir(verbs, key)
            if target is not None:
                found[key] = target
        if key.kind in COUNTERS and verb in ("drop", "replace") and verbs.old.fact(key).slot in counters:
            found[key] = counters[verbs.old.fact(key).slot]
    return found


def _heir(verbs: Verbs, table: ObjectId) -> ObjectId | None:
    """The table that takes the rows of one that goes: itself, or the whole of which it was or will be a part."""
    fact = verbs.old.fact(table)
    if not isinstance(fact, Table) or fact.partition_key:
        return None  # the rows are in its partitions
    if verbs.of[table] == "replace":
        target = root(verbs.new, table)
    else:
        target = root(verbs.old, table)
        if target == table or verbs.of.get(target) != "replace":
            return None
    return target if _columns(verbs, table, target) else None


def root(catalog: Catalog, table: ObjectId) -> ObjectId:
    """The table of which *table* is a part, itself if it is none."""
    partition = catalog.get(ObjectId("partition", table.path))
    return root(catalog, ObjectId("table", partition.of)) if isinstance(partition, Partition) else table


def _columns(verbs: Verbs, table: ObjectId, target: ObjectId) -> list[tuple[Column, Column]]:
    """The columns whose values are carried, as they were and as they will be."""
    found = []
    for key in verbs.old.children(table):
        one, other = verbs.old.fact(key), verbs.new.get(ObjectId("column", (*target.path, key.path[-1])))
        if isinstance(one, Column) and isinstance(other, Column) and not one.generated and not other.generated:
            found.append((one, other))
    return found


def forgotten(verbs: Verbs, table: ObjectId, target: ObjectId) -> str:
    """The columns whose values are not carried, in words; empty where there are none."""
    kept = {one.id for one, _ in _columns(verbs, table, target)}
    columns = [fact for key in verbs.old.children(table) if isinstance(fact := verbs.old.fact(key), Column)]
    gone = [column.short for column in columns if column.id not in kept and not column.generated]
    return f"the values of {', '.join(gone)}" if gone else ""


def saved(verbs: Verbs, key: ObjectId, target: ObjectId) -> Statements:
    """What puts the content of *key* aside."""
    if key.kind != "table":
        return (f"create table {_beside(verbs, key)} as select last_value, is_called from {verbs.old.fact(key).name}",)  # noqa: S608
    values = ", ".join(_as_saved(one) for one, _ in _columns(verbs, key, target))
    fact = verbs.old.fact(key)
    seen = (f"alter {fact.what} no force row level security",) if isinstance(fact, Table) and fact.forced else ()
    return (*seen, f"create table {_beside(verbs, key)} as select {values} from only {fact.name}")  # noqa: S608


def filled(verbs: Verbs, key: ObjectId, target: ObjectId) -> Statements:
    """What puts it into *target*."""
    beside = _beside(verbs, key)
    new = verbs.new.fact(target)
    if key.kind != "table":
        set_it = f"select pg_catalog.setval({constant(new.name)}, last_value, is_called) from {beside}"  # noqa: S608
        return (set_it, f"drop table {beside}")
    columns = _columns(verbs, key, target)
    names = ", ".join(other.short for _, other in columns)
    values = ", ".join(_as_filled(one, other) for one, other in columns)
    always = "overriding system value " if _counts_itself(verbs.new, target) else ""
    insert = f"insert into {new.name} ({names}) {always}select {values} from {beside}"  # noqa: S608
    forced = isinstance(new, Table) and new.forced
    before, after = ((f"alter {new.what} {word}force row level security",) for word in ("no ", ""))
    return (*(before if forced else ()), insert, *(after if forced else ()), f"drop table {beside}")


def _beside(verbs: Verbs, key: ObjectId) -> str:
    fact = verbs.old.fact(key)
    path = fact.sequence if isinstance(fact, Identity) else key.path
    ending = ROWS if key.kind == "table" else POSITION
    return dotted(path[0], cut(path[1][: 63 - len(ending)]) + ending)


def _as_saved(column: Column) -> str:
    # A type of the database's own may go or be another meanwhile.
    return f"{column.short}::text as {column.short}" if "." in column.type else column.short


def _as_filled(old: Column, new: Column) -> str:
    if "." in old.type:
        return f"{old.short}::{new.type}"
    value = converted(old.short, old.type, new.type)
    return old.short if value is None else value


def _counts_itself(catalog: Catalog, table: ObjectId) -> bool:
    facts = (catalog.get(ObjectId("identity", key.path)) for key in catalog.children(table) if key.kind == "column")
    return any(isinstance(fact, Identity) and fact.always for fact in facts)


def arrivals(verbs: Verbs, target: ObjectId) -> Iterator[ObjectId]:
    """What must be there before *target* is filled: its partitions, and theirs."""
    yield target
    for key in verbs.of:
        if key.kind == "partition" and key in verbs.new and root(verbs.new, ObjectId("table", key.path)) == target:
            yield key
