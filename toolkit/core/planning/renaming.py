"""Renames as statements, and what everything is called after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..facts.base import Fact, ObjectId, constant, dotted
from ..facts.catalog import Catalog
from ..facts.columns import Column, ViewColumn
from ..facts.constraints import Constraint, DomainConstraint
from ..facts.hanging import Hanging
from ..facts.reading import KINDS
from ..facts.types import Attribute
from ..identifiers import cut, quoted
from ..scope import schema_of
from .plan import Change
from .renames import Rename, place

BETWEEN = "_being_renamed"  # two that change their names with each other need a third


def now_called(old: Catalog, renames: Iterable[Rename]) -> Mapping[ObjectId, ObjectId]:
    """The name of every fact of *old* after *renames*, where that is another."""
    own = {one.old: one.new for one in renames if one.values is None}
    found: dict[ObjectId, ObjectId] = {}
    for key in old.raw if own else ():
        after = _after(key, old, own)
        if after != key:
            found[key] = after
    return found


def _after(key: ObjectId, old: Catalog, own: Mapping[ObjectId, ObjectId]) -> ObjectId:
    kind = KINDS[key.kind]
    parent = old.parent(key)
    if issubclass(kind, Hanging):
        target = _after(kind.parents_of(key.path)[0], old, own)
        return ObjectId(key.kind, (target.kind, *target.path, *key.path[1 + len(target.path) :]))
    after = own.get(key, key)
    if parent is not None:
        whole = _after(parent, old, own)
        if key.kind == "constraint index":  # it has the name of its constraint
            return ObjectId(key.kind, (*whole.path, whole.path[-1]))
        return ObjectId(key.kind, (*whole.path, *after.path[len(whole.path) :]))
    schema = ObjectId("schema", after.path[:1])
    if schema in own and key.kind != "schema" and schema_of(key) is not None:
        return ObjectId(key.kind, (own[schema].path[0], *after.path[1:]))
    return after


def statements(renames: Iterable[Rename], old: Catalog) -> Iterator[Change]:
    """What renames, the parts before the whole, so that each statement finds the old name of the others."""
    known = sorted(renames, key=lambda one: (-len(one.old.path), one.old))
    taken = {one.old for one in known}
    for schema in dict.fromkeys(one.new.path[0] for one in known if _moves(one)):
        if ObjectId("schema", (schema,)) not in old:
            yield Change(ObjectId("schema", (schema,)), "create", f"create schema {quoted(schema)}")
    late = []
    for one in known:
        fact = old.fact(one.old)
        if one.values is not None:
            before, after = map(constant, one.values)
            yield Change(one.old, "rename", f"alter {fact.what} rename value {before} to {after}")
            continue
        if _moves(one):
            yield Change(one.old, "rename", f"alter {fact.what} set schema {quoted(one.new.path[0])}")
            fact = replace(fact, id=ObjectId(one.old.kind, (one.new.path[0], *one.old.path[1:])))
        if one.new in taken and one.new != one.old:  # two that change their names with each other
            between = cut(one.name[: 63 - len(BETWEEN)]) + BETWEEN
            yield Change(one.old, "rename", renaming(fact, between))
            path = list(fact.id.path)
            path[place(one.old)] = between
            late.append((replace(fact, id=ObjectId(one.old.kind, tuple(path))), one))
        elif fact.id.path[place(one.old)] != one.name:
            yield Change(one.old, "rename", renaming(fact, one.name))
        taken.discard(one.old)
    for fact, one in late:
        yield Change(one.old, "rename", renaming(fact, one.name))


def _moves(one: Rename) -> bool:
    return one.old.kind != "schema" and one.old.path[0] != one.new.path[0] and len(one.old.path) > 1


def renaming(fact: Fact, name: str) -> str:
    """The statement that gives *fact* another name."""
    match fact:
        case Column() | ViewColumn():
            return f"alter table {dotted(*fact.id.path[:2])} rename column {quoted(fact.id.path[2])} to {quoted(name)}"
        case Constraint():
            return f"alter table {fact.table} rename constraint {quoted(fact.id.path[2])} to {quoted(name)}"
        case DomainConstraint():
            domain = dotted(*fact.id.path[:2])
            return f"alter domain {domain} rename constraint {quoted(fact.id.path[2])} to {quoted(name)}"
        case Attribute():
            whole, part = dotted(*fact.id.path[:2]), quoted(fact.id.path[2])
            return f"alter type {whole} rename attribute {part} to {quoted(name)} cascade"
    return f"alter {fact.what} rename to {quoted(name)}"
