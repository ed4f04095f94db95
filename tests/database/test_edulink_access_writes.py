"""Who may write what. Each attempt is made by everybody: a refusal counts because the same statement works for others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest

from tests.support.personas import EVERYBODY, NOBODY, STUDENTS, VISITOR, Stage, staged
from tests.support.servers import Server
from toolkit.io import db as door

REFUSED = "42501"


@dataclass(frozen=True, slots=True)
class Attempt:
    """
    A statement, who may do it, and what it comes to for other users.

    Visitors are always refused; an update or delete by a user of a row that is not theirs finds no row.
    """

    what: str
    statement: str
    may: str

    def __str__(self) -> str:
        return self.what.replace(" ", "-")

    @property
    def otherwise(self) -> str:
        """What it comes to for a signed-in user who may not."""
        return "0 rows" if self.statement.startswith(("update", "delete")) else REFUSED


ATTEMPTS = (
    Attempt("edit a profile", "update user_schema.user_profiles set bio = 'x' where id = %(ada)s", "ada"),
    Attempt(
        "begin an academic record",
        "insert into user_schema.academic_information (user_profile_id, gender) values (%(eve)s, 'F')",
        "eve",
    ),
    Attempt(
        "edit an academic record",
        "update user_schema.academic_information set internship_status = 'searching' where id = %(ada_record)s",
        "ada",
    ),
    Attempt(
        "add a contact",
        "insert into user_schema.contact_information (user_profile_id, contact_type, value)"
        " values (%(ada)s, 'website', 'https://ada.example')",
        "ada",
    ),
    Attempt(
        "choose a contact", "update user_schema.contact_information set is_primary = true where id = %(ada_contact)s", "ada"
    ),
    Attempt("remove a contact", "delete from user_schema.contact_information where id = %(ada_contact)s", "ada"),
    Attempt(
        "make preferences", "insert into user_schema.preferences (user_profile_id, theme) values (%(eve)s, 'DARK')", "eve"
    ),
    Attempt(
        "edit preferences", "update user_schema.preferences set theme = 'DARK' where id = %(ada_preferences)s", "ada"
    ),
    Attempt(
        "describe a company",
        "insert into user_schema.employer_information (user_profile_id, company_name) values (%(kim)s, 'Kim Ltd')",
        "kim",
    ),
    Attempt(
        "edit a company", "update user_schema.employer_information set industry = 'x' where id = %(jon_company)s", "jon"
    ),
    Attempt(
        "say how to be reached",
        "insert into notification_schema.delivery_preferences (user_id) values (%(eve_account)s)",
        "eve",
    ),
    Attempt(
        "change how to be reached",
        "update notification_schema.delivery_preferences set sms_enabled = true where id = %(ada_delivery)s",
        "ada",
    ),
    Attempt("edit an institution", "update institution_schema.institutions set description = 'x' where id = %(north)s", "hal"),
    Attempt(
        "add a department",
        "insert into institution_schema.departments (institution_id, name, code) values (%(north)s, 'Law', 'LAW')",
        "hal",
    ),
    Attempt(
        "edit a department", "update institution_schema.departments set name = 'x' where id = %(north_department)s", "hal"
    ),
    Attempt(
        "add a program",
        "insert into institution_schema.programs (institution_id, department_id, name, code)"
        " values (%(north)s, %(north_department)s, 'Law', 'LAW')",
        "hal",
    ),
    Attempt("edit a program", "update institution_schema.programs set name = 'x' where id = %(north_program)s", "hal"),
    Attempt(
        "edit the settings",
        "update institution_schema.institution_settings set grading_system = 'letter' where id = %(north)s",
        "hal",
    ),
    Attempt(
        "ask to be admitted",
        "insert into institution_schema.institution_memberships (user_profile_id, institution_id, role)"
        " values (%(eve)s, %(north)s, 'student')",
        "eve",
    ),
    Attempt(
        "admit a student",
        "update institution_schema.institution_memberships set status = 'active' where id = %(rex_membership)s",
        "hal",
    ),
    Attempt(
        "no longer ask to be admitted",
        "delete from institution_schema.institution_memberships where id = %(rex_membership)s",
        "rex",
    ),
    Attempt(
        "offer an internship",
        "insert into internship_schema.internship_postings (employer_profile_id, institution_id, title, description,"
        " start_date, end_date, duration_weeks, deadline) values (%(jon)s, %(north)s, 'x', 'x', '2030-01-01',"
        " '2030-03-01', 8, '2029-12-01')",
        "jon",
    ),
    Attempt("edit a posting", "update internship_schema.internship_postings set title = 'x' where id = %(jons)s", "jon"),
    Attempt(
        "remove a posting",
        "update internship_schema.internship_postings set is_deleted = true, deleted_at = now() where id = %(jons)s",
        "jon",
    ),
    Attempt(
        "apply",
        "insert into application_schema.applications (user_profile_id, internship_posting_id) values (%(eve)s, %(jons)s)",
        "eve",
    ),
    Attempt(
        "apply where only members may",
        "insert into application_schema.applications (user_profile_id, internship_posting_id)"
        " values (%(ben)s, %(north_only)s)",
        "ben",
    ),
    Attempt(
        "hand in a paper",
        "insert into application_schema.application_documents"
        " (application_id, file, original_filename, file_size, uploaded_by)"
        " values (%(ada_to_jon)s, 'x', 'x.pdf', 1, %(ada)s)",
        "ada",
    ),
    Attempt(
        "check a paper",
        "update application_schema.application_documents set is_verified = true, verified_by = %(jon)s"
        " where id = %(ada_to_jon_paper)s",
        "jon",
    ),
    Attempt(
        "take back a paper", "delete from application_schema.application_documents where id = %(ada_to_jon_paper)s", "ada"
    ),
    Attempt(
        "review an application",
        "insert into application_schema.application_reviews (application_id, reviewer_id, rating)"
        " values (%(ada_to_jon)s, %(jon)s, 5)",
        "jon",
    ),
    Attempt(
        "edit a review",
        "update application_schema.application_reviews set rating = 4 where id = %(ada_to_jon_note)s",
        "jon",
    ),
    Attempt(
        "remove a review", "delete from application_schema.application_reviews where id = %(ada_to_jon_note)s", "jon"
    ),
    Attempt(
        "begin a placement",
        "update internship_schema.internship_applications set status = 'active' where id = %(ada_placement)s",
        "jon",
    ),
    Attempt(
        "write a logbook",
        "insert into internship_schema.internship_progress"
        " (internship_application_id, posting_id, user_profile_id, week_number, activities)"
        " values (%(ada_placement)s, %(jons)s, %(ada)s, 2, 'x')",
        "ada",
    ),
    Attempt(
        "rewrite a logbook",
        "update internship_schema.internship_progress set activities = 'x', status = 'pending' where id = %(ada_week)s",
        "ada",
    ),
    Attempt(
        "grade a placement",
        "insert into internship_schema.internship_evaluations"
        " (internship_application_id, evaluator_id, evaluator_kind, rating, private_note)"
        " values (%(ada_placement)s, %(jon)s, 'company', 5, 'x')",
        "jon",
    ),
    Attempt("correct a grade", "update internship_schema.internship_evaluations set rating = 4 where id = %(ada_grade)s", "jon"),
    Attempt("enrol", "select user_schema.enrol(%(north)s, %(north_program)s)", "ada ben"),
    Attempt("verify an academic record", "select user_schema.verify_academic_record(%(ada)s, 'N/1')", "hal"),
    Attempt(
        "redeem a code", "select institution_schema.redeem_registration_code('north-2026')", " ".join(STUDENTS)
    ),
    Attempt("issue a code", "select institution_schema.issue_registration_code(%(north)s)", "hal"),
    Attempt("withdraw a code", "select institution_schema.withdraw_registration_code('NORTH-2026')", "hal"),
    Attempt("review an institution", "select institution_schema.review_institution(%(north)s, 'suspended', true)", "lou"),
    Attempt("vouch before everybody", "select internship_schema.review_posting(%(unverified)s)", "lou"),
    Attempt("vouch before members", "select internship_schema.review_posting(%(north_unverified)s)", "hal lou"),
    Attempt("answer a week", "select internship_schema.answer_progress(%(ada_week)s, 'revision', 'More.')", "jon"),
    Attempt(
        "invite to an interview",
        "select application_schema.schedule_interview(%(ben_to_kim)s, now(), 'video_call', 'https://meet.example')",
        "kim",
    ),
    Attempt("reject", "select application_schema.change_status(%(ben_to_kim)s, 'rejected', 'Too late.')", "kim"),
    Attempt("withdraw", "select application_schema.change_status(%(ben_to_kim)s, 'withdrawn')", "ben"),
)


@pytest.fixture(scope="module")
def stage(server: Server, admin: door.Connection, edulink_template: str) -> Iterator[Stage]:
    with staged(server, admin, edulink_template) as stage:
        yield stage


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_a_write_is_for_those_who_may_and_for_nobody_else(stage: Stage, attempt: Attempt) -> None:
    came_to = {who: stage.outcome(who, attempt.statement) for who in EVERYBODY}

    assert came_to == {
        who: "1 row" if who in attempt.may.split() else REFUSED if who == VISITOR else attempt.otherwise
        for who in EVERYBODY
    }


@pytest.mark.parametrize(
    ("statement", "rows_of"),
    [
        ("update user_schema.user_profiles set bio = 'x'", dict.fromkeys(EVERYBODY, 1)),
        ("update user_schema.academic_information set gender = 'F'", {"ada": 1, "cyd": 1}),
        ("update user_schema.contact_information set is_primary = true", {"ada": 1, "cyd": 1}),
        ("delete from user_schema.contact_information", {"ada": 1, "cyd": 1}),
        ("update user_schema.preferences set theme = 'DARK'", {"ada": 1, "cyd": 1}),
        ("update user_schema.employer_information set industry = 'x'", {"jon": 1}),
        ("update notification_schema.delivery_preferences set sms_enabled = true", {"ada": 1, "cyd": 1}),
        ("update institution_schema.institutions set description = 'x'", {"hal": 1, "ivy": 1, "qin": 1}),
        ("update institution_schema.departments set name = 'x'", {"hal": 1, "ivy": 1, "qin": 1}),
        ("update institution_schema.programs set name = 'x'", {"hal": 1, "ivy": 1, "qin": 1}),
        (
            "update institution_schema.institution_settings set grading_system = 'letter'",
            {"hal": 1, "ivy": 1, "qin": 1},
        ),
        ("update institution_schema.institution_memberships set position = 'x'", {"hal": 9, "ivy": 3, "qin": 1}),
        ("delete from institution_schema.institution_memberships", {"rex": 1}),
        ("update internship_schema.internship_postings set title = 'x'", {"jon": 6, "kim": 3}),
        ("delete from application_schema.application_documents", {"ada": 2, "ben": 1, "cyd": 1}),
        ("update application_schema.application_reviews set rating = 1", {"jon": 4, "kim": 6}),
        ("delete from application_schema.application_reviews", {"jon": 4, "kim": 6}),
        ("update internship_schema.internship_applications set ended_on = null", {"jon": 1, "kim": 1}),
        ("update internship_schema.internship_progress set activities = 'x'", {"ada": 1, "cyd": 1}),
        ("update internship_schema.internship_evaluations set rating = 1", {"jon": 1, "kim": 1}),
    ],
)
def test_a_write_without_a_where_reaches_ones_own_rows_only(
    stage: Stage, statement: str, rows_of: dict[str, int]
) -> None:
    for who in EVERYBODY:
        expected = 0 if who in NOBODY else rows_of.get(who, 0)
        assert stage.outcome(who, statement) == (REFUSED if who == VISITOR else f"{expected} row{'s' * (expected != 1)}"), who


@pytest.mark.parametrize(
    ("who", "statement"),
    [
        # Whose a row is, and who somebody is.
        ("ada", "update user_schema.user_profiles set auth_user_id = %(cyd_account)s"),
        ("ada", "update user_schema.academic_information set user_profile_id = %(cyd)s"),
        ("ada", "update user_schema.contact_information set user_profile_id = %(cyd)s"),
        ("ada", "update user_schema.preferences set user_profile_id = %(cyd)s"),
        ("ada", "update notification_schema.delivery_preferences set user_id = %(cyd_account)s"),
        ("ada", "update application_schema.applications set user_profile_id = %(ben)s"),
        ("ada", "update application_schema.applications set internship_posting_id = %(kims)s"),
        ("ada", "update internship_schema.internship_progress set posting_id = %(kims)s"),
        ("ada", "update internship_schema.internship_progress set internship_application_id = %(cyd_placement)s"),
        ("hal", "update institution_schema.institution_memberships set user_profile_id = %(cyd)s"),
        ("hal", "update institution_schema.institution_memberships set institution_id = %(south)s"),
        ("hal", "update institution_schema.departments set institution_id = %(south)s"),
        ("hal", "update institution_schema.programs set institution_id = %(south)s"),
        ("hal", "update institution_schema.institution_settings set institution_id = %(south)s"),
        ("jon", "update internship_schema.internship_postings set employer_profile_id = %(kim)s"),
        ("jon", "update application_schema.application_documents set application_id = %(cyd_to_kim)s"),
        ("jon", "update application_schema.application_reviews set application_id = %(cyd_to_kim)s"),
        ("jon", "update application_schema.application_reviews set reviewer_id = %(kim)s"),
        ("jon", "update internship_schema.internship_applications set posting_id = %(kims)s"),
        ("jon", "update internship_schema.internship_evaluations set internship_application_id = %(cyd_placement)s"),
        # What somebody else decides or vouches for.
        ("ada", "update auth_schema.users set role = 'super_admin'"),
        ("ada", "update auth_schema.users set is_active = true"),
        ("lou", "update auth_schema.users set role = 'student'"),
        ("ada", "update user_schema.user_profiles set role = 'super_admin'"),
        ("ada", "update user_schema.user_profiles set email = 'cyd@people.example'"),
        ("ada", "update user_schema.user_profiles set is_verified = true"),
        ("ada", "update user_schema.user_profiles set national_id = '12345678'"),
        ("ada", "update user_schema.academic_information set institution_id = %(south)s"),
        ("ada", "update user_schema.academic_information set registration_number = 'N/1'"),
        ("ada", "update user_schema.academic_information set is_verified = true"),
        ("ada", "update user_schema.contact_information set is_verified = true"),
        ("ada", "update user_schema.contact_information set value = 'x'"),
        ("jon", "update user_schema.employer_information set company_name = 'x'"),
        ("jon", "update user_schema.employer_information set is_verified = true"),
        ("ada", "update notification_schema.delivery_preferences set max_emails_per_day = 100000"),
        ("hal", "update institution_schema.institutions set status = 'active'"),
        ("hal", "update institution_schema.institutions set is_verified = true"),
        ("hal", "update institution_schema.institutions set name = 'South'"),
        ("jon", "update internship_schema.internship_postings set is_verified = true"),
        ("jon", "update internship_schema.internship_postings set is_featured = true"),
        ("jon", "update internship_schema.internship_postings set visibility = 'public'"),
        ("jon", "update internship_schema.internship_postings set institution_id = %(south)s"),
        ("ada", "update application_schema.applications set cover_letter = 'x'"),
        ("ada", "update application_schema.applications set review_notes = 'x'"),
        ("jon", "update application_schema.applications set cover_letter = 'x'"),
        ("jon", "update application_schema.applications set priority_score = 100"),
        ("jon", "update application_schema.application_documents set file = 'x'"),
        ("ada", "update internship_schema.internship_progress set supervisor_comment = 'x'"),
        # What is not written by hand.
        ("ada", "insert into user_schema.user_profiles (auth_user_id) values (%(ada_account)s)"),
        ("ada", "insert into auth_schema.users (email) values ('new@people.example')"),
        ("ada", "delete from user_schema.user_profiles"),
        ("ada", "delete from application_schema.applications"),
        ("ada", "insert into application_schema.application_status_history (application_id) values (%(ada_to_jon)s)"),
        ("jon", "delete from application_schema.application_status_history"),
        ("jon", "insert into internship_schema.internship_applications (posting_id) values (%(jons)s)"),
        ("jon", "delete from internship_schema.internship_evaluations"),
        ("hal", "insert into institution_schema.registration_codes (institution_id) values (%(north)s)"),
        ("hal", "delete from institution_schema.departments"),
        ("hal", "delete from institution_schema.institutions"),
        ("ada", "insert into user_schema.profile_history (user_profile_id) values (%(ada)s)"),
    ],
)
def test_a_column_that_others_decide_is_refused_in_ones_own_row(stage: Stage, who: str, statement: str) -> None:
    assert stage.outcome(who, statement) == REFUSED


@pytest.mark.parametrize(
    ("who", "statement"),
    [
        ("ada", "update application_schema.applications set status = 'reviewed' where id = %(ada_to_kim)s"),
        ("kim", "update application_schema.applications set status = 'withdrawn' where id = %(ada_to_kim)s"),
        ("ada", "update internship_schema.internship_progress set status = 'reviewed' where id = %(ada_week)s"),
        (
            "jon",
            "update application_schema.application_documents set is_verified = true, verified_by = %(kim)s"
            " where id = %(ada_to_jon_paper)s",
        ),
    ],
)
def test_a_value_that_is_for_the_other_side_is_refused(stage: Stage, who: str, statement: str) -> None:
    assert stage.outcome(who, statement) == REFUSED


@pytest.mark.parametrize(
    ("who", "statement"),
    [
        ("ada", "update application_schema.applications set status = 'withdrawn' where id = %(ada_to_kim)s"),
        ("kim", "update application_schema.applications set status = 'reviewed' where id = %(ada_to_kim)s"),
    ],
)
def test_each_side_takes_its_own_steps(stage: Stage, who: str, statement: str) -> None:
    assert stage.outcome(who, statement) == "1 row"


# Inserts that name somebody else's row. What is put in for {} are rows that exist; all must be refused exactly as one that
# does not exist, or the answer would tell which is which.
REFERENCES = {
    "a profile of somebody else": (
        "ada",
        "insert into user_schema.contact_information (user_profile_id, contact_type, value) values ({}, 'phone', '1')",
        ("cyd", "mia"),
    ),
    "a company of somebody else": (
        "kim",
        "insert into user_schema.employer_information (user_profile_id, company_name) values ({}, 'x')",
        ("jon", "ada"),
    ),
    "preferences of somebody else": (
        "eve",
        "insert into user_schema.preferences (user_profile_id) values ({})",
        ("ben", "ada"),
    ),
    "an institution that is not listed": (
        "eve",
        "insert into institution_schema.institution_memberships (user_profile_id, institution_id, role)"
        " values (%(eve)s, {}, 'student')",
        ("unlisted", "closed"),
    ),
    "a membership of somebody else": (
        "eve",
        "insert into institution_schema.institution_memberships (user_profile_id, institution_id, role)"
        " values ({}, %(south)s, 'student')",
        ("ada", "cyd"),
    ),
    "another institution's department": (
        "hal",
        "insert into institution_schema.programs (institution_id, department_id, name, code)"
        " values (%(north)s, {}, 'x', 'X')",
        ("south_department", "unlisted_department"),
    ),
    "another institution": (
        "hal",
        "insert into institution_schema.departments (institution_id, name, code) values ({}, 'x', 'CS')",
        ("south", "unlisted", "closed"),
    ),
    "a posting for an institution that is not listed": (
        "jon",
        "insert into internship_schema.internship_postings (employer_profile_id, partner_institution_id, title,"
        " description, start_date, end_date, duration_weeks, deadline) values (%(jon)s, {}, 'x', 'x', '2030-01-01',"
        " '2030-03-01', 8, '2029-12-01')",
        ("unlisted", "closed"),
    ),
    "a posting of another employer": (
        "jon",
        "insert into internship_schema.internship_postings (employer_profile_id, title, description, start_date,"
        " end_date, duration_weeks, deadline) values ({}, 'x', 'x', '2030-01-01', '2030-03-01', 8, '2029-12-01')",
        ("kim", "mia"),
    ),
    "a posting that is not open to them": (
        "eve",
        "insert into application_schema.applications (user_profile_id, internship_posting_id) values (%(eve)s, {})",
        ("unverified", "paused", "removed", "expired", "north_only", "mias"),
    ),
    "an application of somebody else's": (
        "eve",
        "insert into application_schema.applications (user_profile_id, internship_posting_id) values ({}, %(jons)s)",
        ("ada", "ben"),
    ),
    "a paper with somebody else's application": (
        "ada",
        "insert into application_schema.application_documents (application_id, file, original_filename, file_size,"
        " uploaded_by) values ({}, 'x', 'x', 1, %(ada)s)",
        ("cyd_to_kim", "ben_to_kim"),
    ),
    "a paper in somebody else's name": (
        "ada",
        "insert into application_schema.application_documents (application_id, file, original_filename, file_size,"
        " uploaded_by) values (%(ada_to_jon)s, 'x', 'x', 1, {})",
        ("ben", "jon"),
    ),
    "a review of another employer's applicant": (
        "jon",
        "insert into application_schema.application_reviews (application_id, reviewer_id) values ({}, %(jon)s)",
        ("cyd_to_kim", "ada_to_kim"),
    ),
    "a review in somebody else's name": (
        "jon",
        "insert into application_schema.application_reviews (application_id, reviewer_id) values (%(ada_to_jon)s, {})",
        ("kim", "ada"),
    ),
    "somebody else's placement": (
        "ada",
        "insert into internship_schema.internship_progress"
        " (internship_application_id, posting_id, user_profile_id, week_number, activities)"
        " values ({}, %(jons)s, %(ada)s, 3, 'x')",
        ("cyd_placement",),
    ),
    "a posting that is not that of the placement": (
        "ada",
        "insert into internship_schema.internship_progress"
        " (internship_application_id, posting_id, user_profile_id, week_number, activities)"
        " values (%(ada_placement)s, {}, %(ada)s, 3, 'x')",
        ("kims", "mias"),
    ),
    "a grade of another employer's intern": (
        "jon",
        "insert into internship_schema.internship_evaluations (internship_progress_id, evaluator_id, evaluator_kind)"
        " values ({}, %(jon)s, 'company')",
        ("cyd_week",),
    ),
    "a grade in somebody else's name": (
        "jon",
        "insert into internship_schema.internship_evaluations (internship_progress_id, evaluator_id, evaluator_kind)"
        " values (%(ada_week)s, {}, 'company')",
        ("kim", "ada"),
    ),
    "an upsert of somebody else's preferences": (
        "eve",
        "insert into user_schema.preferences (user_profile_id) values ({})"
        " on conflict (user_profile_id) do update set theme = 'DARK'",
        ("ada", "cyd"),
    ),
    "a record at another institution": ("hal", "select user_schema.verify_academic_record({})", ("cyd", "eve", "mia_account")),
    "another institution's program": ("ada", "select user_schema.enrol(%(north)s, {})", ("south_program", "unlisted_program")),
    "an institution of others": ("ada", "select user_schema.enrol({})", ("south", "unlisted", "closed")),
    "another institution's posting": (
        "hal",
        "select internship_schema.review_posting({})",
        ("south_only", "unverified", "removed", "mias"),
    ),
    "another employer's applicant": (
        "jon",
        "select application_schema.schedule_interview({}, now(), 'phone_call')",
        ("ben_to_kim", "cyd_to_kim"),
    ),
    "another employer's intern": ("jon", "select internship_schema.answer_progress({}, 'reviewed')", ("cyd_week",)),
}


@pytest.mark.parametrize("case", REFERENCES)
def test_what_exists_elsewhere_is_refused_like_what_does_not_exist(stage: Stage, case: str) -> None:
    who, statement, existing = REFERENCES[case]

    answers = {name: refusal(stage, who, statement.format(f"%({name})s")) for name in (*existing, "nowhere")}

    assert answers["nowhere"][0] in (REFUSED, "23503", "22023")
    assert answers == dict.fromkeys(answers, answers["nowhere"])


def refusal(stage: Stage, who: str, statement: str) -> tuple[str, str]:
    """The SQLSTATE and message of a refusal, without the ids in it."""
    try:
        stage.rows(who, statement) if statement.startswith("select") else stage.rows(who, f"{statement} returning id")
    except psycopg.Error as error:
        message = str(error.diag.message_primary)
        for id_ in stage.ids.values():
            message = message.replace(str(id_), "…")
        return str(error.sqlstate), message
    return "", "let in"


def test_an_insert_cannot_choose_what_others_decide(stage: Stage) -> None:
    for who, statement in (
        (
            "eve",
            "insert into institution_schema.institution_memberships (user_profile_id, institution_id, role)"
            " values (%(eve)s, %(north)s, 'admin')",
        ),
        (
            "eve",
            "insert into institution_schema.institution_memberships (user_profile_id, institution_id, role, status)"
            " values (%(eve)s, %(north)s, 'student', 'active')",
        ),
        (
            "eve",
            "insert into application_schema.applications (user_profile_id, internship_posting_id, status)"
            " values (%(eve)s, %(jons)s, 'accepted')",
        ),
        (
            "jon",
            "insert into internship_schema.internship_evaluations (internship_progress_id, evaluator_id, evaluator_kind)"
            " values (%(ada_week)s, %(jon)s, 'institution')",
        ),
        (
            "jon",
            "insert into internship_schema.internship_evaluations"
            " (internship_progress_id, internship_application_id, evaluator_id, evaluator_kind)"
            " values (%(ada_week)s, %(ada_placement)s, %(jon)s, 'company')",
        ),
    ):
        assert stage.outcome(who, statement) == REFUSED, statement


@pytest.mark.parametrize("privilege", ["truncate", "create index on", "lock table"])
def test_nobody_does_more_than_read_and_write_rows(stage: Stage, privilege: str) -> None:
    statements = {
        "truncate": "truncate user_schema.preferences",
        "create index on": "create index on user_schema.preferences (theme)",
        "lock table": "lock table user_schema.user_profiles in access exclusive mode",
    }
    for who in EVERYBODY:
        assert stage.outcome(who, statements[privilege]) == REFUSED, who
