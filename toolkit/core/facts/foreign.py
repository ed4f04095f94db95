"""Data from elsewhere: wrappers, servers, user mappings and foreign tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..identifiers import quoted
from .base import Alteration, Fact, ObjectId, Owned, Statements, constant, dotted, joined
from .columns import Column
from .constraints import Constraint
from .foreign_options import Options, change_clause, options_clause


@dataclass(frozen=True, slots=True)
class ForeignDataWrapper(Owned):
    """A row of ``pg_foreign_data_wrapper`` that no extension has."""

    kinds = ("foreign data wrapper",)
    privileges = "U"
    grants_on = "foreign data wrapper"

    handler: str | None = None
    validator: str | None = None
    options: Options = None

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        handler = f"handler {self.handler}" if self.handler else ""
        validator = f"validator {self.validator}" if self.validator else ""
        return (joined(("create", self.what, handler, validator, options_clause(self.options))),)

    def alter(self, new: ForeignDataWrapper) -> Alteration:
        """What brings it to *new*."""
        found = []
        for word, before, after in (
            ("handler", self.handler, new.handler),
            ("validator", self.validator, new.validator),
        ):
            if before != after:
                found.append(f"{word} {after}" if after else f"no {word}")
        change = joined((*found, change_clause(self.options, new.options)))
        return Alteration((f"alter {self.what} {change}",) if change else ())


@dataclass(frozen=True, slots=True)
class Server(Owned):
    """A row of ``pg_foreign_server``."""

    kinds = ("server",)
    privileges = "U"
    grants_on = "foreign server"

    wrapper: str
    type: str | None = None
    version: str | None = None
    options: Options = None

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        return (
            joined(
                (
                    f"create {self.what}",
                    f"type {constant(self.type)}" if self.type else "",
                    f"version {constant(self.version)}" if self.version else "",
                    f"foreign data wrapper {quoted(self.wrapper)}",
                    options_clause(self.options),
                )
            ),
        )

    def alter(self, new: Server) -> Alteration | None:
        """What changes version and options; the type and the wrapper of a server stay."""
        if replace(self, version=new.version, options=new.options) != new or (self.version and not new.version):
            return None
        version = f"version {constant(new.version)}" if new.version and new.version != self.version else ""
        change = joined((version, change_clause(self.options, new.options)))
        return Alteration((f"alter {self.what} {change}",) if change else ())


@dataclass(frozen=True, slots=True)
class UserMapping(Fact):
    """
    Who is who on a server: the path is the server and the role, empty for everybody.

    ``options`` are names and values without passwords: a secret is neither compared nor printed.
    """

    kinds = ("user mapping",)
    has_needs = True

    options: Options = None

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """Its server."""
        return (ObjectId("server", self.id.path[:1]),)

    @property
    def what(self) -> str:
        """As ``create`` and ``drop`` name it."""
        server, role = self.id.path
        return f"user mapping for {quoted(role) if role else 'public'} server {quoted(server)}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        return (joined((f"create {self.what}", options_clause(self.options))),)

    def alter(self, new: UserMapping) -> Alteration:
        """What changes its options."""
        change = change_clause(self.options, new.options)
        return Alteration((f"alter {self.what} {change}",) if change else ())


@dataclass(frozen=True, slots=True)
class ForeignTable(Owned):
    """A row of ``pg_foreign_table``."""

    kinds = ("foreign table",)
    privileges = "arwdDxtm"
    grants_on = "table"
    has_needs = True

    server: str
    options: Options = None
    inherits: tuple[tuple[str, str], ...] | None = None
    is_partition: bool = False

    @property
    def slot(self) -> tuple[str, ...]:
        """They share their names with all other relations."""
        return ("relation", *self.id.path)

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """Its server."""
        return (ObjectId("server", (self.server,)),)

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it, with the columns and checks that are *inside*."""
        lines = []
        for fact in inside:
            if isinstance(fact, Column) and (fact.is_local or self.is_partition):
                lines.append(fact.definition(inside))
            elif isinstance(fact, Constraint) and (fact.is_local or self.is_partition):
                lines.append(fact.definition_in_table)
        elements = "(\n    " + ",\n    ".join(lines) + "\n)" if lines else "()"
        parents = ", ".join(dotted(*parent) for parent in self.inherits or ())
        return (
            joined(
                (
                    f"create {self.what} {elements}",
                    f"inherits ({parents})" if parents else "",
                    f"server {quoted(self.server)}",
                    options_clause(self.options),
                )
            ),
        )

    def alter(self, new: ForeignTable) -> Alteration | None:
        """What changes options and parents; it cannot move to another server."""
        if self.server != new.server:
            return None
        old_parents, new_parents = self.inherits or (), new.inherits or ()
        found = [f"alter {self.what} no inherit {dotted(*one)}" for one in old_parents if one not in new_parents]
        found += [f"alter {self.what} inherit {dotted(*one)}" for one in new_parents if one not in old_parents]
        change = change_clause(self.options, new.options)
        return Alteration((*found, *((f"alter {self.what} {change}",) if change else ())))
