"""Things of which only owner, privileges or comments can be set: the database, large objects, parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..identifiers import quoted
from .acl import role
from .base import Alteration, Fact, Owned, Statements


@dataclass(frozen=True, slots=True)
class LargeObject(Owned):
    """A row of ``pg_largeobject_metadata``; what is in it is data."""

    kinds = ("large object",)
    privileges = "rw"
    grants_on = "large object"

    @property
    def name(self) -> str:
        """Its number."""
        return self.id.path[0]

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes an empty one."""
        del inside
        return (f"select pg_catalog.lo_create({self.name})",)

    def drop(self) -> Statements:
        """What removes it."""
        return (f"select pg_catalog.lo_unlink({self.name})",)


@dataclass(frozen=True, slots=True)
class Parameter(Fact):
    """A setting of the server on which something was granted: a row of ``pg_parameter_acl``."""

    kinds = ("parameter",)
    privileges = "sA"
    grants_on = "parameter"

    grantees: tuple[str, ...] = field(default=(), compare=False)  # empty: everybody

    @property
    def name(self) -> str:
        """As it may stand in a statement."""
        return ".".join(map(quoted, self.id.path[0].split(".")))

    def create(self, inside: Sequence[Fact]) -> Statements:
        """Nothing: the first grant makes the row."""
        del inside
        return ()

    def drop(self) -> Statements:
        """What takes everything back: with the last grant the row goes."""
        return tuple(f"revoke all on parameter {self.name} from {role(one)} cascade" for one in self.grantees)

    def alter(self, new: Parameter) -> Alteration:
        """Nothing."""
        del new
        return Alteration(())
