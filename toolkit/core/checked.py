"""The SQL files of a project as ``lint`` looks at them: read into statements, and an index over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from .borders import Borders, borders_of
from .ddl import AlterTable, Comment, Constraint, CreateIndex, CreateTable, Ddl, Reading
from .ddl_reader import read, read_statement
from .findings import Finding
from .identifiers import ObjectName
from .lexer import LexError, Statement
from .places import place_at
from .rules import RULE_BY_CODE
from .systems import ENGINES, Project, Script, SqlFile, System
from .table_makers import read_makers

Kind = Literal["script", "policies", "seed"]


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """
    One SQL file with its statements.

    ``service`` is ``system/service``, None for files of a whole system. ``schemas`` are those that it may create
    things in. ``error`` is why the text could not be read, in which case there are no statements. ``engine`` is the one
    whose rules it is held against.
    """

    path: str
    kind: Kind
    system: System = field(repr=False)
    service: str | None
    schemas: tuple[str, ...]
    text: str = field(repr=False)
    readings: tuple[Reading, ...] = field(repr=False)
    error: LexError | None = None
    engine: str = ENGINES[0]

    def finding(self, code: str, offset: int, message: str) -> Finding:
        """A finding of the rule *code* at *offset*."""
        rule = RULE_BY_CODE[code]
        place = place_at(self.text, offset)
        return Finding(self.path, place.line, place.column, code, rule.severity, message, rule.remedy)

    def ddl(self) -> Iterator[Ddl]:
        """What its statements define."""
        return (reading.ddl for reading in self.readings if reading.ddl is not None)


@dataclass(frozen=True, slots=True)
class World:
    """
    What all files together define, for rules that look beyond one file.

    ``borders`` say which service a table belongs to. ``indexed`` lists the columns of indexes that a foreign key can
    use, by table. ``commented`` holds the kind and the name of everything that has a comment.
    """

    files: tuple[CheckedFile, ...]
    borders: Borders
    indexed: Mapping[ObjectName, tuple[tuple[str | None, ...], ...]]
    commented: frozenset[tuple[str, tuple[str, ...]]]


def read_world(project: Project, engine: str | None = None) -> World:
    """Every SQL file of *project*, read; *engine* is whose rules are asked for, None: what each system is for."""
    files = tuple(
        replace(checked, engine=engine or system.engine or ENGINES[0])
        for system in project.systems
        for checked in _files(system)
    )
    statements = {file.path: tuple(reading.statement for reading in file.readings) for file in files}
    makers = read_makers(project.services(), lambda script: statements[script.path])
    indexed: dict[ObjectName, list[tuple[str | None, ...]]] = {}
    commented: set[tuple[str, tuple[str, ...]]] = set()
    for file in files:
        for ddl in file.ddl():
            match ddl:
                case CreateIndex(table=table) if _serves_keys(ddl):
                    indexed.setdefault(table.object, []).append(ddl.columns)
                case Comment(kind=kind, parts=parts):
                    commented.add((kind, parts))
            for table_name, constraint in constraints_of(ddl):
                if constraint.kind in ("primary key", "unique"):
                    indexed.setdefault(table_name, []).append(constraint.columns)
    return World(
        files,
        borders_of(project, makers),
        {name: tuple(columns) for name, columns in indexed.items()},
        frozenset(commented),
    )


def checked_script(script: Script, system: System, statements: Iterable[Statement]) -> CheckedFile:
    """*script* with only some of its statements: for a check that needs no others."""
    readings = tuple(read_statement(statement) for statement in statements)
    service = next(one for one in system.services if one.name == script.id.service)
    return CheckedFile(script.path, "script", system, str(service), service.schemas, script.text, readings)


def constraints_of(ddl: Ddl) -> Iterator[tuple[ObjectName, Constraint]]:
    """The constraints that a statement adds, those of columns too, each with its table."""
    match ddl:
        case CreateTable(name=name) | AlterTable(name=name):
            for constraint in ddl.constraints:
                yield name.object, constraint
            for column in ddl.columns:
                for constraint in column.constraints:
                    yield name.object, constraint


def _serves_keys(index: CreateIndex) -> bool:
    """Whether the check of a foreign key can use the index: one without condition, or with one that it implies."""
    return index.method in ("btree", "hash") and (not index.is_partial or index.not_null_column in index.columns)


def _files(system: System) -> Iterator[CheckedFile]:
    every = tuple(dict.fromkeys(schema for service in system.services for schema in service.schemas))
    for service in system.services:
        for script in service.scripts:
            yield _checked(script, "script", system, str(service), service.schemas)
    for service in system.services:
        if service.policies:
            yield _checked(service.policies, "policies", system, str(service), service.schemas)
    for file, kind in _of_system(system):
        yield _checked(file, kind, system, None, every)


def _of_system(system: System) -> Iterable[tuple[SqlFile, Kind]]:
    if system.roles:
        yield system.roles, "policies"
    for seed in (*system.seeds, *system.demo_seeds):
        yield seed, "seed"


def _checked(
    file: Script | SqlFile, kind: Kind, system: System, service: str | None, schemas: tuple[str, ...]
) -> CheckedFile:
    try:
        readings, error = read(file.text), None
    except LexError as caught:
        readings, error = (), caught
    return CheckedFile(file.path, kind, system, service, schemas, file.text, readings, error)
