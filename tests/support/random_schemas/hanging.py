"""Schemas, and what hangs on other things: comments, privileges, owners; and statistics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.core.facts.base import constant, dotted
from toolkit.core.identifiers import quoted

from .base import PARTS, Key, Thing, World
from .routines import Function
from .tables import Column, Sequence, Table, columns
from .types import type_name

WORDS = {"matview": "materialized view", "enum": "type", "composite": "type", "range": "type"}
PRIVILEGES = {
    "table": ("select", "insert", "update", "delete", "truncate", "references", "trigger"),
    "view": ("select", "insert", "update"),
    "matview": ("select",),
    "sequence": ("usage", "select", "update"),
    "function": ("execute",),
    "schema": ("usage", "create"),
    "enum": ("usage",),
    "domain": ("usage",),
    "composite": ("usage",),
    "range": ("usage",),
}
GRANTED_AS = {"view": "table", "matview": "table", "enum": "type", "composite": "type", "range": "type"}
BY_COLUMN = ("select", "insert", "update", "references")


@dataclass(frozen=True, slots=True)
class Schema(Thing):
    """A schema; whoever may own things in it, may create things in it if ``is_open``."""

    is_open: bool

    def sql(self, world: World) -> Iterator[str]:
        """``create schema``."""
        del world
        yield f"create schema {self.key.dotted}"
        if self.is_open:
            yield f"grant usage, create on schema {self.key.dotted} to case_a, case_b"


def word(world: World, target: Key) -> str:
    """The kind of the thing in a statement."""
    thing = world[target]
    if isinstance(thing, Function) and thing.shape == "procedure":
        return "procedure"
    return WORDS.get(target.kind, target.kind)


def name(world: World, target: Key) -> str:
    """The thing in a statement, after the word: ``auth.users.email``, ``p on auth.users``, ``auth.login()``."""
    thing = world[target]
    if isinstance(thing, Function):
        own = thing.relation.dotted if thing.shape == "row" and thing.relation else ""
        own = type_name(thing.type) if thing.shape in ("pure", "typed", "procedure") else own
        return f"{target.dotted}({own})"
    if target.kind == "column":
        return dotted(*target[1:])
    if target.kind == "index":
        return dotted(target.schema, target.part)
    return f"{quoted(target.part)} on {target.dotted}" if target.kind in PARTS else target.dotted


@dataclass(frozen=True, slots=True)
class Comment(Thing):
    """A comment on the target of its key."""

    text: str

    def needs(self, world: World) -> Iterator[Key]:
        """What it is about."""
        del world
        yield self.key.target

    def sql(self, world: World) -> Iterator[str]:
        """``comment on``."""
        target = self.key.target
        yield f"comment on {word(world, target)} {name(world, target)} is {constant(self.text)}"


@dataclass(frozen=True, slots=True)
class Owner(Thing):
    """Somebody else owns the target of its key."""

    role: str

    def needs(self, world: World) -> Iterator[Key]:
        """What he owns; the sequences of a table become his with it."""
        yield self.key.target
        for key in world.of("sequence"):
            thing = world[key]
            if isinstance(thing, Sequence) and thing.owner and thing.owner[1:3] == self.key[1:3]:
                yield key

    def is_sound(self, world: World) -> bool:
        """He may create things in the schema; a sequence has the owner of its table."""
        target = world[self.key.target]
        if isinstance(target, Sequence) and target.owner:
            return False
        schema = world.get(Key("schema", self.key.schema))
        return isinstance(schema, Schema) and (schema.is_open or self.key.target.kind == "schema")

    def sql(self, world: World) -> Iterator[str]:
        """``alter … owner to``."""
        target = self.key.target
        yield f"alter {word(world, target)} {name(world, target)} owner to {self.role}"


@dataclass(frozen=True, slots=True)
class Grant(Thing):
    """Privileges on the target of its key; ``columns`` are those of a table to which some are limited."""

    role: str
    wanted: tuple[str, ...]
    columns: tuple[str, ...]
    has_option: bool
    takes_from_public: bool

    def needs(self, world: World) -> Iterator[Key]:
        """What they are about, with its owner."""
        yield self.key.target
        owner = Key(f"owner:{self.key.target.kind}", *self.key[1:3])
        if owner in world:
            yield owner

    def sql(self, world: World) -> Iterator[str]:
        """``grant``."""
        target = self.key.target
        kind = GRANTED_AS.get(target.kind, target.kind)
        kind = "procedure" if word(world, target) == "procedure" else kind
        place = f"{kind} {name(world, target)}"
        if self.takes_from_public and kind in ("function", "procedure", "type", "domain"):
            yield f"revoke all on {place} from public"
        possible = PRIVILEGES[target.kind]
        privileges = [one for one in possible if one in self.wanted] or [possible[0]]
        option = " with grant option" if self.has_option and self.role != "public" else ""
        if kind == "table":
            found = [one for one, _ in columns(world, target) if one in self.columns]
            limited = [one for one in privileges if one in BY_COLUMN]
            if found and limited:
                listed = ", ".join(map(quoted, found))
                parts = ", ".join(f"{one} ({listed})" for one in limited)
                yield f"grant {parts} on {place} to {self.role}{option}"
                return
        yield f"grant {', '.join(privileges)} on {place} to {self.role}{option}"


@dataclass(frozen=True, slots=True)
class DefaultPrivileges(Thing):
    """What is granted on each new thing of the schema."""

    what: str  # as ``select on tables``
    role: str

    def sql(self, world: World) -> Iterator[str]:
        """``alter default privileges``, when all is there: it is not to change what comes after."""
        del world
        return iter(())

    def late(self, world: World) -> Iterator[tuple[tuple[Key, ...], str]]:
        """The statement."""
        del world
        yield (), f"alter default privileges in schema {dotted(self.key.schema)} grant {self.what} to {self.role}"


@dataclass(frozen=True, slots=True)
class Statistics(Thing):
    """Statistics about columns of a table."""

    table: Key
    columns: tuple[str, ...]
    kinds: tuple[str, ...]

    def needs(self, world: World) -> Iterator[Key]:
        """The table."""
        del world
        yield self.table

    def is_sound(self, world: World) -> bool:
        """The columns are there, and at least two."""
        found = dict(columns(world, self.table, of_rows=False))
        is_table = isinstance(world.get(self.table), Table)
        return is_table and len(set(self.columns)) > 1 and set(self.columns) <= set(found)

    def sql(self, world: World) -> Iterator[str]:
        """``create statistics``."""
        del world
        kinds = f" ({', '.join(self.kinds)})" if self.kinds else ""
        listed = ", ".join(quoted(one) for one in self.columns)
        yield f"create statistics {self.key.dotted}{kinds} on {listed} from {self.table.dotted}"


def rows(world: World) -> Iterator[str]:
    """Statements that put rows into the tables; one that is refused changes nothing."""
    from .types import constant as value_of

    for key in world.of("table"):
        found = columns(world, key, of_rows=False)
        given = [one for one in found if not is_computed(world, key, one[0])]
        for variant in (0, 1):
            values = ", ".join(value_of(world, of, variant) for _, of in given)
            listed = ", ".join(quoted(one) for one, _ in given)
            insert = f"insert into {key.dotted} ({listed}) overriding system value values ({values})"
            insert = insert if given else f"insert into {key.dotted} default values"
            yield f"do $do$begin {insert}; set constraints all immediate; exception when others then null; end$do$"


def is_computed(world: World, table: Key, column: str) -> bool:
    """Whether the database gives the values of the column."""
    from .tables import column_keys

    found = [world[key] for key in column_keys(world, table) if key.part == column]
    return any(isinstance(one, Column) and one.generated for one in found)
