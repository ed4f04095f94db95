"""Values for a column of any type, as SQL, the likeliest first: which of them a table takes, only Postgres knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from .facts.base import Fact, constant, dotted
from .facts.catalog import Catalog
from .facts.columns import STRINGS, Column, base
from .facts.tables import Table
from .facts.types import CompositeType, Domain, Enum, Range

TEXTS = re.compile(r"'((?:[^']|'')*)'")
NUMBERS = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
COUNTED = frozenset(("smallint", "integer", "bigint", "numeric", "real", "double precision", "oid", "money"))
# {n} is the number of the row.
SAMPLES = {
    "boolean": ("true", "false"),
    '"char"': ("'{n}'",),
    "bit": ("B'1'", "B'0'"),
    "bit varying": ("B'1'",),
    "box": ("'({n}1,1),({n}0,0)'",),
    "bytea": ("'\\x0{n}'",),
    "cidr": ("'10.0.{n}.0/24'",),
    "circle": ("'<({n}0,1),1>'",),
    "date": ("'2020-02-0{n}'", "'2050-02-0{n}'", "'1980-02-0{n}'"),
    "inet": ("'127.0.0.{n}'",),
    "interval": ("'{n} day'",),
    "json": ("'{{\"a\": {n}}}'", "'[]'"),
    "jsonb": ("'{{\"a\": {n}}}'", "'[]'"),
    "jsonpath": ("'$.a'",),
    "line": ("'{{1,1,{n}}}'",),
    "lseg": ("'[({n}0,1),({n}1,1)]'",),
    "macaddr": ("'08:00:2b:01:02:0{n}'",),
    "macaddr8": ("'08:00:2b:01:02:03:04:0{n}'",),
    "path": ("'[({n}0,1),({n}1,1)]'",),
    "pg_lsn": ("'0/{n}'",),
    "point": ("'(1,{n})'",),
    "polygon": ("'(({n}0,1),({n}1,2),({n}2,1))'",),
    "time with time zone": ("'12:0{n}+00'",),
    "time without time zone": ("'12:0{n}'",),
    "timestamp with time zone": ("'2020-02-0{n}+00'", "'2050-02-0{n}+00'", "'1980-02-0{n}+00'"),
    "timestamp without time zone": ("'2020-02-0{n}'", "'2050-02-0{n}'", "'1980-02-0{n}'"),
    "tsquery": ("'a{n}'",),
    "tsvector": ("'a{n}'",),
    "uuid": ("'00000000-0000-4000-8000-00000000000{n}'",),
    "xml": ("'<a/>'",),
}
RANGES = {
    "int4": "integer",
    "int8": "bigint",
    "num": "numeric",
    "date": "date",
    "ts": "timestamp without time zone",
    "tstz": "timestamp with time zone",
}
LONGEST = 200  # of a text that is made because a check names its length
DEPTH = 4  # of types within types
MANY = 12  # values of one type


@dataclass(frozen=True, slots=True)
class Samples:
    """
    Knows the types that a database has of its own, and those that it shall have, by their names as Postgres prints
    them.
    """

    own: Mapping[str, Fact]
    coming: Mapping[str, Fact]
    catalogs: tuple[Catalog, ...]

    def of(self, of_type: str, said: Sequence[str], number: int, depth: int = DEPTH) -> Iterator[str]:
        """
        Values for row *number*, from 1 to 9; *said* are expressions about the column, of which the literals may do.
        """
        name = base(of_type)
        texts, numbers = literals(said)
        if name.endswith("[]"):
            inner = islice(self.of(of_type[:-2], said, number, depth - 1), MANY) if depth else ()
            yield from (f"array[{value}]::{of_type}" for value in inner)
            yield f"'{{}}'::{of_type}"
        elif name in COUNTED:
            yield f"{number}::{of_type}"
            yield from (f"{one}::{of_type}" for one in near([*numbers, *texts]))
            yield f"({number} + 1)::{of_type}"
            yield from (f"({sign}{10**power} + {number})::{of_type}" for power in (1, 2, 3) for sign in ("", "-"))
        elif name in SAMPLES:
            yield from (f"{constant(text)}::{of_type}" for text in texts)
            yield from (f"{one.format(n=number)}::{of_type}" for one in SAMPLES[name])
        elif name in STRINGS:
            yield from strings(of_type, texts, numbers, number)
        elif depth and (ranged := self.ranged(name)):
            yield from self.ranges(of_type, *ranged, number, depth)
        elif depth and name in self.own:
            yield from self.of_own(of_type, self.own[name], said, number, depth)
        else:
            yield from (f"{constant(text)}::{of_type}" for text in (*texts, str(number), f"r{number}", "", "{}"))

    def of_own(self, of_type: str, fact: Fact, said: Sequence[str], number: int, depth: int) -> Iterator[str]:
        """Values of a type that the database has of its own."""
        match fact:
            case Enum(values=values):
                turned = [*values[number % len(values) :], *values[: number % len(values)]] if values else []
                named = [text for one in said for text in literals([one])[0]]
                turned.sort(key=lambda value: -named.count(value))  # what all of them name is the best
                yield from (f"{constant(value)}::{of_type}" for value in turned)
            case Domain():
                checks = [
                    str(getattr(catalog.fact(child), "definition", ""))
                    for catalog in self.catalogs
                    if fact.id in catalog
                    for child in catalog.children(fact.id)
                ]
                yield from (f"({one})::{of_type}" for one in self.of(fact.base, [*said, *checks], number, depth - 1))
            case CompositeType(attributes=attributes):
                yield from self.row(of_type, [one for _, one, _ in attributes], said, number, depth)
            case Table():
                columns = [self.catalogs[0].fact(key) for key in self.catalogs[0].children(fact.id)]
                types = [one.type for one in columns if isinstance(one, Column)]
                yield from self.row(of_type, types, said, number, depth)

    def as_text(self, of_type: str, said: Sequence[str], number: int, depth: int = DEPTH) -> Iterator[str]:
        """The same as texts, of a type that the database may not have yet."""
        name = base(of_type)
        if name.endswith("[]"):
            yield from (f"'{{' || {one} || '}}'" for one in self.as_text(of_type[:-2], said, number, depth))
            return
        match self.coming.get(name):
            case Enum(values=values):
                yield from map(constant, values)
            case Domain(base=inner) if depth:
                yield from self.as_text(inner, said, number, depth - 1)
            case CompositeType(attributes=attributes) if depth:
                parts = [next(self.as_text(one, said, number, depth - 1), "null") for _, one, _ in attributes]
                yield f"row({', '.join(parts)})::text"
            case Range(subtype=inner) if depth:
                low, high = (next(self.as_text(inner, (), 3 * number + step, depth - 1), "''") for step in (0, 1))
                yield f"'[' || {low} || ',' || {high} || ')'"
            case None:
                yield from (f"({value})::text" for value in self.of(of_type, said, number))

    def row(self, of_type: str, types: Sequence[str], said: Sequence[str], number: int, depth: int) -> Iterator[str]:
        """Composite values."""
        inner = [list(islice(self.of(one, said, number, depth - 1), MANY)) or ["null"] for one in types]
        for attempt in range(max(map(len, inner), default=1)):
            yield f"row({', '.join(one[min(attempt, len(one) - 1)] for one in inner)})::{of_type}"
        yield f"row({', '.join('null' for _ in types)})::{of_type}"

    def ranged(self, name: str) -> tuple[str, str] | None:
        """The range type of that name, or of that multirange, and its subtype; None where there is none."""
        short = name.removesuffix("multirange").removesuffix("range")
        if short != name and short in RANGES:
            return f"{short}range", RANGES[short]
        fact = self.own.get(name)
        return (fact.name, fact.subtype) if isinstance(fact, Range) else None

    def ranges(self, of_type: str, name: str, subtype: str, number: int, depth: int) -> Iterator[str]:
        """Ranges, or multiranges of one, that do not touch those of other rows."""
        is_multi = base(of_type) != name
        for low, high in zip(
            islice(self.of(subtype, (), 3 * number, depth - 1), MANY),
            islice(self.of(subtype, (), 3 * number + 1, depth - 1), MANY),
            strict=False,
        ):
            yield f"{of_type}({name}({low}, {high}))" if is_multi else f"{name}({low}, {high})"
        yield f"{of_type}()" if is_multi else f"'empty'::{of_type}"


def samples(before: Catalog, after: Catalog) -> Samples:
    """What knows the types of a database that is as *before* and shall be as *after*."""
    return Samples(types(after) | types(before), types(before) | types(after), (before, after))


def types(catalog: Catalog) -> dict[str, Fact]:
    """The types of a catalog by their names, those of the rows of tables among them."""
    found: dict[str, Fact] = {}
    for key in catalog.raw:
        if key.kind in ("enum", "domain", "composite type", "range", "table"):
            fact = catalog.fact(key)
            found[dotted(*key.path)] = fact
            if isinstance(fact, Range):
                found[multirange(fact)] = fact
    return found


def multirange(fact: Range) -> str:
    """The name of the multirange type of a range type."""
    if fact.multirange:
        return fact.multirange
    schema, name = fact.id.path
    given = name.replace("range", "multirange", 1) if "range" in name else f"{name}_multirange"
    return dotted(schema, given)


def literals(expressions: Sequence[str]) -> tuple[list[str], list[str]]:
    """The texts and the numbers that stand in *expressions*, each once."""
    texts = [text.replace("''", "'") for one in expressions for text in TEXTS.findall(one)]
    numbers = [found for one in expressions for found in NUMBERS.findall(TEXTS.sub("", one))]
    return list(dict.fromkeys(texts)), list(dict.fromkeys(numbers))


def near(found: Sequence[str]) -> Iterator[str]:
    """Each number and its neighbours: a check may mean either side of it."""
    for literal in found:
        if NUMBERS.fullmatch(literal):
            yield literal
            yield from (f"({literal} {step} 1)" for step in "+-")


def strings(of_type: str, texts: Sequence[str], numbers: Sequence[str], number: int) -> Iterator[str]:
    """What a check lists, as in ``status = any (array['draft', …])``; a number fits best whatever it becomes."""
    # Each row begins with another, so that they differ.
    turned = sorted([*texts[number - 1 :], *texts[: number - 1]], key=lambda text: not text)
    yield from (f"{constant(text)}::{of_type}" for text in turned)
    yield f"{constant(str(number))}::{of_type}"
    yield f"{constant(f'r{number}')}::{of_type}"
    yield f"{constant(f'row-{number}@example.org')}::{of_type}"
    yield f"{constant(f'Row {number}')}::{of_type}"
    lengths = {int(one) for one in numbers if one.isdecimal() and 0 < int(one) <= LONGEST}
    for length in sorted({near for one in lengths for near in (one, one + 1, one - 1) if near}):
        yield f"{constant(str(number) * length)}::{of_type}"
        yield f"{constant('abc'[number % 3] * length)}::{of_type}"
