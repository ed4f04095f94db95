"""The plan: what differs between two catalogs, and the statements that end it, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..facts.base import Fact, ObjectId, Owned
from ..facts.catalog import Catalog
from ..facts.columns import Column
from ..facts.hanging import Privileges
from ..facts.not_nulls import NotNull
from .carrying import carried, filled, saved
from .graph import Move, Node, order
from .inheriting import Part
from .losses import loss
from .privileges import chain, settle, standing
from .verbs import PRIVILEGES, Verbs, decide


@dataclass(frozen=True, slots=True)
class Change:
    """
    One statement of a plan, without its semicolon.

    ``id`` is the fact that it is about and ``move`` what happens to that. ``loses`` says which data it loses, empty
    where it loses none. ``commits``: what follows may only use the result after a commit.
    """

    id: ObjectId
    move: Move
    statement: str
    loses: str = ""
    commits: bool = False


def differing(old: Catalog, new: Catalog) -> tuple[ObjectId, ...]:
    """The facts that are only in one of them or not equal in both, in the order of the catalogs."""
    names = dict.fromkeys((*old.raw, *new.raw))
    return tuple(key for key in names if old.raw.get(key) != new.raw.get(key) and _differs(old, new, key))


def _differs(old: Catalog, new: Catalog, key: ObjectId) -> bool:
    if key.kind == PRIVILEGES:
        # No list of privileges says the same as the list of the usual ones.
        target = Privileges.parents_of(key.path)[0]
        if target not in old or target not in new:
            return False
        return standing(old, target) != standing(new, target) or set(chain(old, target)) != set(chain(new, target))
    return old.get(key) != new.get(key)


def plan(old: Catalog, new: Catalog, ids: Iterable[ObjectId]) -> tuple[Change, ...]:
    """The statements that bring the facts of these names from *old* to *new*, with all that this takes."""
    wanted = tuple(ids)
    renewed: set[ObjectId] = set()
    while True:
        verbs = decide(old, new, wanted, renewed)
        settle(verbs, wanted)
        ordered = order(verbs)
        if not isinstance(ordered, ObjectId):
            break
        renewed.add(ordered)
    sketched = {node for node in ordered.nodes if node.move == "sketch"}
    return tuple(
        Change(
            node.id,
            node.move,
            statement,
            loss(verbs, node),
            node.move == "alter" and verbs.alterations[node.id].commits,
        )
        for node in ordered.nodes
        for statement in _statements(
            verbs, node, ordered.inside.get(node.id, ()), is_sketched=Node("sketch", node.id) in sketched
        )
    )


def _as_it_is(verbs: Verbs, fact: Fact) -> Fact:
    """
    *fact*; a column of a table that has let go of its type meanwhile is a column like any other, and partitions keep
    the names of constraints while their table is made anew.
    """
    if isinstance(fact, Part) and (verbs.is_brought(fact.id) or verbs.is_left_behind(fact.id)):
        fact = replace(fact, is_local=True)
    if isinstance(fact, NotNull):
        return replace(fact, is_named=verbs.of.get(ObjectId("table", fact.id.path[:2])) == "replace")
    if isinstance(fact, Column) and fact.is_typed:
        table = verbs.alterations.get(ObjectId("table", fact.id.path[:2]))
        return replace(fact, is_typed=not (table and table.first))
    return fact


def in_place(statement: str) -> str:
    """``create …`` as ``create or replace …``."""
    return f"create or replace {statement.removeprefix('create ')}"


def _statements(verbs: Verbs, node: Node, inside: tuple[ObjectId, ...], *, is_sketched: bool) -> Iterator[str]:
    match node.move:
        case "drop":
            yield from _as_it_is(verbs, verbs.old.fact(node.id)).drop()
        case "aside" | "finish":
            alteration = verbs.alterations.get(node.id)
            way = (alteration.first, alteration.last) if alteration else verbs.old.fact(node.id).set_aside()
            yield from way[node.move == "finish"]
        case "save":
            yield from saved(verbs, node.id, carried(verbs)[node.id])
        case "fill":
            yield from filled(verbs, node.id, carried(verbs)[node.id])
        case "alter":
            yield from verbs.alterations[node.id].statements
        case "loosen":
            yield from map(in_place, verbs.old.fact(node.id).sketch())
        case "sketch":
            yield from verbs.new.fact(node.id).sketch()
        case "create":
            fact = _as_it_is(verbs, verbs.new.fact(node.id))
            statements = fact.create(tuple(_as_it_is(verbs, verbs.new.fact(key)) for key in inside))
            yield from (in_place(statements[0]), *statements[1:]) if is_sketched else statements
            if isinstance(fact, Owned):
                yield from fact.owner_change(verbs.old.role)
