"""Rules for Citus about tables and what connects them: columns, keys, foreign keys, and the order of the scripts."""

from __future__ import annotations

from collections.abc import Iterator

from .checked import CheckedFile, constraints_of
from .citus_layout import Layout, Spread
from .ddl import Constraint, CreateIndex, CreateTable, CreateTrigger
from .findings import Finding
from .identifiers import ObjectName

CLEARING = ("set null", "set default")
# What Citus says of a table that it was not told about.
LOCAL = "which lies on the coordinator alone"


def check_keys(file: CheckedFile, layout: Layout) -> Iterator[Finding]:
    """What in *file* keeps its tables from being spread, or could not be made once they are."""
    for ddl in file.ddl():
        match ddl:
            case CreateTable(is_temporary=False, is_partition=False):
                yield from _table(file, layout, ddl)
            case CreateIndex(is_unique=True, table=table):
                spread = layout.spread.get(table.object)
                if spread and spread.column and spread.column not in ddl.columns:
                    offset = (ddl.name or table).offset
                    message = f"the unique index {ddl.name or ''} of {table} lacks {spread.column}".replace("  ", " ")
                    yield file.finding("CIT003", offset, message)
            case CreateTrigger(table=table):
                yield from _trigger(file, layout, ddl)
        for name, constraint in constraints_of(ddl):
            if constraint.kind == "foreign key":
                yield from _foreign_key(file, layout, name, constraint)
            else:
                yield from _key(file, layout, name, constraint)


def _table(file: CheckedFile, layout: Layout, ddl: CreateTable) -> Iterator[Finding]:
    name = ddl.name
    spread = layout.spread.get(name.object)
    column = layout.column.get(file.system.name, "")
    columns = layout.tables[name.object].columns
    if spread is None and column and columns:  # of `like` and `as` nobody knows the columns
        yield file.finding("CIT002", name.offset, f"{name} has no {column}")
    elif spread and spread.column and columns and spread.column not in columns:
        yield file.finding("CIT002", name.offset, f"{name} is distributed by {spread.column}, which it does not have")
    if spread and spread.path == file.path:
        yield file.finding("CIT006", name.offset, f"{name} is created in the script that spreads it")


def _key(file: CheckedFile, layout: Layout, table: ObjectName, constraint: Constraint) -> Iterator[Finding]:
    """Of primary keys, unique constraints and exclusions; one that takes over an index names no columns."""
    spread = layout.spread.get(table)
    says_columns = constraint.columns or constraint.kind == "exclude"
    if constraint.kind == "check" or not spread or not spread.column or not says_columns:
        return
    if spread.column not in constraint.columns:
        what = f"{constraint.name} of {table}" if constraint.name else f"the {constraint.kind} of {table}"
        missing = f"lacks {spread.column}" if constraint.kind != "exclude" else f"does not compare {spread.column} by ="
        yield file.finding("CIT003", constraint.offset, f"{what} {missing}")


def _foreign_key(file: CheckedFile, layout: Layout, table: ObjectName, key: Constraint) -> Iterator[Finding]:
    assert key.references is not None  # noqa: S101  # it would be no foreign key
    own, other = layout.spread.get(table), layout.spread.get(key.references.object)
    what = str(key.name) if key.name else f"the foreign key of {table}"
    reason = _unreachable(layout, table, own, key.references.object, other) or _unaligned(layout, own, other, key)
    if reason:
        yield file.finding("CIT004", key.offset, f"{what} {reason}")
    if own and own.column in key.columns:
        if key.on_delete in CLEARING:
            yield file.finding("CIT005", key.offset, f"{what} has {own.column} and says on delete {key.on_delete}")
        if key.on_update in (*CLEARING, "cascade"):
            yield file.finding("CIT005", key.offset, f"{what} has {own.column} and says on update {key.on_update}")
    for name, spread in {table: own, key.references.object: other}.items():
        if spread and (when := _too_early(file, layout, spread)):
            yield file.finding("CIT006", key.offset, f"{what} is created {when} {name}")
            return


def _unreachable(
    layout: Layout, table: ObjectName, own: Spread | None, referred: ObjectName, other: Spread | None
) -> str:
    """Why rows of *referred* cannot be looked up where rows of *table* are; empty where they can."""
    is_planned = referred in layout.tables and layout.source[layout.tables[referred].system] != "calls"
    if own and other is None:
        # Of a table that is only not planned yet, CIT002 speaks.
        return f"leads to {referred}, {LOCAL}" if own.column and not is_planned else ""
    if other is None or other.column is None:
        return ""
    if own is None:
        is_known = table in layout.tables and layout.source[layout.tables[table].system] == "calls"
        return f"leads from {table}, {LOCAL}, to the distributed {referred}" if is_known else ""
    if own.column is None:
        return f"leads from the reference table {table} to the distributed {referred}"
    return f"leads to {referred}, which is not colocated" if own.group != other.group else ""


def _unaligned(layout: Layout, own: Spread | None, other: Spread | None, key: Constraint) -> str:
    """How the distribution columns of both sides miss each other; empty where they do not, or need not meet."""
    if not (own and own.column and other and other.column) or key.references is None:
        return ""
    if own.column not in key.columns:
        return f"leads to {key.references} without {own.column}"
    place = key.columns.index(own.column)
    known = layout.tables.get(key.references.object)
    referenced = key.referenced or (known.primary_key if known else ())
    if referenced and referenced[place : place + 1] != (other.column,):
        return f"does not hold {own.column} against {other.column} of {key.references}"
    return ""


def _trigger(file: CheckedFile, layout: Layout, trigger: CreateTrigger) -> Iterator[Finding]:
    spread = layout.spread.get(trigger.table.object)
    if spread is None:
        return
    if spread.column is None:
        yield file.finding("CIT011", trigger.name.offset, f"{trigger.table} is a reference table")
    if when := _too_early(file, layout, spread):
        yield file.finding("CIT006", trigger.name.offset, f"{trigger.name} is created {when} {trigger.table}")


def _too_early(file: CheckedFile, layout: Layout, spread: Spread) -> str:
    """``before <the script> spreads`` and its like, of what *file* makes; empty where it comes later."""
    if spread.path is None or file.kind != "script" or not layout.is_before(file.path, spread.path):
        return ""
    return "in the script that spreads" if spread.path == file.path else f"before {spread.path} spreads"
