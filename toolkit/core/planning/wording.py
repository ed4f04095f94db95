"""Differences in words: one line for each object, and one for each property that differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from ..facts.base import Fact, ObjectId
from ..facts.catalog import Catalog
from ..facts.hanging import Privileges
from .privileges import standing
from .verbs import PRIVILEGES


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an object that is there on both sides; None: that side has none."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Difference:
    """An object that is only on one side (``added``, ``removed``), or ``changed``."""

    id: ObjectId
    how: str
    properties: tuple[Property, ...] = ()

    def as_lines(self) -> Iterator[str]:
        """For people: ``+ table auth.users``."""
        sign = {"added": "+", "removed": "-", "changed": "~"}[self.how]
        yield f"{sign} {self.id}"
        for one in self.properties:
            yield f"    {one.name}: {_word(one.old)} -> {_word(one.new)}"

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "kind": self.id.kind,
            "path": list(self.id.path),
            "difference": self.how,
            "properties": {one.name: {"old": one.old, "new": one.new} for one in self.properties},
        }


def differences(old: Catalog, new: Catalog, ids: Iterable[ObjectId]) -> tuple[Difference, ...]:
    """What tells *old* from *new*; parts of an object that is only on one side are not named again."""
    found = []
    for key in ids:
        if key.kind == PRIVILEGES:
            target = Privileges.parents_of(key.path)[0]
            before, after = standing(old, target), standing(new, target)
            grantees = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
            found.append(
                Difference(
                    key,
                    "changed",
                    tuple(
                        Property(name or "public", _letters(before.get(name)), _letters(after.get(name)))
                        for name in grantees
                    ),
                )
            )
        elif key not in new:
            if (parent := old.parent(key)) is None or parent in new:
                found.append(Difference(key, "removed"))
        elif key not in old:
            if (parent := new.parent(key)) is None or parent in old:
                found.append(Difference(key, "added"))
        else:
            found.append(Difference(key, "changed", _properties(old.fact(key), new.fact(key))))
    return tuple(found)


def _properties(old: Fact, new: Fact) -> tuple[Property, ...]:
    return tuple(
        Property(field.name, getattr(old, field.name), getattr(new, field.name))
        for field in fields(old)
        if field.compare and getattr(old, field.name) != getattr(new, field.name)
    )


def _letters(letters: Iterable[str] | None) -> str | None:
    return None if letters is None else "".join(sorted(letters))


def _word(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case tuple():
            return ", ".join(map(_word, value)) or "nothing"
        case bool():
            return "yes" if value else "no"
    return str(value)
