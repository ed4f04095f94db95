"""What tables have from others: where Postgres only gives it at birth, and where it must be there before."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..facts.base import ObjectId
from ..facts.catalog import Catalog
from ..facts.columns import Column
from ..facts.constraints import Constraint
from ..facts.foreign import ForeignTable
from ..facts.indexes import IndexAttachment
from ..facts.not_nulls import NotNull
from ..facts.tables import Partition, Table

NAMED_NOT_NULL = 18  # the version since which not null is a constraint, which says whether it is inherited
Part = Column | Constraint | NotNull


def reborn(old: Catalog, new: Catalog) -> Iterator[ObjectId]:
    """Tables with something from their parents that only a new table has, or no longer of its own."""
    tables = (key for key in new.raw if key.kind in ("table", "foreign table") and key in old)
    heirs = [key for key in tables if '"inherits"' in old.raw[key] or '"inherits"' in new.raw[key]]
    found: set[ObjectId] = set()
    # What is made anew, its own heirs leave for a moment.
    while more := [key for key in heirs if key not in found and _is_reborn(old, new, key, found)]:
        found.update(more)
        yield from more


def reordered(old: Catalog, new: Catalog) -> Iterator[ObjectId]:
    """Tables that shall be of a type, or stay so, which has their columns in another order."""
    for key in new.raw:
        if key.kind != "table" or '"of_type"' not in new.raw[key] or key not in old:
            continue
        before = [one for one in old.children(key) if one.kind == "column"]
        after = [one for one in new.children(key) if one.kind == "column"]
        if [one for one in before if one in after] + [one for one in after if one not in before] != after:
            yield key


def _is_reborn(old: Catalog, new: Catalog, table: ObjectId, reborn_too: Collection[ObjectId]) -> bool:
    before, after = parents(old, table), parents(new, table)
    kept = [one for one in before if one in after and ObjectId("table", one) not in reborn_too]
    if not before and not after:
        return False
    if [one for one in before if one in after] + [one for one in after if one not in before] != after:
        return True
    if not set(before) <= set(after) and any(_is_borrowed(old, key) and key not in new for key in _parts(old, table)):
        return True
    for key in _parts(new, table):
        one, other = old.get(key), new.fact(key)
        if not isinstance(other, Part) or (isinstance(other, NotNull) and new.major < NAMED_NOT_NULL):
            continue
        if isinstance(one, Part) and other.is_inherited:
            renamed = isinstance(one, NotNull) and isinstance(other, NotNull) and one.constraint != other.constraint
            # Whom no parent gives it any more has it as its own, and keeps that.
            is_left = not other.is_local and not any(_gives(old, path, key) for path in kept)
            if one.is_local != other.is_local or (renamed and one.is_inherited) or is_left:
                return True
        elif one is None and not other.is_local and not set(after) <= set(before):
            return True
    return False


def _gives(catalog: Catalog, parent: tuple[str, str], key: ObjectId) -> bool:
    """Whether the *parent* has what *key* is; one that is not compared may have it."""
    is_known = any(ObjectId(kind, parent) in catalog for kind in ("table", "foreign table"))
    return not is_known or ObjectId(key.kind, (*parent, *key.path[2:])) in catalog


def _is_borrowed(catalog: Catalog, key: ObjectId) -> bool:
    fact = catalog.fact(key)
    return isinstance(fact, Part) and not fact.is_local


def _parts(catalog: Catalog, table: ObjectId) -> Iterator[ObjectId]:
    for key in catalog.children(table):
        if isinstance(catalog.fact(key), Part):
            yield key
            yield from (one for one in catalog.children(key) if one.kind == "not null")


def parents(catalog: Catalog, table: ObjectId) -> list[tuple[str, str]]:
    """Schema and name of the tables from which *table* inherits, in their order."""
    fact = catalog.get(table)
    return list(fact.inherits or ()) if isinstance(fact, Table | ForeignTable) else []


def counterparts(catalog: Catalog, key: ObjectId) -> Iterator[ObjectId]:
    """What the tables above have of the same name, where *key* has it from there and of its own as well."""
    fact = catalog.get(key)
    if isinstance(fact, Part) and fact.is_local and fact.is_inherited:
        for kind in ("table", "foreign table"):
            for path in parents(catalog, ObjectId(kind, key.path[:2])):
                yield ObjectId(key.kind, (*path, *key.path[2:]))


def above(catalog: Catalog, key: ObjectId) -> Iterator[ObjectId]:
    """The columns from which an inherited one, or that of which *key* is a property, comes: a level up."""
    column = ObjectId("column", key.path[:3])
    fact = catalog.get(column)
    if isinstance(fact, Column) and fact.is_inherited:
        table = ObjectId("table", key.path[:2])
        partition = catalog.get(ObjectId("partition", table.path))
        for path in [partition.of] if isinstance(partition, Partition) else parents(catalog, table):
            yield ObjectId("column", (*path, key.path[2]))
            if key.kind == "default":
                yield ObjectId("default", (*path, key.path[2]))


def all_above(catalog: Catalog, key: ObjectId) -> Iterator[ObjectId]:
    """Likewise, with those from which these come."""
    for one in above(catalog, key):
        yield one
        yield from all_above(catalog, one)


def incomplete(old: Catalog, new: Catalog, key: ObjectId) -> ObjectId | None:
    """The index of a table that must be built anew, because that of a partition leaves it; None where it need not."""
    fact = old.get(key)
    partition = ObjectId("partition", key.path[:2])
    if not isinstance(fact, IndexAttachment) or partition not in old or old.get(partition) != new.get(partition):
        return None
    wholes = [ObjectId(kind, fact.of) for kind in ("index", "constraint")]
    return next((one for one in wholes if one in old and one in new), None)
