"""Statements as they can be run: those that fit into one transaction together, the others alone, each with labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..casing import lowered
from ..effects import Effect
from ..identifiers import ObjectName
from ..lexer import split
from ..locks import IndirectLock, Lock, blocks_reads, blocks_writes
from ..statements import describe
from .plan import Change

HEAD = ("set local search_path = ''", "set local check_function_bodies = off")


@dataclass(frozen=True, slots=True)
class Labelled:
    """
    A change with what is known of it before it runs.

    ``locks`` are those on what was there before: nobody waits for a table that the same plan makes.
    """

    change: Change
    effect: Effect
    locks: tuple[Lock | IndirectLock, ...]

    @property
    def blocks(self) -> str:
        """Whom it keeps waiting: ``reads and writes``, ``writes``, or nobody (empty)."""
        if any(blocks_reads(lock.mode) for lock in self.locks):
            return "reads and writes"
        return "writes" if any(blocks_writes(lock.mode) for lock in self.locks) else ""

    @property
    def labels(self) -> tuple[str, ...]:
        """In words: what it loses, the locks, whom it keeps waiting, what it does to the rows that are there."""
        found = [f"DATA LOSS: {self.change.loses}"] if self.change.loses else []
        found += [str(lock) for lock in self.locks]
        found += [f"blocks {self.blocks}"] if self.blocks else []
        if self.locks:
            found += ["rewrites the table"] if self.effect.work == "rewrite" else []
            found += ["scans the table"] if self.effect.work == "scan" else []
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Step:
    """Changes that are run together: in one transaction, or one that must stand outside of any."""

    changes: tuple[Labelled, ...]
    is_transaction: bool = True


def labelled(changes: Iterable[Change]) -> Iterator[Labelled]:
    """*changes* with their labels."""
    made: set[str] = set()
    for change in changes:
        [statement] = split(change.statement)
        effect = describe(statement)
        there = [lock for lock in effect.locks if lock.table not in made]
        is_about_new = bool(effect.locks) and not there
        yield Labelled(change, effect, (*there, *(() if is_about_new else effect.indirect)))
        if change.move == "rename":
            continue  # a new name, but a table that is there
        made.update(effect.creates_tables)
        made.update(
            str(ObjectName(one.table.schema, one.name.name)) for one in effect.creates if one.table and one.name
        )


def steps(changes: Iterable[Change]) -> tuple[Step, ...]:
    """*changes* in as few transactions as Postgres allows."""
    found: list[Step] = []
    together: list[Labelled] = []
    for one in labelled(changes):
        if one.effect.runs_in_transaction:
            together.append(one)
        if together and (one.change.commits or not one.effect.runs_in_transaction):
            found.append(Step(tuple(together)))
            together = []
        if not one.effect.runs_in_transaction:
            found.append(Step((one,), is_transaction=False))
    return (*found, Step(tuple(together))) if together else tuple(found)


def script(plan: Sequence[Step], *, lock_timeout: str = "") -> str:
    """*plan* as a script for psql; each statement below its labels."""
    return "\n".join(_step_text(step, lock_timeout) for step in plan)


def _step_text(step: Step, lock_timeout: str) -> str:
    texts = [statement_text(one) for one in step.changes]
    if not step.is_transaction:
        # Who builds an index concurrently waits for old transactions, and nobody waits for that: it may take its time.
        is_short = lock_timeout and any(one.blocks for one in step.changes)
        first, last = (f"set lock_timeout = '{lock_timeout}';\n", "reset lock_timeout;\n") if is_short else ("", "")
        return "".join(("-- cannot run in a transaction\n", first, *texts, last))
    head = [*HEAD, *([f"set local lock_timeout = '{lock_timeout}'"] if lock_timeout else [])]
    return "".join(("begin;\n", *(f"{one};\n" for one in head), *texts, "commit;\n"))


def statement_text(one: Labelled) -> str:
    """A statement with its semicolon, below its labels."""
    labels = f"-- {'; '.join(one.labels)}\n" if one.labels else ""
    return f"{labels}{lowered(one.change.statement)};\n"
