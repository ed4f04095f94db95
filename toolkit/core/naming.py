"""Rules about names: what things may be called, and what each kind of thing is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .checked import CheckedFile, World, constraints_of
from .ddl import (
    AlterTable,
    Constraint,
    CreateIndex,
    CreatePolicy,
    CreateRoutine,
    CreateSchema,
    CreateTable,
    CreateTrigger,
    CreateType,
    CreateView,
    Ddl,
    Name,
)
from .findings import Finding
from .identifiers import NAME_BYTES, ObjectName

SNAKE_CASE = re.compile(r"[a-z][a-z0-9_]*")
TRIGGER = re.compile(r"tg_\d{3}_[a-z0-9_]+")
SUFFIXES = {"primary key": "pkey", "unique": "key", "foreign key": "fkey", "check": "check", "exclude": "excl"}

# What Postgres does not take as the name of a table or column without quotes: appendix C of its manual.
RESERVED = frozenset(
    {
        *(
            "all",
            "analyse",
            "analyze",
            "and",
            "any",
            "array",
            "as",
            "asc",
            "asymmetric",
            "both",
            "case",
            "cast",
            "check",
        ),
        *(
            "collate",
            "column",
            "constraint",
            "create",
            "current_catalog",
            "current_date",
            "current_role",
            "current_time",
        ),
        *(
            "current_timestamp",
            "current_user",
            "default",
            "deferrable",
            "desc",
            "distinct",
            "do",
            "else",
            "end",
            "except",
        ),
        *(
            "false",
            "fetch",
            "for",
            "foreign",
            "from",
            "grant",
            "group",
            "having",
            "in",
            "initially",
            "intersect",
            "into",
        ),
        *("lateral", "leading", "limit", "localtime", "localtimestamp", "not", "null", "offset", "on", "only", "or"),
        *("order", "placing", "primary", "references", "returning", "select", "session_user", "some", "symmetric"),
        *("system_user", "table", "then", "to", "trailing", "true", "union", "unique", "user", "using", "variadic"),
        *("when", "where", "window", "with", "authorization", "binary", "collation", "concurrently", "cross"),
        *("current_schema", "freeze", "full", "ilike", "inner", "is", "isnull", "join", "left", "like", "natural"),
        *("notnull", "outer", "overlaps", "right", "similar", "tablesample", "verbose"),
    }
)


def check_names(file: CheckedFile, world: World) -> Iterator[Finding]:
    """What is wrong with the names in *file*."""
    del world
    for ddl in file.ddl():
        for name in _defined(ddl):
            if fault := _unfit(name):
                yield file.finding("NAM001", name.offset, fault)
        for name in _qualified(ddl):
            if name.schema is None:
                yield file.finding("NAM002", name.offset, f"{name} is named without its schema")
        for table, constraint in constraints_of(ddl):
            yield from _constraint(file, table, constraint)
        yield from _by_kind(file, ddl)


def _defined(ddl: Ddl) -> Iterator[Name]:
    """The names that a statement brings into the world."""
    match ddl:
        case CreateTable():
            yield from (ddl.name, *(column.name for column in ddl.columns))
        case AlterTable():
            yield from (column.name for column in ddl.columns)
        case CreateRoutine():
            yield from (ddl.name, *ddl.parameters)
        case CreateIndex(name=Name() as name):
            yield name
        case CreateView() | CreateType() | CreateSchema() | CreateTrigger() | CreatePolicy():
            yield ddl.name
    yield from (constraint.name for _, constraint in constraints_of(ddl) if constraint.name)


def _qualified(ddl: Ddl) -> Iterator[Name]:
    """The names in a statement that must come with their schema."""
    match ddl:
        case CreateTable(is_temporary=False) | AlterTable() | CreateRoutine() | CreateView() | CreateType():
            yield ddl.name
        case CreateIndex() | CreateTrigger() | CreatePolicy():
            yield ddl.table
    yield from (constraint.references for _, constraint in constraints_of(ddl) if constraint.references)


def _unfit(name: Name) -> str:
    """Why *name* needs quotes; empty where it needs none."""
    if name.name in RESERVED:
        return f'"{name.name}" is a reserved word'
    if not SNAKE_CASE.fullmatch(name.name):
        return f'"{name.name}" is not made of lower-case letters, digits and _'
    if name.is_cut:
        return f'"{name.name}" is longer than {NAME_BYTES} bytes'
    return ""


def _constraint(file: CheckedFile, table: ObjectName, constraint: Constraint) -> Iterator[Finding]:
    if constraint.name is None:
        yield file.finding("NAM008", constraint.offset, f"this {constraint.kind} of {table} has no name")
    elif not _is_called(constraint.name.name, table.name, constraint.kind, constraint.columns):
        expected = constraint_name(table.name, constraint.kind, constraint.columns)
        message = f"{constraint.name.name} should be called {expected}"
        yield file.finding("NAM003", constraint.name.offset, message)


def constraint_name(table: str, kind: str, columns: tuple[str, ...]) -> str:
    """What Postgres calls a constraint; ``…`` stands for what the author chooses."""
    own: tuple[str, ...] = columns
    if kind == "primary key":
        own = ()
    elif kind in ("check", "exclude"):
        own = ("…",)
    return "_".join((table, *own, SUFFIXES[kind]))


def _is_called(name: str, table: str, kind: str, columns: tuple[str, ...]) -> bool:
    expected = constraint_name(table, kind, columns)
    if len(expected.encode()) > NAME_BYTES:
        return name.startswith(table[:10]) and name.endswith(f"_{SUFFIXES[kind]}")  # shortened by hand
    # The first columns may stand for all; and where a name is taken Postgres counts: key, key1.
    shorter = [constraint_name(table, kind, columns[:length]) for length in range(1, len(columns) + 1)]
    return any(re.fullmatch(rf"{re.escape(one).replace('…', '[a-z0-9_]+')}\d*", name) for one in (expected, *shorter))


def _by_kind(file: CheckedFile, ddl: Ddl) -> Iterator[Finding]:
    match ddl:
        case CreateIndex(name=Name() as name, table=table):
            suffixes = ("_idx", "_key") if ddl.is_unique else ("_idx",)
            stem = name.name.rstrip("0123456789")
            fits = name.name.startswith(f"{table.name}_") and stem.endswith(suffixes)
            if not fits and len(table.name) < NAME_BYTES - 20:
                yield file.finding("NAM004", name.offset, f"{name.name} should be called {table.name}_…_idx")
        case CreateTrigger(name=name):
            if not TRIGGER.fullmatch(name.name):
                yield file.finding("NAM005", name.offset, f"{name.name} should be called tg_<NNN>_<task>")
        case CreateRoutine(name=name):
            is_for_triggers = ddl.returns == "trigger"
            looks_so = name.name.startswith("tg_")
            if is_for_triggers and not _is_trigger_function(name.name):
                message = f"{name.name} should be called tg__<task> or tg_<table>__<task>"
                yield file.finding("NAM006", name.offset, message)
            elif looks_so and not is_for_triggers:
                yield file.finding("NAM006", name.offset, f"{name.name} is called like a trigger function but is none")
        case CreatePolicy(name=name, table=table, command=command):
            start = f"{table.name}_{command}_"
            if not name.name.startswith(start) or name.name == start:
                yield file.finding("NAM007", name.offset, f"{name.name} should be called {start}<who>")


def _is_trigger_function(name: str) -> bool:
    return name.startswith("tg_") and "__" in name and not name.endswith("__")
