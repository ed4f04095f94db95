"""Triggers of tables and views, and event triggers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..identifiers import quoted
from .base import Alteration, Fact, ObjectId, Owned, Statements, constant, dotted, joined
from .rules import FIRING

STATES = frozenset(("trigger state",))


@dataclass(frozen=True, slots=True)
class Trigger(Fact):
    """
    A row of ``pg_trigger`` that nothing else has made. ``enabled`` is a key of `FIRING`.

    ``only``: the table is partitioned; its partitions have copies, which may fire differently.
    """

    kinds = ("trigger",)
    parents = ("table", "view", "foreign table")

    definition: str
    enabled: str = "O"
    is_constraint: bool = False
    only: bool = False

    @property
    def what(self) -> str:
        """As ``drop`` and ``comment on`` name it."""
        return f"trigger {quoted(self.id.path[2])} on {dotted(*self.id.path[:2])}"

    @property
    def sees_rows_come_or_go(self) -> bool:
        """Whether it fires for more than updates."""
        events = self.definition.partition(" ON ")[0]
        return " INSERT" in events or " DELETE" in events

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        return (self.definition, *self.firing("O"))

    def alter(self, new: Trigger) -> Alteration | None:
        """What puts the new one in its place, which then fires as usual; constraint triggers cannot be replaced."""
        if self.definition == new.definition:
            return Alteration(new.firing(self.enabled))
        if self.is_constraint or new.is_constraint or self.only != new.only:
            return None
        body = new.definition.removeprefix("CREATE TRIGGER")
        return Alteration((f"create or replace trigger{body}", *new.firing("O")), disturbs=STATES)

    def firing(self, before: str) -> Statements:
        """What makes it fire when it shall."""
        return () if self.enabled == before else (_firing(self.id.path, self.enabled, only=self.only),)


def _firing(path: tuple[str, ...], enabled: str, *, only: bool) -> str:
    table = f"{'only ' if only else ''}{dotted(*path[:2])}"
    return f"alter table {table} {FIRING[enabled]} trigger {quoted(path[2])}"


@dataclass(frozen=True, slots=True)
class TriggerState(Fact):
    """
    When a trigger that a partition has from its table fires; there is none where both fire as usual.

    ``of`` is the path of the trigger from which it comes.
    """

    kinds = ("trigger state",)
    parents = ("partition",)
    has_needs = True

    enabled: str
    of: tuple[str, str, str]

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """The trigger that is copied."""
        return (ObjectId("trigger", self.of),)

    @property
    def what(self) -> str:
        """The copy."""
        return f"trigger {quoted(self.id.path[2])} on {dotted(*self.id.path[:2])}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it fire when it shall."""
        del inside
        return (_firing(self.id.path, self.enabled, only=True),)

    def drop(self) -> Statements:
        """What makes it fire as usual."""
        return (_firing(self.id.path, "O", only=True),)

    def alter(self, new: TriggerState) -> Alteration:
        """What makes it fire at other times."""
        return Alteration(new.create(()))


@dataclass(frozen=True, slots=True)
class EventTrigger(Owned):
    """A row of ``pg_event_trigger``. It is made after all else, and dropped before, so that it sees nothing of it."""

    kinds = ("event trigger",)

    event: str
    function: str
    tags: tuple[str, ...] | None = None
    enabled: str = "O"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        tags = f"when tag in ({', '.join(map(constant, self.tags))})" if self.tags else ""
        made = joined((f"create {self.what} on {self.event}", tags, f"execute function {self.function}()"))
        return (made, *(() if self.enabled == "O" else (self.firing,)))

    def alter(self, new: EventTrigger) -> Alteration | None:
        """What changes when it fires; nothing else can be changed in place."""
        return Alteration((new.firing,)) if replace(self, enabled=new.enabled) == new else None

    @property
    def firing(self) -> str:
        """What makes it fire when it shall."""
        return f"alter {self.what} {FIRING[self.enabled]}"
