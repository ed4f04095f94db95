"""Who may write what. Everybody makes each attempt: a refusal counts because the same statement works for others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import TemplateOf
from tests.support.attempts import Attempt, as_sql
from tests.support.oneclass_matrix import ATTEMPTS, GUARDED, MEMBERS, OWN_ROWS, PERSONS, SCHOOLS, Guarded
from tests.support.oneclass_people import CLERK_ID, EVERYBODY, SUPER_ADMINS, USERS, oneclass_staged
from tests.support.servers import Server
from tests.support.stage import REFUSED, VISITOR, Stage, rows_text
from toolkit.io import db as door


@pytest.fixture(scope="module")
def stage(server: Server, admin: door.Connection, template_of: TemplateOf) -> Iterator[Stage]:
    with oneclass_staged(server, admin, template_of("oneclass")) as stage:
        yield stage


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_a_write_is_for_those_who_may_and_for_nobody_else(stage: Stage, attempt: Attempt) -> None:
    came_to = {who: stage.outcome(who, as_sql(attempt)) for who in EVERYBODY}

    assert came_to == {who: attempt.expected(who) for who in EVERYBODY}


@pytest.mark.parametrize("guarded", GUARDED, ids=str)
def test_a_row_that_somebody_may_edit_does_not_give_them_more(stage: Stage, guarded: Guarded) -> None:
    came_to = {who: stage.outcome(who, as_sql(guarded.attempt)) for who in EVERYBODY}

    assert came_to == {who: guarded.expected(who) for who in EVERYBODY}


@pytest.mark.parametrize(("attempt", "count_of"), OWN_ROWS, ids=str)
def test_a_write_without_a_where_reaches_ones_own_rows_only(
    stage: Stage, attempt: Attempt, count_of: dict[str, int]
) -> None:
    came_to = {who: stage.outcome(who, as_sql(attempt)) for who in EVERYBODY}

    assert came_to == {who: REFUSED if who == VISITOR else rows_text(count_of.get(who, 0)) for who in EVERYBODY}


@pytest.mark.parametrize(
    ("change", "row", "may", "refused"),
    [
        ('clerk_integration = \'{{"clerk_user_id": "user_2adaOfNowhere"}}\'', "sam", "", "sam pam dee lex"),
        ("clerk_integration = '{{}}'", "cle", "", "cle pru lex"),
        ("feature_flags = '{{\"grades\": true}}'", "sam", "", "sam pam dee lex"),
        ('profile = \'{{"bio": "x"}}\'', "sam", "sam pam dee lex", ""),
        ('user_preferences = \'{{"theme": "dark"}}\'', "sam", "sam pam dee lex", ""),
        # Who names all columns and changes none, as a form does, is not refused for it.
        ("platform_role = platform_role, email = email, first_name = 'x'", "sam", "sam pam dee lex", ""),
    ],
)
def test_of_a_person_only_what_they_are_called_and_like_is_theirs(
    stage: Stage, change: str, row: str, may: str, refused: str
) -> None:
    statement = f"update {PERSONS} set {change.format()} where id = %({row})s"

    for who in EVERYBODY:
        allowed = who in (*SUPER_ADMINS, *may.split())
        expected = "1 row" if allowed else REFUSED if who in (VISITOR, *refused.split()) else "0 rows"
        assert stage.outcome(who, statement) == expected, who


def test_nobody_becomes_who_signs_in_with_clerk(stage: Stage) -> None:
    claim = f'clerk_integration = \'{{"clerk_user_id": "{CLERK_ID}"}}\''

    # Refused before the unique index could say that somebody has it.
    assert stage.outcome("sam", f"update {PERSONS} set {claim}") == REFUSED
    assert stage.outcome("pru", f"update {PERSONS} set {claim} where id = %(cid)s") == REFUSED
    assert stage.outcome("ada", f"update {PERSONS} set {claim} where id = %(sam)s") == "23505"


@pytest.mark.parametrize(
    ("change", "row", "may", "refused"),
    [
        ("permissions = '[\"a.b\"]'", "pam_north", "dee lex", "pam"),
        ("permissions = '[\"*\"]'", "dee_north", "pam lex", "dee"),
        ("permissions = '[\"*\"]'", "sam_north", "pam dee lex", "reg"),
        ("permissions = '[\"*\"]'", "tom_north", "pam dee lex", ""),
        # Back to those of the role, and along with a role that a registrar may give.
        ('permissions = \'["profile.read", "assignments.view"]\'', "sam_north", "pam dee lex reg", ""),
        ("role = 'parent'", "sam_north", "pam dee lex reg", ""),
        ("role = 'parent', permissions = '[\"*\"]'", "sam_north", "pam dee lex", "reg"),
        ("role = 'student'", "tom_north", "pam dee lex", ""),
        ("children_ids = '[\"{sam}\"]'", "pat_north", "pam dee lex reg", ""),
        ("children_ids = '[\"{cid}\"]'", "bea_south", "pru lex rob", ""),
        ("children_ids = '[\"{sam}\"]'", "dee_north", "pam lex", "dee"),
        ("status = 'active'", "pen_north", "pam dee lex", ""),
        ("status = 'active'", "par_north", "pam dee lex reg", ""),
        ("school_name = 'x'", "sam_north", "", " ".join(EVERYBODY)),
        ("school_subdomain = 'x'", "sam_north", "", " ".join(EVERYBODY)),
        ("id = gen_random_uuid()", "sam_north", "", " ".join(EVERYBODY)),
    ],
)
def test_of_a_membership_nobody_gives_themselves_more(
    stage: Stage, change: str, row: str, may: str, refused: str
) -> None:
    change = change.replace("{sam}", str(stage.ids["sam"])).replace("{cid}", str(stage.ids["cid"]))
    statement = f"update {MEMBERS} set {change} where id = %({row})s"

    for who in EVERYBODY:
        if who in refused.split():
            expected = REFUSED
        elif who in (*SUPER_ADMINS, *may.split()):
            expected = "1 row"
        else:
            expected = REFUSED if who == VISITOR else "0 rows"
        assert stage.outcome(who, statement) == expected, who


def test_a_deputy_with_all_permissions_still_does_not_become_principal(stage: Stage) -> None:
    with stage.db.transaction(force_rollback=True):
        stage.db.execute(f"update {MEMBERS} set permissions = '[\"*\"]' where id = %(dee_north)s", stage.ids)
        promote = f"update {MEMBERS} set role = 'principal' where id = %(dee_north)s"
        assert stage.outcome("dee", promote) == REFUSED
        assert stage.outcome("pam", promote) == "1 row"


def test_a_registrar_gives_nobody_more_than_the_role(stage: Stage) -> None:
    enrol = f"insert into {MEMBERS} (user_id, school_id, role, permissions) values (%(kai)s, %(north)s, 'student', "

    assert stage.outcome("reg", enrol + "'[]')") == "1 row"
    assert stage.outcome("reg", enrol + '\'["profile.read", "assignments.view"]\')') == "1 row"
    assert stage.outcome("reg", enrol + "'[\"*\"]')") == REFUSED
    assert stage.outcome("pam", enrol + "'[\"*\"]')") == "1 row"


def test_what_is_written_about_a_school_is_taken_from_the_school(stage: Stage) -> None:
    with stage.acting_as("pam") as db:
        db.execute(
            f"insert into {MEMBERS} (user_id, school_id, school_name, school_subdomain, role)"
            " values (%(kai)s, %(north)s, 'South', 'south', 'student')",
            stage.ids,
        )
        found = db.execute(
            f"select school_name, school_subdomain from {MEMBERS} where user_id = %(kai)s", stage.ids
        ).fetchall()

    assert found == [("North", "north")]


def test_a_school_learns_nothing_of_people_by_taking_them_in(stage: Stage) -> None:
    """Somebody of another school, a super admin and nobody at all give the same answer."""
    enrol = f"insert into {MEMBERS} (user_id, school_id, role) values (%({{}})s, %(north)s, 'student')"

    for leader in ("pam", "dee", "reg"):
        outcomes = {name: stage.outcome(leader, enrol.format(name)) for name in ("cid", "ada", "nowhere", "cal", "tia")}
        assert outcomes == dict.fromkeys(outcomes, REFUSED), leader
    # Who runs both schools knows both.
    assert stage.outcome("lex", enrol.format("cid")) == "1 row"
    assert stage.outcome("ada", enrol.format("cid")) == "1 row"
    assert stage.outcome("ada", enrol.format("nowhere")) == "23503"


def test_who_has_left_a_school_can_be_taken_in_by_another(stage: Stage) -> None:
    enrol = f"insert into {MEMBERS} (user_id, school_id, role) values (%(cid)s, %(north)s, 'student')"
    with stage.db.transaction(force_rollback=True):
        for status, expected in (
            ("suspended", REFUSED),
            ("inactive", REFUSED),
            ("pending_verification", REFUSED),
            ("archived", "1 row"),
        ):
            stage.db.execute(f"update {MEMBERS} set status = %s where id = %s", [status, stage.ids["cid_south"]])
            assert stage.outcome("pam", enrol) == expected, status


def test_an_upsert_reaches_no_row_that_an_update_would_not(stage: Stage) -> None:
    upsert = (
        f"insert into {MEMBERS} (user_id, school_id, role) values (%({{}})s, %({{}})s, 'student')"
        " on conflict (user_id, school_id) do update set current_grade = 'x'"
    )

    for who in ("pam", "dee", "reg"):
        assert stage.outcome(who, upsert.format("sam", "north")) == "1 row", who
        assert stage.outcome(who, upsert.format("cid", "south")) == REFUSED, who
    for who in ("tom", "sam", "pat", "kai"):
        assert stage.outcome(who, upsert.format("sam", "north")) == REFUSED, who


def test_whoever_may_see_a_membership_is_told_when_they_may_not_write_it(stage: Stage) -> None:
    for who in ("tom", "sam", "pat", "bob"):
        assert stage.outcome(who, f"update {MEMBERS} set role = 'principal' returning id") == "0 rows", who
        assert stage.outcome(who, f"delete from {MEMBERS} returning id") == "0 rows", who


@pytest.mark.parametrize("table", [SCHOOLS, PERSONS, MEMBERS])
def test_times_are_kept_and_tables_emptied_by_nobody(stage: Stage, table: str) -> None:
    for who in EVERYBODY:
        for statement in (
            f"truncate {table}",
            *(f"update {table} set {c} = {c}" for c in ("created_at", "updated_at")),
        ):
            assert stage.outcome(who, statement) == REFUSED, (who, statement)
    assert stage.outcome("ada", f"select created_at, updated_at from {table} limit 1") == "1 row"


def test_the_last_write_of_a_right_does_not_outlive_it(stage: Stage) -> None:
    """A leader who removes everybody, themselves too, has no right left in the same transaction."""
    with stage.acting_as("pam") as db:
        assert db.execute(f"delete from {MEMBERS}").rowcount > 10
        assert db.execute(f"select from {MEMBERS}").rowcount == 0
        assert db.execute(f"update {PERSONS} set first_name = 'x'").rowcount == 1  # herself
        assert db.execute(f"select from {SCHOOLS}").rowcount == 0


def test_a_users_own_row_is_one(stage: Stage) -> None:
    for who in USERS:
        found = stage.rows(who, "select platform.current_user_id()")
        assert found == [(stage.ids[who],)], who
