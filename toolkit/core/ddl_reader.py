"""
Reads what statements define.

This is no grammar of SQL: it knows the few statements that ``lint`` has rules for, trusts that Postgres accepts the
text, and reads over what it does not know. Where a text is too odd, nothing is found, and nothing is reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from .ddl import (
    AlterTable,
    Column,
    Comment,
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
    Grant,
    Name,
    Reading,
)
from .identifiers import NAME_BYTES, ObjectName
from .lexer import Statement, Token, split, tokens
from .reader import Reader, UnreadableError

COLUMN_CLAUSES = frozenset(
    {
        *("constraint", "not", "null", "default", "generated", "primary", "unique", "references", "check"),
        *("collate", "storage", "compression", "deferrable", "initially"),
    }
)
# Types of two words, for a parameter that has no name.
TWO_WORD_TYPES = {("double", "precision"), ("character", "varying"), ("bit", "varying"), ("national", "character")}
TYPES_BEFORE_WITH = ("timestamp", "time")
BEFORE_KIND = ("temporary", "temp", "unlogged", "unique", "constraint", "recursive", "materialized", "foreign")


def read(text: str) -> tuple[Reading, ...]:
    """Every statement of *text*; raises LexError."""
    return tuple(_reading(statement) for statement in split(text))


def _reading(statement: Statement) -> Reading:
    placed = [token._replace(start=token.start + statement.start) for token in tokens(statement.text)]
    comments = tuple(token for token in placed if token.kind == "comment")
    try:
        ddl = _ddl(Reader([token for token in placed if not token.is_blank]))
    except UnreadableError:
        ddl = None
    return Reading(statement, ddl, comments)


def _ddl(reader: Reader) -> Ddl | None:
    match reader.accept(
        "create or replace", "create", "alter table", "comment on", "grant", "alter default privileges"
    ):
        case "create" | "create or replace":
            return _create(reader)
        case "alter table":
            return _alter_table(reader)
        case "comment on":
            return _comment(reader)
        case "grant":
            return _grant(reader)
        case "alter default privileges":
            return _grant(reader) if reader.find("grant") else None
    return None


def _create(reader: Reader) -> Ddl | None:
    before: list[str] = []
    while word := reader.accept(*BEFORE_KIND):
        before.append(word)
    match reader.accept(
        *("table", "index", "trigger", "policy", "function", "procedure", "view", "type", "domain", "schema")
    ):
        case "table":
            return _table(reader, is_temporary="temp" in before or "temporary" in before)
        case "index":
            return _index(reader, is_unique="unique" in before)
        case "function" | "procedure" as kind:
            return _routine(reader, kind)
        case "view":
            return _view(reader, is_materialized="materialized" in before)
        case kind:
            return _simple(reader, kind)


def _simple(reader: Reader, kind: str) -> Ddl | None:
    match kind:
        case "trigger":
            name = _name(reader)
            return CreateTrigger(name, _name(reader)) if reader.find("on") else None
        case "policy":
            return _policy(reader)
        case "type" | "domain":
            return CreateType(_name(reader), bool(reader.accept("as enum")))
        case "schema":
            reader.accept("if not exists")
            return CreateSchema(_name(reader)) if not reader.sees("authorization") else None
    return None


# Names


def _name(reader: Reader) -> Name:
    object_ = reader.relation()
    return _placed(object_, reader.peek(-1))


def _placed(object_: ObjectName, token: Token) -> Name:
    return Name(object_, token.start, len(token.text.strip('"').encode()) > NAME_BYTES)


def _column_names(reader: Reader) -> tuple[str, ...]:
    return tuple(item.identifier() for item in reader.items())


# Tables


def _table(reader: Reader, *, is_temporary: bool) -> CreateTable:
    reader.accept("if not exists")
    name = _name(reader)
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


def _alter_table(reader: Reader) -> AlterTable:
    reader.accept("if exists")
    name = _name(reader)
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
    name = _name(reader)
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
            name = _name(reader)
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
        says_on_delete = False
        if kind in ("references", "foreign key"):
            reader.accept("references")
            references = _name(reader)
            says_on_delete = _says_on_delete(reader)
            kind = "foreign key"
        yield Constraint(kind, name, own, name.offset if name else offset, references, says_on_delete)
        name = None


def _says_on_delete(reader: Reader) -> bool:
    """Whether ``on delete`` comes before the next constraint of the same column, where the reader stops."""
    while not reader.at_end() and not _starts_constraint(reader) and not reader.sees("references"):
        if reader.accept("on delete"):
            return True
        reader.skip()
    return False


def _index(reader: Reader, *, is_unique: bool) -> CreateIndex:
    reader.accept("concurrently")
    reader.accept("if not exists")
    name = None if reader.sees("on") else _name(reader)
    reader.expect("on")
    table = _name(reader)
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


# Routines, views, access


def _policy(reader: Reader) -> CreatePolicy:
    name = _name(reader)
    reader.expect("on")
    table = _name(reader)
    command, has_roles, using, check = "all", False, None, None
    while not reader.at_end():
        match reader.accept("for", "to", "using", "with check"):
            case "for":
                command = reader.identifier()
            case "to":
                has_roles = True
            case "using":
                using = tuple(reader.group().tokens)
            case "with check":
                check = tuple(reader.group().tokens)
            case _:
                reader.skip()
    return CreatePolicy(name, table, command, has_roles, using, check)


def _routine(reader: Reader, kind: str) -> CreateRoutine:
    name = _name(reader)
    parameters = tuple(found for item in reader.group().items() if (found := _parameter(item)))
    clauses: list[str] = []
    returns, search_path = "", None
    is_definer, security_offset = False, name.offset
    while not (reader.at_end() or reader.sees("as") or reader.sees("begin atomic") or reader.sees("return")):
        match reader.accept(
            *("returns null", "returns", "language", "immutable", "stable", "volatile", "security"), "set search_path"
        ):
            case "returns":
                returns = reader.peek().word
            case "language":
                clauses.append("language")
                reader.skip()
            case "immutable" | "stable" | "volatile":
                clauses.append("volatility")
            case "security":
                clauses.append("security")
                security_offset = reader.peek(-1).start
                is_definer = reader.sees("definer")
            case "set search_path":
                clauses.append("search_path")
                reader.skip()  # = or to
                search_path = reader.peek().text
            case _:
                reader.skip()
    return CreateRoutine(kind, name, parameters, returns, tuple(clauses), is_definer, security_offset, search_path)


def _parameter(reader: Reader) -> Name | None:
    """The name of a parameter, None where it has none."""
    while reader.accept("in", "out", "inout", "variadic"):
        pass
    first, second = reader.peek(), reader.peek(1)
    words = (first.word, second.word)
    is_type = words in TWO_WORD_TYPES or (words[0] in TYPES_BEFORE_WITH and words[1] in ("with", "without"))
    if is_type or second.kind not in ("word", "name") or second.word == "default":
        return None
    return _placed(reader.name(), first)


def _view(reader: Reader, *, is_materialized: bool) -> CreateView:
    reader.accept("if not exists")
    name = _name(reader)
    if reader.symbol_at(0) == "(":
        reader.group()
    options = reader.group().items() if reader.accept("with") else ()
    return CreateView(name, is_materialized, any(_is_security_invoker(option) for option in options))


def _is_security_invoker(option: Reader) -> bool:
    if not option.accept("security_invoker"):
        return False
    return option.at_end() or option.peek(1).text.strip("'").lower() in ("true", "on", "1", "yes")


def _comment(reader: Reader) -> Comment | None:
    kind = reader.accept("table", "column", "schema", "function", "procedure", "view", "materialized view", "policy")
    return Comment(kind, reader.parts()) if kind else None


def _grant(reader: Reader) -> Grant:
    public_offset = grant_option_offset = None
    if reader.find("to"):
        while not reader.at_end():
            if reader.sees("public"):
                public_offset = reader.peek().start
            if reader.sees("with grant option"):
                grant_option_offset = reader.peek().start
            reader.skip()
    return Grant(public_offset, grant_option_offset)
