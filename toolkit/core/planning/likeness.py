"""Things that are the same but for their names: what may have been renamed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from ..facts.base import ObjectId, dotted
from ..facts.catalog import Catalog
from ..facts.indexes import Index
from ..facts.sequences import SequenceOwner
from ..identifiers import quoted
from .renames import Rename, place

LIKELY = ("column", "table", "function", "enum")
NAMED_AFTER = ("constraint", "foreign key", "index", "sequence")  # they would be built again, or begin again


def following(old: Catalog, new: Catalog, renames: Iterable[Rename]) -> tuple[Rename, ...]:
    """
    The keys, indexes and sequences of tables in *renames* that only have another name in *new*.

    They are named after their table or column, as ``items_pkey`` is, and mean the same by any name.
    """
    tables = {one.new.path[:2] for one in renames}
    near = frozenset(
        key for one in (old, new) for key in one.raw if key.kind in NAMED_AFTER and _table(one, key) in tables
    )
    return tuple(Rename(gone, come) for gone, come in pairs(old, new, NAMED_AFTER, near))


def _table(catalog: Catalog, key: ObjectId) -> tuple[str, ...]:
    owner = catalog.get(ObjectId("sequence owner", key.path))
    return owner.column[:2] if isinstance(owner, SequenceOwner) else key.path[:2]


def offers(old: Catalog, new: Catalog, ids: Iterable[ObjectId]) -> Iterator[str]:
    """Renames that may be meant, of those among *ids*: a table or column went, and one like it came in its place."""
    for gone, come in pairs(old, new, LIKELY, frozenset(ids)):
        names = gone.path[: place(gone) + 1 or None]
        yield f"{dotted(*names)}={quoted(come.path[place(come)])}"


def pairs(
    old: Catalog, new: Catalog, kinds: Iterable[str], ids: Collection[ObjectId]
) -> Iterator[tuple[ObjectId, ObjectId]]:
    """What of *ids* is only in *old*, with the one that is only in *new* and the same but for its name."""
    for kind in kinds:
        gone = _by_likeness(old, (key for key in ids if key.kind == kind and key not in new))
        come = _by_likeness(new, (key for key in ids if key.kind == kind and key not in old))
        for likeness, keys in sorted(gone.items(), key=lambda item: item[1]):
            others = come.get(likeness, [])
            if len(keys) == len(others) == 1:
                yield keys[0], others[0]


def _by_likeness(catalog: Catalog, ids: Iterable[ObjectId]) -> Mapping[object, list[ObjectId]]:
    found: dict[object, list[ObjectId]] = defaultdict(list)
    for key in ids:
        found[likeness(catalog, key)].append(key)
    return found


def likeness(catalog: Catalog, key: ObjectId) -> object:
    """What remains of a fact without its name: equal for two that one may have become the other."""
    path = list(key.path)
    path[place(key)] = ""
    fact = replace(catalog.fact(key), id=ObjectId(key.kind, tuple(path)))
    if isinstance(fact, Index):  # it says its name
        fact = replace(fact, definition=fact.definition.replace(f" {quoted(key.path[-1])} ON ", " ON ", 1))
    parts = tuple(
        (child.kind, child.path[len(key.path) :], replace(catalog.fact(child), id=ObjectId(child.kind, ())))
        for child in catalog.children(key)
        if child.kind in ("column", "sequence owner")
    )
    return fact, parts
