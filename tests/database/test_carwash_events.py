"""UserDeleted from accounts to bookings, end to end: the outbox, the real worker, and the handler in SQL."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.support import servers
from tests.support.carwash_people import carwash_staged
from tests.support.carwash_world import PREFIXES, Wash, built
from tests.support.projects import a_project, toolkit
from toolkit.io import db as door

CALL = (sys.executable, "-m", "toolkit", "events", "call", "carwash.handle_event")


@dataclass(frozen=True, slots=True)
class House:
    """A car wash with everybody in it, and a worker: a login role with the two memberships that it needs."""

    wash: Wash
    folder: Path
    url: str  # the worker's
    worker: str

    def work(self, *command: str, options: tuple[str, ...] = ("--once",)) -> subprocess.CompletedProcess[str]:
        """The worker, until nothing is due."""
        return toolkit("events", "work", *options, "--", *(command or CALL), folder=self.folder, url=self.url)

    def delete(self, who: str) -> None:
        """The admin deletes somebody, as an application would."""
        with self.wash.db.transaction():
            self.wash.db.execute("select set_config('request.jwt.claims', %s, true)", [self.claims("amy")])
            self.wash.db.execute("set local role authenticated")
            deleted = self.wash.db.execute("select carwash.delete_user(%s)", [self.wash.ids[who]]).fetchall()
        assert deleted == [(True,)]

    def claims(self, who: str) -> str:
        return json.dumps({"sub": str(self.wash.ids[who]), "role": "authenticated"})

    def publish(self, type_: str, payload: object, *, aggregate: str = "") -> UUID:
        ((event,),) = self.wash.rows(
            "select common.publish_event('user', %s, %s, %s::jsonb, 'carwash/tests')",
            aggregate or str(uuid4()),
            type_,
            json.dumps(payload),
        )
        return UUID(str(event))

    def statuses(self) -> dict[str, str]:
        """Of every planted booking how far it is."""
        plain = {id_: name for name, id_ in self.wash.ids.items()}
        return {plain[id_]: status for id_, status in self.wash.rows("select id, status from {bookings}")}

    def history(self, booking: str) -> list[tuple[Any, ...]]:
        return self.wash.rows(
            "select status, changed_by, notes from {booking_history} where booking_id = %s order by changed_at, id",
            self.wash.ids[booking],
        )

    def outbox(self) -> dict[str, int]:
        """How many events are in each state, without the empty ones."""
        found = self.wash.rows("select state, events from common.event_status()")
        return {state: count for state, count in found if count}

    def make_due(self) -> None:
        self.wash.db.execute("update common.outbox_events set next_attempt_at = now() where settled_at is null")


@pytest.fixture(scope="module", params=PREFIXES.values(), ids=list(PREFIXES))
def template(
    request: pytest.FixtureRequest,
    server: servers.Server,
    admin: door.Connection,
    platform_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, dict[str, str]]]:
    with built(server, admin, platform_template, tmp_path_factory.mktemp("carwash"), request.param) as name:
        yield name, request.param


@pytest.fixture
def house(
    server: servers.Server, admin: door.Connection, template: tuple[str, dict[str, str]], tmp_path: Path, unique: str
) -> Iterator[House]:
    name, prefixes = template
    role = f"role_worker_{unique}"
    door.run(
        admin, f"create role {role} login password '{servers.PASSWORD}' in role event_worker, carwash_booking_role"
    )
    try:
        with carwash_staged(server, admin, name, prefixes) as stage:
            database = stage.db.info.dbname
            # What was published while people were planted is a story of its own.
            stage.db.execute("update common.outbox_events set discarded_at = now()")
            wash = Wash(stage, prefixes, server.admin_url(database))
            yield House(wash, a_project(tmp_path), server.url(database, role), role)
    finally:
        door.run(admin, f"drop role {role}")


def test_the_bookings_of_a_deleted_user_are_cancelled_and_nobody_elses(house: House) -> None:
    before = house.statuses()
    house.delete("ada")
    assert house.statuses() == before  # no key and no trigger does it

    ended = house.work()

    assert (ended.returncode, house.outbox()) == (0, {"settled": total(house)}), ended.stderr
    cancelled = {"ada_with_wes", "ada_pending", "ada_free"}
    assert house.statuses() == {name: "cancelled" if name in cancelled else was for name, was in before.items()}
    assert house.history("ada_pending") == [("pending", None, None), ("cancelled", None, "customer deleted")]
    assert house.history("ben_pending") == [("pending", None, None)]


def test_what_is_over_or_under_way_stays(house: House) -> None:
    stays = {
        status: house.wash.a_booking(customer_id=house.wash.ids["cat"], status=status)
        for status in ("in_progress", "completed", "cancelled")
    }
    house.delete("cat")

    house.work()

    found = dict(house.wash.rows("select status, id from {bookings} where customer_id = %s", house.wash.ids["cat"]))
    assert found == stays


def test_a_washer_who_is_deleted_takes_no_booking_along(house: House) -> None:
    before = house.statuses()
    house.delete("wes")

    house.work()

    assert house.statuses() == before


def test_an_event_that_comes_again_changes_nothing(house: House) -> None:
    house.delete("ada")
    house.work()
    before = (house.statuses(), house.history("ada_pending"))

    house.publish("UserDeleted", {"user_id": str(house.wash.ids["ada"])})
    ended = house.work()

    assert (ended.returncode, (house.statuses(), house.history("ada_pending"))) == (0, before)


def test_a_worker_that_dies_after_the_handler_delivers_again_and_nothing_is_done_twice(house: House) -> None:
    house.delete("ada")

    died = house.work("/bin/sh", "-c", f"{' '.join(CALL)} && kill -9 $PPID", options=("--lease", "1s"))
    after_the_first = (house.statuses(), house.history("ada_pending"))
    assert (died.returncode, house.outbox().get("claimed")) == (-9, 1)

    end = time.monotonic() + 20
    while house.outbox() != {"settled": total(house)} and time.monotonic() < end:
        time.sleep(0.3)
        house.work()

    assert house.outbox() == {"settled": total(house)}
    assert (house.statuses(), house.history("ada_pending")) == after_the_first
    assert after_the_first[0]["ada_pending"] == "cancelled"


def test_what_the_handler_does_not_want_is_taken_for_handled(house: House) -> None:
    before = house.statuses()
    ada = {"user_id": str(house.wash.ids["ada"])}
    for type_, payload in (("UserRegistered", ada), ("UserRoleChanged", ada), ("userdeleted", ada), ("Weather", {})):
        house.publish(type_, payload)

    ended = house.work()

    assert (ended.returncode, house.outbox()) == (0, {"settled": total(house)}), ended.stderr
    assert house.statuses() == before


def test_an_event_that_the_handler_cannot_understand_waits_and_holds_no_other_back(house: House) -> None:
    bad = house.publish("UserDeleted", {"user": "ada"})
    house.delete("ben")

    ended = house.work()

    assert (ended.returncode, house.outbox()) == (1, {"settled": total(house) - 1, "waiting": 1}), ended.stderr
    assert (house.statuses()["ben_pending"], len(house.history("ben_pending"))) == ("cancelled", 2)
    ((error, attempts),) = house.wash.rows("select last_error, attempts from common.outbox_events where id = %s", bad)
    assert attempts == 1
    assert f"carwash.handle_event refuses event {bad} (UserDeleted): this UserDeleted names no user" in error


def test_an_event_that_is_refused_four_times_is_given_up_and_can_be_let_go(house: House) -> None:
    bad = house.publish("UserDeleted", {"user_id": "ada"})
    for _ in range(4):
        house.make_due()
        house.work()

    assert house.outbox() == {"settled": total(house) - 1, "dead": 1}
    status = toolkit("events", "status", folder=house.folder, url=house.url)
    assert str(bad) in status.stdout
    assert "names no user" in status.stdout

    done = toolkit("events", "retry", str(bad), "--discard", "--yes", folder=house.folder, url=house.url)
    assert (done.returncode, house.outbox()) == (0, {"settled": total(house)}), done.stderr


def test_a_worker_without_the_right_is_told_so_and_loses_nothing(
    house: House, server: servers.Server, admin: door.Connection
) -> None:
    door.run(admin, f"revoke carwash_booking_role from {house.worker}")
    house.delete("ada")

    ended = house.work()

    assert ended.returncode == 1
    assert f"{house.worker} may not call carwash.handle_event" in ended.stderr
    assert f"grant {house.worker} a role that may" in ended.stderr
    assert house.statuses()["ada_pending"] == "pending"

    door.run(admin, f"grant carwash_booking_role to {house.worker}")
    house.make_due()
    assert (house.work().returncode, house.statuses()["ada_pending"]) == (0, "cancelled")


def test_the_worker_itself_reads_and_writes_no_booking_as_an_event_worker(house: House) -> None:
    for statement in (f"select 1 from {house.wash.table('bookings')}", f"delete from {house.wash.table('bookings')}"):
        assert house.wash.outcome_as("event_worker", statement) == "42501"


def total(house: House) -> int:
    return int(house.wash.rows("select count(*) from common.outbox_events")[0][0])
