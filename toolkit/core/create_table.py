"""
What ``create table`` does, in all its forms.

Sources: the reference page CREATE TABLE, the section "Table Partitioning"; a foreign key locks as ``alter table`` does.
"""

from __future__ import annotations

from dataclasses import replace

from .alter_table import Work, references, starts_constraint
from .effects import Created, Effect, query, texts, unknown
from .identifiers import ObjectName
from .locks import IndirectLock, Lock, lock, merged
from .reader import Reader


def create_table(reader: Reader, kind: str) -> Effect:
    """``create table`` in all its forms."""
    reader.accept("if not exists")
    name = reader.name()
    locks: list[Lock] = []
    indirect: tuple[IndirectLock, ...] = ()
    work: Work = "none"
    creates = [Created(kind, name)]
    if reader.accept("partition of"):
        parent = reader.name()
        locks += lock("access exclusive", parent)
        indirect = (IndirectLock("access exclusive", f"the default partition of {parent}"),)
        work = "scan"  # of the default partition: none of its rows may belong into the new one
    elif reader.accept("of"):
        reader.name()
    if reader.symbol_at(0) == "(":
        for element in reader.group().items():
            creates += created_by_element(element, name)
            element.at = 0
            locks += element_locks(element)
    if reader.accept("inherits"):
        for parent_reader in reader.group().items():
            locks += lock("share update exclusive", parent_reader.name())
    effect = Effect(f"create {kind}", texts(name), merged(locks), indirect, work, creates=tuple(creates))
    return filled(reader, effect) if reader.find("as") else effect


def filled(reader: Reader, effect: Effect) -> Effect:
    """*effect* with what the query reads that *reader* holds, as in ``create table .. as``."""
    if reader.sees("execute"):
        return replace(unknown(effect.kind), names=effect.names, creates=effect.creates)
    found = query(effect.kind, reader.rest())
    return replace(effect, locks=merged((*effect.locks, *found.locks)), work="rows")


def created_by_element(element: Reader, table: ObjectName) -> list[Created]:
    """The column of a table's element, if it is one, and the constraints that it names."""
    found: list[Created] = []
    if not (element.sees("constraint") or element.sees("like") or starts_constraint(element)):
        found.append(Created("column", ObjectName(None, element.identifier()), table))
    while element.find("constraint"):
        found.append(Created("constraint", ObjectName(None, element.identifier()), table))
    return found


def element_locks(element: Reader) -> tuple[Lock, ...]:
    """The locks on the tables that a table's element refers to."""
    return lock("access share", element.name()) if element.accept("like") else references(element)
