"""Schema ``common``: who is asking, ids of legacy rows, and the trigger functions that every table may use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, LiteralString
from uuid import UUID, uuid3

import psycopg
import pytest
from psycopg import errors, sql

from tests.support.edulink_world import Db, acting_as, broken_house_rules, one

ADA = "11111111-0000-4000-8000-00000000000a"
LEGACY_NAMESPACE = UUID("b1c3229c-cd30-5661-8861-d49f34366361")

DIARY: LiteralString = """
create schema probe;
create table probe.people (
    id integer primary key,
    display_name text,
    updated_at timestamptz not null default '2001-01-01'
);
create table probe.entries (
    id integer primary key,
    person_id integer references probe.people (id) on delete cascade,
    editor_id integer references probe.people (id) on delete set null,
    words text
);
create trigger tg_900_set_updated_at before update on probe.people
for each row execute function common.tg__set_updated_at();
create trigger tg_100_forbid_change before update or delete on probe.entries
for each row execute function common.tg__forbid_change();
create trigger tg_100_forbid_truncate before truncate on probe.entries
for each statement execute function common.tg__forbid_change();
grant usage on schema probe to authenticated, migration_role;
grant select, insert, update, delete on probe.people, probe.entries to authenticated, migration_role;
insert into probe.people (id, display_name) values (1, 'Ada'), (2, 'Bob');
insert into probe.entries (id, person_id, editor_id, words) values (1, 1, 2, 'Hello.');
"""


@pytest.fixture
def db(edulink_db: str) -> Iterator[Db]:
    with psycopg.connect(edulink_db, autocommit=True) as connection:
        yield connection


@pytest.fixture
def diary(db: Db) -> Db:
    """Two tables: people, and what they wrote, which is append-only."""
    db.execute(DIARY)
    return db


def with_claims(db: Db, claims: str, question: LiteralString) -> Any:
    with db.transaction():
        db.execute("select set_config('request.jwt.claims', %s, true)", [claims])
        return one(db, question)


def asking(db: Db, claims: str) -> object:
    return with_claims(db, claims, "select common.current_user_id()")


def test_the_schema_keeps_the_house_rules(db: Db) -> None:
    assert broken_house_rules(db, "common") == []


# Who is asking -------------------------------------------------------------------------------------------------------


def test_without_claims_nobody_is_asking(db: Db) -> None:
    assert one(db, "select common.claims()") == {}
    assert one(db, "select common.app_metadata()") == {}
    assert one(db, "select common.current_user_id()") is None


def test_malformed_claims_are_no_claims(db: Db) -> None:
    malformed = [
        "",
        " ",
        "null",
        "5",
        f'"{ADA}"',
        "[]",
        "{",
        "{'sub': 1}",
        f'{{"sub": "{ADA}"}} {{}}',
        '{"sub": "\\u0000"}',
        '{"sub": 1e999999}',
        "[" * 100_000,
    ]

    seen = {(str(with_claims(db, text, "select common.claims()")), asking(db, text)) for text in malformed}

    assert seen == {("{}", None)}


def test_a_subject_that_is_no_uuid_is_nobody(db: Db) -> None:
    subjects = [None, "", "ada", "user_2NNEqL2nrIRdJ194ndJqAHwEfxC", 5, True, [ADA], {"id": ADA}, ADA + " ", ADA[:-1]]

    assert {asking(db, json.dumps({"sub": subject})) for subject in subjects} == {None}


def test_the_subject_of_the_claims_is_asking(db: Db) -> None:
    assert asking(db, json.dumps({"sub": ADA})) == UUID(ADA)
    assert asking(db, json.dumps({"sub": ADA.upper()})) == UUID(ADA)


def test_claims_end_with_their_transaction(db: Db) -> None:
    with_claims(db, json.dumps({"sub": ADA}), "select common.current_user_id()")

    assert one(db, "select common.current_user_id()") is None


def test_only_metadata_that_the_issuer_wrote_is_read(db: Db) -> None:
    claims = {"sub": ADA, "user_metadata": {"tenant_id": "mine"}, "app_metadata": {"tenant_id": "given"}}

    assert with_claims(db, json.dumps(claims), "select common.app_metadata()") == {"tenant_id": "given"}


def test_metadata_of_another_kind_is_none(db: Db) -> None:
    others: tuple[object, ...] = (None, [], "x", 5)
    for metadata in others:
        assert with_claims(db, json.dumps({"app_metadata": metadata}), "select common.app_metadata()") == {}


@pytest.mark.parametrize("role", ["anon", "authenticated"])
def test_api_roles_may_ask_who_is_asking(db: Db, role: LiteralString) -> None:
    with acting_as(db, role, sub=ADA):
        assert one(db, "select common.current_user_id()") == UUID(ADA)


@pytest.mark.parametrize("role", ["anon", "authenticated", "auth_service_role"])
def test_api_and_service_roles_may_do_nothing_else_here(db: Db, role: LiteralString) -> None:
    forbidden: tuple[LiteralString, ...] = (
        "select common.is_migrating()",
        "select common.publish_event('user', '1', 'user.created', '{}', 'shop/sales')",
        "select * from common.claim_events('me')",
        "select * from common.outbox_events",
        "insert into common.outbox_aggregates values ('user', '1')",
    )

    for statement in forbidden:
        with pytest.raises(errors.InsufficientPrivilege), acting_as(db, role, sub=ADA):
            db.execute(statement)


def test_no_function_is_for_everybody_not_even_one_made_later(db: Db) -> None:
    db.execute("create function common.a_later_one() returns integer language sql as 'select 1'")

    open_to_all = db.execute(
        "select p.proname from pg_proc as p cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as a"
        " where p.pronamespace = 'common'::regnamespace and a.grantee = 0"
    ).fetchall()

    assert open_to_all == []


# Legacy rows ---------------------------------------------------------------------------------------------------------


def test_ids_of_legacy_rows_are_those_of_the_test_vectors(db: Db) -> None:
    institution = one(db, "select common.legacy_id('edulink_institutions/institutions_institution/42')")
    student = one(db, "select common.legacy_id('edulink_users/users_studentprofile/7')")

    assert institution == UUID("dbf5886d-b863-30c1-a561-2902ce617396")
    assert student == UUID("ac84b1b4-3aea-3e37-a1ac-186c5c4775d8")


def test_uuid3_is_that_of_python(db: Db) -> None:
    labels = ["", "a", "José", "\U0001f600", "a" * 10_000, *(f"table/{number}" for number in range(500))]

    made = db.execute(
        "select common.uuid3(%s, label) from unnest(%s::text[]) with ordinality as l (label, place) order by place",
        [LEGACY_NAMESPACE, labels],
    ).fetchall()

    assert [row[0] for row in made] == [uuid3(LEGACY_NAMESPACE, label) for label in labels]


def test_only_the_role_that_migrates_is_migrating_and_only_while_it_says_so(db: Db) -> None:
    db.execute("grant usage on schema common to public; grant execute on function common.is_migrating() to public")

    def says(role: LiteralString, setting: str) -> Any:
        with acting_as(db, role):
            db.execute("select set_config('migration.active', %s, true)", [setting])
            return one(db, "select common.is_migrating()")

    assert says("migration_role", "on") is True
    assert says("migration_role", "off") is False
    assert says("migration_role", "") is False
    assert says("authenticated", "on") is False
    assert says("service_role", "on") is False
    assert says("auth_service_role", "on") is False


def test_the_deployer_is_not_migrating_by_setting_it(db: Db) -> None:
    with db.transaction():
        db.execute("set local migration.active = 'on'")

        assert one(db, "select common.is_migrating()") is False


def test_a_role_with_the_rights_of_the_migration_is_migrating(db: Db) -> None:
    with db.transaction(force_rollback=True):
        db.execute("create role nightly_import inherit; grant migration_role to nightly_import")
        with acting_as(db, "nightly_import"):
            db.execute("set local migration.active = 'on'")

            assert one(db, "select common.is_migrating()") is True


def test_without_a_migration_role_nobody_is_migrating(db: Db) -> None:
    with db.transaction(force_rollback=True):
        db.execute("alter role migration_role rename to migration_role_of_another_name")
        db.execute("set local migration.active = 'on'")

        assert one(db, "select common.is_migrating()") is False


# Triggers ------------------------------------------------------------------------------------------------------------


def updated_year(db: Db) -> int:
    return int(one(db, "select extract(year from updated_at) from probe.people where id = 1"))


def test_a_change_is_noted_with_its_time_whatever_time_is_given(diary: Db) -> None:
    for change in ("display_name = 'Ada L.'", "display_name = null", "updated_at = '2002-02-02'"):
        with diary.transaction():
            statement = sql.SQL("update probe.people set {} where id = 1 returning updated_at = now()")

            assert one(diary, statement.format(sql.SQL(change))) is True


def test_an_update_that_changes_nothing_leaves_the_time(diary: Db) -> None:
    diary.execute("update probe.people set display_name = display_name")

    assert updated_year(diary) == 2001


def test_legacy_rows_keep_their_time(diary: Db) -> None:
    with acting_as(diary, "migration_role"):
        diary.execute("set local migration.active = 'on'")
        diary.execute("update probe.people set display_name = 'A', updated_at = '1999-09-09' where id = 1")

        assert updated_year(diary) == 1999


def test_a_caller_who_says_that_he_migrates_cannot_set_the_time(diary: Db) -> None:
    with acting_as(diary, "authenticated"):
        diary.execute("set local migration.active = 'on'")
        diary.execute("update probe.people set display_name = 'A', updated_at = '1999-09-09' where id = 1")

        assert updated_year(diary) > 2020


def test_an_append_only_table_refuses_every_change_even_by_its_owner(diary: Db) -> None:
    for change in ("update probe.entries set words = words", "delete from probe.entries", "truncate probe.entries"):
        with pytest.raises(errors.RestrictViolation, match=r"probe\.entries is append-only") as caught:
            diary.execute(change)

        assert caught.value.diag.table_name == "entries"
    assert one(diary, "select count(*) from probe.entries") == 1


def test_an_append_only_row_goes_with_its_parent(diary: Db) -> None:
    diary.execute("delete from probe.people where id = 1")

    assert one(diary, "select count(*) from probe.entries") == 0


def test_an_append_only_row_loses_a_reference_to_a_row_that_goes(diary: Db) -> None:
    diary.execute("delete from probe.people where id = 2")

    assert one(diary, "select editor_id from probe.entries") is None


def test_a_trigger_of_the_callers_own_does_not_open_an_append_only_table(diary: Db) -> None:
    with acting_as(diary, "authenticated"):
        diary.execute("create temporary table lever (id integer)")
        diary.execute(
            "create function pg_temp.pull() returns trigger language plpgsql"
            " as 'begin delete from probe.entries; return null; end'"
        )
        diary.execute("create trigger pull after insert on lever for each row execute function pg_temp.pull()")

        with pytest.raises(errors.RestrictViolation), diary.transaction():
            diary.execute("insert into lever values (1)")


def test_the_migration_takes_back_what_it_brought_in(diary: Db) -> None:
    with acting_as(diary, "migration_role"):
        diary.execute("set local migration.active = 'on'")
        diary.execute("delete from probe.entries")

        assert one(diary, "select count(*) from probe.entries") == 0


def test_a_caller_who_says_that_he_migrates_cannot_change_an_append_only_table(diary: Db) -> None:
    with acting_as(diary, "authenticated"):
        diary.execute("set local migration.active = 'on'")

        with pytest.raises((errors.RestrictViolation, errors.InsufficientPrivilege)), diary.transaction():
            diary.execute("delete from probe.entries")


def test_changed_keys_are_those_whose_values_differ(db: Db) -> None:
    def changed(before: dict[str, object], after: dict[str, object]) -> Any:
        return one(db, "select common.changed_keys(%s, %s)", [json.dumps(before), json.dumps(after)])

    assert changed({}, {}) == []
    assert changed({"a": 1, "b": [1]}, {"b": [1], "a": 1}) == []
    assert changed({"a": 1, "b": 2, "c": None}, {"a": 1, "b": 3, "c": 0}) == ["b", "c"]
    assert changed({"gone": 1}, {"new": 1}) == ["gone", "new"]
    assert changed({"a": None}, {}) == ["a"]
