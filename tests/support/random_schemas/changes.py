"""Changes a random world at random."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from random import Random
from typing import Any

from .base import PARTS, RELATIONS, TYPES, Key, Thing, Type, World
from .making import WEIGHTS, Maker, added

EDITS = ("add", "add", "drop", "remake", "alter", "alter", "alter", "alter", "rename", "move", "other kind", "reorder")


def changed(world: World, random: Random, major: int, times: int) -> World:
    """*world* after so many changes; what cannot stay because of them is gone."""
    for _ in range(times):
        world = once(world, random.choice(EDITS), random, major).mended()
        if not world.of("schema"):
            return world
    return world


def once(world: World, edit: str, random: Random, major: int) -> World:
    """*world* after a change of that kind."""
    key = random.choice(list(world))
    kind = random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    schema = random.choice(world.of("schema")).schema
    edits: dict[str, Callable[[], World]] = {
        "add": lambda: added(world, kind, random, major),
        "drop": lambda: world.without((key,)),
        "remake": lambda: altered(world, key, random, major, is_whole=True),
        "alter": lambda: altered(world, key, random, major, is_whole=False),
        "rename": lambda: renamed(world, key, random, major),
        "move": lambda: to_name(world, key, key._replace(schema=schema)),
        "other kind": lambda: of_other_kind(world, key, random, major),
        "reorder": lambda: World(random.sample(list(world.items()), len(world))),
    }
    return edits[edit]()


def altered(world: World, key: Key, random: Random, major: int, *, is_whole: bool) -> World:
    """*world* with another thing of that name, or one of which a property is another."""
    # Only of what does not need it, so that no circle comes about.
    thing = Maker(below(world, key), random, major).make(key)
    if thing is None:
        return world
    if not is_whole:
        one = random.choice([one.name for one in fields(thing) if one.name != "key"] or ["key"])
        thing = replace(world[key], **{one: getattr(thing, one)})
    return World({**world, key: thing})


def below(world: World, key: Key) -> World:
    """*world* without what needs the thing, but with its parts."""
    users = {one for one in world.users(key) if one.kind not in PARTS or one[1:3] != key[1:3]} - {key}
    relation = world.relation(key) if key.kind in PARTS else None
    return world.without(users - {relation})


def renamed(world: World, key: Key, random: Random, major: int) -> World:
    """*world* where the thing has another name."""
    fresh = Maker(world, random, major).fresh(key.schema)
    if key.kind not in (*RELATIONS, *TYPES, "function"):
        return world
    return to_name(world, key, key._replace(name=fresh))


def to_name(world: World, key: Key, new: Key) -> World:
    """*world* where everything that has the name of *key* has that of *new*, unless something has it."""
    taken = any((one[1:3], one.space) == (new[1:3], new.space) for one in world)
    if taken or key.kind not in (*RELATIONS, *TYPES, "function"):
        return world
    things: list[Thing] = [thing.renamed(key, new) for thing in world.values()]
    return World({thing.key: thing for thing in things})


def of_other_kind(world: World, key: Key, random: Random, major: int) -> World:
    """*world* where something of another kind has the name; what was on it stays if it can."""
    kinds = [kind for kind in (*RELATIONS, *TYPES) if kind != key.kind]
    if key.kind not in (*RELATIONS, *TYPES):
        return world
    new = Key(random.choice(kinds), key.schema, key.name)
    thing = Maker(below(world, key).without((key,)), random, major).make(new)
    if thing is None:
        return world
    # Who used it uses what has its name now.
    things = {new if one == key else one: thing if one == key else other for one, other in world.items()}
    return World({one: other if one == new else pointed(other, key, new) for one, other in things.items()})


def pointed(thing: Thing, old: Key, new: Key) -> Thing:
    """*thing* with *new* where it refers to *old*, if it is a relation or a type as well."""
    if (old.kind in TYPES) != (new.kind in TYPES):
        return thing
    changes: dict[str, Any] = {
        one.name: swapped(getattr(thing, one.name), old, new) for one in fields(thing) if one.name != "key"
    }
    return replace(thing, **changes)


def swapped(value: object, old: Key, new: Key) -> object:
    """*value* with *new* for *old*."""
    match value:
        case Key():
            return new if value == old else value
        case Type():
            is_type = new.kind in (*TYPES, "table")
            return Type(new if value.base == old and is_type else value.base, value.is_array)
        case tuple():
            return tuple(swapped(one, old, new) for one in value)
    return value
