"""Indexes that no constraint owns, and the marks that a table or another index sets on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..identifiers import quoted
from .base import Alteration, Fact, ObjectId, Statements, dotted, options_change


@dataclass(frozen=True, slots=True)
class Index(Fact):
    """
    A row of ``pg_index``. Its path has the table between schema and name.

    ``definition`` is as ``pg_get_indexdef`` prints it. ``statistics`` are the targets of its
    expressions by position, from 1.
    """

    kinds = ("index",)
    parents = ("table", "materialized view")

    definition: str
    options: tuple[str, ...] | None = None
    is_valid: bool = True
    statistics: tuple[tuple[str, int], ...] | None = None

    @property
    def name(self) -> str:
        """The index as it may stand in a statement."""
        return dotted(self.id.path[0], self.id.path[2])

    @property
    def what(self) -> str:
        """As ``comment on`` names it."""
        return f"index {self.name}"

    @property
    def slot(self) -> tuple[str, ...]:
        """Indexes share their names with all other relations."""
        return ("relation", self.id.path[0], self.id.path[2])

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What builds it."""
        del inside
        return (self.definition, *self.set_statistics(None))

    def alter(self, new: Index) -> Alteration | None:
        """What changes its options; an index over something else, or one that is invalid, is built anew."""
        if (self.definition_without_options, self.is_valid) != (new.definition_without_options, new.is_valid):
            return None
        setting, resetting = options_change(self.options or (), new.options or ())
        found = [f"alter {self.what} set ({setting})"] if setting else []
        found += [f"alter {self.what} reset ({resetting})"] if resetting else []
        return Alteration((*found, *new.set_statistics(self)))

    @property
    def definition_without_options(self) -> str:
        """What the index is over, whatever its storage."""
        before, with_, after = self.definition.partition(" WITH (")
        return before + after.partition(")")[2] if with_ and self.options else self.definition

    def set_statistics(self, old: Index | None) -> Statements:
        """What sets the statistics targets that differ from those of *old*."""
        before, after = dict((old.statistics if old else None) or ()), dict(self.statistics or ())
        return tuple(
            f"alter {self.what} alter column {position} set statistics {after.get(position, -1)}"
            for position in sorted(before.keys() | after.keys())
            if before.get(position) != after.get(position)
        )


@dataclass(frozen=True, slots=True)
class IndexAttachment(Fact):
    """That the index of a partition is part of that of its table. ``of`` is schema and name of the whole index."""

    kinds = ("index attachment",)
    parents = ("index", "constraint")
    own_names = 0
    has_needs = True

    of: tuple[str, str, str]  # as in the path of an index

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """The whole index, or its constraint, and that the table is a partition."""
        return (ObjectId("index", self.of), ObjectId("constraint", self.of), ObjectId("partition", self.id.path[:2]))

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it a part."""
        del inside
        whole, part = dotted(self.of[0], self.of[2]), dotted(self.id.path[0], self.id.path[2])
        return (f"alter index {whole} attach partition {part}",)

    def drop(self) -> Statements:
        """Nothing: it ends with the partition or with one of the indexes."""
        return ()


@dataclass(frozen=True, slots=True)
class IndexMark(Fact):
    """Which index orders a table, or tells its rows apart in replication: the kind says it."""

    kinds = ("clustered on", "replica identity index")
    parents = ("table", "materialized view")
    own_names = 0
    has_needs = True

    index: str
    is_of_constraint: bool = False

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """The index, or the constraint behind which it is."""
        return (ObjectId("constraint" if self.is_of_constraint else "index", (*self.id.path, self.index)),)

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What sets the mark."""
        del inside
        words = "cluster on" if self.id.kind == "clustered on" else "replica identity using index"
        return (f"alter table {dotted(*self.id.path)} {words} {quoted(self.index)}",)

    def drop(self) -> Statements:
        """What takes the mark away; another replica identity is said by the table after that."""
        words = "set without cluster" if self.id.kind == "clustered on" else "replica identity default"
        return (f"alter table {dotted(*self.id.path)} {words}",)

    def alter(self, new: IndexMark) -> Alteration:
        """What marks another index."""
        return Alteration(new.create(()))
