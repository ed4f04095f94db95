"""Fixtures for tests over HTTP: one PostgREST per module, on a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import TemplateOf
from tests.support import projects, servers
from tests.support.api import Client, serving
from toolkit.io import db
from toolkit.io.files import read_project
from toolkit.io.personas import read_personas
from toolkit.verbs.serve import exposed_schemas


@pytest.fixture(scope="module")
def system(request: pytest.FixtureRequest) -> str:
    """The system that a module asks: its constant ``SYSTEM``."""
    name: str = request.module.SYSTEM
    return name


@pytest.fixture(scope="module")
def folder(system: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder with the module's system and what it requires."""
    return projects.only(system, tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="module")
def schemas(folder: Path) -> tuple[str, ...]:
    """The schemas that the module's system exposes, the default first."""
    return exposed_schemas(read_project(folder, {}))


@pytest.fixture(scope="module")
def api_db(server: servers.Server, admin: db.Connection, template_of: TemplateOf, system: str) -> Iterator[str]:
    """The address of this module's database with its system and the demo rows, as the deployer."""
    name = servers.clone(admin, template_of(system, demo=True))
    yield server.url(name)
    servers.drop(admin, name)


@pytest.fixture(scope="module")
def api(server: servers.Server, api_db: str, folder: Path, schemas: tuple[str, ...]) -> Iterator[Client]:
    """Asks the PostgREST on ``api_db``; ``who`` may be any persona of the system's ``access.toml``."""
    with serving(server, servers.database_of(api_db), schemas, read_personas(folder)) as client:
        yield client
