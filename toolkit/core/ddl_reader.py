"""
Reads what statements define.

This is no grammar of SQL: it knows the few statements that ``lint`` has rules for, trusts that Postgres accepts the
text, and reads over what it does not know. Where a text is too odd, nothing is found, and nothing is reported.
"""

from __future__ import annotations

from .ddl import (
    Comment,
    CreatePolicy,
    CreateRoutine,
    CreateSchema,
    CreateTrigger,
    CreateType,
    CreateView,
    Ddl,
    Grant,
    Name,
    Reading,
)
from .ddl_tables import name_in, placed, read_alter_table, read_index, read_table
from .lexer import Statement, split, tokens
from .reader import Reader, UnreadableError

# Types of two words, for a parameter that has no name.
TWO_WORD_TYPES = {("double", "precision"), ("character", "varying"), ("bit", "varying"), ("national", "character")}
TYPES_BEFORE_WITH = ("timestamp", "time")
BEFORE_KIND = ("temporary", "temp", "unlogged", "unique", "constraint", "recursive", "materialized", "foreign")


def read(text: str) -> tuple[Reading, ...]:
    """Every statement of *text*; raises LexError."""
    return tuple(read_statement(statement) for statement in split(text))


def read_statement(statement: Statement) -> Reading:
    """What *statement* defines."""
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
            return read_alter_table(reader)
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
            return read_table(reader, is_temporary="temp" in before or "temporary" in before)
        case "index":
            return read_index(reader, is_unique="unique" in before)
        case "function" | "procedure" as kind:
            return _routine(reader, kind)
        case "view":
            return _view(reader, is_materialized="materialized" in before)
        case kind:
            return _simple(reader, kind)


def _simple(reader: Reader, kind: str) -> Ddl | None:
    match kind:
        case "trigger":
            name = name_in(reader)
            return CreateTrigger(name, name_in(reader)) if reader.find("on") else None
        case "policy":
            return _policy(reader)
        case "type" | "domain":
            return CreateType(name_in(reader), bool(reader.accept("as enum")))
        case "schema":
            reader.accept("if not exists")
            return CreateSchema(name_in(reader)) if not reader.sees("authorization") else None
    return None


def _policy(reader: Reader) -> CreatePolicy:
    name = name_in(reader)
    reader.expect("on")
    table = name_in(reader)
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
    name = name_in(reader)
    parameters = tuple(found for item in reader.group().items() if (found := _parameter(item)))
    clauses: list[str] = []
    returns, search_path = "", None
    is_definer, security_offset = False, name.offset
    while not (reader.at_end() or reader.sees("begin atomic") or reader.sees("return")):
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
    return placed(reader.name(), first)


def _view(reader: Reader, *, is_materialized: bool) -> CreateView:
    reader.accept("if not exists")
    name = name_in(reader)
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
