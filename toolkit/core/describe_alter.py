"""
What an ``alter ..`` statement does.

Sources: the reference pages of the ALTER commands. What they leave out was read off ``pg_locks``:
tests/database/test_locks.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from .alter_table import Action, Work, parameter_mode, read_action, starts_constraint
from .describe_create import is_off, owning_table, published_tables
from .effects import OBJECT_KINDS, Created, Effect, texts, unknown
from .identifiers import ObjectName, quoted
from .locks import IndirectLock, Lock, Mode, lock, merged, strongest
from .query_locks import query_locks
from .reader import Reader

WORK_ORDER: tuple[Work, ...] = ("none", "rows", "scan", "rewrite", "unknown")
SUBSCRIPTION_REFRESHES = ("refresh publication", "set publication", "add publication", "drop publication")


def describe_alter(reader: Reader) -> Effect:  # noqa: C901, PLR0911, PLR0912  # a table in disguise
    """The effect of the statement, of which *reader* has read ``alter``."""
    if reader.accept("default privileges"):
        return Effect("alter default privileges")
    kind = reader.accept(*OBJECT_KINDS)
    match kind:
        case "table" | "foreign table" | "view" | "materialized view":
            return alter_relation(reader, kind)
        case "index":
            return alter_index(reader)
        case "sequence":
            return alter_sequence(reader)
        case "policy" | "trigger" | "rule":
            return alter_part(reader, kind)
        case "publication":
            return alter_publication(reader)
        case "subscription":
            return alter_subscription(reader)
        case "type":
            return alter_type(reader)
        case "domain":
            return alter_domain(reader)
        case "" | "owned" | "extension" | "cast" | "access method" | "transform":
            return unknown(f"alter {kind}".rstrip())
        case "system":
            return Effect("alter system", runs_in_transaction=False)
        case "database":
            name = reader.name()
            return Effect("alter database", texts(name), runs_in_transaction=not reader.sees("set tablespace"))
        case "large object" | "operator" | "operator class" | "operator family" | "user mapping":
            return Effect(f"alter {kind}")
        case _:
            reader.accept("if exists")
            return Effect(f"alter {kind}", texts(reader.name()))


def alter_relation(reader: Reader, kind: str) -> Effect:
    """``alter table`` and what has the same actions."""
    if reader.accept("all in tablespace"):
        return unknown(f"alter {kind}")
    reader.accept("if exists")
    name = reader.relation()
    creates: list[Created] = []
    actions: list[Action] = []
    for item in reader.items():
        creates += created_by_action(item, name, kind)
        item.at = 0
        actions.append(read_action(item, name))
    mode, work = combined(actions)
    return Effect(
        f"alter {kind}",
        texts(name),
        merged((*lock(mode, name), *(other for action in actions for other in action.others))),
        tuple(dict.fromkeys(other for action in actions for other in action.indirect)),
        work,
        runs_in_transaction=all(action.runs_in_transaction for action in actions),
        creates=tuple(creates),
    )


def combined(actions: Iterable[Action]) -> tuple[Mode, Work]:
    """The strongest lock and the most work of several actions, which Postgres does in one go."""
    mode: Mode = "access share"
    work: Work = "none"
    for action in actions:
        mode = strongest(mode, action.mode)
        work = max(work, action.work, key=WORK_ORDER.index)
    return mode, work


def created_by_action(action: Reader, table: ObjectName, kind: str) -> list[Created]:
    """The column and the named constraints that an action adds, or the new name that it gives."""
    if action.accept("rename to"):
        return [Created(kind, ObjectName(table.schema, action.identifier()))]
    if action.accept("set schema"):
        return [Created(kind, ObjectName(action.identifier(), table.name))]
    if action.accept("rename"):
        part = "constraint" if action.accept("constraint") else "column"
        action.accept("column")
        action.identifier()
        action.expect("to")
        return [Created(part, ObjectName(None, action.identifier()), table)]
    if not action.accept("add"):
        return []
    found: list[Created] = []
    if not (action.sees("constraint") or starts_constraint(action)):
        action.accept("column")
        action.accept("if not exists")
        found.append(Created("column", ObjectName(None, action.identifier()), table))
    while action.find("constraint"):
        found.append(Created("constraint", ObjectName(None, action.identifier()), table))
    return found


def alter_index(reader: Reader) -> Effect:
    """``alter index``: the lock is on the index alone, but whoever plans a query on its table needs it too."""
    if reader.accept("all in tablespace"):
        return unknown("alter index")
    reader.accept("if exists")
    name = reader.name()
    mode: Mode = "unknown"
    work: Work = "none"
    others: tuple[Lock, ...] = ()
    indirect: tuple[IndirectLock, ...] = ()
    creates: tuple[Created, ...] = ()
    if reader.accept("rename to"):
        mode = "share update exclusive"
        creates = (Created("index", ObjectName(name.schema, reader.identifier())),)
    elif reader.accept("attach partition"):
        mode = "share update exclusive"
        others = lock("access exclusive", reader.name())
        indirect = (IndirectLock("access share", "the tables of both indexes"),)
    elif reader.accept("set tablespace"):
        mode, work = "access exclusive", "rewrite"
    elif reader.accept("depends on", "no depends on"):
        mode = "access exclusive"
    elif reader.accept("set", "reset") and reader.symbol_at(0) == "(":
        mode = parameter_mode(reader.group())
    elif reader.accept("alter"):
        mode = "share update exclusive"
    return Effect("alter index", texts(name), (*lock(mode, name), *others), indirect, work, creates=creates)


def alter_sequence(reader: Reader) -> Effect:
    """``alter sequence``."""
    reader.accept("if exists")
    name = reader.name()
    creates: tuple[Created, ...] = ()
    mode: Mode = "share row exclusive"
    if reader.accept("rename to"):
        mode = "access exclusive"
        creates = (Created("sequence", ObjectName(name.schema, reader.identifier())),)
    elif reader.accept("set schema"):
        mode = "access exclusive"
        creates = (Created("sequence", ObjectName(reader.identifier(), name.name)),)
    elif reader.accept("owner to", "set logged", "set unlogged"):
        mode = "access exclusive"
    owner = owning_table(reader) if reader.find("owned by") else ()
    return Effect("alter sequence", texts(name), (*lock(mode, name), *owner), creates=creates)


def alter_part(reader: Reader, kind: str) -> Effect:
    """``alter policy | trigger | rule name on table``."""
    reader.accept("if exists")
    name = reader.identifier()
    reader.expect("on")
    table = reader.name()
    creates: tuple[Created, ...] = ()
    # To note that it belongs to an extension does not change what the table does.
    mode: Mode = "access share" if reader.accept("depends on", "no depends on") else "access exclusive"
    if reader.accept("rename to"):
        creates = (Created(kind, ObjectName(None, reader.identifier()), table),)
    locks = merged((*lock(mode, table), *query_locks(reader.rest())))
    return Effect(f"alter {kind}", (quoted(name),), locks, creates=creates)


def alter_publication(reader: Reader) -> Effect:
    """``alter publication``; ``set table`` also takes the tables that are in it so far."""
    name = reader.name()
    so_far: tuple[IndirectLock, ...] = ()
    if reader.sees("set table"):
        so_far = (IndirectLock("share update exclusive", f"the tables of publication {name}"),)
    locks = published_tables(reader) if reader.accept("add", "set", "drop") else ()
    return Effect("alter publication", texts(name), locks, so_far)


def alter_subscription(reader: Reader) -> Effect:
    """``alter subscription``: what talks to the other server cannot be rolled back."""
    name = reader.name()
    refreshes = reader.accept(*SUBSCRIPTION_REFRESHES)
    in_transaction = not refreshes
    if reader.accept("set") and reader.symbol_at(0) == "(":
        names = {option.peek().word for option in reader.group().items()}
        in_transaction = not names & {"failover", "two_phase"}
    elif refreshes not in ("", "refresh publication") and reader.find("with") and reader.symbol_at(0) == "(":
        in_transaction = any(is_off(option, "refresh") for option in reader.group().items())
    return Effect("alter subscription", texts(name), runs_in_transaction=in_transaction)


def alter_type(reader: Reader) -> Effect:
    """``alter type``: the attributes of a composite type are columns of the tables made from it."""
    name = reader.name()
    changes = ("add attribute", "drop attribute", "alter attribute", "rename attribute")
    typed: tuple[IndirectLock, ...] = ()
    if any(reader.has(phrase) for phrase in changes):
        typed = (IndirectLock("access exclusive", f"the tables made of type {name}"),)
    creates: tuple[Created, ...] = ()
    if reader.accept("rename to"):
        creates = (Created("type", ObjectName(name.schema, reader.identifier())),)
    return Effect("alter type", texts(name), (), typed, work="rewrite" if typed else "none", creates=creates)


def alter_domain(reader: Reader) -> Effect:
    """``alter domain``: a new rule is checked in every table that uses the domain."""
    name = reader.name()
    adds = reader.sees("add") and not reader.has("not valid")
    creates: tuple[Created, ...] = ()
    if reader.accept("rename to"):
        creates = (Created("domain", ObjectName(name.schema, reader.identifier())),)
    if adds or reader.sees("validate") or reader.sees("set not null"):
        using = IndirectLock("share", f"the tables with a column of domain {name}")
        return Effect("alter domain", texts(name), (), (using,), "scan")
    return Effect("alter domain", texts(name), creates=creates)
