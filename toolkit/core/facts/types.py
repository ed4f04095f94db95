"""Types: enumerations, composite types, domains, ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..identifiers import quoted
from .base import UNCHANGED, Alteration, Fact, Owned, Statements, aside, constant, dotted, joined

# What may name an attribute of a type.
LOOKING_IN = frozenset(
    (
        *("view", "materialized view", "rule", "policy", "trigger", "function", "procedure", "column", "default"),
        *("constraint", "index", "statistics", "domain constraint"),
    )
)


@dataclass(frozen=True, slots=True)
class Type(Owned):
    """Base of types: where one cannot be altered, a new one takes its name, and columns move over to it."""

    privileges = "U"
    grants_on = "type"
    is_swapped = True

    @property
    def what(self) -> str:
        """As ``alter`` and ``drop`` name it."""
        return f"type {self.name}"

    @property
    def slot(self) -> tuple[str, ...]:
        """A table makes a type of its name, so that types share their names with relations."""
        return ("relation", *self.id.path)

    def set_aside(self) -> tuple[Statements, Statements]:
        """The old one gets another name until no column has it any more."""
        schema, name = self.id.path
        kind = self.what.split(" ", maxsplit=1)[0]
        renamed = f"alter {self.what} rename to {quoted(aside(name))}"
        return (renamed,), (f"drop {kind} {dotted(schema, aside(name))}",)


@dataclass(frozen=True, slots=True)
class Enum(Type):
    """An enumeration with its values in their order."""

    kinds = ("enum",)

    values: tuple[str, ...] = ()

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        return (f"create type {self.name} as enum ({', '.join(map(constant, self.values))})",)

    def alter(self, new: Enum) -> Alteration | None:
        """What adds values; one that is gone, or stands elsewhere, needs a new type."""
        if [value for value in new.values if value in self.values] != list(self.values):
            return None
        found = []
        for index, value in enumerate(new.values):
            if value not in self.values:
                following = [other for other in new.values[index + 1 :] if other in self.values]
                place = f"after {constant(new.values[index - 1])}" if index else ""
                if not index and following:
                    place = f"before {constant(following[0])}"
                found.append(joined((f"alter type {self.name} add value {constant(value)}", place)))
        return Alteration(tuple(found), commits=True)


@dataclass(frozen=True, slots=True)
class CompositeType(Type):
    """A composite type that is no table's; each attribute is its name, its type and its collation, empty if usual."""

    kinds = ("composite type",)

    attributes: tuple[tuple[str, str, str], ...] = ()

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        lines = ",\n    ".join(_attribute(*one) for one in self.attributes)
        return (f"create type {self.name} as (\n    {lines}\n)" if lines else f"create type {self.name} as ()",)

    def alter(self, new: CompositeType) -> Alteration | None:
        """What drops attributes and adds others at the end; Postgres changes none of a type that is in use."""
        kept = [one for one in self.attributes if one in new.attributes]
        added = [one for one in new.attributes if one not in self.attributes]
        names = {name for name, *_ in self.attributes}
        if [*kept, *added] != list(new.attributes) or any(name in names for name, *_ in added):
            return None
        dropped = [f"drop attribute {quoted(one[0])} cascade" for one in self.attributes if one not in kept]
        actions = [*dropped, *(f"add attribute {_attribute(*one)} cascade" for one in added)]
        # With an attribute goes what names it: that comes back.
        return Alteration((f"alter type {self.name} {', '.join(actions)}",), LOOKING_IN if dropped else frozenset())


def _attribute(name: str, of_type: str, collation: str) -> str:
    return joined((quoted(name), of_type, f"collate {collation}" if collation else ""))


@dataclass(frozen=True, slots=True)
class Attribute(Fact):
    """An attribute of a composite type: what it is, the type says, but a comment may hang on it."""

    kinds = ("attribute",)
    parents = ("composite type",)

    @property
    def is_inline(self) -> bool:
        """It is."""
        return True

    @property
    def what(self) -> str:
        """As ``comment on`` names it."""
        return f"column {self.name}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """Nothing: the type makes it."""
        del inside
        return ()

    def drop(self) -> Statements:
        """Nothing: it goes with the type."""
        return ()

    def alter(self, new: Attribute) -> Alteration:
        """Nothing."""
        del new
        return UNCHANGED


@dataclass(frozen=True, slots=True)
class Domain(Type):
    """A domain; its checks, and that it is not null, are facts of their own."""

    kinds = ("domain",)

    base: str = ""
    collation: str | None = None  # None: that of the base type
    default: str | None = None

    @property
    def what(self) -> str:
        """As ``alter`` and ``drop`` name it."""
        return f"domain {self.name}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it, without its checks."""
        del inside
        return (
            joined(
                (
                    f"create domain {self.name} as {self.base}",
                    f"collate {self.collation}" if self.collation else "",
                    f"default {self.default}" if self.default is not None else "",
                )
            ),
        )

    def alter(self, new: Domain) -> Alteration | None:
        """What changes the default; another base is another domain."""
        if replace(self, default=new.default) != new:
            return None
        found = []
        if self.default != new.default:
            change = "drop default" if new.default is None else f"set default {new.default}"
            found.append(f"alter domain {self.name} {change}")
        return Alteration(tuple(found))

    def rework(self, replaced: Fact) -> Alteration | None:
        """Its default lets go of a function that is replaced; anything else that it uses goes with it."""
        if isinstance(replaced, Type) or self.default is None:
            return None
        back = f"alter domain {self.name} set default {self.default}"
        return Alteration((back,), first=(f"alter domain {self.name} drop default",))


@dataclass(frozen=True, slots=True)
class Range(Type):
    """A range type with its multirange; None stands for what Postgres takes by itself."""

    kinds = ("range",)
    # Its constructor functions belong to Postgres, and cannot make room for those of another.
    is_swapped = False
    is_left = True

    subtype: str = ""
    opclass: str | None = None
    collation: str | None = None
    canonical: str | None = None
    subtype_diff: str | None = None
    multirange: str | None = None

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        parts = (
            ("subtype", self.subtype),
            ("subtype_opclass", self.opclass),
            ("collation", self.collation),
            ("canonical", self.canonical),
            ("subtype_diff", self.subtype_diff),
            ("multirange_type_name", self.multirange),
        )
        options = ", ".join(f"{name} = {value}" for name, value in parts if value)
        return (f"create type {self.name} as range ({options})",)
