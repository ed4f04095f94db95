"""
Privileges: what a new object is born with, and what takes it from there to what the new catalog says.

They are settled when it is known which objects are made anew: those begin with the default privileges of whoever runs
the plan, and the old catalog's, because default privileges change last.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.acl import FOR_EVERYBODY, Acl, Link, gathered, handed_over, merged, tidy, usual
from ..facts.base import Alteration, Fact, ObjectId, Owned, Statements
from ..facts.catalog import Catalog
from ..facts.default_privileges import DefaultPrivileges
from ..facts.hanging import Privileges, changes
from ..facts.hanging import passed_on as granted_by_others
from .verbs import Verbs

MADE = ("create", "replace", "swap")
# Letters of pg_default_acl by the kind of object.
DEFAULT_KINDS = {
    "table": "r",
    "view": "r",
    "materialized view": "r",
    "foreign table": "r",
    "sequence": "S",
    "identity": "S",
    "function": "f",
    "procedure": "f",
    "aggregate": "f",
    "enum": "T",
    "domain": "T",
    "range": "T",
    "composite type": "T",
    "base type": "T",
    "schema": "n",
    "large object": "L",
}
COLUMNS = ("column", "view column")


def settle(verbs: Verbs, differing: Iterable[ObjectId]) -> None:
    """Add to *verbs* what must be granted and revoked, on new objects and on those whose privileges differ."""
    made = {key for key, verb in verbs.of.items() if verb in MADE and verbs.new.fact(key).privileges}
    kept = [
        parent
        for key in differing
        if key.kind == "privileges" and (parent := Privileges.parents_of(key.path)[0]) in verbs.old
        if parent in verbs.new and verbs.of.get(parent) not in MADE
    ]
    for key in sorted({*made, *kept, *_owners_changed(verbs)}, key=lambda one: one.kind in COLUMNS):
        before = born(verbs.old, verbs.new.fact(key)) if key in made else passed_on(verbs, key)
        _set(verbs, key, before, standing(verbs.new, key))


def _owners_changed(verbs: Verbs) -> list[ObjectId]:
    """Objects that stay and get another owner: what the old one could do may have to be put right."""
    found = []
    for key, verb in verbs.of.items():
        fact = verbs.old.get(key)
        if verb == "alter" and isinstance(fact, Owned) and fact.privileges:
            found.append(key)
    return found


def _set(verbs: Verbs, key: ObjectId, before: Acl, after: Acl) -> None:
    """Have the privileges on *key* brought from *before* to *after*."""
    if key.kind in COLUMNS:
        before = _without_revoked(verbs, key, before)
    target = verbs.new.fact(key)
    chain_before = () if verbs.of.get(key) in MADE else _chain_passed_on(verbs, key)
    chain_after = chain(verbs.new, key)
    is_as_it_was = before == after and frozenset(chain_before) == frozenset(chain_after)
    statements: Statements = ()
    if not chain_before and not chain_after:
        statements = changes(target, before, after)
    elif not is_as_it_was:
        # What others have granted ends with their right to grant, and is granted again where it shall be.
        own_before, own_after = without(before, chain_before), without(after, chain_after)
        started = {
            grantee: frozenset(one for one in letters if any(link.grantor == grantee for link in chain_before))
            & {one for one in letters if one.endswith("*")}
            for grantee, letters in own_before.items()
        }
        cut = {
            grantee: frozenset(one[0] if one in started[grantee] else one for one in letters)
            for grantee, letters in own_before.items()
        }
        statements = (
            *changes(target, own_before, cut),
            *changes(target, cut, own_after),
            *granted_by_others(target, chain_after),
        )
    if statements:
        name = ObjectId("privileges", (key.kind, *key.path))
        verbs.of[name] = "alter"
        verbs.alterations[name] = Alteration(statements)


def _without_revoked(verbs: Verbs, column: ObjectId, before: Acl) -> Acl:
    """What is left on a column of *before* after privileges on its table were revoked: those go with them."""
    table = verbs.new.parent(column)
    alteration = table and verbs.alterations.get(ObjectId("privileges", (table.kind, *table.path)))
    if not alteration or not table or table not in verbs.old:
        return before
    old, new = passed_on(verbs, table), standing(verbs.new, table)
    return {
        grantee: frozenset(one for one in letters if one[0] not in _lost(old, new, grantee))
        for grantee, letters in before.items()
    }


def _lost(old: Acl, new: Acl, grantee: str) -> set[str]:
    kept = {one[0] for one in new.get(grantee, ())}
    return {one[0] for one in old.get(grantee, ())} - kept


def standing(catalog: Catalog, key: ObjectId) -> Acl:
    """Who may do what with an object as the catalog has it."""
    fact = catalog.get(ObjectId("privileges", (key.kind, *key.path)))
    if isinstance(fact, Privileges):
        return {grantee: frozenset(letters) for grantee, letters in fact.acl}
    target = catalog.fact(key)
    return _usual(target, target.owner, catalog.major) if isinstance(target, Owned) else {}


def chain(catalog: Catalog, key: ObjectId) -> tuple[Link, ...]:
    """What others than the owner have granted on an object."""
    fact = catalog.get(ObjectId("privileges", (key.kind, *key.path)))
    return fact.chain if isinstance(fact, Privileges) else ()


def _chain_passed_on(verbs: Verbs, key: ObjectId) -> tuple[Link, ...]:
    """The same of an object that stays, once it has its new owner."""
    before, after = verbs.old.fact(key), verbs.new.fact(key)
    if not isinstance(before, Owned) or not isinstance(after, Owned) or before.owner == after.owner:
        return chain(verbs.old, key)
    return tuple(one for one in chain(verbs.old, key) if one.grantor != after.owner)


def without(acl: Acl, links: Iterable[Link]) -> Acl:
    """*acl* without what only *links* allow."""
    gone = gathered(links)
    return tidy({grantee: letters - gone.get(grantee, frozenset()) for grantee, letters in acl.items()})


def passed_on(verbs: Verbs, key: ObjectId) -> Acl:
    """Who may do what with an object that stays, once it has its new owner."""
    acl = standing(verbs.old, key)
    before, after = verbs.old.fact(key), verbs.new.fact(key)
    if isinstance(before, Owned) and isinstance(after, Owned) and before.owner != after.owner:
        return handed_over(acl, before.owner, after.owner)
    return acl


def born(old: Catalog, fact: Fact) -> Acl:
    """Who may do what with a new object."""
    if not isinstance(fact, Owned):
        return {}
    kind = DEFAULT_KINDS.get(fact.id.kind, "")
    general = old.get(ObjectId("default privileges", (old.role, "", kind)))
    first = general.granted if isinstance(general, DefaultPrivileges) else _usual(fact, old.role, old.major)
    schema = fact.id.path[0] if kind not in ("n", "L", "") else ""
    special = old.get(ObjectId("default privileges", (old.role, schema, kind))) if schema else None
    acl = merged(first, special.granted) if isinstance(special, DefaultPrivileges) else first
    return handed_over(acl, old.role, fact.owner)


def _usual(fact: Fact, owner: str, major: int) -> Acl:
    for_everybody = FOR_EVERYBODY.get(fact.grants_on, "")
    return usual(fact.privileges, owner, for_everybody=for_everybody, major=major)
