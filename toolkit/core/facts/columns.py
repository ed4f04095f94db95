"""Columns and their defaults."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from ..identifiers import cut, quoted
from .base import UNCHANGED, Alteration, Fact, Statements, dotted, joined, options_change
from .foreign_options import Options, change_clause, options_clause

PRECISION = re.compile(r"\([^)]*\)")
# What Postgres does not let stand while the type of a column changes, if it names the column.
# Statistics stay, but lose their target.
NAMED_BY = frozenset(
    (
        *("view", "materialized view", "rule", "policy", "trigger", "column", "function", "procedure"),
        *("publication table", "statistics"),
    )
)
ROW_TYPES = frozenset(("table", "view", "materialized view", "foreign table"))
TIED_BY_TYPE = frozenset(("foreign key", "default"))
STORAGES = {"p": "plain", "e": "external", "m": "main", "x": "extended"}
COMPRESSIONS = {"p": "pglz", "l": "lz4"}
STRINGS = frozenset(("text", "character varying", "character", '"char"', "name", "bpchar"))
# Each family from the type that holds least to that which holds most; Postgres casts between all of them by itself.
FAMILIES = (
    ("smallint", "integer", "bigint", "numeric"),
    ("real", "double precision"),
    ("date", "timestamp without time zone", "timestamp with time zone"),
    ("time without time zone", "interval"),
    ("json", "jsonb"),
    ("jsonb", "json"),
    ("cidr", "inet"),
    ("bit", "bit varying"),
)
CAST_BY_HAND = (frozenset(("boolean", "integer")),)  # there is a cast, but only where it is asked for


@dataclass(frozen=True, slots=True)
class Column(Fact):
    """
    A row of ``pg_attribute`` of a table or foreign table.

    None and False stand for what holds where nothing is said: the collation, storage and compression of the type.
    """

    kinds = ("column",)
    parents = ("table", "foreign table")
    privileges = "arwx"
    grants_on = "table"

    type: str
    collation: str | None = None
    generated: str | None = None  # ``s``: stored, ``v``: virtual
    expression: str | None = None  # of a generated column
    storage: str | None = None  # ``me``: main, where the type's own is external
    compression: str | None = None
    statistics: int | None = None
    options: tuple[str, ...] | None = None
    fdw_options: Options = None
    is_local: bool = True
    is_inherited: bool = False
    is_typed: bool = field(default=False, compare=False)  # it is what the composite type of its table says
    is_key: bool = field(default=False, compare=False)  # its table is partitioned by it, and it stays as it is
    of_key: bool = field(default=False, compare=False)  # that holds for the table of which this one is a partition
    of_partition: bool = field(default=False, compare=False)

    @property
    def is_inline(self) -> bool:
        """It may."""
        return True

    @property
    def table(self) -> str:
        """The table as it may stand in a statement."""
        return dotted(*self.id.path[:2])

    @property
    def short(self) -> str:
        """Its own name, quoted if it needs to be."""
        return quoted(self.id.path[2])

    def definition(self, inside: Sequence[Fact], *, typed: bool = False) -> str:
        """It as ``create table`` and ``add column`` say it, with what is *inside*: default, identity, not null."""
        clauses = [fact.clause for fact in inside if isinstance(fact, OfColumn) and fact.id.path == self.id.path]
        return joined(
            (
                self.short,
                "with options" if typed else self.type,
                options_clause(self.fdw_options),
                f"collate {self.collation}" if self.collation and not typed else "",
                f"compression {COMPRESSIONS[self.compression]}" if self.compression else "",
                self.generation,
                *clauses,
            )
        )

    @property
    def generation(self) -> str:
        """``generated …``, empty where it is not."""
        if not self.generated:
            return ""
        return f"generated always as ({self.expression}) {'stored' if self.generated == 's' else 'virtual'}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What adds it to a table that is there."""
        own = [fact for fact in inside if isinstance(fact, OfColumn)]
        if not self.is_local or self.is_typed:  # it comes with that of the parent, or with the attribute
            return (*(text for fact in own if not fact.is_copy for text in fact.create(())), *self.settings(None))
        added = f"alter table {self.table} add column {self.definition(own)}"
        return (added, *self.settings(None), *(text for fact in own for text in fact.afterwards))

    def drop(self) -> Statements:
        """What removes it."""
        is_own = self.is_local and not self.is_typed
        return (f"alter table {self.table} drop column {self.short}",) if is_own else ()

    def settings(self, old: Column | None) -> Statements:
        """What is set by statements of its own, to come from *old* or from a new column."""
        head = f"alter table only {self.table} alter column {self.short}"
        # A new column has its compression already.
        blank = Column(self.id, type=self.type, compression=self.compression)
        foreign = change_clause(old.fdw_options, self.fdw_options) if old else ""
        # A statement on the table above does the same to what is inherited.
        is_retyped = old is not None and (old.type, old.collation) != (self.type, self.collation)
        before = old.retyped() if old and is_retyped else old or blank
        return (*settings(head, before, self), *((f"{head} {foreign}",) if foreign else ()))

    def retyped(self) -> Column:
        """It as ``alter column type`` leaves it: with the storage and compression of the type."""
        return replace(self, storage=None, compression=None)

    def is_retyped_to(self, new: Column) -> bool:
        """Whether its type or collation is to change by a statement on this table."""
        # Of one that is inherited and said again, too: Postgres refuses to alter it here.
        inherits = new.is_inherited and (self.is_inherited or not new.is_local) and not self.of_key
        return (self.type, self.collation) != (new.type, new.collation) and not inherits

    def alter(self, new: Column) -> Alteration | None:
        """What brings it to *new*; another expression of a generated column is another column before Postgres 17."""
        if (self.generated, self.expression) != (new.generated, new.expression) and not (
            self.generated == "s" and new.generated is None
        ):
            return None
        if self.is_key and (self.type, self.collation) != (new.type, new.collation):
            return None
        head = f"alter table {self.table} alter column {self.short}"
        found: list[str] = []
        disturbs: frozenset[str] = frozenset()
        if new.is_local or not self.is_local:
            if self.generated and not new.generated:
                found.append(f"{head} drop expression")
            if self.is_retyped_to(new):
                found.append(self.retype(new))
            # Also where the statement is one on the table above.
            if (self.type, self.collation) != (new.type, new.collation):
                disturbs = NAMED_BY | (TIED_BY_TYPE if base(self.type) != base(new.type) else frozenset())
        return Alteration((*found, *new.settings(self)), disturbs)

    def retype(self, new: Column) -> str:
        """What changes type and collation."""
        collation = f" collate {new.collation}" if new.collation else ""
        head = f"alter table {self.table} alter column {self.short} type {new.type}{collation}"
        value = converted(self.short, self.type, new.type)
        return head if value is None else f"{head} using {value}"

    def rework(self, replaced: Fact) -> Alteration | None:
        """A column moves to the new type of the same name; anything else that it uses goes with it."""
        head = f"alter table {self.table} alter column {self.short} type"
        disturbs = NAMED_BY | TIED_BY_TYPE
        if self.generated or not (replaced.is_swapped or replaced.is_left or replaced.id.kind in ROW_TYPES):
            return None
        if self.is_key:
            return None
        if self.is_inherited and not self.is_local and not self.of_key:
            return UNCHANGED  # it moves with that of the parent
        kept = settings(f"alter table only {self.table} alter column {self.short}", self.retyped(), self)
        of_type = f"{self.type} collate {self.collation}" if self.collation else self.type
        if replaced.id.kind == "collation":
            return Alteration((f"{head} {of_type}", *kept), NAMED_BY)
        has_names = replaced.id.kind in (*ROW_TYPES, "composite type") and self.type.removesuffix("[]") == replaced.name
        if replaced.is_swapped:
            way: Statements = (f"{head} {of_type} using {self.short}::text::{self.type}",)
            if has_names:
                way = self.by_names(f"{head} {of_type}", f"pg_catalog.to_jsonb({self.short})")
            return Alteration((*way, *kept), disturbs)
        # Not every index and constraint serves what is between as well.
        disturbs |= {"index", "constraint"}
        first = f"{head} text using {self.short}::text"
        way = (f"{head} {of_type} using {self.short}::{self.type}",)
        if has_names:
            first = f"{head} jsonb using pg_catalog.to_jsonb({self.short})"
            way = self.by_names(f"{head} {of_type}", self.short)
        return Alteration((*way, *kept), disturbs, first=(first,))

    def by_names(self, head: str, value: str) -> Statements:
        """What brings rows inside of it to their type, which may have other columns: the names tell which is which."""
        if not self.type.endswith("[]"):
            return (f"{head} using pg_catalog.jsonb_populate_record(null::{self.type}, {value})",)
        # There is no such function for an array, but for a row that has one.
        schema, *names = self.id.path
        around = dotted(schema, cut("__".join(names)[:63]))
        whole = f"pg_catalog.jsonb_build_object('held', {value})"
        return (
            f"create type {around} as (held {self.type})",
            f"{head} using (pg_catalog.jsonb_populate_record(null::{around}, {whole})).held",
            f"drop type {around}",
        )


@dataclass(frozen=True, slots=True)
class OfColumn(Fact):
    """A property of a column that has a life of its own, and the column's path."""

    parents: ClassVar[tuple[str, ...]] = ("column",)
    own_names = 0

    @property
    def is_inline(self) -> bool:
        """It may."""
        return True

    @property
    def clause(self) -> str:
        """What the column's definition says of it."""
        raise NotImplementedError(self.id)

    @property
    def is_copy(self) -> bool:
        """Whether a new column of a table that inherits has it already, from the parent."""
        return False

    @property
    def afterwards(self) -> Statements:
        """What is left to do after that."""
        return ()

    @property
    def head(self) -> str:
        """How most of its statements begin."""
        return f"alter table {dotted(*self.id.path[:2])} alter column {quoted(self.id.path[2])}"


@dataclass(frozen=True, slots=True)
class Default(OfColumn):
    """The default of a column of a table, foreign table or view: a row of ``pg_attrdef`` that generates nothing."""

    kinds = ("default",)
    parents = ("column", "view column")

    expression: str
    is_inherited: bool = field(default=False, compare=False)  # the column of a parent has the same

    @property
    def is_copy(self) -> bool:
        """Whether a new column has it from the parent."""
        return self.is_inherited

    @property
    def clause(self) -> str:
        """``default …``."""
        return f"default {self.expression}"

    @property
    def what(self) -> str:
        """The column, for messages."""
        return f"default of {dotted(*self.id.path)}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What sets it."""
        del inside
        return (f"{self.head} set default {self.expression}",)

    def drop(self) -> Statements:
        """What removes it."""
        return (f"{self.head} drop default",)

    def alter(self, new: Default) -> Alteration:
        """What sets the other one."""
        return Alteration(new.create(()))

    @property
    def head(self) -> str:
        """How both statements begin."""
        return f"alter table only {dotted(*self.id.path[:2])} alter column {quoted(self.id.path[2])}"


@dataclass(frozen=True, slots=True)
class ViewColumn(Fact):
    """
    A column of a view: it comes and goes with the view, but comments, privileges and a default may hang on it.

    Only that of a materialized view has settings of its own; they are those of a column.
    """

    kinds = ("view column",)
    parents = ("view", "materialized view")
    privileges = "arwx"
    grants_on = "table"

    storage: str | None = None
    compression: str | None = None
    statistics: int | None = None
    options: tuple[str, ...] | None = None

    @property
    def is_inline(self) -> bool:
        """It may."""
        return True

    @property
    def what(self) -> str:
        """As ``comment on`` names it."""
        return f"column {dotted(*self.id.path)}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """Nothing: the view makes it."""
        del inside
        return ()

    def drop(self) -> Statements:
        """Nothing: it goes with the view."""
        return ()

    def alter(self, new: ViewColumn) -> Alteration:
        """What changes its settings."""
        return Alteration(new.settings(self))

    def settings(self, old: ViewColumn | None) -> Statements:
        """What is set by statements of its own, to come from *old* or from a new column."""
        head = f"alter {self.view} alter column {quoted(self.id.path[2])}"
        return settings(head, old or ViewColumn(self.id), self)

    @property
    def view(self) -> str:
        """Its view: only a materialized one has something to alter."""
        return f"materialized view {dotted(*self.id.path[:2])}"


def settings(head: str, old: Column | ViewColumn, new: Column | ViewColumn) -> Statements:
    """What brings storage, compression, statistics target and options from *old* to *new*."""
    found = []
    if new.storage != old.storage:
        # ``default`` is a word of Postgres 16; 15 has only the names.
        letter = new.storage[0] if new.storage else (old.storage or "")[1]
        found.append(f"{head} set storage {STORAGES[letter]}")
    if new.compression != old.compression:
        found.append(f"{head} set compression {COMPRESSIONS[new.compression] if new.compression else 'default'}")
    if new.statistics != old.statistics:
        found.append(f"{head} set statistics {-1 if new.statistics is None else new.statistics}")
    setting, resetting = options_change(old.options or (), new.options or ())
    found += [f"{head} set ({setting})"] if setting else []
    found += [f"{head} reset ({resetting})"] if resetting else []
    return tuple(found)


def base(type_name: str) -> str:
    """*type_name* without length and precision: ``numeric[]`` of ``numeric(10,2)[]``."""
    return PRECISION.sub("", type_name)


def converted(value: str, old: str, new: str) -> str | None:
    """
    *value*, of type *old*, as *new*, where Postgres does not find the way itself (None: it does, and refuses what does
    not fit instead of cutting it off).

    Every type can be cast to text and, explicitly, from text.
    """
    before, after = base(old).removesuffix("[]"), base(new).removesuffix("[]")
    is_same_shape = old.endswith("[]") == new.endswith("[]")
    by_itself = before == after or after in STRINGS or any({before, after} <= set(family) for family in FAMILIES)
    if is_same_shape and by_itself:
        return None
    is_direct = is_same_shape and (before in STRINGS or {before, after} in CAST_BY_HAND)
    return f"{value}::{new}" if is_direct else f"{value}::text::{new}"


def is_lossy(old: str, new: str) -> bool:
    """Whether Postgres may cut values short without a word when it brings them from one type to another."""
    before, after = base(old).removesuffix("[]"), base(new).removesuffix("[]")
    if before == after:
        rounds = before == "numeric" or before.startswith(("time", "interval"))
        return rounds and new != old and "(" in new
    return any({before, after} <= set(family) and family.index(after) < family.index(before) for family in FAMILIES)
