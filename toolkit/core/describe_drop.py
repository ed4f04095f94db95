"""
What a ``drop ..`` statement does.

Sources: the reference pages of the DROP commands and the chapter "Dependency Tracking". What they leave out was read
off ``pg_locks``: tests/database/test_locks.py.
"""

from __future__ import annotations

from .effects import OBJECT_KINDS, Effect, texts, unknown
from .identifiers import ObjectName, quoted
from .locks import IndirectLock, Lock, Mode, lock
from .reader import Reader

RELATIONS = ("table", "foreign table", "view", "materialized view", "sequence", "index")


def describe_drop(reader: Reader) -> Effect:
    """The effect of the statement, of which *reader* has read ``drop``."""
    kind = reader.accept(*OBJECT_KINDS)
    is_concurrent = bool(reader.accept("concurrently"))
    reader.accept("if exists")
    in_transaction = kind not in ("database", "tablespace", "subscription") and not is_concurrent
    match kind:
        case "" | "owned" | "extension" | "system" | "large object":
            return unknown(f"drop {kind}".rstrip())
        case "policy" | "trigger" | "rule":
            part = reader.identifier()
            reader.expect("on")
            return Effect(f"drop {kind}", (quoted(part),), lock("access exclusive", reader.name()))
        case "cast" | "transform" | "user mapping" | "operator" | "operator class" | "operator family":
            return Effect(f"drop {kind}", indirect=dependents(reader, f"this {kind}"))
    names = [item.name() for item in reader.items()]
    indirect: list[IndirectLock] = []
    for name in names:
        indirect += (*linked(kind, name, is_concurrent), *dependents(reader, str(name)))
    locks: tuple[Lock, ...] = ()
    if kind in RELATIONS:
        locks = lock("share update exclusive" if is_concurrent else "access exclusive", *names)
    return Effect(
        f"drop {kind} concurrently" if is_concurrent else f"drop {kind}",
        texts(*names),
        locks,
        tuple(indirect),
        runs_in_transaction=in_transaction,
    )


def linked(kind: str, name: ObjectName, is_concurrent: bool) -> tuple[IndirectLock, ...]:
    """The locks on tables that an object belongs to, when it is dropped."""
    match kind:
        case "index":
            mode: Mode = "share update exclusive" if is_concurrent else "access exclusive"
            return (IndirectLock(mode, f"the table of index {name}"),)
        case "statistics":
            return (IndirectLock("share update exclusive", f"the table of statistics {name}"),)
        case "table":
            return (
                IndirectLock("access exclusive", f"tables linked to {name} by foreign keys"),
                IndirectLock("access exclusive", f"the table of which {name} is a partition"),
            )
    return ()


def dependents(reader: Reader, name: str) -> tuple[IndirectLock, ...]:
    """What ``cascade`` drops or changes too; *reader* has read its statement."""
    has_cascade = reader.tokens[-1].word == "cascade"
    return (IndirectLock("access exclusive", f"all that depends on {name}"),) if has_cascade else ()
