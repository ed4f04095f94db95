"""
What happens to each fact: made, dropped, altered, or made anew, with everything that must make way for it.

Postgres drops nothing on which something depends, and changes little of it. What is in the way is dropped before and
made again after, as the new catalog has it: a view on a retyped column comes back with its grants and comments.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from ..facts.base import SIGNED, Alteration, Fact, ObjectId, Owned
from ..facts.catalog import Catalog
from ..facts.columns import ROW_TYPES, Column
from ..facts.constraints import Constraint
from ..facts.not_nulls import NotNull
from ..facts.tables import Partition
from .inheriting import Part, incomplete, reborn, reordered
from .row_types import has_value, holders, is_enclosed

# yield: something of another kind takes the name, and what stays moves over to that.
Verb = Literal["create", "drop", "alter", "replace", "swap", "yield"]
PRIVILEGES = "privileges"  # settled when it is known what is made anew
RENEWED = ("replace", "swap")
# Not made anew because a name is taken: values would be lost, or others settle it.
UNTOUCHED = ("table", "column", "sequence", "identity", PRIVILEGES)


@dataclass(frozen=True)
class Verbs:
    """
    The verb of each fact to which something happens; ``alterations`` are those of the altered ones.

    ``left`` are types that columns leave because of another inside of them, with that one: see ``Fact.is_left``.
    """

    old: Catalog
    new: Catalog
    of: dict[ObjectId, Verb] = field(default_factory=dict)
    alterations: dict[ObjectId, Alteration] = field(default_factory=dict)
    left: dict[ObjectId, ObjectId] = field(default_factory=dict)

    def is_brought(self, key: ObjectId) -> bool:
        """Whether a table must get *key* itself, because it only becomes a partition by this plan."""
        partition, table = ObjectId("partition", key.path[:2]), ObjectId("table", key.path[:2])
        becomes = self.of.get(partition) == "create" or self.moves(partition)
        is_made = self.of.get(key) in ("create", "replace")
        return becomes and is_made and table in self.old and self.of.get(table) not in RENEWED

    def moves(self, partition: ObjectId) -> bool:
        """Whether it leaves one table for another, or for the new one that takes the place of its own."""
        before, after = self.old.get(partition), self.new.get(partition)
        if not isinstance(before, Partition) or not isinstance(after, Partition):
            return False
        return before.of != after.of or self.of.get(ObjectId("table", before.of)) == "replace"

    def is_left_behind(self, key: ObjectId) -> bool:
        """Whether *key* stays with a table that is no partition any more, and must go for itself."""
        partition, table = ObjectId("partition", key.path[:2]), ObjectId("table", key.path[:2])
        ends = (self.of.get(partition) == "drop" or self.moves(partition)) and self.of.get(key) in ("drop", "replace")
        return ends and table in self.new and self.of.get(table) not in RENEWED

    def written_table(self, key: ObjectId) -> ObjectId | None:
        """The table that stays while Postgres writes the column *key* of it; None where it writes nothing."""
        table = ObjectId("table", key.path[:2])
        if key.kind != "column" or table not in self.old or self.of.get(table, "alter") != "alter":
            return None
        if key in self.alterations:
            return table if self.alterations[key].disturbs else None
        return table if self.of.get(key) in ("create", "replace") and has_value(self.new, key) else None


def decide(old: Catalog, new: Catalog, differing: Iterable[ObjectId], renewed: Collection[ObjectId] = ()) -> Verbs:
    """What must happen to the facts that differ and, because of that, to others; *renewed* are made anew."""
    verbs = Verbs(old, new)
    for key in differing:
        if key.kind != PRIVILEGES:
            _begin(verbs, key)
    for key in (*reborn(old, new), *reordered(old, new), *renewed):
        _renew(verbs, key)
    for key in [one for one, verb in verbs.of.items() if verb == "drop" and one.kind == "index attachment"]:
        whole = incomplete(old, new, key)
        if whole is not None:
            _renew(verbs, whole)
    _yield(verbs)
    waiting = list(verbs.of)
    while waiting:
        waiting += (key if key in verbs.of else _whole(verbs, key) for key in _spread(verbs, waiting.pop()))
    _change_alone(verbs)
    return verbs


def _change_alone(verbs: Verbs) -> None:
    """Have a partition that moves change its parts itself: no statement on a table above does it."""
    for key, known in list(verbs.alterations.items()):
        before, after = verbs.old.get(key), verbs.new.get(key)
        if not isinstance(before, Part) or not before.is_inherited:
            continue
        if not verbs.moves(ObjectId("partition", key.path[:2])):
            continue
        if isinstance(before, Column) and isinstance(after, Column) and not before.of_key:
            alone = replace(before, of_key=True)
            if alone.is_retyped_to(after):
                verbs.alterations[key] = replace(known, statements=(alone.retype(after), *known.statements))
        elif isinstance(before, NotNull) and isinstance(after, NotNull):
            verbs.alterations[key] = replace(before, is_local=True).alter(replace(after, is_local=True)) or known
        elif isinstance(before, Constraint) and isinstance(after, Constraint) and before.definition != after.definition:
            _renew(verbs, key)


def _begin(verbs: Verbs, key: ObjectId) -> None:
    before, after = verbs.old.get(key), verbs.new.get(key)
    if before is None:
        verbs.of[key] = "create"
    elif after is None:
        verbs.of[key] = "drop"
    elif before != after:
        alteration = change(before, after)
        if alteration is None:
            verbs.of[_whole(verbs, key)] = "swap" if before.is_swapped else "replace"
        else:
            verbs.of[key] = "alter"
            verbs.alterations[key] = alteration


def _yield(verbs: Verbs) -> None:
    """
    Have types make room for types of another kind that take their names, and routines for others of their name: which
    of two is called may depend on both.
    """
    taken = {verbs.new.fact(key).slot: key for key, verb in verbs.of.items() if verb == "create"}
    gone = {key.path[:2] for key, verb in verbs.of.items() if key.kind in SIGNED and verb == "drop"}
    namesakes = [key for key in verbs.new.raw if key.kind in SIGNED and key.path[:2] in gone] if gone else []
    overloaded = {key.path[:2] for key in namesakes if verbs.new.used_by(key)}
    for key, verb in verbs.of.items():
        if verb == "drop":
            fact = verbs.old.fact(key)
            taker = taken.get(fact.slot) if fact.is_swapped else None
            is_taken = taker is not None and (taker.kind in ROW_TYPES or _is_renewable(verbs.new.fact(taker)))
            if is_taken or (key.kind in SIGNED and key.path[:2] in overloaded):
                verbs.of[key] = "yield"


def _is_renewable(fact: Fact) -> bool:
    return fact.is_swapped or fact.is_left


def change(before: Fact, after: Fact) -> Alteration | None:
    """What brings an existing object to its new state, its owner included; None where it must be made anew."""
    if not isinstance(before, Owned) or not isinstance(after, Owned) or before.owner == after.owner:
        return before.alter(after)
    same_owner = replace(before, owner=after.owner)
    rest = Alteration(()) if same_owner == after else same_owner.alter(after)
    if rest is None:
        return None
    return replace(rest, statements=(*rest.statements, *after.owner_change(before.owner)))


def _spread(verbs: Verbs, key: ObjectId) -> list[ObjectId]:
    """What must follow from what happens to *key*; returns those to which something new happens."""
    domain = verbs.old.parent(key) if key in verbs.old else verbs.new.parent(key)
    if key.kind == "domain constraint" and domain is not None and domain in verbs.old and domain in verbs.new:
        is_new = verbs.of[key] == "create" or key in verbs.alterations
        follow = [domain] if is_new and is_enclosed(verbs.old, domain) and _renew(verbs, domain) else []
        return follow + _users(verbs, key)
    table = verbs.written_table(key)
    return _users(verbs, key) + ([] if table is None else _release(verbs, table))


def _release(verbs: Verbs, table: ObjectId) -> list[ObjectId]:
    """Have what holds rows of *table* let go of them; returns those to which something new happens."""
    found = [one for one in holders(verbs.old, table) if one in verbs.new]
    return [one for one in found if (_rework(verbs, one, table) if one.kind == "column" else _renew(verbs, one))]


def _users(verbs: Verbs, key: ObjectId) -> list[ObjectId]:
    """What uses *key*, or is a part of it, and must follow; returns those to which something new happens."""
    old, new = verbs.old, verbs.new
    match verbs.of[key]:
        case "yield" if old.fact(key).is_swapped:
            return [user for user in old.used_by(key) if _must_go(verbs, user, key) and _rework(verbs, user, key)]
        case "drop" | "yield":
            # What stays knows another object by its name from now on, one of another kind.
            near = (*old.used_by(key), *old.children(key))
            is_left = old.fact(key).is_left
            # Columns of others may have the type that a table makes.
            left_by = {user for user in near if user.kind == "column" and (is_left or _holds(user, key))}
            children = [child for child in old.children(key) if child in new and child.kind != PRIVILEGES]
            return [child for child in children if _renew(verbs, child)] + [
                user
                for user in near
                if not _is_kept(verbs, user) or user in left_by
                if _must_go(verbs, user, key)
                if (_rework if is_left or user in left_by else _follow)(verbs, user, key)
            ]
        case "replace":
            children = list(old.children(key))
            found = [child for child in children if child in new and child.kind != PRIVILEGES and _renew(verbs, child)]
            follow = _rework if old.fact(key).is_left or key in verbs.left else _follow
            parts = (key, *(child for child in children if child not in new))
            return found + [
                user
                for part in parts
                for user in old.used_by(part)
                if part == key or not _is_kept(verbs, user)
                if _must_go(verbs, user, part) and follow(verbs, user, key)
            ]
        case "swap":
            found = [
                child
                for child in old.children(key)
                if child in new and child.kind != PRIVILEGES and _renew(verbs, child)
            ]
            return found + [user for user in old.used_by(key) if user in new and _rework(verbs, user, key)]
        case "alter":
            disturbs = verbs.alterations[key].disturbs
            users = {*old.used_by(key), *old.children(key), *_turned(verbs, key, disturbs)} if disturbs else ()
            return [
                user
                for user in users
                # A column with values is none that only looks at others.
                if user.kind in disturbs and not (user.kind == "column" and _is_kept(verbs, user))
                if user in new and _renew(verbs, user)
            ]
    return []


def _turned(verbs: Verbs, key: ObjectId, disturbs: Collection[str]) -> Iterator[ObjectId]:
    """
    What turns from something that uses *key*, and goes for now, to something else that does: it can neither be altered
    before *key* is, as that needs the other thing, nor after.
    """
    waiting = [one for one in verbs.old.used_by(key) if one.kind in disturbs]
    seen = set(waiting)
    while waiting:
        one = waiting.pop()
        for user in {user for part in (one, *verbs.old.children(one)) for user in verbs.old.used_by(part)}:
            if user not in seen and user.kind in disturbs:
                seen.add(user)
                waiting.append(user)
                if verbs.of.get(user) == "alter" and _reaches(verbs.new, user, key, disturbs):
                    yield user


def _reaches(catalog: Catalog, user: ObjectId, key: ObjectId, kinds: Collection[str]) -> bool:
    """Whether *user* uses *key*, maybe by others of these kinds."""
    seen, waiting = {user}, [user]
    while waiting:
        used = catalog.uses(waiting.pop())
        if key in used:
            return True
        found = {whole for one in used for whole in (one, catalog.parent(one)) if whole is not None} - seen
        seen |= found
        waiting += [one for one in found if one.kind in kinds]
    return False


def _holds(column: ObjectId, key: ObjectId) -> bool:
    """Whether *column* has the type of the rows of *key*, of which it is no part."""
    return key.kind in ROW_TYPES and column.path[:2] != key.path


def _is_kept(verbs: Verbs, key: ObjectId) -> bool:
    fact = verbs.old.get(key)
    return key.kind in UNTOUCHED and not (isinstance(fact, Column) and fact.generated)


def _must_go(verbs: Verbs, user: ObjectId, used: ObjectId) -> bool:
    """Whether *user* stands in the way of *used*: one that is altered so that it has no part in it does not."""
    old, new = verbs.old, verbs.new
    is_tied = old.parent(user) == used or user.kind == "foreign key"  # to one key, whatever happens to it
    if user not in new or verbs.of.get(user) != "alter" or is_tied:
        return user in new
    parent = old.parent(used)
    whole = parent if parent is not None and verbs.of.get(parent) in (*RENEWED, "drop") else used
    slot = old.fact(whole).slot
    near = {one for key in new.uses(user) for one in (key, new.parent(key)) if one is not None}
    return any(new.fact(one).slot == slot for one in near)


def _follow(verbs: Verbs, key: ObjectId, replaced: ObjectId) -> bool:
    """Have *key* made anew because *replaced* is; returns whether that is news."""
    if key.kind == "table" or (key.kind == "column" and _is_kept(verbs, key)):
        return _rework(verbs, key, replaced)
    return not _moves_along(verbs, key, replaced) and _renew(verbs, key)


def _moves_along(verbs: Verbs, key: ObjectId, replaced: ObjectId) -> bool:
    """Whether *key* is part of a partition that only moves while the table of *replaced* is made anew."""
    table, whole = verbs.old.table_of(key), verbs.old.table_of(replaced)
    if table is None or table == whole or whole is None or verbs.of.get(whole) != "replace":
        return False
    move = ObjectId("partition", table.path)
    return key.kind in ("constraint", "index") and move in verbs.old and move in verbs.new


def _whole(verbs: Verbs, key: ObjectId) -> ObjectId:
    """The table for a column by which it is partitioned, else *key* itself: what can be made anew."""
    fact = verbs.old.get(key)
    return ObjectId("table", key.path[:2]) if isinstance(fact, Column) and fact.is_key else key


def _renew(verbs: Verbs, key: ObjectId) -> bool:
    """Have *key* made anew; returns whether that is news."""
    if verbs.of.get(key) in RENEWED:
        return False
    verbs.of[key] = "swap" if verbs.old.fact(key).is_swapped else "replace"
    verbs.alterations.pop(key, None)
    return True


def _leave(verbs: Verbs, key: ObjectId, left: ObjectId) -> bool:
    """Have *key*, which has *left* in it, left by all and made anew as well; returns whether that is news."""
    if verbs.of.get(key) == "replace":
        return False
    verbs.of[key] = "replace"
    verbs.left[key] = left
    verbs.alterations.pop(key, None)
    return True


def _rework(verbs: Verbs, key: ObjectId, swapped: ObjectId) -> bool:
    """Have *key* moved over to what replaces *swapped*; returns whether that is news."""
    left = verbs.left.get(swapped, swapped)
    if verbs.old.fact(left).is_left and verbs.old.fact(key).is_swapped:
        return _leave(verbs, key, left)
    if verbs.of.get(key) in RENEWED:
        return False
    alteration = verbs.new.fact(key).rework(verbs.old.fact(left))
    if alteration is None:
        return _renew(verbs, _whole(verbs, key))
    known = verbs.alterations.get(key)
    if known is not None and set(alteration.statements) <= set(known.statements):
        return False
    if known is not None:
        statements = (*known.statements, *alteration.statements)
        alteration = replace(
            alteration,
            statements=statements,
            disturbs=known.disturbs | alteration.disturbs,
            first=known.first or alteration.first,
            last=known.last or alteration.last,
        )
    verbs.of[key] = "alter"
    verbs.alterations[key] = alteration
    return True
