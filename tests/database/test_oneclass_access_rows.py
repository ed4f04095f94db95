"""Who sees which row: for each table a few rows of different people, and all who may see each."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.conftest import TemplateOf
from tests.support.oneclass_matrix import CLOSED, MEMBERS, PERSONS, READERS, SCHOOLS, SETTINGS, readers_of
from tests.support.oneclass_people import CLERK_ID, EVERYBODY, NOBODY, SUPER_ADMINS, oneclass_staged
from tests.support.servers import Server
from tests.support.stage import REFUSED, VISITOR, Stage
from toolkit.io import db as door


@pytest.fixture(scope="module")
def stage(server: Server, admin: door.Connection, template_of: TemplateOf) -> Iterator[Stage]:
    with oneclass_staged(server, admin, template_of("oneclass")) as stage:
        yield stage


@pytest.mark.parametrize("table", READERS)
def test_a_row_is_seen_by_those_who_may_and_by_nobody_else(stage: Stage, table: str) -> None:
    seen = {who: stage.seen(who, table, tuple(READERS[table])) for who in EVERYBODY}

    assert seen == readers_of(table)


@pytest.mark.parametrize("table", CLOSED)
def test_a_closed_table_refuses_everybody_although_there_are_rows(stage: Stage, table: str) -> None:
    name, key = CLOSED[table]

    assert {who: stage.seen(who, table, (name,), key=key) for who in EVERYBODY} == dict.fromkeys(EVERYBODY, (REFUSED,))
    assert stage.db.execute(f"select from {table} where {key} = %s", [stage.ids[name]]).rowcount == 1


@pytest.mark.parametrize("table", SETTINGS)
def test_settings_are_for_super_admins(stage: Stage, table: str) -> None:
    rows = stage.db.execute(f"select from {table}").rowcount
    column = SETTINGS[table]

    for who in EVERYBODY:
        found = f"{rows} rows" if who in SUPER_ADMINS else REFUSED if who == VISITOR else "0 rows"
        assert stage.outcome(who, f"select from {table}") == found, who
        assert stage.outcome(who, f"update {table} set {column} = {column}") == found, who
        assert stage.outcome(who, f"delete from {table}") == REFUSED, who
        assert stage.outcome(who, f"insert into {table} select * from {table}") == REFUSED, who
    assert rows > 5


def test_every_table_is_in_one_of_these_lists(stage: Stage) -> None:
    tables = stage.db.execute(
        "select format('%s.%s', schemaname, tablename) from pg_tables where schemaname = 'platform'"
    ).fetchall()

    assert {name for (name,) in tables} == {*READERS, *CLOSED, *SETTINGS}


def test_without_a_where_nobody_counts_more_rows_than_they_may_see(stage: Stage) -> None:
    for who in NOBODY:
        for table in (*READERS, *SETTINGS):
            assert stage.rows(who, f"select count(*) from {table}") == [(0,)], (who, table)
    for who, persons, members in (("sam", 1, 1), ("kai", 1, 0), ("pat", 3, 3), ("pia", 2, 2), ("bob", 1, 1)):
        assert stage.rows(who, f"select count(*) from {PERSONS}") == [(persons,)], who
        assert stage.rows(who, f"select count(*) from {MEMBERS}") == [(members,)], who


def test_claims_decide_nothing_but_who_somebody_is(stage: Stage) -> None:
    powers = {
        "role": "authenticated",
        "platform_role": "super_admin",
        "school_id": str(stage.ids["south"]),
        "school_ids": [str(stage.ids["south"])],
        "email": "ada@people.example",
        "user_id": str(stage.ids["ada"]),
    }
    pretence = json.dumps({**powers, **stage.claims("sam"), "app_metadata": powers, "user_metadata": powers})

    with stage.acting_as("sam") as db:
        db.execute("select set_config('request.jwt.claims', %s, true)", [pretence])
        for setting in ("request.jwt.claim.sub", "app.current_user_id", "app.user_role", "app.school_id"):
            db.execute("select set_config(%s, %s, true)", [setting, str(stage.ids["ada"])])
        assert db.execute(f"select id from {PERSONS}").fetchall() == [(stage.ids["sam"],)]
        assert db.execute(f"select id from {MEMBERS}").fetchall() == [(stage.ids["sam_north"],)]
        assert db.execute(f"select id from {SCHOOLS}").fetchall() == [(stage.ids["north"],)]


@pytest.mark.parametrize(
    "claims",
    [
        "",
        "null",
        "[]",
        "{}",
        "{",
        '{"sub": null}',
        '{"sub": ""}',
        '{"sub": 5}',
        '{"sub": true}',
        '{"sub": ["user_2cleOfSouth"]}',
        '{"sub": {"sub": "user_2cleOfSouth"}}',
        '{"sub": "00000000-0000-0000-0000-000000000000"}',
        '{"sub": "USER_2CLEOFSOUTH"}',
        '{"sub": " user_2cleOfSouth"}',
        '{"sub": "user_2cleOfSouth%"}',
    ],
)
def test_claims_that_name_nobody_give_no_rows_and_no_error(stage: Stage, claims: str) -> None:
    with stage.acting_as("sam") as db:
        assert db.execute(f"select from {PERSONS}").rowcount == 1
        db.execute("select set_config('request.jwt.claims', %s, true)", [claims])
        for table in (*READERS, *SETTINGS):
            assert db.execute(f"select from {table}").rowcount == 0, table


@pytest.mark.parametrize("subject", ["5", "true", "[1, 2]", '{"a": 1}'])
def test_a_subject_that_is_no_text_is_nobody_even_if_a_clerk_id_reads_like_it(stage: Stage, subject: str) -> None:
    me = "select platform.current_user_id()"
    with stage.db.transaction(force_rollback=True):
        stage.db.execute(
            f"update {PERSONS} set clerk_integration = jsonb_build_object('clerk_user_id', %s::text) where id = %s",
            [subject, stage.ids["sam"]],
        )
        with stage.acting_as("kai") as db:
            db.execute("select set_config('request.jwt.claims', %s, true)", [f'{{"sub": {subject}}}'])
            assert db.execute(me).fetchall() == [(None,)]
            db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps({"sub": subject})])
            assert db.execute(me).fetchall() == [(stage.ids["sam"],)]


def test_a_clerk_id_is_a_person_and_a_uuid_never_is_a_clerk_id(stage: Stage) -> None:
    me = "select platform.current_user_id()"
    assert stage.rows("cle", me) == [(stage.ids["cle"],)]

    with stage.db.transaction(force_rollback=True):
        # Whoever could write a uuid there would not be that person for it.
        stage.db.execute(
            f"update {PERSONS} set clerk_integration = jsonb_build_object('clerk_user_id', %(ada)s::text)"
            " where id = %(sam)s",
            stage.ids,
        )
        assert stage.rows("ada", me) == [(stage.ids["ada"],)]
        stage.db.execute(f"update {PERSONS} set status = 'suspended' where id in (%(ada)s, %(cle)s)", stage.ids)
        assert stage.rows("ada", me) == [(None,)]
        assert stage.rows("cle", me) == [(None,)]
    assert CLERK_ID in str(stage.rows("cle", f"select clerk_integration from {PERSONS} where id = %(cle)s"))


@pytest.mark.parametrize(
    ("who", "row", "take_away"),
    [
        ("tom", "sam", f"update {MEMBERS} set status = 'suspended' where id = %(tom_north)s"),
        ("tom", "sam", f"update {MEMBERS} set role = 'bursar' where id = %(tom_north)s"),
        ("tom", "sam", f"delete from {MEMBERS} where id = %(tom_north)s"),
        ("tom", "sam", f"update {SCHOOLS} set status = 'suspended' where id = %(north)s"),
        ("tom", "sam", f"update {PERSONS} set status = 'inactive' where id = %(tom)s"),
        ("tom", "sam", f"delete from {MEMBERS} where id = %(sam_north)s"),
        ("ada", "sam", f"update {PERSONS} set platform_role = 'school_admin' where id = %(ada)s"),
        ("pat", "sue", f"update {MEMBERS} set children_ids = '[]' where id = %(pat_north)s"),
        ("pat", "sue", f"update {MEMBERS} set status = 'pending_verification' where id = %(pat_north)s"),
        ("pat", "sue", f"update {MEMBERS} set role = 'security' where id = %(pat_north)s"),
        ("pat", "sue", f"delete from {MEMBERS} where id = %(sue_north)s"),
        ("pat", "sue", f"update {SCHOOLS} set status = 'inactive' where id = %(north)s"),
    ],
)
def test_a_right_ends_with_the_row_that_gave_it(stage: Stage, who: str, row: str, take_away: str) -> None:
    with stage.db.transaction(force_rollback=True):
        assert stage.seen(who, PERSONS, (row,)) == (row,)
        stage.db.execute(take_away, stage.ids)
        assert stage.seen(who, PERSONS, (row,)) == ()
        assert stage.seen(who, MEMBERS, (f"{row}_north",)) == ()


def test_children_are_students_of_the_school_that_names_them(stage: Stage) -> None:
    with stage.db.transaction(force_rollback=True):
        assert stage.seen("pat", PERSONS, ("sue", "cid", "tom", "kai")) == ("sue",)
        named = '["{}", "{}", "{}"]'.format(*(stage.ids[name] for name in ("cid", "tom", "kai")))
        stage.db.execute(f"update {MEMBERS} set children_ids = %s where id = %s", [named, stage.ids["pat_north"]])
        assert stage.seen("pat", PERSONS, ("sue", "cid", "tom", "kai")) == ()
        # He was named before she came; now she is a pupil there, and a child of his.
        stage.db.execute(
            f"insert into {MEMBERS} (user_id, school_id, school_name, school_subdomain, role)"
            " values (%(kai)s, %(north)s, '', '', 'student')",
            stage.ids,
        )
        assert stage.seen("pat", PERSONS, ("sue", "cid", "tom", "kai")) == ("kai",)


def test_an_application_role_sees_what_the_person_sees_for_whom_it_asks(stage: Stage) -> None:
    with stage.db.transaction(force_rollback=True):
        stage.db.execute("grant oneclass_app to current_user")
        for who in EVERYBODY:
            if who == VISITOR:
                continue
            with stage.acting_as(who) as db:
                expected = {table: db.execute(f"select * from {table}").fetchall() for table in READERS}
                db.execute("reset role")
                db.execute("set local role oneclass_app")
                assert {table: db.execute(f"select * from {table}").fetchall() for table in READERS} == expected, who
        stage.db.execute("set local role oneclass_app")
        stage.db.execute("select set_config('request.jwt.claims', '', true)")
        for table in READERS:
            assert stage.db.execute(f"select from {table}").rowcount == 0, table
