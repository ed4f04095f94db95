"""Reads the statements about tables, columns, constraints and indexes: the larger half of ``ddl_reader``."""

from __future__ import annotations

from collections.abc import Iterator

from .ddl import AlterTable, Column, Constraint, CreateIndex, CreateTable, Name
from .identifiers import NAME_BYTES, ObjectName
from .reader import Reader, UnreadableError
from .scanner import Token

COLUMN_CLAUSES = frozenset(
    {
        *("constraint", "not", "null", "default", "generated", "primary", "unique", "references", "check"),
        *("collate", "storage", "compression", "deferrable", "initially"),
    }
)
ACTIONS = ("no action", "restrict", "cascade", "set null", "set default")


def name_in(reader: Reader) -> Name:
    """Read a name with its place; raises UnreadableError where there is none."""
    object_ = reader.relation()
    return placed(object_, reader.peek(-1))


def placed(object_: ObjectName, token: Token) -> Name:
    """The name *object_*, whose last part is *token*."""
    return Name(object_, token.start, len(token.text.strip('"').encode()) > NAME_BYTES)


def _column_names(reader: Reader) -> tuple[str, ...]:
    return tuple(item.identifier() for item in reader.items())


def read_table(reader: Reader, *, is_temporary: bool) -> CreateTable:
    """What follows ``create table``."""
    reader.accept("if not exists")
    name = name_in(reader)
    is_partition = bool(reader.accept("partition of"))
    if is_partition:
        reader.relation()
    columns: list[Column] = []
    constraints: list[Constraint] = []
    for item in reader.group().items() if reader.symbol_at(0) == "(" else ():
        if _starts_constraint(item):
            constraints += _constraints(item, ())
        elif not item.sees("like"):
            columns.append(_column(item))
    return CreateTable(name, tuple(columns), tuple(constraints), is_partition, is_temporary)


def read_alter_table(reader: Reader) -> AlterTable:
    """What follows ``alter table``."""
    reader.accept("if exists")
    name = name_in(reader)
    columns: list[Column] = []
    constraints: list[Constraint] = []
    enables = False
    for item in reader.items():
        enables = enables or item.sees("enable row level security")
        if not item.accept("add"):
            continue
        if _starts_constraint(item):
            constraints += _constraints(item, ())
        else:
            item.accept("column")
            item.accept("if not exists")
            columns.append(_column(item))
    return AlterTable(name, tuple(columns), tuple(constraints), enables)


def _starts_constraint(reader: Reader) -> bool:
    is_exclude = reader.sees("exclude") and (reader.peek(1).word == "using" or reader.symbol_at(1) == "(")
    return is_exclude or any(
        reader.sees(phrase) for phrase in ("constraint", "primary key", "unique", "check", "foreign key")
    )


def _column(reader: Reader) -> Column:
    name = name_in(reader)
    type_start = reader.peek().start
    before = reader.at
    while not reader.at_end() and reader.peek().word not in COLUMN_CLAUSES:
        reader.skip()
    type_ = tuple(token.text.lower() for token in reader.tokens[before : reader.at])
    return Column(name, type_, type_start, tuple(_constraints(reader, (name.name,))))


def _constraints(reader: Reader, columns: tuple[str, ...]) -> Iterator[Constraint]:
    """The constraints that follow; *columns* is the column that they stand at, empty for those of a table."""
    name: Name | None = None
    while not reader.at_end():
        offset = reader.peek().start
        if reader.accept("constraint"):
            name = name_in(reader)
            continue
        kind = reader.accept("primary key", "unique", "check", "foreign key", "exclude", "references")
        if not kind:
            reader.skip()
            continue
        own = columns
        if kind in ("primary key", "unique", "foreign key") and not columns:
            reader.accept("nulls not distinct", "nulls distinct")
            # `add primary key using index i` names no columns
            own = _column_names(reader.group()) if reader.symbol_at(0) == "(" else ()
        references = None
        referenced: tuple[str, ...] = ()
        actions = {"on delete": "", "on update": ""}
        if kind == "exclude":
            own = _compared_by_equality(reader)
        elif kind in ("references", "foreign key"):
            reader.accept("references")
            references = name_in(reader)
            referenced = _column_names(reader.group()) if reader.symbol_at(0) == "(" else ()
            actions |= _actions(reader)
            kind = "foreign key"
        place = name.offset if name else offset
        yield Constraint(kind, name, own, place, references, referenced, actions["on delete"], actions["on update"])
        name = None


def _actions(reader: Reader) -> dict[str, str]:
    """``on delete`` and ``on update`` up to the next constraint of the same column, where the reader stops."""
    found: dict[str, str] = {}
    while not reader.at_end() and not _starts_constraint(reader) and not reader.sees("references"):
        if event := reader.accept("on delete", "on update"):
            found[event] = reader.accept(*ACTIONS) or reader.peek().word
        else:
            reader.skip()
    return found


def _compared_by_equality(reader: Reader) -> tuple[str, ...]:
    """The columns of an exclusion whose operator is ``=``."""
    if reader.accept("using"):
        reader.identifier()
    found: list[str] = []
    for item in reader.group().items() if reader.symbol_at(0) == "(" else ():
        column = _index_column(item)
        if column is not None and item.find("with") and item.peek().text == "=":
            found.append(column)
    return tuple(found)


def read_index(reader: Reader, *, is_unique: bool) -> CreateIndex:
    """What follows ``create index``."""
    reader.accept("concurrently")
    reader.accept("if not exists")
    name = None if reader.sees("on") else name_in(reader)
    reader.expect("on")
    table = name_in(reader)
    method = reader.identifier() if reader.accept("using") else "btree"
    columns = tuple(_index_column(item) for item in reader.group().items())
    is_partial = reader.find("where")
    return CreateIndex(
        name, table, columns, is_unique, method, is_partial, _not_null_column(reader) if is_partial else None
    )


def _index_column(reader: Reader) -> str | None:
    """The column that an element of an index names; None for an expression."""
    if reader.symbol_at(0) == "(":
        return None
    name = reader.identifier()
    return None if reader.symbol_at(0) in ("(", ".") else name


def _not_null_column(reader: Reader) -> str | None:
    """The column of a condition that is ``c is not null`` and nothing else."""
    condition = reader.group() if reader.symbol_at(0) == "(" else reader
    try:
        column = condition.identifier()
        condition.expect("is not null")
    except UnreadableError:
        return None
    return column if condition.at_end() else None
