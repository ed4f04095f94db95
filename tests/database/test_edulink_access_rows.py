"""Who sees which row: for each table a few rows of different people, and all who may see each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.personas import EVERYBODY, NOBODY, USERS, VISITOR, Stage, staged
from tests.support.servers import Server
from toolkit.io import db as door

ALL_USERS = " ".join(USERS)
ALL_AND_VISITORS = f"{VISITOR} {ALL_USERS}"
NORTH = "ada ben fay gus hal"  # active members
NORTH_STAFF = "gus hal"

# Table: row: who sees it. Lou, the super admin, sees every row of these tables and is not repeated.
READERS = {
    "auth_schema.users": {"ada_account": "ada", "cyd_account": "cyd", "hal_account": "hal", "mia_account": ""},
    "auth_schema.security_logs": {"event": ""},
    "user_schema.user_profiles": {"ada": "ada", "ben": "ben", "cyd": "cyd", "hal": "hal", "mia": "", "ned": ""},
    "user_schema.academic_information": {
        "ada_record": f"ada {NORTH_STAFF}",
        "cyd_record": "cyd ivy",
        "mia_record": NORTH_STAFF,
    },
    "user_schema.contact_information": {"ada_contact": "ada", "cyd_contact": "cyd", "mia_contact": ""},
    "user_schema.preferences": {"ada_preferences": "ada", "cyd_preferences": "cyd", "mia_preferences": ""},
    "user_schema.employer_information": {"jon_company": "jon", "mia_company": ""},
    "institution_schema.institutions": {
        "north": ALL_AND_VISITORS,
        "south": ALL_AND_VISITORS,
        "unlisted": "qin",
        "closed": "",
    },
    "institution_schema.departments": {
        "north_department": ALL_AND_VISITORS,
        "unlisted_department": "qin",
        "closed_department": "",
    },
    "institution_schema.programs": {
        "north_program": ALL_AND_VISITORS,
        "unlisted_program": "qin",
        "closed_program": "",
    },
    "institution_schema.institution_settings": {
        "north_settings": NORTH_STAFF,
        "south_settings": "ivy",
        "unlisted_settings": "qin",
        "closed_settings": "",
    },
    "institution_schema.institution_memberships": {
        "ada_membership": f"ada {NORTH_STAFF}",
        "rex_membership": f"rex {NORTH_STAFF}",
        "hal_membership": NORTH_STAFF,
        "oli_membership": f"oli {NORTH_STAFF}",
        "mia_membership": NORTH_STAFF,
        "cyd_membership": "cyd ivy",
        "pat_membership": "pat",
        "qin_membership": "qin",
    },
    "notification_schema.delivery_preferences": {"ada_delivery": "ada", "cyd_delivery": "cyd", "mia_delivery": ""},
    "internship_schema.internship_postings": {
        "jons": ALL_USERS,
        "kims": ALL_USERS,
        "expired": ALL_USERS,
        "mias": "",
        "unverified": "jon",
        "paused": "jon",
        "removed": "jon",
        "north_only": f"{NORTH} jon",
        "south_only": "cyd dan ivy kim",
        "north_unverified": "hal kim",
    },
    "application_schema.applications": {
        "ada_to_jon": "ada jon",
        "ada_to_kim": "ada kim",
        "ben_to_kim": "ben kim",
        "cyd_to_kim": "cyd kim",
        "mia_to_jon": "jon",
    },
    "application_schema.application_documents": {
        "ada_to_jon_paper": "ada jon",
        "cyd_to_kim_paper": "cyd kim",
        "mia_to_jon_paper": "jon",
    },
    "application_schema.application_status_history": {"ada_to_jon_step": "ada jon", "cyd_to_kim_step": "cyd kim"},
    "application_schema.application_reviews": {
        "ada_to_jon_note": "jon",
        "ada_to_jon_feedback": "ada jon",
        "cyd_to_kim_note": "kim",
        "cyd_to_kim_feedback": "cyd kim",
    },
    "internship_schema.internship_applications": {"ada_placement": "ada jon", "cyd_placement": "cyd kim"},
    "internship_schema.internship_progress": {"ada_week": "ada jon", "cyd_week": "cyd kim"},
    "internship_schema.internship_evaluations": {
        "ada_grade": "ada jon",
        "ada_school_grade": "ada",
        "cyd_grade": "cyd kim",
        "cyd_school_grade": "cyd",
    },
}

# Tables that no user may even ask, with a row that is there.
CLOSED = {
    "auth_schema.user_sessions": "session",
    "auth_schema.password_reset_tokens": "reset",
    "auth_schema.email_verification_tokens": "verification",
    "auth_schema.oauth_providers": "oauth",
    "user_schema.profile_history": "past",
    "institution_schema.registration_codes": "north_code",
    "notification_schema.notification_channels": "channel",
    "notification_schema.notification_templates": "template",
    "notification_schema.notification_queue": "message",
    "notification_schema.notification_history": "sent",
}
CATALOGUE = (
    "institution_schema.institutions",
    "institution_schema.departments",
    "institution_schema.programs",
)


@pytest.fixture(scope="module")
def stage(server: Server, admin: door.Connection, edulink_template: str) -> Iterator[Stage]:
    with staged(server, admin, edulink_template) as stage:
        yield stage


@pytest.mark.parametrize("table", READERS)
def test_a_row_is_seen_by_those_who_may_and_by_nobody_else(stage: Stage, table: str) -> None:
    names = tuple(READERS[table])

    seen = {who: stage.seen(who, table, names) for who in EVERYBODY}

    closed_to_visitors = table not in CATALOGUE
    assert seen == {
        who: ("42501",)
        if who == VISITOR and closed_to_visitors
        else tuple(name for name in names if who == "lou" or who in READERS[table][name].split())
        for who in EVERYBODY
    }


@pytest.mark.parametrize("table", CLOSED)
def test_a_closed_table_refuses_everybody_although_there_are_rows(stage: Stage, table: str) -> None:
    row = (CLOSED[table],)

    assert {who: stage.seen(who, table, row) for who in EVERYBODY} == dict.fromkeys(EVERYBODY, ("42501",))
    assert stage.db.execute(f"select from {table} where id = %s", [stage.ids[row[0]]]).rowcount == 1  # noqa: S608


def test_every_table_of_the_six_schemas_is_in_one_of_these_lists(stage: Stage) -> None:
    tables = stage.db.execute(
        "select format('%s.%s', schemaname, tablename) from pg_tables"
        " where schemaname in ('auth_schema', 'user_schema', 'institution_schema', 'notification_schema',"
        " 'application_schema', 'internship_schema')"
    ).fetchall()

    assert {name for (name,) in tables} == {*READERS, *CLOSED}


def test_without_a_where_nobody_counts_more_rows_than_they_may_see(stage: Stage) -> None:
    for who in NOBODY:
        for table in READERS:
            assert stage.rows(who, f"select count(*) from {table}") == [(0,)], (who, table)
    assert stage.rows("ada", "select count(*) from user_schema.user_profiles") == [(1,)]
    assert stage.rows("jon", "select count(*) from application_schema.applications") == [(2,)]


@pytest.mark.parametrize(
    ("who", "table", "column"),
    [
        ("ada", "auth_schema.users", "password_hash"),
        ("ada", "auth_schema.users", "password_format"),
        ("ada", "auth_schema.users", "backup_tokens"),
        ("lou", "auth_schema.users", "password_hash"),
        ("lou", "auth_schema.users", "backup_tokens"),
        ("ada", "user_schema.academic_information", "university_code_used"),
        ("hal", "user_schema.academic_information", "university_code_used"),
        ("visitor", "institution_schema.institutions", "tax_id"),
        ("visitor", "institution_schema.institutions", "settings"),
        ("visitor", "institution_schema.institutions", "email"),
        ("hal", "institution_schema.institutions", "tax_id"),
        ("ada", "application_schema.applications", "review_notes"),
        ("ada", "application_schema.applications", "interview_notes"),
        ("ada", "application_schema.applications", "priority_score"),
        ("ada", "internship_schema.internship_evaluations", "private_note"),
    ],
)
def test_a_withheld_column_is_refused_in_a_row_that_is_seen(stage: Stage, who: str, table: str, column: str) -> None:
    assert stage.outcome(who, f"select {column} from {table} limit 1") == "42501"
    assert stage.outcome(who, f"select from {table} where {column} is not null") == "42501"  # noqa: S608
    assert stage.outcome(who, f"select id from {table} limit 1") == "1 row"


def test_claims_decide_nothing_but_who_somebody_is(stage: Stage) -> None:
    pretence = (
        '{"sub": "%s", "role": "authenticated", "app_metadata": {"role": "super_admin"}, "user_role": "super_admin",'
        ' "user_metadata": {"role": "super_admin", "institution_id": "%s"}}'
    ) % (stage.ids["ada_account"], stage.ids["south"])

    with stage.acting_as("ada") as db:
        db.execute("select set_config('request.jwt.claims', %s, true)", [pretence])
        assert db.execute("select id from auth_schema.users").fetchall() == [(stage.ids["ada_account"],)]
        assert db.execute("select count(*) from user_schema.academic_information").fetchall() == [(1,)]


@pytest.mark.parametrize("claims", ["", "null", "[]", "{}", "{", '{"sub": null}', '{"sub": 5}', '{"sub": {"a": 1}}'])
def test_claims_that_name_nobody_give_no_rows_and_no_error(stage: Stage, claims: str) -> None:
    with stage.acting_as("ada") as db:
        assert db.execute("select from auth_schema.users").rowcount == 1
        db.execute("select set_config('request.jwt.claims', %s, true)", [claims])
        for table in READERS:
            assert db.execute(f"select from {table}").rowcount == 0, table  # noqa: S608


def test_rights_end_with_the_row_that_gave_them(stage: Stage) -> None:
    for take_away in (
        "update institution_schema.institution_memberships set status = 'suspended' where id = %(hal_membership)s",
        "update institution_schema.institutions set status = 'suspended' where id = %(north)s",
        "update auth_schema.users set is_active = false where id = %(hal_account)s",
    ):
        with stage.db.transaction(force_rollback=True):
            assert stage.seen("hal", "user_schema.academic_information", ("ada_record",)) == ("ada_record",)
            stage.db.execute(take_away, stage.ids)
            assert stage.seen("hal", "user_schema.academic_information", ("ada_record",)) == ()
