"""What the roles of the house may do, what nobody may do, and that the catalog says nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

import pytest

from tests.conftest import TemplateOf
from tests.support.edulink_world import acting_as
from tests.support.oneclass_matrix import PERSONS
from tests.support.oneclass_people import oneclass_staged
from tests.support.servers import Server
from tests.support.stage import REFUSED, Stage, outcome
from toolkit.io import db as door

CREDENTIALS = "platform.user_credentials"
# Everything that a user may call; a function that is not here is for triggers or other functions.
FOR_USERS = {
    # What row security asks; each tells its caller about the caller only.
    "platform.child_ids()",
    "platform.child_membership_ids()",
    "platform.class_school_ids()",
    "platform.current_user_id()",
    "platform.is_super_admin()",
    "platform.leader_lowest_id()",
    "platform.led_school_ids()",
    "platform.office_school_ids()",
    "platform.registry_school_ids()",
    "platform.registry_staff_ids()",
    "platform.school_ids()",
    "platform.school_ids_with_role(text[])",
    "platform.staff_lowest_id()",
    "platform.staffed_school_ids()",
    "platform.super_admin_lowest_id()",
    # What applications ask.
    "platform.bulk_get_school_users(uuid,text[],integer,uuid)",
    "platform.cached_answer(text,jsonb)",
    "platform.can_access_school(uuid)",
    "platform.has_permission_in_school(uuid,text,uuid)",
    "platform.has_role_in_school(text,uuid)",
    "platform.minimal_user_context(uuid)",
    "platform.resolve_subdomain(text)",
    "platform.school_information(uuid)",
    "platform.search_users(text,uuid,text[],integer)",
    "platform.user_context(uuid)",
}


@pytest.fixture(scope="module")
def stage(server: Server, admin: door.Connection, template_of: TemplateOf) -> Iterator[Stage]:
    with oneclass_staged(server, admin, template_of("oneclass")) as stage:
        yield stage


@pytest.fixture(scope="module")
def tables(stage: Stage) -> tuple[str, ...]:
    """Every table of the schema; the stage has a row in each."""
    rows = stage.db.execute(
        "select format('%s.%s', schemaname, tablename) from pg_tables where schemaname = 'platform' order by 1"
    ).fetchall()
    return tuple(name for (name,) in rows)


def as_role(stage: Stage, role: LiteralString, statement: str) -> str:
    """What comes of a statement of that role, with nobody signed in; nothing stays."""
    with acting_as(stage.db, role):
        return outcome(stage.db, statement, stage.ids)


def test_passwords_are_for_whoever_signs_people_in(stage: Stage) -> None:
    for role in ("anon", "authenticated", "service_role", "oneclass_app"):
        assert as_role(stage, role, f"select from {CREDENTIALS}") == REFUSED, role
        assert as_role(stage, role, f"update {CREDENTIALS} set password_hash = null") == REFUSED, role
    for statement, expected in (
        (f"select password_hash from {CREDENTIALS}", "1 row"),
        (f"update {CREDENTIALS} set must_reset_password = true", "1 row"),
        (f"insert into {CREDENTIALS} (user_id) values (%(tom)s)", "1 row"),
        (f"delete from {CREDENTIALS}", "1 row"),
    ):
        assert as_role(stage, "oneclass_auth", statement) == expected, statement


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (f"select id, email, status, clerk_integration from {PERSONS} where email = 'sam@people.example'", "1 row"),
        (f"update {PERSONS} set last_login = now() where id = %(sam)s", "1 row"),
        (f"update {PERSONS} set status = 'active', email = 'new@people.example' where id = %(sam)s", "1 row"),
        (f"update {PERSONS} set clerk_integration = '{{}}' where id = %(cle)s", "1 row"),
        (f"insert into {PERSONS} (email, first_name, last_name) values ('new@people.example', 'N', 'P')", "1 row"),
        # Not what somebody is or may do, and not what the schools know of them.
        (f"update {PERSONS} set platform_role = 'super_admin' where id = %(sam)s", REFUSED),
        (f"update {PERSONS} set primary_school_id = %(south)s where id = %(sam)s", REFUSED),
        (f"insert into {PERSONS} (email, platform_role) values ('new@people.example', 'super_admin')", REFUSED),
        (f"select profile from {PERSONS}", REFUSED),
        (f"delete from {PERSONS}", REFUSED),
        ("select from platform.school_memberships", REFUSED),
        ("select from platform.schools", REFUSED),
        ("select from platform.role_permissions", REFUSED),
        ("select platform.current_user_id()", REFUSED),
    ],
)
def test_whoever_signs_people_in_knows_who_they_are_and_no_more(stage: Stage, statement: str, expected: str) -> None:
    assert as_role(stage, "oneclass_auth", statement) == expected


def test_the_application_without_a_person_sees_nothing(stage: Stage, tables: tuple[str, ...]) -> None:
    closed = {CREDENTIALS: REFUSED}

    seen = {table: as_role(stage, "oneclass_app", f"select from {table}") for table in tables}

    assert seen == {table: closed.get(table, "0 rows") for table in tables}
    assert as_role(stage, "oneclass_app", f"update {PERSONS} set first_name = 'x'") == "0 rows"
    assert as_role(stage, "oneclass_app", "delete from platform.school_memberships") == "0 rows"


def test_the_key_above_row_security_opens_nothing_here(stage: Stage, tables: tuple[str, ...]) -> None:
    for role in ("service_role", "anon"):
        seen = {table: as_role(stage, role, f"select from {table}") for table in tables}
        assert seen == dict.fromkeys(tables, REFUSED), role


def test_legacy_rows_can_be_brought_into_every_table_and_out_again(stage: Stage, tables: tuple[str, ...]) -> None:
    for table in tables:
        rows = outcome(stage.db, f"select from {table}", {})
        assert as_role(stage, "migration_role", f"select from {table}") == rows != "0 rows", table
        assert as_role(stage, "migration_role", f"insert into {table} select * from {table}") == "23505", table
        assert as_role(stage, "migration_role", f"delete from {table} where false") == "0 rows", table
    statement = f"update {PERSONS} set platform_role = 'staff', email = 'new@people.example' where id = %(sam)s"
    assert as_role(stage, "migration_role", statement) == "1 row"


def test_our_roles_cannot_log_in_own_nothing_and_are_members_of_nothing(stage: Stage) -> None:
    found = stage.db.execute(
        "select r.rolname,"
        " r.rolbypassrls or r.rolcanlogin or r.rolinherit or r.rolsuper or r.rolcreaterole or r.rolcreatedb"
        " or r.rolreplication,"
        " exists (select from pg_shdepend as d where d.refobjid = r.oid and d.deptype = 'o'),"
        " exists (select from pg_auth_members as m where m.member = r.oid)"
        " from pg_roles as r where r.rolname like 'oneclass%%' order by 1"
    ).fetchall()

    assert found == [("oneclass_app", False, False, False), ("oneclass_auth", False, False, False)]


def test_nothing_but_reading_and_writing_rows_is_granted_and_nothing_to_everybody(stage: Stage) -> None:
    granted = stage.db.execute(
        """
        select a.grantee::regrole::text, a.privilege_type, a.is_grantable
        from (
            select n.nspacl as acl, n.nspname, n.nspowner as owner from pg_namespace as n
            union all
            select c.relacl, n.nspname, c.relowner from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
            union all
            select t.attacl, n.nspname, c.relowner from pg_attribute as t
            join pg_class as c on c.oid = t.attrelid join pg_namespace as n on n.oid = c.relnamespace
            union all
            select coalesce(p.proacl, acldefault('f', p.proowner)), n.nspname, p.proowner
            from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
        ) as o
        cross join aclexplode(o.acl) as a
        where o.nspname = 'platform' and a.grantee <> o.owner
        """
    ).fetchall()

    assert {grantee for grantee, *_ in granted} == {"authenticated", "oneclass_app", "oneclass_auth", "migration_role"}
    assert {privilege for _, privilege, _ in granted} == {"SELECT", "INSERT", "UPDATE", "DELETE", "USAGE", "EXECUTE"}
    assert not any(grantable for *_, grantable in granted)


@pytest.mark.parametrize(
    ("role", "expected"),
    [("authenticated", FOR_USERS), ("oneclass_app", FOR_USERS), ("oneclass_auth", set()), ("anon", set())],
)
def test_a_function_is_for_users_only_if_it_was_granted_by_name(stage: Stage, role: str, expected: set[str]) -> None:
    found = stage.db.execute(
        "select p.oid::regprocedure::text from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace"
        " where n.nspname = 'platform' and has_function_privilege(%s, p.oid, 'execute')",
        [role],
    ).fetchall()

    assert {name for (name,) in found} == expected


def test_a_user_and_the_application_in_their_name_are_granted_the_same(stage: Stage) -> None:
    def granted_to(role: str) -> set[tuple[object, ...]]:
        return {
            *stage.db.execute(
                "select c.table_name, c.column_name, c.privilege_type from information_schema.column_privileges as c"
                " where c.table_schema = 'platform' and c.grantee = %s",
                [role],
            ),
            *stage.db.execute(
                "select t.table_name, '*', t.privilege_type from information_schema.table_privileges as t"
                " where t.table_schema = 'platform' and t.grantee = %s",
                [role],
            ),
        }

    assert granted_to("oneclass_app") == granted_to("authenticated") != set()


def test_policies_name_their_roles_one_to_a_command_and_ask_helpers_once_per_statement(stage: Stage) -> None:
    policies = stage.db.execute(
        "select tablename, policyname, permissive, roles::text[],"
        " case cmd when 'ALL' then array['SELECT', 'INSERT', 'UPDATE', 'DELETE'] else array[cmd] end,"
        " coalesce(qual, '') || ' ' || coalesce(with_check, '')"
        " from pg_policies where schemaname = 'platform'"
    ).fetchall()

    audiences = [
        (table, role, command) for table, _, _, roles, commands, _ in policies for role in roles for command in commands
    ]
    assert len(audiences) == len(set(audiences))
    for table, name, permissive, roles, _, expression in policies:
        assert permissive == "PERMISSIVE", name
        assert "public" not in roles, name
        assert name.startswith(f"{table}_"), name
        # Each helper stands in a sub-select of its own, so that it is asked once and not for each row.
        assert expression.count("platform.") - expression.count("FROM platform.") == expression.count(
            "( SELECT platform."
        ), name


def test_row_security_is_on_and_forced_on_every_table(stage: Stage, tables: tuple[str, ...]) -> None:
    found = stage.db.execute(
        "select c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class as c"
        " where c.relnamespace = 'platform'::regnamespace and c.relkind in ('r', 'p')"
    ).fetchall()

    assert sorted(found) == [(table.removeprefix("platform."), True, True) for table in tables]


def test_a_function_that_sees_all_rows_has_no_search_path_of_others(stage: Stage) -> None:
    functions = stage.db.execute(
        "select p.oid::regprocedure::text, p.proconfig from pg_proc as p"
        " where p.pronamespace = 'platform'::regnamespace"
    ).fetchall()

    for name, settings in functions:
        assert 'search_path=""' in (settings or []), name
