"""Rules about the borders between services: which foreign keys may cross them, and who creates what where."""

from __future__ import annotations

from collections.abc import Iterator

from .checked import CheckedFile, World, constraints_of
from .ddl import Constraint, CreateRoutine, CreateSchema, CreateTable, CreateType, CreateView, Ddl, Name
from .findings import Finding
from .identifiers import ObjectName
from .systems import Boundaries


def check_boundaries(file: CheckedFile, world: World) -> Iterator[Finding]:
    """What in *file* crosses a border that ``system.toml`` closes."""
    for ddl in file.ddl():
        if file.service is not None:
            yield from _foreign_keys(file, world, ddl)
        if file.kind == "script":
            yield from _schema(file, ddl)


def owner_of(table: ObjectName, world: World) -> str | None:
    """
    The service that *table* belongs to: the one whose file creates it, else the only one that owns its schema.

    None for tables of nobody here, such as those of the platform.
    """
    if table in world.creators:
        return world.creators[table]
    owners = {str(one) for one in world.services if table.schema in one.schemas}
    return owners.pop() if len(owners) == 1 else None


def may_refer(boundaries: Boundaries, referring: str, referred: str) -> bool:
    """Whether a foreign key may lead from one service (``system/service``) into the other."""
    if referring == referred or boundaries.foreign_keys == "any":
        return True
    return boundaries.foreign_keys == "listed" and (referring, referred) in boundaries.allowed


def _foreign_keys(file: CheckedFile, world: World, ddl: Ddl) -> Iterator[Finding]:
    for _, constraint in constraints_of(ddl):
        if constraint.references is None or file.service is None:
            continue
        referred = owner_of(constraint.references.object, world)
        if referred and not may_refer(file.system.boundaries, file.service, referred):
            message = f"{_called(constraint)} leads from {file.service} to {referred} ({constraint.references})"
            yield file.finding("BND001", constraint.offset, message)


def _called(constraint: Constraint) -> str:
    return f"the foreign key {constraint.name.name}" if constraint.name else "this foreign key"


def _schema(file: CheckedFile, ddl: Ddl) -> Iterator[Finding]:
    name: Name | None = None
    schema: str | None = None
    match ddl:
        case CreateTable(is_temporary=False) | CreateRoutine() | CreateView() | CreateType():
            name, schema = ddl.name, ddl.name.schema
        case CreateSchema():
            name, schema = ddl.name, ddl.name.name
    if name and schema and schema not in file.schemas:
        message = f"{name} is created by {file.service}, which owns {', '.join(file.schemas) or 'no schema'}"
        yield file.finding("BND002", name.offset, message)
