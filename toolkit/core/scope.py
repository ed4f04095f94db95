"""What a comparison is about: which schemas and kinds, and what belongs to somebody else."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatchcase

from .facts import acl
from .facts.base import ObjectId, Owned
from .facts.catalog import Catalog
from .facts.hanging import Hanging
from .facts.reading import KINDS

OUR_OWN = frozenset(("toolkit", "toolkit_shim"))  # the history, and what the local server adds
OUR_TRIGGERS = frozenset(("toolkit_note_ddl", "toolkit_note_drop"))
# The schemas that Supabase keeps; our objects on theirs (a trigger on auth.users) are ours all the same.
PLATFORM = frozenset(
    (
        *("_analytics", "_realtime", "_supavisor", "auth", "cron", "extensions", "graphql", "graphql_public", "net"),
        *("pgbouncer", "pgmq", "pgsodium", "pgsodium_masks", "realtime", "storage", "supabase_functions"),
        *("supabase_migrations", "vault"),
    )
)
OURS_ON_THEIRS = frozenset(("trigger", "policy"))
SERVER_WIDE = frozenset(("role", "membership", "parameter"))


@dataclass(frozen=True, slots=True)
class Scope:
    """
    Patterns as in file names, matched with schemas (``auth_*``) and kinds (``kind:policy``).

    With ``include`` only what one of its patterns names is compared; what ``exclude`` names is left out.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    owners: bool = True
    privileges: bool = True
    left_alone: Collection[str] = PLATFORM | OUR_OWN

    def covers(self, key: ObjectId) -> bool:
        """Whether facts of that name are compared."""
        schema, kind = schema_of(key), key.kind
        if kind == "event trigger" and key.path[0] in OUR_TRIGGERS:
            return False
        if schema in self.left_alone and not (kind in OURS_ON_THEIRS and schema not in OUR_OWN):
            return False
        if kind in ("privileges", "default privileges") and not self.privileges:
            return False
        if self.include and not any(_names(pattern, schema, kind) for pattern in self.include):
            return False
        return not any(_names(pattern, schema, kind) for pattern in self.exclude)


def schema_of(key: ObjectId) -> str | None:
    """The schema in which a fact is, or on whose object it hangs; None for what is in no schema."""
    kind = KINDS[key.kind]
    if issubclass(kind, Hanging):
        return schema_of(kind.parents_of(key.path)[0])
    if key.kind == "default privileges":
        return key.path[1] or None
    return key.path[0] if len(key.path) > 1 or key.kind == "schema" else None


def own_path(key: ObjectId) -> tuple[str, ...]:
    """The path of a fact, or of the one on which it hangs."""
    kind = KINDS[key.kind]
    return own_path(kind.parents_of(key.path)[0]) if issubclass(kind, Hanging) else key.path


def is_server_wide(key: ObjectId) -> bool:
    """Whether a fact belongs to all databases of a server."""
    kind = KINDS[key.kind]
    if issubclass(kind, Hanging):
        return is_server_wide(kind.parents_of(key.path)[0])
    return key.kind in SERVER_WIDE or (key.kind == "setting" and not key.path[1])


def without_owners(old: Catalog, new: Catalog) -> Catalog:
    """*new* with the owners of *old*, so that they do not differ; what only *new* has is of whoever reads *old*."""
    raw = dict(new.raw)
    for key, text in new.raw.items():
        if issubclass(KINDS[key.kind], Owned):
            before = old.get(key)
            owner = before.owner if isinstance(before, Owned) else old.role
            fields = json.loads(text)
            raw[key] = json.dumps(fields | {"owner": owner})
            name = ObjectId("privileges", (key.kind, *key.path))
            if name in raw:
                listed = json.loads(raw[name])["acl"]
                raw[name] = json.dumps({"acl": acl.reprinted(listed, fields["owner"], owner)})
    return Catalog(raw, new.read_graph, new.role, new.major)


def _names(pattern: str, schema: str | None, kind: str) -> bool:
    if pattern.startswith("kind:"):
        return fnmatchcase(kind, pattern.removeprefix("kind:").replace("_", " "))
    return schema is not None and fnmatchcase(schema, pattern)
