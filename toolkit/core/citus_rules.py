"""
What stands in the way of spreading a system over the nodes of Citus.

Sources: what was tried on Citus 13.2 (Postgres 15) and 14.0 (Postgres 18), and Citus' own documentation; docs/scale.md
says which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .checked import CheckedFile
from .citus_keys import check_keys
from .citus_layout import Layout
from .ddl import AlterTable, CreatePolicy, CreateRoutine, CreateTable, CreateTrigger, CreateView, Ddl, Reading
from .findings import Finding
from .identifiers import ObjectName
from .routine_bodies import Body, calls_in, tables_in
from .rules import RULE_BY_CODE
from .scanner import Token
from .systems import System

QUERY = ("select", "values", "with", "table")
SMALL_SERIAL = ("serial", "serial4", "smallserial", "serial2")
SMALL = ("integer", "int", "int4", "smallint", "int2")
# Of Postgres' own settings a node has its own value; those with a dot exist only where somebody made them.
SETTING = re.compile(r"'([\w.]+\.[\w.]+)'")
SET_LOCAL = re.compile(r"\bset local \"?([\w]+(?: ?\. ?[\w]+)+)", re.IGNORECASE)


def check_citus(file: CheckedFile, layout: Layout) -> Iterator[Finding]:
    """What in *file* stands in the way."""
    yield from check_keys(file, layout)
    yield from _settings(file, layout)
    for reading in file.readings:
        start = reading.statement.start
        code = [token._replace(start=token.start + start) for token in reading.statement.tokens()]
        match reading.ddl:
            case CreatePolicy() as policy if _is_spread(policy.table.object, file, layout):
                yield from _policy(file, layout, policy)
            case CreateRoutine() as routine:
                yield from _routine(file, layout, routine)
            case CreateView(is_materialized=True, name=name):
                distributed = [table for table, spread in layout.spread.items() if spread.column]
                for table in dict.fromkeys(tables_in(code, distributed)):
                    yield file.finding("CIT017", name.offset, f"{name} holds rows of {table}")
        yield from _forms(file, layout, reading, code)


def check_system(system: System, layout: Layout) -> Iterator[Finding]:
    """What is to be said of a system as a whole."""
    tables = [table for table in layout.of(system.name) if not table.is_partition]
    source, column = layout.source[system.name], layout.column.get(system.name, "")
    if source == "calls" or not tables or (source == "setting" and system.engine != "citus"):
        return
    message = f"no script spreads the tables of {system.name}"
    if source == "loop":
        message = (
            f"a script spreads tables of {system.name} that it does not name; here all that have {column} are meant"
        )
    elif source == "guess":
        having = sum(column in table.columns for table in tables)
        message += f"; here {column} is taken for the distribution column, which {having} of {len(tables)} have"
    elif source == "none":
        message += ", and no column refers from one of them to another"
    rule = RULE_BY_CODE["CIT001"]
    yield Finding(system.path, 1, 1, rule.code, rule.severity, message, rule.remedy)


def _is_spread(table: ObjectName, file: CheckedFile, layout: Layout) -> bool:
    """Whether *table* is, or might become, one that is on the nodes."""
    return table in layout.spread or layout.source[file.system.name] != "calls"


def _policy(file: CheckedFile, layout: Layout, policy: CreatePolicy) -> Iterator[Finding]:
    ways: dict[ObjectName, None] = {}
    for expression in (policy.using or (), policy.check or ()):
        for token, follows in pairwise(expression):
            if token.text == "(" and follows.word in QUERY:
                yield file.finding("CIT007", follows.start, f"{policy.name} of {policy.table} has a sub-select")
                break
        for name, offset in calls_in(expression):
            way = layout.routines.way_to_table(name) if name not in ways else ()
            ways[name] = None
            if way:
                *functions, table = way
                by = "".join(f" by way of {one}()" for one in functions[1:])
                message = f"{policy.name} of {policy.table} calls {functions[0]}(), which reads {table}{by}"
                yield file.finding("CIT008", offset, message)


def _settings(file: CheckedFile, layout: Layout) -> Iterator[Finding]:
    """The settings that policies of *file* read, and that no function sends to the nodes; each once."""
    sent: frozenset[str] | None = None
    told: set[str] = set()
    for policy in (ddl for ddl in file.ddl() if isinstance(ddl, CreatePolicy)):
        code = (*(policy.using or ()), *(policy.check or ()))
        for setting in _read_settings(code, layout):
            sent = _sent_settings(layout) if sent is None else sent
            if setting not in sent | told:
                told.add(setting)
                message = f"{policy.name} of {policy.table} reads {setting}, which no function sends to the nodes"
                yield file.finding("CIT009", policy.name.offset, message)


def _read_settings(code: Sequence[Token], layout: Layout) -> tuple[str, ...]:
    """The settings that *code* and the functions it calls read."""
    reached = {one for name, _ in calls_in(code) for one in layout.routines.reach(name)}
    codes = [code, *(body.tokens for one in sorted(reached, key=str) for body in layout.routines.bodies[one])]
    return tuple(
        dict.fromkeys(
            found.group(1)
            for one in codes
            for at, token in enumerate(one)
            if token.word == "current_setting" and (found := SETTING.match(_text(one, at + 2)))
        )
    )


def _sent_settings(layout: Layout) -> frozenset[str]:
    """The settings that some function makes by ``set local``, in its code or in a text that it executes."""
    bodies = (body for bodies in layout.routines.bodies.values() for body in bodies)
    texts = (re.sub(r"\s+", " ", " ".join(token.text for token in body.tokens)) for body in bodies)
    return frozenset(found.replace(" ", "") for text in texts for found in SET_LOCAL.findall(text))


def _routine(file: CheckedFile, layout: Layout, routine: CreateRoutine) -> Iterator[Finding]:
    name = routine.name
    if name.schema not in file.system.exposed_schemas:
        return
    body = next((one for one in layout.routines.bodies.get(name.object, ()) if _is_body_of(one, routine, file)), None)
    if body and body.language == "sql" and (table := next(tables_in(body.tokens, layout.routines.tables), None)):
        yield file.finding("CIT010", name.offset, f"{name} is exposed, is written in sql, and uses {table}")


def _is_body_of(body: Body, routine: CreateRoutine, file: CheckedFile) -> bool:
    return (body.path, body.name.offset) == (file.path, routine.name.offset)


def _forms(file: CheckedFile, layout: Layout, reading: Reading, code: Sequence[Token]) -> Iterator[Finding]:
    """What is found by its words: statements and clauses that Citus does not know, or does not send on."""
    words = tuple(token.word for token in code)
    start = reading.statement.start
    if words[:3] == ("alter", "default", "privileges") and "grant" in words:
        yield file.finding("CIT012", start, "this grants by default privileges")
    elif words[0] == "create" and "rule" in words[1:4]:
        yield file.finding("CIT014", start, "Citus does not know rules")
    elif (table := _table_of(reading.ddl)) and _is_spread(table, file, layout):
        if {"inherits", "inherit"}.intersection(words):
            yield file.finding("CIT014", start, f"{table} inherits from another table")
        if words[1] == "unlogged":
            yield file.finding("CIT016", start, f"{table} is unlogged")
        is_partition = isinstance(reading.ddl, CreateTable) and reading.ddl.is_partition
        if is_partition and ("partition", "by") in pairwise(words):
            yield file.finding("CIT014", start, f"{table} is a partition, and has partitions itself")
        yield from _clauses(file, table, code)


def _clauses(file: CheckedFile, table: ObjectName, code: Sequence[Token]) -> Iterator[Finding]:
    """What is found in single clauses of a statement about *table*."""
    words = [token.word for token in code]
    for at, token in enumerate(code):
        is_deferrable = token.word == "deferrable" and words[at - 1] != "not"
        if is_deferrable and words[at + 1 : at + 3] != ["initially", "deferred"]:
            yield file.finding("CIT015", token.start, f"this constraint of {table} can be deferred later")
        if token.word in SMALL_SERIAL or (token.word in SMALL and _is_identity(code, at)):
            yield file.finding("CIT013", token.start, f"{_text(code, at - 1)} of {table} is {token.word}")


def _is_identity(code: Sequence[Token], at: int) -> bool:
    """Whether the column whose type stands at *at* says ``as identity`` before it ends."""
    depth = 0
    for token, follows in pairwise(code[at:]):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth < 0 or (depth == 0 and token.text == ","):
            return False
        if (token.word, follows.word) == ("as", "identity"):
            return True
    return False


def _table_of(ddl: Ddl | None) -> ObjectName | None:
    match ddl:
        case CreateTable(name=table) | AlterTable(name=table) | CreateTrigger(table=table):
            return table.object
    return None


def _text(code: Sequence[Token], at: int) -> str:
    return code[at].text if 0 <= at < len(code) else ""
