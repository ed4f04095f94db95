"""The institution service: what its tables refuse, and what happens by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString
from uuid import UUID

import psycopg
import pytest

from tests.support.edulink_world import (
    Db,
    a_code,
    a_department,
    a_membership,
    a_profile,
    a_program,
    an_institution,
    broken_house_rules,
    constraint_broken_by,
    insert,
    one,
)

USE_CODE: LiteralString = (
    "update institution_schema.registration_codes set current_uses = current_uses + 1 where id = %s"
)


@pytest.fixture
def db(edulink_db: str) -> Iterator[Db]:
    with psycopg.connect(edulink_db, autocommit=True) as connection:
        yield connection


def some_settings(db: Db, institution_id: UUID, **columns: object) -> UUID:
    return insert(db, "institution_schema", "institution_settings", institution_id=institution_id, **columns)


def test_the_schema_keeps_the_house_rules(db: Db) -> None:
    assert broken_house_rules(db, "institution_schema") == []


def test_a_new_institution_has_settings_with_its_own_id_and_times(db: Db) -> None:
    institution = an_institution(db, created_at="2001-02-03T00:00Z", updated_at="2004-05-06T00:00Z")

    settings = db.execute(
        "select id, grading_system, created_at = '2001-02-03T00:00Z', updated_at = '2004-05-06T00:00Z'"
        " from institution_schema.institution_settings where institution_id = %s",
        [institution],
    ).fetchall()

    assert settings == [(institution, "gpa_4", True, True)]


def test_an_institution_has_one_row_of_settings(db: Db) -> None:
    institution = an_institution(db)

    assert constraint_broken_by(db, some_settings, institution) == "institution_settings_institution_id_key"


def test_a_program_cannot_name_a_department_of_another_institution(db: Db) -> None:
    ours, theirs = an_institution(db), an_institution(db)
    department = a_department(db, theirs)

    assert constraint_broken_by(db, a_program, ours, department_id=department) == "programs_department_id_fkey"
    assert constraint_broken_by(db, a_program, theirs, department_id=department) is None


def test_a_program_outlives_its_department(db: Db) -> None:
    institution = an_institution(db)
    department = a_department(db, institution)
    program = a_program(db, institution, department_id=department)

    db.execute("delete from institution_schema.departments where id = %s", [department])

    kept = db.execute(
        "select institution_id, department_id from institution_schema.programs where id = %s", [program]
    ).fetchall()
    assert kept == [(institution, None)]


def test_everything_of_an_institution_goes_with_it(db: Db) -> None:
    institution = an_institution(db)
    a_program(db, institution, department_id=a_department(db, institution))
    a_code(db, institution)
    a_membership(db, a_profile(db), institution)

    db.execute("delete from institution_schema.institutions where id = %s", [institution])

    left = one(
        db,
        "select (select count(*) from institution_schema.departments where institution_id = i.id)"
        " + (select count(*) from institution_schema.programs where institution_id = i.id)"
        " + (select count(*) from institution_schema.registration_codes where institution_id = i.id)"
        " + (select count(*) from institution_schema.institution_settings where institution_id = i.id)"
        " + (select count(*) from institution_schema.institution_memberships where institution_id = i.id)"
        " from (values (%s::uuid)) as i (id)",
        [institution],
    )
    assert left == 0


def test_the_last_use_of_a_code_is_the_last(db: Db) -> None:
    code = a_code(db, an_institution(db), max_uses=2, current_uses=1)

    db.execute(USE_CODE, [code])
    with pytest.raises(psycopg.errors.CheckViolation) as caught:
        db.execute(USE_CODE, [code])

    assert caught.value.diag.constraint_name == "registration_codes_uses_left_check"


def test_a_code_without_a_limit_is_never_used_up(db: Db) -> None:
    code = a_code(db, an_institution(db), max_uses=None, current_uses=1_000_000)

    db.execute(USE_CODE, [code])

    assert one(db, "select current_uses from institution_schema.registration_codes where id = %s", [code]) == 1_000_001


def test_a_code_that_was_overdrawn_may_stay_but_not_in_force(db: Db) -> None:
    code = a_code(db, an_institution(db), max_uses=5, current_uses=9, is_active=False)

    with pytest.raises(psycopg.errors.CheckViolation) as caught:
        db.execute("update institution_schema.registration_codes set is_active = true where id = %s", [code])

    assert caught.value.diag.constraint_name == "registration_codes_uses_left_check"


def test_somebody_belongs_to_an_institution_once(db: Db) -> None:
    person, institution = a_profile(db), an_institution(db)
    a_membership(db, person, institution, role="student")

    twice = constraint_broken_by(db, a_membership, person, institution, role="admin")
    assert twice == "institution_memberships_user_profile_id_institution_id_key"


def test_a_membership_goes_with_the_person(db: Db) -> None:
    person = a_profile(db)
    membership = a_membership(db, person, an_institution(db))

    db.execute("delete from user_schema.user_profiles where id = %s", [person])

    assert one(db, "select count(*) from institution_schema.institution_memberships where id = %s", [membership]) == 0


def test_a_deleted_institution_says_when_and_another_does_not(db: Db) -> None:
    then = "2026-01-01T00:00Z"

    assert constraint_broken_by(db, an_institution, is_deleted=True) == "institutions_deleted_at_check"
    assert constraint_broken_by(db, an_institution, deleted_at=then) == "institutions_deleted_at_check"
    assert constraint_broken_by(db, an_institution, is_deleted=True, deleted_at=then) is None


def test_a_change_is_noted_in_updated_at(db: Db) -> None:
    institution = an_institution(db, updated_at="2001-01-01T00:00Z")

    db.execute("update institution_schema.institutions set student_count = 1 where id = %s", [institution])

    moved: LiteralString = "select updated_at > now() - interval '1 minute' from institution_schema.institutions"
    assert one(db, moved + " where id = %s", [institution]) is True


def test_an_institution_that_makes_no_sense_is_refused(db: Db) -> None:
    for constraint, columns in (
        ("institutions_name_check", {"name": "x" * 256}),
        ("institutions_short_name_check", {"short_name": "x" * 51}),
        ("institutions_institution_type_check", {"institution_type": "school"}),
        ("institutions_phone_number_check", {"phone_number": "1" * 21}),
        ("institutions_address_check", {"address": ["1 Shore Road"]}),
        ("institutions_registration_number_check", {"registration_number": "1" * 101}),
        ("institutions_status_check", {"status": "open"}),
        ("institutions_established_year_check", {"established_year": 999}),
        ("institutions_student_count_check", {"student_count": -1}),
        ("institutions_faculty_count_check", {"faculty_count": -1}),
        ("institutions_settings_check", {"settings": []}),
        ("institutions_metadata_check", {"metadata": []}),
    ):
        assert constraint_broken_by(db, an_institution, **columns) == constraint


def test_a_code_that_makes_no_sense_is_refused(db: Db) -> None:
    institution = an_institution(db)

    for constraint, columns in (
        ("registration_codes_code_check", {"code": "lake-1"}),
        ("registration_codes_code_check", {"code": "X" * 21}),
        ("registration_codes_valid_until_check", {"valid_from": "2026-01-02", "valid_until": "2026-01-02"}),
        ("registration_codes_max_uses_check", {"max_uses": 0}),
        ("registration_codes_current_uses_check", {"current_uses": -1}),
        ("registration_codes_allowed_years_check", {"allowed_years": {}}),
        ("registration_codes_allowed_courses_check", {"allowed_courses": {}}),
        ("registration_codes_metadata_check", {"metadata": []}),
    ):
        assert constraint_broken_by(db, a_code, institution, **columns) == constraint


def test_a_program_that_makes_no_sense_is_refused(db: Db) -> None:
    institution = an_institution(db)

    for constraint, columns in (
        ("programs_code_check", {"code": "bsc"}),
        ("programs_degree_type_check", {"degree_type": "phd"}),
        ("programs_duration_months_check", {"duration_months": 0}),
        ("programs_metadata_check", {"metadata": []}),
    ):
        assert constraint_broken_by(db, a_program, institution, **columns) == constraint


def test_a_department_that_makes_no_sense_is_refused(db: Db) -> None:
    institution = an_institution(db)

    for constraint, columns in (
        ("departments_code_check", {"code": "cs"}),
        ("departments_code_check", {"code": "X" * 25}),
        ("departments_metadata_check", {"metadata": []}),
    ):
        assert constraint_broken_by(db, a_department, institution, **columns) == constraint


def test_settings_that_make_no_sense_are_refused(db: Db) -> None:
    institution = an_institution(db)

    for constraint, columns in (
        ("institution_settings_academic_year_start_month_check", {"academic_year_start_month": 13}),
        ("institution_settings_grading_system_check", {"grading_system": "stars"}),
        ("institution_settings_internship_duration_check", {"max_internship_duration_weeks": 8}),
        ("institution_settings_notification_settings_check", {"notification_settings": []}),
        ("institution_settings_integration_settings_check", {"integration_settings": []}),
        ("institution_settings_custom_settings_check", {"custom_settings": []}),
    ):
        assert constraint_broken_by(db, some_settings, institution, **columns) == constraint


def test_a_membership_that_makes_no_sense_is_refused(db: Db) -> None:
    person, institution = a_profile(db), an_institution(db)

    for constraint, columns in (
        ("institution_memberships_role_check", {"role": "owner"}),
        ("institution_memberships_status_check", {"status": "deleted"}),
    ):
        assert constraint_broken_by(db, a_membership, person, institution, **columns) == constraint
