"""
Fixtures that need a server: one throw-away Postgres for the session, and a database of its own for each test.

A test that asks for ``fresh_db`` gets the address of a new database with the stand-in for Supabase, as its deployer
``postgres``. One that asks for ``each_server`` runs once on every major version that this machine has.
"""

from __future__ import annotations

import os
import secrets
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from hypothesis import settings

from tests.support import servers
from toolkit.io import db

# A shell makes its background jobs deaf to Ctrl-C, and what they start inherits that; the tests send it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# On a machine that decides what lands, the same examples each time; elsewhere new ones, so that more is found.
settings.register_profile("landing", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("landing")

ServerOf = Callable[[int], servers.Server]
CHOSEN = os.environ.get("TOOLKIT_TEST_SERVER", "")  # a major version, or the address of a superuser; empty: all


@pytest.fixture(scope="session")
def server_of() -> Iterator[ServerOf]:
    """The server of a major version, started when first asked for; skips the test where there is none."""
    with ExitStack() as stack:
        known: dict[int, servers.Server] = {}

        def get(major: int) -> servers.Server:
            if major not in known:
                found = servers.find(major, servers.account())
                if isinstance(found, str):
                    # Who chose a version wants to hear that it is not there.
                    (pytest.fail if CHOSEN else pytest.skip)(found)
                known[major] = stack.enter_context(servers.started(found, servers.account()))
            return known[major]

        yield get


@pytest.fixture(scope="session")
def server(server_of: ServerOf) -> Iterator[servers.Server]:
    """The server of this session: the one that TOOLKIT_TEST_SERVER chooses, else that of ``toolkit db start``."""
    if not CHOSEN or CHOSEN.isdecimal():
        yield server_of(int(CHOSEN or servers.DEFAULT_MAJOR))
    else:
        with servers.lent(CHOSEN) as lent:
            yield lent


@pytest.fixture(
    scope="session",
    params=[CHOSEN] if CHOSEN else servers.MAJORS,
    ids=lambda major: f"pg{major}" if str(major).isdecimal() else "lent",
)
def each_server(request: pytest.FixtureRequest) -> servers.Server:
    """Every major version in turn; with TOOLKIT_TEST_SERVER only the one that it chooses."""
    if CHOSEN:
        server: servers.Server = request.getfixturevalue("server")
        return server
    server_of: ServerOf = request.getfixturevalue("server_of")
    return server_of(request.param)


@pytest.fixture(scope="session")
def platform_template(server: servers.Server) -> str:
    """The name of a database with the stand-in and nothing else, from which others are cloned."""
    del server
    return servers.TEMPLATE


@pytest.fixture
def fresh_db(server: servers.Server, admin: db.Connection, platform_template: str) -> Iterator[str]:
    """The address of a new database with the stand-in, as the deployer; dropped after the test."""
    name = servers.clone(admin, platform_template)
    yield server.url(name)
    servers.drop(admin, name)


@pytest.fixture
def admin_url(server: servers.Server, fresh_db: str) -> str:
    """The address of the database of ``fresh_db`` for a superuser."""
    return server.admin_url(servers.database_of(fresh_db))


@pytest.fixture(scope="session")
def admin(server: servers.Server) -> Iterator[db.Connection]:
    """A superuser's connection to the database ``postgres`` of the session's server."""
    with db.connected(server.admin_url("postgres")) as conn:
        yield conn


@pytest.fixture
def another_db(server: servers.Server, admin: db.Connection, platform_template: str) -> Iterator[Iterator[str]]:
    """As many more databases like ``fresh_db`` as a test takes with ``next``; dropped after the test."""
    names: list[str] = []

    def more() -> Iterator[str]:
        while True:
            names.append(servers.clone(admin, platform_template))
            yield server.url(names[-1])

    yield more()
    for name in names:
        servers.drop(admin, name)


@pytest.fixture(scope="session")
def edulink_template(server: servers.Server, admin: db.Connection, platform_template: str) -> Iterator[str]:
    """The name of a database with all systems of this repository applied, from which others are cloned."""
    yield from _applied(server, admin, platform_template, demo=False)


@pytest.fixture(scope="session")
def demo_template(server: servers.Server, admin: db.Connection, edulink_template: str) -> Iterator[str]:
    """As ``edulink_template``, with the demo rows."""
    yield from _applied(server, admin, edulink_template, demo=True)


@pytest.fixture
def edulink_db(server: servers.Server, admin: db.Connection, edulink_template: str) -> Iterator[str]:
    """The address of a new database with all systems of this repository applied, as the deployer."""
    name = servers.clone(admin, edulink_template)
    yield server.url(name)
    servers.drop(admin, name)


@pytest.fixture
def demo_db(server: servers.Server, admin: db.Connection, demo_template: str) -> Iterator[str]:
    """As ``edulink_db``, with the demo rows."""
    name = servers.clone(admin, demo_template)
    yield server.url(name)
    servers.drop(admin, name)


@pytest.fixture
def unique() -> str:
    """A word that no other test has: roles belong to the whole server, not to one database."""
    return secrets.token_hex(6)


def _applied(server: servers.Server, admin: db.Connection, template: str, *, demo: bool) -> Iterator[str]:
    # Only here: tests that need no applied system do not stand still when applying is broken.
    from toolkit.core.ordering import Selection
    from toolkit.io.files import read_project
    from toolkit.verbs.apply import Options, apply
    from toolkit.verbs.seed import seed

    project = read_project(servers.ROOT, {})
    name = servers.clone(admin, template)
    if demo:
        seed(server.url(name), project, (), Options(), silent, demo=True, again=False)
    else:
        apply(server.url(name), project, Selection(), Options(), silent)
    yield name
    servers.drop(admin, name)


def silent(message: str) -> None:
    """Hear nothing."""
    del message
