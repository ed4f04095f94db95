"""What a user of core may do: through which roles, how far, since when, and how nobody gets more than they have."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import errors

from tests.support import core_world as world
from tests.support.core_people import OPERATOR
from tests.support.core_world import Db, as_user, events

TOMORROW = datetime.now(UTC) + timedelta(days=1)
YESTERDAY = datetime.now(UTC) - timedelta(days=1)
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]


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


def a_role_with(db: Db, tenant: UUID, *permissions: str, **columns: object) -> UUID:
    """A role that has these permissions."""
    role = world.a_role(db, tenant, **columns)
    for name in permissions:
        found = db.execute("select id from core.permissions where tenant_id = %s and name = %s", [tenant, name])
        known = found.fetchone()
        world.a_grant(db, tenant, role, known[0] if known else world.a_permission(db, tenant, name))
    return role


def has(db: Db, tenant: UUID, user: UUID, name: str) -> Any:
    with as_user(db, tenant, user):
        return world.one(db, "select core.has_permission(%s)", [name])


def effective(db: Db, tenant: UUID, user: UUID) -> list[tuple[str, str]]:
    with as_user(db, tenant, user):
        return db.execute("select permission, scope from core.effective_permissions()").fetchall()


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("admin", ["read:users", "write:anything", "send:mail.all"], []),
        ("viewer", ["read:users", "read:audit", "read:a.b"], ["write:users", "send:mail"]),
        ("support", ["read:users", "write:bindings"], ["write:users", "read:audit", "read:billing"]),
        ("billing", ["read:billing", "write:billing"], ["read:users"]),
    ],
)
def test_a_system_role_allows_what_its_name_says(
    db: Db, tenant: UUID, user: UUID, role: str, may: list[str], may_not: list[str]
) -> None:
    assert not any(has(db, tenant, user, name) for name in (*may, *may_not))

    world.a_role_binding(db, tenant, user, world.role_named(db, tenant, role))

    assert {name: has(db, tenant, user, name) for name in (*may, *may_not)} == dict.fromkeys(may, True) | dict.fromkeys(
        may_not, False
    )


@pytest.mark.parametrize(
    ("held", "wanted", "covers"),
    [
        ("read:users", "read:users", True),
        ("read:users", "read:user", False),
        ("read:users", "write:users", False),
        ("read:*", "read:users", True),
        ("read:*", "read:users.all", True),
        ("read:*", "reads:users", False),
        ("read:mail.*", "read:mail.all", True),
        ("read:mail.*", "read:mail", False),
        ("read:mail.*", "read:mailxall", False),
        ("read:*.own", "read:mail.own", True),
        ("read:*.own", "read:mail.all", False),
        ("all:*", "anything:at.all", True),
        ("read:users", "read:*", False),
        ("read:*", "read:*", True),
        ("read:users", "", False),
    ],
)
def test_a_star_stands_for_any_part_behind_the_colon(
    db: Db, tenant: UUID, user: UUID, held: str, wanted: str, covers: bool
) -> None:
    world.a_role_binding(db, tenant, user, a_role_with(db, tenant, held))

    assert has(db, tenant, user, wanted) is covers


@pytest.mark.parametrize(
    ("columns", "counts"),
    [
        ({}, True),
        ({"expires_at": TOMORROW}, True),
        ({"expires_at": YESTERDAY}, False),
        ({"is_active": False}, False),
        ({"conditions": {"mfa": True}}, False),
        ({"conditions": {"mfa": False}}, True),
        ({"conditions": {"not_before": YESTERDAY.isoformat()}}, True),
        ({"conditions": {"not_before": TOMORROW.isoformat()}}, False),
        ({"conditions": {"not_after": TOMORROW.isoformat()}}, True),
        ({"conditions": {"not_after": YESTERDAY.isoformat()}}, False),
        ({"conditions": {"weekdays": EVERY_DAY}}, True),
        ({"conditions": {"weekdays": []}}, False),
        ({"conditions": {"from": "00:00", "until": "24:00"}}, True),
        ({"conditions": {"from": "24:00"}}, False),
        ({"conditions": {"until": "00:00"}}, False),
        ({"conditions": {"not_before": YESTERDAY.isoformat(), "weekdays": []}}, False),
        ({"conditions": {"network": "10.0.0.0/8"}}, False),
        ({"conditions": {"Mfa": False}}, False),
        ({"conditions": {"mfa": "no"}}, False),
        ({"conditions": {"mfa": None}}, False),
        ({"conditions": {"not_before": "soon"}}, False),
        ({"conditions": {"not_before": 0}}, False),
        ({"conditions": {"from": "25:00"}}, False),
        ({"conditions": {"weekdays": "1234567"}}, False),
        ({"conditions": {"weekdays": {"1": 1}}}, False),
    ],
)
def test_a_binding_counts_while_it_is_active_and_its_conditions_hold(
    db: Db, tenant: UUID, user: UUID, columns: dict[str, object], counts: bool
) -> None:
    world.a_role_binding(db, tenant, user, a_role_with(db, tenant, "do:it"), **columns)

    assert has(db, tenant, user, "do:it") is counts
    assert effective(db, tenant, user) == ([("do:it", "self")] if counts else [])


def test_a_second_factor_is_that_of_the_user(db: Db, tenant: UUID) -> None:
    careful = world.a_user(db, tenant, mfa_enabled=True)
    world.a_role_binding(db, tenant, careful, a_role_with(db, tenant, "do:it"), conditions={"mfa": True})

    assert has(db, tenant, careful, "do:it") is True


def test_a_role_has_what_its_ancestors_have_and_they_have_nothing_of_it(db: Db, tenant: UUID, user: UUID) -> None:
    other = world.a_user(db, tenant)
    oldest = a_role_with(db, tenant, "read:oldest", scopes=["tenant"])
    middle = a_role_with(db, tenant, "read:middle", parent_role_id=oldest)
    youngest = a_role_with(db, tenant, "read:youngest", parent_role_id=middle)
    world.a_role_binding(db, tenant, user, youngest)
    world.a_role_binding(db, tenant, other, oldest)

    assert effective(db, tenant, user) == [
        ("read:middle", "self"),
        ("read:oldest", "tenant"),
        ("read:youngest", "self"),
    ]
    assert effective(db, tenant, other) == [("read:oldest", "tenant")]
    db.execute("update core.roles set is_active = false where id = %s", [middle])
    assert effective(db, tenant, user) == [("read:youngest", "self")]


def test_what_was_switched_off_allows_nothing(db: Db, tenant: UUID, user: UUID) -> None:
    role = a_role_with(db, tenant, "do:it")
    world.a_role_binding(db, tenant, user, role)
    for table, condition in (
        ("core.users", "id = %(user)s"),
        ("core.tenants", "id = %(tenant)s"),
        ("core.roles", "id = %(role)s"),
        ("core.permissions", "tenant_id = %(tenant)s and name = 'do:it'"),
        ("core.permission_bindings", "role_id = %(role)s"),
        ("core.role_bindings", "role_id = %(role)s"),
    ):
        for is_active in ("false", "true"):
            db.execute(
                f"update {table} set is_active = {is_active} where {condition}",
                {"user": user, "tenant": tenant, "role": role},
            )
            assert has(db, tenant, user, "do:it") is (is_active == "true"), (table, is_active)


@pytest.mark.parametrize(
    ("of_role", "of_permission", "scope"),
    [
        ([], [], "self"),
        (["self"], [], "self"),
        (["tenant"], [], "tenant"),
        (["self", "tenant"], [], "tenant"),
        (["tenant"], ["self"], "self"),
        (["self"], ["tenant"], "self"),
        (["read:mail"], [], "self"),
        (["tenant"], ["read:mail"], "tenant"),
        (["global"], [], "tenant"),
    ],
)
def test_a_permission_reaches_as_far_as_its_role_and_itself_allow(
    db: Db, tenant: UUID, user: UUID, of_role: list[str], of_permission: list[str], scope: str
) -> None:
    role = world.a_role(db, tenant, scopes=of_role)
    world.a_grant(db, tenant, role, world.a_permission(db, tenant, "do:it", scopes=of_permission))
    world.a_role_binding(db, tenant, user, role)

    assert effective(db, tenant, user) == [("do:it", scope)]


def test_roles_have_no_circle_however_long(db: Db, tenant: UUID) -> None:
    first = world.a_role(db, tenant)
    second = world.a_role(db, tenant, parent_role_id=first)
    third = world.a_role(db, tenant, parent_role_id=second)
    for parent in (second, third):
        with pytest.raises(errors.CheckViolation, match="its own ancestor"):
            db.execute("update core.roles set parent_role_id = %s where id = %s", [parent, first])
    with pytest.raises(errors.CheckViolation):
        db.execute("update core.roles set parent_role_id = id where id = %s", [first])

    db.execute("update core.roles set parent_role_id = null where id = %s", [second])
    db.execute("update core.roles set parent_role_id = %s where id = %s", [third, first])


def test_two_who_close_a_circle_from_both_ends_do_not_both_succeed(db: Db, core_db: str, tenant: UUID) -> None:
    one, two = world.a_role(db, tenant), world.a_role(db, tenant)
    statement = "update core.roles set parent_role_id = %s where id = %s"
    came_to: list[str] = []

    def close() -> None:
        try:
            db.execute(statement, [two, one])
            came_to.append("closed")
        except errors.CheckViolation as error:
            came_to.append(error.diag.message_primary or "")

    with psycopg.connect(core_db) as first, psycopg.connect(core_db, autocommit=True) as watch:
        first.execute(statement, [one, two])
        second = threading.Thread(target=close)
        second.start()
        is_blocked = "select pg_blocking_pids(%s) <> '{}'"
        while watch.execute(is_blocked, [db.info.backend_pid]).fetchone() != (True,):
            assert second.is_alive(), came_to  # it has got past the first
            time.sleep(0.01)
        first.commit()
        second.join(timeout=30)

    assert came_to == ["a role cannot be its own ancestor"]


def test_the_system_roles_of_a_tenant_are_made_with_it_and_are_not_its_own(db: Db, tenant: UUID) -> None:
    admin = world.a_user(db, tenant)
    role = world.role_named(db, tenant, "admin")
    world.a_role_binding(db, tenant, admin, role)
    found = db.execute(
        "select name, is_system, scopes from core.roles where tenant_id = %s order by name", [tenant]
    ).fetchall()

    assert found == [(name, True, ["tenant"]) for name in ("admin", "billing", "support", "viewer")]
    whoever: tuple[Callable[[], AbstractContextManager[None]], ...] = (
        lambda: as_user(db, tenant, admin),
        lambda: world.as_service(db, tenant),
    )
    for acting in whoever:
        for statement in (
            "update core.roles set description = 'x' where name = 'viewer'",
            "update core.roles set is_active = false where name = 'viewer'",
            "delete from core.roles where name = 'viewer'",
            "update core.permission_bindings set is_active = false",
            "delete from core.permission_bindings",
        ):
            with acting(), pytest.raises(errors.InsufficientPrivilege), db.transaction():
                db.execute(statement)
    with world.as_service(db, tenant), pytest.raises(errors.InsufficientPrivilege), db.transaction():
        world.a_role(db, tenant, is_system=True)
    with as_user(db, tenant, admin), pytest.raises(errors.InsufficientPrivilege), db.transaction():
        world.a_grant(db, tenant, world.role_named(db, tenant, "viewer"), world.permission_named(db, tenant, "all:*"))


@pytest.fixture
def manager(db: Db, tenant: UUID) -> UUID:
    """Somebody of rank 40 who may write roles and read, and nothing else."""
    manager = world.a_user(db, tenant)
    role = a_role_with(db, tenant, "write:roles", "read:roles", name="manager", hierarchy_level=40, scopes=["tenant"])
    world.a_role_binding(db, tenant, manager, role)
    return manager


def refused(db: Db, tenant: UUID, who: UUID, statement: str, values: Any) -> bool:
    with as_user(db, tenant, who):
        try:
            with db.transaction():
                assert db.execute(statement, values).rowcount == 1
        except errors.InsufficientPrivilege:
            return True
    return False


def test_nobody_gives_or_takes_a_role_above_their_own(db: Db, tenant: UUID, user: UUID, manager: UUID) -> None:
    statement = "insert into core.role_bindings (tenant_id, user_id, role_id, assigned_by) values (%s, %s, %s, %s)"
    low = world.a_role(db, tenant, hierarchy_level=10)
    high = world.a_role(db, tenant, hierarchy_level=41)
    disguised = world.a_role(db, tenant, hierarchy_level=0, parent_role_id=high)
    binding = world.a_role_binding(db, tenant, user, high)

    assert not refused(db, tenant, manager, statement, [tenant, user, low, manager])
    for role in (high, disguised, world.role_named(db, tenant, "admin")):
        assert refused(db, tenant, manager, statement, [tenant, manager, role, manager])
    assert refused(db, tenant, manager, "update core.role_bindings set is_active = false where id = %s", [binding])


def test_nobody_raises_a_role_of_their_own(db: Db, tenant: UUID, manager: UUID) -> None:
    own = world.role_named(db, tenant, "manager")
    values = {"own": own, "admin": world.role_named(db, tenant, "admin"), "low": world.a_role(db, tenant)}

    for change in ("hierarchy_level = 41", "parent_role_id = %(admin)s"):
        assert refused(db, tenant, manager, f"update core.roles set {change} where id = %(own)s", values)
    for change in ("hierarchy_level = 40", "parent_role_id = %(low)s", "description = 'x'"):
        assert not refused(db, tenant, manager, f"update core.roles set {change} where id = %(own)s", values)
    assert refused(db, tenant, manager, "update core.roles set description = 'x' where id = %(admin)s", values)


def test_nobody_grants_what_they_do_not_have(db: Db, tenant: UUID, manager: UUID) -> None:
    statement = (
        "insert into core.permission_bindings (tenant_id, role_id, permission_id, granted_by) values (%s, %s, %s, %s)"
    )
    low = world.a_role(db, tenant)

    for name, is_refused in (("all:*", True), ("read:billing", True), ("read:roles", False)):
        permission = world.permission_named(db, tenant, name)
        assert refused(db, tenant, manager, statement, [tenant, low, permission, manager]) is is_refused, name
    assert refused(
        db,
        tenant,
        manager,
        "update core.permissions set is_active = false where id = %s",
        [world.permission_named(db, tenant, "all:*")],
    )


def test_nobody_makes_a_permission_reach_further_than_theirs(db: Db, tenant: UUID, manager: UUID) -> None:
    narrow = a_role_with(db, tenant, "read:users", scopes=["self"])
    world.a_role_binding(db, tenant, manager, narrow)
    wide = world.a_role(db, tenant, scopes=["tenant"])
    widen = "update core.roles set scopes = '[\"tenant\"]' where id = %s"
    grant = (
        "insert into core.permission_bindings (tenant_id, role_id, permission_id, granted_by) values (%s, %s, %s, %s)"
    )

    assert has(db, tenant, manager, "read:users") is True
    assert refused(db, tenant, manager, widen, [narrow])
    permission = world.permission_named(db, tenant, "read:users")
    assert refused(db, tenant, manager, grant, [tenant, wide, permission, manager])
    assert not refused(db, tenant, manager, widen, [world.a_role(db, tenant)])


@pytest.fixture
def operator(db: Db) -> UUID:
    """An internal user of the operator with the role operator."""
    operator = world.a_user(db, OPERATOR, is_internal=True)
    world.a_role_binding(db, OPERATOR, operator, world.role_named(db, OPERATOR, "operator"))
    return operator


def test_an_operator_reads_everywhere_once_that_is_in_the_audit_trail(
    db: Db, core_db: str, tenant: UUID, user: UUID, operator: UUID
) -> None:
    def sees() -> bool:
        with as_user(db, OPERATOR, operator):
            return db.execute("select from core.users where id = %s", [user]).rowcount == 1

    assert not sees()
    with psycopg.connect(core_db) as own:
        own.execute("select set_config('request.jwt.claims', %s, true)", [claims_of(operator)])
        own.execute("set local role authenticated")
        until = world.one(own, "select core.open_global_access('ticket 17')")
        own.commit()

    assert until > datetime.now(UTC) + timedelta(minutes=59)
    assert sees()
    with as_user(db, OPERATOR, operator):
        assert db.execute("update core.users set phone = 'x' where id = %s", [user]).rowcount == 0
        assert db.execute("update core.tenants set name = 'x' where id = %s", [tenant]).rowcount == 0
        with pytest.raises(errors.InsufficientPrivilege), db.transaction():
            db.execute("insert into core.users (tenant_id, email) values (%s, 'x@y.example')", [tenant])
    assert db.execute(
        "select event_type, actor_user_id, payload ->> 'reason' from core.audit_events where tenant_id = %s", [OPERATOR]
    ).fetchall() == [("access.granted", operator, "ticket 17")]
    assert events(db)[-1][0] == "core.access.granted"
    with psycopg.connect(core_db) as own:  # an hour later
        own.execute("alter table core.audit_events disable trigger user")
        own.execute("update core.audit_events set occurred_at = now() - interval '61 minutes'")
        own.commit()
    assert not sees()


def test_what_is_opened_is_for_reading_whatever_else_the_role_allows(
    db: Db, tenant: UUID, user: UUID, operator: UUID
) -> None:
    world.a_role_binding(db, OPERATOR, operator, a_role_with(db, OPERATOR, "all:*", name="root", scopes=["global"]))
    world.an_entry(db, OPERATOR, actor_user_id=operator, event_type="access.granted", entity="platform")

    with as_user(db, OPERATOR, operator):
        assert db.execute("select from core.users where id = %s", [user]).rowcount == 1
        assert db.execute("update core.users set phone = 'x'").rowcount == 1
        assert db.execute("update core.tenants set name = name").rowcount == 1
        assert db.execute("update core.users set phone = 'x' where tenant_id = %s", [tenant]).rowcount == 0


def test_opening_is_refused_and_noted_for_those_who_may_not(db: Db, tenant: UUID, user: UUID, operator: UUID) -> None:
    outsider = world.a_user(db, OPERATOR)
    world.a_role_binding(db, OPERATOR, outsider, world.role_named(db, OPERATOR, "operator"))
    internal = world.a_user(db, tenant, is_internal=True)
    world.a_role_binding(db, tenant, internal, a_role_with(db, tenant, "read:users", scopes=["global"]))

    for where, who in ((OPERATOR, outsider), (tenant, internal), (tenant, user)):
        with as_user(db, where, who):
            assert world.one(db, "select core.open_global_access('curious')") is None
            db.execute("reset role")
            assert events(db)[-1][0] == "core.access.denied"
    with as_user(db, OPERATOR, operator), pytest.raises(errors.InvalidParameterValue):
        db.execute("select core.open_global_access(' ')")
    with as_user(db, tenant, operator), pytest.raises(errors.InsufficientPrivilege):
        db.execute("select core.open_global_access('not of that tenant')")


def claims_of(operator: UUID) -> str:
    return f'{{"sub": "{operator}", "app_metadata": {{"tenant_id": "{OPERATOR}"}}}}'
