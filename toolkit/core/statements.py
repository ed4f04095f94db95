"""
What a statement does, told from its text: which tables it locks and how, whether it may run in a transaction.

A statement that is not known here, or not written as expected, has the lock "unknown": never a wrong guess. Sources:
the chapter "Explicit Locking" and the reference pages of the SQL commands; every form is held against ``pg_locks`` of
a real server in tests/database/test_locks.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .describe_alter import describe_alter
from .describe_create import describe_create
from .describe_drop import describe_drop
from .effects import ConcurrentIndex, Created, DeclaredRole, Effect, query, texts, unknown
from .identifiers import ObjectName, quoted
from .lexer import Statement
from .locks import STRENGTH, IndirectLock, Lock, Mode, lock
from .maintenance import (
    describe_analyze,
    describe_cluster,
    describe_refresh,
    describe_reindex,
    describe_vacuum,
    read_options,
)
from .query_locks import query_locks
from .reader import Reader, UnreadableError, named
from .scanner import Token, words

__all__ = ["ConcurrentIndex", "Created", "DeclaredRole", "Effect", "IndirectLock", "Lock", "describe"]

WRITES = ("insert", "update", "delete", "merge")
QUERIES = (*WRITES, "select", "values", "table")
TRANSACTION_CONTROL = (
    *("start transaction", "prepare transaction", "commit prepared", "rollback prepared", "begin", "commit", "end"),
    *("rollback", "abort", "savepoint", "release"),
)
# They touch no table.
HARMLESS = words("checkpoint close deallocate discard fetch listen move notify reset set show unlisten")
GRANTED_WITHOUT_A_TABLE = (
    *("all", "database", "domain", "foreign data wrapper", "foreign server", "function", "language", "large object"),
    *("parameter", "procedure", "routine", "schema", "tablespace", "type"),
)


def describe(statement: Statement) -> Effect:
    """What *statement* does."""
    tokens = statement.tokens()
    try:
        return describe_tokens(Reader(tokens))
    except UnreadableError:
        return unknown(tokens[0].text.lower())


def describe_tokens(reader: Reader) -> Effect:  # noqa: C901, PLR0911, PLR0912  # a table in disguise
    """What a statement does; raises UnreadableError where it is not written as expected."""
    control = reader.accept(*TRANSACTION_CONTROL)
    if control:
        return Effect(control, runs_in_transaction=not control.endswith(" prepared"), is_transaction_control=True)
    word = reader.peek().word
    if word in (*QUERIES, "with") or reader.symbol_at(0) == "(":
        return describe_query(reader.tokens)
    if word in HARMLESS:
        return Effect(word, runs_in_transaction=not reader.sees("discard all"))
    reader.skip()
    match word:
        case "create":
            return describe_create(reader)
        case "alter":
            return describe_alter(reader)
        case "drop":
            return describe_drop(reader)
        case "comment":
            return describe_note(reader, "comment")
        case "security":
            reader.expect("label")
            return describe_note(reader, "security label")
        case "grant" | "revoke":
            return describe_grant(reader, word)
        case "truncate":
            return describe_truncate(reader)
        case "lock":
            return describe_lock(reader)
        case "vacuum":
            return describe_vacuum(reader)
        case "analyze" | "analyse":
            return describe_analyze(reader)
        case "cluster":
            return describe_cluster(reader)
        case "reindex":
            return describe_reindex(reader)
        case "refresh":
            return describe_refresh(reader)
        case "copy":
            return describe_copy(reader)
        case "explain" | "prepare" | "declare":
            return describe_wrapped(reader, word)
    return unknown(reader.tokens[0].text.lower())


def describe_query(tokens: Sequence[Token]) -> Effect:
    """``select``, ``insert`` and their like, perhaps behind ``with``; ``select into`` creates a table."""
    reader = Reader(tokens)
    while not reader.at_end() and reader.peek().word not in QUERIES:
        reader.skip()
    kind = reader.peek().word or "select"
    effect = query(kind, tokens)
    if kind in WRITES and not any(one.mode == "row exclusive" for one in effect.locks):
        return unknown(kind)
    if kind == "select" and reader.find("into"):
        reader.accept("unlogged", "temporary", "temp", "local temporary", "local temp")
        reader.accept("table")
        name = reader.name()
        return replace(effect, kind="select into", names=texts(name), creates=(Created("table", name),))
    return effect


def describe_note(reader: Reader, kind: str) -> Effect:
    """``comment on`` and ``security label on``: a note about one object."""
    reader.seek("on")
    if reader.accept("materialized view", "foreign table", "table", "view", "sequence", "index"):
        name = reader.name()
        return Effect(kind, texts(name), lock("share update exclusive", name))
    if reader.accept("column"):
        *table, column = reader.parts()
        if not table:
            raise UnreadableError("a table")
        locks = lock("share update exclusive", named(table))
        return Effect(kind, (f"{locks[0].table}.{quoted(column)}",), locks)
    if reader.accept("constraint", "policy", "rule", "trigger"):
        reader.identifier()
        reader.expect("on")
        return Effect(kind, locks=() if reader.accept("domain") else lock("access share", reader.name()))
    return Effect(kind)


def describe_grant(reader: Reader, kind: str) -> Effect:
    """``grant`` and ``revoke``: since Postgres 18 the tables are locked against being dropped meanwhile."""
    if not reader.find("on") or reader.accept(*GRANTED_WITHOUT_A_TABLE):
        return Effect(kind)
    reader.accept("table", "sequence")
    names = read_names(reader)
    return Effect(kind, texts(*names), lock("access share", *names))


def read_names(reader: Reader) -> list[ObjectName]:
    """Read the names of tables, with commas between them."""
    names = [reader.relation()]
    while reader.symbol(","):
        names.append(reader.relation())
    return names


def describe_truncate(reader: Reader) -> Effect:
    """``truncate``: writes no rows, but throws the files of the table away."""
    reader.accept("table")
    names = read_names(reader)
    referring = [IndirectLock("access exclusive", f"the tables that refer to {name}") for name in names]
    indirect = tuple(referring) if reader.find("cascade") else ()
    return Effect("truncate", texts(*names), lock("access exclusive", *names), indirect)


def describe_lock(reader: Reader) -> Effect:
    """``lock table``; of a view also what it reads."""
    reader.accept("table")
    names = read_names(reader)
    mode: Mode = "access exclusive"
    if reader.accept("in"):
        mode = next((known for known in STRENGTH if reader.sees(f"{known} mode")), "unknown")
    return Effect("lock", texts(*names), lock(mode, *names))


def describe_copy(reader: Reader) -> Effect:
    """``copy table from | to ..`` and ``copy (query) to ..``."""
    if reader.symbol_at(0) == "(":
        return query("copy", reader.group().rest())
    reader.accept("binary")
    name = reader.name()
    if reader.symbol_at(0) == "(":
        reader.skip()
    is_written = bool(reader.accept("from"))
    # Rows to copy in may be chosen with `where`, which holds no queries.
    return Effect("copy", texts(name), lock("row exclusive" if is_written else "access share", name), work="rows")


def describe_wrapped(reader: Reader, word: str) -> Effect:
    """``explain``, ``prepare`` and ``declare`` lock what the query behind them locks."""
    if word == "explain":
        read_options(reader, "analyze", "analyse", "verbose")
        if reader.sees("create"):
            reader.seek("as")
        elif reader.sees("declare"):
            reader.seek("for")
        elif reader.sees("refresh"):
            return unknown(word)
    else:
        reader.seek("as" if word == "prepare" else "for")
    if reader.sees("execute"):
        return unknown(word)
    locks = query_locks(reader.rest())
    return Effect(word, tuple(one.table for one in locks), locks, work="rows")
