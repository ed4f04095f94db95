"""Rules about tables, columns, types, keys and the comments on them."""

from __future__ import annotations

from collections.abc import Iterator

from .checked import CheckedFile, World, constraints_of
from .ddl import AlterTable, Column, Constraint, CreateRoutine, CreateSchema, CreateTable, CreateType, CreateView, Ddl
from .findings import Finding
from .identifiers import ObjectName

SERIAL = ("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8")
LIMITED_TEXT = ("varchar", "char", "character", "bpchar", "nchar", "national")


def check_tables(file: CheckedFile, world: World) -> Iterator[Finding]:
    """What is wrong with the tables and types in *file*."""
    secured = {ddl.name.object for ddl in file.ddl() if isinstance(ddl, AlterTable) and ddl.enables_row_security}
    keyed = {table for ddl in file.ddl() for table, one in constraints_of(ddl) if one.kind == "primary key"}
    for ddl in file.ddl():
        match ddl:
            case CreateTable(is_temporary=False, name=name):
                if not ddl.is_partition and name.object not in keyed:
                    yield file.finding("TAB001", name.offset, f"{name} has no primary key")
                if name.object not in secured:
                    yield file.finding("TAB002", name.offset, f"{name} does not enable row level security in this file")
            case CreateType(is_enum=True, name=name):
                yield file.finding("TYP004", name.offset, f"{name} is an enum")
        match ddl:
            case CreateTable(is_temporary=False) | AlterTable():
                for column in ddl.columns:
                    yield from _type(file, column)
        yield from _comments(file, world, ddl)
        for table, constraint in constraints_of(ddl):
            if constraint.kind == "foreign key":
                yield from _foreign_key(file, world, table, constraint)


def _type(file: CheckedFile, column: Column) -> Iterator[Finding]:
    first, rest = (column.type or ("",))[0], column.type[1:]
    what = f"{column.name.name} is {spelled(column.type)}"
    if first in SERIAL:
        yield file.finding("TYP001", column.type_offset, what)
    elif first == "timestamp" and "with" not in rest:
        yield file.finding("TYP002", column.type_offset, what)
    elif first in LIMITED_TEXT:
        yield file.finding("TYP003", column.type_offset, what)


def spelled(type_: tuple[str, ...]) -> str:
    """The words of a type with blanks where a person writes them: ``character varying(20)``."""
    return (
        " ".join(type_)
        .replace(" (", "(")
        .replace("( ", "(")
        .replace(" )", ")")
        .replace(" ,", ",")
        .replace(" [ ]", "[]")
    )


def _comments(file: CheckedFile, world: World, ddl: Ddl) -> Iterator[Finding]:
    match ddl:
        case CreateTable(is_temporary=False, name=name):
            yield from _comment(file, world, "table", name.object, name.offset)
        case CreateView(name=name):
            kind = "materialized view" if ddl.is_materialized else "view"
            yield from _comment(file, world, kind, name.object, name.offset)
        case CreateRoutine(name=name):
            yield from _comment(file, world, ddl.kind, name.object, name.offset)
        case CreateSchema(name=name):
            yield from _comment(file, world, "schema", name.object, name.offset)
    match ddl:
        case CreateTable(is_temporary=False, name=table) | AlterTable(name=table):
            for column in ddl.columns:
                if ("column", (*parts_of(table.object), column.name.name)) not in world.commented:
                    yield file.finding("COM002", column.name.offset, f"{table}.{column.name.name} has no comment")


def _comment(file: CheckedFile, world: World, kind: str, name: ObjectName, offset: int) -> Iterator[Finding]:
    if (kind, parts_of(name)) not in world.commented:
        yield file.finding("COM001", offset, f"the {kind} {name} has no comment")


def parts_of(name: ObjectName) -> tuple[str, ...]:
    """The parts of a name, as a comment has them."""
    return (name.schema, name.name) if name.schema else (name.name,)


def _foreign_key(file: CheckedFile, world: World, table: ObjectName, key: Constraint) -> Iterator[Finding]:
    what = f"the foreign key {key.name.name}" if key.name else f"the foreign key of {table}"
    if not key.says_on_delete:
        yield file.finding("KEY001", key.offset, f"{what} does not say on delete")
    wanted = set(key.columns)
    for columns in world.indexed.get(table, ()):
        if set(columns[: len(wanted)]) == wanted:
            return
    yield file.finding("KEY002", key.offset, f"{what} has no index that starts with {', '.join(key.columns)}")
