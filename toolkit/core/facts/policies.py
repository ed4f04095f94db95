"""Policies of row security."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..identifiers import quoted
from .base import Alteration, Fact, ObjectId, Statements, dotted, joined

COMMANDS = {"r": "select", "a": "insert", "w": "update", "d": "delete", "*": "all"}


@dataclass(frozen=True, slots=True)
class Policy(Fact):
    """A row of ``pg_policy``; no roles are all, and None stands for a clause that it does not have."""

    kinds = ("policy",)
    parents = ("table",)
    has_needs = True

    command: str = "*"
    permissive: bool = True
    roles: tuple[str, ...] | None = None
    using: str | None = None
    check: str | None = None

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """Its roles."""
        return tuple(ObjectId("role", (name,)) for name in self.roles or ())

    @property
    def what(self) -> str:
        """As ``alter``, ``drop`` and ``comment on`` name it."""
        return f"policy {quoted(self.id.path[2])} on {dotted(*self.id.path[:2])}"

    @property
    def to(self) -> str:
        """For whom it is."""
        return f"to {', '.join(map(quoted, self.roles or ('public',)))}"

    @property
    def using_clause(self) -> str:
        """Which rows there are for them."""
        return f"using ({self.using})" if self.using is not None else ""

    @property
    def check_clause(self) -> str:
        """Which rows they may write."""
        return f"with check ({self.check})" if self.check is not None else ""

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        kind = "" if self.permissive else "as restrictive"
        command = "" if self.command == "*" else f"for {COMMANDS[self.command]}"
        to = self.to if self.roles else ""
        return (joined((f"create {self.what}", kind, command, to, self.using_clause, self.check_clause)),)

    def alter(self, new: Policy) -> Alteration | None:
        """What changes roles and clauses; Postgres takes no clause away, and never changes the command."""
        if (self.command, self.permissive) != (new.command, new.permissive):
            return None
        if (self.using is not None and new.using is None) or (self.check is not None and new.check is None):
            return None
        changes = (
            new.to if self.roles != new.roles else "",
            new.using_clause if self.using != new.using else "",
            new.check_clause if self.check != new.check else "",
        )
        return Alteration((joined((f"alter {self.what}", *changes)),))
