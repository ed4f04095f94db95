"""The outbox in schema ``common``: at least once, in order per aggregate, and never a secret."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, LiteralString
from uuid import UUID

import psycopg
import pytest
from psycopg import errors

from tests.support.edulink_world import Db, acting_as, one

MOMENT = timedelta(0)  # a lease that has lapsed as soon as it is given


@pytest.fixture
def db(edulink_db: str) -> Iterator[Db]:
    with psycopg.connect(edulink_db, autocommit=True) as connection:
        yield connection


def publish(
    db: Db,
    thing: str = "1",
    payload: object = None,
    *,
    target_service: str | None = None,
    correlation_id: str | None = None,
    max_attempts: int = 4,
) -> UUID:
    """Publish that a course was moved."""
    values = [thing, json.dumps({} if payload is None else payload), target_service, correlation_id, max_attempts]
    statement: LiteralString = "select common.publish_event('course', %s, 'course.moved', %s, 'shop/sales', %s, %s, %s)"
    return UUID(str(one(db, statement, values)))


def claim(db: Db, worker: str = "first", batch_size: int = 100, lease: timedelta = timedelta(minutes=1)) -> list[UUID]:
    rows = db.execute("select id from common.claim_events(%s, %s, %s)", [worker, batch_size, lease]).fetchall()
    return [row[0] for row in rows]


def acknowledge(db: Db, *events: UUID, worker: str = "first") -> int:
    return int(one(db, "select common.acknowledge_events(%s, %s)", [worker, list(events)]))


def fail(db: Db, event: UUID, worker: str = "first", retry_in: timedelta | None = None) -> str:
    return str(one(db, "select common.fail_event(%s, %s, 'no answer', %s)", [worker, event, retry_in]))


def kill(db: Db, event: UUID) -> None:
    """Fail an event until it is given up."""
    while claim(db) == [event] and fail(db, event, retry_in=MOMENT) == "waiting":
        pass


def row(db: Db, event: UUID) -> dict[str, Any]:
    found: dict[str, Any] = one(db, "select to_jsonb(e) from common.outbox_events as e where id = %s", [event])
    return found


def states(db: Db) -> dict[str, int]:
    return {state: events for state, events, _ in db.execute("select * from common.event_status()") if events}


# Publishing ----------------------------------------------------------------------------------------------------------


def test_an_event_has_what_debezium_and_a_worker_look_for(db: Db) -> None:
    event = publish(db, "7", {"room": 5}, target_service="shop/stock", correlation_id="request-1", max_attempts=9)

    found = row(db, event)
    assert found["aggregatetype"] == "course"
    assert found["aggregateid"] == "7"
    assert found["type"] == "course.moved"
    assert found["payload"] == {"room": 5}
    assert found["timestamp"] is not None
    assert (found["source_service"], found["target_service"]) == ("shop/sales", "shop/stock")
    assert (found["correlation_id"], found["attempts"], found["max_attempts"]) == ("request-1", 0, 9)


def test_events_are_numbered_for_all_and_for_each_aggregate(db: Db) -> None:
    published = [publish(db, "1"), publish(db, "2"), publish(db, "1")]

    found = [row(db, event) for event in published]
    assert [event["aggregate_version"] for event in found] == [1, 1, 2]
    assert found[0]["sequence_number"] < found[1]["sequence_number"] < found[2]["sequence_number"]


def test_an_event_that_was_rolled_back_was_never_there(db: Db) -> None:
    with db.transaction(force_rollback=True):
        publish(db)

    assert claim(db) == []
    assert row(db, publish(db))["aggregate_version"] == 1


def test_triggers_know_the_request_from_a_setting(db: Db) -> None:
    with db.transaction():
        db.execute("set local events.correlation_id = 'request-2'")
        event = publish(db)

    assert row(db, event)["correlation_id"] == "request-2"
    assert row(db, publish(db))["correlation_id"] is None


def test_listeners_are_told_once_a_transaction_and_only_if_it_commits(edulink_db: str, db: Db) -> None:
    with psycopg.connect(edulink_db, autocommit=True) as listener:
        listener.execute("listen outbox_events")

        with db.transaction(force_rollback=True):
            publish(db)
        with db.transaction():
            publish(db)
            publish(db)
        heard = list(listener.notifies(timeout=5, stop_after=1)) + list(listener.notifies(timeout=0.2))

    assert [(notify.channel, notify.payload) for notify in heard] == [("outbox_events", "course")]


def test_a_payload_with_a_key_that_names_a_secret_is_refused(db: Db) -> None:
    secrets: tuple[object, ...] = (
        {"password": "geheim-4711"},
        {"password": None},
        {"changes": {"password_hash": "geheim-4711"}},
        {"list": [1, [{"accessToken": "geheim-4711"}]]},
        {"refresh_tokens": []},
        {"token_hash": "geheim-4711"},
        {"backup_tokens": ["geheim-4711"]},
        {"mfa_secret_enc": "geheim-4711"},
        {"api-key": "geheim-4711"},
        {"session_key": "geheim-4711"},
        {"OTP": 123456},
        {"verification_code": "geheim-4711"},
        {"two_factor_secret": "geheim-4711"},
        {"Authorization": "geheim-4711"},
    )

    for payload in secrets:
        with pytest.raises(errors.CheckViolation, match="names a secret") as caught:
            publish(db, payload=payload)
        assert "geheim" not in f"{caught.value} {caught.value.diag.message_detail} {caught.value.diag.context}"
    assert one(db, "select count(*) from common.outbox_events") == 0


def test_what_only_sounds_like_a_secret_is_published(db: Db) -> None:
    publish(
        db,
        payload={
            "must_reset_password": True,
            "has_secret": False,
            "password_changed_at": "2026-01-01",
            "token_count": 3,
            "secretary": "Ada",
            "code": "BSC-CS",
            "changed_fields": ["password_hash"],
            "address": {"passage": 1},
        },
    )

    assert states(db) == {"ready": 1}


def test_a_payload_is_an_object(db: Db) -> None:
    others: tuple[object, ...] = ([], "words", 5)
    for payload in others:
        with pytest.raises(errors.CheckViolation, match="outbox_events_payload_check"):
            publish(db, payload=payload)


def test_events_of_an_aggregate_are_numbered_as_they_are_committed(edulink_db: str, db: Db) -> None:
    with psycopg.connect(edulink_db) as early, ThreadPoolExecutor(1) as elsewhere:
        first = publish(early)
        later = elsewhere.submit(publish, db)
        with psycopg.connect(edulink_db, autocommit=True) as worker:
            wait_until_blocked(worker, db)
            seen_before = claim(worker)

            early.commit()
            second = later.result(timeout=10)
            seen_after = claim(worker)

    assert seen_before == []
    assert seen_after == [first, second]


def wait_until_blocked(watcher: Db, waiting: Db) -> None:
    pid = waiting.info.backend_pid
    for _ in range(200):
        if one(watcher, "select cardinality(pg_blocking_pids(%s)) > 0", [pid]):
            return
        time.sleep(0.05)
    pytest.fail("the second publisher did not wait for the first")


# Claiming ------------------------------------------------------------------------------------------------------------


def test_a_batch_has_the_oldest_events_in_their_order(db: Db) -> None:
    published = [publish(db, thing) for thing in ("1", "2", "1", "3", "2", "1")]

    assert claim(db, batch_size=4) == published[:4]


def test_what_one_worker_has_no_other_gets_nor_what_follows_it(db: Db) -> None:
    publish(db, "1")
    publish(db, "1")
    other = publish(db, "2")

    claim(db, "first", batch_size=1)

    assert claim(db, "second") == [other]
    assert claim(db, "third") == []


def test_delivered_events_are_not_delivered_again(db: Db) -> None:
    first, second = publish(db), publish(db)

    assert acknowledge(db, *claim(db, batch_size=1)) == 1

    assert row(db, first)["published_at"] is not None
    assert claim(db) == [second]


def test_a_claim_lapses_and_another_worker_takes_over(db: Db) -> None:
    published = [publish(db), publish(db)]
    claim(db, "first", lease=MOMENT)

    assert claim(db, "second") == published
    assert acknowledge(db, *published, worker="first") == 0
    assert acknowledge(db, *published, worker="second") == 2


def test_a_worker_that_was_late_but_not_replaced_is_believed(db: Db) -> None:
    event = publish(db)
    claim(db, lease=MOMENT)

    assert acknowledge(db, event) == 1


def test_a_claim_can_be_renewed_until_it_lapses(db: Db) -> None:
    event = publish(db)

    def renew() -> Any:
        return one(db, "select common.renew_claims('first', %s, '1 minute')", [[event]])

    claim(db, lease=timedelta(minutes=5))
    assert renew() == 1
    db.execute("update common.outbox_events set claimed_until = now() - interval '1 second'")
    assert renew() == 0


def test_a_released_event_is_there_for_the_next_worker(db: Db) -> None:
    published = [publish(db), publish(db)]
    claim(db)

    assert one(db, "select common.release_claims('other', %s)", [published]) == 0
    assert one(db, "select common.release_claims('first', %s)", [published]) == 2
    assert claim(db, "second") == published


def test_a_released_event_takes_those_that_follow_it_along(db: Db) -> None:
    published = [publish(db), publish(db), publish(db)]
    claim(db)

    assert one(db, "select common.release_claims('first', %s)", [published[1:2]]) == 2
    assert claim(db, "second") == []
    acknowledge(db, published[0])
    assert claim(db, "second") == published[1:]


def test_what_another_worker_still_has_is_left_to_it(db: Db) -> None:
    published = [publish(db), publish(db)]
    claim(db, "first")
    db.execute("update common.outbox_events set claimed_until = now() where id = %s", [published[0]])

    assert claim(db, "second") == published[:1]


def test_a_worker_skips_what_another_is_claiming_right_now(edulink_db: str, db: Db) -> None:
    publish(db, "1")
    publish(db, "1")
    other = publish(db, "2")

    with psycopg.connect(edulink_db) as slow:
        claim(slow, "slow", batch_size=1)
        db.execute("set lock_timeout = '2s'")

        assert claim(db, "quick") == [other]


# Failing -------------------------------------------------------------------------------------------------------------


def test_an_event_that_failed_waits_longer_each_time(db: Db) -> None:
    event = publish(db, max_attempts=10)
    waits = []
    for _ in range(6):
        db.execute("update common.outbox_events set next_attempt_at = now()")
        claim(db)
        assert fail(db, event) == "waiting"
        waits.append(one(db, "select round(extract(epoch from next_attempt_at - now())) from common.outbox_events"))

    assert waits == [10, 60, 360, 2160, 3600, 3600]
    assert row(db, event)["last_error"] == "no answer"


def test_an_event_that_failed_holds_back_its_aggregate_and_no_other(db: Db) -> None:
    failed, follower, other = publish(db, "1"), publish(db, "1"), publish(db, "2")
    claim(db)

    assert fail(db, failed) == "waiting"

    assert states(db) == {"claimed": 1, "waiting": 1, "held": 1}
    assert acknowledge(db, follower) == 0
    assert acknowledge(db, other) == 1
    assert claim(db, "second") == []


def test_an_event_that_failed_is_claimed_again_with_its_followers_in_order(db: Db) -> None:
    published = [publish(db), publish(db), publish(db)]
    claim(db)

    fail(db, published[0], retry_in=MOMENT)

    assert claim(db, "second") == published


def test_a_worker_that_lost_an_event_cannot_fail_it(db: Db) -> None:
    event = publish(db)
    claim(db, "first", lease=MOMENT)
    claim(db, "second")

    assert fail(db, event, "first") == "lost"
    assert row(db, event)["claimed_by"] == "second"


def test_after_its_last_attempt_an_event_is_a_dead_letter_that_holds_back_its_aggregate(db: Db) -> None:
    event, _ = publish(db, "1", max_attempts=2), publish(db, "1")
    other = publish(db, "2")

    outcomes = []
    for _ in range(2):
        claim(db, batch_size=1)
        outcomes.append(fail(db, event, retry_in=MOMENT))

    assert outcomes == ["waiting", "dead"]
    assert row(db, event)["attempts"] == 2
    assert claim(db) == [other]
    assert states(db) == {"claimed": 1, "dead": 1, "held": 1}


def test_a_dead_letter_that_is_retried_goes_before_its_followers(db: Db) -> None:
    event = publish(db)
    kill(db, event)
    follower = publish(db)

    assert one(db, "select common.retry_events()") == 1

    assert claim(db) == [event, follower]
    assert row(db, event)["attempts"] == 0


def test_an_event_that_waits_can_be_retried_at_once(db: Db) -> None:
    event, another = publish(db, "1"), publish(db, "2")
    claim(db)
    fail(db, event)
    fail(db, another)

    assert one(db, "select common.retry_events(%s)", [[event]]) == 1

    assert claim(db) == [event]


def test_a_discarded_event_lets_its_followers_go(db: Db) -> None:
    event = publish(db)
    kill(db, event)
    follower = publish(db)

    assert one(db, "select common.discard_events(%s, 'the course is gone')", [[event]]) == 1

    assert claim(db) == [follower]
    assert row(db, event)["last_error"] == "the course is gone"
    assert one(db, "select common.retry_events(%s)", [[event]]) == 0


def test_what_a_worker_has_is_neither_retried_nor_discarded(db: Db) -> None:
    event = publish(db)
    claim(db)

    assert one(db, "select common.retry_events(%s)", [[event]]) == 0
    assert one(db, "select common.discard_events(%s, 'why not')", [[event]]) == 0


# Upkeep --------------------------------------------------------------------------------------------------------------


def test_the_status_of_an_empty_outbox_has_every_state(db: Db) -> None:
    found = db.execute("select * from common.event_status()").fetchall()

    assert found == [(state, 0, None) for state in ("ready", "claimed", "waiting", "held", "dead", "settled")]


def test_old_settled_events_are_pruned_and_no_others(db: Db) -> None:
    delivered, fresh, dead = publish(db, "1"), publish(db, "2"), publish(db, "3")
    acknowledge(db, *claim(db, batch_size=2))
    kill(db, dead)
    db.execute("update common.outbox_events set published_at = now() - interval '8 days' where id = %s", [delivered])
    db.execute("update common.outbox_events set timestamp = now() - interval '90 days'")

    assert one(db, "select common.prune_events()") == 1

    left = {found[0] for found in db.execute("select id from common.outbox_events")}
    assert left == {fresh, dead}


def test_the_worker_role_delivers_and_reads_but_writes_only_through_the_functions(db: Db) -> None:
    event = publish(db)

    with acting_as(db, "event_worker"):
        assert claim(db) == [event]
        assert row(db, event)["claimed_by"] == "first"
        assert acknowledge(db, event) == 1
        assert states(db) == {"settled": 1}

    forbidden: tuple[LiteralString, ...] = (
        "update common.outbox_events set published_at = now()",
        "delete from common.outbox_events",
        "select common.publish_event('user', '1', 'user.created', '{}', 'shop/sales')",
    )
    for statement in forbidden:
        with pytest.raises(errors.InsufficientPrivilege), acting_as(db, "event_worker"):
            db.execute(statement)


# Many at once --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Deliveries:
    """What the workers of a test delivered, and whether two ever had events of the same aggregate."""

    order: dict[str, list[int]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, worker: str, things: Iterable[str]) -> None:
        with self.lock:
            for thing in things:
                if (other := self.owners.setdefault(thing, worker)) != worker:
                    self.faults.append(f"{worker} and {other} had {thing} at once")

    def give_up(self, things: Iterable[str]) -> None:
        with self.lock:
            for thing in things:
                del self.owners[thing]

    def deliver(self, thing: str, version: int) -> None:
        with self.lock:
            self.order.setdefault(thing, []).append(version)


def work(url: str, worker: str, seed: int, all_published: threading.Event, seen: Deliveries) -> None:
    """Deliver until all is settled. Now and then an event fails, or the worker gives back what it has."""
    chance = random.Random(seed)
    with psycopg.connect(url, autocommit=True) as db:
        deadline = time.monotonic() + 60
        while not all_published.is_set() or set(states(db)) - {"settled"}:
            if time.monotonic() > deadline:
                seen.faults.append(f"{worker} ran out of time")
                return
            batch = db.execute(
                "select id, aggregateid, aggregate_version from common.claim_events(%s, %s)",
                [worker, chance.randint(1, 12)],
            ).fetchall()
            if not batch:
                time.sleep(0.01)
            left = Counter(thing for _, thing, _ in batch)
            seen.take(worker, left)
            for event, thing, version in batch:
                if thing not in left:
                    continue  # an earlier one failed
                seen.deliver(thing, version)
                luck = chance.random()
                if luck < 0.05:
                    seen.give_up(left)
                    db.execute("select common.release_claims(%s, %s)", [worker, [found[0] for found in batch]])
                    break
                left[thing] -= 1
                is_failed = luck < 0.2
                if is_failed or left[thing] == 0:
                    del left[thing]
                    seen.give_up([thing])  # before others can know it
                if is_failed:
                    fail(db, event, worker, retry_in=MOMENT)
                elif acknowledge(db, event, worker=worker) != 1:
                    seen.faults.append(f"{worker} lost {thing} {version}")


def publish_many(url: str, seed: int, things: int, count: int) -> None:
    chance = random.Random(seed)
    with psycopg.connect(url) as db:
        for _ in range(count):
            # In one order, so that the publishers wait for each other but not in a circle.
            for thing in sorted(chance.sample(range(things), 2)):
                publish(db, str(thing), max_attempts=1_000_000)
            if chance.random() < 0.1:
                db.rollback()
            else:
                db.commit()


def test_many_publishers_and_workers_keep_the_order_of_every_aggregate(edulink_db: str, db: Db) -> None:
    seen = Deliveries()
    all_published = threading.Event()
    with ThreadPoolExecutor(8) as pool:
        publishers = [pool.submit(publish_many, edulink_db, seed, things=6, count=60) for seed in range(4)]
        workers = [pool.submit(work, edulink_db, f"worker {n}", n, all_published, seen) for n in range(4)]
        try:
            for publisher in publishers:
                publisher.result(timeout=120)
        finally:
            all_published.set()
        for worker in workers:
            worker.result(timeout=120)

    assert seen.faults == []
    assert len(seen.order) == 6
    for thing, delivered in seen.order.items():
        last = one(db, "select last_version from common.outbox_aggregates where aggregateid = %s", [thing])
        assert sorted(set(delivered)) == list(range(1, last + 1)), "at least once"
        assert delivered == sorted(delivered), "in order, also when one was delivered again"
