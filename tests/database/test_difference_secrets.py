"""No password is read from a catalog, so that none can be printed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support import law, servers
from toolkit.core.facts.snapshots import dump
from toolkit.core.planning.plan import differing, plan
from toolkit.io import db

SECRET = "not-to-be-seen"
HOLDERS = f"""
create role case_secret password '{SECRET}';
create extension postgres_fdw;
create server s foreign data wrapper postgres_fdw options (host 'h');
create user mapping for public server s options (user 'ada', password '{SECRET}');
create subscription "to" connection 'host=h password={SECRET}' publication p with (connect = false, slot_name = none);
"""


@pytest.fixture
def database(admin: db.Connection) -> Iterator[str]:
    """An empty database."""
    name = servers.clone(admin, "template0")
    try:
        yield name
    finally:
        servers.drop(admin, name)
        db.run(admin, "drop role if exists case_secret")


def test_passwords_of_roles_mappings_and_subscriptions_are_in_no_snapshot_and_in_no_plan(
    server: servers.Server, database: str
) -> None:
    url = server.admin_url(database)
    empty = law.remembered(url)
    with db.connected(url) as conn:
        db.run(conn, HOLDERS)

    found = law.remembered(url)
    forth, back = plan(empty, found, differing(empty, found)), plan(found, empty, differing(found, empty))

    assert "'ada'" in " ".join(change.statement for change in forth)
    assert SECRET not in dump(found)
    assert SECRET not in " ".join(change.statement for change in (*forth, *back))


def test_dropping_what_holds_a_secret_is_said_to_lose_it(server: servers.Server, database: str) -> None:
    url = server.admin_url(database)
    empty = law.remembered(url)
    with db.connected(url) as conn:
        db.run(conn, HOLDERS)

    found = law.remembered(url)
    lost = {change.id.kind: change.loses for change in plan(found, empty, differing(found, empty)) if change.loses}

    assert lost == {"user mapping": "its secrets", "subscription": "its connection", "extension": "its objects"}
