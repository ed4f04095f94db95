"""All systems of this repository in one database, and each alone: nothing is missing, nothing is more, in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import pytest

from tests.conftest import TemplateOf
from tests.support import facts, servers
from toolkit.core.facts.catalog import Catalog
from toolkit.core.ordering import Selection
from toolkit.core.systems import Project, System
from toolkit.io import db
from toolkit.io.files import read_project
from toolkit.verbs.apply import Options, apply
from toolkit.verbs.apply.access import declared_roles
from toolkit.verbs.apply.parsing import parse

# Told by the folders alone: a project with a mistake shall fail the tests, not the looking for them.
SYSTEMS = sorted(path.parent.name for path in servers.ROOT.glob("sql/*/system.toml"))

HISTORY = "select system_name, service_name, script_number, sha256 from toolkit.history"
TABLES = """
select n.nspname::text, c.relname::text
from pg_catalog.pg_class as c
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname = any(%s)
"""
SCHEMAS = "select nspname::text from pg_catalog.pg_namespace where nspname = any(%s)"


@pytest.fixture(scope="module")
def project() -> Project:
    return read_project(servers.ROOT, {})


@pytest.fixture(scope="module")
def everything(server: servers.Server, admin: db.Connection, platform_template: str, project: Project) -> Iterator[str]:
    """The address of a database with all systems, brought in by one call."""
    name = servers.clone(admin, platform_template)
    apply(server.url(name), project, Selection(), Options(), silent)
    yield server.url(name)
    servers.drop(admin, name)


@pytest.fixture(scope="module")
def alone(server: servers.Server, template_of: TemplateOf) -> Callable[[str], str]:
    """Gives the address of a database with one system and what it requires, made from a copy of their folders."""
    return lambda system: server.url(template_of(system))


def silent(message: str) -> None:
    del message


def schemas_of(systems: Iterable[System]) -> list[str]:
    return list(dict.fromkeys(schema for system in systems for one in system.services for schema in one.schemas))


def with_required(project: Project, name: str) -> list[System]:
    """The system of that name after those that it requires."""
    return [one for one in project.systems if one.name == name or one.name in needs(project, name)]


def needs(project: Project, name: str) -> set[str]:
    system = project.system(name)
    direct = set(system.requires) if system else set()
    return direct | {far for one in direct for far in needs(project, one)}


def catalog_of(url: str, systems: Iterable[System]) -> Catalog:
    return facts.catalog_of(url, [*schemas_of(systems), "toolkit"])


def history_of(url: str) -> set[tuple[object, ...]]:
    with db.connected(url) as conn:
        return set(db.rows(conn, HISTORY))


def row_counts(url: str, systems: Iterable[System]) -> Mapping[str, int]:
    """How many rows each table of *systems* holds: the reference rows."""
    with db.connected(url) as conn:
        counts = {}
        for schema, table in db.rows(conn, TABLES, (schemas_of(systems),)):
            name = db.Identifier(schema, table)
            counts[f"{schema}.{table}"] = db.rows(conn, db.SQL("select count(*) from {}").format(name))[0][0]
    return counts


def test_the_whole_is_the_sum_of_its_parts(project: Project, everything: str, alone: Callable[[str], str]) -> None:
    parts = [catalog_of(alone(name), with_required(project, name)) for name in SYSTEMS]

    whole = catalog_of(everything, project.systems)

    # What all stand on is granted to the roles of each.
    assert facts.told_apart(facts.together(parts), whole, without=("privileges",)) == []
    assert facts.grants(parts) == facts.grants([whole])
    assert len(whole.raw) > max(len(part.raw) for part in parts)


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_is_the_same_beside_the_others_as_alone(
    project: Project, everything: str, alone: Callable[[str], str], name: str
) -> None:
    own = [system for system in project.systems if system.name == name]

    # What others stand on may have grants more for them.
    is_required = any(name in system.requires for system in project.systems)
    tell = facts.lacking if is_required else facts.told_apart

    assert tell(catalog_of(alone(name), own), catalog_of(everything, own)) == []
    # What others stand on has rows of theirs too: events of their reference rows wait in its outbox.
    assert is_required or row_counts(alone(name), own) == row_counts(everything, own)


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_alone_brings_nothing_of_the_others(project: Project, alone: Callable[[str], str], name: str) -> None:
    taken = with_required(project, name)
    others = [system for system in project.systems if system not in taken]

    with db.connected(alone(name)) as conn:
        assert {schema for (schema,) in db.rows(conn, SCHEMAS, (schemas_of(project.systems),))} == set(
            schemas_of(taken)
        )
        assert db.rows(conn, SCHEMAS, (schemas_of(others),)) == []
    assert {row[0] for row in history_of(alone(name))} == {system.name for system in taken}


def test_the_history_of_the_whole_is_that_of_its_parts(
    project: Project, everything: str, alone: Callable[[str], str]
) -> None:
    parts = {row for name in SYSTEMS for row in history_of(alone(name))}

    assert history_of(everything) == parts
    assert len(parts) == sum(len(service.scripts) for service in project.services())


def test_one_after_another_and_backwards_they_come_to_the_same(
    project: Project, fresh_db: str, everything: str
) -> None:
    for name in reversed(SYSTEMS):
        apply(fresh_db, project, Selection(systems=(name,)), Options(), silent)

    assert facts.told_apart(catalog_of(everything, project.systems), catalog_of(fresh_db, project.systems)) == []
    assert history_of(fresh_db) == history_of(everything)
    assert apply(fresh_db, project, Selection(), Options(), silent).steps == ()


def test_no_two_systems_declare_the_same_role(project: Project) -> None:
    """A role that two systems declare would be taken from one when the other gives it up."""
    owners: dict[str, set[str]] = {}
    for system in project.systems:
        files = [system.roles, *(service.policies for service in system.services)]
        for file in filter(None, files):
            for role in declared_roles(parse(file)).values():
                owners.setdefault(role.name, set()).add(system.name)

    assert {role: systems for role, systems in owners.items() if len(systems) > 1} == {}
    assert owners
