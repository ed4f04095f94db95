"""That a column refuses null."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..identifiers import NAME_BYTES, quoted
from .base import UNCHANGED, Alteration, Fact, Statements, dotted, joined
from .columns import OfColumn


@dataclass(frozen=True, slots=True)
class NotNull(OfColumn):
    """
    ``not null``: since Postgres 18 a constraint, which has a name.

    ``constraint`` is None where that is the usual one, and always before 18. ``is_local`` and ``is_inherited`` are as
    with other constraints.
    """

    kinds = ("not null",)

    constraint: str | None = None
    no_inherit: bool = False
    is_valid: bool = True
    is_local: bool = True
    is_inherited: bool = False
    of_partition: bool = field(default=False, compare=False)
    is_named: bool = field(default=False, compare=False)  # whether the usual name is said too, as it may be in use

    def __post_init__(self) -> None:
        """A constraint with the usual name has none of its own."""
        if self.constraint == self.usual:
            object.__setattr__(self, "constraint", None)

    @property
    def usual(self) -> str:
        """The name that Postgres gives, if it is not too long; longer ones it shortens in a way of its own."""
        name = f"{self.id.path[1]}_{self.id.path[2]}_not_null"
        return name if len(name.encode()) <= NAME_BYTES else ""

    @property
    def is_copy(self) -> bool:
        """Whether a new column has it from the parent."""
        return not self.is_local

    @property
    def is_inline(self) -> bool:
        """Whether a new column may have it from the beginning."""
        return self.is_valid

    @property
    def what(self) -> str:
        """As ``comment on`` names it."""
        return f"constraint {quoted(self.constraint or self.usual)} on {dotted(*self.id.path[:2])}"

    @property
    def clause(self) -> str:
        """``not null``, with its name if it has one of its own."""
        given = self.constraint or (self.usual if self.is_named else "")
        name = f"constraint {quoted(given)}" if given else ""
        return joined((name, "not null", "no inherit" if self.no_inherit else ""))

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What adds it to a column that is there."""
        del inside
        if not self.is_local:
            return ()  # it comes with that of the parent
        if not self.constraint and not self.no_inherit and self.is_valid:
            return (f"{self.head} set not null",)
        table, column = dotted(*self.id.path[:2]), quoted(self.id.path[2])
        name = f"constraint {quoted(self.constraint or self.usual)}"
        marks = joined(("no inherit" if self.no_inherit else "", "" if self.is_valid else "not valid"))
        return (joined((f"alter table {table} add {name} not null {column}", marks)),)

    def drop(self) -> Statements:
        """What lets the column be null."""
        return (f"{self.head} drop not null",) if self.is_local else ()

    def alter(self, new: NotNull) -> Alteration | None:
        """What validates it, renames it, or has tables that inherit keep it too."""
        table = dotted(*self.id.path[:2])
        old_name, new_name = self.constraint or self.usual, new.constraint or new.usual
        found = []
        if not new.is_local and not self.is_local:
            return UNCHANGED  # who inherits what, the parent says
        if self.no_inherit != new.no_inherit:
            return None  # what changes it leaves those of tables that inherit as they are
        if old_name != new_name:
            found.append(f"alter table {table} rename constraint {quoted(old_name)} to {quoted(new_name)}")
        if self.is_valid != new.is_valid:
            if self.is_valid:
                return None
            found.append(f"alter table {table} validate constraint {quoted(new_name)}")
        if found or replace(self, is_local=new.is_local, is_inherited=new.is_inherited) == new:
            return Alteration(tuple(found))
        return None
