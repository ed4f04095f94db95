"""Who may write what. Everybody makes each attempt: a refusal counts because the same statement works for others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest

from tests.support.attempts import Attempt, The, as_sql, call, delete, insert, update
from tests.support.edulink_matrix import ATTEMPTS, OWN_ROWS, PAPER, POSTING
from tests.support.edulink_people import EVERYBODY, edulink_staged
from tests.support.servers import Server
from tests.support.stage import REFUSED, VISITOR, Stage, rows_text
from toolkit.io import db as door


@pytest.fixture(scope="module")
def stage(server: Server, admin: door.Connection, edulink_template: str) -> Iterator[Stage]:
    with edulink_staged(server, admin, edulink_template) as stage:
        yield stage


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_a_write_is_for_those_who_may_and_for_nobody_else(stage: Stage, attempt: Attempt) -> None:
    came_to = {who: stage.outcome(who, as_sql(attempt)) for who in EVERYBODY}

    assert came_to == {who: attempt.expected(who) for who in EVERYBODY}


@pytest.mark.parametrize(("attempt", "count_of"), OWN_ROWS, ids=str)
def test_a_write_without_a_where_reaches_ones_own_rows_only(
    stage: Stage, attempt: Attempt, count_of: dict[str, int]
) -> None:
    came_to = {who: stage.outcome(who, as_sql(attempt)) for who in EVERYBODY}

    assert came_to == {who: REFUSED if who == VISITOR else rows_text(count_of.get(who, 0)) for who in EVERYBODY}


# Columns that somebody may see in rows that they may edit, and yet not write: whose a row is, and what others decide.
FIXED_COLUMNS = {
    "auth_schema.users": {"ada": "role is_active email user_profile_id", "lou": "role is_active is_superuser"},
    "user_schema.user_profiles": {"ada": "id auth_user_id role email is_active is_verified national_id is_deleted"},
    "user_schema.academic_information": {
        "ada": "user_profile_id institution_id program_id department_id registration_number year_of_study"
        " is_verified university_verified national_id_verified registration_method is_deleted",
        "hal": "is_verified registration_number",
    },
    "user_schema.contact_information": {"ada": "user_profile_id value contact_type is_verified"},
    "user_schema.preferences": {"ada": "user_profile_id"},
    "user_schema.employer_information": {"jon": "user_profile_id company_name is_verified"},
    "notification_schema.delivery_preferences": {"ada": "user_id max_emails_per_day max_sms_per_day"},
    "institution_schema.institutions": {"hal": "id name email status is_verified", "lou": "status is_verified"},
    "institution_schema.departments": {"hal": "institution_id"},
    "institution_schema.programs": {"hal": "institution_id"},
    "institution_schema.institution_settings": {"hal": "institution_id"},
    "institution_schema.institution_memberships": {"ada": "user_profile_id", "hal": "user_profile_id institution_id"},
    "internship_schema.internship_postings": {
        "jon": "employer_profile_id institution_id partner_institution_id visibility is_verified is_featured"
    },
    "application_schema.applications": {
        "ada": "user_profile_id internship_posting_id employer_profile_id cover_letter interview_date reviewed_by",
        "jon": "user_profile_id internship_posting_id cover_letter status_changed_by",
    },
    "application_schema.application_documents": {
        "jon": "application_id file uploaded_by",
        "ada": "application_id file",
    },
    "application_schema.application_status_history": {"jon": "application_id to_status changed_by", "ada": "reason"},
    "application_schema.application_reviews": {
        "jon": "application_id reviewer_id review_type",
        "ada": "application_id",
    },
    "internship_schema.internship_applications": {"jon": "posting_id application_id user_profile_id", "ada": "id"},
    "internship_schema.internship_progress": {
        "ada": "internship_application_id posting_id user_profile_id week_number supervisor_comment",
        "jon": "supervisor_comment",
    },
    "internship_schema.internship_evaluations": {
        "jon": "internship_progress_id internship_application_id evaluator_id evaluator_kind"
    },
}


@pytest.mark.parametrize("table", FIXED_COLUMNS)
def test_a_column_that_others_decide_is_refused_in_a_row_that_is_seen(stage: Stage, table: str) -> None:
    for who, columns in FIXED_COLUMNS[table].items():
        for column in columns.split():
            assert stage.outcome(who, f"update {table} set {column} = {column}") == REFUSED, (who, column)
            # The control: the column is there, and so are rows with it.
            assert stage.outcome(who, f"select {column} from {table} limit 1") == "1 row", (who, column)


@pytest.mark.parametrize(
    ("who", "attempt"),
    [
        ("ada", insert("", "user_schema.user_profiles", "", auth_user_id=The("ada_account"))),
        ("ada", insert("", "auth_schema.users", "", email="new@people.example")),
        ("ada", insert("", "user_schema.profile_history", "", user_profile_id=The("ada"), action="x")),
        ("ada", delete("", "user_schema.user_profiles", "ada", "")),
        ("ada", delete("", "user_schema.academic_information", "ada_record", "")),
        ("ada", delete("", "application_schema.applications", "ada_to_kim", "")),
        ("ada", insert("", "application_schema.application_status_history", "", application_id=The("ada_to_jon"))),
        ("ada", delete("", "internship_schema.internship_progress", "ada_week", "")),
        ("jon", delete("", "internship_schema.internship_postings", "jons", "")),
        ("jon", insert("", "internship_schema.internship_applications", "", posting_id=The("jons"))),
        ("jon", delete("", "internship_schema.internship_evaluations", "ada_grade", "")),
        ("hal", insert("", "institution_schema.registration_codes", "", institution_id=The("north"), code="MINE")),
        ("hal", delete("", "institution_schema.departments", "north_department", "")),
        ("hal", delete("", "institution_schema.institutions", "north", "")),
        ("lou", insert("", "institution_schema.institutions", "", name="New")),
        ("lou", delete("", "auth_schema.security_logs", "event", "")),
    ],
    ids=str,
)
def test_what_is_not_made_or_removed_by_hand_is_refused_to_its_owner(stage: Stage, who: str, attempt: Attempt) -> None:
    assert stage.outcome(who, as_sql(attempt)) == REFUSED


APPLICATIONS = "application_schema.applications"
WEEKS = "internship_schema.internship_progress"
PAPERS = "application_schema.application_documents"


@pytest.mark.parametrize(
    ("attempt", "refused"),
    [
        (update("withdraw", APPLICATIONS, "ada_to_kim", "ada", status="withdrawn"), "kim"),
        (update("look at", APPLICATIONS, "ada_to_kim", "kim", status="reviewed"), "ada"),
        (update("hand in again", WEEKS, "ada_week", "ada", status="pending"), "jon"),
        (update("check", PAPERS, "ada_to_jon_paper", "jon", is_verified=True, verified_by=The("jon")), "ada"),
    ],
    ids=str,
)
def test_a_step_that_is_for_one_side_is_not_taken_by_the_other(stage: Stage, attempt: Attempt, refused: str) -> None:
    assert stage.outcome(attempt.may, as_sql(attempt)) == "1 row"
    assert stage.outcome(refused, as_sql(attempt)) in (REFUSED, "0 rows")


@pytest.mark.parametrize(
    ("who", "attempt"),
    [
        ("ada", update("accept a week oneself", WEEKS, "ada_week", "", status="reviewed")),
        ("jon", update("check for another", PAPERS, "ada_to_jon_paper", "", is_verified=True, verified_by=The("kim"))),
        (
            "eve",
            insert(
                "begin as an admin",
                "institution_schema.institution_memberships",
                "",
                user_profile_id=The("eve"),
                institution_id=The("north"),
                role="admin",
            ),
        ),
        (
            "eve",
            insert(
                "begin as a member",
                "institution_schema.institution_memberships",
                "",
                user_profile_id=The("eve"),
                institution_id=The("north"),
                role="student",
                status="active",
            ),
        ),
        (
            "eve",
            insert(
                "begin as accepted",
                APPLICATIONS,
                "",
                user_profile_id=The("eve"),
                internship_posting_id=The("jons"),
                status="accepted",
            ),
        ),
        (
            "jon",
            insert(
                "begin as verified",
                "internship_schema.internship_postings",
                "",
                employer_profile_id=The("jon"),
                is_verified=True,
                **POSTING,
            ),
        ),
        (
            "jon",
            insert(
                "grade for the institution",
                "internship_schema.internship_evaluations",
                "",
                internship_progress_id=The("ada_week"),
                evaluator_id=The("jon"),
                evaluator_kind="institution",
            ),
        ),
        (
            "jon",
            insert(
                "grade two things at once",
                "internship_schema.internship_evaluations",
                "",
                internship_progress_id=The("ada_week"),
                internship_application_id=The("ada_placement"),
                evaluator_id=The("jon"),
                evaluator_kind="company",
            ),
        ),
    ],
    ids=str,
)
def test_a_value_that_others_decide_is_refused(stage: Stage, who: str, attempt: Attempt) -> None:
    assert stage.outcome(who, as_sql(attempt)) == REFUSED


ANYTHING = The("nowhere")

# Who writes what about whose: in place of ANYTHING come the rows that exist, and one that does not. All must be refused
# alike, or the answer would tell which is which.
REFERENCES: tuple[tuple[str, Attempt, str], ...] = (
    (
        "ada",
        insert(
            "a profile of somebody else",
            "user_schema.contact_information",
            "",
            user_profile_id=ANYTHING,
            contact_type="phone",
            value="1",
        ),
        "cyd mia",
    ),
    (
        "kim",
        insert(
            "a company of somebody else",
            "user_schema.employer_information",
            "",
            user_profile_id=ANYTHING,
            company_name="x",
        ),
        "jon ada",
    ),
    (
        "eve",
        insert("preferences of somebody else", "user_schema.preferences", "", user_profile_id=ANYTHING),
        "ada ben",
    ),
    (
        "eve",
        insert(
            "an institution that is not listed",
            "institution_schema.institution_memberships",
            "",
            user_profile_id=The("eve"),
            institution_id=ANYTHING,
            role="student",
        ),
        "unlisted closed",
    ),
    (
        "eve",
        insert(
            "a membership of somebody else",
            "institution_schema.institution_memberships",
            "",
            user_profile_id=ANYTHING,
            institution_id=The("south"),
            role="student",
        ),
        "ada cyd",
    ),
    (
        "hal",
        insert(
            "a department of another institution",
            "institution_schema.programs",
            "",
            institution_id=The("north"),
            department_id=ANYTHING,
            name="x",
            code="X",
        ),
        "south_department unlisted_department",
    ),
    (
        "hal",
        insert(
            "another institution", "institution_schema.departments", "", institution_id=ANYTHING, name="x", code="CS"
        ),
        "south unlisted closed",
    ),
    (
        "jon",
        insert(
            "a posting for an institution that is not listed",
            "internship_schema.internship_postings",
            "",
            employer_profile_id=The("jon"),
            partner_institution_id=ANYTHING,
            **POSTING,
        ),
        "unlisted closed",
    ),
    (
        "jon",
        insert(
            "a posting of another employer",
            "internship_schema.internship_postings",
            "",
            employer_profile_id=ANYTHING,
            **POSTING,
        ),
        "kim mia",
    ),
    (
        "eve",
        insert(
            "a posting that is not open to them",
            APPLICATIONS,
            "",
            user_profile_id=The("eve"),
            internship_posting_id=ANYTHING,
        ),
        "unverified paused removed expired north_only mias",
    ),
    (
        "eve",
        insert(
            "an application of somebody else",
            APPLICATIONS,
            "",
            user_profile_id=ANYTHING,
            internship_posting_id=The("jons"),
        ),
        "ada ben",
    ),
    (
        "ada",
        insert(
            "a paper with an application of somebody else",
            PAPERS,
            "",
            application_id=ANYTHING,
            uploaded_by=The("ada"),
            **PAPER,
        ),
        "cyd_to_kim ben_to_kim",
    ),
    (
        "ada",
        insert(
            "a paper in the name of somebody else",
            PAPERS,
            "",
            application_id=The("ada_to_jon"),
            uploaded_by=ANYTHING,
            **PAPER,
        ),
        "ben jon",
    ),
    (
        "jon",
        insert(
            "a review of another employer's applicant",
            "application_schema.application_reviews",
            "",
            application_id=ANYTHING,
            reviewer_id=The("jon"),
        ),
        "cyd_to_kim ada_to_kim",
    ),
    (
        "jon",
        insert(
            "a review in the name of somebody else",
            "application_schema.application_reviews",
            "",
            application_id=The("ada_to_jon"),
            reviewer_id=ANYTHING,
        ),
        "kim ada",
    ),
    (
        "ada",
        insert(
            "a placement of somebody else",
            WEEKS,
            "",
            internship_application_id=ANYTHING,
            posting_id=The("jons"),
            user_profile_id=The("ada"),
            week_number=3,
            activities="x",
        ),
        "cyd_placement",
    ),
    (
        "ada",
        insert(
            "a posting that is not that of the placement",
            WEEKS,
            "",
            internship_application_id=The("ada_placement"),
            posting_id=ANYTHING,
            user_profile_id=The("ada"),
            week_number=3,
            activities="x",
        ),
        "kims mias",
    ),
    (
        "jon",
        insert(
            "a grade of another employer's intern",
            "internship_schema.internship_evaluations",
            "",
            internship_progress_id=ANYTHING,
            evaluator_id=The("jon"),
            evaluator_kind="company",
        ),
        "cyd_week",
    ),
    (
        "jon",
        insert(
            "a grade in the name of somebody else",
            "internship_schema.internship_evaluations",
            "",
            internship_progress_id=The("ada_week"),
            evaluator_id=ANYTHING,
            evaluator_kind="company",
        ),
        "kim ada",
    ),
    (
        "hal",
        call("a record at another institution", "user_schema.verify_academic_record", "", user_profile_id=ANYTHING),
        "cyd eve",
    ),
    (
        "ada",
        call(
            "a program of another institution",
            "user_schema.enrol",
            "",
            institution_id=The("north"),
            program_id=ANYTHING,
        ),
        "south_program unlisted_program",
    ),
    (
        "ada",
        call("an institution of others", "user_schema.enrol", "", institution_id=ANYTHING),
        "south unlisted closed",
    ),
    (
        "hal",
        call("a posting for others", "internship_schema.review_posting", "", posting_id=ANYTHING),
        "south_only unverified removed mias",
    ),
    (
        "jon",
        call(
            "an applicant of another employer",
            "application_schema.schedule_interview",
            "",
            application_id=ANYTHING,
            interview_date="2090-01-01",
            interview_type="phone_call",
        ),
        "ben_to_kim cyd_to_kim",
    ),
    (
        "jon",
        call(
            "an intern of another employer",
            "internship_schema.answer_progress",
            "",
            progress_id=ANYTHING,
            status="reviewed",
        ),
        "cyd_week",
    ),
    (
        "jon",
        call(
            "an application to another employer",
            "application_schema.change_status",
            "",
            application_id=ANYTHING,
            to_status="rejected",
        ),
        "ben_to_kim cyd_to_kim",
    ),
)


@pytest.mark.parametrize(("who", "attempt", "existing"), REFERENCES, ids=str)
def test_what_exists_elsewhere_is_refused_like_what_does_not_exist(
    stage: Stage, who: str, attempt: Attempt, existing: str
) -> None:
    answers = {name: refusal(stage, who, with_anything_being(name, attempt)) for name in (*existing.split(), ANYTHING)}

    assert answers[ANYTHING][0] in (REFUSED, "23503", "22023")
    assert answers == dict.fromkeys(answers, answers[ANYTHING])


def with_anything_being(name: str, attempt: Attempt) -> Attempt:
    """The attempt with the row of that name in place of ANYTHING."""
    return replace(
        attempt, values={key: The(name) if value is ANYTHING else value for key, value in attempt.values.items()}
    )


def refusal(stage: Stage, who: str, attempt: Attempt) -> tuple[str, str]:
    """The SQLSTATE and the message of a refusal, without the ids in it."""
    with stage.acting_as(who) as db:
        try:
            db.execute(as_sql(attempt), stage.ids)
        except psycopg.Error as error:
            message = str(error.diag.message_primary)
            for id_ in stage.ids.values():
                message = message.replace(str(id_), "…")
            return str(error.sqlstate), message
    return "", "let in"


def test_an_upsert_does_not_reach_a_row_of_somebody_else(stage: Stage) -> None:
    statement = as_sql(insert("", "user_schema.preferences", "", user_profile_id=The("ada")))
    upsert = f"{statement} on conflict (user_profile_id) do update set theme = 'DARK'"

    assert {who: stage.outcome(who, upsert) for who in ("eve", "cyd", "hal", "mia")} == dict.fromkeys(
        ("eve", "cyd", "hal", "mia"), REFUSED
    )
    assert stage.outcome("ada", upsert) == "1 row"


@pytest.mark.parametrize(
    "statement",
    [
        "truncate user_schema.preferences",
        "create index on user_schema.preferences (theme)",
        "lock table user_schema.user_profiles in access exclusive mode",
        "create table user_schema.mine (id integer)",
        "alter table user_schema.preferences disable row level security",
        "alter table user_schema.preferences disable trigger all",
    ],
)
def test_nobody_does_more_than_read_and_write_rows(stage: Stage, statement: str) -> None:
    assert {who: stage.outcome(who, statement) for who in EVERYBODY} == dict.fromkeys(EVERYBODY, REFUSED)
