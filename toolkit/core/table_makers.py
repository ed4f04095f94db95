"""Which service makes a table: told by the scripts, and asked only where services share a schema."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice

from .identifiers import ObjectName
from .lexer import Statement
from .reader import Reader, UnreadableError
from .scanner import Token, scan
from .systems import Script, Service

HEAD = 24  # tokens; more than any statement needs to say which table it makes or renames
CHANGES = ("create", "alter", "drop")


def read_makers(
    services: Iterable[Service], statements: Callable[[Script], Iterable[Statement]]
) -> dict[ObjectName, str]:
    """The service (``system/service``) that makes each table; *statements* gives those of a script."""
    now: dict[ObjectName, str] = {}
    ever: dict[ObjectName, str] = {}
    for service in services:
        tables, former = _tables(one for script in service.scripts for one in statements(script))
        for table in tables:
            now.setdefault(table, str(service))
        for table in former:
            ever.setdefault(table, str(service))
    # A database may be at an older version, in which a table still has its former name.
    return {**ever, **now}


def _tables(statements: Iterable[Statement]) -> tuple[Collection[ObjectName], Collection[ObjectName]]:
    """The tables that *statements* leave behind, and all that were there at some time."""
    now: dict[ObjectName, None] = {}
    ever: dict[ObjectName, None] = {}
    for statement in statements:
        gone, made = _change(statement)
        for table in gone:
            now.pop(table, None)
        now |= dict.fromkeys(made)
        ever |= dict.fromkeys(made)
    return now, ever


def _change(statement: Statement) -> tuple[Sequence[ObjectName], Sequence[ObjectName]]:
    """The tables that *statement* takes away, and those that it makes; to rename one is both."""
    text = statement.text
    if not text[:6].lower().startswith(CHANGES):
        return (), ()
    visible = (one for one in scan(text) if one[0] not in ("space", "comment"))
    reader = Reader([Token(kind, text[start:end], start) for kind, start, end in islice(visible, HEAD)])
    try:
        return _read(reader)
    except UnreadableError:
        return (), ()


def _read(reader: Reader) -> tuple[Sequence[ObjectName], Sequence[ObjectName]]:
    if reader.accept("create table", "create unlogged table"):
        reader.accept("if not exists")
        return (), (reader.name(),)
    if reader.accept("drop table"):
        reader.accept("if exists")
        return [item.name() for item in reader.items()], ()
    if reader.accept("alter table"):
        reader.accept("if exists")
        table = reader.relation()
        if reader.accept("rename to"):
            return (table,), (ObjectName(table.schema, reader.identifier()),)
        if reader.accept("set schema"):
            return (table,), (ObjectName(reader.identifier(), table.name),)
    return (), ()
