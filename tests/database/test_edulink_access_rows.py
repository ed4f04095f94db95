"""Who sees which row: for each table a few rows of different people, and all who may see each."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.support.edulink_matrix import CLOSED, READERS, readers_of
from tests.support.edulink_people import EVERYBODY, NOBODY, edulink_staged
from tests.support.servers import Server
from tests.support.stage import REFUSED, Stage
from toolkit.io import db as door


@pytest.fixture(scope="module")
def stage(server: Server, admin: door.Connection, edulink_template: str) -> Iterator[Stage]:
    with edulink_staged(server, admin, edulink_template) as stage:
        yield stage


@pytest.mark.parametrize("table", READERS)
def test_a_row_is_seen_by_those_who_may_and_by_nobody_else(stage: Stage, table: str) -> None:
    seen = {who: stage.seen(who, table, tuple(READERS[table])) for who in EVERYBODY}

    assert seen == readers_of(table)


@pytest.mark.parametrize("table", CLOSED)
def test_a_closed_table_refuses_everybody_although_there_are_rows(stage: Stage, table: str) -> None:
    row = (CLOSED[table],)

    assert {who: stage.seen(who, table, row) for who in EVERYBODY} == dict.fromkeys(EVERYBODY, (REFUSED,))
    assert stage.db.execute(f"select from {table} where id = %s", [stage.ids[row[0]]]).rowcount == 1


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
    assert stage.outcome(who, f"select {column} from {table} limit 1") == REFUSED
    assert stage.outcome(who, f"select from {table} where {column} is not null") == REFUSED
    assert stage.outcome(who, f"select id from {table} limit 1") == "1 row"


def test_claims_decide_nothing_but_who_somebody_is(stage: Stage) -> None:
    powers = {"role": "super_admin", "institution_id": str(stage.ids["south"])}
    pretence = json.dumps({**stage.claims("ada")} | powers | {"app_metadata": powers, "user_metadata": powers})

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
            assert db.execute(f"select from {table}").rowcount == 0, table


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


def test_who_applied_goes_on_seeing_the_posting_when_it_is_closed_and_nobody_else_does(stage: Stage) -> None:
    posting = "internship_schema.internship_postings"
    with stage.db.transaction(force_rollback=True):
        stage.db.execute(f"update {posting} set is_active = false where id = %(jons)s", stage.ids)
        assert stage.seen("ada", posting, ("jons",)) == ("jons",)
        assert stage.seen("eve", posting, ("jons",)) == ()
        stage.db.execute(f"update {posting} set is_deleted = true, deleted_at = now() where id = %(jons)s", stage.ids)
        assert stage.seen("ada", posting, ("jons",)) == ()
        assert stage.seen("jon", posting, ("jons",)) == ("jons",)
