"""Schemas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .base import Fact, Owned, Statements


@dataclass(frozen=True, slots=True)
class Schema(Owned):
    """A row of ``pg_namespace``."""

    kinds = ("schema",)
    privileges = "UC"
    grants_on = "schema"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        return (f"create {self.what}",)
