"""Things of a random schema and the world they are in; a thing refers to others by their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple, Self

from toolkit.core.facts.base import dotted
from toolkit.core.ordering import find_cycle, topological

RELATIONS = ("table", "view", "matview", "sequence")
PARTS = ("column", "constraint", "index", "trigger", "policy", "rule")
TYPES = ("enum", "domain", "composite", "range")


class Key(NamedTuple):
    """
    The name of a thing. ``part`` is that of a part of the relation, as a column or an index; what hangs on another
    thing has its names, and a kind like ``comment:table``.
    """

    kind: str
    schema: str
    name: str = ""
    part: str = ""

    @property
    def dotted(self) -> str:
        """It in a statement: ``auth.users``."""
        return dotted(self.schema, self.name) if self.name else dotted(self.schema)

    @property
    def target(self) -> Key:
        """For what hangs on another thing: the key of that."""
        return self._replace(kind=self.kind.partition(":")[2])

    @property
    def space(self) -> str:
        """Things with the same names in the same space are one thing, or parts of it."""
        last = self.kind.rpartition(":")[2]
        return last if last in ("function", "schema", "statistics") else "relation"


class Type(NamedTuple):
    """A type: the name of one of Postgres' own, or the key of another."""

    base: str | Key
    is_array: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """What can be in a schema. What is called ``variant`` chooses among what is possible where the thing is printed."""

    key: Key

    def needs(self, world: World) -> Iterator[Key]:
        """What must be there before it."""
        del world
        return iter(())

    def is_sound(self, world: World) -> bool:
        """Whether Postgres would take it, if what it needs is there."""
        del world
        return True

    def sql(self, world: World) -> Iterator[str]:
        """The statements that make it."""
        raise NotImplementedError(self.key)

    def late(self, world: World) -> Iterator[tuple[tuple[Key, ...], str]]:
        """More statements, each with what must be there before it: they run when most is there."""
        del world
        return iter(())

    def renamed(self, old: Key, new: Key) -> Self:
        """It in a world where *old* is called *new*."""
        changed = {one.name: moved(getattr(self, one.name), old, new) for one in fields(self)}
        return replace(self, **changed)


def moved(value: Any, old: Key, new: Key) -> Any:
    """*value* with the names of *new* in each key that has those of *old*."""
    match value:
        case Key() if (value.schema, value.name, value.space) == (old.schema, old.name, old.space):
            return value._replace(schema=new.schema, name=new.name)
        case Type():
            return value._replace(base=moved(value.base, old, new))
        case tuple() if not isinstance(value, Key):
            return tuple(moved(one, old, new) for one in value)
    return value


class World(dict[Key, Thing]):
    """All things, in the order in which they came."""

    def having(self, *things: Thing) -> World:
        """It with *things*."""
        return World({**self, **{thing.key: thing for thing in things}})

    def without(self, keys: Iterable[Key]) -> World:
        """It without *keys*."""
        gone = set(keys)
        return World({key: thing for key, thing in self.items() if key not in gone})

    def of(self, *kinds: str) -> list[Key]:
        """The things of these kinds."""
        return [key for key in self if key.kind in kinds]

    def parts(self, relation: Key, kind: str) -> list[Key]:
        """The parts of *relation* of that kind."""
        return [key for key in self if key.kind == kind and key[1:3] == relation[1:3]]

    def relation(self, part: Key) -> Key | None:
        """The relation of which *part* is a part."""
        found = (Key(kind, part.schema, part.name) for kind in RELATIONS)
        return next((key for key in found if key in self), None)

    def needs(self, key: Key) -> set[Key]:
        """What the thing needs, its schema and its relation included."""
        found = set(self[key].needs(self))
        if key.name:
            found.add(Key("schema", key.schema))
        if key.kind in PARTS:
            found.add(self.relation(key) or key._replace(kind="table", part=""))
        return found

    def users(self, key: Key) -> set[Key]:
        """All that needs the thing, and what needs that; itself included."""
        found = {key}
        graph = {one: self.needs(one) for one in self}
        late = {one: {need for needs, _ in thing.late(self) for need in needs} for one, thing in self.items()}
        while more := {one for one in self if one not in found and (graph[one] | late[one]) & found}:
            found |= more
        return found

    def mended(self) -> World:
        """It without what cannot be: what needs something that is not there, or would be refused."""
        world = self
        while True:
            # First the circles: in one of views, none would have columns.
            circle = find_cycle(tuple(world), {key: world.needs(key) - {key} for key in world})
            itself = (key for key in world if key in world.needs(key) and key.kind != "table")
            broken = circle[-1] if circle else next(itself, None)
            broken = broken or next((key for key in world if not world.is_fit(key)), None)
            if broken is None:
                return world
            world = world.without((broken,))

    def is_fit(self, key: Key) -> bool:
        """Whether the thing can be as it is."""
        late = (need for needs, _ in self[key].late(self) for need in needs)
        return all(need in self for need in (*self.needs(key), *late)) and self[key].is_sound(self)

    def script(self) -> str:
        """It as a file of SQL."""
        needs: Mapping[Key, set[Key]] = {key: self.needs(key) - {key} for key in self}
        ordered = topological(tuple(self), needs)
        texts = [text for key in ordered for text in self[key].sql(self)]
        texts += [text for key in ordered for _, text in self[key].late(self)]
        return "set check_function_bodies = off;\n" + "".join(f"{text};\n" for text in texts)
