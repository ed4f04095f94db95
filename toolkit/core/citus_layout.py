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

    ``source`` says for each system where its plan is from: ``calls`` in its scripts, ``loop`` if one of them does not
    name its table, ``setting`` in its ``system.toml``, ``guess`` from its foreign keys, or ``none``. ``column`` is the
    one that was set or guessed, or that of the loop.

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
        found, in_loop = _called(files, own)
        if found and not in_loop:
            source[system.name] = "calls"
        else:
            from_loop = ("loop", in_loop)
            source[system.name], column = from_loop if in_loop else _planned_column(system, own, files)
            columns[system.name] = column
            found = {**_planned(system, own, column, _owners(own, files, column)), **found}
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


def _called(files: Sequence[CheckedFile], tables: Mapping[ObjectName, Table]) -> tuple[dict[ObjectName, Spread], str]:
    """What calls in *files* spread, also those inside of ``do``; and the column of one that does not name its table."""
    found: dict[ObjectName, Spread] = {}
    in_loop = ""
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
                    table, column, beside = _arguments(code[index:])
                    if table == "":
                        in_loop = in_loop or column
                    elif name.name == REFERENCE:
                        found[named(table, tables)] = Spread(None, None, file.path, offset)
                    elif column:
                        group = _group(table, beside, found, tables)
                        found[named(table, tables)] = Spread(column, group, file.path, offset)
    return found, in_loop


def _arguments(code: Sequence[Token]) -> tuple[str, str, str]:
    """The table, the column and ``colocate_with`` of the call that *code* begins with; empty what is no plain text."""
    reader = Reader(code)
    reader.parts()
    given = {"colocate_with": "default"}
    for position, item in enumerate(reader.group().items()):
        is_named = item.peek(1).text in ("=>", ":=")
        value = item.peek(2) if is_named else item.peek()
        key = item.peek().word if is_named else {0: "table_name", 1: "distribution_column"}.get(position, "")
        given[key] = value.text.strip("'") if value.kind == "string" else ""
    return given.get("table_name", ""), given.get("distribution_column", ""), given["colocate_with"]


def _group(
    table: str, beside: str, found: Mapping[ObjectName, Spread], tables: Mapping[ObjectName, Table]
) -> ObjectName:
    if beside == "default":  # beside everything that is spread alike
        return ObjectName(None, "default")
    other = named(table if beside in ("none", "") else beside, tables)
    return (found[other].group if other in found else None) or other


def named(text: str, tables: Mapping[ObjectName, Table]) -> ObjectName:
    """The table that a text like ``core.users`` names; without a schema the one out of *tables* that is called so."""
    schema, _, name = text.rpartition(".")
    object_ = ObjectName(schema.strip('"') or None, name.strip('"'))
    alike = [one for one in tables if one.name == object_.name] if object_.schema is None else []
    return alike[0] if len(alike) == 1 else object_


def _planned_column(
    system: System, tables: Mapping[ObjectName, Table], files: Sequence[CheckedFile]
) -> tuple[str, str]:
    """
    The distribution column that was set, or else a guess, and which of the two it is.

    Tenants refer to nobody: of the columns that refer to such a table the one that most tables have.
    """
    if system.distribution.column:
        return "setting", system.distribution.column
    keys = [
        (table, one)
        for file in files
        for ddl in file.ddl()
        for table, one in constraints_of(ddl)
        if one.references and table in tables and table != one.references.object
    ]
    referring = {table for table, _ in keys}
    candidates = Counter(one.columns[0] for _, one in keys if len(one.columns) == 1)
    to_roots = {one.columns[0] for _, one in keys if one.references and one.references.object not in referring}

    def rank(column: str) -> tuple[bool, int, int, str]:
        having = sum(column in table.columns for table in tables.values())
        return column in to_roots, having, candidates[column], column

    best = max(candidates, key=rank, default="")
    return ("guess", best) if best else ("none", "")


def _planned(
    system: System, tables: Mapping[ObjectName, Table], column: str, owners: Mapping[ObjectName, str]
) -> dict[ObjectName, Spread]:
    """Reference tables are those that are called so; every other table with the column is distributed by it."""
    together = ObjectName(None, column)
    if not column:
        return {}
    references = {named(name, tables) for name in system.distribution.reference_tables}
    found = {name: Spread(None) for name in tables if name in references}
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
