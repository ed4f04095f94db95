"""Reads the catalog of a database as facts: one query for each kind, all sent at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import LiteralString

from ..core.facts.base import ObjectId
from ..core.facts.catalog import Catalog
from ..core.facts.graph import Address, Edge, graph_of
from ..core.facts.reading import KINDS
from . import db

SEPARATOR = "\x1f"  # between the names of a path
HANGING = ("comment", "security label", "extension dependency")  # their rows have the address of another object
DEPENDENCIES = "dependencies"
MEMBERS = "extension_members"


def read_facts(conn: db.Connection) -> Catalog:
    """
    What the database of *conn* holds.

    Everything is read in the transaction that the caller has opened, and printed while ``search_path`` is empty.
    """
    major = conn.info.server_version // 10000
    raw: dict[ObjectId, str] = {}
    addresses: dict[Address, ObjectId] = {}
    hanging: list[tuple[str, Address, str | None, str]] = []
    [[(role,)], members, *results] = db.ask_all(conn, ["select current_user::text", *queries(major)])
    foreign = {(classid, objid) for _, classid, objid, *_ in members}
    for kind, classid, objid, objsubid, path, fields, acl in chain.from_iterable(results):
        if (classid, objid) in foreign:
            continue
        if kind in HANGING:
            hanging.append((kind, (classid, objid, objsubid), path, fields))
            continue
        key = ObjectId(kind, tuple(path.split(SEPARATOR)))
        raw[key] = fields
        if acl is not None:
            raw[ObjectId("privileges", (kind, *key.path))] = json.dumps({"acl": acl})
        if classid:
            addresses[classid, objid, objsubid] = key
    for kind, address, name, fields in hanging:
        target = addresses.get(address)
        if target is not None:
            raw[ObjectId(kind, (target.kind, *target.path, *([name] if name else [])))] = fields
    # What hangs on something that belongs to an extension belongs to it as well.
    kept = {key: text for key, text in raw.items() if not is_orphan(key, raw)}
    return Catalog(kept, lambda: graph_of(addresses, read_edges(conn)), role, major)


def is_orphan(key: ObjectId, raw: Mapping[ObjectId, str]) -> bool:
    """Whether the fact hangs on another that is not among *raw*."""
    parents = KINDS[key.kind].parents_of(key.path)
    return bool(parents) and not any(parent in raw and not is_orphan(parent, raw) for parent in parents)


def read_edges(conn: db.Connection) -> Iterator[Edge]:
    """The rows of ``pg_depend``."""
    for row in db.rows(conn, db.query(f"catalog/{DEPENDENCIES}")):
        yield row[:3], row[3:6], row[6]


@cache
def queries(major: int) -> tuple[LiteralString, ...]:
    """The texts of the queries for that version of Postgres, the members of extensions first."""
    folder = files(__package__) / "queries" / "catalog"
    names = sorted(file.name.removesuffix(".sql") for file in folder.iterdir())
    chosen = (MEMBERS, *(name for name in names if name not in (MEMBERS, DEPENDENCIES)))
    return tuple(as_text(for_version(db.query(f"catalog/{name}"), major)) for name in chosen)


def as_text(query: LiteralString) -> LiteralString:
    """*query* with columns whose types need no thought."""
    inner = query.strip().removesuffix(";")
    columns = (
        "f.kind::text, f.classid::int8, f.objid::int8, f.objsubid::int4, f.path::text, f.fields::text, f.acl::text"
    )
    return f"select {columns} from (\n{inner}\n) as f"  # noqa: S608  # both parts are our own


def for_version(text: LiteralString, major: int) -> LiteralString:
    """*text* without the lines that are marked ``-- since 17`` or ``-- until 16`` for other versions."""
    kept = []
    for line in text.splitlines():
        _, since, first = line.partition("-- since ")
        _, until, last = line.partition("-- until ")
        if (since and major < int(first)) or (until and major > int(last)):
            continue
        kept.append(line)
    return "\n".join(kept)
