"""Differences in words: one line for each object, and one for each property that differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from ..facts.acl import LETTERS, Link, role
from ..facts.base import Fact, ObjectId
from ..facts.catalog import Catalog
from ..facts.hanging import Hanging, Privileges
from ..facts.reading import KINDS
from .privileges import chain, standing
from .verbs import PRIVILEGES


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an object that is there on both sides; None: that side has none."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Difference:
    """
    An object that is only on one side (``added``, ``removed``), ``changed`` or ``renamed``.

    ``title`` names it as a statement would: ``function auth.login(text)``, ``privileges on table auth.users``.
    """

    id: ObjectId
    title: str
    how: str
    properties: tuple[Property, ...] = ()

    def as_lines(self) -> Iterator[str]:
        """For people: ``+ table auth.users``."""
        sign = {"added": "+", "removed": "-", "changed": "~", "renamed": "~"}[self.how]
        yield f"{sign} {self.title}"
        for one in self.properties:
            yield f"    {one.name}: {_word(one.old)} -> {_word(one.new)}"

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {
            "kind": self.id.kind,
            "path": list(self.id.path),
            "title": self.title,
            "difference": self.how,
            "properties": {one.name: {"old": one.old, "new": one.new} for one in self.properties},
        }


def differences(old: Catalog, new: Catalog, ids: Iterable[ObjectId]) -> tuple[Difference, ...]:
    """What tells *old* from *new*; parts of an object that is only on one side are not named again."""
    found = []
    known = tuple(ids)
    whole = frozenset(known)
    for key in known:
        if key.kind == "view column" and new.parent(key) in whole:
            continue  # the view says it
        title = _title((new if key in new else old), key)
        if key.kind == PRIVILEGES:
            found.append(Difference(key, title, "changed", tuple(_grants(old, new, key))))
        elif key not in new:
            if (parent := old.parent(key)) is None or parent in new:
                found.append(Difference(key, title, "removed"))
        elif key not in old:
            if (parent := new.parent(key)) is None or parent in old:
                found.append(Difference(key, title, "added"))
        else:
            found.append(Difference(key, title, "changed", _properties(old.fact(key), new.fact(key))))
    return tuple(found)


def _title(catalog: Catalog, key: ObjectId) -> str:
    fact = catalog.get(key)
    if issubclass(KINDS[key.kind], Hanging):
        target = catalog.fact(Privileges.parents_of(key.path)[0]) if fact is None else fact
        return f"{key.kind} on {target.target.what if isinstance(target, Hanging) else target.what}"
    return str(key) if fact is None else fact.what


def _grants(old: Catalog, new: Catalog, key: ObjectId) -> Iterator[Property]:
    """The privileges of each grantee that has others now."""
    target = Privileges.parents_of(key.path)[0]
    before, after = standing(old, target), standing(new, target)
    for grantee in sorted({*before, *after}):
        if before.get(grantee) != after.get(grantee):
            yield Property(role(grantee), _letters(before.get(grantee)), _letters(after.get(grantee)))
    links_before, links_after = chain(old, target), chain(new, target)
    if set(links_before) != set(links_after):
        yield Property("granted by others", _links(links_before), _links(links_after))


def _properties(old: Fact, new: Fact) -> tuple[Property, ...]:
    return tuple(
        Property(field.name, getattr(old, field.name), getattr(new, field.name))
        for field in fields(old)
        if field.compare and getattr(old, field.name) != getattr(new, field.name)
    )


def _links(links: Iterable[Link]) -> str | None:
    found = (f"{_letters(one.letters)} to {role(one.grantee)} by {role(one.grantor)}" for one in links)
    return "; ".join(found) or None


def _letters(letters: Iterable[str] | None) -> str | None:
    if letters is None:
        return None
    ordered = sorted(letters, key=lambda letter: list(LETTERS).index(letter[0]))
    return ", ".join(LETTERS[one[0]] + (" with grant option" if one.endswith("*") else "") for one in ordered)


def _word(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case tuple() if any(isinstance(one, tuple) for one in value):
            return ", ".join(" ".join(_word(part) for part in one if part) for one in value)
        case tuple():
            return ", ".join(map(_word, value)) or "nothing"
        case bool():
            return "yes" if value else "no"
    return str(value)
