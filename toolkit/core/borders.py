"""Borders between services: whose tables are whose, and which foreign keys may lead from one service into another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from .identifiers import ObjectName
from .systems import Boundaries, Project, Service


@dataclass(frozen=True, slots=True, order=True)
class ForeignKey:
    """A row of ``io/queries/foreign_keys.sql``: a foreign key that is in the catalog. ``columns`` are its own."""

    oid: int
    name: str
    table: ObjectName
    columns: tuple[str, ...]
    referred: ObjectName


@dataclass(frozen=True, slots=True)
class Crossing:
    """A foreign key that no ``system.toml`` allows, and the services (``system/service``) that it ties together."""

    key: ForeignKey
    referring: str
    referred: str

    def __str__(self) -> str:
        key = self.key
        way = f"from {self.referring} to {self.referred} ({key.referred})"
        return f"the foreign key {key.name} of {key.table} leads {way}"


@dataclass(frozen=True, slots=True)
class Borders:
    """
    What is needed to judge a foreign key.

    ``owners`` are the services of each schema, ``makers`` the service whose scripts make a table, at least for schemas
    that services share. ``boundaries`` are by system.
    """

    owners: Mapping[str, tuple[str, ...]]
    makers: Mapping[ObjectName, str] = field(repr=False)
    boundaries: Mapping[str, Boundaries]

    def owner(self, table: ObjectName) -> str | None:
        """
        The service that *table* belongs to: the one that owns its schema, or of those that do, whose scripts make it.

        None for tables of nobody here, such as those of the platform.
        """
        owners = self.owners.get(table.schema or "", ())
        return owners[0] if len(owners) == 1 else self.makers.get(table)

    def may_refer(self, referring: str, referred: str) -> bool:
        """Whether a foreign key may lead from one service into the other."""
        return may_refer(self.boundaries[system_of(referring)], referring, referred)


def borders_of(project: Project, makers: Mapping[ObjectName, str]) -> Borders:
    """The borders of *project*; *makers* are told by its scripts (``core/table_makers.py``)."""
    owners: dict[str, tuple[str, ...]] = {}
    for service in project.services():
        for schema in service.schemas:
            owners[schema] = (*owners.get(schema, ()), str(service))
    return Borders(owners, makers, {system.name: system.boundaries for system in project.systems})


def sharing(project: Project, schemas: Collection[str]) -> tuple[Service, ...]:
    """The services that share one of *schemas* with another: their scripts must tell whose a table is."""
    owned = [schema for service in project.services() for schema in service.schemas]
    shared = {schema for schema in schemas if owned.count(schema) > 1}
    return tuple(service for service in project.services() if shared.intersection(service.schemas))


def crossings(keys: Iterable[ForeignKey], borders: Borders) -> tuple[Crossing, ...]:
    """Those of *keys* that may not be."""
    found = []
    for key in keys:
        referring, referred = borders.owner(key.table), borders.owner(key.referred)
        if referring and referred and not borders.may_refer(referring, referred):
            found.append(Crossing(key, referring, referred))
    return tuple(found)


def may_refer(boundaries: Boundaries, referring: str, referred: str) -> bool:
    """Whether a foreign key may lead from one service (``system/service``) into the other."""
    if referring == referred or boundaries.foreign_keys == "any":
        return True
    return boundaries.foreign_keys == "listed" and (referring, referred) in boundaries.allowed


def system_of(service: str) -> str:
    """``edulink`` of ``edulink/auth``."""
    return service.partition("/")[0]


def closed_systems(project: Project) -> frozenset[str]:
    """The systems that do not let every foreign key pass from one of their services into another."""
    return frozenset(one.name for one in project.systems if one.boundaries.foreign_keys != "any")
