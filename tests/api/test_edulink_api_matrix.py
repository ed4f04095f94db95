"""The matrix of access over a real PostgREST, with signed tokens: who reads and writes what, by every method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.support import servers
from tests.support.attempts import Attempt
from tests.support.desk import Desk, opened
from tests.support.edulink_matrix import ATTEMPTS, CLOSED, OWN_ROWS, READERS, readers_of
from tests.support.edulink_people import EVERYBODY, edulink_staged
from tests.support.stage import NOWHERE, REFUSED, VISITOR, rows_text
from toolkit.core.personas import Persona
from toolkit.io import db as door

SYSTEM = "edulink"


@pytest.fixture(scope="module")
def desk(
    server: servers.Server, admin: door.Connection, edulink_template: str, schemas: tuple[str, ...]
) -> Iterator[Desk]:
    with edulink_staged(server, admin, edulink_template) as stage, opened(server, stage, schemas) as desk:
        yield desk


@pytest.mark.parametrize("table", READERS)
def test_a_row_is_given_to_those_who_may_and_to_nobody_else(desk: Desk, table: str) -> None:
    seen = {who: desk.seen(who, table, tuple(READERS[table])) for who in EVERYBODY}

    assert seen == readers_of(table)


@pytest.mark.parametrize("table", CLOSED)
def test_a_closed_table_refuses_everybody(desk: Desk, table: str) -> None:
    seen = {who: desk.seen(who, table, (CLOSED[table],)) for who in EVERYBODY}

    assert seen == dict.fromkeys(EVERYBODY, (REFUSED,))


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_a_write_is_for_those_who_may_and_for_nobody_else(desk: Desk, attempt: Attempt) -> None:
    came_to = {who: desk.outcome(who, attempt) for who in EVERYBODY}

    assert came_to == {who: attempt.expected(who) for who in EVERYBODY}


@pytest.mark.parametrize(("attempt", "count_of"), OWN_ROWS, ids=str)
def test_a_write_without_a_filter_reaches_ones_own_rows_only(
    desk: Desk, attempt: Attempt, count_of: dict[str, int]
) -> None:
    came_to = {who: desk.outcome(who, attempt) for who in EVERYBODY}

    assert came_to == {who: REFUSED if who == VISITOR else rows_text(count_of.get(who, 0)) for who in EVERYBODY}


def test_an_embedded_row_is_under_its_own_rules(desk: Desk) -> None:
    path = "/applications?select=id,internship_posting_id,application_reviews(id),application_documents(id)"
    given = desk.ask("ada", "GET", f"{path}&id=eq.{desk.stage.ids['ada_to_jon']}", "application_schema").body

    assert [len(row["application_reviews"]) for row in given] == [1]  # the internal one is not hers
    assert [len(row["application_documents"]) for row in given] == [1]


def test_a_count_tells_no_more_than_the_rows(desk: Desk) -> None:
    for who, count in (("ada", "0-1/2"), ("jon", "0-1/2"), ("eve", "*/0"), ("mia", "*/0"), ("lou", "0-4/5")):
        response = desk.client.ask(
            "GET", "/applications?select=id", who=who, schema="application_schema", prefer="count=exact"
        )
        assert response.headers["content-range"] == count, who


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("auth_schema.users", "id,password_hash"),
        ("auth_schema.users", "*"),
        ("application_schema.applications", "id,review_notes"),
        ("internship_schema.internship_evaluations", "*"),
    ],
)
def test_a_withheld_column_is_refused_and_so_is_everything(desk: Desk, table: str, columns: str) -> None:
    schema, name = table.split(".")

    for who in ("ada", "jon", "lou"):
        assert desk.ask(who, "GET", f"/{name}?select={columns}", schema).code == REFUSED
        assert desk.ask(who, "GET", f"/{name}?select=id", schema).status == 200


def test_a_filter_on_a_withheld_column_is_refused(desk: Desk) -> None:
    assert desk.ask("ada", "GET", "/users?select=id&password_hash=not.is.null", "auth_schema").code == REFUSED


def test_cards_are_asked_for_by_id(desk: Desk) -> None:
    wanted = ",".join(str(desk.stage.ids[name]) for name in ("ada", "ben", "cyd"))
    path = f"/rpc/profile_cards?profile_ids={{{wanted}}}&select=first_name,bio"

    def names(who: str) -> list[str]:
        return [card["first_name"] for card in desk.ask(who, "GET", path, "user_schema").body]

    assert names("ada") == ["Ada", "Ben"]
    assert names("dan") == ["Ada"]
    assert names("mia") == []
    assert desk.ask(VISITOR, "GET", path, "user_schema").code == REFUSED


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("auth_schema.is_super_admin", {}),
        ("auth_schema.record_login", {"user_id": str(NOWHERE)}),
        ("auth_schema.redeem_password_reset_token", {"token_hash": "x"}),
        ("institution_schema.current_institution_ids", {"roles": ["admin"]}),
        ("notification_schema.claim_notifications", {"worker": "x"}),
    ],
)
def test_a_function_that_was_not_granted_cannot_be_called(
    desk: Desk, function: str, arguments: dict[str, object]
) -> None:
    schema, name = function.split(".")

    for who in ("ada", "lou", VISITOR):
        assert desk.ask(who, "POST", f"/rpc/{name}", schema, arguments).code == REFUSED, who


def test_schemas_that_are_not_exposed_are_not_there(desk: Desk) -> None:
    for schema in ("common", "toolkit", "auth", "pg_catalog", "information_schema"):
        response = desk.ask("lou", "GET", "/outbox_events", schema)
        assert (response.status, response.code) == (406, "PGRST106")


def test_a_token_that_was_not_signed_by_us_opens_nothing(desk: Desk) -> None:
    good = desk.client.token("lou")
    header, payload, signature = good.split(".")
    forged = replace(desk.client, secret="another secret of the same length, but not the one we use")
    old = desk.client.token("lou", now=0)
    for what, token in (
        ("signed by somebody else", forged.token("lou")),
        ("expired", old),
        ("another's signature", ".".join((header, desk.client.token("ada").split(".")[1], signature))),
        ("no algorithm", f"eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{payload}."),
        ("no token", "nonsense"),
    ):
        response = desk.client.ask("GET", "/users?select=id", schema="auth_schema", bearer=token)
        assert response.status == 401, what
        assert response.code in ("PGRST301", "PGRST303"), what
    assert desk.client.ask("GET", "/users?select=id", schema="auth_schema", bearer=good).status == 200


@pytest.mark.parametrize("role", ["postgres", "auth_service_role", "migration_role", "supabase_admin", "no_such_role"])
def test_a_signed_token_cannot_choose_a_role_of_the_house(desk: Desk, role: str) -> None:
    persona = Persona("edulink", role, role, claims={"sub": str(desk.stage.ids["lou_account"])})
    client = replace(desk.client, personas=(persona,))

    response = client.get("/users?select=id", who=role, schema="auth_schema")

    assert response.status in (400, 401, 403), response


def test_a_signed_token_for_service_role_reads_nothing(desk: Desk) -> None:
    persona = Persona("edulink", "server", "service_role")
    client = replace(desk.client, personas=(persona,))

    for table in (*READERS, *CLOSED):
        schema, name = table.split(".")
        assert client.get(f"/{name}?select=id", who="server", schema=schema).code == REFUSED, table
