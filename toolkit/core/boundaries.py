"""Rules about the borders between services: which foreign keys may cross them, and who creates what where."""

from __future__ import annotations

from collections.abc import Iterator

from .borders import Borders, ForeignKey
from .checked import CheckedFile, World, constraints_of, read_world
from .ddl import Constraint, CreateRoutine, CreateSchema, CreateTable, CreateType, CreateView, Ddl, Name
from .findings import Finding
from .identifiers import ObjectName
from .suppressions import read_allowances, without_allowed
from .systems import Project


def check_boundaries(file: CheckedFile, world: World) -> Iterator[Finding]:
    """What in *file* crosses a border that ``system.toml`` closes."""
    yield from check_keys(file, world.borders)
    if file.kind == "script":
        for ddl in file.ddl():
            yield from _schema(file, ddl)


def check_keys(file: CheckedFile, borders: Borders) -> Iterator[Finding]:
    """The foreign keys in *file* that cross a border which ``system.toml`` closes."""
    for _, constraint, (referring, referred) in keys_across(file, borders):
        message = f"{_called(constraint)} leads from {referring} to {referred} ({constraint.references})"
        yield file.finding("BND001", constraint.offset, message)


def key_findings(file: CheckedFile, borders: Borders) -> tuple[Finding, ...]:
    """As `check_keys`, without the keys that the file allows with a reason: all that matters to a run."""
    return without_allowed(read_allowances(file)[0], check_keys(file, borders))


def allowed_keys(project: Project) -> Iterator[tuple[ObjectName, Constraint]]:
    """The foreign keys that cross a border and that their files allow with a reason, each with its table."""
    world = read_world(project)
    for file in world.files:
        allowances = read_allowances(file)[0]
        for table, constraint, _ in keys_across(file, world.borders) if allowances else ():
            if not without_allowed(allowances, [file.finding("BND001", constraint.offset, "")]):
                yield table, constraint


def keys_across(file: CheckedFile, borders: Borders) -> Iterator[tuple[ObjectName, Constraint, tuple[str, str]]]:
    """The foreign keys in *file* that may not be: their table, the key, and from which service it leads into which."""
    for ddl in file.ddl():
        for table, constraint in constraints_of(ddl):
            if constraint.references is None:
                continue
            referring = borders.owner(table) or file.service
            referred = borders.owner(constraint.references.object)
            if referring and referred and not borders.may_refer(referring, referred):
                yield table, constraint, (referring, referred)


def is_made_by(key: ForeignKey, table: ObjectName, constraint: Constraint) -> bool:
    """Whether the *constraint* of a file, on *table*, is what became *key* in the catalog."""
    if table != key.table:
        return False
    if constraint.name is not None:
        return constraint.name.name == key.name
    referred = constraint.references.object if constraint.references else None
    return constraint.columns == key.columns and referred == key.referred


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
