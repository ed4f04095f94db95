"""Catalogs as sets of facts, and what tells two of them apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One property of one object of a database, in words. Source: ``io/queries/catalog.sql``."""

    kind: str
    path: str  # quoted and with its schema
    property: str
    content: str


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """
    A property that differs. ``expected`` is what the files say and ``found`` what the database has.

    None: that side has no such property; when the whole object is missing on a side, ``property`` is empty and the
    side that has it says ``"(present)"``.
    """

    kind: str
    path: str
    property: str
    expected: str | None
    found: str | None

    def as_text(self) -> str:
        """One line, or a few where the content has some."""
        what = f"{self.kind} {self.path}"
        if not self.property:
            return f"{what}: only in the {'files' if self.found is None else 'database'}"
        return f"{what}: {self.property}\n  files:    {self.expected or '-'}\n  database: {self.found or '-'}"


Catalog = frozenset[Fact]


def compare(expected: Iterable[Fact], found: Iterable[Fact]) -> tuple[Difference, ...]:
    """What differs, sorted by kind, path and property; a missing object is one difference, not one per property."""
    left = {(fact.kind, fact.path, fact.property): fact.content for fact in expected}
    right = {(fact.kind, fact.path, fact.property): fact.content for fact in found}
    left_objects = {key[:2] for key in left}
    right_objects = {key[:2] for key in right}
    differences = [
        Difference(kind, path, "", "(present)" if here else None, None if here else "(present)")
        for objects, others, here in ((left_objects, right_objects, True), (right_objects, left_objects, False))
        for kind, path in objects - others
    ]
    common = left_objects & right_objects
    differences += [
        Difference(*key, left.get(key), right.get(key))
        for key in left.keys() | right.keys()
        if key[:2] in common and left.get(key) != right.get(key)
    ]
    return tuple(sorted(differences, key=lambda item: (item.kind, item.path, item.property)))


def missing(expected: Iterable[Fact], found: Iterable[Fact]) -> tuple[Difference, ...]:
    """As `compare`, but only what *expected* has and *found* lacks or says otherwise; more in *found* is no matter."""
    return tuple(difference for difference in compare(expected, found) if difference.expected is not None)
