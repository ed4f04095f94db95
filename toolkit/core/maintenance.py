"""
What the commands do that keep tables in order: ``vacuum``, ``analyze``, ``cluster``, ``reindex``, ``refresh``.

Sources: the chapter "Explicit Locking", the reference pages of these commands.
"""

from __future__ import annotations

from dataclasses import replace

from .effects import Effect, texts
from .locks import IndirectLock, Mode, lock
from .reader import Reader


def read_options(reader: Reader, *words: str) -> set[str]:
    """Read the options of a command, ``(full, analyze off)`` or ``full analyze``, and return those that are on."""
    if reader.symbol_at(0) == "(":
        options = [option.rest() for option in reader.group().items()]
        false = ("false", "off", "0")
        return {option[0].word for option in options if option and option[-1].text.lower().strip("'") not in false}
    found: set[str] = set()
    while word := reader.accept(*words):
        found.add(word)
    return found


def describe_vacuum(reader: Reader) -> Effect:
    """``vacuum``."""
    is_full = "full" in read_options(reader, "full", "freeze", "verbose", "analyze", "analyse")
    mode: Mode = "access exclusive" if is_full else "share update exclusive"
    effect = maintenance("vacuum full" if is_full else "vacuum", mode, reader)
    return replace(effect, work="rewrite" if is_full else "scan", runs_in_transaction=False)


def describe_analyze(reader: Reader) -> Effect:
    """``analyze``, which reads a sample of the rows."""
    read_options(reader, "verbose")
    return replace(maintenance("analyze", "share update exclusive", reader), work="scan")


def maintenance(kind: str, mode: Mode, reader: Reader) -> Effect:
    """The lock on the tables that come next, or on all of them."""
    names = [item.relation() for item in reader.items()]
    everywhere = () if names else (IndirectLock(mode, "every table of the database, one after the other"),)
    return Effect(kind, texts(*names), lock(mode, *names), everywhere)


def describe_cluster(reader: Reader) -> Effect:
    """``cluster``; of a partitioned table it cannot run in a transaction either, but that the text does not tell."""
    read_options(reader, "verbose")
    if reader.at_end():
        every = IndirectLock("access exclusive", "every table that was clustered before")
        return Effect("cluster", indirect=(every,), work="rewrite", runs_in_transaction=False)
    name = reader.name()
    table = reader.name() if reader.accept("on") else name  # `cluster index on table` is how it was written once
    return Effect("cluster", texts(table), lock("access exclusive", table), work="rewrite")


def describe_reindex(reader: Reader) -> Effect:
    """``reindex``; of a partitioned table it cannot run in a transaction either, but that the text does not tell."""
    options = read_options(reader)
    kind = reader.accept("index", "table", "schema", "database", "system")
    is_concurrent = bool(reader.accept("concurrently")) or "concurrently" in options
    on_table: Mode = "share update exclusive" if is_concurrent else "share"
    on_index: Mode = "share update exclusive" if is_concurrent else "access exclusive"
    names = () if reader.at_end() else (reader.name(),)
    indirect: tuple[IndirectLock, ...]
    match kind:
        case "index":
            locks = lock(on_index, *names)
            indirect = tuple(IndirectLock(on_table, f"the table of index {name}") for name in names)
        case "table":
            locks = lock(on_table, *names)
            indirect = tuple(IndirectLock(on_index, f"the indexes of {name}") for name in names)
        case _:
            locks = ()
            indirect = (IndirectLock(on_index, "the indexes of every table, one after the other"),)
    return Effect(
        f"reindex {kind} concurrently" if is_concurrent else f"reindex {kind}",
        texts(*names),
        locks,
        indirect,
        "scan",
        runs_in_transaction=kind in ("index", "table") and not is_concurrent,
    )


def describe_refresh(reader: Reader) -> Effect:
    """``refresh materialized view``, which also reads what the view reads."""
    reader.expect("materialized view")
    is_concurrent = bool(reader.accept("concurrently"))
    name = reader.name()
    locks = lock("exclusive" if is_concurrent else "access exclusive", name)
    return Effect("refresh materialized view", texts(name), locks, work="rows" if is_concurrent else "rewrite")
