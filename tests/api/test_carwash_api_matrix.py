"""The access of the car wash over a real PostgREST, with signed tokens, with its own prefixes and with others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from tests.support import carwash_world, servers
from tests.support.api import Response
from tests.support.attempts import Attempt
from tests.support.carwash_matrix import (
    ATTEMPTS,
    CLOSED,
    GIVEN_BY_IDS,
    NEVER,
    NEVER_CHANGED,
    NOT_FOR_USERS,
    READERS,
    ROWS,
    STEPS,
    UNFILTERED,
    UNGRANTED_ATTEMPTS,
    readers_of,
)
from tests.support.carwash_people import EVERYBODY, NOBODY, USERS
from tests.support.carwash_world import PREFIXES, Wash
from tests.support.desk import Desk, opened
from tests.support.stage import NOWHERE, REFUSED, VISITOR, rows_text
from toolkit.core.personas import Persona
from toolkit.io import db as door

SYSTEM = "carwash"
SCHEMA = "carwash"
HOLDERS = [who for who in EVERYBODY if who != VISITOR]  # of a token


@dataclass(frozen=True, slots=True)
class Counter:
    """The desk of a car wash, which knows how its tables are called."""

    desk: Desk
    wash: Wash

    def path(self, table: str) -> str:
        return "/" + self.wash.table(table).removeprefix("carwash.")

    def ask(self, who: str, method: str, path: str, body: object = None) -> Response:
        return self.desk.ask(who, method, path, SCHEMA, body)

    def seen(self, who: str, table: str, names: tuple[str, ...]) -> tuple[str, ...]:
        return self.desk.seen(who, self.wash.table(table), names)

    def outcome(self, who: str, attempt: Attempt) -> str:
        target = f"carwash.{attempt.target}" if attempt.command == "call" else self.wash.table(attempt.target)
        return self.desk.outcome(who, replace(attempt, target=target))

    def call(self, who: str, function: str, **arguments: object) -> Response:
        body = {name: self.desk.value(value) for name, value in arguments.items()}
        return self.ask(who, "POST", f"/rpc/{function}", body)


@pytest.fixture(scope="module", params=PREFIXES.values(), ids=list(PREFIXES))
def counter(
    request: pytest.FixtureRequest,
    server: servers.Server,
    admin: door.Connection,
    platform_template: str,
    tmp_path_factory: pytest.TempPathFactory,
    schemas: tuple[str, ...],
) -> Iterator[Counter]:
    folder = tmp_path_factory.mktemp("carwash")
    with (
        carwash_world.opened(server, admin, platform_template, folder, request.param) as wash,
        opened(server, wash.stage, schemas) as desk,
    ):
        yield Counter(desk, wash)


@pytest.mark.parametrize("table", READERS)
def test_a_row_is_given_to_those_who_may_and_to_nobody_else(counter: Counter, table: str) -> None:
    seen = {who: counter.seen(who, table, tuple(READERS[table])) for who in EVERYBODY}

    assert seen == readers_of(table)


@pytest.mark.parametrize("table", READERS)
def test_without_a_filter_nobody_is_given_more(counter: Counter, table: str) -> None:
    planted = {counter.wash.ids[name]: name for name in READERS[table]}
    for who, expected in readers_of(table).items():
        response = counter.ask(who, "GET", f"{counter.path(table)}?select=id")
        if expected == (REFUSED,):
            assert response.code == REFUSED, who
        else:
            given = {planted[UUID(row["id"])] for row in response.body if UUID(row["id"]) in planted}
            assert given == set(expected), who


@pytest.mark.parametrize("table", CLOSED)
def test_a_closed_table_refuses_everybody(counter: Counter, table: str) -> None:
    seen = {who: counter.seen(who, table, (ROWS[table][0],)) for who in EVERYBODY}

    assert seen == dict.fromkeys(EVERYBODY, (REFUSED,))


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_a_write_is_for_those_who_may_and_for_nobody_else(counter: Counter, attempt: Attempt) -> None:
    came_to = {who: counter.outcome(who, attempt) for who in EVERYBODY}

    assert came_to == {who: attempt.expected(who) for who in EVERYBODY}


@pytest.mark.parametrize("attempt", [*NEVER, *NEVER_CHANGED, *UNGRANTED_ATTEMPTS], ids=str)
def test_what_nobody_may_is_refused_to_everybody(counter: Counter, attempt: Attempt) -> None:
    came_to = {who: counter.outcome(who, attempt) for who in EVERYBODY}

    assert came_to == dict.fromkeys(EVERYBODY, REFUSED)


@pytest.mark.parametrize(("attempt", "count_of"), UNFILTERED, ids=str)
def test_a_write_without_a_filter_reaches_ones_own_rows_only(
    counter: Counter, attempt: Attempt, count_of: dict[str, int]
) -> None:
    came_to = {who: counter.outcome(who, attempt) for who in EVERYBODY}

    assert came_to == {who: REFUSED if who == VISITOR else rows_text(count_of.get(who, 0)) for who in EVERYBODY}


@pytest.mark.parametrize(("step", "may"), STEPS, ids=lambda value: str(value) if isinstance(value, Attempt) else "")
def test_a_step_is_for_those_whose_turn_it_is(counter: Counter, step: Attempt, may: str) -> None:
    answers = {who: counter.call(who, step.target, **step.values).body for who in HOLDERS}

    assert answers == {who: who in may.split() for who in HOLDERS}
    assert counter.call(VISITOR, step.target, **step.values).code == REFUSED


@pytest.mark.parametrize("attempt", NOT_FOR_USERS, ids=str)
def test_a_function_of_a_feature_is_for_nobody_who_signs_in(counter: Counter, attempt: Attempt) -> None:
    came_to = {who: counter.outcome(who, attempt) for who in EVERYBODY}

    assert came_to == dict.fromkeys(EVERYBODY, REFUSED)


@pytest.mark.parametrize("who", NOBODY)
def test_whoever_is_nobody_here_is_given_an_empty_list_and_no_error(counter: Counter, who: str) -> None:
    for table in READERS:
        response = counter.ask(who, "GET", f"{counter.path(table)}?select=id")
        expected = 200, {"services": 4, "locations": 1}.get(table, 0)
        assert (response.status, len(response.body)) == expected, table


def test_an_upsert_is_no_way_to_anothers_row(counter: Counter) -> None:
    """PUT and POST with a conflict are inserts and updates at once; both rules hold."""
    ids = counter.wash.ids
    for who in HOLDERS:
        booking = {"id": str(ids["ben_pending"]), "customer_id": str(ids["ada"]), "service_id": str(ids["wax"])}
        path = f"{counter.path('bookings')}?id=eq.{ids['ben_pending']}"
        assert counter.ask(who, "PUT", path, {**booking, "scheduled_at": "2091-01-01T10:00:00Z"}).code == REFUSED
        response = counter.desk.client.ask(
            "POST",
            f"{counter.path('users')}?on_conflict=email",
            {"email": "ben@people.example", "first_name": "x", "last_name": "x"},
            who=who,
            schema=SCHEMA,
            prefer="resolution=merge-duplicates",
        )
        assert response.code == REFUSED, who


# Lists and lookups


def test_the_list_of_bookings_is_one_call_with_the_names(counter: Counter) -> None:
    ids = counter.wash.ids
    given = counter.ask("ada", "GET", f"/rpc/booking_list?id=eq.{ids['ada_with_wes']}").body

    assert [(row["customer_name"], row["washer_name"], row["service_name"]) for row in given] == [
        ("Ada Tester", "Wes Tester", "wax")
    ]
    counts = {who: len(counter.ask(who, "GET", "/rpc/booking_list").body) for who in HOLDERS}
    expected = {"ada": 3, "ben": 2, "wes": 2, "wil": 2, "max": 6, "amy": 6}
    assert counts == {who: expected.get(who, 0) for who in HOLDERS}
    assert counter.ask(VISITOR, "GET", "/rpc/booking_list").code == REFUSED


def test_the_list_goes_on_where_it_stopped(counter: Counter) -> None:
    first = counter.call("max", "booking_list", page_size=4).body
    after = {"after_scheduled_at": first[-1]["scheduled_at"], "after_id": first[-1]["id"]}
    rest = counter.call("max", "booking_list", **after).body
    half = counter.call("max", "booking_list", after_id=after["after_id"])

    assert (len(first), len({row["id"] for row in (*first, *rest)})) == (4, 6)
    assert (half.status, half.code) == (400, "22023")


def test_people_are_given_by_ids_to_those_who_may_see_them(counter: Counter) -> None:
    people = {counter.wash.ids[who]: who for who in (*USERS, "ina", "odd")}
    wanted = [*map(str, people), str(NOWHERE)]

    def given(who: str) -> str:
        found = counter.call(who, "get_users_by_ids", user_ids=wanted).body
        return " ".join(sorted(people[UUID(row["id"])] for row in found))

    assert {who: given(who) for who in HOLDERS} == {who: GIVEN_BY_IDS.get(who, "") for who in HOLDERS}
    assert counter.call(VISITOR, "get_users_by_ids", user_ids=wanted).code == REFUSED


def test_orphans_are_for_the_admin(counter: Counter) -> None:
    # A manager may book for anybody, also for nobody; the request is undone, so it is planted here.
    lost = counter.wash.a_booking(customer_id=NOWHERE)
    try:
        given = {who: counter.ask(who, "GET", "/orphans").body for who in HOLDERS}
    finally:
        counter.wash.rows("delete from {bookings} where id = %s returning id", lost)

    assert {who: [row["row_id"] for row in rows] for who, rows in given.items()} == {
        who: [str(lost)] if who == "amy" else [] for who in HOLDERS
    }
    assert counter.ask(VISITOR, "GET", "/orphans").code == REFUSED


def test_an_embedded_row_is_under_its_own_rules(counter: Counter) -> None:
    lines, notes, services = (counter.path(name)[1:] for name in ("booking_services", "booking_history", "services"))
    path = f"{counter.path('bookings')}?select=id,{lines}(id),{notes}(id),{services}!inner(name)"

    def embedded(who: str) -> list[tuple[int, int]]:
        rows = counter.ask(who, "GET", f"{path}&id=eq.{counter.wash.ids['ada_free']}").body
        return [(len(row[lines]), len(row[notes])) for row in rows]

    assert {who: embedded(who) for who in HOLDERS} == {
        who: [(1, 1)] if who in ("ada", "max", "amy") else [(0, 0)] if who in ("wes", "wil") else [] for who in HOLDERS
    }


def test_a_customer_cannot_be_embedded_since_no_key_leads_there(counter: Counter) -> None:
    users = counter.path("users")[1:]
    response = counter.ask("amy", "GET", f"{counter.path('bookings')}?select=id,{users}(password_hash)")

    assert (response.status, response.code) == (400, "PGRST200")


def test_a_count_tells_no_more_than_the_rows(counter: Counter) -> None:
    for who, count in (("ada", "0-2/3"), ("ben", "0-1/2"), ("cat", "*/0"), ("ina", "*/0"), ("max", "0-5/6")):
        response = counter.desk.client.ask(
            "GET", f"{counter.path('bookings')}?select=id", who=who, schema=SCHEMA, prefer="count=exact"
        )
        assert response.headers["content-range"] == count, who


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("users", "password_hash"),
        ("users", "email_verification_token"),
        ("users", "password_reset_token"),
        ("users", "locked_until"),
        ("user_sessions", "session_token"),
        ("transactions", "processor_response"),
    ],
)
def test_a_withheld_column_is_refused_and_so_are_all_at_once(counter: Counter, table: str, column: str) -> None:
    path = counter.path(table)
    for who in ("ada", "wes", "max", "amy"):
        assert counter.ask(who, "GET", f"{path}?select=id,{column}").code == REFUSED
        assert counter.ask(who, "GET", f"{path}?select=id&{column}=not.is.null").code == REFUSED
        assert counter.ask(who, "GET", f"{path}?select=id&order={column}").code == REFUSED
        assert counter.ask(who, "GET", f"{path}?select=*").code == REFUSED
        assert counter.ask(who, "GET", f"{path}?select=id").status == 200


# Tokens


def test_schemas_that_are_not_exposed_are_not_there(counter: Counter) -> None:
    for schema in ("common", "toolkit", "auth", "pg_catalog", "information_schema"):
        response = counter.desk.ask("amy", "GET", "/outbox_events", schema)
        assert (response.status, response.code) == (406, "PGRST106")


def test_a_token_that_was_not_signed_by_us_opens_nothing(counter: Counter) -> None:
    client = counter.desk.client
    good = client.token("amy")
    header, payload, signature = good.split(".")
    forged = replace(client, secret="another secret of the same length, but not the one we use")
    path = f"{counter.path('bookings')}?select=id"
    for what, token in (
        ("signed by somebody else", forged.token("amy")),
        ("expired", client.token("amy", now=0)),
        ("another's signature", ".".join((header, client.token("ada").split(".")[1], signature))),
        ("no algorithm", f"eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{payload}."),
        ("no token", "nonsense"),
    ):
        response = client.ask("GET", path, schema=SCHEMA, bearer=token)
        assert response.status == 401, what
        assert response.code in ("PGRST301", "PGRST303"), what
    assert client.ask("GET", path, schema=SCHEMA, bearer=good).status == 200


@pytest.mark.parametrize(
    "role",
    ["postgres", "carwash_auth_role", "carwash_booking_role", "migration_role", "event_worker", "no_such_role"],
)
def test_a_signed_token_cannot_choose_a_role_of_the_house(counter: Counter, role: str) -> None:
    persona = Persona(SYSTEM, role, role, claims={"sub": str(counter.wash.ids["amy"])})
    client = replace(counter.desk.client, personas=(persona,))

    response = client.get(f"{counter.path('bookings')}?select=id", who=role, schema=SCHEMA)

    assert response.status in (400, 401, 403), response


def test_what_a_token_says_besides_who_it_is_for_opens_nothing(counter: Counter) -> None:
    claims = {
        "sub": str(counter.wash.ids["cat"]),
        "user_role": "admin",
        "app_metadata": {"role": "admin"},
        "user_metadata": {"role": "admin", "sub": str(counter.wash.ids["amy"])},
    }
    client = replace(counter.desk.client, personas=(Persona(SYSTEM, "liar", "authenticated", claims=claims),))

    assert client.get(f"{counter.path('bookings')}?select=id", who="liar", schema=SCHEMA).body == []
    assert client.get("/rpc/is_manager", who="liar", schema=SCHEMA).body is False


def test_a_signed_token_for_service_role_reads_nothing(counter: Counter) -> None:
    client = replace(counter.desk.client, personas=(Persona(SYSTEM, "server", "service_role"),))

    for table in (*READERS, *CLOSED):
        path = f"{counter.path(table)}?select=id"
        assert client.get(path, who="server", schema=SCHEMA).code == REFUSED, table
