"""The notification service: the queue, those who work on it, and what becomes of messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.support.edulink_world import (
    Db,
    a_notification,
    a_template,
    a_user,
    acting_as,
    broken_house_rules,
    constraint_broken_by,
    insert,
    one,
)


@pytest.fixture
def db(edulink_db: str) -> Iterator[Db]:
    with psycopg.connect(edulink_db, autocommit=True) as connection:
        connection.execute("delete from notification_schema.notification_queue")
        yield connection


@pytest.fixture
def colleague(edulink_db: str, db: Db) -> Iterator[Db]:
    with psycopg.connect(edulink_db, autocommit=True) as connection:
        yield connection


def claimed_by(db: Db, worker: str, limit: int = 100) -> set[UUID]:
    rows = db.execute("select id from notification_schema.claim_notifications(%s, %s)", [worker, limit]).fetchall()
    return {row[0] for row in rows}


def test_the_schema_keeps_the_house_rules(db: Db) -> None:
    assert broken_house_rules(db, "notification_schema") == []


def test_a_message_to_nobody_is_refused(db: Db) -> None:
    assert constraint_broken_by(db, a_notification, recipient_email="") == "notification_queue_recipient_check"
    assert constraint_broken_by(db, a_notification, recipient_email="", recipient_phone="+254700000001") is None


def test_a_worker_gets_what_is_due_and_says_so_in_the_row(db: Db) -> None:
    due = a_notification(db)
    a_notification(db, scheduled_at="2999-01-01")

    assert claimed_by(db, "w1") == {due}

    row = db.execute(
        "select status, claimed_by, claimed_at > now() - interval '1 minute'"
        " from notification_schema.notification_queue where id = %s",
        [due],
    ).fetchone()
    assert row == ("processing", "w1", True)
    assert claimed_by(db, "w2") == set()


def test_urgent_messages_go_first_and_older_ones_before_newer_ones(db: Db) -> None:
    low = a_notification(db, priority="low", scheduled_at="2001-01-01")
    normal_late = a_notification(db, scheduled_at="2001-01-02")
    normal = a_notification(db, scheduled_at="2001-01-01")
    urgent = a_notification(db, priority="urgent")
    high = a_notification(db, priority="high")

    taken = [claimed_by(db, "w1", limit=1) for _ in range(6)]

    assert taken == [{urgent}, {high}, {normal}, {normal_late}, {low}, set()]


def test_two_workers_at_once_share_the_queue_without_waiting(db: Db, colleague: Db) -> None:
    messages = {a_notification(db) for _ in range(10)}
    colleague.execute("set lock_timeout = '1s'")

    with db.transaction(), colleague.transaction():  # neither has committed when the other asks
        mine = claimed_by(db, "w1", limit=6)
        theirs = claimed_by(colleague, "w2", limit=6)

    assert len(mine) == 6
    assert theirs == messages - mine


def test_a_claim_lapses_when_its_worker_is_silent(db: Db) -> None:
    message = a_notification(db)
    claimed_by(db, "dead")
    lapse = "update notification_schema.notification_queue set claimed_at = now() - %s where id = %s"

    db.execute(lapse, [timedelta(minutes=14), message])
    assert claimed_by(db, "w2") == set()

    db.execute(lapse, [timedelta(minutes=16), message])
    assert claimed_by(db, "w2") == {message}


def test_a_message_that_another_system_was_sending_is_sent_by_us_once_it_is_old(db: Db) -> None:
    a_notification(db, status="processing")
    old = a_notification(db, status="processing", updated_at="2001-01-01")

    assert claimed_by(db, "w1") == {old}


def test_a_channel_that_is_off_keeps_its_messages(db: Db) -> None:
    insert(db, "notification_schema", "notification_channels", name="carrier_pigeon", is_enabled=False)
    db.execute("delete from notification_schema.notification_channels where name in ('sms', 'email')")
    insert(db, "notification_schema", "notification_channels", name="sms", is_enabled=False)
    a_notification(db, notification_type="sms")
    without_a_row = a_notification(db, notification_type="email")

    assert claimed_by(db, "w1") == {without_a_row}


def test_a_message_that_was_sent_moves_to_the_history_as_it_was(db: Db) -> None:
    message = a_notification(
        db, subject="Hi", metadata={"a": 1}, source_service="auth", reference_id="r1", created_at="2001-01-01"
    )
    claimed_by(db, "w1")

    done = one(db, "select notification_schema.finish_notification(%s, 'sent', 'demo', 'x-1')", [message])

    assert done is True
    assert one(db, "select count(*) from notification_schema.notification_queue") == 0
    kept = db.execute(
        "select recipient_email, subject, message, metadata, source_service, reference_id, status, provider,"
        " external_id, created_at = '2001-01-01', sent_at > now() - interval '1 minute', delivered_at"
        " from notification_schema.notification_history where id = %s",
        [message],
    ).fetchone()
    assert kept == (
        *("ada@people.example", "Hi", "Hello.", {"a": 1}, "auth", "r1", "sent", "demo", "x-1"),
        *(True, True, None),
    )


def test_every_column_of_the_queue_arrives_in_the_history(db: Db) -> None:
    user = a_user(db)
    template = a_template(db)
    message = a_notification(
        db,
        recipient_user_id=user,
        recipient_phone="+254700000001",
        notification_type="push",
        category="reminder",
        priority="high",
        html_content="<p>Hello.</p>",
        template_id=template,
        template_variables={"first_name": "Ada"},
        scheduled_at="2001-01-02",
        retry_count=2,
        max_retries=7,
        error_message="no answer",
    )
    own = "{status,updated_at,claimed_by,claimed_at,sent_at,delivered_at,external_id,provider}"
    shared = f"select to_jsonb(m) - '{own}'::text[]"
    queued = one(db, f"{shared} from notification_schema.notification_queue as m where id = %s", [message])

    one(db, "select notification_schema.finish_notification(%s, 'cancelled')", [message])

    kept = one(db, f"{shared} from notification_schema.notification_history as m where id = %s", [message])
    assert kept == queued
    assert one(db, "select sent_at from notification_schema.notification_history where id = %s", [message]) is None


def test_a_message_can_be_finished_once(db: Db) -> None:
    message = a_notification(db)
    finish = "select notification_schema.finish_notification(%s, 'sent')"

    assert [one(db, finish, [message]), one(db, finish, [message]), one(db, finish, [uuid4()])] == [True, False, False]


def test_an_outcome_that_the_history_does_not_know_leaves_the_message_where_it_is(db: Db) -> None:
    message = a_notification(db)

    with pytest.raises(psycopg.errors.CheckViolation):
        db.execute("select notification_schema.finish_notification(%s, 'lost')", [message])

    assert one(db, "select count(*) from notification_schema.notification_queue where id = %s", [message]) == 1


def test_a_failed_try_is_repeated_later_and_later_until_it_is_given_up(db: Db) -> None:
    message = a_notification(db, max_retries=3)
    fail = "select notification_schema.fail_notification(%s, 'no answer')"
    waits = []

    for _ in range(2):
        assert one(db, fail, [message]) is True
        assert claimed_by(db, "w1") == set()
        waits.append(
            one(
                db,
                "select round(extract(epoch from scheduled_at - updated_at))::integer"
                " from notification_schema.notification_queue where id = %s",
                [message],
            )
        )
        db.execute("update notification_schema.notification_queue set scheduled_at = now() where id = %s", [message])
        assert claimed_by(db, "w1") == {message}

    assert waits == [60, 120]
    assert one(db, fail, [message]) is False
    kept = db.execute(
        "select status, retry_count, error_message, sent_at"
        " from notification_schema.notification_history where id = %s",
        [message],
    ).fetchone()
    assert kept == ("failed", 3, "no answer", None)
    assert one(db, fail, [message]) is None


def test_the_service_works_on_its_queue_without_rights_of_other_services(db: Db) -> None:
    message = a_notification(db)

    with acting_as(db, "notification_service_role"):
        assert claimed_by(db, "w1") == {message}
        assert one(db, "select notification_schema.fail_notification(%s, 'no answer')", [message]) is True
        assert one(db, "select notification_schema.finish_notification(%s, 'sent')", [message]) is True


def test_the_auth_service_deletes_accounts_without_rights_on_the_queue(db: Db) -> None:
    user = a_user(db)
    a_notification(db, recipient_user_id=user, recipient_email="")

    with acting_as(db, "auth_service_role"):
        db.execute("delete from auth_schema.users where id = %s", [user])
        db.execute("reset role")
        assert one(db, "select count(*) from notification_schema.notification_queue") == 0


def test_what_waits_for_a_deleted_person_is_called_off_unless_it_has_an_address(db: Db) -> None:
    user = a_user(db)
    unreachable = a_notification(db, recipient_user_id=user, recipient_email="")
    farewell = a_notification(db, recipient_user_id=user, recipient_email="ada@people.example")
    somebody_elses = a_notification(db, recipient_user_id=a_user(db), recipient_email="")

    db.execute("delete from auth_schema.users where id = %s", [user])

    queue = db.execute("select id, recipient_user_id is null from notification_schema.notification_queue").fetchall()
    assert set(queue) == {(farewell, True), (somebody_elses, False)}
    kept = db.execute(
        "select status, recipient_user_id from notification_schema.notification_history where id = %s", [unreachable]
    ).fetchone()
    assert kept == ("cancelled", None)


def test_what_was_sent_outlives_the_person_and_their_wishes_do_not(db: Db) -> None:
    user = a_user(db)
    message = a_notification(db, recipient_user_id=user, recipient_email="")
    one(db, "select notification_schema.finish_notification(%s, 'sent')", [message])
    wishes = insert(db, "notification_schema", "delivery_preferences", user_id=user)

    db.execute("delete from auth_schema.users where id = %s", [user])

    assert one(db, "select count(*) from notification_schema.notification_history where id = %s", [message]) == 1
    assert one(db, "select count(*) from notification_schema.delivery_preferences where id = %s", [wishes]) == 0


def test_a_message_outlives_its_template(db: Db) -> None:
    template = a_template(db)
    message = a_notification(db, template_id=template)

    db.execute("delete from notification_schema.notification_templates where id = %s", [template])

    assert one(db, "select template_id from notification_schema.notification_queue where id = %s", [message]) is None


def test_a_message_that_makes_no_sense_is_refused(db: Db) -> None:
    for constraint, columns in (
        ("notification_queue_notification_type_check", {"notification_type": "fax"}),
        ("notification_queue_category_check", {"category": "gossip"}),
        ("notification_queue_priority_check", {"priority": "higher"}),
        ("notification_queue_status_check", {"status": "sent"}),
        ("notification_queue_template_variables_check", {"template_variables": []}),
        ("notification_queue_metadata_check", {"metadata": []}),
    ):
        assert constraint_broken_by(db, a_notification, **columns) == constraint


def test_wishes_are_lists_of_categories(db: Db) -> None:
    user = a_user(db)

    for column in ("email_categories", "sms_categories", "push_categories", "in_app_categories"):
        wish = {"user_id": user, column: {"all": True}}
        broken = constraint_broken_by(db, insert, "notification_schema", "delivery_preferences", **wish)
        assert broken == f"delivery_preferences_{column}_check"
