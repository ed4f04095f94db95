"""The matrix of access to core over a real PostgREST, with signed tokens: who reads and writes what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.conftest import TemplateOf
from tests.support import servers
from tests.support.attempts import Attempt
from tests.support.core_matrix import ATTEMPTS, FORBIDDEN, OWN_ROWS, READERS, readers_of
from tests.support.core_people import EVERYBODY, NOBODY, core_staged
from tests.support.desk import Desk, opened
from tests.support.stage import REFUSED, VISITOR, rows_text
from toolkit.core.personas import Persona
from toolkit.io import db as door

SYSTEM = "core"
SCHEMA = "core"


@pytest.fixture(scope="module")
def desk(
    server: servers.Server, admin: door.Connection, template_of: TemplateOf, schemas: tuple[str, ...]
) -> Iterator[Desk]:
    with core_staged(server, admin, template_of(SYSTEM)) as stage, opened(server, stage, schemas) as desk:
        yield desk


@pytest.mark.parametrize("table", READERS)
def test_a_row_is_given_to_those_who_may_and_to_nobody_else(desk: Desk, table: str) -> None:
    seen = {who: desk.seen(who, table, tuple(READERS[table])) for who in EVERYBODY}

    assert seen == readers_of(table)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_a_write_is_for_those_who_may_and_for_nobody_else(desk: Desk, attempt: Attempt) -> None:
    came_to = {who: desk.outcome(who, attempt) for who in EVERYBODY}

    assert came_to == {who: attempt.expected(who) for who in EVERYBODY}


@pytest.mark.parametrize("attempt", FORBIDDEN, ids=str)
def test_some_things_are_for_nobody_who_comes_over_the_api(desk: Desk, attempt: Attempt) -> None:
    came_to = {who: desk.outcome(who, attempt) for who in EVERYBODY}

    assert came_to == dict.fromkeys(EVERYBODY, REFUSED)


@pytest.mark.parametrize(("attempt", "count_of"), OWN_ROWS, ids=str)
def test_a_write_without_a_filter_reaches_ones_own_rows_only(
    desk: Desk, attempt: Attempt, count_of: dict[str, int]
) -> None:
    came_to = {who: desk.outcome(who, attempt) for who in EVERYBODY}

    assert came_to == {who: REFUSED if who == VISITOR else rows_text(count_of.get(who, 0)) for who in EVERYBODY}


@pytest.mark.parametrize("who", NOBODY)
def test_whoever_is_nobody_here_is_given_an_empty_list_and_no_error(desk: Desk, who: str) -> None:
    for table in READERS:
        response = desk.ask(who, "GET", f"/{table.removeprefix('core.')}?select=id", SCHEMA)
        assert (response.status, response.body) == (200, []), table


def test_an_embedded_row_is_under_its_own_rules(desk: Desk) -> None:
    tenants = desk.ask("uma", "GET", "/tenants?select=id,users(id),roles(id)", SCHEMA).body
    users = desk.ask(
        "sue", "GET", "/users?select=id,platform_credentials!platform_credentials_tenant_id_user_id_fkey(id)", SCHEMA
    ).body

    assert [(len(row["users"]), len(row["roles"])) for row in tenants] == [(1, 0)]
    assert len(users) == 10
    assert not any(row["platform_credentials"] for row in users)


@pytest.mark.parametrize("column", ["password_hash", "mfa_secret_enc", "login_attempts"])
def test_a_withheld_column_is_refused_and_so_are_all_at_once(desk: Desk, column: str) -> None:
    for who in ("ada", "uma", "olga"):
        assert desk.ask(who, "GET", f"/users?select=id,{column}", SCHEMA).code == REFUSED
        assert desk.ask(who, "GET", f"/users?select=id&{column}=not.is.null", SCHEMA).code == REFUSED
        assert desk.ask(who, "GET", "/users?select=*", SCHEMA).code == REFUSED
        assert desk.ask(who, "GET", "/users?select=id", SCHEMA).status == 200


def test_what_the_caller_may_do_is_one_call(desk: Desk) -> None:
    def may(who: str, name: str) -> object:
        return desk.ask(who, "POST", "/rpc/has_permission", SCHEMA, {"name": name}).body

    assert desk.ask("sue", "POST", "/rpc/effective_permissions", SCHEMA, {}).body == [
        {"permission": name, "scope": "tenant"}
        for name in ("read:bindings", "read:roles", "read:users", "write:bindings")
    ]
    assert (may("ada", "write:users"), may("vic", "write:users"), may("rob", "write:users")) == (True, False, True)
    assert {who: may(who, "read:users") for who in NOBODY} == dict.fromkeys(NOBODY, False)
    assert desk.ask(VISITOR, "POST", "/rpc/has_permission", SCHEMA, {"name": "read:users"}).code == REFUSED


def test_all_tenants_are_opened_by_those_who_may(desk: Desk) -> None:
    def opened_by(who: str) -> object:
        return desk.ask(who, "POST", "/rpc/open_global_access", SCHEMA, {"reason": "ticket 17"}).body

    assert opened_by("otto")
    assert [opened_by(who) for who in ("orin", "ada", "uma")] == [None] * 3


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("access", {}),
        ("access_of", {"tenant_id": "00000000-0000-4000-8000-000000000001", "user_id": None}),
        ("make_audit_partitions", {"months_ahead": 1}),
        ("drop_audit_partitions", {"retention": "1 year"}),
        ("unlock_user", {"tenant_id": None, "user_id": None}),
        ("publish", {"tenant_id": None, "type": "x", "payload": {}}),
    ],
)
def test_a_function_that_was_not_granted_cannot_be_called(
    desk: Desk, function: str, arguments: dict[str, object]
) -> None:
    for who in ("ada", "olga", VISITOR):
        assert desk.ask(who, "POST", f"/rpc/{function}", SCHEMA, arguments).code == REFUSED, who


def test_a_partition_is_not_a_way_around_its_table(desk: Desk) -> None:
    for who in ("ada", "olga", VISITOR):
        response = desk.ask(who, "GET", "/audit_events_default?select=id", SCHEMA)
        assert response.status in (401, 403, 404), who


@pytest.mark.parametrize(
    "role", ["postgres", "core_service_role", "core_migrator", "core_readonly_role", "migration_role"]
)
def test_a_signed_token_cannot_choose_a_role_of_the_house(desk: Desk, role: str) -> None:
    persona = Persona(SYSTEM, role, role, claims=desk.stage.tokens["ada"])
    client = replace(desk.client, personas=(persona,))

    assert client.get("/users?select=id", who=role, schema=SCHEMA).status in (400, 401, 403)


def test_a_signed_token_for_service_role_reads_nothing(desk: Desk) -> None:
    persona = Persona(SYSTEM, "server", "service_role", claims=desk.stage.tokens["ada"])
    client = replace(desk.client, personas=(persona,))

    for table in READERS:
        path = f"/{table.removeprefix('core.')}?select=id"
        assert client.get(path, who="server", schema=SCHEMA).code == REFUSED, table
