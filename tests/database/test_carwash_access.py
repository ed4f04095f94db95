"""The access of the car wash in SQL, once with its own prefixes and once with others: who sees and does what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import servers
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
from tests.support.carwash_people import EVERYBODY, USERS
from tests.support.carwash_world import PREFIXES, TABLES, Wash, opened
from tests.support.stage import REFUSED, VISITOR, rows_text
from toolkit.io import db as door


@pytest.fixture(scope="module", params=PREFIXES.values(), ids=list(PREFIXES))
def wash(
    request: pytest.FixtureRequest,
    server: servers.Server,
    admin: door.Connection,
    platform_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Wash]:
    with opened(server, admin, platform_template, tmp_path_factory.mktemp("carwash"), request.param) as wash:
        yield wash


def test_every_table_is_in_the_matrix(wash: Wash) -> None:
    query = "select relname::text from pg_class where relnamespace = 'carwash'::regnamespace and relkind in ('r', 'p')"

    assert {f"carwash.{name}" for (name,) in wash.rows(query)} == {wash.table(name) for name in TABLES}
    assert set(TABLES) == {*READERS, *CLOSED} == set(ROWS)


@pytest.mark.parametrize("table", CLOSED)
def test_a_closed_table_refuses_everybody(wash: Wash, table: str) -> None:
    seen = {who: wash.stage.seen(who, wash.table(table), (ROWS[table][0],)) for who in EVERYBODY}

    assert seen == dict.fromkeys(EVERYBODY, (REFUSED,))


@pytest.mark.parametrize("table", READERS)
def test_a_row_is_given_to_those_who_may_and_to_nobody_else(wash: Wash, table: str) -> None:
    seen = {who: wash.stage.seen(who, wash.table(table), tuple(READERS[table])) for who in EVERYBODY}

    assert seen == readers_of(table)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_a_write_is_for_those_who_may_and_for_nobody_else(wash: Wash, attempt: Attempt) -> None:
    came_to = {who: wash.stage.outcome(who, wash.statement(attempt)) for who in EVERYBODY}

    assert came_to == {who: attempt.expected(who) for who in EVERYBODY}


@pytest.mark.parametrize("attempt", [*NEVER, *NEVER_CHANGED, *UNGRANTED_ATTEMPTS], ids=str)
def test_what_nobody_may_is_refused_to_everybody(wash: Wash, attempt: Attempt) -> None:
    came_to = {who: wash.stage.outcome(who, wash.statement(attempt)) for who in EVERYBODY}

    assert came_to == dict.fromkeys(EVERYBODY, REFUSED)


@pytest.mark.parametrize(("step", "may"), STEPS, ids=lambda value: str(value) if isinstance(value, Attempt) else "")
def test_a_step_of_a_booking_is_for_those_whose_turn_it_is(wash: Wash, step: Attempt, may: str) -> None:
    def answer(who: str) -> Any:
        if who == VISITOR:
            return wash.stage.outcome(who, wash.statement(step))
        return wash.stage.rows(who, wash.statement(step))[0][0]

    answers = {who: answer(who) for who in EVERYBODY}

    assert answers == {who: REFUSED if who == VISITOR else who in may.split() for who in EVERYBODY}


@pytest.mark.parametrize(
    "column", ["password_hash", "email_verification_token", "password_reset_token", "locked_until"]
)
def test_a_secret_of_an_account_is_for_no_user(wash: Wash, column: str) -> None:
    statement = f"select {column} from {wash.table('users')} limit 1"

    assert {who: wash.stage.outcome(who, statement) for who in EVERYBODY} == dict.fromkeys(EVERYBODY, REFUSED)


@pytest.mark.parametrize(("attempt", "count_of"), UNFILTERED, ids=str)
def test_a_write_without_a_filter_reaches_ones_own_rows_only(
    wash: Wash, attempt: Attempt, count_of: dict[str, int]
) -> None:
    came_to = {who: wash.stage.outcome(who, wash.statement(attempt)) for who in EVERYBODY}

    assert came_to == {who: REFUSED if who == VISITOR else rows_text(count_of.get(who, 0)) for who in EVERYBODY}


@pytest.mark.parametrize("attempt", NOT_FOR_USERS, ids=str)
def test_a_function_of_a_feature_is_for_nobody_who_signs_in(wash: Wash, attempt: Attempt) -> None:
    came_to = {who: wash.stage.outcome(who, wash.statement(attempt)) for who in EVERYBODY}

    assert came_to == dict.fromkeys(EVERYBODY, REFUSED)


def test_people_are_given_by_ids_to_those_who_may_see_them(wash: Wash) -> None:
    ask = "select id from carwash.get_users_by_ids(%(wanted)s)"
    people = {wash.ids[who]: who for who in (*USERS, "ina", "odd")}
    given = {}
    for who in EVERYBODY:
        if who != VISITOR:
            with wash.stage.acting_as(who) as db:
                found = db.execute(ask, {"wanted": list(people)}).fetchall()
            given[who] = " ".join(sorted(people[id_] for (id_,) in found))

    assert given == {who: GIVEN_BY_IDS.get(who, "") for who in EVERYBODY if who != VISITOR}
