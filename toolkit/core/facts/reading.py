"""Facts from what the queries of ``io/queries/catalog`` say about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from . import acl
from .base import Fact, ObjectId, Owned
from .expressions import stable
from .hanging import Privileges
from .kinds import ALL_FACTS
from .sequences import SequenceOptions

KINDS: Mapping[str, type[Fact]] = {kind: one for one in ALL_FACTS for kind in one.kinds}
RANKS: Mapping[str, int] = {kind: rank for rank, kind in enumerate(KINDS)}
PARTS = {"SequenceOptions": SequenceOptions, "SequenceOptions | None": SequenceOptions}  # fields that are objects
# Fields that hold SQL as Postgres prints it.
PRINTED = frozenset(
    (
        *("definition", "expression", "default", "using", "check", "where"),
        *("atomic", "arguments", "bound", "partition_key"),
    )
)


def fact_of(key: ObjectId, values: Mapping[str, Any]) -> Fact:
    """The fact of that name; *values* are its fields as JSON has them, where a list becomes a tuple."""
    kind = KINDS[key.kind]
    found = {name: frozen(value) for name, value in values.items()}
    found |= {name: stable(value) for name, value in found.items() if name in PRINTED and isinstance(value, str)}
    for one in fields(kind):
        part = PARTS.get(str(one.type))
        if part is not None and one.name in values:
            found[one.name] = part(**values[one.name])
    if "acl" in found:  # as Postgres prints it
        if kind is Privileges and isinstance(found["target"], Owned):
            found["chain"] = tuple(one for one in acl.links(found["acl"]) if one.grantor != found["target"].owner)
        found["acl"] = tuple((grantee, tuple(sorted(letters))) for grantee, letters in acl.parse(found["acl"]).items())
    return kind(key, **found)


def frozen(value: Any) -> Any:
    """*value* without anything that can change; an object becomes a tuple of pairs."""
    match value:
        case list():
            return tuple(map(frozen, value))
        case dict():
            return tuple((key, frozen(item)) for key, item in value.items())
    return value
