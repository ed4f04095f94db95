"""The same result everywhere: on each major version of Postgres, and in both worlds of default privileges."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support import servers
from toolkit.core.catalog import Catalog, compare
from toolkit.core.ordering import Selection
from toolkit.core.systems import Project
from toolkit.io import db
from toolkit.io.catalogs import read_catalog
from toolkit.io.files import read_project
from toolkit.io.standin_files import World, world_text
from toolkit.verbs.apply import Options, apply
from toolkit.verbs.seed import seed

Roles = list[tuple[object, ...]]
ROLES = """
select rolname::text, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls
from pg_catalog.pg_roles
where rolname !~ '^(pg_|test_|role_)' -- not those that tests made up
order by 1
"""


@pytest.fixture(scope="module")
def project() -> Project:
    return read_project(servers.ROOT, {})


def built(server: servers.Server, project: Project, world: World) -> tuple[Catalog, Roles]:
    """The catalog and the roles after everything was applied, demo rows included, in a new database of *server*."""
    schemas = [schema for service in project.services() for schema in service.schemas]
    with db.connected(server.admin_url("postgres")) as admin:
        name = servers.clone(admin, servers.TEMPLATE)
        try:
            with db.connected(server.admin_url(name)) as conn:
                db.run(conn, world_text(world))
            apply(server.url(name), project, Selection(), Options(), silent)
            seed(server.url(name), project, (), Options(), silent, demo=True, again=False)
            with db.connected(server.url(name)) as conn:
                catalog = read_catalog(conn, [*schemas, "toolkit"])
                roles = db.rows(conn, ROLES)
        finally:
            servers.drop(admin, name)
    return catalog, roles


def silent(message: str) -> None:
    del message


def test_both_worlds_of_default_privileges_end_in_the_same_catalog(server: servers.Server, project: Project) -> None:
    new, _ = built(server, project, World.new)
    old, _ = built(server, project, World.old)

    assert compare(new, old) == ()
    schemas = {schema for service in project.services() for schema in service.schemas}
    assert schemas <= {fact.path for fact in new if fact.kind == "schema"}


def for_every_server(catalog: Catalog) -> Catalog:
    """*catalog* without indexes that need an extension: not every server has it, and the scripts do without."""
    needy = {fact.path for fact in catalog if fact.kind == "index" and " extensions." in fact.content}
    return frozenset(fact for fact in catalog if fact.kind != "index" or fact.path not in needy)


@pytest.fixture(scope="module")
def newest(server_of: Callable[[int], servers.Server], project: Project) -> tuple[Catalog, Roles]:
    """What the newest Postgres ends with: what the others are held against."""
    return built(server_of(18), project, World.new)


@pytest.mark.parametrize("major", [15, 16, 17])
def test_an_older_postgres_ends_in_the_same_catalog_and_roles_as_the_newest(
    server_of: Callable[[int], servers.Server], project: Project, newest: tuple[Catalog, Roles], major: int
) -> None:
    catalog, roles = built(server_of(major), project, World.new)

    assert compare(for_every_server(newest[0]), for_every_server(catalog)) == ()
    assert roles == newest[1]
