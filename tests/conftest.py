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
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import settings

from tests.support import projects, servers
from toolkit.io import db

# A shell makes its background jobs deaf to Ctrl-C, and what they start inherits that; the tests send it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# On a machine that decides what lands, the same examples each time; elsewhere new ones, so that more is found.
settings.register_profile("landing", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("landing")

ServerOf = Callable[[int], servers.Server]


class TemplateOf(Protocol):
    """Gives the name of a template database."""

    def __call__(self, system: str, *, demo: bool = False) -> str: ...


class CloneOf(Protocol):
    """Gives the address of a new database."""

    def __call__(self, system: str, *, demo: bool = False) -> str: ...


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
def template_of(
    server: servers.Server, admin: db.Connection, platform_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TemplateOf]:
    """
    The name of a database with one system of this repository, from which others are cloned; made when first asked for.

    Called with the name of the system, and ``demo=True`` for its demo rows too.
    """
    known: dict[tuple[str, bool], str] = {}

    def get(system: str, *, demo: bool = False) -> str:
        if (system, demo) not in known:
            below = get(system) if demo else platform_template
            name = servers.clone(admin, below)
            known[system, demo] = name
            _apply(server.url(name), projects.only(system, tmp_path_factory.mktemp(system)), demo=demo)
        return known[system, demo]

    yield get
    for name in known.values():
        servers.drop(admin, name)


@pytest.fixture(scope="session")
def edulink_template(template_of: TemplateOf) -> str:
    """The name of a database with Edulink, from which others are cloned."""
    return template_of("edulink")


@pytest.fixture
def clone_of(server: servers.Server, admin: db.Connection, template_of: TemplateOf) -> Iterator[CloneOf]:
    """The address of a new database with one system, as the deployer; called like ``template_of``."""
    names: list[str] = []

    def get(system: str, *, demo: bool = False) -> str:
        names.append(servers.clone(admin, template_of(system, demo=demo)))
        return server.url(names[-1])

    yield get
    for name in names:
        servers.drop(admin, name)


@pytest.fixture
def edulink_db(clone_of: CloneOf) -> str:
    """The address of a new database with Edulink, as the deployer."""
    return clone_of("edulink")


@pytest.fixture
def demo_db(clone_of: CloneOf) -> str:
    """As ``edulink_db``, with the demo rows."""
    return clone_of("edulink", demo=True)


@pytest.fixture
def oneclass_db(clone_of: CloneOf) -> str:
    """The address of a new database with OneClass, as the deployer."""
    return clone_of("oneclass")


@pytest.fixture
def carwash_db(clone_of: CloneOf) -> str:
    """The address of a new database with the Car Wash, as the deployer."""
    return clone_of("carwash")


@pytest.fixture
def core_db(clone_of: CloneOf) -> str:
    """The address of a new database with core, as the deployer."""
    return clone_of("core")


@pytest.fixture
def unique() -> str:
    """A word that no other test has: roles belong to the whole server, not to one database."""
    return secrets.token_hex(6)


def _apply(url: str, folder: Path, *, demo: bool) -> None:
    # Only here: tests that need no applied system do not stand still when applying is broken.
    from toolkit.core.ordering import Selection
    from toolkit.io.files import read_project
    from toolkit.verbs.apply import Options, apply
    from toolkit.verbs.seed import seed

    project = read_project(folder, {})
    if demo:
        seed(url, project, (), Options(), silent, demo=True, again=False)
    else:
        apply(url, project, Selection(), Options(), silent)


def silent(message: str) -> None:
    """Hear nothing."""
    del message
