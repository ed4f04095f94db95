"""Extended statistics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .base import Alteration, Fact, Owned, Statements


@dataclass(frozen=True, slots=True)
class Statistics(Owned):
    """A row of ``pg_statistic_ext``; ``target`` is None where that of the columns counts."""

    kinds = ("statistics",)

    definition: str
    target: int | None = None

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        return (self.definition, *(() if self.target is None else (self.targeting,)))

    def alter(self, new: Statistics) -> Alteration | None:
        """What changes the target; nothing else can be changed in place."""
        return Alteration((new.targeting,)) if self.definition == new.definition else None

    @property
    def targeting(self) -> str:
        """What sets its target."""
        return f"alter {self.what} set statistics {-1 if self.target is None else self.target}"
