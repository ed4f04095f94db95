"""Whether a comparison sees every kind of change on this server: one of each is made in a scratch database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...core.facts.base import ObjectId
from ...core.facts.catalog import Catalog
from ...core.facts.reading import KINDS
from ...core.planning.plan import differing, plan
from ...errors import ToolkitError
from ...io import db
from ...io.facts import read_facts
from ...io.scratch import scratch_database

SECTION = re.compile(r"^-- kind: (.+)\n", re.MULTILINE)
CHANGE = "-- change\n"
# Insufficient privilege; feature not supported, as an extension that is not there; no provider of security labels.
UNABLE = ("42501", "0A000", "58P01", "22023")


@dataclass(frozen=True, slots=True)
class Trial:
    """
    What came of the change of one kind.

    ``untried`` is why it could not be made here (empty: it was), ``found`` whether the comparison named something of
    that kind, ``left`` what still differed after the planned way back, and ``error`` what Postgres refused on that way.
    """

    kind: str
    untried: str = ""
    found: bool = False
    left: tuple[ObjectId, ...] = ()
    error: str = ""

    @property
    def holds(self) -> bool:
        """Whether the change was found and undone; one that could not be made says nothing."""
        return bool(self.untried) or (self.found and not self.left and not self.error)

    @property
    def outcome(self) -> str:
        """In a few words."""
        if self.untried:
            return f"not tried: {self.untried}"
        if not self.found:
            return "NOT FOUND"
        if self.error:
            return f"found, but the way back was refused: {self.error}"
        return f"found, but not undone: {', '.join(map(str, self.left))}" if self.left else "found and undone"

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {"kind": self.kind, "holds": self.holds, "tried": not self.untried, "outcome": self.outcome}


def selftest(server: str) -> Iterator[Trial]:
    """
    The trials of all kinds in their order, in a scratch database on *server*.

    Each runs in a transaction that is rolled back. A kind for which there is no trial was not found.
    """
    known = dict(sections(db.query("selftest")))
    with scratch_database(server) as conninfo, db.connected(conninfo) as conn:
        for kind in KINDS:
            if kind not in known:
                yield Trial(kind)
                continue
            db.run(conn, "begin")
            try:
                yield tried(conn, kind, *known[kind])
            finally:
                db.run(conn, "rollback")


def sections(text: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each kind with what its trial makes first, and the change."""
    parts = SECTION.split(text)[1:]
    for kind, body in zip(parts[::2], parts[1::2], strict=True):
        before, _, change = body.partition(CHANGE)
        yield kind, (before, change)


def tried(conn: db.Connection, kind: str, before: str, change: str) -> Trial:
    """Make the change, compare, and go the planned way back."""
    db.run(conn, "create schema selftest")
    if reason := unable(conn, before):
        return Trial(kind, untried=reason)
    old = read(conn)
    if reason := unable(conn, change):
        return Trial(kind, untried=reason)
    new = read(conn)
    keys = differing(new, old)
    if not any(key.kind == kind for key in keys):
        return Trial(kind)
    for one in plan(new, old, keys):
        try:
            db.run(conn, one.statement)
        except ToolkitError as error:
            return Trial(kind, found=True, error=f"{error.message}: {one.statement}")
    return Trial(kind, found=True, left=differing(read(conn), old))


def unable(conn: db.Connection, text: str) -> str:
    """Run *text*; returns why this role or this server cannot, empty where it could."""
    try:
        db.run(conn, text)
    except db.StatementError as error:
        if error.sqlstate in UNABLE:
            return error.message
        raise
    return ""


def read(conn: db.Connection) -> Catalog:
    """The catalog as the open transaction sees it, with its dependencies."""
    db.run(conn, "set local search_path = ''")
    catalog = read_facts(conn)
    _ = catalog.graph
    return catalog
