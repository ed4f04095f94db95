"""
Attempts to write, as data: the same list is tried in SQL and over PostgREST.

Everybody tries everything, so that a refusal means something: the same statement works for those who may.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tests.support.stage import REFUSED, VISITOR


class The(str):
    """The name of something planted, where a value is meant to be its id."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """
    Something to write, and who may.

    ``target`` is a table, or a function if ``command`` is ``call``. ``row`` is whose row is updated or deleted, None
    for all of them. ``values`` are columns or arguments.
    """

    what: str
    command: Literal["insert", "update", "delete", "call"]
    target: str
    may: str
    row: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.what.replace(" ", "-")

    def expected(self, who: str) -> str:
        """What it comes to: a user who may not update or delete a row finds none, everything else is refused."""
        if who in self.may.split():
            return "1 row"
        return "0 rows" if self.command in ("update", "delete") and who != VISITOR else REFUSED


def insert(what: str, target: str, may: str, **values: object) -> Attempt:
    return Attempt(what, "insert", target, may, values=values)


def update(what: str, target: str, row: str | None, may: str, **values: object) -> Attempt:
    return Attempt(what, "update", target, may, row, values)


def delete(what: str, target: str, row: str | None, may: str) -> Attempt:
    return Attempt(what, "delete", target, may, row)


def call(what: str, target: str, may: str, **values: object) -> Attempt:
    return Attempt(what, "call", target, may, values=values)


def as_sql(attempt: Attempt) -> str:
    """The statement of an attempt; ids are placeholders for what is planted."""
    values = {name: literal(value) for name, value in attempt.values.items()}
    where = f" where id = %({attempt.row})s" if attempt.row else ""
    match attempt.command:
        case "insert":
            return f"insert into {attempt.target} ({', '.join(values)}) values ({', '.join(values.values())})"
        case "update":
            changes = ", ".join(f"{name} = {value}" for name, value in values.items())
            return f"update {attempt.target} set {changes}{where}"
        case "delete":
            return f"delete from {attempt.target}{where}"
        case "call":
            arguments = ", ".join(f"{name} => {value}" for name, value in values.items())
            return f"select {attempt.target}({arguments})"


def literal(value: object) -> str:
    """A value as SQL writes it."""
    match value:
        case The():
            return f"%({value})s"
        case str():
            return f"'{value}'"
        case None:
            return "null"
        case _:
            return str(value).lower()
