"""
What a ``create ..`` statement does.

Sources: the reference pages of the CREATE commands and the chapter "Explicit Locking"; for partitions the section
"Table Partitioning". What the pages leave out was read off ``pg_locks``: tests/database/test_locks.py.
"""

from __future__ import annotations

from dataclasses import replace

from .alter_table import Work
from .create_table import create_table
from .effects import OBJECT_KINDS, ConcurrentIndex, Created, DeclaredRole, Effect, texts, unknown
from .identifiers import ObjectName, quoted
from .locks import Lock, lock, merged
from .query_locks import query_locks
from .reader import Reader, named
from .scanner import LexError, Token, tokens

PERSISTENCE = ("local temporary", "local temp", "global temporary", "global temp", "temporary", "temp", "unlogged")
# Their names have no schema and are followed by something else than a dot.
UNNAMED = ("cast", "transform", "user mapping", "operator", "operator class", "operator family")


def describe_create(reader: Reader) -> Effect:  # noqa: C901, PLR0911, PLR0912  # a table in disguise
    """The effect of the statement, of which *reader* has read ``create``."""
    is_replacing = bool(reader.accept("or replace"))
    if reader.accept("unique index", "index"):
        return create_index(reader)
    if reader.accept("constraint trigger"):
        return create_trigger(reader)
    reader.accept(*PERSISTENCE)
    is_recursive = bool(reader.accept("recursive"))
    kind = reader.accept(*OBJECT_KINDS)
    match kind:
        case "table" | "foreign table":
            return create_table(reader, kind)
        case "view" | "materialized view":
            return create_view(reader, kind, is_replacing=is_replacing, is_recursive=is_recursive)
        case "sequence":
            return create_sequence(reader)
        case "trigger":
            return create_trigger(reader)
        case "policy":
            return create_policy(reader)
        case "rule":
            return create_rule(reader)
        case "statistics":
            return create_statistics(reader)
        case "publication":
            return create_publication(reader)
        case "function" | "procedure":
            return create_routine(reader, kind)
        case "schema":
            return create_schema(reader)
        case "role" | "user" | "group":
            return create_role(reader, kind)
        case "" | "owned" | "system" | "large object" | "routine":
            return unknown(f"create {kind}".rstrip())
        case "extension":
            reader.accept("if not exists")
            name = reader.name()
            return replace(unknown("create extension", name), creates=(Created(kind, name),))
        case _:
            return create_other(reader, kind)


def create_other(reader: Reader, kind: str) -> Effect:
    """An object that has nothing to do with tables."""
    if kind in UNNAMED:
        return Effect(f"create {kind}")
    reader.accept("if not exists")
    name = reader.name()
    in_transaction = kind not in ("database", "tablespace", "subscription")
    if kind == "subscription":
        # Only what creates a slot on the other server cannot be rolled back.
        options = reader.group() if reader.find("with") and reader.symbol_at(0) == "(" else Reader(())
        in_transaction = any(is_off(option, "connect") or is_off(option, "create_slot") for option in options.items())
    return Effect(f"create {kind}", texts(name), runs_in_transaction=in_transaction, creates=(Created(kind, name),))


def is_off(option: Reader, name: str) -> bool:
    """Whether *option* is ``name = false``."""
    return option.peek().word == name and option.tokens[-1].text.lower().strip("'") in ("false", "off", "0", "no")


def create_index(reader: Reader) -> Effect:
    """``create [unique] index``, behind these words."""
    is_concurrent = bool(reader.accept("concurrently"))
    reader.accept("if not exists")
    name = None if reader.sees("on") else reader.identifier()
    reader.expect("on")
    table = reader.relation()
    full_name = None if name is None else ObjectName(table.schema, name)
    return Effect(
        "create index concurrently" if is_concurrent else "create index",
        texts(full_name) if full_name else (),
        lock("share update exclusive" if is_concurrent else "share", table),
        work="scan",
        runs_in_transaction=not is_concurrent,
        creates=(Created("index", full_name, table),),
        concurrent_index=ConcurrentIndex(quoted(name) if name else "", str(table)) if is_concurrent else None,
    )


def create_view(reader: Reader, kind: str, *, is_replacing: bool, is_recursive: bool) -> Effect:
    """``create [materialized] view``."""
    reader.accept("if not exists")
    name = reader.name()
    reader.seek("as")
    # A recursive view reads itself, by its bare name.
    locks = [one for one in query_locks(reader.rest()) if not (is_recursive and one.table == quoted(name.name))]
    own = lock("access exclusive", name) if is_replacing else ()
    work: Work = "rows" if kind == "materialized view" else "none"
    return Effect(f"create {kind}", texts(name), (*own, *locks), work=work, creates=(Created(kind, name),))


def create_sequence(reader: Reader) -> Effect:
    """``create sequence``."""
    reader.accept("if not exists")
    name = reader.name()
    owner = owning_table(reader) if reader.find("owned by") else ()
    return Effect("create sequence", texts(name), owner, creates=(Created("sequence", name),))


def owning_table(reader: Reader) -> tuple[Lock, ...]:
    """The lock on the table of the column that follows ``owned by``; none behind ``owned by none``."""
    column = reader.parts()
    return lock("access share", named(column[:-1])) if len(column) > 1 else ()


def create_trigger(reader: Reader) -> Effect:
    """``create [constraint] trigger``, behind these words."""
    name = reader.identifier()
    reader.seek("on")
    table = reader.name()
    referred = lock("access share", reader.name()) if reader.accept("from") else ()
    created = Created("trigger", ObjectName(None, name), table)
    locks = (*lock("share row exclusive", table), *referred)
    return Effect("create trigger", (quoted(name),), locks, creates=(created,))


def create_policy(reader: Reader) -> Effect:
    """``create policy``."""
    name = reader.identifier()
    reader.expect("on")
    table = reader.name()
    locks = merged((*lock("access exclusive", table), *query_locks(reader.rest())))
    return Effect("create policy", (quoted(name),), locks, creates=(Created("policy", ObjectName(None, name), table),))


def create_rule(reader: Reader) -> Effect:
    """``create rule name as on event to table [where ..] do ..``."""
    name = reader.identifier()
    reader.seek("to")
    table = reader.name()
    start = reader.at
    reader.seek("do")
    condition = reader.tokens[start : reader.at]
    reader.accept("also", "instead")
    locks = (*lock("access exclusive", table), *query_locks(condition), *query_locks(reader.rest()))
    created = Created("rule", ObjectName(None, name), table)
    return Effect("create rule", (quoted(name),), merged(locks), creates=(created,))


def create_statistics(reader: Reader) -> Effect:
    """``create statistics [name] on .. from table``."""
    reader.accept("if not exists")
    has_name = not reader.sees("on") and reader.symbol_at(0) != "("
    name = reader.name() if has_name else None
    reader.seek("from")
    table = reader.name()
    return Effect(
        "create statistics",
        texts(name) if name else (),
        lock("share update exclusive", table),
        creates=(Created("statistics", name, table),),
    )


def create_publication(reader: Reader) -> Effect:
    """``create publication``."""
    name = reader.name()
    locks = published_tables(reader) if reader.accept("for") else ()
    return Effect("create publication", texts(name), locks, creates=(Created("publication", name),))


def published_tables(reader: Reader) -> tuple[Lock, ...]:
    """The locks on the tables in ``table a, b, tables in schema c``."""
    found: list[Lock] = []
    is_table = False
    for item in reader.items():
        if item.sees("tables in schema") or item.sees("all tables") or item.sees("all sequences"):
            is_table = False
        elif item.accept("table"):
            is_table = True
        if is_table:
            found += lock("share update exclusive", item.relation())
    return tuple(found)


def create_routine(reader: Reader, kind: str) -> Effect:
    """``create function`` or ``procedure``: Postgres checks a body in SQL, and locks as if it ran it."""
    name = reader.name()
    effect = Effect(f"create {kind}", texts(name), creates=(Created(kind, name),))
    reader.group()
    rest = reader.rest()
    if reader.find("begin atomic") or reader.find("return"):
        return replace(effect, locks=query_locks(reader.rest()))
    reader.seek("language")
    if reader.peek().text.strip("'").lower() != "sql":
        return effect
    definition = Reader(rest)
    definition.seek("as")
    body = body_tokens(definition.peek())
    if body is None:
        return replace(unknown(effect.kind), names=effect.names, creates=effect.creates)
    return replace(effect, locks=query_locks(body))


def body_tokens(literal: Token) -> tuple[Token, ...] | None:
    """The tokens of the SQL in a string, without blanks; None where the string is written in some rarer way."""
    if literal.kind != "string":
        return None
    if literal.text.startswith("$"):
        tag = literal.text[: literal.text.index("$", 1) + 1]
        text = literal.text[len(tag) : -len(tag)]
    elif literal.text.startswith("'"):
        text = literal.text[1:-1].replace("''", "'")
    else:
        return None
    try:
        return tuple(token for token in tokens(text) if not token.is_blank)
    except LexError:
        return None


def create_schema(reader: Reader) -> Effect:
    """``create schema``; what it creates inside of it at once is not looked into."""
    reader.accept("if not exists")
    name = None if reader.sees("authorization") else reader.name()
    created = Created("schema", name)
    names = texts(name) if name else ()
    if reader.has("create") or reader.has("grant"):
        return replace(unknown("create schema"), names=names, creates=(created,))
    return Effect("create schema", names, creates=(created,))


def create_role(reader: Reader, kind: str) -> Effect:
    """``create role | user | group name [with] options``."""
    name = reader.identifier()
    reader.accept("with")
    options = tuple(token.text for token in reader.rest())
    given = {option.lower() for option in options}
    if kind == "user" and not given & {"login", "nologin"}:
        options = ("login", *options)
    role = DeclaredRole(name, options)
    return Effect(f"create {kind}", (quoted(name),), creates=(Created("role", ObjectName(None, name)),), role=role)
