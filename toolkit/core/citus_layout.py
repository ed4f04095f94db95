"""How the tables of a system are to be spread over the nodes of Citus: by which column, and which are on every node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .checked import CheckedFile, World, constraints_of
from .ddl import AlterTable, CreateTable, Name
from .identifiers import ObjectName
from .ordering import order
from .reader import Reader
from .routine_bodies import Routines, calls_in, quoted_code, read_routines
from .scanner import Token
from .systems import Project, System

DISTRIBUTE = ("create_distributed_table", "create_distributed_table_concurrently")
REFERENCE = "create_reference_table"


@dataclass(frozen=True, slots=True)
class Spread:
    """
    How one table is spread.

    ``column`` is None for a reference table. ``path`` and ``offset`` are those of the call that does it, None where
    it is only planned. ``group`` is the table whose rows lie beside its own; tables of one group are colocated.
    """

    column: str | None
    group: ObjectName | None = None
    path: str | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the files: its system, where it is created, its columns, and those of its primary key."""

    name: Name
    path: str
    system: str
    columns: frozenset[str] = field(repr=False)
    primary_key: tuple[str, ...]
    is_partition: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """
    All that the rules for Citus look up.

    ``source`` says for each system where its plan is from: ``calls`` in its scripts, ``setting`` in its
    ``system.toml``, ``guess`` from its foreign keys, or ``none``. ``column`` is the one that was set or guessed.
    ``position`` is that of each script in the order in which they run; partitions are not among the tables that are
    ``spread``, they lie where their parent lies.
    """

    tables: Mapping[ObjectName, Table]
    spread: Mapping[ObjectName, Spread]
    source: Mapping[str, str]
    column: Mapping[str, str]
    position: Mapping[str, int]
    routines: Routines

    def is_before(self, path: str, other: str) -> bool:
        """Whether the script *path* runs before *other*, or is the same; policies and seeds run after all scripts."""
        last = len(self.position)
        return self.position.get(path, last) <= self.position.get(other, last)

    def of(self, system: str) -> Iterator[Table]:
        """The tables of *system*."""
        return (table for table in self.tables.values() if table.system == system)


def read_layout(project: Project, world: World) -> Layout:
    """The layout of all systems of *project*, whose files are those of *world*."""
    tables = dict(_tables(world))
    layout: dict[ObjectName, Spread] = {}
    source: dict[str, str] = {}
    columns: dict[str, str] = {}
    for system in project.systems:
        files = [file for file in world.files if file.system.name == system.name and file.kind == "script"]
        own = {name: table for name, table in tables.items() if table.system == system.name}
        found = _called(files)
        if found:
            source[system.name] = "calls"
        else:
            source[system.name], column = _planned_column(system, own, files)
            columns[system.name] = column
            found = _planned(system, own, column, _owners(own, files, column)) if column else {}
        layout |= found
    return Layout(
        tables,
        layout,
        source,
        columns,
        {script.path: index for index, script in enumerate(order(project))},
        read_routines([(file.path, file.readings) for file in world.files], tables),
    )


def _tables(world: World) -> Iterator[tuple[ObjectName, Table]]:
    columns: dict[ObjectName, set[str]] = {}
    keys: dict[ObjectName, tuple[str, ...]] = {}
    for file in world.files:
        for ddl in file.ddl():
            if isinstance(ddl, CreateTable | AlterTable):
                columns.setdefault(ddl.name.object, set()).update(column.name.name for column in ddl.columns)
            keys |= {table: one.columns for table, one in constraints_of(ddl) if one.kind == "primary key"}
    for file in world.files:
        for ddl in file.ddl():
            if isinstance(ddl, CreateTable) and not ddl.is_temporary:
                one = ddl.name.object
                key = keys.get(one, ())
                yield (
                    one,
                    Table(ddl.name, file.path, file.system.name, frozenset(columns[one]), key, ddl.is_partition),
                )


def _called(files: Sequence[CheckedFile]) -> dict[ObjectName, Spread]:
    """What calls in *files* spread, also those inside of ``do``."""
    found: dict[ObjectName, Spread] = {}
    for file in files:
        for reading in file.readings:
            if "_table" not in reading.statement.text:
                continue
            start = reading.statement.start
            code = [token._replace(start=token.start + start) for token in reading.statement.tokens()]
            if code[0].word == "do":
                code = [inner for token in code if token.kind == "string" for inner in quoted_code(token)]
            for name, offset in calls_in(code):
                if name.name in (*DISTRIBUTE, REFERENCE):
                    index = next(at for at, token in enumerate(code) if token.start == offset)
                    _read_call(name.name, code[index:], file.path, found)
    return found


def _read_call(function: str, code: Sequence[Token], path: str, found: dict[ObjectName, Spread]) -> None:
    reader = Reader(code)
    reader.parts()
    strings: list[str] = []
    beside = "default"
    for item in reader.group().items():
        is_named = item.peek(1).text in ("=>", ":=")
        value = item.peek(2) if is_named else item.peek()
        if value.kind != "string":
            continue  # a variable, or a setting that is no name
        text = value.text.strip("'")
        if is_named and item.peek().word == "colocate_with":
            beside = text
        else:
            strings.append(text)
    table = named(strings[0]) if strings else None
    if table is None:
        return
    if function == REFERENCE:
        found[table] = Spread(None, None, path, code[0].start)
    elif len(strings) > 1:
        other = None if beside in ("default", "none") else named(beside)
        group = found[other].group if other in found else other
        if beside == "default":  # beside everything that is spread alike
            group = ObjectName(None, "default")
        found[table] = Spread(strings[1], group or table, path, code[0].start)


def named(text: str) -> ObjectName:
    """The table that a text like ``core.users`` names."""
    schema, _, name = text.rpartition(".")
    return ObjectName(schema.strip('"') or None, name.strip('"'))


def _planned_column(
    system: System, tables: Mapping[ObjectName, Table], files: Sequence[CheckedFile]
) -> tuple[str, str]:
    if system.distribution.column:
        return "setting", system.distribution.column
    referring = Counter(
        constraint.columns[0]
        for file in files
        for ddl in file.ddl()
        for table, constraint in constraints_of(ddl)
        if table in tables and constraint.kind == "foreign key" and len(constraint.columns) == 1
    )
    having = {column: sum(column in table.columns for table in tables.values()) for column in referring}
    best = max(having, key=lambda column: (having[column], referring[column], column), default="")
    return ("guess", best) if having.get(best, 0) > 1 else ("none", "")


def _planned(
    system: System, tables: Mapping[ObjectName, Table], column: str, owners: Mapping[ObjectName, str]
) -> dict[ObjectName, Spread]:
    """Reference tables are those that are called so; every other table with the column is distributed by it."""
    together = ObjectName(None, column)
    references = {named(name) for name in system.distribution.reference_tables}
    found = {name: Spread(None) for name in tables if name in references}
    owners = _owners(tables, column)
    for name, table in tables.items():
        if name in found:
            continue
        if column in table.columns:
            found[name] = Spread(column, together)
        elif name in owners:
            found[name] = Spread(owners[name], together)
    return found


def _owners(tables: Mapping[ObjectName, Table], files: Sequence[CheckedFile], column: str) -> dict[ObjectName, str]:
    """The table of the tenants themselves: what *column* refers to, and by which of its columns."""
    found: dict[ObjectName, str] = {}
    for file in files:
        for ddl in file.ddl():
            for table, key in constraints_of(ddl):
                if table in tables and key.references and key.columns == (column,):
                    own_key = tables[key.references.object].primary_key if key.references.object in tables else ()
                    found[key.references.object] = (key.referenced or own_key or ("id",))[0]
    return found
