"""The tables of core: what they take, what they refuse, and what follows from a write."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import errors, sql
from psycopg.types.json import Jsonb

from tests.support import core_world as world
from tests.support.core_world import Db, as_service, constraint_broken_by, events
from tests.support.edulink_world import broken_house_rules

TABLES = (
    "users",
    "user_profiles",
    "roles",
    "role_bindings",
    "permissions",
    "permission_bindings",
    "platform_credentials",
    "user_platform_bindings",
)


@pytest.fixture
def db(core_db: str) -> Iterator[Db]:
    with psycopg.connect(core_db, autocommit=True) as connection:
        yield connection


@pytest.fixture
def tenant(db: Db) -> UUID:
    return world.a_tenant(db)


@pytest.fixture
def user(db: Db, tenant: UUID) -> UUID:
    return world.a_user(db, tenant)


def one_of_each(db: Db, tenant: UUID) -> dict[str, UUID]:
    """A row of every table with a tenant, with everything that it points at; the ids by table."""
    user, role, platform = world.a_user(db, tenant), world.a_role(db, tenant), world.a_platform(db)
    permission = world.a_permission(
        db, tenant, f"do:x{uuid4().hex}".translate(str.maketrans("0123456789", "ghijklmnop"))
    )
    credential = world.a_credential(db, tenant, platform, user_id=user)
    return {
        "users": user,
        "user_profiles": world.insert(db, "core", "user_profiles", tenant_id=tenant, user_id=user),
        "roles": role,
        "role_bindings": world.a_role_binding(db, tenant, user, role),
        "permissions": permission,
        "permission_bindings": world.a_grant(db, tenant, role, permission),
        "platform_credentials": credential,
        "user_platform_bindings": world.an_account(db, tenant, user, platform, credential_id=credential),
        "platforms": platform,
    }


def test_the_schema_keeps_the_rules_of_the_house(db: Db) -> None:
    # The audit trail does not change, so it keeps no updated_at; its partitions have the columns of their parent.
    def is_accepted(rule: str) -> bool:
        return (rule.startswith("audit_events") and rule.endswith("does not keep updated_at")) or (
            rule.startswith("audit_events_") and "." in rule and rule.endswith("has no comment")
        )

    assert [rule for rule in broken_house_rules(db, "core") if not is_accepted(rule)] == []


def test_every_table_has_the_common_columns(db: Db) -> None:
    common = {"id", "created_at", "updated_at", "is_active", "metadata", "schema_version"}

    for table in (*TABLES, "tenants", "platforms", "audit_events"):
        found = db.execute(
            "select column_name from information_schema.columns where table_schema = 'core' and table_name = %s",
            [table],
        ).fetchall()
        columns = {name for (name,) in found}
        assert common <= columns, table
        assert ("tenant_id" in columns) == (table not in ("tenants", "platforms")), table


@pytest.mark.parametrize("table", TABLES)
def test_a_row_never_changes_its_tenant(db: Db, tenant: UUID, table: str) -> None:
    id_, other = one_of_each(db, tenant)[table], world.a_tenant(db)

    with pytest.raises(errors.RestrictViolation, match="stays in its tenant"):
        db.execute(
            sql.SQL("update {} set tenant_id = %s where id = %s").format(sql.Identifier("core", table)), [other, id_]
        )


def test_every_key_within_a_tenant_has_the_tenant_in_it(db: Db) -> None:
    found = db.execute(
        "select k.conrelid::regclass::text || '.' || k.conname from pg_constraint as k"
        " join pg_class as t on t.oid = k.confrelid and t.relnamespace = 'core'::regnamespace"
        " where k.contype = 'f' and t.relname <> 'platforms' and not exists ("
        "   select from pg_attribute as a where a.attrelid = k.conrelid and a.attnum = k.conkey[1]"
        "   and a.attname = 'tenant_id')"
    ).fetchall()

    assert found == []


@pytest.mark.parametrize(
    ("table", "column", "target"),
    [
        ("user_profiles", "user_id", "users"),
        ("role_bindings", "user_id", "users"),
        ("role_bindings", "role_id", "roles"),
        ("roles", "parent_role_id", "roles"),
        ("permission_bindings", "role_id", "roles"),
        ("permission_bindings", "permission_id", "permissions"),
        ("platform_credentials", "user_id", "users"),
        ("user_platform_bindings", "user_id", "users"),
        ("user_platform_bindings", "credential_id", "platform_credentials"),
    ],
)
def test_a_row_cannot_point_into_another_tenant(db: Db, tenant: UUID, table: str, column: str, target: str) -> None:
    mine, theirs = one_of_each(db, tenant), one_of_each(db, world.a_tenant(db))
    statement = sql.SQL("update {} set {} = %s{} where id = %s").format(
        sql.Identifier("core", table),
        sql.Identifier(column),
        # Whose row it is must agree.
        sql.SQL(", owner_user_id = null" if column == "user_id" else ""),
    )

    with pytest.raises(errors.ForeignKeyViolation):
        db.execute(statement, [theirs[target], mine[table]])


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"slug": "A"}, "tenants_slug_check"),
        ({"slug": "a"}, "tenants_slug_check"),
        ({"slug": "a_b"}, "tenants_slug_check"),
        ({"slug": "x" * 64}, "tenants_slug_check"),
        ({"slug": "taken"}, "tenants_slug_key"),
        ({"status": "asleep"}, "tenants_status_check"),
        ({"max_users": -1}, "tenants_max_users_check"),
        ({"metadata": []}, "tenants_metadata_check"),
        ({"schema_version": 0}, "tenants_schema_version_check"),
        ({"slug": "x" * 63, "max_users": 0}, None),
    ],
)
def test_a_tenant_is_taken_or_refused(db: Db, columns: dict[str, Any], constraint: str | None) -> None:
    world.a_tenant(db, slug="taken")

    assert constraint_broken_by(db, world.a_tenant, **columns) == constraint


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"email": "Ada@people.example"}, "users_email_check"),
        ({"email": "ada"}, "users_email_check"),
        ({"email": "taken@people.example"}, "users_tenant_id_email_key"),
        ({"username": "TAKEN"}, "users_lower_username_key"),
        ({"username": ""}, "users_username_check"),
        ({"login_attempts": -1}, "users_login_attempts_check"),
        ({"owner_user_id": uuid4()}, "users_owner_user_id_check"),
        ({"username": None}, None),
    ],
)
def test_a_user_is_taken_or_refused(db: Db, tenant: UUID, columns: dict[str, Any], constraint: str | None) -> None:
    world.a_user(db, tenant, email="taken@people.example", username="taken")
    world.a_user(db, tenant)

    assert constraint_broken_by(db, world.a_user, tenant, **columns) == constraint


def test_an_address_is_unique_in_a_tenant_and_a_username_everywhere(db: Db, tenant: UUID) -> None:
    world.a_user(db, tenant, email="ada@people.example", username="ada")
    other = world.a_tenant(db)

    assert constraint_broken_by(db, world.a_user, other, email="ada@people.example") is None
    assert constraint_broken_by(db, world.a_user, other, username="Ada") == "users_lower_username_key"


@pytest.mark.parametrize(
    ("scopes", "is_taken"),
    [
        ([], True),
        (["self", "tenant", "global"], True),
        (["read:mail", "send:mail.all", "tenant"], True),
        (["everything"], False),
        (["Read:mail"], False),
        ([1], False),
        ([["self"]], False),
        ([None], False),
        ({"self": True}, False),
        ("self", False),
    ],
)
def test_scopes_are_an_array_of_known_words_and_scopes_of_platforms(
    db: Db, tenant: UUID, scopes: object, is_taken: bool
) -> None:
    broken = constraint_broken_by(db, world.a_role, tenant, scopes=Jsonb(scopes))

    assert broken == (None if is_taken else "roles_scopes_check")


@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        ("read:emails", True),
        ("read:*", True),
        ("a_b:c.d_e.*", True),
        ("read", False),
        ("Read:x", False),
        (":x", False),
        ("*:x", False),
    ],
)
def test_a_permission_is_called_service_and_action(db: Db, tenant: UUID, name: str, is_taken: bool) -> None:
    db.execute("delete from core.permissions where tenant_id = %s", [tenant])

    broken = constraint_broken_by(db, world.a_permission, tenant, name)

    assert broken == (None if is_taken else "permissions_name_check")


def test_a_credential_is_sealed_and_shows_with_which_key(db: Db, tenant: UUID) -> None:
    platform = world.a_platform(db)
    with pytest.raises(errors.CheckViolation) as caught:
        world.a_credential(db, tenant, platform, secret_enc=b"the secret in plain text, long enough to pass")

    id_ = world.a_credential(db, tenant, platform)

    assert "plain text" not in str(caught.value)
    assert world.one(db, "select key_id from core.platform_credentials where id = %s", [id_]) == "k1"


def test_there_is_one_credential_of_a_tenant_and_one_of_each_user(db: Db, tenant: UUID, user: UUID) -> None:
    platform, key = world.a_platform(db), "platform_credentials_tenant_id_platform_id_user_id_service_key"
    world.a_credential(db, tenant, platform)
    world.a_credential(db, tenant, platform, user_id=user)

    assert constraint_broken_by(db, world.a_credential, tenant, platform) == key
    assert constraint_broken_by(db, world.a_credential, tenant, platform, user_id=user) == key
    assert constraint_broken_by(db, world.a_credential, tenant, platform, service="mail") is None


def test_an_account_is_connected_once_until_it_is_disconnected(db: Db, tenant: UUID, user: UUID) -> None:
    platform, other = world.a_platform(db), world.a_tenant(db)
    stranger = world.a_user(db, other)
    id_ = world.an_account(db, tenant, user, platform, platform_user_id="x")

    again = constraint_broken_by(db, world.an_account, tenant, user, platform)
    elsewhere = constraint_broken_by(db, world.an_account, other, stranger, platform, platform_user_id="x")
    db.execute("update core.user_platform_bindings set is_active = false where id = %s", [id_])

    assert again == "user_platform_bindings_tenant_id_user_id_platform_id_key"
    assert elsewhere == "user_platform_bindings_service_platform_user_id_key"
    world.an_account(db, other, stranger, platform, platform_user_id="x")
    world.an_account(db, tenant, user, platform)


def test_only_an_active_platform_is_connected(db: Db, tenant: UUID, user: UUID) -> None:
    platform = world.a_platform(db)
    account = world.an_account(db, tenant, user, platform)
    db.execute("update core.platforms set is_active = false where id = %s", [platform])

    for builder, given in (
        (world.an_account, (tenant, world.a_user(db, tenant), platform)),
        (world.a_credential, (tenant, platform)),
    ):
        with pytest.raises(errors.CheckViolation, match="switched off"):
            builder(db, *given)
    db.execute("update core.user_platform_bindings set is_active = false where id = %s", [account])
    with pytest.raises(errors.CheckViolation, match="switched off"):
        db.execute("update core.user_platform_bindings set is_active = true where id = %s", [account])


def test_a_tenant_has_no_more_active_users_than_it_may_have(db: Db) -> None:
    tenant = world.a_tenant(db, max_users=2)
    first = world.a_user(db, tenant)
    world.a_user(db, tenant)

    with pytest.raises(errors.CheckViolation, match="all the 2 users"):
        world.a_user(db, tenant)
    world.a_user(db, tenant, is_active=False)
    db.execute("update core.users set is_active = false where id = %s", [first])
    world.a_user(db, tenant)
    with pytest.raises(errors.CheckViolation, match="all the 2 users"):
        db.execute("update core.users set is_active = true where id = %s", [first])
    with pytest.raises(errors.CheckViolation, match="more than 1 users"):
        db.execute("update core.tenants set max_users = 1 where id = %s", [tenant])
    db.execute("update core.tenants set max_users = null where id = %s", [tenant])
    db.execute("update core.users set is_active = true where id = %s", [first])


@pytest.mark.parametrize("isolation", ["read committed", "repeatable read", "serializable"])
def test_those_who_add_users_at_the_same_moment_do_not_exceed_the_limit_together(
    db: Db, core_db: str, isolation: str
) -> None:
    tenant, outcomes = world.a_tenant(db, max_users=3), []
    # All have begun, and have a snapshot, before the first of them adds anybody.
    ready = threading.Barrier(8, timeout=30)

    def add() -> None:
        with psycopg.connect(
            core_db, options=f"-c default_transaction_isolation={isolation.replace(' ', chr(92) + ' ')}"
        ) as own:
            own.execute("select count(*) from core.users")
            ready.wait()
            try:
                world.a_user(own, tenant)
                own.commit()
                outcomes.append("added")
            except psycopg.Error as error:
                outcomes.append(str(error.sqlstate))

    workers = [threading.Thread(target=add) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)

    count = world.one(db, "select count(*) from core.users where tenant_id = %s", [tenant])
    assert count == outcomes.count("added")
    assert 1 <= count <= 3
    if isolation == "read committed":
        assert sorted(outcomes) == ["23514"] * 5 + ["added"] * 3
    assert set(outcomes) <= {"added", "23514", "40001"}


def test_a_tenant_with_active_users_is_not_deleted_and_one_without_goes_whole(db: Db, tenant: UUID) -> None:
    rows = one_of_each(db, tenant)
    world.an_entry(db, tenant, actor_user_id=rows["users"])
    with pytest.raises(errors.RestrictViolation, match="active users"):
        db.execute("delete from core.tenants where id = %s", [tenant])

    db.execute("update core.users set is_active = false where tenant_id = %s", [tenant])
    db.execute("delete from core.tenants where id = %s", [tenant])

    for table in (*TABLES, "audit_events"):
        left = db.execute(
            sql.SQL("select from {} where tenant_id = %s").format(sql.Identifier("core", table)), [tenant]
        ).rowcount
        assert left == 0, table


def test_who_is_in_the_audit_trail_is_switched_off_and_not_deleted(db: Db, tenant: UUID, user: UUID) -> None:
    world.an_entry(db, tenant, actor_user_id=user)

    # The one until Postgres 17, the other since 18.
    with pytest.raises((errors.ForeignKeyViolation, errors.RestrictViolation)):
        db.execute("delete from core.users where id = %s", [user])


def test_a_row_of_a_user_belongs_to_that_user(db: Db, tenant: UUID) -> None:
    rows = one_of_each(db, tenant)

    for table in ("user_profiles", "role_bindings", "platform_credentials", "user_platform_bindings"):
        found = db.execute(
            sql.SQL("select owner_user_id from {} where id = %s").format(sql.Identifier("core", table)), [rows[table]]
        ).fetchall()
        assert found == [(rows["users"],)], table


def test_five_failed_sign_ins_lock_a_user_for_half_an_hour(db: Db, tenant: UUID) -> None:
    user = world.a_user(db, tenant, email="ada@people.example")

    def fails() -> Any:
        return world.one(db, "select core.record_failed_login(%s, 'ADA@people.example')", [tenant])

    with as_service(db, tenant):
        assert [fails() for _ in range(4)] == [None] * 4
        locked_until = fails()
        assert world.one(db, "select %s - now() = interval '30 minutes'", [locked_until])
        assert fails() == locked_until
        assert world.one(db, "select core.record_login(%s, %s)", [tenant, user]) is False
        db.execute("update core.users set locked_until = now() - interval '1 second' where id = %s", [user])
        assert fails() is None
        assert world.one(db, "select login_attempts from core.users where id = %s", [user]) == 1
        assert world.one(db, "select core.record_login(%s, %s)", [tenant, user]) is True
        assert world.one(db, "select login_attempts from core.users where id = %s", [user]) == 0
    with as_service(db, tenant):
        for _ in range(5):
            fails()
        assert world.one(db, "select core.unlock_user(%s, %s)", [tenant, user]) is True
        assert world.one(db, "select core.record_login(%s, %s)", [tenant, user]) is True


def test_an_admin_signs_in_with_a_second_factor_only(db: Db, tenant: UUID, user: UUID) -> None:
    admin = world.a_user(db, tenant)
    world.a_role_binding(db, tenant, admin, world.role_named(db, tenant, "admin"))
    careful = world.a_user(db, tenant, mfa_enabled=True)

    def signs_in(who: UUID, second_factor: bool) -> Any:
        return world.one(db, "select core.record_login(%s, %s, %s)", [tenant, who, second_factor])

    with as_service(db, tenant):
        assert [signs_in(who, False) for who in (user, admin, careful)] == [True, False, False]
        assert [signs_in(who, True) for who in (user, admin, careful)] == [True, True, True]


def test_nobody_signs_in_at_another_tenant_a_closed_one_or_switched_off(db: Db, tenant: UUID, user: UUID) -> None:
    gone = world.a_user(db, tenant, is_active=False)
    other = world.a_tenant(db)

    def signs_in(where: UUID, who: UUID) -> Any:
        return world.one(db, "select core.record_login(%s, %s)", [where, who])

    with as_service(db, tenant):
        assert [signs_in(tenant, user), signs_in(tenant, gone), signs_in(other, user)] == [True, False, False]
    with as_service(db, other):
        assert signs_in(tenant, user) is False
    db.execute("update core.tenants set status = 'suspended' where id = %s", [tenant])
    with as_service(db, tenant):
        assert signs_in(tenant, user) is False


Change = Callable[[Db, UUID, dict[str, UUID]], object]


def change(table: str, **columns: object) -> Change:
    """An update of the row of that table."""

    def apply(db: Db, tenant: UUID, rows: dict[str, UUID]) -> None:
        del tenant
        db.execute(
            sql.SQL("update {} set {} where id = {}").format(
                sql.Identifier("core", table),
                sql.SQL(", ").join(
                    sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in columns
                ),
                sql.Placeholder("the_id"),
            ),
            {**columns, "the_id": rows[table]},
        )

    return apply


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (change("users", full_name="x"), ["core.user.updated"]),
        (change("users", password_hash="x"), []),
        (change("users", is_verified=True), ["core.user.verified"]),
        (change("users", is_active=False), ["core.user.deleted"]),
        (change("users", last_login="2026-01-01"), ["core.user.logged_in"]),
        (change("users", locked_until="2126-01-01"), ["core.user.locked"]),
        (change("roles", display_name="x"), ["core.role.updated"]),
        (change("roles", hierarchy_level=3), ["core.role.hierarchy.changed"]),
        (change("roles", is_active=False), ["core.role.deleted"]),
        (change("role_bindings", is_active=False), ["core.role.revoked"]),
        (change("role_bindings", expires_at="2126-01-01"), ["core.role.updated"]),
        (change("permissions", description="x"), ["core.permission.updated"]),
        (change("permissions", is_active=False), ["core.permission.deleted"]),
        (change("platforms", description="x"), ["core.platform.updated"]),
        (change("platforms", is_active=False), ["core.platform.deleted"]),
        (change("platform_credentials", secret_enc=world.OTHER_ENVELOPE), ["core.credential.rotated"]),
        (change("platform_credentials", is_active=False), ["core.credential.revoked"]),
        (change("user_platform_bindings", sync_status="synced"), ["core.user_platform.sync_status_updated"]),
        (change("user_platform_bindings", is_active=False), ["core.user_platform.binding_deactivated"]),
    ],
)
def test_a_change_is_told_once_and_by_its_own_name(db: Db, tenant: UUID, what: Change, told: list[str]) -> None:
    rows = one_of_each(db, tenant)
    before = len(events(db))

    what(db, tenant, rows)

    assert [type_ for type_, _ in events(db)[before:]] == told


def test_what_is_made_is_told_in_order_with_its_tenant_and_never_with_a_secret(db: Db, tenant: UUID) -> None:
    before = len(events(db))

    user = world.a_user(
        db, tenant, email="ada@people.example", password_hash="secret", metadata={"plan": "x"}, is_internal=True
    )
    one_of_each(db, tenant)

    told = events(db)[before:]
    assert told[0] == (
        "core.user.created",
        {
            "schema_version": 1,
            "tenant_id": str(tenant),
            "user_id": str(user),
            "email": "ada@people.example",
            "is_internal": True,
            "metadata": {"plan": "x"},
        },
    )
    assert {type_ for type_, _ in told} == {
        "core.user.created",
        "core.role.created",
        "core.role.assigned",
        "core.permission.created",
        "core.platform.created",
        "core.credential.stored",
        "core.user_platform.binding_created",
    }
    assert {payload.get("tenant_id") for type_, payload in told if "platform.created" not in type_} == {str(tenant)}
    keys = db.execute(
        "select distinct aggregatetype, aggregateid from common.outbox_events where type like 'core.user%'"
    )
    assert ("tenant", str(tenant)) in keys.fetchall()
    assert "secret" not in str(told)


def test_metadata_with_a_secret_in_it_are_stored_and_not_told(db: Db, tenant: UUID) -> None:
    world.a_user(db, tenant, metadata={"api_key": "x"})

    assert events(db)[-1][1]["metadata"] == {}


def test_updated_by_is_the_user_who_asked(db: Db, tenant: UUID) -> None:
    admin, user = world.a_user(db, tenant), world.a_user(db, tenant)
    world.a_role_binding(db, tenant, admin, world.role_named(db, tenant, "admin"))

    with world.as_user(db, tenant, admin):
        db.execute("update core.users set full_name = 'Ada' where id = %s", [user])
        db.execute("reset role")
        told = events(db)[-1]

    assert told[1]["changes"] == {"full_name": "Ada"}
    assert told[1]["updated_by"] == str(admin)


def test_a_service_acts_in_the_tenant_that_its_claims_name_and_in_no_other(db: Db, tenant: UUID) -> None:
    other = world.a_tenant(db)
    mine, theirs = one_of_each(db, tenant), one_of_each(db, other)

    with as_service(db, tenant):
        for table in TABLES:
            where = sql.Identifier("core", table)
            found = db.execute(sql.SQL("select distinct tenant_id from {}").format(where)).fetchall()
            assert found == [(tenant,)], table
            touched = db.execute(
                sql.SQL("update {} set metadata = metadata where id = %s").format(where), [theirs[table]]
            ).rowcount
            assert touched == 0, table
            touched = db.execute(
                sql.SQL("update {} set metadata = metadata where id = %s").format(where), [mine[table]]
            ).rowcount
            assert touched == 1, table
        with pytest.raises(errors.InsufficientPrivilege), db.transaction():
            world.a_user(db, other)
        with pytest.raises(errors.InsufficientPrivilege), db.transaction():
            world.an_entry(db, other)
        world.a_user(db, tenant)
        world.an_entry(db, tenant)
    with world.acting_as(db, "core_service_role"):
        assert db.execute("select from core.users").rowcount == 0


def test_a_service_makes_a_tenant_by_naming_it(db: Db) -> None:
    new = uuid4()

    with as_service(db, new):
        db.execute("insert into core.tenants (id, name, slug) values (%s, 'New', 'new-one')", [new])
        made = db.execute("select name from core.roles order by name").fetchall()

    assert made == [("admin",), ("billing",), ("support",), ("viewer",)]


def test_a_reader_writes_nothing_and_a_migrator_reaches_every_tenant(db: Db, tenant: UUID) -> None:
    one_of_each(db, tenant)
    one_of_each(db, world.a_tenant(db))

    with world.acting_as(db, "core_readonly_role", app_metadata={"tenant_id": str(tenant)}):
        assert db.execute("select id from core.users").rowcount == 1
        for statement in ("update core.users set phone = 'x'", "delete from core.roles"):
            with pytest.raises(errors.InsufficientPrivilege), db.transaction():
                db.execute(statement)
    with world.acting_as(db, "core_migrator"):
        assert db.execute("select from core.users").rowcount == 2


def test_our_roles_cannot_log_in_and_are_not_above_row_security(db: Db) -> None:
    found = db.execute(
        "select rolname, rolcanlogin or rolsuper or rolbypassrls or rolinherit or rolcreaterole or rolcreatedb"
        " from pg_roles where rolname like 'core\\_%' order by 1"
    ).fetchall()

    assert found == [("core_migrator", False), ("core_readonly_role", False), ("core_service_role", False)]


def test_nothing_is_granted_to_everybody_and_nothing_but_rows_and_calls(db: Db) -> None:
    granted = db.execute(
        """
        select a.grantee::regrole::text, a.privilege_type, a.is_grantable
        from (
            select c.relacl as acl, c.relnamespace as schema, c.relowner as owner from pg_class as c
            union all
            select coalesce(p.proacl, acldefault('f', p.proowner)), p.pronamespace, p.proowner from pg_proc as p
        ) as o
        cross join aclexplode(o.acl) as a
        where o.schema = 'core'::regnamespace and a.grantee <> o.owner
        """
    ).fetchall()

    assert {grantee for grantee, *_ in granted} == {
        "authenticated",
        "core_service_role",
        "core_readonly_role",
        "core_migrator",
    }
    assert {privilege for _, privilege, _ in granted} == {"SELECT", "INSERT", "UPDATE", "DELETE", "EXECUTE"}
    assert not any(grantable for *_, grantable in granted)


def test_a_user_may_call_what_was_granted_by_name_and_nothing_else(db: Db) -> None:
    found = db.execute(
        "select p.proname from pg_proc as p where p.pronamespace = 'core'::regnamespace"
        " and has_function_privilege('authenticated', p.oid, 'execute') order by 1"
    ).fetchall()

    assert [name for (name,) in found] == [
        "current_tenant",
        "current_user_id",
        "effective_permissions",
        "has_permission",
        "open_global_access",
        "tenants_with",
    ]
