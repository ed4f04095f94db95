"""What the services may do, what nobody may do, and that the catalog says nothing else."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import LiteralString

import pytest
from psycopg import sql

from tests.support.edulink_people import edulink_staged
from tests.support.edulink_world import acting_as
from tests.support.servers import ROOT, Server
from tests.support.stage import Stage, outcome
from toolkit.io import db as door
from toolkit.io.files import read_project
from toolkit.verbs.serve import exposed_schemas

REFUSED = "42501"
SCHEMAS = [
    "auth_schema",
    "user_schema",
    "institution_schema",
    "notification_schema",
    "application_schema",
    "internship_schema",
]
ALL: LiteralString = "*"

SERVICES: tuple[LiteralString, ...] = (
    "auth_service_role",
    "user_service_role",
    "institution_service_role",
    "notification_service_role",
    "application_service_role",
    "internship_service_role",
)
# Whom a service reads beside its own schema.
READS = {
    "auth_service_role": (),
    "user_service_role": ("auth_schema.users", "institution_schema.*"),
    "institution_service_role": ("user_schema.user_profiles",),
    "notification_service_role": (
        "auth_schema.users",
        "user_schema.*",
        "institution_schema.*",
        "application_schema.*",
        "internship_schema.*",
    ),
    "application_service_role": (
        "auth_schema.users",
        "user_schema.*",
        "institution_schema.*",
        "internship_schema.internship_postings",
    ),
    "internship_service_role": (
        "auth_schema.users",
        "user_schema.*",
        "institution_schema.*",
        "application_schema.applications",
    ),
}
APPEND_ONLY = (
    "auth_schema.security_logs",
    "user_schema.profile_history",
    "application_schema.application_status_history",
)
SECRETS = {
    "auth_schema.users": ("password_hash", "password_format", "backup_tokens"),
    "auth_schema.user_sessions": ("token_hash",),
    "auth_schema.password_reset_tokens": ("token_hash",),
    "auth_schema.email_verification_tokens": ("token_hash",),
    "auth_schema.oauth_providers": ("access_token_enc", "refresh_token_enc"),
}
# Everything that a user may call; a function that is not here is for services, triggers or other functions.
FOR_USERS = {
    "application_schema.applicant_cards(uuid)",
    "application_schema.change_status(uuid,text,text)",
    "application_schema.own_application_ids()",
    "application_schema.received_application_ids()",
    "application_schema.applied_posting_ids()",
    "application_schema.schedule_interview(uuid,timestamp with time zone,text,text)",
    "auth_schema.active_role()",
    "auth_schema.active_user_id()",
    "auth_schema.super_admin_lowest_id()",
    "institution_schema.administered_institution_ids()",
    "institution_schema.issue_registration_code(uuid,text,integer,timestamp with time zone,integer)",
    "institution_schema.listed_institution_ids()",
    "institution_schema.member_cards(uuid)",
    "institution_schema.member_institution_ids()",
    "institution_schema.redeem_registration_code(text,integer,text,text)",
    "institution_schema.review_institution(uuid,text,boolean)",
    "institution_schema.staffed_institution_ids()",
    "institution_schema.visible_institution_ids()",
    "institution_schema.withdraw_registration_code(text)",
    "internship_schema.answer_progress(uuid,text,text)",
    "internship_schema.own_posting_ids()",
    "internship_schema.own_work_ids()",
    "internship_schema.private_notes(uuid)",
    "internship_schema.review_posting(uuid,boolean)",
    "internship_schema.supervised_work_ids()",
    "user_schema.current_profile_id()",
    "user_schema.enrol(uuid,uuid,uuid,integer)",
    "user_schema.profile_cards(uuid[])",
    "user_schema.search_profiles(text,integer)",
    "user_schema.verify_academic_record(uuid,text,boolean)",
}
FOR_VISITORS = {"institution_schema.listed_institution_ids()"}
# Enough of Dan's to Kim, so that reading all is clearly worse than reading one's own.
MANY_APPLICATIONS: LiteralString = """
    with postings as (
        insert into internship_schema.internship_postings (
            employer_profile_id, title, description, start_date, end_date, duration_weeks, deadline
        )
        select %(kim)s, 'x', 'x', '2030-01-01', '2030-03-01', 8, '2029-12-01' from generate_series(1, 2000)
        returning id
    )
    insert into application_schema.applications (user_profile_id, internship_posting_id)
    select %(dan)s, p.id from postings as p
"""


@pytest.fixture(scope="module")
def stage(server: Server, admin: door.Connection, edulink_template: str) -> Iterator[Stage]:
    with edulink_staged(server, admin, edulink_template) as stage:
        yield stage


@pytest.fixture(scope="module")
def tables(stage: Stage) -> tuple[str, ...]:
    """Every table of the six schemas; the stage has a row in each."""
    rows = stage.db.execute(
        "select format('%%s.%%s', schemaname, tablename) from pg_tables where schemaname = any (%s) order by 1",
        [SCHEMAS],
    ).fetchall()
    return tuple(name for (name,) in rows)


def owns(role: str, table: str) -> bool:
    """Whether the table is in the schema of that service."""
    return table.split(".", maxsplit=1)[0].removesuffix("_schema") == role.removesuffix("_service_role")


def reads(role: str, table: str) -> bool:
    """Whether the matrix lets that service read the table."""
    return owns(role, table) or table in READS[role] or f"{table.split('.', maxsplit=1)[0]}.{ALL}" in READS[role]


def as_role(stage: Stage, role: LiteralString, statement: str) -> str:
    """What comes of a statement of that role; nothing stays."""
    with acting_as(stage.db, role):
        return outcome(stage.db, statement, stage.ids)


@pytest.mark.parametrize("role", SERVICES)
def test_a_service_reads_every_row_of_what_it_reads_and_nothing_else(
    stage: Stage, tables: tuple[str, ...], role: LiteralString
) -> None:
    rows = {table: outcome(stage.db, f"select id from {table}", {}) for table in tables}

    seen = {table: as_role(stage, role, f"select id from {table}") for table in tables}

    assert "0 rows" not in rows.values()
    assert seen == {table: rows[table] if reads(role, table) else REFUSED for table in tables}


@pytest.mark.parametrize("role", SERVICES)
def test_a_service_writes_its_own_schema_and_no_other(
    stage: Stage, tables: tuple[str, ...], role: LiteralString
) -> None:
    for table in tables:
        own, changeable = owns(role, table), owns(role, table) and table not in APPEND_ONLY
        # A copy of a row is refused by the primary key, after row security and grants have let it through.
        copied = as_role(stage, role, f"insert into {table} select * from {table}")
        assert copied == ("23505" if own else REFUSED), table
        everything = outcome(stage.db, f"select id from {table}", {})
        updated = as_role(stage, role, f"update {table} set created_at = created_at")
        assert updated == (everything if changeable else REFUSED), table
        deleted = as_role(stage, role, f"delete from {table} where id = %(nowhere)s")
        assert deleted == ("0 rows" if changeable else REFUSED), table


def test_of_a_security_event_only_the_investigation_changes(stage: Stage) -> None:
    for column, value, expected in (
        ("status", "'resolved'", "1 row"),
        ("resolution_notes", "'ok'", "1 row"),
        ("event_type", "'logout'", REFUSED),
        ("user_id", "null", REFUSED),
        ("risk_score", "0", REFUSED),
    ):
        statement = f"update auth_schema.security_logs set {column} = {value} where id = %(event)s"
        assert as_role(stage, "auth_service_role", statement) == expected, column


@pytest.mark.parametrize("role", [*SERVICES, "anon", "authenticated", "service_role"])
def test_secrets_are_for_the_auth_service_alone(stage: Stage, role: LiteralString) -> None:
    for table, columns in SECRETS.items():
        for column in columns:
            found = as_role(stage, role, f"select {column} from {table}")
            assert found == (
                REFUSED if role != "auth_service_role" else as_role(stage, role, f"select id from {table}")
            )
    if role in READS and role not in ("auth_service_role", "institution_service_role"):
        assert as_role(stage, role, "select id, email, role from auth_schema.users limit 1") == "1 row"


def test_the_institution_service_does_not_learn_national_ids(stage: Stage) -> None:
    for column in ("national_id", "last_ip_address", "user_agent"):
        statement = f"select {column} from user_schema.user_profiles"
        assert as_role(stage, "institution_service_role", statement) == REFUSED
    assert as_role(stage, "institution_service_role", "select email from user_schema.user_profiles limit 1") == "1 row"


def test_the_key_above_row_security_opens_nothing_here(stage: Stage, tables: tuple[str, ...]) -> None:
    assert {table: as_role(stage, "service_role", f"select id from {table}") for table in tables} == dict.fromkeys(
        tables, REFUSED
    )


def test_legacy_rows_can_be_brought_into_every_table_and_out_again(stage: Stage, tables: tuple[str, ...]) -> None:
    for table in tables:
        assert as_role(stage, "migration_role", f"insert into {table} select * from {table}") == "23505", table
        assert as_role(stage, "migration_role", f"delete from {table} where id = %(nowhere)s") == "0 rows", table


def test_our_roles_cannot_log_in_own_nothing_and_are_members_of_nothing(stage: Stage) -> None:
    roles = [*SERVICES, "migration_role"]
    found = stage.db.execute(
        "select r.rolname, r.rolbypassrls,"
        " r.rolcanlogin or r.rolinherit or r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication,"
        " exists (select from pg_shdepend as d where d.refobjid = r.oid and d.deptype = 'o'),"
        " exists (select from pg_auth_members as m where m.member = r.oid)"
        " from pg_roles as r where r.rolname = any (%s) order by array_position(%s, r.rolname::text)",
        [roles, roles],
    ).fetchall()

    assert found == [(role, role == "migration_role", False, False, False) for role in roles]


def test_no_grant_to_a_service_sleeps_behind_a_schema_that_it_cannot_enter(stage: Stage) -> None:
    granted = stage.db.execute(
        """
        select a.grantee::regrole::text, format('%%s.%%s', n.nspname, c.relname), a.privilege_type
        from pg_class as c
        join pg_namespace as n on n.oid = c.relnamespace
        cross join lateral (
            select c.relacl as acl union all select t.attacl from pg_attribute as t where t.attrelid = c.oid
        ) as o
        cross join aclexplode(o.acl) as a
        where n.nspname = any (%s) and a.grantee::regrole::text = any (%s)
        """,
        [SCHEMAS, list(SERVICES)],
    ).fetchall()

    assert granted
    for role, table, privilege in granted:
        assert reads(role, table) if privilege == "SELECT" else owns(role, table), (role, table, privilege)


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
        where o.nspname = any (%s) and a.grantee <> o.owner
        """,
        [SCHEMAS],
    ).fetchall()

    assert granted
    assert {grantee for grantee, *_ in granted} == {*SERVICES, "migration_role", "anon", "authenticated"}
    assert {privilege for _, privilege, _ in granted} == {"SELECT", "INSERT", "UPDATE", "DELETE", "USAGE", "EXECUTE"}
    assert not any(grantable for *_, grantable in granted)


@pytest.mark.parametrize(("role", "expected"), [("authenticated", FOR_USERS), ("anon", FOR_VISITORS)])
def test_a_function_is_for_users_only_if_it_was_granted_by_name(stage: Stage, role: str, expected: set[str]) -> None:
    found = stage.db.execute(
        "select p.oid::regprocedure::text from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace"
        " where n.nspname = any (%s) and has_function_privilege(%s, p.oid, 'execute')",
        [SCHEMAS, role],
    ).fetchall()

    assert {name for (name,) in found} == expected


def test_what_a_later_script_makes_belongs_to_its_service_and_to_nobody_else(stage: Stage) -> None:
    for role in SERVICES:
        schema = f"{role.removesuffix('_service_role')}_schema"
        with stage.db.transaction(force_rollback=True):
            stage.db.execute(
                sql.SQL(
                    "create table {0}.later (id bigint generated always as identity primary key, body text);"
                    "alter table {0}.later enable row level security;"
                    "create function {0}.later() returns integer language sql return 1"
                ).format(sql.Identifier(schema))
            )
            for other in (*SERVICES, "anon", "authenticated", "service_role"):
                read = as_role(stage, other, f"select from {schema}.later")
                assert read == ("0 rows" if other == role else REFUSED), (schema, other)
                # Without a policy it is closed: the grant lets the service in, row security does not yet.
                assert as_role(stage, other, f"insert into {schema}.later (body) values ('x')") == REFUSED
                assert as_role(stage, other, f"select {schema}.later()") == REFUSED


def test_policies_name_their_roles_one_to_a_command_and_ask_helpers_once_per_statement(stage: Stage) -> None:
    policies = stage.db.execute(
        "select format('%%s.%%s', schemaname, tablename), policyname, permissive, roles::text[],"
        " case cmd when 'ALL' then array['SELECT', 'INSERT', 'UPDATE', 'DELETE'] else array[cmd] end,"
        " coalesce(qual, '') || ' ' || coalesce(with_check, '')"
        " from pg_policies where schemaname = any (%s)",
        [SCHEMAS],
    ).fetchall()

    audiences = [
        (table, role, command) for table, _, _, roles, commands, _ in policies for role in roles for command in commands
    ]
    assert policies
    assert {permissive for _, _, permissive, *_ in policies} == {"PERMISSIVE"}
    assert len(set(audiences)) == len(audiences)
    assert "public" not in {role for _, role, _ in audiences}
    for table, policy, _, _, _, expression in policies:
        calls = expression.count("_id()") + expression.count("_ids()") + expression.count("_role()")
        assert calls == expression.count("( SELECT auth_schema.") + sum(
            expression.count(f"( SELECT {schema}.") for schema in SCHEMAS[1:]
        ), (table, policy)


@pytest.mark.parametrize(
    ("who", "table", "index"),
    [
        ("ada", "application_schema.applications", "applications_user_profile_id_internship_posting_id_key"),
        ("jon", "application_schema.applications", "applications_internship_posting_id_status_idx"),
        ("ada", "user_schema.user_profiles", "user_profiles_pkey"),
        ("ada", "auth_schema.users", "users_pkey"),
        ("hal", "user_schema.academic_information", "academic_information_institution_id_program_id_idx"),
        ("hal", "institution_schema.institution_memberships", "institution_memberships_institution_id_role_status_idx"),
        ("ada", "internship_schema.internship_progress", "internship_progress_posting_id_idx"),
        ("jon", "application_schema.application_documents", "application_documents_application_id_idx"),
    ],
)
def test_row_security_can_be_answered_by_indexes(stage: Stage, who: str, table: str, index: str) -> None:
    with stage.db.transaction(force_rollback=True):
        stage.db.execute(MANY_APPLICATIONS, stage.ids)
        stage.db.execute("analyze application_schema.applications")
        with stage.acting_as(who) as db:
            db.execute("set local enable_seqscan = off")  # the other tables are small
            plan = "\n".join(line for (line,) in db.execute(f"explain (costs off) select id from {table}"))

    assert index in plan
    assert "Seq Scan" not in plan, plan


def test_the_advisors_of_supabase_look_at_all_that_the_api_shows() -> None:
    config = tomllib.loads((ROOT / "supabase" / "config.toml").read_text(encoding="utf-8"))

    assert tuple(config["api"]["schemas"]) == exposed_schemas(read_project(ROOT, {}))
