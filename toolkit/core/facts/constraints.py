"""Constraints of tables, and the indexes behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..identifiers import quoted
from .base import UNCHANGED, Alteration, Fact, Statements, dotted

NOT_NULL = "NOT NULL"
NOT_VALID = " NOT VALID"


@dataclass(frozen=True, slots=True)
class Constraint(Fact):
    """
    A row of ``pg_constraint`` of a table, but for not null, which a column says itself.

    ``definition`` is as ``pg_get_constraintdef`` prints it. ``is_inherited``: a parent table has it too;
    ``is_local``: it would stay without the parent. ``has_children``: the table is partitioned.
    """

    kinds = ("constraint", "foreign key")
    parents = ("table", "foreign table")

    definition: str
    type: str  # ``p``, ``u``, ``c``, ``x``, ``f``
    is_local: bool = True
    is_inherited: bool = False
    only: bool = False  # the table is partitioned and the index behind the constraint is made for each partition
    deferrable: bool = False
    deferred: bool = False

    @property
    def slot(self) -> tuple[str, ...]:
        """Constraints of a table share their names, whatever their kind."""
        return ("constraint", *self.id.path)

    @property
    def slots(self) -> tuple[tuple[str, ...], ...]:
        """An index behind it shares its name with all other relations; a table has one primary key."""
        index = (("relation", self.id.path[0], self.id.path[2]),) if self.type in "pux" else ()
        only = (("primary key", *self.id.path[:2]),) if self.type == "p" else ()
        return (self.slot, *index, *only)

    @property
    def is_inline(self) -> bool:
        """Whether ``create table`` may say it."""
        return self.type in "puc" and not self.definition.endswith(NOT_VALID) and not self.only

    @property
    def table(self) -> str:
        """The table as it may stand in a statement."""
        return dotted(*self.id.path[:2])

    @property
    def definition_in_table(self) -> str:
        """It as ``create table`` says it."""
        return f"constraint {quoted(self.id.path[2])} {self.definition}"

    @property
    def what(self) -> str:
        """As ``comment on`` names it."""
        return f"constraint {quoted(self.id.path[2])} on {self.table}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What adds it to a table that is there."""
        del inside
        if not self.is_local:
            return ()  # it comes with that of the parent
        only = "only " if self.only else ""
        return (f"alter table {only}{self.table} add {self.definition_in_table}",)

    def drop(self) -> Statements:
        """What removes it."""
        return (f"alter table {self.table} drop constraint {quoted(self.id.path[2])}",) if self.is_local else ()

    def alter(self, new: Constraint) -> Alteration | None:
        """What validates it, or changes when a foreign key is checked; nothing else can be changed in place."""
        if not self.is_local and not new.is_local:
            return UNCHANGED
        name = quoted(self.id.path[2])
        if self.definition == new.definition + NOT_VALID:
            return Alteration((f"alter table {self.table} validate constraint {name}",))
        if self.type == new.type == "f" and self.without_timing == new.without_timing:
            timing = f"{'deferrable' if new.deferrable else 'not deferrable'}"
            timing += " initially deferred" if new.deferred else ""
            return Alteration((f"alter table {self.table} alter constraint {name} {timing}",))
        if replace(self, is_local=new.is_local, is_inherited=new.is_inherited) == new:
            return UNCHANGED  # who inherits what, the tables say
        return None

    @property
    def without_timing(self) -> str:
        """The definition without the words that say when it is checked."""
        return self.definition.replace(" INITIALLY DEFERRED", "").replace(" DEFERRABLE", "")


@dataclass(frozen=True, slots=True)
class ConstraintIndex(Fact):
    """The index behind a constraint: it comes and goes with it, but comments may hang on it."""

    kinds = ("constraint index",)
    parents = ("constraint",)
    own_names = 1

    @property
    def is_inline(self) -> bool:
        """It may."""
        return True

    @property
    def what(self) -> str:
        """As ``comment on`` names it: an index has its constraint's name."""
        return f"index {dotted(self.id.path[0], self.id.path[-1])}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """Nothing: the constraint makes it."""
        del inside
        return ()

    def drop(self) -> Statements:
        """Nothing: it goes with the constraint."""
        return ()


@dataclass(frozen=True, slots=True)
class DomainConstraint(Fact):
    """A check of a domain, or ``NOT NULL``, which has a row in ``pg_constraint`` only since Postgres 17."""

    kinds = ("domain constraint",)
    parents = ("domain",)

    definition: str
    is_named: bool = field(default=False, compare=False)

    @property
    def what(self) -> str:
        """As ``comment on`` names it."""
        return f"constraint {quoted(self.id.path[2])} on domain {dotted(*self.id.path[:2])}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What adds it."""
        del inside
        if self.definition == NOT_NULL and not self.is_named:
            return (f"alter domain {dotted(*self.id.path[:2])} set not null",)
        return (f"alter domain {dotted(*self.id.path[:2])} add constraint {quoted(self.id.path[2])} {self.definition}",)

    def drop(self) -> Statements:
        """What removes it."""
        if self.definition == NOT_NULL:
            return (f"alter domain {dotted(*self.id.path[:2])} drop not null",)
        return (f"alter domain {dotted(*self.id.path[:2])} drop constraint {quoted(self.id.path[2])}",)

    def alter(self, new: DomainConstraint) -> Alteration | None:
        """What validates it."""
        if self.definition == new.definition + NOT_VALID:
            name = quoted(self.id.path[2])
            return Alteration((f"alter domain {dotted(*self.id.path[:2])} validate constraint {name}",))
        return None
