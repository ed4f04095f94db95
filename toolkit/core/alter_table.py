"""
What each action of ``alter table`` locks, and how much work it does under its lock.

Sources: the reference page ALTER TABLE (which names the lock of every action that does not take ACCESS EXCLUSIVE, and
tells which actions rewrite or scan the table) and the section "Table Partitioning" for partitions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .identifiers import ObjectName
from .locks import IndirectLock, Lock, Mode, lock
from .reader import Reader
from .scanner import words

# none: the catalog only. scan: may read every row, or build an index. rewrite: may write every row anew, while nobody
# may touch the table. rows: the rows that the statement says. unknown: any of them.
Work = Literal["none", "rows", "scan", "rewrite", "unknown"]


@dataclass(frozen=True, slots=True)
class Action:
    """One action of an ``alter table``: what it locks, on the table itself and on others, and its work."""

    mode: Mode
    work: Work = "none"
    others: tuple[Lock, ...] = ()
    indirect: tuple[IndirectLock, ...] = ()
    runs_in_transaction: bool = True


# The first words of actions on the table, and on one column after `alter column c`. The first that fits counts.
TABLE_ACTIONS: tuple[tuple[str, Action], ...] = (
    ("set without cluster", Action("share update exclusive")),
    ("set without oids", Action("access exclusive", "rewrite")),
    ("set logged", Action("access exclusive", "rewrite")),
    ("set unlogged", Action("access exclusive", "rewrite")),
    ("set access method", Action("access exclusive", "rewrite")),
    ("set tablespace", Action("access exclusive", "rewrite")),
    ("set schema", Action("access exclusive")),
    ("cluster on", Action("share update exclusive")),
    ("enable row", Action("access exclusive")),
    ("disable row", Action("access exclusive")),
    ("force row", Action("access exclusive")),
    ("no force row", Action("access exclusive")),
    ("enable rule", Action("access exclusive")),
    ("disable rule", Action("access exclusive")),
    ("enable always rule", Action("access exclusive")),
    ("enable replica rule", Action("access exclusive")),
    ("enable trigger", Action("share row exclusive")),
    ("disable trigger", Action("share row exclusive")),
    ("enable always trigger", Action("share row exclusive")),
    ("enable replica trigger", Action("share row exclusive")),
    ("replica identity", Action("access exclusive")),
    ("owner to", Action("access exclusive")),
    ("rename", Action("access exclusive")),
    ("alter constraint", Action("access exclusive")),
    ("of", Action("access exclusive")),
    ("not of", Action("access exclusive")),
    ("options", Action("access exclusive")),
    ("depends on", Action("access exclusive")),
    ("no depends on", Action("access exclusive")),
)
COLUMN_ACTIONS: tuple[tuple[str, Action], ...] = (
    ("set default", Action("access exclusive")),
    ("drop default", Action("access exclusive")),
    ("set not null", Action("access exclusive", "scan")),
    ("drop not null", Action("access exclusive")),
    ("set statistics", Action("share update exclusive")),
    ("set storage", Action("access exclusive")),
    ("set compression", Action("access exclusive")),
    ("set expression", Action("access exclusive", "rewrite")),
    ("drop expression", Action("access exclusive")),
    ("drop identity", Action("access exclusive")),
    ("add generated", Action("access exclusive")),
    ("restart", Action("access exclusive")),
    ("options", Action("access exclusive")),
)
# Storage parameters that change how rows are read or written at once; the others take SHARE UPDATE EXCLUSIVE.
STRICT_PARAMETERS = words(
    "user_catalog_table security_barrier security_invoker check_option buffering fastupdate autosummarize "
    "pages_per_range gin_pending_list_limit"
)
# Their value is the same for every row of one statement, so that a column can get it without a rewrite.
STABLE_FUNCTIONS = words(
    "current_time current_timestamp localtime localtimestamp now statement_timestamp transaction_timestamp"
)
ENDS_DEFAULT = words("check constraint generated not primary references unique")
IDENTITY_OPTIONS = ("generated", "cache", "cycle", "increment", "maxvalue", "minvalue", "no", "restart", "start")
SERIAL_TYPES = words("serial bigserial smallserial serial2 serial4 serial8")


def read_action(reader: Reader, table: ObjectName) -> Action:  # noqa: C901, PLR0911  # a table in disguise
    """The action that *reader* holds; one that we do not know has the mode "unknown"."""
    for phrase, action in TABLE_ACTIONS:
        if reader.sees(phrase):
            return action
    linked = IndirectLock("access exclusive", f"tables linked to {table} by foreign keys")
    if reader.accept("set", "reset") and reader.symbol_at(0) == "(":
        return Action(parameter_mode(reader.group()))
    if reader.accept("validate constraint"):
        referred = IndirectLock("row share", f"the table that this foreign key of {table} refers to")
        return Action("share update exclusive", "scan", indirect=(referred,))
    if reader.accept("inherit"):
        return Action("access exclusive", others=lock("share update exclusive", reader.name()))
    if reader.accept("no inherit"):
        return Action("access exclusive", others=lock("access share", reader.name()))
    if reader.accept("attach partition"):
        return attach_partition(reader, table)
    if reader.accept("detach partition"):
        return detach_partition(reader, table)
    if reader.accept("add"):
        return add(reader)
    if reader.accept("drop"):
        dependents = IndirectLock("access exclusive", f"all that depends on this part of {table}")
        has_cascade = reader.tokens[-1].word == "cascade"
        return Action("access exclusive", indirect=(linked, dependents) if has_cascade else (linked,))
    if reader.accept("alter"):
        reader.accept("column")
        reader.identifier()
        return alter_column(reader, linked)
    return Action("unknown", "unknown")


def parameter_mode(parameters: Reader) -> Mode:
    """The lock that storage parameters, ``fillfactor = 70, ..``, need."""
    names = {parameter.peek().text.lower() for parameter in parameters.items()}
    return "access exclusive" if names & STRICT_PARAMETERS else "share update exclusive"


def attach_partition(reader: Reader, table: ObjectName) -> Action:
    """``attach partition p for values ..``, behind its first two words."""
    return Action(
        "share update exclusive",
        "scan",
        lock("access exclusive", reader.name()),
        (IndirectLock("access exclusive", f"the default partition of {table}"),),
    )


def detach_partition(reader: Reader, table: ObjectName) -> Action:
    """``detach partition p [concurrently | finalize]``, behind its first two words."""
    others = lock("access exclusive", reader.name())
    if reader.accept("concurrently"):
        return Action("share update exclusive", others=others, runs_in_transaction=False)
    if reader.accept("finalize"):
        return Action("share update exclusive", others=others)
    default = IndirectLock("access exclusive", f"the default partition of {table}")
    return Action("access exclusive", others=others, indirect=(default,))


def add(reader: Reader) -> Action:
    """What follows ``add``: a constraint or a column."""
    if reader.accept("constraint"):
        reader.identifier()
    elif not starts_constraint(reader):
        return add_column(reader)
    if not starts_constraint(reader):
        return Action("unknown", "unknown")
    is_built = reader.sees("unique") and reader.has("using index")
    work: Work = "none" if is_built or reader.has("not valid") else "scan"
    if reader.accept("foreign key"):
        return Action("share row exclusive", work, references(reader))
    return Action("access exclusive", work)


def starts_constraint(reader: Reader) -> bool:
    """Whether a table constraint without a name comes next, not a column."""
    if reader.sees("exclude"):  # not a reserved word: a column may be called so
        return reader.peek(1).word == "using" or reader.symbol_at(1) == "("
    return any(reader.sees(phrase) for phrase in ("check", "unique", "primary key", "foreign key", "not null"))


def references(reader: Reader) -> tuple[Lock, ...]:
    """The locks on the tables behind each ``references`` in what *reader* still holds, outside of parentheses."""
    found: list[Lock] = []
    while reader.find("references"):
        found += lock("share row exclusive", reader.name())
    return tuple(found)


def add_column(reader: Reader) -> Action:
    """``[column] [if not exists] name type ..``, behind ``add``."""
    reader.accept("column")
    reader.accept("if not exists")
    reader.identifier()
    return Action("access exclusive", column_work(Reader(reader.rest())), references(reader))


def column_work(reader: Reader) -> Work:
    """What becomes of the rows that are there when a column is added; *reader* holds its type and what follows."""
    if reader.peek().word in SERIAL_TYPES or reader.has("as identity") or reader.has("stored"):
        return "rewrite"
    has_default = reader.has("default")
    if has_default and calls_volatile(reader):
        return "rewrite"
    if any(reader.has(phrase) for phrase in ("check", "unique", "primary key")):
        return "scan"
    # All rows have the same value: the default, which is not null, or null, which refers to nothing.
    return "scan" if reader.has("references" if has_default else "not null") else "none"


def calls_volatile(reader: Reader) -> bool:
    """Whether the default that *reader* holds may differ from row to row: it calls a function that we do not know."""
    reader.seek("default")
    for position, token in enumerate(reader.tokens[reader.at :], reader.at):
        if token.word in ENDS_DEFAULT:
            return False
        previous, following = reader.tokens[position - 1], reader.tokens[position + 1 : position + 2]
        is_called = bool(following) and following[0].text == "(" and previous.text != "::"  # not `::numeric(10, 2)`
        if is_called and token.kind in ("word", "name") and token.word not in STABLE_FUNCTIONS:
            return True
    return False


def alter_column(reader: Reader, linked: IndirectLock) -> Action:
    """What follows ``alter column c``. *linked* are the tables of foreign keys that use it, which are made again."""
    if reader.accept("set data type", "type"):
        return Action("access exclusive", "rewrite", indirect=(linked,))
    for phrase, action in COLUMN_ACTIONS:
        if reader.sees(phrase):
            return action
    if reader.accept("set", "reset"):
        if reader.symbol_at(0) == "(":
            return Action("share update exclusive")
        if reader.accept(*IDENTITY_OPTIONS):
            return Action("access exclusive")
    return Action("unknown", "unknown")
