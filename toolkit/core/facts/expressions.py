"""Expressions as Postgres prints them, made so that Postgres prints them again just as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

LITERAL = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
LIST = re.compile(r"\b(?:ANY|ALL) \((?=\(ARRAY\[)")
CONVERSION = re.compile(r"\)::[^()]+\[\](?=\))")
VALUES = '"*VALUES*"'  # the name that Postgres gives
SELECTION = re.compile(rf"SELECT (?:(?:_{{{len(VALUES)}}}\.)?column\d+(?: AS \w+)?,?\s+)+FROM \((?=VALUES )")
FIRST_OPERAND = re.compile(r"(?<=\()\(")
OPERATOR = re.compile(r" (?:AND|OR) ")
SELECT = re.compile(r"\bSELECT (?:DISTINCT )?(?:ON \()?")
ITEM_ENDS = re.compile(
    r",|\)|\s(?:FROM|WHERE|UNION|INTERSECT|EXCEPT|LIMIT|OFFSET|ORDER|GROUP|HAVING|WINDOW|FOR|FETCH)\b"
)
CONVERTED = re.compile(
    r"::(?:character varying|double precision|bit varying|time(?:stamp)?(?:\(\d\))? with(?:out)? time zone|[\w.]+)"
    r"(?:\([0-9,]+\))?(?:\[\])*\s*\Z"
)
SIGNS = ("((ARRAY[", "FROM (VALUES ", ") OR ", ") AND ", "SELECT ")
DEPTHS = {"(": 1, "[": 1, ")": -1, "]": -1}


def stable(expression: str) -> str:
    """
    *expression* as it has to be said so that Postgres prints it as it is here.

    What Postgres adds by itself is printed as if it had been said, and printed otherwise once it is said:

    - ``x in ('a', 'b')`` with a varying character is printed as ``ANY ((ARRAY['a', 'b'])::text[])``. Where the
      conversion of the list is said, each element is converted instead.
    - ``values`` with names for its columns is printed as if it were selected from.
    - ``x in (a, b, c)`` with columns is printed as ``((x = a) OR (x = b)) OR (x = c)``. Where the first parentheses are
      said, they are lost; but not those of a conversion, which is lost itself.
    - ``'b'`` in the second half of a ``union`` is printed as ``'b'::text``. Where that is said, the column gets a name.
    """
    if not any(sign in expression for sign in SIGNS):
        return expression
    plain = LITERAL.sub(lambda match: "_" * len(match[0]), expression)
    edits = sorted((*_conversions(plain), *_selections(plain), *_chains(plain), *_nameless(plain)))
    found, position = "", 0
    for start, end, text in edits:
        found += expression[position:start] + text
        position = end
    return found + expression[position:]


Edit = tuple[int, int, str]  # from where to where, and what stands there instead


def _conversions(plain: str) -> Iterator[Edit]:
    """Where conversions of lists stand, and the parentheses that they take."""
    for match in LIST.finditer(plain):
        end = _closing(plain, match.end())
        conversion = CONVERSION.match(plain, end)
        if plain[end - 1] == "]" and conversion:
            yield match.end(), match.end() + 1, ""
            yield end, conversion.end(), ""


def _selections(plain: str) -> Iterator[Edit]:
    """Where columns are selected from ``values``, and what stands around those."""
    for match in SELECTION.finditer(plain):
        end = _closing(plain, match.end() - 1)
        yield *match.span(), ""
        yield end, end + len(") ") + len(VALUES), ""


def _chains(plain: str) -> Iterator[Edit]:
    """Parentheses around the first operand of a chain of the same operator: ``((a OR b) OR c)``."""
    for match in FIRST_OPERAND.finditer(plain):
        end = _closing(plain, match.start())
        operator = OPERATOR.match(plain, end + 1)
        if operator and _joins(plain[match.end() : end], operator[0]):
            yield end + 1, end + 1, "::boolean"


def _joins(inner: str, operator: str) -> bool:
    """Whether *inner* is a chain of *operator*, outside of any parentheses."""
    depth = 0
    for position, sign in enumerate(inner):
        depth += DEPTHS.get(sign, 0)
        if depth == 0 and inner.startswith(operator, position):
            return True
    return False


def _nameless(plain: str) -> Iterator[Edit]:
    """Converted values in a list of columns that have no name: what has one is printed with it."""
    for match in SELECT.finditer(plain):
        if match[0].endswith("("):
            continue
        start = match.end()
        while True:
            end = _item_end(plain, start)
            if converted := CONVERTED.search(plain, start, end):
                last = len(converted[0]) - len(converted[0].rstrip())
                yield end - last, end - last, ' AS "?column?"'
            if end >= len(plain) or plain[end] != ",":
                break
            start = end + 1


def _item_end(plain: str, start: int) -> int:
    """Where the item of a list ends that begins at *start*."""
    depth = 0
    for position in range(start, len(plain)):
        if depth == 0 and ITEM_ENDS.match(plain, position):
            return position
        depth += DEPTHS.get(plain[position], 0)
    return len(plain)


def _closing(text: str, opening: int) -> int:
    """Where the parenthesis at *opening* is closed."""
    depth = 0
    for position in range(opening, len(text)):
        depth += DEPTHS.get(text[position], 0)
        if depth == 0:
            return position
    return len(text) - 1
