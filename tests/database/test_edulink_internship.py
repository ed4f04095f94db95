"""The internship service: postings, the placements that follow from applications, logbooks and grades."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest

from tests.support.edulink_world import (
    TODAY,
    Db,
    a_grade,
    a_posting,
    a_profile,
    a_week,
    acting_as,
    an_application,
    an_institution,
    broken_house_rules,
    constraint_broken_by,
    insert,
    one,
)


@pytest.fixture
def db(edulink_db: str) -> Iterator[Db]:
    with psycopg.connect(edulink_db, autocommit=True) as connection:
        yield connection


def move(db: Db, application: UUID, status: str) -> None:
    db.execute("update application_schema.applications set status = %s where id = %s", [status, application])


def placements_of(db: Db, application: UUID) -> list[tuple[object, ...]]:
    placements = db.execute(
        "select status, started_on, ended_on from internship_schema.internship_applications where application_id = %s",
        [application],
    )
    return list(placements)


def a_placement(db: Db, student: UUID, posting: UUID) -> UUID:
    """The placement that an accepted application brings."""
    application = an_application(db, user_profile_id=student, internship_posting_id=posting, status="accepted")
    found = one(db, "select id from internship_schema.internship_applications where application_id = %s", [application])
    return UUID(str(found))


def a_placement_by_hand(db: Db, **columns: object) -> UUID:
    return insert(db, "internship_schema", "internship_applications", **columns)


def test_the_schema_keeps_the_house_rules(db: Db) -> None:
    assert broken_house_rules(db, "internship_schema") == []


def test_an_accepted_application_brings_a_placement_with_the_days_of_the_posting(db: Db) -> None:
    posting = a_posting(db, start_date=TODAY, end_date=TODAY + timedelta(days=60))
    application = an_application(db, internship_posting_id=posting, status="reviewed")

    assert placements_of(db, application) == []
    move(db, application, "accepted")

    assert placements_of(db, application) == [("accepted", TODAY, TODAY + timedelta(days=60))]


def test_a_placement_belongs_to_the_student_and_the_posting_of_its_application(db: Db) -> None:
    student, posting = a_profile(db), a_posting(db)

    placement = a_placement(db, student, posting)

    row = db.execute(
        "select user_profile_id, posting_id from internship_schema.internship_applications where id = %s", [placement]
    ).fetchone()
    assert row == (student, posting)


def test_withdrawing_breaks_off_a_placement_that_is_not_over(db: Db) -> None:
    running, over = an_application(db, status="accepted"), an_application(db, status="accepted")
    db.execute(
        "update internship_schema.internship_applications set status = 'completed' where application_id = %s", [over]
    )

    move(db, running, "withdrawn")
    move(db, over, "withdrawn")

    assert [placements_of(db, application)[0][0] for application in (running, over)] == ["terminated", "completed"]


def test_an_application_that_is_not_accepted_brings_no_placement(db: Db) -> None:
    application = an_application(db)

    move(db, application, "reviewed")
    move(db, application, "rejected")

    assert placements_of(db, application) == []


def test_the_application_service_places_students_without_rights_on_placements(db: Db) -> None:
    application = an_application(db, status="reviewed")

    with acting_as(db, "application_service_role"):
        move(db, application, "accepted")
        db.execute("reset role")
        assert len(placements_of(db, application)) == 1

    with acting_as(db, "application_service_role"), pytest.raises(psycopg.errors.InsufficientPrivilege):
        db.execute("delete from internship_schema.internship_applications")


def test_legacy_applications_bring_their_own_placements(db: Db) -> None:
    student, posting = a_profile(db), a_posting(db)

    with acting_as(db, "migration_role"):
        db.execute("set local migration.active = 'on'")
        application = an_application(db, user_profile_id=student, internship_posting_id=posting, status="accepted")
        assert placements_of(db, application) == []


def test_an_application_has_one_placement_and_stays_as_long_as_it(db: Db) -> None:
    student, posting = a_profile(db), a_posting(db)
    a_placement(db, student, posting)
    application = one(db, "select id from application_schema.applications where user_profile_id = %s", [student])

    again = {"application_id": application, "user_profile_id": student, "posting_id": posting}
    assert constraint_broken_by(db, a_placement_by_hand, **again) == "internship_applications_application_id_key"
    with pytest.raises(psycopg.errors.IntegrityError):
        db.execute("delete from application_schema.applications where id = %s", [application])


def test_nobody_writes_into_another_students_logbook(db: Db) -> None:
    posting = a_posting(db)
    placement, other = a_placement(db, a_profile(db), posting), a_profile(db)

    entry = {"internship_application_id": placement, "posting_id": posting, "user_profile_id": other}
    assert constraint_broken_by(db, a_week, **entry) == "internship_progress_internship_application_id_fkey"


def test_a_student_writes_each_week_once_also_in_a_logbook_without_a_placement(db: Db) -> None:
    student, posting = a_profile(db), a_posting(db)
    a_week(db, posting_id=posting, user_profile_id=student)

    again = constraint_broken_by(db, a_week, posting_id=posting, user_profile_id=student)
    assert again == "internship_progress_user_profile_id_posting_id_week_number_key"


def test_a_person_who_was_two_accounts_keeps_placement_and_logbook(db: Db) -> None:
    student, posting, survivor = a_profile(db), a_posting(db), a_profile(db)
    placement = a_placement(db, student, posting)
    week = a_week(db, internship_application_id=placement, posting_id=posting, user_profile_id=student)

    db.execute(
        "update application_schema.applications set user_profile_id = %s where user_profile_id = %s",
        [survivor, student],
    )

    assert (
        one(db, "select user_profile_id from internship_schema.internship_progress where id = %s", [week]) == survivor
    )


def test_grades_go_with_the_week_and_the_week_with_the_placement(db: Db) -> None:
    student, posting = a_profile(db), a_posting(db)
    placement = a_placement(db, student, posting)
    week = a_week(db, internship_application_id=placement, posting_id=posting, user_profile_id=student)
    grade = a_grade(db, internship_progress_id=week)

    db.execute("delete from internship_schema.internship_applications where id = %s", [placement])

    assert one(db, "select count(*) from internship_schema.internship_evaluations where id = %s", [grade]) == 0


def test_a_posting_for_an_institution_that_is_gone_is_for_nobody(db: Db) -> None:
    institution = an_institution(db)
    posting = a_posting(
        db, institution_id=institution, partner_institution_id=institution, visibility="institution_only"
    )

    db.execute("delete from institution_schema.institutions where id = %s", [institution])

    row = db.execute(
        "select institution_id, partner_institution_id, visibility from internship_schema.internship_postings"
        " where id = %s",
        [posting],
    ).fetchone()
    assert row == (None, None, "institution_only")


def test_a_posting_that_makes_no_sense_is_refused(db: Db) -> None:
    for constraint, columns in (
        ("internship_postings_title_check", {"title": "x" * 256}),
        ("internship_postings_category_check", {"category": "sports"}),
        ("internship_postings_experience_level_check", {"experience_level": "expert"}),
        ("internship_postings_location_type_check", {"location_type": "on-site"}),
        ("internship_postings_end_date_check", {"end_date": TODAY}),
        ("internship_postings_duration_weeks_check", {"duration_weeks": 0}),
        ("internship_postings_duration_weeks_check", {"duration_weeks": 53}),
        ("internship_postings_stipend_check", {"stipend": -1}),
        ("internship_postings_currency_check", {"currency": "usd"}),
        ("internship_postings_required_skills_check", {"required_skills": {}}),
        ("internship_postings_preferred_skills_check", {"preferred_skills": {}}),
        ("internship_postings_required_year_of_study_check", {"required_year_of_study": {}}),
        ("internship_postings_required_majors_check", {"required_majors": {}}),
        ("internship_postings_benefits_check", {"benefits": {}}),
        ("internship_postings_min_gpa_check", {"min_gpa": 4.1}),
        ("internship_postings_max_applications_check", {"max_applications": 0}),
        ("internship_postings_visibility_check", {"visibility": "institution-only"}),
    ):
        assert constraint_broken_by(db, a_posting, **columns) == constraint


def test_a_week_that_makes_no_sense_is_refused(db: Db) -> None:
    logbook = {"user_profile_id": a_profile(db), "posting_id": a_posting(db)}

    for constraint, columns in (
        ("internship_progress_week_number_check", {"week_number": 0}),
        ("internship_progress_status_check", {"status": "accepted"}),
    ):
        assert constraint_broken_by(db, a_week, **logbook, **columns) == constraint


def test_a_grade_that_makes_no_sense_is_refused(db: Db) -> None:
    placement = a_placement(db, a_profile(db), a_posting(db))

    for constraint, columns in (
        ("internship_evaluations_subject_check", {}),
        ("internship_evaluations_evaluator_kind_check", {"evaluator_kind": "parent"}),
        ("internship_evaluations_rating_check", {"rating": 6}),
    ):
        of = {"internship_application_id": placement} if columns else {}
        assert constraint_broken_by(db, a_grade, **of, **columns) == constraint


def test_a_placement_that_makes_no_sense_is_refused(db: Db) -> None:
    student, posting = a_profile(db), a_posting(db)
    application = an_application(db, user_profile_id=student, internship_posting_id=posting)
    right = {"application_id": application, "user_profile_id": student, "posting_id": posting}

    for constraint, columns in (
        ("internship_applications_status_check", {"status": "paused"}),
        ("internship_applications_ended_on_check", {"started_on": TODAY, "ended_on": TODAY - timedelta(days=1)}),
        ("internship_applications_application_id_fkey", {"user_profile_id": a_profile(db)}),
        ("internship_applications_application_id_fkey", {"posting_id": a_posting(db)}),
        (None, {}),
    ):
        assert constraint_broken_by(db, a_placement_by_hand, **(right | columns)) == constraint
