"""Sequences, and the columns that own them."""

from __future__ import annotations

from collections.abc import Sequence as Many
from dataclasses import dataclass

from ..identifiers import quoted
from .base import Alteration, Fact, ObjectId, Owned, Statements, dotted, joined

BITS = {"smallint": 15, "integer": 31, "bigint": 63}


@dataclass(frozen=True, slots=True)
class SequenceOptions:
    """The columns of ``pg_sequence``."""

    type: str = "bigint"
    start: int = 1
    increment: int = 1
    minimum: int = 1
    maximum: int = 2**63 - 1
    cache: int = 1
    cycle: bool = False

    @classmethod
    def usual(cls, of_type: str, increment: int) -> SequenceOptions:
        """What Postgres takes where nothing else is said."""
        limit = 2 ** BITS.get(of_type, 63)
        if increment < 0:
            return cls(of_type, -1, increment, -limit, -1)
        return cls(of_type, 1, increment, 1, limit - 1)

    def words(self) -> tuple[str, ...]:
        """The clauses for a new sequence, the usual ones left out."""
        usual = SequenceOptions.usual(self.type, self.increment)
        start = self.minimum if self.increment > 0 else self.maximum
        found = [f"increment by {self.increment}"] if self.increment != 1 else []
        found += [f"minvalue {self.minimum}"] if self.minimum != usual.minimum else []
        found += [f"maxvalue {self.maximum}"] if self.maximum != usual.maximum else []
        found += [f"start with {self.start}"] if self.start != start else []
        found += [f"cache {self.cache}"] if self.cache != 1 else []
        return (*found, *(["cycle"] if self.cycle else []))

    def is_elsewhere(self, old: SequenceOptions) -> bool:
        """Whether no value of *old* is one of this, so that it has to start again."""
        return self.minimum > old.maximum or self.maximum < old.minimum

    def is_narrower(self, old: SequenceOptions) -> bool:
        """Whether some value of *old* is none of this, so that it may have to start again."""
        return self.minimum > old.minimum or self.maximum < old.maximum

    def fitted(self, old: SequenceOptions, sequence: str, statement: str) -> str:
        """*statement*, which brings *sequence* from *old* to this, with a new start where it stands outside."""
        again = f"{statement} restart with {self.start}"
        if self.is_elsewhere(old) or not self.is_narrower(old):
            return again if self.is_elsewhere(old) else statement
        fits = f"(select last_value between {self.minimum} and {self.maximum} from {sequence})"  # noqa: S608  # quoted
        return f"do $do$ begin if {fits} then {statement}; else {again}; end if; end $do$"

    def changes(self, old: SequenceOptions) -> tuple[str, ...]:
        """The clauses that bring *old* to this, but for the type."""
        clauses = (
            (old.increment, self.increment, f"increment by {self.increment}"),
            (old.minimum, self.minimum, f"minvalue {self.minimum}"),
            (old.maximum, self.maximum, f"maxvalue {self.maximum}"),
            (old.start, self.start, f"start with {self.start}"),
            (old.cache, self.cache, f"cache {self.cache}"),
            (old.cycle, self.cycle, "cycle" if self.cycle else "no cycle"),
        )
        # Another type moves limits that were those of the old one, so that all are said.
        return tuple(words for before, after, words in clauses if before != after or self.type != old.type)


@dataclass(frozen=True, slots=True)
class Sequence(Owned):
    """A sequence that is not behind an identity column. Where it stands is data and not compared."""

    kinds = ("sequence",)
    privileges = "rwU"
    grants_on = "sequence"

    options: SequenceOptions
    persistence: str = "p"  # or ``u``, unlogged

    @property
    def slot(self) -> tuple[str, ...]:
        """Sequences share their names with all other relations."""
        return ("relation", *self.id.path)

    def create(self, inside: Many[Fact]) -> Statements:
        """What makes it."""
        del inside
        kind = "unlogged sequence" if self.persistence == "u" else "sequence"
        words = f"as {self.options.type}" if self.options.type != "bigint" else ""
        return (joined(("create", kind, dotted(*self.id.path), words, *self.options.words())),)

    def alter(self, new: Sequence) -> Alteration:
        """What brings it to *new*."""
        words = f"as {new.options.type}" if new.options.type != self.options.type else ""
        change = joined((words, *new.options.changes(self.options)))
        statement = f"alter {self.what} {change}"
        found = [new.options.fitted(self.options, self.name, statement)] if change else []
        if new.persistence != self.persistence:
            found.append(f"alter {self.what} set {'unlogged' if new.persistence == 'u' else 'logged'}")
        return Alteration(tuple(found))


@dataclass(frozen=True, slots=True)
class SequenceOwner(Fact):
    """The column with which a sequence goes."""

    kinds = ("sequence owner",)
    parents = ("sequence",)
    own_names = 0
    has_needs = True

    column: tuple[str, str, str]  # schema, table, column

    @property
    def what(self) -> str:
        """The sequence."""
        return f"sequence {dotted(*self.id.path)}"

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """The column."""
        return (ObjectId("column", self.column),)

    def create(self, inside: Many[Fact]) -> Statements:
        """What ties the sequence to the column."""
        del inside
        return (f"alter {self.what} owned by {dotted(*self.column[:2])}.{quoted(self.column[2])}",)

    def drop(self) -> Statements:
        """What leaves the sequence to itself."""
        return (f"alter {self.what} owned by none",)

    def alter(self, new: SequenceOwner) -> Alteration:
        """What ties it to another column."""
        return Alteration(new.create(()))
