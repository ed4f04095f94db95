"""Who sees and writes which row of core: everybody tries everything, in SQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from psycopg import errors, sql

from tests.conftest import TemplateOf
from tests.support.attempts import Attempt, as_sql
from tests.support.core_matrix import ATTEMPTS, FORBIDDEN, OWN_ROWS, READERS, readers_of
from tests.support.core_people import EVERYBODY, NOBODY, core_staged
from tests.support.servers import Server
from tests.support.stage import REFUSED, VISITOR, Stage, rows_text
from toolkit.io import db as door


@pytest.fixture(scope="module")
def stage(server: Server, admin: door.Connection, template_of: TemplateOf) -> Iterator[Stage]:
    with core_staged(server, admin, template_of("core")) as stage:
        yield stage


@pytest.mark.parametrize("table", READERS)
def test_a_row_is_seen_by_those_who_may_and_by_nobody_else(stage: Stage, table: str) -> None:
    seen = {who: stage.seen(who, table, tuple(READERS[table])) for who in EVERYBODY}

    assert seen == readers_of(table)


def test_every_table_is_in_the_matrix_but_the_partitions_which_are_closed(stage: Stage) -> None:
    found = stage.db.execute(
        "select format('core.%s', c.relname), c.relispartition from pg_class as c"
        " where c.relnamespace = 'core'::regnamespace and c.relkind in ('r', 'p')"
    ).fetchall()

    assert {name for name, is_partition in found if not is_partition} == set(READERS)
    partitions = [name for name, is_partition in found if is_partition]
    assert len(partitions) >= 4
    for name in partitions:
        assert stage.seen("ada", name, ("ada_deed",)) == (REFUSED,)


@pytest.mark.parametrize("who", NOBODY)
def test_whoever_is_nobody_here_counts_no_row_of_any_table(stage: Stage, who: str) -> None:
    for table in READERS:
        assert stage.rows(who, f"select count(*) from {table}") == [(0,)], table


def test_nobody_sees_a_row_of_another_tenant_without_a_filter_either(stage: Stage) -> None:
    for who, tenant in (("ada", "north"), ("vic", "north"), ("sam", "south"), ("otto", "operator")):
        for table in READERS:
            if table != "core.platforms":
                column = "id" if table == "core.tenants" else "tenant_id"
                found = stage.rows(who, f"select distinct {column} from {table}")
                assert found in ([(stage.ids[tenant],)], []), (who, table)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_a_write_is_for_those_who_may_and_for_nobody_else(stage: Stage, attempt: Attempt) -> None:
    came_to = {who: stage.outcome(who, as_sql(attempt)) for who in EVERYBODY}

    assert came_to == {who: attempt.expected(who) for who in EVERYBODY}


@pytest.mark.parametrize("attempt", FORBIDDEN, ids=str)
def test_some_things_are_for_nobody_who_comes_over_the_api(stage: Stage, attempt: Attempt) -> None:
    came_to = {who: stage.outcome(who, as_sql(attempt)) for who in EVERYBODY}

    assert came_to == dict.fromkeys(EVERYBODY, REFUSED)


@pytest.mark.parametrize(("attempt", "count_of"), OWN_ROWS, ids=str)
def test_a_write_without_a_where_reaches_ones_own_rows_only(
    stage: Stage, attempt: Attempt, count_of: dict[str, int]
) -> None:
    came_to = {who: stage.outcome(who, as_sql(attempt)) for who in EVERYBODY}

    assert came_to == {who: REFUSED if who == VISITOR else rows_text(count_of.get(who, 0)) for who in EVERYBODY}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("users", "password_hash"),
        ("users", "mfa_secret_enc"),
        ("users", "backup_codes_enc"),
        ("platform_credentials", "secret_enc"),
        ("platform_credentials", "access_token_enc"),
        ("platform_credentials", "refresh_token_enc"),
        ("user_platform_bindings", "platform_user_id_enc"),
    ],
)
@pytest.mark.parametrize("role", ["authenticated", "core_readonly_role"])
def test_a_secret_is_not_readable_even_in_rows_that_are(stage: Stage, role: str, table: str, column: str) -> None:
    with stage.acting_as("ada") as db:
        db.execute("reset role")
        db.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(role)))
        db.execute(sql.SQL("set local role {}").format(sql.Identifier(role)))
        found = db.execute(sql.SQL("select id from {}").format(sql.Identifier("core", table))).fetchall()
        with pytest.raises(errors.InsufficientPrivilege):
            db.execute(sql.SQL("select {} from {}").format(sql.Identifier(column), sql.Identifier("core", table)))

    assert found


@pytest.mark.parametrize(
    "claims",
    ["", "null", "[]", "nonsense", '"x"', '{"app_metadata": null}', '{"sub": 1, "app_metadata": {"tenant_id": 1}}'],
)
def test_claims_that_are_none_give_no_rows_and_no_error(stage: Stage, claims: str) -> None:
    with stage.acting_as("ada") as db:
        before = db.execute("select count(*) from core.users").fetchall()
        db.execute("select set_config('request.jwt.claims', %s, true)", [claims])
        after = db.execute("select count(*) from core.users").fetchall()
        may = db.execute("select core.has_permission('read:users')").fetchall()

    assert (before, after, may) == ([(10,)], [(0,)], [(False,)])


def test_a_reader_may_take_the_place_of_no_other_by_role_and_claims_together(stage: Stage) -> None:
    with stage.acting_as("uma") as db:
        db.execute("select set_config('core.tenant', %s, true)", [str(stage.ids["south"])])
        db.execute("select set_config('request.header.tenant_id', %s, true)", [str(stage.ids["south"])])
        found = db.execute("select id from core.users").fetchall()

    assert found == [(stage.ids["uma"],)]


def test_a_row_that_cannot_be_seen_and_one_that_is_not_there_are_refused_alike(stage: Stage) -> None:
    statement = (
        "insert into core.role_bindings (tenant_id, user_id, role_id, assigned_by)"
        " values (%(north)s, %(uma)s, {}, %(ada)s)"
    )

    for who in ("ada", "uma"):
        messages = []
        for role in ("%(south_admin)s", "%(nowhere)s"):
            with stage.acting_as(who) as db, pytest.raises(errors.InsufficientPrivilege) as caught:
                db.execute(statement.format(role), stage.ids)
            messages.append(str(caught.value))
        assert messages[0] == messages[1]


def test_policies_ask_once_per_statement_and_each_audience_has_one(stage: Stage) -> None:
    policies = stage.db.execute(
        "select tablename, policyname, permissive, roles::text[],"
        " case cmd when 'ALL' then array['SELECT', 'INSERT', 'UPDATE', 'DELETE'] else array[cmd] end,"
        " coalesce(qual, '') || ' ' || coalesce(with_check, '')"
        " from pg_policies where schemaname = 'core'"
    ).fetchall()

    audiences = [
        (table, role, command) for table, _, _, roles, commands, _ in policies for role in roles for command in commands
    ]
    assert policies
    assert len(set(audiences)) == len(audiences)
    assert {permissive for _, _, permissive, *_ in policies} == {"PERMISSIVE"}
    assert "public" not in {role for _, role, _ in audiences}
    for table, policy, *_, expression in policies:
        assert expression.count("core.") == expression.count("( SELECT core."), (table, policy, expression)


def test_the_row_of_a_user_is_found_by_an_index(stage: Stage) -> None:
    with stage.db.transaction(force_rollback=True):
        stage.db.execute(
            """
            with made as (insert into core.tenants (name, slug) select n, 'many-' || n from generate_series(1, 100) as n
                returning id)
            insert into core.users (tenant_id, email)
            select m.id, n || '@many.example' from made as m cross join generate_series(1, 50) as n
            """
        )
        stage.db.execute("analyze core.users")
        with stage.acting_as("uma") as db:
            plan = "\n".join(line for (line,) in db.execute("explain (costs off) select id from core.users"))

    assert "InitPlan" in plan
    assert "Seq Scan" not in plan, plan
