"""Publications and subscriptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..identifiers import quoted
from .base import Alteration, Fact, ObjectId, Owned, Statements, constant, dotted, joined


@dataclass(frozen=True, slots=True)
class Publication(Owned):
    """A row of ``pg_publication``; ``publish`` are the words of that option, in the order of Postgres."""

    kinds = ("publication",)

    all_tables: bool = False
    publish: tuple[str, ...] = ("insert", "update", "delete", "truncate")
    via_root: bool = False
    generated_columns: str | None = None  # ``stored``; since Postgres 18

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it, without its tables."""
        del inside
        everything = "for all tables" if self.all_tables else ""
        options = self.options(Publication(self.id, owner=self.owner))
        return (joined(("create", self.what, everything, f"with ({options})" if options else "")),)

    def alter(self, new: Publication) -> Alteration | None:
        """What changes its options; one for all tables cannot become one for some."""
        if self.all_tables != new.all_tables:
            return None
        options = new.options(self)
        return Alteration((f"alter {self.what} set ({options})",) if options else ())

    def options(self, old: Publication) -> str:
        """The options that lead from *old* to this."""
        found = [f"publish = {constant(', '.join(self.publish))}"] if self.publish != old.publish else []
        if self.via_root != old.via_root:
            found.append(f"publish_via_partition_root = {'true' if self.via_root else 'false'}")
        if self.generated_columns != old.generated_columns:
            found.append(f"publish_generated_columns = {self.generated_columns or 'none'}")
        return ", ".join(found)


@dataclass(frozen=True, slots=True)
class PublicationTable(Fact):
    """A table of a publication: the path is the publication, the schema and the table."""

    kinds = ("publication table",)
    has_needs = True

    columns: tuple[str, ...] | None = None
    where: str | None = None

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """The publication and the table."""
        name, *table = self.id.path
        return (ObjectId("publication", (name,)), ObjectId("table", tuple(table)))

    @property
    def table(self) -> str:
        """The table with its columns and condition."""
        columns = f"({', '.join(map(quoted, self.columns))})" if self.columns else ""
        return joined((dotted(*self.id.path[1:]), columns, f"where {self.where}" if self.where else ""))

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What adds it."""
        del inside
        return (f"alter publication {quoted(self.id.path[0])} add table only {self.table}",)

    def drop(self) -> Statements:
        """What takes it out."""
        return (f"alter publication {quoted(self.id.path[0])} drop table only {dotted(*self.id.path[1:])}",)


@dataclass(frozen=True, slots=True)
class PublicationSchema(Fact):
    """A schema of a publication, with all its tables: the path is the publication and the schema."""

    kinds = ("publication schema",)
    has_needs = True

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """The publication and the schema."""
        return (ObjectId("publication", self.id.path[:1]), ObjectId("schema", self.id.path[1:]))

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What adds it."""
        del inside
        name, schema = map(quoted, self.id.path)
        return (f"alter publication {name} add tables in schema {schema}",)

    def drop(self) -> Statements:
        """What takes it out."""
        name, schema = map(quoted, self.id.path)
        return (f"alter publication {name} drop tables in schema {schema}",)


@dataclass(frozen=True, slots=True)
class Subscription(Owned):
    """
    A row of ``pg_subscription``, but for the connection, which holds a password and is neither read nor printed.

    ``options`` are as after ``with``, name and value, those that ``alter subscription`` can set.
    """

    kinds = ("subscription",)

    publications: tuple[str, ...] = ()
    enabled: bool = False
    slot_name: str | None = None
    options: tuple[tuple[str, str], ...] = ()

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it, disabled and without a slot: the connection has to be put in by hand."""
        del inside
        options = ", ".join(f"{name} = {value}" for name, value in self.options)
        head = f"create {self.what} connection '' publication {', '.join(map(quoted, self.publications))}"
        rest = f", {options}" if options else ""
        found = [f"{head} with (connect = false, slot_name = none{rest})"]
        if self.slot_name:
            found.append(f"alter {self.what} set (slot_name = {constant(self.slot_name)})")
        return tuple(found)

    def drop(self) -> Statements:
        """What removes it here; its slot on the other server stays, because that one may be out of reach."""
        disabled = (f"alter {self.what} disable",) if self.enabled else ()
        return (*disabled, f"alter {self.what} set (slot_name = none)", f"drop {self.what}")

    def alter(self, new: Subscription) -> Alteration | None:
        """What changes publications and options."""
        found = []
        if self.publications != new.publications:
            names = ", ".join(map(quoted, new.publications))
            found.append(f"alter {self.what} set publication {names} with (refresh = false)")
        before = dict(self.options)
        changed = ", ".join(f"{name} = {value}" for name, value in new.options if before.get(name) != value)
        if changed:
            found.append(f"alter {self.what} set ({changed})")
        if self.slot_name != new.slot_name:
            found.append(f"alter {self.what} set (slot_name = {constant(new.slot_name) if new.slot_name else 'none'})")
        if self.enabled != new.enabled:
            found.append(f"alter {self.what} {'enable' if new.enabled else 'disable'}")
        return Alteration(tuple(found))
