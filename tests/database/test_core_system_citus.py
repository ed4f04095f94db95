"""
Core as it is for Citus, on a plain Postgres with functions that stand in for those of Citus.

The same people see and write the same rows as on one Postgres, with policies that read no table; and the files keep
the rules of Citus that can be read from a catalog. That several nodes agree is for a real Citus to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import errors

from tests.support import core_world as world
from tests.support.attempts import Attempt, as_sql
from tests.support.core_citus import CitusStage, citus_staged, citus_template
from tests.support.core_matrix import ATTEMPTS, FORBIDDEN, OWN_ROWS, READERS, readers_of
from tests.support.core_people import EVERYBODY, NOBODY
from tests.support.core_world import Db
from tests.support.servers import Server, clone, drop
from tests.support.stage import REFUSED, VISITOR, Stage, rows_text
from toolkit.io import db as door


@pytest.fixture(scope="module")
def template(
    server: Server, admin: door.Connection, platform_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    with citus_template(server, admin, platform_template, tmp_path_factory.mktemp("citus")) as name:
        yield name


@pytest.fixture(scope="module")
def stage(server: Server, admin: door.Connection, template: str) -> Iterator[CitusStage]:
    with citus_staged(server, admin, template) as stage:
        yield stage


@pytest.fixture
def db(server: Server, admin: door.Connection, template: str) -> Iterator[Db]:
    name = clone(admin, template)
    with psycopg.connect(server.url(name), autocommit=True) as connection:
        yield connection
    drop(admin, name)


@pytest.mark.parametrize("table", READERS)
def test_a_row_is_seen_by_those_who_may_and_by_nobody_else(stage: CitusStage, table: str) -> None:
    seen = {who: stage.seen(who, table, tuple(READERS[table])) for who in EVERYBODY}

    assert seen == readers_of(table)


@pytest.mark.parametrize("attempt", [*ATTEMPTS, *FORBIDDEN], ids=str)
def test_a_write_is_for_those_who_may_and_for_nobody_else(stage: CitusStage, attempt: Attempt) -> None:
    came_to = {who: stage.outcome(who, as_sql(attempt)) for who in EVERYBODY}

    expected = {who: attempt.expected(who) for who in EVERYBODY}
    assert came_to == (dict.fromkeys(EVERYBODY, REFUSED) if attempt in FORBIDDEN else expected)


@pytest.mark.parametrize(("attempt", "count_of"), OWN_ROWS, ids=str)
def test_a_write_without_a_where_reaches_ones_own_rows_only(
    stage: CitusStage, attempt: Attempt, count_of: dict[str, int]
) -> None:
    came_to = {who: stage.outcome(who, as_sql(attempt)) for who in EVERYBODY}

    assert came_to == {who: REFUSED if who == VISITOR else rows_text(count_of.get(who, 0)) for who in EVERYBODY}


@pytest.mark.parametrize("who", NOBODY)
def test_whoever_is_nobody_here_counts_no_row_of_any_table(stage: CitusStage, who: str) -> None:
    for table in READERS:
        assert stage.rows(who, f"select count(*) from {table}") == [(0,)], table


def test_without_the_function_before_the_request_nobody_sees_anything(stage: CitusStage) -> None:
    plain = Stage(stage.db, stage.ids, stage.tokens)

    assert stage.rows("ada", "select count(*) from core.users") == [(10,)]
    assert plain.rows("ada", "select count(*) from core.users") == [(0,)]


def test_claims_reach_the_nodes_as_a_local_setting_and_end_with_the_transaction(stage: CitusStage) -> None:
    with stage.acting_as("ada") as db:
        inside = db.execute("select current_setting('request.jwt.claims')::jsonb -> 'app_metadata'").fetchone()
    after = stage.db.execute("select current_setting('request.jwt.claims', true)").fetchone()

    assert inside is not None
    assert inside[0]["core_access"]["user_id"] == str(stage.ids["ada"])
    assert after in ((None,), ("",))


def test_tables_are_distributed_before_they_are_connected_and_side_by_side(stage: CitusStage) -> None:
    found = stage.db.execute("select relation, key_column, beside from public.distributed order by position").fetchall()

    assert found == [
        ("core.platforms", None, None),
        ("core.claimed_names", None, None),
        ("core.tenants", "id", "default"),
        *(
            (f"core.{name}", "tenant_id", "core.tenants")
            for name in (
                "users",
                "user_profiles",
                "roles",
                "role_bindings",
                "permissions",
                "permission_bindings",
                "platform_credentials",
                "user_platform_bindings",
                "audit_events",
                "pending_events",
            )
        ),
    ]


def test_every_key_of_a_tenant_table_has_the_tenant_in_it(stage: CitusStage) -> None:
    found = stage.db.execute(
        "select i.indexrelid::regclass::text from pg_index as i join pg_class as c on c.oid = i.indrelid"
        " where c.relnamespace = 'core'::regnamespace and i.indisunique"
        " and c.relname not in ('platforms', 'claimed_names') and not exists ("
        "   select from pg_attribute as a where a.attrelid = c.oid and a.attnum = i.indkey[0]"
        "   and a.attname = case c.relname when 'tenants' then 'id' else 'tenant_id' end)"
    ).fetchall()

    assert found == []


def test_every_foreign_key_is_composite_or_to_a_table_of_every_node_and_sets_nothing_null(stage: CitusStage) -> None:
    found = stage.db.execute(
        "select k.conname from pg_constraint as k join pg_class as c on c.oid = k.confrelid"
        " where k.contype = 'f' and k.connamespace = 'core'::regnamespace and ("
        "   k.confdeltype in ('n', 'd') or (c.relname not in ('platforms', 'tenants') and cardinality(k.conkey) < 2))"
    ).fetchall()

    assert found == []


def test_a_table_of_every_node_has_no_trigger(stage: CitusStage) -> None:
    found = stage.db.execute(
        "select tgname from pg_trigger where not tgisinternal"
        " and tgrelid in ('core.platforms'::regclass, 'core.claimed_names'::regclass)"
    ).fetchall()

    assert found == []


def test_policies_have_no_sub_select_and_call_nothing_that_reads_a_table(stage: CitusStage) -> None:
    policies = stage.db.execute(
        "select policyname, coalesce(qual, '') || ' ' || coalesce(with_check, '') from pg_policies"
        " where schemaname = 'core'"
    ).fetchall()
    sources = dict(
        stage.db.execute(
            "select proname, prosrc from pg_proc where pronamespace in ('core'::regnamespace, 'common'::regnamespace)"
        ).fetchall()
    )

    reached: set[str] = set()
    todo = {name for name in sources for _, text in policies if f".{name}(" in text}
    while todo:
        name = todo.pop()
        reached.add(name)
        todo |= {other for other in sources if f".{other}(" in sources[name]} - reached

    assert len(policies) > 40
    assert not [policy for policy, text in policies if "SELECT" in text]
    assert {"tenants_with", "access", "claims"} <= reached
    for name in reached:
        assert "from core." not in sources[name], name
        assert "join core." not in sources[name], name


def test_a_name_is_claimed_before_it_is_used_and_by_one_only(db: Db) -> None:
    first, second = uuid4(), uuid4()

    def claim(kind: str, name: str, tenant: UUID, holder: UUID) -> object:
        return world.one(db, "select core.claim_name(%s, %s, %s, %s)", [kind, name, tenant, holder])

    with world.as_service(db, first):
        with pytest.raises(errors.UniqueViolation, match="not claimed"), db.transaction():
            db.execute("insert into core.tenants (id, name, slug) values (%s, 'x', 'acme')", [first])
        assert claim("slug", "acme", first, first) is True
        assert claim("slug", "acme", first, first) is True
        db.execute("insert into core.tenants (id, name, slug) values (%s, 'x', 'acme')", [first])
        with pytest.raises(errors.InsufficientPrivilege), db.transaction():
            claim("slug", "other", second, second)
        db.execute(
            "select set_config('request.jwt.claims', %s, true)", [f'{{"app_metadata": {{"tenant_id": "{second}"}}}}']
        )
        assert claim("slug", "acme", second, second) is False
        with pytest.raises(errors.UniqueViolation, match="not claimed"), db.transaction():
            db.execute("insert into core.tenants (id, name, slug) values (%s, 'x', 'acme')", [second])


def test_a_username_and_an_account_are_claimed_too(db: Db) -> None:
    tenant, platform = world.a_tenant(db), world.a_platform(db)
    user = world.a_user(db, tenant, username="Ada")

    with pytest.raises(errors.UniqueViolation, match="username is not claimed"):
        db.execute("update core.users set username = 'eve' where id = %s", [user])
    account = world.an_account(db, tenant, user, platform)
    with pytest.raises(errors.UniqueViolation, match="platform_account is not claimed"):
        db.execute("update core.user_platform_bindings set platform_user_id = 'other' where id = %s", [account])


def test_events_wait_beside_their_tenant_until_they_are_forwarded_in_order(db: Db) -> None:
    db.execute("select core.forward_events(100000)")
    before = len(world.events(db))
    tenant = world.a_tenant(db)
    user = world.a_user(db, tenant)
    db.execute("update core.users set is_verified = true where id = %s", [user])
    assert len(world.events(db)) == before

    with world.acting_as(db, "core_migrator"):
        forwarded = world.one(db, "select core.forward_events()")
        again = world.one(db, "select core.forward_events()")
        db.execute("reset role")
        told = [type_ for type_, _ in world.events(db)[before:]]

    assert (forwarded, again) == (len(told), 0)
    assert told[-2:] == ["core.user.created", "core.user.verified"]


def test_rows_of_the_default_partition_move_here_too(db: Db) -> None:
    tenant = world.a_tenant(db)
    entry = world.an_entry(db, tenant, occurred_at="2020-03-05")

    assert world.one(db, "select core.make_audit_partitions()") == 1
    assert world.one(db, "select tableoid::regclass::text from core.audit_events where id = %s", [entry]) == (
        "core.audit_events_202003"
    )
    assert db.execute(
        "select key_column, beside from public.distributed where relation like '%_202003'"
    ).fetchall() == [("tenant_id", "core.tenants")]


def test_the_limit_of_users_and_the_rules_for_roles_hold_here_too(db: Db) -> None:
    tenant = world.a_tenant(db, max_users=1)
    world.a_user(db, tenant)
    role = world.a_role(db, tenant)
    child = world.a_role(db, tenant, parent_role_id=role)

    with pytest.raises(errors.CheckViolation):
        world.a_user(db, tenant)
    with pytest.raises(errors.CheckViolation):
        db.execute("update core.roles set parent_role_id = %s where id = %s", [child, role])
