"""``carwash.orphans``: every reference of a feature to another that leads nowhere is found, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from tests.support import servers
from tests.support.carwash_people import EVERYBODY
from tests.support.carwash_world import PREFIXES, TABLES, Wash, opened
from tests.support.stage import NOWHERE, VISITOR
from toolkit.io import db as door

# Feature, table, column, and the row that gets a reference to nothing.
REFERENCES = (
    ("booking", "bookings", "customer_id", "ada_pending"),
    ("booking", "bookings", "washer_id", "ada_with_wes"),
    ("booking", "booking_history", "changed_by", "ada_pending"),
    ("payment", "transactions", "customer_id", "ada_payment"),
    ("payment", "transactions", "booking_id", "ada_payment"),
    ("location", "location_staff", "staff_id", "wes_in_north"),
    ("location", "locations", "services_offered", "north"),
)
WITHIN = {  # references inside a feature: a key holds them
    ("bookings", "service_id"),
    ("booking_services", "booking_id"),
    ("booking_services", "service_id"),
    ("booking_history", "booking_id"),
    ("location_staff", "location_id"),
    ("user_sessions", "user_id"),
    ("login_attempts", "user_id"),
    ("oauth_providers", "user_id"),
}
NAMES_OF_OTHERS = {  # ids that others give
    ("oauth_providers", "provider_user_id"),
    ("transactions", "processor_transaction_id"),
}
ASK = "select feature, table_name, row_id, column_name, missing_id from carwash.orphans order by 1, 2, 4, 3, 5"


@pytest.fixture(scope="module", params=PREFIXES.values(), ids=list(PREFIXES))
def built(
    request: pytest.FixtureRequest,
    server: servers.Server,
    admin: door.Connection,
    platform_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Wash]:
    with opened(server, admin, platform_template, tmp_path_factory.mktemp("carwash"), request.param) as wash:
        yield wash


@pytest.fixture
def wash(built: Wash) -> Iterator[Wash]:
    with built.changes():
        yield built


def lose(wash: Wash, table: str, column: str, row: str, to: UUID = NOWHERE) -> UUID:
    """Let a reference lead to *to*; the id of its row."""
    if table == "booking_history":
        return wash.add(table, booking_id=wash.ids[row], status="pending", changed_by=to)
    value = [to] if column == "services_offered" else to
    wash.rows(f"update {{{table}}} set {column} = %s where id = %s returning id", value, wash.ids[row])
    return wash.ids[row]


def test_where_every_reference_leads_somewhere_there_is_nothing(wash: Wash) -> None:
    wash.rows("update {transactions} set booking_id = %s returning id", wash.ids["ada_with_wes"])
    wash.rows("update {locations} set services_offered = array[%s, null]::uuid[] returning id", wash.ids["wax"])

    assert wash.rows(ASK) == []


@pytest.mark.parametrize(("feature", "table", "column", "row"), REFERENCES)
def test_a_reference_that_leads_nowhere_is_found_and_no_other(
    wash: Wash, feature: str, table: str, column: str, row: str
) -> None:
    lost = lose(wash, table, column, row)

    name = wash.table(table).removeprefix("carwash.")
    assert wash.rows(ASK) == [(feature, name, lost, column, NOWHERE)]


def test_a_service_that_is_named_twice_is_missing_once(wash: Wash) -> None:
    wash.rows(
        "update {locations} set services_offered = %s where id = %s returning id",
        [NOWHERE, wash.ids["wax"], NOWHERE],
        wash.ids["north"],
    )

    assert [row[3:] for row in wash.rows(ASK)] == [("services_offered", NOWHERE)]


def test_the_same_id_of_another_kind_is_not_what_was_meant(wash: Wash) -> None:
    """A booking is no customer: looking for an id anywhere would find this one."""
    lose(wash, "transactions", "customer_id", "ada_payment", wash.ids["ada_pending"])
    lose(wash, "transactions", "booking_id", "ben_payment", wash.ids["ben"])

    assert [row[3:] for row in wash.rows(ASK)] == [
        ("booking_id", wash.ids["ben"]),
        ("customer_id", wash.ids["ada_pending"]),
    ]


def test_who_is_deleted_is_missed_everywhere(wash: Wash) -> None:
    wash.rows("delete from {users} where id = any(%s) returning id", [wash.ids["ada"], wash.ids["wes"]])

    missed = {(row[3], row[4]) for row in wash.rows(ASK)}
    assert missed == {
        ("customer_id", wash.ids["ada"]),
        ("washer_id", wash.ids["wes"]),
        ("staff_id", wash.ids["wes"]),
    }


def test_every_reference_between_features_is_looked_at(wash: Wash) -> None:
    """A column with the name of a reference is held by a key, given by others, or in the view."""
    found = wash.rows(
        "select c.relname::text, a.attname::text from pg_attribute as a join pg_class as c on c.oid = a.attrelid"
        " where c.relnamespace = 'carwash'::regnamespace and c.relkind = 'r' and a.attnum > 0"
        " and (a.attname ~ '_(id|by)$' or a.atttypid in ('uuid'::regtype, 'uuid[]'::regtype)) and a.attname <> 'id'"
        " and not exists (select from pg_constraint as k where k.contype = 'f' and k.conrelid = c.oid"
        " and a.attnum = any(k.conkey))"
    )
    plain = {wash.table(name).removeprefix("carwash."): name for name in TABLES}

    loose = {(plain[table], column) for table, column in found}
    assert loose - NAMES_OF_OTHERS - {("user_sessions", "family_id")} == {(t, c) for _, t, c, _ in REFERENCES}
    assert not loose & WITHIN


def test_no_key_goes_from_one_feature_to_another(wash: Wash) -> None:
    keys = wash.rows(
        "select k.conrelid::regclass::text, a.attname::text from pg_constraint as k"
        " join pg_attribute as a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)"
        " where k.contype = 'f' and k.connamespace = 'carwash'::regnamespace"
    )

    assert set(keys) == {(wash.table(table), column) for table, column in WITHIN}


def test_only_who_sees_everything_is_told(wash: Wash) -> None:
    for _, table, column, row in REFERENCES:
        lose(wash, table, column, row)

    seen = {who: len(wash.stage.rows(who, ASK)) for who in EVERYBODY if who != VISITOR}

    assert seen == {who: len(REFERENCES) if who == "amy" else 0 for who in EVERYBODY if who != VISITOR}
    assert wash.stage.outcome(VISITOR, ASK) == "42501"


def test_the_view_runs_with_the_rights_of_its_caller(wash: Wash) -> None:
    (row,) = wash.rows("select reloptions from pg_class where oid = 'carwash.orphans'::regclass")

    assert row[0] == ["security_invoker=true"]
