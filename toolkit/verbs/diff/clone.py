"""A clone: a scratch database with the objects of another, made from the catalog of that one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ...core.facts.base import ObjectId
from ...core.facts.catalog import Catalog
from ...core.identifiers import quoted
from ...core.planning.plan import Change, differing, plan
from ...core.scope import is_server_wide
from ...errors import ToolkitError
from ...io import db
from ...io.facts import read_facts
from ...io.scratch import scratch_database

PREPARED = "set search_path = ''; set check_function_bodies = off; {}"


@dataclass(frozen=True, slots=True)
class Clone:
    """
    A scratch database as it was made. ``missing`` says in words what is not in it.

    Roles belong to the whole server: those in ``roles`` are made for the clone alone and go with it, and nothing else
    that belongs to the server is changed.
    """

    conn: db.Connection
    catalog: Catalog
    missing: tuple[str, ...]
    roles: list[str]

    def run_for_server(self, change: Change) -> None:
        """Of a change to the server, do what the clone needs: make a role without rights, and who is its member."""
        name = change.id.path[0]
        if change.id.kind == "role" and change.move == "create" and change.id not in self.catalog:
            db.run(self.conn, f"create role {quoted(name)}")
            self.roles.append(name)
        elif change.id.kind == "membership" and change.move == "create" and name in self.roles:
            db.run(self.conn, change.statement)


@contextmanager
def cloned(catalog: Catalog, is_covered: Callable[[ObjectId], bool], server: str) -> Iterator[Clone]:
    """A clone of *catalog* in a scratch database on *server*; what *is_covered* denies may be missing silently."""
    roles: list[str] = []
    try:
        with scratch_database(server) as conninfo, db.connected(conninfo) as conn:
            empty = read(conn)
            missing = []
            clone = Clone(conn, empty, (), roles)
            for change in plan(empty, catalog, [key for key in differing(empty, catalog) if key in catalog]):
                try:
                    if is_server_wide(change.id):
                        clone.run_for_server(change)
                    else:
                        db.run(conn, PREPARED.format(change.statement))
                except ToolkitError as error:
                    if is_covered(change.id) and not is_server_wide(change.id):
                        missing.append(f"{change.id} is not in the clone: {error.message}")
            yield Clone(conn, read(conn), tuple(missing), roles)
    finally:
        forget(roles, server)


def forget(roles: list[str], server: str) -> None:
    """Drop the roles that were made for a clone."""
    if roles:
        with db.connected(server) as conn:
            db.run(conn, f"drop role if exists {', '.join(map(quoted, roles))}")


def read(conn: db.Connection) -> Catalog:
    """The catalog of *conn* now, with its dependencies."""
    with conn.transaction():
        db.run(conn, "set local search_path = ''")
        catalog = read_facts(conn)
        _ = catalog.graph  # kept by the catalog, so that it outlives the transaction
        return catalog
