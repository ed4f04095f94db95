"""Reads the catalog of a database as facts: one query for each kind, all sent at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain
from sys import intern
from typing import LiteralString, cast

from ..core.facts.base import ObjectId
from ..core.facts.catalog import Catalog
from ..core.facts.graph import Address, Edge, graph_of, whole
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
    results = db.ask_all(conn, ["select current_user::text", *queries(major)])
    [[(role,)], members] = next(results), next(results)
    foreign = {address for _, address, *_ in members}
    # Most names and fields come many times, in the other database too; `intern` keeps each once.
    for kind, address, path, fields, acl in chain.from_iterable(results):
        if whole(address) in foreign:
            continue
        if kind in HANGING:
            hanging.append((kind, address, path, intern(fields)))
            continue
        key = ObjectId(intern(kind), tuple(map(intern, path.split(SEPARATOR))))
        raw[key] = intern(fields)
        if acl is not None:
            raw[ObjectId("privileges", (key.kind, *key.path))] = intern(json.dumps({"acl": acl}))
        if address:
            addresses[address] = key
    for kind, address, name, fields in hanging:
        target = addresses.get(address)
        if target is not None:
            raw[ObjectId(intern(kind), (target.kind, *target.path, *([name] if name else [])))] = fields
    # What hangs on something that belongs to an extension belongs to it as well.
    for key in orphans(raw):
        del raw[key]
    return Catalog(raw, lambda: graph_of(addresses, read_edges(conn)), role, major)


def orphans(raw: Mapping[ObjectId, str]) -> list[ObjectId]:
    """The facts that hang on others which are not among *raw*, or hang on such themselves."""
    known: dict[tuple[ObjectId, ...], bool] = {(): True}
    return [key for key in raw if not are_there(KINDS[key.kind].parents_of(key.path), raw, known)]


def are_there(
    parents: tuple[ObjectId, ...], raw: Mapping[ObjectId, str], known: dict[tuple[ObjectId, ...], bool]
) -> bool:
    """Whether one of *parents* is among *raw* and no orphan; what is found out goes into *known*."""
    if parents not in known:
        known[parents] = any(
            one in raw and are_there(KINDS[one.kind].parents_of(one.path), raw, known) for one in parents
        )
    return known[parents]


def read_edges(conn: db.Connection) -> Sequence[Edge]:
    """The rows of ``pg_depend``."""
    return cast("list[Edge]", db.rows(conn, db.query(f"catalog/{DEPENDENCIES}")))


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
    address = (
        "case when f.classid <> 0 then f.classid::int8 || '/' || f.objid::int8 else '' end"
        " || case when f.objsubid <> 0 then ':' || f.objsubid else '' end"
    )
    columns = f"f.kind::text, {address}, f.path::text, f.fields::text, f.acl::text"
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
