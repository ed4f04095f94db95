"""The roles of the features: each works with the tables of its own, and of others knows people by name at most."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support import servers
from tests.support.attempts import Attempt
from tests.support.carwash_matrix import ROWS, every_command
from tests.support.carwash_world import PREFIXES, TABLES, Wash, opened
from tests.support.stage import REFUSED, rows_text
from toolkit.io import db as door

OWN = {
    "carwash_auth_role": ("users", "user_sessions", "login_attempts", "oauth_providers"),
    "carwash_booking_role": ("services", "bookings", "booking_services", "booking_history"),
    "carwash_payment_role": ("transactions",),
    "carwash_location_role": ("locations", "location_staff"),
}
KNOWN = ("id", "email", "first_name", "last_name", "role", "is_active")  # of people, to other features
APPEND_ONLY = "23001"


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


def count(wash: Wash, table: str) -> int:
    return int(wash.rows(f"select count(*) from {{{table}}}")[0][0])


def statements(table: str) -> tuple[Attempt, ...]:
    return tuple(attempt for attempts in every_command(table).values() for attempt in attempts)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", OWN)
def test_a_feature_reads_all_rows_of_its_own_tables_and_none_of_others(wash: Wash, role: str, table: str) -> None:
    everything = f"select * from {wash.table(table)}"

    came_to = wash.outcome_as(role, everything)

    assert came_to == (rows_text(count(wash, table)) if table in OWN[role] else REFUSED)
    assert count(wash, table) > 1


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", OWN)
def test_a_feature_writes_its_own_tables_and_no_others(wash: Wash, role: str, table: str) -> None:
    for attempt in statements(table):
        if attempt.command == "delete" and attempt.row is None and table in ("services", "users"):
            continue  # keys of the feature itself, and the log of everybody: tried by row
        came_to = wash.outcome_as(role, wash.statement(attempt))

        if table not in OWN[role]:
            assert came_to == REFUSED, attempt
        elif table == "booking_history" and attempt.command != "insert":
            assert came_to == APPEND_ONLY, attempt
        elif attempt.row or attempt.command == "insert":
            assert came_to == "1 row", attempt
        else:
            assert came_to == rows_text(count(wash, table)), attempt


@pytest.mark.parametrize("role", [role for role in OWN if role != "carwash_auth_role"])
def test_a_feature_knows_people_by_name_and_not_their_secrets(wash: Wash, role: str) -> None:
    columns = [
        name
        for (name,) in wash.rows(
            f"select attname::text from pg_attribute where attrelid = '{wash.table('users')}'::regclass"
            " and attnum > 0 and not attisdropped"
        )
    ]

    came_to = {name: wash.outcome_as(role, f"select {name} from {wash.table('users')}") for name in columns}

    assert came_to == {name: f"{count(wash, 'users')} rows" if name in KNOWN else REFUSED for name in columns}


@pytest.mark.parametrize("role", OWN)
def test_a_feature_cannot_become_another(wash: Wash, role: str) -> None:
    member_of = wash.rows(
        "select r.rolname::text from pg_auth_members as m join pg_roles as r on r.oid = m.roleid"
        " where m.member = %s::regrole",
        role,
    )
    properties = wash.rows(
        "select rolsuper, rolcanlogin, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = %s", role
    )
    owned = wash.rows("select oid::regclass::text from pg_class where relowner = %s::regrole", role)

    assert (member_of, properties, owned) == ([], [(False,) * 5], [])


@pytest.mark.parametrize("role", OWN)
@pytest.mark.parametrize("table", TABLES)
def test_no_feature_truncates_or_refers_to_anything(wash: Wash, role: str, table: str) -> None:
    privileges = wash.rows(
        f"select p from unnest(array['truncate', 'references', 'trigger']) as p"
        f" where has_table_privilege(%s, '{wash.table(table)}', p)",
        role,
    )

    assert privileges == []


def test_only_the_booking_feature_handles_events_and_sees_no_orphans(wash: Wash) -> None:
    event = """select carwash.handle_event('{"type": "UserLoggedIn"}')"""

    assert {role: wash.outcome_as(role, event) for role in OWN} == {
        role: "1 row" if role == "carwash_booking_role" else REFUSED for role in OWN
    }
    assert {wash.outcome_as(role, "select * from carwash.orphans") for role in OWN} == {REFUSED}


def test_the_rows_of_the_matrix_are_of_their_tables(wash: Wash) -> None:
    """Or an update of nothing would look like a refusal."""
    for table, (row, _, _) in ROWS.items():
        assert wash.rows(f"select 1 from {{{table}}} where id = %s", wash.ids[row]) == [(1,)], table
