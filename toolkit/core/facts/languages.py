"""Procedural languages, transforms and access methods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..identifiers import quoted
from .base import Alteration, Fact, Owned, Statements, joined


@dataclass(frozen=True, slots=True)
class Language(Owned):
    """A row of ``pg_language`` that no extension has."""

    kinds = ("language",)
    privileges = "U"
    grants_on = "language"

    handler: str
    inline: str | None = None
    validator: str | None = None
    trusted: bool = False

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        return (self.definition("create"),)

    def alter(self, new: Language) -> Alteration:
        """What defines it anew in its place."""
        return Alteration((new.definition("create or replace"),))

    def definition(self, verb: str) -> str:
        """Its statement."""
        return joined(
            (
                verb,
                "trusted" if self.trusted else "",
                f"language {self.name} handler {self.handler}",
                f"inline {self.inline}" if self.inline else "",
                f"validator {self.validator}" if self.validator else "",
            )
        )


@dataclass(frozen=True, slots=True)
class Transform(Fact):
    """A row of ``pg_transform``; the path is the type and the language."""

    kinds = ("transform",)

    from_sql: str | None = None
    to_sql: str | None = None

    @property
    def what(self) -> str:
        """As ``drop`` and ``comment on`` name it."""
        return f"transform for {self.id.path[0]} language {quoted(self.id.path[1])}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        return (f"create {self.definition}",)

    def alter(self, new: Transform) -> Alteration:
        """What defines it anew in its place."""
        return Alteration((f"create or replace {new.definition}",))

    @property
    def definition(self) -> str:
        """Its statement, but for the verb."""
        parts = (
            f"from sql with function {self.from_sql}" if self.from_sql else "",
            f"to sql with function {self.to_sql}" if self.to_sql else "",
        )
        return f"{self.what} ({', '.join(part for part in parts if part)})"


@dataclass(frozen=True, slots=True)
class AccessMethod(Fact):
    """A row of ``pg_am`` that no extension has."""

    kinds = ("access method",)

    type: str  # ``i``: index, ``t``: table
    handler: str

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        return (f"create {self.what} type {'index' if self.type == 'i' else 'table'} handler {self.handler}",)
