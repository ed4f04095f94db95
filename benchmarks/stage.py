"""Where it is measured: a throw-away server of the tests, and a fresh database for every run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from tests.support import servers
from toolkit.io import db

from .proxy import Proxy

# dbmate's driver insists on TLS unless told otherwise; nobody shall pay for it here.
WITHOUT_TLS = "sslmode=disable"


@dataclass(frozen=True, slots=True)
class Stage:
    """A server with the stand-in for Supabase; ``roles`` are those it has from the start."""

    server: servers.Server
    admin: db.Connection
    version: str
    roles: frozenset[str]

    def url(self, database: str, proxy: Proxy | None = None) -> str:
        """The address of *database* for the deployer, through *proxy* if there is one."""
        near = self.server if proxy is None else replace(self.server, port=proxy.port)
        return f"{near.url(database)}?{WITHOUT_TLS}"


@contextmanager
def stage(major: int) -> Iterator[Stage]:
    """A server of that major version, ended with the block."""
    found = servers.find(major, servers.account())
    if isinstance(found, str):
        raise SystemExit(found)
    with (
        servers.started(found, servers.account()) as server,
        db.connected(server.admin_url("postgres")) as admin,
    ):
        yield Stage(server, admin, found.version, roles(admin))


@contextmanager
def fresh_database(on: Stage) -> Iterator[str]:
    """The name of a new database; dropped with the block, and with it the roles that were made meanwhile."""
    name = servers.clone(on.admin, servers.TEMPLATE)
    try:
        yield name
    finally:
        servers.drop(on.admin, name)
        for role in sorted(roles(on.admin) - on.roles):
            on.admin.execute(db.SQL("drop role {}").format(db.Identifier(role)))


def roles(conn: db.Connection) -> frozenset[str]:
    """The names of all roles of the server."""
    return frozenset(name for (name,) in db.rows(conn, "select rolname from pg_catalog.pg_roles"))
