"""
Rows for a clone, so that a plan is proven on tables that hold something.

What a table takes is only known to Postgres: here are several rows to try for each, the likeliest first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .facts.base import ObjectId, constant, dotted
from .facts.catalog import Catalog
from .facts.columns import Column, base
from .facts.constraints import Constraint
from .facts.identities import Identity
from .facts.tables import Table
from .facts.types import Domain, Enum
from .ordering import find_cycle, topological

TEXTS = re.compile(r"'((?:[^']|'')*)'")
NUMBERS = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
REFERENCE = re.compile(r"FOREIGN KEY \((?P<own>.*?)\) REFERENCES (?P<table>.*?)\((?P<other>.*?)\)")
SAMPLES = {
    "boolean": "true",
    "bytea": "'\\x01'",
    "date": "'2020-02-02'",
    "inet": "'127.0.0.1'",
    "cidr": "'10.0.0.0/8'",
    "macaddr": "'08:00:2b:01:02:03'",
    "interval": "'1 day'",
    "json": "'{}'",
    "jsonb": "'{}'",
    "money": "'1'",
    "point": "'(1,1)'",
    "time without time zone": "'12:00'",
    "time with time zone": "'12:00+00'",
    "timestamp without time zone": "'2020-02-02'",
    "timestamp with time zone": "'2020-02-02+00'",
    "tsquery": "'a'",
    "tsvector": "'a'",
    "xml": "'<a/>'",
}
COUNTED = frozenset(("smallint", "integer", "bigint", "numeric", "real", "double precision", "oid"))
ROWS = 2


@dataclass(frozen=True, slots=True)
class Planting:
    """A table and the statements of which one may put a row into it, in the order to try; each list is one row."""

    table: ObjectId
    rows: tuple[tuple[str, ...], ...]


def plantings(catalog: Catalog) -> tuple[Planting, ...]:
    """Two rows for each table that is no partition, referenced tables first."""
    tables = [key for key in sorted(catalog.raw) if key.kind == "table" and _takes_rows(catalog, key)]
    needs = {key: {other for other in _references(catalog, key) if other != key} for key in tables}
    while circle := find_cycle(tables, needs):
        needs[circle[0]].discard(circle[1])
    return tuple(
        Planting(key, tuple(tuple(_statements(catalog, key, number)) for number in range(1, ROWS + 1)))
        for key in topological(tables, needs)
    )


def with_common_values(catalog: Catalog, after: Catalog, now_called: Callable[[ObjectId], ObjectId]) -> Catalog:
    """*catalog* without the values of enumerations that *after* does not have: rows with these stop any plan."""
    raw = dict(catalog.raw)
    for key in catalog.raw:
        new = after.get(now_called(key)) if key.kind == "enum" else None
        if isinstance(new, Enum):
            fields = json.loads(raw[key])
            raw[key] = json.dumps(fields | {"values": [one for one in fields.get("values", ()) if one in new.values]})
    return Catalog(raw, lambda: catalog.graph, catalog.role, catalog.major)


def _takes_rows(catalog: Catalog, key: ObjectId) -> bool:
    fact = catalog.fact(key)
    return isinstance(fact, Table) and not fact.is_partition


def _references(catalog: Catalog, key: ObjectId) -> Iterator[ObjectId]:
    for used in catalog.children(key):
        if used.kind == "foreign key":
            yield from (
                ObjectId("table", other.path[:2])
                for other in catalog.uses(used)
                if other.kind == "column" and other.path[:2] != key.path
            )


def _statements(catalog: Catalog, key: ObjectId, number: int) -> Iterator[str]:
    """Every column filled; then only those that must be; each with other values where a check names some."""
    columns = [fact for child in catalog.children(key) if isinstance(fact := catalog.fact(child), Column)]
    columns = [column for column in columns if not column.generated and not _counts_itself(catalog, column)]
    checks = [fact for child in catalog.children(key) if isinstance(fact := catalog.fact(child), Constraint)]
    borrowed = _borrowed(checks)
    needed = [column for column in columns if _refuses_null(catalog, column) and not _has_default(catalog, column)]
    for chosen in (columns, needed):
        for attempt in range(4):
            yield _insert(catalog, key, chosen, checks, borrowed, number, attempt)
    yield f"insert into {dotted(*key.path)} default values"


def _has_default(catalog: Catalog, column: Column) -> bool:
    return any(ObjectId(kind, column.id.path) in catalog for kind in ("identity", "default"))


def _refuses_null(catalog: Catalog, column: Column) -> bool:
    return ObjectId("not null", column.id.path) in catalog


def _counts_itself(catalog: Catalog, column: Column) -> bool:
    identity = catalog.get(ObjectId("identity", column.id.path))
    return isinstance(identity, Identity) and identity.always


def _borrowed(constraints: Sequence[Constraint]) -> dict[str, str]:
    """For each column of a foreign key, by its name as printed, the value of the row that it shall refer to."""
    found = {}
    for constraint in constraints:
        if constraint.type == "f" and (match := REFERENCE.match(constraint.definition)):
            for own, other in zip(match["own"].split(", "), match["other"].split(", "), strict=False):
                found[own] = f"(select {other} from {match['table']} limit 1)"  # noqa: S608  # as Postgres printed them
    return found


def _insert(
    catalog: Catalog,
    key: ObjectId,
    columns: Sequence[Column],
    constraints: Sequence[Constraint],
    borrowed: dict[str, str],
    number: int,
    attempt: int,
) -> str:
    if not columns:
        return f"insert into {dotted(*key.path)} default values"
    values = []
    for column in columns:
        names = [one.definition for one in constraints if one.type == "c" and _mentions(one.definition, column.short)]
        options = list(_options(catalog, column.type, names, number))
        values.append(borrowed.get(column.short) or options[min(attempt, len(options) - 1)])
    listed = ", ".join(column.short for column in columns)
    return f"insert into {dotted(*key.path)} ({listed}) values ({', '.join(values)})"  # noqa: S608  # names are quoted


def _mentions(definition: str, name: str) -> bool:
    return re.search(rf"(?<![\w\"]){re.escape(name)}(?![\w\"])", definition) is not None


def _options(catalog: Catalog, of_type: str, checks: Sequence[str], number: int) -> Iterator[str]:
    """Values for a column of that type, as SQL; first those that its checks name."""
    name = base(of_type)
    if name.endswith("[]"):
        yield f"'{{}}'::{of_type}"
        return
    texts = [text for check in checks for text in TEXTS.findall(check)]
    if name in COUNTED:
        yield str(number)
        yield from NUMBERS.findall(" ".join(checks))
        return
    if name in SAMPLES:
        yield f"{SAMPLES[name]}::{of_type}"
        return
    if name == "uuid":
        yield f"'00000000-0000-4000-8000-{number:012d}'::uuid"
        return
    yield from _options_of_own_type(catalog, of_type, number)
    # A check lists what a text may be, as in status = any (array['draft', …]).
    yield from (constant(text.replace("''", "'")) for text in texts)
    yield constant(str(number))  # whatever the column becomes, a number fits best
    yield constant(f"r{number}")
    yield constant(f"row-{number}@example.org")


def _options_of_own_type(catalog: Catalog, of_type: str, number: int) -> Iterator[str]:
    for kind in ("enum", "domain"):
        for key in catalog.raw:
            if key.kind == kind and dotted(*key.path) == of_type:
                fact = catalog.fact(key)
                if isinstance(fact, Enum) and fact.values:
                    yield f"{constant(fact.values[number % len(fact.values)])}::{of_type}"
                if isinstance(fact, Domain):
                    checks = [str(getattr(catalog.fact(child), "definition", "")) for child in catalog.children(key)]
                    yield from _options(catalog, fact.base, checks, number)
