"""Fixtures for tests over HTTP: one PostgREST per module, on a database of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support import servers
from tests.support.api import Client, serving
from toolkit.io import db
from toolkit.io.files import read_project
from toolkit.io.personas import read_personas
from toolkit.verbs.serve import exposed_schemas


@pytest.fixture(scope="module")
def api_db(server: servers.Server, admin: db.Connection, demo_template: str) -> Iterator[str]:
    """The address of this module's database with all systems and the demo rows, as the deployer."""
    name = servers.clone(admin, demo_template)
    yield server.url(name)
    servers.drop(admin, name)


@pytest.fixture(scope="module")
def api(server: servers.Server, api_db: str) -> Iterator[Client]:
    """Asks the PostgREST on ``api_db``; ``who`` may be any persona of ``policies/*/access.toml``."""
    schemas = exposed_schemas(read_project(servers.ROOT, {}))
    with serving(server, servers.database_of(api_db), schemas, read_personas(servers.ROOT)) as client:
        yield client
