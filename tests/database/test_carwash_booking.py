"""The booking feature: what a booking costs, which way its status goes, its history, and the list of bookings."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest

from tests.support import servers
from tests.support.carwash_people import EVERYBODY
from tests.support.carwash_world import PREFIXES, Wash, opened
from tests.support.stage import VISITOR
from toolkit.io import db as door

OPEN = ("pending", "confirmed")
OVER = ("completed", "cancelled")
STATUSES = ("pending", "confirmed", "in_progress", "completed", "cancelled")


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
    """The car wash; whatever a test does is rolled back."""
    with built.changes():
        yield built


def does(wash: Wash, who: str, function: str, *arguments: object) -> Any:
    """The answer of a function to that person; what it did stays until the end of the test."""
    become(wash, who)
    holes = ", ".join(["%s"] * len(arguments))
    answer = wash.db.execute(f"select carwash.{function}({holes})", arguments).fetchall()[0][0]
    wash.db.execute("reset role")
    wash.db.execute("select set_config('request.jwt.claims', '', true)")
    return answer


def become(wash: Wash, who: str) -> None:
    wash.db.execute("select set_config('request.jwt.claims', %s, true)", [f'{{"sub": "{wash.ids[who]}"}}'])
    wash.db.execute("set local role authenticated")


def status_of(wash: Wash, booking: UUID) -> str:
    return str(wash.rows("select status from {bookings} where id = %s", booking)[0][0])


def history_of(wash: Wash, booking: UUID) -> list[tuple[Any, ...]]:
    """Status, who and why, in the order in which it happened: the rows of one transaction have one time."""
    return wash.rows(
        "select status, changed_by, notes from {booking_history} where booking_id = %s order by changed_at, ctid",
        booking,
    )


# Prices -------------------------------------------------------------------------------------------------------------


def test_a_booking_costs_what_its_service_costs_and_is_noted(wash: Wash) -> None:
    become(wash, "ada")
    (row,) = wash.rows(
        "insert into {bookings} (customer_id, service_id, scheduled_at) values (%s, %s, now())"
        " returning id, price_cents, status",
        wash.ids["ada"],
        wash.ids["wax"],
    )

    assert row[1:] == (1000, "pending")
    assert history_of(wash, row[0]) == [("pending", wash.ids["ada"], None)]


def test_a_later_price_leaves_bookings_as_they_are(wash: Wash) -> None:
    booking = wash.a_booking(price_cents=None)

    wash.rows("update {services} set price_cents = 9999 where id = %s returning id", wash.ids["wax"])

    assert wash.rows("select price_cents from {bookings} where id = %s", booking) == [(1000,)]


@pytest.mark.parametrize("service", ["old", "nowhere"])
def test_a_service_that_is_not_offered_cannot_be_booked(wash: Wash, service: str) -> None:
    statement = (
        f"insert into {wash.table('bookings')} (customer_id, service_id, scheduled_at)"
        f" values (%(ada)s, %({service})s, now())"
    )

    assert {who: wash.stage.outcome(who, statement) for who in ("ada", "amy")} == {"ada": "23514", "amy": "23514"}


def test_the_booking_service_may_set_a_price_for_several_services(wash: Wash) -> None:
    with wash.as_role("carwash_booking_role") as db:
        inserted = db.execute(
            f"insert into {wash.table('bookings')} (customer_id, service_id, scheduled_at, price_cents)"
            " values (%(ada)s, %(wax)s, now(), 700) returning price_cents",
            wash.ids,
        ).fetchall()

    assert inserted == [(700,)]


@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [("status", "lost", "chk_booking_status"), ("price_cents", -1, "{}bookings_price_cents_check")],
)
def test_what_no_booking_can_be_is_refused_by_the_named_constraint(
    wash: Wash, column: str, value: object, constraint: str
) -> None:
    with pytest.raises(psycopg.errors.CheckViolation) as caught, wash.db.transaction():
        wash.a_booking(**{column: value})

    assert caught.value.diag.constraint_name == constraint.format(wash.prefixes["BOOKING_TABLE_PREFIX"])


# Steps --------------------------------------------------------------------------------------------------------------


def test_a_booking_goes_from_pending_to_completed(wash: Wash) -> None:
    booking = wash.a_booking()

    steps = [
        does(wash, "max", "advance_booking", booking, "confirmed"),
        does(wash, "wil", "take_booking", booking),
        does(wash, "wil", "advance_booking", booking, "in_progress"),
        does(wash, "wil", "advance_booking", booking, "completed"),
    ]

    assert steps == [True] * 4
    assert history_of(wash, booking) == [
        ("pending", None, None),
        ("confirmed", wash.ids["max"], None),
        ("in_progress", wash.ids["wil"], None),
        ("completed", wash.ids["wil"], None),
    ]


@pytest.mark.parametrize("status", STATUSES)
def test_only_what_has_not_begun_is_cancelled(wash: Wash, status: str) -> None:
    booking = wash.a_booking(status=status)

    cancelled = does(wash, "ada", "cancel_booking", booking, "it rains")

    assert cancelled == (status in OPEN)
    assert status_of(wash, booking) == ("cancelled" if status in OPEN else status)
    assert (history_of(wash, booking)[-1] == ("cancelled", wash.ids["ada"], "it rains")) == cancelled


def test_a_reason_is_not_kept_for_the_next_change(wash: Wash) -> None:
    first, second = wash.a_booking(), wash.a_booking()

    does(wash, "ada", "cancel_booking", first, "it rains")
    does(wash, "ada", "cancel_booking", second)

    assert history_of(wash, second)[-1] == ("cancelled", wash.ids["ada"], None)


@pytest.mark.parametrize("over", OVER)
@pytest.mark.parametrize("status", STATUSES)
def test_what_is_over_stays_over_also_for_the_deployer(wash: Wash, over: str, status: str) -> None:
    booking = wash.a_booking(status=over)
    change = f"update {wash.table('bookings')} set status = '{status}', special_instructions = 'x' where id = %s"

    if status == over:
        wash.db.execute(change, [booking])
    else:
        with pytest.raises(psycopg.errors.CheckViolation, match=f"a booking that is {over} stays so"):
            wash.db.execute(change, [booking])


def test_legacy_bookings_come_in_and_are_put_back_without_history(wash: Wash) -> None:
    with wash.as_role("migration_role") as db:
        db.execute("set local migration.active = 'on'")
        ((booking,),) = db.execute(
            f"insert into {wash.table('bookings')} (customer_id, service_id, scheduled_at, price_cents, status)"
            " values (%(nowhere)s, %(wax)s, now(), 1, 'completed') returning id",
            wash.ids,
        ).fetchall()
        db.execute(f"update {wash.table('bookings')} set status = 'pending' where id = %s", [booking])
        found = db.execute(f"select count(*) from {wash.table('booking_history')} where booking_id = %s", [booking])
        assert found.fetchall() == [(0,)]


def test_saying_that_one_migrates_opens_nothing(wash: Wash) -> None:
    with wash.as_role("carwash_booking_role") as db:
        db.execute("set local migration.active = 'on'")
        with pytest.raises((psycopg.errors.CheckViolation, psycopg.errors.InsufficientPrivilege)), db.transaction():
            db.execute(f"update {wash.table('bookings')} set status = 'pending' where id = %(ben_done)s", wash.ids)


def test_of_two_washers_who_take_the_same_car_one_gets_it(built: Wash, server: servers.Server) -> None:
    booking = built.a_booking(status="confirmed")
    url = server.url(built.db.info.dbname)
    answers: dict[str, object] = {}

    def take(who: str, conn: psycopg.Connection[Any]) -> None:
        answers[who] = conn.execute("select carwash.take_booking(%s)", [booking]).fetchall()[0][0]
        conn.commit()

    with psycopg.connect(url) as one, psycopg.connect(url) as other:
        for who, conn in (("wes", one), ("wil", other)):
            conn.execute("set role authenticated")
            conn.execute("select set_config('request.jwt.claims', %s, false)", [f'{{"sub": "{built.ids[who]}"}}'])
        one.commit()
        other.commit()
        one.execute("select carwash.take_booking(%s)", [booking])  # not committed yet
        second = threading.Thread(target=take, args=("wil", other))
        second.start()
        second.join(0.3)
        waited = second.is_alive()
        one.commit()
        second.join(30)
    taken = built.rows("select washer_id from {bookings} where id = %s", booking)
    built.rows("delete from {bookings} where id = %s returning id", booking)

    assert waited
    assert answers == {"wil": False}
    assert taken == [(built.ids["wes"],)]


def test_who_is_switched_off_does_nothing_any_more(wash: Wash) -> None:
    booking = wash.a_booking(status="confirmed", washer_id=wash.ids["wes"])
    wash.rows(
        "update {users} set is_active = false where id = any(%s) returning id", [wash.ids["ada"], wash.ids["wes"]]
    )

    assert not does(wash, "ada", "cancel_booking", booking)
    assert not does(wash, "wes", "advance_booking", booking, "in_progress")
    assert status_of(wash, booking) == "confirmed"


def test_a_washer_who_becomes_a_client_goes_on_with_nothing(wash: Wash) -> None:
    booking = wash.a_booking(status="confirmed", washer_id=wash.ids["wes"])
    wash.rows("update {users} set role = 'client' where id = %s returning id", wash.ids["wes"])

    assert not does(wash, "wes", "advance_booking", booking, "in_progress")


def test_a_booking_is_given_to_nobody_who_is_switched_off(wash: Wash) -> None:
    booking = wash.a_booking()
    wash.rows("update {users} set is_active = false where id = %s returning id", wash.ids["wil"])

    assert not does(wash, "max", "assign_booking", booking, wash.ids["wil"])
    assert does(wash, "max", "assign_booking", booking, wash.ids["wes"])


# History ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["postgres", "carwash_booking_role"])
@pytest.mark.parametrize(
    "statement",
    ["update {} set notes = 'x'", "delete from {}", "update {} set notes = 'x' where id = %(ada_free_note)s"],
)
def test_nobody_changes_the_history(wash: Wash, who: str, statement: str) -> None:
    with wash.as_role(who) as db, pytest.raises(psycopg.Error, match="append-only"), db.transaction():
        db.execute(statement.format(wash.table("booking_history")), wash.ids)


def test_the_history_goes_with_its_booking_only(wash: Wash) -> None:
    booking = wash.a_booking()

    wash.rows("delete from {bookings} where id = %s returning id", booking)

    assert history_of(wash, booking) == []
    assert history_of(wash, wash.ids["ada_free"]) != []


def test_a_change_of_anything_but_the_status_is_not_noted(wash: Wash) -> None:
    booking = wash.a_booking()

    wash.rows("update {bookings} set special_instructions = 'x', status = status where id = %s returning id", booking)

    assert len(history_of(wash, booking)) == 1


# The list -----------------------------------------------------------------------------------------------------------


def test_the_list_has_what_the_table_has_for_everybody(wash: Wash) -> None:
    for who in EVERYBODY:
        if who != VISITOR:
            listed = wash.stage.rows(who, "select id, customer_id, washer_id, status from carwash.booking_list()")
            seen = wash.stage.rows(who, f"select id, customer_id, washer_id, status from {wash.table('bookings')}")
            assert sorted(listed) == sorted(seen), who
    assert wash.stage.outcome(VISITOR, "select * from carwash.booking_list()") == "42501"


def test_the_list_names_customer_washer_and_service(wash: Wash) -> None:
    ask = "select customer_name, washer_name, service_name from carwash.booking_list() where id = %(ada_with_wes)s"

    for who in ("ada", "wes", "max", "amy"):
        assert wash.stage.rows(who, ask) == [("Ada Tester", "Wes Tester", "wax")], who


def test_a_booking_outlives_its_people_in_the_list(wash: Wash) -> None:
    wash.rows("delete from {users} where id = any(%s) returning id", [wash.ids["ada"], wash.ids["wes"]])

    ask = "select customer_name, washer_name from carwash.booking_list() where id = %(ada_with_wes)s"
    assert wash.stage.rows("max", ask) == [(None, None)]


def test_the_list_is_the_same_page_by_page(wash: Wash) -> None:
    for _ in range(9):  # at one time, so that only the id tells them apart
        wash.a_booking()
    everything = wash.stage.rows("max", "select scheduled_at, id from carwash.booking_list()")

    paged: list[tuple[object, ...]] = []
    while True:
        after, last = paged[-1] if paged else (None, None)
        with wash.stage.acting_as("max") as db:
            page = db.execute("select scheduled_at, id from carwash.booking_list(%s, %s, 4)", [after, last]).fetchall()
        if not page:
            break
        assert len(page) <= 4
        paged += page

    assert paged == everything == sorted(everything)
    assert len(everything) == 15


@pytest.mark.parametrize(("size", "rows"), [("0", 1), ("-3", 1), ("2", 2), ("null", 50), ("1000000", 500)])
def test_a_page_has_a_largest_and_a_smallest_size(wash: Wash, size: str, rows: int) -> None:
    wash.rows(
        "insert into {bookings} (customer_id, service_id, scheduled_at)"
        " select %s, %s, now() from generate_series(1, 600) returning id",
        wash.ids["ada"],
        wash.ids["wax"],
    )

    assert len(wash.stage.rows("ada", f"select id from carwash.booking_list(page_size => {size})")) == rows


def test_half_a_place_to_go_on_from_is_a_mistake(wash: Wash) -> None:
    assert wash.stage.outcome("ada", "select * from carwash.booking_list(now())") == "22023"
    assert wash.stage.outcome("ada", "select * from carwash.booking_list(after_id => %(ada_free)s)") == "22023"


def test_ones_own_list_costs_no_more_for_the_bookings_of_others(wash: Wash) -> None:
    wash.rows(
        "insert into {bookings} (customer_id, service_id, scheduled_at)"
        " select gen_random_uuid(), %s, '2080-01-01'::timestamptz + n * interval '1 minute'"
        " from generate_series(1, 20000) as n returning id",
        wash.ids["wax"],
    )
    wash.db.execute(f"analyze {wash.table('bookings')}")

    pages = {}
    for who in ("max", "ada", "wil"):
        with wash.stage.acting_as(who) as db:
            db.execute("set local plan_cache_mode = force_generic_plan")  # the worst that a session may come to
            db.execute("select * from carwash.booking_list()")  # the first call of a session reads the catalog
            plan = db.execute("explain (analyze, buffers) select * from carwash.booking_list()").fetchall()
        pages[who] = sum(int(count) for (line,) in plan[:4] for count in re.findall(r"shared hit=(\d+)", line)[:1])

    assert all(0 < count < 250 for count in pages.values()), pages
