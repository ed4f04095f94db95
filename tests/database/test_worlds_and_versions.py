"""The same result everywhere: on each major version of Postgres, and in both worlds of default privileges."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from tests.support import facts, servers
from toolkit.core.facts.base import ObjectId
from toolkit.core.facts.catalog import Catalog
from toolkit.core.ordering import Selection
from toolkit.core.systems import Project
from toolkit.io import db
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
            catalog = facts.catalog_of(server.url(name), [*schemas, "toolkit"])
            with db.connected(server.url(name)) as conn:
                roles = db.rows(conn, ROLES)
        finally:
            servers.drop(admin, name)
    return catalog, roles


def silent(message: str) -> None:
    del message


def test_both_worlds_of_default_privileges_end_in_the_same_catalog(server: servers.Server, project: Project) -> None:
    new, _ = built(server, project, World.new)
    old, _ = built(server, project, World.old)

    assert facts.told_apart(new, old) == []
    schemas = {schema for service in project.services() for schema in service.schemas}
    assert schemas <= {key.path[0] for key in new.raw if key.kind == "schema"}


def for_every_server(catalog: Catalog) -> Catalog:
    """*catalog* without indexes that need an extension: not every server has it, and the scripts do without."""
    raw = {key: text for key, text in catalog.raw.items() if key.kind != "index" or " extensions." not in text}
    kept = {key: text for key, text in raw.items() if key.kind != "comment" or key.path[0] != "index" or of(key) in raw}
    return replace(catalog, raw=kept, _facts={})


def of(comment: ObjectId) -> ObjectId:
    return ObjectId(comment.path[0], comment.path[1:])


def since_15(grants: Iterable[tuple[ObjectId, str, str]]) -> set[tuple[ObjectId, str, str]]:
    return {grant for grant in grants if grant[2] != "m"}


@pytest.fixture(scope="module")
def newest(server_of: Callable[[int], servers.Server], project: Project) -> tuple[Catalog, Roles]:
    """What the newest Postgres ends with: what the others are held against."""
    return built(server_of(18), project, World.new)


@pytest.mark.parametrize("major", [15, 16, 17])
def test_an_older_postgres_ends_in_the_same_catalog_and_roles_as_the_newest(
    server_of: Callable[[int], servers.Server], project: Project, newest: tuple[Catalog, Roles], major: int
) -> None:
    catalog, roles = built(server_of(major), project, World.new)

    one, other = for_every_server(newest[0]), for_every_server(catalog)
    # Views are printed otherwise since 16, "maintain" may be granted since 17, and since 18 "not null" has a name.
    assert facts.told_apart(one, other, without=("not null", "privileges", "view")) == []
    assert since_15(facts.grants([one])) == since_15(facts.grants([other]))
    assert {key for key in one.raw if key.kind == "not null"} == {key for key in other.raw if key.kind == "not null"}
    assert roles == newest[1]
