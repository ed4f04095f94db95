"""Extensions. What belongs to one is left alone: it comes and goes with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..identifiers import quoted
from .base import Alteration, Fact, Statements, constant


@dataclass(frozen=True, slots=True)
class Extension(Fact):
    """A row of ``pg_extension``."""

    kinds = ("extension",)

    schema: str
    version: str
    is_relocatable: bool = False

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What installs it, in the same version."""
        del inside
        return (f"create extension {self.name} with schema {quoted(self.schema)} version {constant(self.version)}",)

    def alter(self, new: Extension) -> Alteration | None:
        """What moves and updates it."""
        found = []
        if self.schema != new.schema:
            if not self.is_relocatable:
                return None
            found.append(f"alter extension {self.name} set schema {quoted(new.schema)}")
        if self.version != new.version:
            if numbers(self.version) > numbers(new.version):
                return None  # there is no way back
            found.append(f"alter extension {self.name} update to {constant(new.version)}")
        return Alteration(tuple(found))


def numbers(version: str) -> tuple[int, ...]:
    """``(1, 10)`` of ``1.10``, so that versions can be told apart by age."""
    return tuple(map(int, re.findall(r"\d+", version)))
