"""
Rows for a clone, so that a plan is proven on tables that hold something.

What a table takes is only known to Postgres: here are many rows to try for each, the likeliest first. They suit what is
there and, where that can be told, what shall be: a row that the new state refuses says nothing about the plan.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from .facts.base import ObjectId, dotted
from .facts.catalog import Catalog
from .facts.columns import Column
from .facts.tables import Table
from .facts.types import Enum
from .fitting import Fitting, Names
from .ordering import find_cycle, topological

ATTEMPTS = 40  # rows to try, of each form
ROWS = 2
Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Planting:
    """A table, and for each row the statements of which one may put it there, in the order to try."""

    table: ObjectId
    rows: tuple[Iterable[str], ...]


def plantings(
    catalog: Catalog, after: Catalog | None = None, now_called: Names = lambda key: key
) -> Iterator[Planting]:
    """
    Two rows for each table that is no partition, referenced tables first.

    *after* is the state that they should suit as well; *now_called* tells the name that a table has there.
    """
    field = _Field(Fitting(catalog, catalog if after is None else after, now_called))
    for key in field.order:
        yield Planting(key, tuple(field.statements(key, number) for number in range(1, ROWS + 1)))


def with_common_values(catalog: Catalog, after: Catalog, now_called: Names) -> Catalog:
    """*catalog* without the values of enumerations that *after* does not have: rows with these stop any plan."""
    raw = dict(catalog.raw)
    for key in catalog.raw:
        new = after.get(now_called(key)) if key.kind == "enum" else None
        if isinstance(new, Enum):
            fields = json.loads(raw[key])
            raw[key] = json.dumps(fields | {"values": [one for one in fields.get("values", ()) if one in new.values]})
    return Catalog(raw, lambda: catalog.graph, catalog.role, catalog.major)


@dataclass(frozen=True)
class _Field:
    """The tables of a catalog, and the statements that may put rows into them."""

    fitting: Fitting
    circles: dict[ObjectId, tuple[ObjectId, ...]] = field(default_factory=dict)

    @cached_property
    def order(self) -> tuple[ObjectId, ...]:
        """The tables that take rows, referenced ones first; notes what refers to each other in a circle."""
        raw = self.fitting.catalog.raw
        tables = [key for key in sorted(raw) if key.kind == "table" and self.takes_rows(key)]
        needs = {key: {other for other in self.fitting.references(key) if other != key} for key in tables}
        self.circles.update({key: (key,) for key in tables if key in self.fitting.references(key)})
        while circle := find_cycle(tables, needs):
            needs[circle[0]].discard(circle[1])
            self.circles.update(dict.fromkeys(circle, circle[:-1]))
        return topological(tables, needs)

    def takes_rows(self, key: ObjectId) -> bool:
        """Whether it is a table of its own."""
        fact = self.fitting.catalog.fact(key)
        return isinstance(fact, Table) and not fact.is_partition

    def statements(self, key: ObjectId, number: int) -> Iterator[str]:
        """
        Every column filled; then only those that must be; then all with a row of each table that refers back.

        First with a look at what new checks say of the row.
        """
        columns = self.fitting.columns(key)
        free = [column for column in columns if not self.fitting.counts_itself(column)]
        needed = [
            column for column in free if self.fitting.refuses_null(column) and not self.fitting.has_default(column)
        ]
        values = {column.short: self.fitting.values(key, column, number) for column in columns}
        passing = {column.short: self.fitting.chosen(key, column, values[column.short], number) for column in columns}
        for guard in dict.fromkeys((self.guard(key), "")):
            for listed in (free, needed) if needed != free else (free,):
                for options in (passing, values) if passing != values else (values,):
                    yield from (self.planted(key, row, guard) for row in combined(listed, options))
        if key in self.circles:
            yield self.together(self.circles[key], number)
        yield insert(key, {})

    def planted(self, key: ObjectId, row: Mapping[str, str], guard: str = "") -> str:
        """What puts *row* into a table, though its policies may hold for the owner as well."""
        text = insert(key, row)
        fact = self.fitting.catalog.fact(key)
        if isinstance(fact, Table) and fact.forced:
            lifted, back = (f"alter table {dotted(*key.path)} {word}force row level security" for word in ("no ", ""))
            text = f"{lifted}; {text}; {back}"
        return f"{text}; {guard}" if guard else text

    def guard(self, key: ObjectId) -> str:
        """What fails if the rows of the table are not as they shall be; empty where nothing new is asked of them."""
        table, fitting = dotted(*key.path), self.fitting
        wrong = " or ".join(f"{one} is false" for one in (*fitting.new_checks(key), *fitting.new_domains(key)))
        refused = [f"exists (select from {table} where {wrong})"] if wrong else []
        refused += [
            f"exists (select from {table} group by {columns} having count(*) > 1)" for columns in fitting.new_keys(key)
        ]
        return f"select 1 / (case when {' or '.join(refused)} then 0 else 1 end)" if refused else ""

    def together(self, keys: Iterable[ObjectId], number: int) -> str:
        """One statement that puts a row into each of these tables: only at its end foreign keys are looked at."""
        inserts = []
        for key in dict.fromkeys(keys):
            columns = self.fitting.columns(key)
            row = {column.short: self.fitting.literal(key, column, number) for column in columns}
            inserts.append(insert(key, row))
        *others, last = inserts
        parts = ", ".join(f"planted_{place} as ({text})" for place, text in enumerate(others))
        return f"with {parts} {last}" if others else last


def combined(columns: Sequence[Column], values: Values) -> Iterator[Mapping[str, str]]:
    """Rows of *values*: the first of each column, then the second, …, then others by chance, the same every time."""
    choices = {column.short: values[column.short] for column in columns}
    longest = max(map(len, choices.values()), default=1)
    chance = Random(longest)  # noqa: S311  # nothing is kept secret
    for attempt in range(ATTEMPTS if longest > 1 else 1):
        if attempt < min(longest, ATTEMPTS // 2):
            yield {name: options[min(attempt, len(options) - 1)] for name, options in choices.items()}
        else:
            yield {name: chance.choice(options) for name, options in choices.items()}


def insert(key: ObjectId, row: Mapping[str, str]) -> str:
    """What puts *row* into a table."""
    if not row:
        return f"insert into {dotted(*key.path)} default values"
    values = f"({', '.join(row)}) overriding system value values ({', '.join(row.values())})"
    return f"insert into {dotted(*key.path)} {values}"  # names are quoted
