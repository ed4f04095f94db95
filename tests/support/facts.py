"""Catalogs of whole databases, for tests that hold two of them against each other."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.core.facts.base import ObjectId
from toolkit.core.facts.catalog import Catalog
from toolkit.core.facts.graph import Graph
from toolkit.core.facts.hanging import Privileges
from toolkit.core.planning.plan import differing
from toolkit.core.planning.wording import differences
from toolkit.core.scope import schema_of
from toolkit.io import db
from toolkit.io.facts import read_facts


def catalog_of(url: str, schemas: Iterable[str]) -> Catalog:
    """What *schemas* hold, without what depends on what."""
    wanted = frozenset(schemas)
    with db.connected(url) as conn, conn.transaction():
        db.run(conn, "set local search_path = ''")
        found = read_facts(conn)
    raw = {key: text for key, text in found.raw.items() if schema_of(key) in wanted}
    return Catalog(raw, Graph, found.role, found.major)


def together(parts: Iterable[Catalog]) -> Catalog:
    """What any of *parts* has."""
    known = tuple(parts)
    raw = {key: text for part in known for key, text in part.raw.items()}
    return Catalog(raw, Graph, known[0].role, known[0].major)


def grants(parts: Iterable[Catalog]) -> set[tuple[ObjectId, str, str]]:
    """What is granted in any of *parts*: on what, to whom, and the letter of the privilege."""
    return {
        (key, grantee, letter)
        for part in parts
        for key in part.raw
        if isinstance(fact := part.fact(key), Privileges)
        for grantee, letters in fact.acl
        for letter in letters
    }


def told_apart(one: Catalog, other: Catalog, *, without: Iterable[str] = ()) -> list[str]:
    """What differs, in words; *without* are kinds that are no matter."""
    keys = (key for key in differing(one, other) if key.kind not in without)
    return [line for difference in differences(one, other, keys) for line in difference.as_lines()]


def lacking(expected: Catalog, found: Catalog) -> list[str]:
    """What *expected* has and *found* has not or otherwise; more, and more privileges, are no matter."""
    keys = (key for key in differing(expected, found) if key in expected and not _has_more(expected, found, key))
    return [line for difference in differences(expected, found, keys) for line in difference.as_lines()]


def _has_more(expected: Catalog, found: Catalog, key: ObjectId) -> bool:
    before, after = expected.get(key), found.get(key)
    if not isinstance(before, Privileges) or not isinstance(after, Privileges):
        return False
    known = dict(after.acl)
    return all(set(letters) <= set(known.get(grantee, ())) for grantee, letters in before.acl)
