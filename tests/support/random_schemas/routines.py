"""Functions of random schemas, and how they are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.core.identifiers import quoted

from .base import Key, Thing, Type, World
from .types import BIGINT, category, constant, pick, predicate, type_name, type_needs

SHAPES = ("pure", "value", "typed", "reader", "rows", "row", "trigger", "procedure")
CALLED = ("value", "typed", "reader")  # without arguments, or with a constant


@dataclass(frozen=True, slots=True)
class Function(Thing):
    """
    A function or procedure. ``shape`` says what it is for:

    pure       of one argument, immutable: for indexes, checks, generated columns and domains
    value      a constant, or the value of ``callee``
    typed      returns its argument, which may have any type
    reader     counts the rows of ``relation``
    rows       returns those
    row        takes one of those
    trigger    for triggers
    procedure  what its name says
    """

    shape: str
    type: Type
    relation: Key | None
    callee: Key | None
    variant: int
    is_atomic: bool
    is_plpgsql: bool
    volatility: str
    attributes: tuple[str, ...]
    argument: str
    has_default: bool

    def needs(self, world: World) -> Iterator[Key]:
        """The types of its signature, and what its body names."""
        if self.shape in ("pure", "value", "typed", "procedure"):
            yield from type_needs(self.type)
        if self.shape in ("reader", "rows", "row") and self.relation:
            yield self.relation
        if self.shape == "value" and self.callee:
            yield self.callee

    def is_sound(self, world: World) -> bool:
        """What it reads is there, and what it calls has a value."""
        callee = world.get(self.callee) if self.shape == "value" and self.callee else None
        if self.shape == "pure":
            return self.type in (Type("integer"), Type("text"))
        if self.shape in ("reader", "rows", "row"):
            return self.relation is not None
        return callee is None or (isinstance(callee, Function) and callee.shape == "value" and callee.type == self.type)

    def is_tracked(self, world: World) -> bool:
        """Whether Postgres knows all that it needs when it runs: then it may run while things are changed."""
        if self.shape == "value" and self.callee:
            callee = world[self.callee]
            return self.is_atomic and not self.is_plpgsql and isinstance(callee, Function) and callee.is_tracked(world)
        return self.shape in ("pure", "typed", "value") or (self.is_atomic and not self.is_plpgsql)

    def called(self, world: World) -> tuple[str, Type]:
        """A call without arguments, and its type; of those that are CALLED."""
        argument = constant(world, self.type, self.variant) if self.shape == "typed" else ""
        return f"{self.key.dotted}({argument})", BIGINT if self.shape == "reader" else self.type

    def on(self, value: str, of: Type, world: World) -> tuple[str, Type] | None:
        """A call of a pure one with *value* of that type; None where that does not fit."""
        fits = {"integer": ("number",), "text": ("number", "text")}
        if category(world, of) not in fits.get(str(self.type.base), ()):
            return None
        return f"{self.key.dotted}({value}::{type_name(self.type)})", self.type

    def arguments(self, world: World) -> str:
        """Between the parentheses of its creation."""
        name = quoted(self.argument)
        if self.shape == "row" and self.relation:
            return f"{name} {self.relation.dotted}"
        if self.shape in ("pure", "typed", "procedure"):
            default = f" default {constant(world, self.type, self.variant)}" if self.has_default else ""
            return f"{name} {type_name(self.type)}{default}"
        return ""

    def result(self) -> str:
        """What it returns."""
        match self.shape:
            case "reader" | "row":
                return "bigint"
            case "rows":
                return f"setof {self.relation.dotted if self.relation else ''}"
            case "trigger":
                return "trigger"
        return type_name(self.type)

    def query(self, world: World) -> str:
        """What it evaluates."""
        name = quoted(self.argument)
        match self.shape:
            case "pure" | "typed" | "procedure":
                return f"select {name}"
            case "value":
                callee = world[self.callee] if self.callee else None
                called = callee.called(world)[0] if isinstance(callee, Function) else None
                return f"select {called or constant(world, self.type, self.variant)}"
            case "row":
                return f"select 1::bigint where {name} is not null"
        from .tables import columns

        assert self.relation is not None  # see `is_sound`
        if self.shape == "rows":
            return f"select r.* from {self.relation.dotted} as r"
        found = columns(world, self.relation)
        where = ""
        if found and self.variant % 3:
            column, of = pick(found, self.variant)
            where = f" where {predicate(world, 'r.' + quoted(column), of, self.variant)}"
        return f"select count(*) from {self.relation.dotted} as r{where}"

    def sql(self, world: World) -> Iterator[str]:
        """``create function``."""
        query = self.query(world) if self.shape != "trigger" else ""
        if self.shape == "trigger":
            body = f"language plpgsql as $$begin /* {self.variant} */ return coalesce(new, old); end$$"
        elif self.is_plpgsql and self.shape == "procedure":
            body = f"language plpgsql as $$begin perform {query.removeprefix('select ')}; end$$"
        elif self.is_plpgsql:
            value = f"query {query}" if self.shape == "rows" else f"({query})"
            body = f"language plpgsql {self.volatile} as $$begin return {value}; end$$"
        elif self.is_atomic:
            body = f"language sql {self.volatile} begin atomic {query}; end"
        else:
            body = f"language sql {self.volatile} as $$ {query} $$"
        if self.shape == "procedure":
            yield f"create procedure {self.key.dotted}({self.arguments(world)}) {body}"
        else:
            attributes = " ".join(one for one in self.attributes if self.shape == "rows" or "rows" not in one)
            head = f"create function {self.key.dotted}({self.arguments(world)}) returns {self.result()}"
            yield f"{head} {attributes} {body}"

    @property
    def volatile(self) -> str:
        """How its result may change; a procedure has no such thing."""
        if self.shape == "procedure":
            return ""
        return "immutable" if self.shape == "pure" else self.volatility


def is_callable(world: World, key: Key | None, *, tracked: bool = False) -> bool:
    """Whether the key is that of a function that has a value without arguments; *tracked*: that may run meanwhile."""
    thing = world.get(key) if key else None
    return isinstance(thing, Function) and thing.shape in CALLED and (not tracked or thing.is_tracked(world))


def is_pure(world: World, key: Key) -> bool:
    """Whether the key is that of a pure function."""
    thing = world.get(key)
    return isinstance(thing, Function) and thing.shape == "pure"
