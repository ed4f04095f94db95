"""The application service: the steps of an application, the trace that they leave, and who may not rewrite it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.support.edulink_world import (
    Db,
    a_document,
    a_posting,
    a_profile,
    a_review,
    account_of,
    acting_as,
    an_application,
    broken_house_rules,
    constraint_broken_by,
    signed_in,
)

STATUSES = ("pending", "reviewed", "interview_scheduled", "accepted", "rejected", "withdrawn")

ALLOWED = {
    ("pending", "reviewed"),
    ("pending", "rejected"),
    ("pending", "withdrawn"),
    ("reviewed", "interview_scheduled"),
    ("reviewed", "accepted"),
    ("reviewed", "rejected"),
    ("reviewed", "withdrawn"),
    ("interview_scheduled", "accepted"),
    ("interview_scheduled", "rejected"),
    ("interview_scheduled", "withdrawn"),
    ("accepted", "withdrawn"),
}


@pytest.fixture
def db(edulink_db: str) -> Iterator[Db]:
    with psycopg.connect(edulink_db, autocommit=True) as connection:
        yield connection


def move(db: Db, application: UUID, status: str, *, by: UUID | None = None) -> None:
    """One step, as a service takes it in somebody's name."""
    db.execute(
        "update application_schema.applications set status = %s, status_changed_by = %s where id = %s",
        [status, by, application],
    )


def history_of(db: Db, application: UUID) -> list[tuple[object, ...]]:
    steps = db.execute(
        "select from_status, to_status, changed_by, reason from application_schema.application_status_history"
        " where application_id = %s order by changed_at, to_status",
        [application],
    )
    return list(steps)


def test_the_schema_keeps_the_house_rules(db: Db) -> None:
    assert broken_house_rules(db, "application_schema") == []


def test_a_step_that_makes_sense_is_taken_stamped_and_written_down(db: Db) -> None:
    somebody = uuid4()

    for old, new in sorted(ALLOWED):
        application = an_application(db, status=old)
        move(db, application, new, by=somebody)

        row = db.execute(
            "select status, previous_status, status_changed_by, status_changed_at > now() - interval '1 minute'"
            " from application_schema.applications where id = %s",
            [application],
        ).fetchone()
        assert row == (new, old, somebody, True)
        assert history_of(db, application) == [(old, new, somebody, "")]


def test_a_step_that_makes_no_sense_is_refused(db: Db) -> None:
    for old, new in ((old, new) for old in STATUSES for new in STATUSES if old != new and (old, new) not in ALLOWED):
        application = an_application(db, status=old)

        with pytest.raises(psycopg.errors.CheckViolation) as caught:
            move(db, application, new)

        assert caught.value.diag.constraint_name == "applications_status_transition"
        assert caught.value.diag.message_primary == f"an application cannot go from {old} to {new}"
        assert history_of(db, application) == []


def test_the_refusal_says_where_the_application_can_go(db: Db) -> None:
    hints = []
    for status in ("interview_scheduled", "rejected"):
        with pytest.raises(psycopg.errors.CheckViolation) as caught:
            move(db, an_application(db, status=status), "pending")
        hints.append(caught.value.diag.message_hint)

    assert hints == ["From here it can go to: accepted, rejected, withdrawn.", "From here it can go to: nowhere."]


def test_writing_the_same_status_again_is_no_step(db: Db) -> None:
    application = an_application(db, status="rejected")

    move(db, application, "rejected")

    assert history_of(db, application) == []


def test_a_signed_in_user_cannot_take_a_step_in_somebody_elses_name(db: Db) -> None:
    student = a_profile(db)
    application = an_application(db, user_profile_id=student)

    with signed_in(db, account_of(db, student)):
        move(db, application, "withdrawn", by=uuid4())

    assert history_of(db, application) == [("pending", "withdrawn", student, "")]


def test_the_reason_is_kept_with_its_own_step_only(db: Db) -> None:
    application = an_application(db)

    with db.transaction():
        db.execute("select application_schema.change_status(%s, 'reviewed', 'Looks good.')", [application])
        move(db, application, "accepted")

    assert [(row[1], row[3]) for row in history_of(db, application)] == [("accepted", ""), ("reviewed", "Looks good.")]


def test_changing_an_application_that_is_not_there_is_refused(db: Db) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        db.execute("select application_schema.change_status(%s, 'reviewed')", [uuid4()])


def test_the_history_cannot_be_rewritten(db: Db) -> None:
    application = an_application(db)
    move(db, application, "reviewed")

    with pytest.raises(psycopg.errors.RestrictViolation):
        db.execute("update application_schema.application_status_history set reason = 'better'")
    with pytest.raises(psycopg.errors.RestrictViolation):
        db.execute("delete from application_schema.application_status_history")
    with pytest.raises(psycopg.errors.RestrictViolation):
        db.execute("truncate application_schema.application_status_history")

    assert history_of(db, application) == [("pending", "reviewed", None, "")]


def test_the_history_goes_with_its_application(db: Db) -> None:
    application = an_application(db)
    move(db, application, "reviewed")
    a_document(db, application)
    a_review(db, application, rating=5)

    db.execute("delete from application_schema.applications where id = %s", [application])

    assert history_of(db, application) == []


def test_legacy_rows_take_any_step_and_bring_their_own_history(db: Db) -> None:
    application = an_application(db, status="withdrawn")

    with acting_as(db, "migration_role"):
        db.execute("set local migration.active = 'on'")
        move(db, application, "accepted")
        row = db.execute(
            "select status, previous_status, status_changed_at from application_schema.applications where id = %s",
            [application],
        ).fetchone()
        assert row == ("accepted", None, None)
        assert history_of(db, application) == []


def test_a_service_cannot_pretend_that_it_is_migrating(db: Db) -> None:
    application = an_application(db, status="withdrawn")

    with acting_as(db, "application_service_role"):
        db.execute("set local migration.active = 'on'")
        with pytest.raises(psycopg.errors.CheckViolation), db.transaction():
            move(db, application, "accepted")


def test_the_service_takes_steps_and_reads_their_history_without_rights_of_other_services(db: Db) -> None:
    application = an_application(db, status="reviewed")

    with acting_as(db, "application_service_role"):
        move(db, application, "accepted")
        assert [row[:2] for row in history_of(db, application)] == [("reviewed", "accepted")]


def test_a_student_applies_for_a_posting_once(db: Db) -> None:
    student, posting = a_profile(db), a_posting(db)
    an_application(db, user_profile_id=student, internship_posting_id=posting)

    with pytest.raises(psycopg.errors.UniqueViolation):
        an_application(db, user_profile_id=student, internship_posting_id=posting)


def test_what_an_application_is_about_cannot_vanish(db: Db) -> None:
    student, posting = a_profile(db), a_posting(db)
    an_application(db, user_profile_id=student, internship_posting_id=posting)

    with pytest.raises(psycopg.errors.IntegrityError):
        db.execute("delete from user_schema.user_profiles where id = %s", [student])
    with pytest.raises(psycopg.errors.IntegrityError):
        db.execute("delete from internship_schema.internship_postings where id = %s", [posting])


def test_an_application_that_makes_no_sense_is_refused(db: Db) -> None:
    for constraint, columns in (
        ("applications_status_check", {"status": "approved"}),
        ("applications_interview_type_check", {"interview_type": "letter"}),
        ("applications_custom_answers_check", {"custom_answers": []}),
        ("applications_source_check", {"source": "fax"}),
        ("applications_priority_score_check", {"priority_score": 100.1}),
        ("applications_priority_score_check", {"priority_score": -0.1}),
        ("applications_priority_score_check", {"priority_score": float("nan")}),
    ):
        assert constraint_broken_by(db, an_application, **columns) == constraint


def test_a_paper_that_makes_no_sense_is_refused(db: Db) -> None:
    application = an_application(db)

    for constraint, columns in (
        ("application_documents_document_type_check", {"document_type": "passport"}),
        ("application_documents_file_size_check", {"file_size": -1}),
    ):
        assert constraint_broken_by(db, a_document, application, **columns) == constraint


def test_a_review_that_makes_no_sense_is_refused(db: Db) -> None:
    application = an_application(db)

    for column in ("rating", "technical_skills_rating", "communication_rating", "professionalism_rating"):
        for value in (0, 6):
            broken = constraint_broken_by(db, a_review, application, **{column: value})
            assert broken == f"application_reviews_{column}_check"
    assert (
        constraint_broken_by(db, a_review, application, review_type="gossip") == "application_reviews_review_type_check"
    )
