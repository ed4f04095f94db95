"""Identity columns, and the sequences behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..identifiers import quoted
from .base import Alteration, Fact, ObjectId, Owned, Statements, constant, dotted, joined
from .columns import OfColumn
from .sequences import SequenceOptions


@dataclass(frozen=True, slots=True)
class Identity(OfColumn, Owned):
    """
    That a column is an identity column. Where its sequence stands is data and not compared.

    ``sequence`` are schema and name of the sequence. None: the type of the sequence is that of the column, or it is
    logged as the table is.
    """

    kinds = ("identity",)
    privileges = "rwU"
    grants_on = "sequence"
    has_needs = True

    always: bool
    sequence: tuple[str, str]
    options: SequenceOptions
    column_type: str | None = None
    persistence: str | None = None
    has_children: bool = field(default=False, compare=False)  # others inherit from the table, but not this

    @property
    def is_inline(self) -> bool:
        """Postgres adds no column with it to a table from which others inherit."""
        return not self.has_children

    @property
    def name(self) -> str:
        """The sequence."""
        return dotted(*self.sequence)

    @property
    def what(self) -> str:
        """The sequence, on which comments hang."""
        return f"sequence {self.name}"

    @property
    def slot(self) -> tuple[str, ...]:
        """Sequences share their names with all other relations."""
        return ("relation", *self.sequence)

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """An identity column refuses null."""
        return (ObjectId("not null", self.id.path),)

    def owner_change(self, old: str) -> Statements:
        """Nothing: the owner is that of the table."""
        del old
        return ()

    @property
    def clause(self) -> str:
        """``generated … as identity``, with what is not as usual."""
        kind = "always" if self.always else "by default"
        usual = f"{self.id.path[1]}_{self.id.path[2]}_seq"
        name = f"sequence name {self.name}" if self.sequence[1] != usual else ""
        words = joined((name, *(self.options.words() if not self.column_type else ())))
        return f"generated {kind} as identity{f' ({words})' if words else ''}"

    @property
    def afterwards(self) -> Statements:
        """What cannot be said where the column is made."""
        found = []
        if self.column_type:
            usual = SequenceOptions.usual(self.column_type, 1)
            found.append(joined((f"alter {self.what} as {self.options.type}", *self.options.changes(usual))))
        if self.persistence:
            found.append(f"alter {self.what} set {'unlogged' if self.persistence == 'u' else 'logged'}")
        return tuple(found)

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes an identity column of one that is there; its numbers go on after those that are in the table."""
        del inside
        table, column = dotted(*self.id.path[:2]), quoted(self.id.path[2])
        last = "max" if self.options.increment > 0 else "min"
        values = f"select {last}({column}) as last from {table}"  # noqa: S608  # names are quoted
        bounds = f"last between {self.options.minimum} and {self.options.maximum}"
        going_on = f"select pg_catalog.setval({constant(self.name)}, last) from ({values}) as found where {bounds}"  # noqa: S608  # likewise
        return (f"{self.head} add {self.clause}", *self.afterwards, going_on)

    def drop(self) -> Statements:
        """What makes it a column as others are."""
        return (f"{self.head} drop identity",)

    def alter(self, new: Identity) -> Alteration:
        """What brings it to *new*; the type of the sequence has changed with that of the column."""
        found = []
        if self.sequence[1] != new.sequence[1]:
            found.append(f"alter {self.what} rename to {quoted(new.sequence[1])}")
        words = [f"set generated {'always' if new.always else 'by default'}"] if self.always != new.always else []
        changes = new.options.changes(self.options)
        if self.options.type != new.options.type and (self.column_type or new.column_type):
            found.append(joined((f"alter {new.what} as {new.options.type}", *changes)))
        else:
            words += [f"set {change}" for change in changes]
        found += [new.options.fitted(self.options, new.name, f"{self.head} {' '.join(words)}")] if words else []
        if self.persistence != new.persistence:
            logged = new.persistence == "p" or (new.persistence is None and self.persistence == "u")
            found.append(f"alter {new.what} set {'logged' if logged else 'unlogged'}")
        return Alteration(tuple(found))
