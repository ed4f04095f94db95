"""Renames tried on a clone: Postgres itself says what every view, key and policy looks like after them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ...core.facts.base import ObjectId
from ...core.facts.catalog import Catalog
from ...core.facts.graph import Graph
from ...core.planning.likeness import following
from ...core.planning.plan import Change
from ...core.planning.renames import Rename, place, resolved
from ...core.planning.renaming import now_called, statements
from ...core.planning.wording import Difference, Property
from ...errors import UsageError
from ...io import db
from .clone import cloned, read


@dataclass(frozen=True, slots=True)
class Renamed:
    """A catalog after renames, these in words and statements, and the new name of whatever has one by that."""

    catalog: Catalog
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    now_called: Callable[[ObjectId], ObjectId]


def renamed(old: Catalog, new: Catalog, hints: Sequence[str], server: str) -> Renamed:
    """
    *old* with what *hints* say, tried in a scratch database on *server*.

    Raises UsageError where a hint names nothing in *old*, or a name that is not in *new*.
    """
    renames = resolved(hints, old)
    check(hints, renames, old, new)
    with cloned(old, old.__contains__, server) as clone:
        changes = run(clone.conn, statements(renames, old))
        between = read(clone.conn)
        more = following(between, new, renames)
        changes += run(clone.conn, statements(more, between))
        after = read(clone.conn)
    names = now_called(old, renames)
    others = now_called(between, more)

    def name_of(key: ObjectId) -> ObjectId:
        first = names.get(key, key)
        return others.get(first, first)

    words = (*(in_words(one, old) for one in renames), *(in_words(one, between) for one in more))
    return Renamed(merged(old, clone.catalog, after, name_of), words, tuple(changes), name_of)


def in_words(one: Rename, catalog: Catalog) -> Difference:
    """A rename as a difference."""
    if one.values is not None:
        found = [Property("value", *one.values)]
    else:
        at = place(one.old)
        parts = (("schema", one.old.path[0], one.new.path[0]), ("name", one.old.path[at], one.new.path[at]))
        found = [Property(*part) for part in parts if part[1] != part[2]]
    return Difference(one.old, catalog.fact(one.old).what, "renamed", tuple(found))


def check(hints: Iterable[str], renames: Sequence[Rename], old: Catalog, new: Catalog) -> None:
    """Raise UsageError for a hint whose new name is not there after all."""
    names = now_called(old, renames)
    for hint, one in zip(hints, renames, strict=True):
        target = names.get(one.old, one.old)
        values = getattr(new.get(target), "values", ())
        if target not in new or (one.values is not None and one.values[1] not in values):
            raise UsageError(
                f"--rename {hint}: there is no {target if one.values is None else one.values[1]} in what shall be",
                hint="a rename leads to a name that the other side has",
            )


def run(conn: db.Connection, changes: Iterable[Change]) -> list[Change]:
    """Run *changes*, and return them."""
    known = list(changes)
    for change in known:
        db.run(conn, change.statement)
    return known


def merged(old: Catalog, before: Catalog, after: Catalog, name_of: Callable[[ObjectId], ObjectId]) -> Catalog:
    """
    *old* with what changed in its clone from *before* to *after*.

    What the clone never had, or has otherwise, as the settings of another server, stays as it is in *old*.
    """
    raw = {}
    for key in old.raw:
        now = name_of(key)
        is_changed = key != now or before.raw.get(key) != after.raw.get(key)
        raw[now] = after.raw[now] if is_changed and key in before and now in after else old.raw[key]
    made = {key: text for key, text in after.raw.items() if key not in before and key not in raw}

    def graph() -> Graph:
        found = Graph()
        for user, used in old.graph.uses.items():
            for one in used:
                found.add(name_of(user), name_of(one), belongs=one in old.graph.belongs.get(user, ()))
        return found

    return Catalog(raw | made, graph, old.role, old.major)
