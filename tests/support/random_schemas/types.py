"""Types of random schemas, and the expressions that fit them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from toolkit.core.facts.base import constant as quoted_text
from toolkit.core.identifiers import quoted

from .base import Key, Thing, Type, World

# What may be done with each, and values of it; most of them may be cast to another.
BUILT_IN = {
    "integer": ("number", ("1", "42")),
    "bigint": ("number", ("1", "7")),
    "smallint": ("number", ("1", "2")),
    "numeric(10,2)": ("number", ("1", "2.5")),
    "double precision": ("number", ("1", "0.5")),
    "text": ("text", ("1", "it's")),
    "character varying(20)": ("text", ("1", "a\\b")),
    "character(3)": ("text", ("1", "abc")),
    "boolean": ("boolean", ("true", "false")),
    "date": ("time", ("2024-01-01", "2024-12-31")),
    "timestamp with time zone": ("time", ("2024-01-01 00:00:00+00", "2024-12-31 12:00:00+00")),
    "interval": ("time", ("1 day", "2 hours")),
    "uuid": ("other", ("00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002")),
    "jsonb": ("json", ("1", '{"a": [1]}')),
    "bytea": ("other", ("\\x01", "\\x0203")),
    "inet": ("other", ("10.0.0.1", "::1")),
    "int4range": ("range", ("[1,2)", "empty")),
    "tsvector": ("words", ("a", "a b")),
}
ONE_OF = TypeVar("ONE_OF")
BIGINT, TEXT, BOOLEAN, INTEGER = Type("bigint"), Type("text"), Type("boolean"), Type("integer")


def pick(choices: Sequence[ONE_OF], variant: int) -> ONE_OF:
    """One of *choices*, whatever the number."""
    return choices[variant % len(choices)]


def type_name(of: Type) -> str:
    """The type in a statement."""
    return (of.base.dotted if isinstance(of.base, Key) else of.base) + ("[]" if of.is_array else "")


def type_needs(of: Type) -> Iterator[Key]:
    """The thing that makes the type."""
    if isinstance(of.base, Key):
        yield of.base


def below(world: World, of: Type) -> Type:
    """The type, or that on which a domain stands."""
    thing = world.get(of.base) if isinstance(of.base, Key) and not of.is_array else None
    return below(world, thing.type) if isinstance(thing, Domain) else of


def category(world: World, of: Type) -> str:
    """What may be done with values of the type."""
    base = below(world, of)
    if base.is_array:
        return "array"
    return BUILT_IN[base.base][0] if isinstance(base.base, str) else base.base.kind


def constant(world: World, of: Type, variant: int) -> str:
    """A value of the type."""
    name = type_name(of)
    if of.is_array:
        return pick((f"array[{constant(world, Type(of.base), variant)}]::{name}", f"'{{}}'::{name}"), variant)
    if isinstance(of.base, str):
        return f"{quoted_text(pick(BUILT_IN[of.base][1], variant))}::{name}"
    match world.get(of.base):
        case Enum() as enum:
            value = quoted_text(pick(enum.values, variant))
        case Domain() as domain:
            value = constant(world, domain.type, variant)
        case Composite() as composite:
            value = f"row({', '.join(constant(world, one, variant) for _, one in composite.fields)})"
        case Range():
            value = "'empty'"
        case _:
            value = "null"
    return f"{value}::{name}"


def predicate(world: World, value: str, of: Type, variant: int) -> str:
    """A condition on *value*, of that type; the values of `constant` fulfil most."""
    found = [f"{value} is not null"]
    match category(world, of):
        case "number":
            found += [f"{value} > 0", f"{value} <> 5", f"{value} between 0 and 1000"]
        case "text":
            found += [f"{value} <> ''", f"length({value}) < 100", f"{value} ~ '^[a-z1]'"]
        case "boolean":
            found += [f"{value} or not {value}", f"{value} is not unknown"]
        case "array":
            found += [f"cardinality({value}) < 10"]
        case "json":
            found += [f"{value} <> '[]'::jsonb"]
        case "enum":
            own = below(world, of)
            found += [f"{value}::{type_name(own)} >= {constant(world, own, 0)}"]
            found += [f"{value}::{type_name(own)} <> {constant(world, own, variant)} or {value} is not null"]
        case "composite":
            composite = world[below(world, of).base]  # type: ignore[index]  # only a key has this category
            assert isinstance(composite, Composite)
            found += [f"({value}).{quoted(name)} is not null" for name, _ in composite.fields]
    return pick(found, variant)


def computed(world: World, value: str, of: Type, variant: int) -> tuple[str, Type]:
    """An immutable expression of *value*, of that type, and its type."""
    found = [(f"{value} is null", BOOLEAN), (f"coalesce({value}, {constant(world, of, variant)}) is null", BOOLEAN)]
    match category(world, of):
        case "number":
            found = [(f"{value}::bigint + 1", BIGINT), (f"abs({value}::integer)", INTEGER)]
        case "text":
            found = [(f"lower({value}::text)", TEXT), (f"length({value}::text)", INTEGER), (f"{value}::text", TEXT)]
        case "enum":
            own = below(world, of)
            found += [(f"{value}::{type_name(own)} = {constant(world, own, variant)}", BOOLEAN)]
        case "array":
            found += [(f"cardinality({value})", INTEGER)]
    return pick(found, variant)


@dataclass(frozen=True, slots=True)
class Enum(Thing):
    """An enum; ``values`` are its labels."""

    values: tuple[str, ...]

    def is_sound(self, world: World) -> bool:
        """It has values, each once."""
        del world
        return bool(self.values) and len(set(self.values)) == len(self.values)

    def sql(self, world: World) -> Iterator[str]:
        """``create type``."""
        del world
        yield f"create type {self.key.dotted} as enum ({', '.join(map(quoted_text, self.values))})"


@dataclass(frozen=True, slots=True)
class Domain(Thing):
    """A domain. ``default`` and ``check`` are variants; ``call`` is a function that its condition calls."""

    type: Type
    default: int | None
    check: int | None
    is_not_null: bool
    call: Key | None

    def needs(self, world: World) -> Iterator[Key]:
        """Its type, and its function."""
        yield from type_needs(self.type)
        if self.call:
            yield self.call

    def is_sound(self, world: World) -> bool:
        """It stands on no row of a table."""
        return not isinstance(self.type.base, Key) or self.type.base.kind in ("enum", "domain", "composite", "range")

    def sql(self, world: World) -> Iterator[str]:
        """``create domain``."""
        text = f"create domain {self.key.dotted} as {type_name(self.type)}"
        if self.default is not None:
            text += f" default {constant(world, self.type, self.default)}"
        if self.is_not_null:
            text += " not null"
        if self.check is not None:
            condition = predicate(world, "value", self.type, self.check)
            if self.call and (called := world[self.call].on("value", self.type, world)):  # type: ignore[attr-defined]
                condition = f"{called[0]} is not null"
            text += f" constraint {quoted(self.key.name + ' holds')} check ({condition})"
        yield text


@dataclass(frozen=True, slots=True)
class Composite(Thing):
    """A composite type; ``fields`` are names and types."""

    fields: tuple[tuple[str, Type], ...]

    def needs(self, world: World) -> Iterator[Key]:
        """The types of its fields."""
        for _, of in self.fields:
            yield from type_needs(of)

    def is_sound(self, world: World) -> bool:
        """It has fields, each once."""
        return bool(self.fields) and len({name for name, _ in self.fields}) == len(self.fields)

    def sql(self, world: World) -> Iterator[str]:
        """``create type``."""
        parts = ", ".join(f"{quoted(name)} {type_name(of)}" for name, of in self.fields)
        yield f"create type {self.key.dotted} as ({parts})"


@dataclass(frozen=True, slots=True)
class Range(Thing):
    """A range over a type of Postgres, or a domain or enum."""

    type: Type

    def needs(self, world: World) -> Iterator[Key]:
        """Its subtype."""
        yield from type_needs(self.type)

    def is_sound(self, world: World) -> bool:
        """Its subtype has an order, and is no domain: that would make a circle of casts."""
        return not self.type.is_array and (isinstance(self.type.base, str) or self.type.base.kind == "enum")

    def sql(self, world: World) -> Iterator[str]:
        """``create type``."""
        # Its multirange has a name of its own: two ranges may have names that end alike.
        multirange = self.key._replace(name=self.key.name + " many").dotted
        yield (
            f"create type {self.key.dotted} as range "
            f"(subtype = {type_name(self.type)}, multirange_type_name = {multirange})"
        )
