"""Expressions as Postgres prints them, made so that Postgres prints them again just as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

LITERAL = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
LIST = re.compile(r"\b(?:ANY|ALL) \((?=\(ARRAY\[)")
CONVERSION = re.compile(r"\)::[^()]+\[\](?=\))")
VALUES = '"*VALUES*"'  # the name that Postgres gives
SELECTION = re.compile(rf"SELECT (?:(?:_{{{len(VALUES)}}}\.)?column\d+(?: AS \w+)?,?\s+)+FROM \((?=VALUES )")
DEPTHS = {"(": 1, "[": 1, ")": -1, "]": -1}


def stable(expression: str) -> str:
    """
    *expression* as it has to be said so that Postgres prints it as it is here.

    ``x in ('a', 'b')`` with a varying character is printed as ``ANY ((ARRAY['a', 'b'])::text[])``: a conversion of the
    list that Postgres adds by itself. Where it is said, each element is converted instead. And ``values`` with names
    for its columns is printed as if it were selected from, which is printed differently again.
    """
    if "((ARRAY[" not in expression and "FROM (VALUES " not in expression:
        return expression
    plain = LITERAL.sub(lambda match: "_" * len(match[0]), expression)
    found, position = "", 0
    for start, end in sorted((*_conversions(plain), *_selections(plain))):
        found += expression[position:start]
        position = end
    return found + expression[position:]


def _conversions(plain: str) -> Iterator[tuple[int, int]]:
    """Where conversions of lists stand, and the parentheses that they take."""
    for match in LIST.finditer(plain):
        end = _closing(plain, match.end())
        conversion = CONVERSION.match(plain, end)
        if plain[end - 1] == "]" and conversion:
            yield match.end(), match.end() + 1
            yield end, conversion.end()


def _selections(plain: str) -> Iterator[tuple[int, int]]:
    """Where columns are selected from ``values``, and what stands around those."""
    for match in SELECTION.finditer(plain):
        end = _closing(plain, match.end() - 1)
        yield match.span()
        yield end, end + len(") ") + len(VALUES)


def _closing(text: str, opening: int) -> int:
    """Where the parenthesis at *opening* is closed."""
    depth = 0
    for position in range(opening, len(text)):
        depth += DEPTHS.get(text[position], 0)
        if depth == 0:
            return position
    return len(text) - 1
