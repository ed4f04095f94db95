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
from ..facts.triggers import Trigger
from ..identifiers import cut
from .verbs import Verbs

ROWS, POSITION = "__rows", "__position"
WATCHERS = frozenset(("foreign key", "trigger", "rule", "materialized view"))
COUNTERS = ("sequence", "identity")
KEYS = ("constraint", "index")  # at which a foreign key looks


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
    found |= {key: root(verbs.new, ObjectId("table", key.path)) for key in _strays(verbs)}
    return found


def _strays(verbs: Verbs) -> Iterator[ObjectId]:
    """
    The partitions that stay and may have rows which belong into others from now on: those with other bounds, and one
    that takes what is left.

    Not where that would be noticed: by a trigger, or a foreign key that looks at the rows.
    """
    old, new = verbs.old, verbs.new
    moved = {before.of for key in verbs.of if isinstance(before := new.get(key), Partition)}
    for whole in moved:
        table = ObjectId("table", whole)
        if table not in old or verbs.of.get(table) in ("drop", "replace"):
            continue
        for user in new.used_by(table):
            before, after = old.get(user), new.get(user)
            if not isinstance(before, Partition) or not isinstance(after, Partition) or before.of != after.of:
                continue
            part = ObjectId("table", user.path)
            is_same = before.condition == after.condition or not after.condition
            if is_same or _is_retyped(old, new, part) or part not in old or verbs.of.get(part) in ("drop", "replace"):
                continue
            if not any(_is_watched(verbs, one) for one in (part, table, root(new, table))):
                yield user


def _is_retyped(old: Catalog, new: Catalog, part: ObjectId) -> bool:
    """Whether something by which *part* or its table is partitioned gets another type: then others make it anew."""
    pairs = ((old.get(key), new.get(key)) for key in old.children(part))
    return any(
        (one.is_key or one.of_key) and one.type != other.type
        for one, other in pairs
        if isinstance(one, Column) and isinstance(other, Column)
    )


def _is_watched(verbs: Verbs, table: ObjectId) -> bool:
    """Whether somebody notices when rows of *table* leave it, or come."""
    for catalog in (verbs.old, verbs.new):
        for part in (table, *catalog.children(table)):
            fact = catalog.get(part)
            if isinstance(fact, Trigger) and fact.sees_rows_come_or_go:
                return True
            keys = (part, *catalog.children(part)) if part.kind in KEYS else ()
            if any(user.kind == "foreign key" for key in keys for user in catalog.used_by(key)):
                return True
    return False


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
    if key.kind == "partition":
        return _taken_out(verbs, key, target)
    if key.kind != "table":
        return (f"create table {_beside(verbs, key)} as select last_value, is_called from {verbs.old.fact(key).name}",)  # noqa: S608
    values = ", ".join(_as_saved(one) for one, _ in _columns(verbs, key, target))
    fact = verbs.old.fact(key)
    seen = (f"alter {fact.what} no force row level security",) if isinstance(fact, Table) and fact.forced else ()
    return (*seen, f"create table {_beside(verbs, key)} as select {values} from only {fact.name}")  # noqa: S608


def _taken_out(verbs: Verbs, key: ObjectId, target: ObjectId) -> Statements:
    """What puts those rows of a partition aside that it will not hold any more."""
    table = ObjectId("table", key.path)
    fact, after = verbs.old.fact(table), verbs.new.fact(key)
    if not isinstance(after, Partition):
        return ()
    values = ", ".join(_as_saved(one) for one, _ in _columns(verbs, table, target))
    some = f"from {fact.name} where ({after.condition}) is not true"
    is_forced = isinstance(fact, Table) and fact.forced
    before, last = ((f"alter {fact.what} {word}force row level security",) for word in ("no ", ""))
    moves = (f"create table {_beside(verbs, key)} as select {values} {some}", f"delete {some}")
    return (*before, *moves, *last) if is_forced else moves


def filled(verbs: Verbs, key: ObjectId, target: ObjectId) -> Statements:
    """What puts it into *target*."""
    beside = _beside(verbs, key)
    new = verbs.new.fact(target)
    if key.kind not in ("table", "partition"):
        set_it = f"select pg_catalog.setval({constant(new.name)}, last_value, is_called) from {beside}"  # noqa: S608
        return (set_it, f"drop table {beside}")
    columns = _columns(verbs, ObjectId("table", key.path), target)
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
    ending = ROWS if key.kind in ("table", "partition") else POSITION
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
