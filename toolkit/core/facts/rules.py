"""Rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..identifiers import quoted
from .base import Alteration, Fact, Statements, dotted

FIRING = {"O": "enable", "D": "disable", "R": "enable replica", "A": "enable always"}  # of triggers too


@dataclass(frozen=True, slots=True)
class Rule(Fact):
    """A row of ``pg_rewrite`` that is not the query of a view. ``enabled`` is a key of `FIRING`."""

    kinds = ("rule",)
    parents = ("table", "view", "materialized view")

    definition: str
    enabled: str = "O"

    @property
    def what(self) -> str:
        """As ``drop`` and ``comment on`` name it."""
        return f"rule {self.short} on {self.table}"

    @property
    def short(self) -> str:
        """Its own name, quoted if it needs to be."""
        return quoted(self.id.path[2])

    @property
    def table(self) -> str:
        """The table as it may stand in a statement."""
        return dotted(*self.id.path[:2])

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        return (self.definition, *self.firing("O"))

    def alter(self, new: Rule) -> Alteration:
        """What puts the new one in its place; that keeps when it fires."""
        body = new.definition.removeprefix("CREATE RULE")
        replaced = () if self.definition == new.definition else (f"create or replace rule{body}",)
        return Alteration((*replaced, *new.firing(self.enabled)))

    def firing(self, before: str) -> Statements:
        """What makes it fire when it shall."""
        if self.enabled == before:
            return ()
        return (f"alter table {self.table} {FIRING[self.enabled]} rule {self.short}",)
