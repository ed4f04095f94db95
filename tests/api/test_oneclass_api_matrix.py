"""The matrix of access over a real PostgREST, with signed tokens: who reads and writes what, by every method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.conftest import TemplateOf
from tests.support import servers
from tests.support.attempts import Attempt
from tests.support.desk import Desk, opened
from tests.support.oneclass_matrix import (
    ATTEMPTS,
    CLOSED,
    GUARDED,
    MEMBERS,
    N_STAFF,
    OWN_ROWS,
    PERSONS,
    READERS,
    SETTINGS,
    Guarded,
    readers_of,
)
from tests.support.oneclass_people import CLERK_ID, EVERYBODY, NOBODY, SUPER_ADMINS, oneclass_staged
from tests.support.stage import NOWHERE, REFUSED, VISITOR, rows_text
from toolkit.core.personas import Persona
from toolkit.io import db as door

SYSTEM = "oneclass"
SCHEMA = "platform"


@pytest.fixture(scope="module")
def desk(
    server: servers.Server, admin: door.Connection, template_of: TemplateOf, schemas: tuple[str, ...]
) -> Iterator[Desk]:
    with oneclass_staged(server, admin, template_of(SYSTEM)) as stage, opened(server, stage, schemas) as desk:
        yield desk


@pytest.mark.parametrize("table", READERS)
def test_a_row_is_given_to_those_who_may_and_to_nobody_else(desk: Desk, table: str) -> None:
    seen = {who: desk.seen(who, table, tuple(READERS[table])) for who in EVERYBODY}

    assert seen == readers_of(table)


@pytest.mark.parametrize("table", CLOSED)
def test_a_closed_table_refuses_everybody(desk: Desk, table: str) -> None:
    name, key = CLOSED[table]

    seen = {who: desk.seen(who, table, (name,), key=key) for who in EVERYBODY}

    assert seen == dict.fromkeys(EVERYBODY, (REFUSED,))


@pytest.mark.parametrize("table", SETTINGS)
def test_settings_are_for_super_admins(desk: Desk, table: str) -> None:
    for who in EVERYBODY:
        response = desk.ask(who, "GET", f"/{table.removeprefix('platform.')}", SCHEMA)
        if who == VISITOR:
            assert response.code == REFUSED
        else:
            assert (response.status, bool(response.body)) == (200, who in SUPER_ADMINS), who


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_a_write_is_for_those_who_may_and_for_nobody_else(desk: Desk, attempt: Attempt) -> None:
    came_to = {who: desk.outcome(who, attempt) for who in EVERYBODY}

    assert came_to == {who: attempt.expected(who) for who in EVERYBODY}


@pytest.mark.parametrize("guarded", GUARDED, ids=str)
def test_a_row_that_somebody_may_edit_does_not_give_them_more(desk: Desk, guarded: Guarded) -> None:
    came_to = {who: desk.outcome(who, guarded.attempt) for who in EVERYBODY}

    assert came_to == {who: guarded.expected(who) for who in EVERYBODY}


@pytest.mark.parametrize(("attempt", "count_of"), OWN_ROWS, ids=str)
def test_a_write_without_a_filter_reaches_ones_own_rows_only(
    desk: Desk, attempt: Attempt, count_of: dict[str, int]
) -> None:
    came_to = {who: desk.outcome(who, attempt) for who in EVERYBODY}

    assert came_to == {who: REFUSED if who == VISITOR else rows_text(count_of.get(who, 0)) for who in EVERYBODY}


@pytest.mark.parametrize(
    ("who", "table", "row", "change"),
    [
        ("sam", PERSONS, "sam", {"clerk_integration": {"clerk_user_id": "user_2samAgain"}}),
        ("pam", PERSONS, "sam", {"clerk_integration": {"clerk_user_id": "user_2pamAgain"}}),
        ("sam", PERSONS, "sam", {"clerk_integration": {"clerk_user_id": CLERK_ID}}),
        ("sam", PERSONS, "sam", {"feature_flags": {"grades": True}}),
        ("dee", MEMBERS, "dee_north", {"permissions": ["*"]}),
        ("reg", MEMBERS, "sam_north", {"permissions": ["*"]}),
    ],
)
def test_a_document_that_gives_more_is_refused(
    desk: Desk, who: str, table: str, row: str, change: dict[str, object]
) -> None:
    path = f"/{table.removeprefix('platform.')}?id=eq.{desk.stage.ids[row]}"

    assert desk.ask(who, "PATCH", path, SCHEMA, change).code == REFUSED
    assert desk.ask("ada", "PATCH", path, SCHEMA, change).status == (409 if CLERK_ID in str(change) else 200)


def test_nobody_makes_themselves_a_parent_of_others(desk: Desk) -> None:
    children = {"children_ids": [str(desk.stage.ids["sam"])]}
    path = f"/school_memberships?id=eq.{desk.stage.ids['pat_north']}"

    assert desk.ask("pat", "PATCH", path, SCHEMA, children).body == []
    assert len(desk.ask("reg", "PATCH", path, SCHEMA, children).body) == 1


def test_an_upsert_is_both_an_insert_and_an_update(desk: Desk) -> None:
    row = {
        "user_id": str(desk.stage.ids["cid"]),
        "school_id": str(desk.stage.ids["south"]),
        "role": "student",
        "school_name": "",
        "school_subdomain": "",
    }
    path = "/school_memberships?on_conflict=user_id,school_id"
    for who in ("pam", "reg", "sam", "cid"):
        response = desk.client.ask(
            "POST", path, row, who=who, schema=SCHEMA, prefer="resolution=merge-duplicates,return=minimal"
        )
        assert response.code == REFUSED, who


def test_an_embedded_row_is_under_its_own_rules(desk: Desk) -> None:
    path = f"/school_memberships?select=role,platform_users(first_name)&id=eq.{desk.stage.ids['pat_north']}"

    def person_behind(who: str) -> object:
        return desk.ask(who, "GET", path, SCHEMA).body[0]["platform_users"]

    assert person_behind("pam") == {"first_name": "Pat"}
    assert person_behind("tom") is None  # who teaches sees that there is a parent, not who
    schools = "/school_memberships?select=schools(name)&school_id=neq." + str(desk.stage.ids["north"])
    assert {str(row["schools"]) for row in desk.ask("old", "GET", schools, SCHEMA).body} == {"{'name': 'South'}"}
    assert desk.ask("cal", "GET", schools, SCHEMA).body == [{"schools": None}]


def test_a_page_of_a_school_is_its_people(desk: Desk) -> None:
    path = (
        "/school_memberships?select=role,platform_users!inner(first_name)&limit=50&order=user_id"
        f"&school_id=eq.{desk.stage.ids['north']}"
    )

    for who in ("pam", "reg", "tom"):
        given = {row["platform_users"]["first_name"].lower() for row in desk.ask(who, "GET", path, SCHEMA).body}
        assert given > {"sam", "sue", "old"}, who
        assert ("pat" in given) == (who != "tom")
        assert given.isdisjoint({"cid", "pru", "tia", "pia", "kai", "ada"}), who


def test_a_count_tells_no_more_than_the_rows(desk: Desk) -> None:
    for who, count in (("sam", "0-0/1"), ("pat", "0-2/3"), ("kai", "*/0"), ("ida", "*/0"), ("tia", "0-8/9")):
        response = desk.client.ask("GET", "/school_memberships?select=id", who=who, schema=SCHEMA, prefer="count=exact")
        assert response.headers["content-range"] == count, who


def test_a_function_answers_about_what_its_caller_may_see(desk: Desk) -> None:
    ids = desk.stage.ids

    def listed(who: str, school: str) -> int:
        return len(desk.ask(who, "GET", f"/rpc/bulk_get_school_users?school={ids[school]}", SCHEMA).body)

    for who in EVERYBODY:
        if who == VISITOR:
            assert desk.ask(who, "GET", f"/rpc/bulk_get_school_users?school={ids['north']}", SCHEMA).code == REFUSED
        elif who in (*N_STAFF.split(), *SUPER_ADMINS):
            assert listed(who, "north") >= 3, who
        elif who in NOBODY:
            assert listed(who, "north") == listed(who, "south") == 0, who
        else:
            assert listed(who, "north") <= 2, who
        if who in ("pam", "tom", "reg", "sam", "kai"):
            assert listed(who, "south") == 0, who


@pytest.mark.parametrize(
    "path",
    [
        "/rpc/user_context",
        "/rpc/resolve_subdomain?subdomain=north",
        "/rpc/search_users?search=sam",
        "/rpc/school_ids",
        "/rpc/is_super_admin",
        "/rpc/current_user_id",
    ],
)
def test_a_visitor_calls_nothing(desk: Desk, path: str) -> None:
    assert desk.ask(VISITOR, "GET", path, SCHEMA).code == REFUSED
    assert desk.ask("sam", "GET", path, SCHEMA).status == 200


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("belongs_nowhere_else", {"user_id": str(NOWHERE), "school_ids": []}),
        ("notify_changes", {"kind": "user", "ids": []}),
        ("visible_roles", {"school": str(NOWHERE)}),
    ],
)
def test_a_function_that_was_not_granted_cannot_be_called(
    desk: Desk, function: str, arguments: dict[str, object]
) -> None:
    for who in ("sam", "ada", VISITOR):
        assert desk.ask(who, "POST", f"/rpc/{function}", SCHEMA, arguments).code == REFUSED, who


def test_a_token_of_clerk_is_whom_it_means(desk: Desk) -> None:
    assert desk.ask("cle", "GET", "/rpc/current_user_id", SCHEMA).body == str(desk.stage.ids["cle"])
    assert desk.ask("garbled", "GET", "/rpc/current_user_id", SCHEMA).body is None


def test_a_token_that_was_not_signed_by_us_opens_nothing(desk: Desk) -> None:
    good = desk.client.token("ada")
    header, payload, signature = good.split(".")
    forged = replace(desk.client, secret="another secret of the same length, but not the one we use")
    for what, token in (
        ("signed by somebody else", forged.token("ada")),
        ("expired", desk.client.token("ada", now=0)),
        ("another's signature", ".".join((header, desk.client.token("sam").split(".")[1], signature))),
        ("no algorithm", f"eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{payload}."),
        ("no token", "nonsense"),
    ):
        response = desk.client.ask("GET", "/platform_users?select=id", schema=SCHEMA, bearer=token)
        assert response.status == 401, what
    assert desk.client.ask("GET", "/platform_users?select=id", schema=SCHEMA, bearer=good).status == 200


@pytest.mark.parametrize("role", ["postgres", "oneclass_app", "oneclass_auth", "migration_role", "supabase_admin"])
def test_a_signed_token_cannot_choose_a_role_of_the_house(desk: Desk, role: str) -> None:
    persona = Persona(SYSTEM, role, role, claims={"sub": str(desk.stage.ids["ada"])})

    response = replace(desk.client, personas=(persona,)).get("/platform_users?select=id", who=role, schema=SCHEMA)

    assert response.status in (400, 401, 403), response


def test_a_signed_token_for_service_role_reads_nothing(desk: Desk) -> None:
    client = replace(desk.client, personas=(Persona(SYSTEM, "server", "service_role"),))

    for table in (*READERS, *CLOSED, *SETTINGS):
        name = table.removeprefix("platform.")
        assert client.get(f"/{name}", who="server", schema=SCHEMA).code == REFUSED, table
