"""The audit trail of core: append-only, a closed partition a month, old months dropped whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import errors

from tests.support import core_world as world
from tests.support.core_world import Db

NOW = datetime.now(UTC)


@pytest.fixture
def db(core_db: str) -> Iterator[Db]:
    with psycopg.connect(core_db, autocommit=True) as connection:
        yield connection


@pytest.fixture
def tenant(db: Db) -> UUID:
    return world.a_tenant(db)


def month(offset: int) -> datetime:
    """The first moment of a month before or after this one."""
    months = NOW.year * 12 + NOW.month - 1 + offset
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)


def name_of(moment: datetime) -> str:
    return f"audit_events_{moment:%Y%m}"


def partitions(db: Db) -> list[str]:
    found = db.execute(
        "select inhrelid::regclass::text from pg_inherits where inhparent = 'core.audit_events'::regclass order by 1"
    ).fetchall()
    return [name.removeprefix("core.") for (name,) in found]


def home_of(db: Db, id_: UUID) -> Any:
    return world.one(db, "select tableoid::regclass::text from core.audit_events where id = %s", [id_])


def test_the_seed_makes_this_month_and_three_more(db: Db) -> None:
    assert partitions(db) == [*(name_of(month(n)) for n in range(4)), "audit_events_default"]


def test_making_is_done_once_however_often_it_is_asked_for(db: Db) -> None:
    assert world.one(db, "select core.make_audit_partitions(5)") == 2
    assert world.one(db, "select core.make_audit_partitions(5)") == 0
    assert world.one(db, "select core.make_audit_partitions()") == 0
    assert partitions(db) == [*(name_of(month(n)) for n in range(6)), "audit_events_default"]


def test_months_are_those_of_utc_wherever_the_session_is(db: Db, tenant: UUID) -> None:
    db.execute("set timezone = 'Pacific/Kiritimati'")
    db.execute("select core.make_audit_partitions(6)")
    last, next_ = month(6) - timedelta(microseconds=1), month(6)

    homes = [home_of(db, world.an_entry(db, tenant, occurred_at=moment)) for moment in (last, next_)]

    assert homes == [f"core.{name_of(month(5))}", f"core.{name_of(month(6))}"]


def test_rows_of_the_default_partition_move_when_their_month_is_made(db: Db, tenant: UUID) -> None:
    soon, past = month(5) + timedelta(days=2), month(-7) + timedelta(days=2)
    far = month(200)
    ids = [world.an_entry(db, tenant, occurred_at=moment, payload={"n": 1}) for moment in (soon, past, far)]
    before = [home_of(db, id_) for id_ in ids]

    made = world.one(db, "select core.make_audit_partitions(5)")

    assert before == ["core.audit_events_default"] * 3
    assert made == 3
    assert [home_of(db, id_) for id_ in ids] == [
        f"core.{name_of(soon)}",
        f"core.{name_of(past)}",
        "core.audit_events_default",
    ]
    assert world.one(db, "select count(*) from core.audit_events where payload = '{\"n\": 1}'") == 3


def test_a_partition_has_the_row_security_of_its_parent_and_no_grant_at_all(db: Db, tenant: UUID) -> None:
    db.execute("alter default privileges in schema core grant all on tables to authenticated, core_readonly_role")
    db.execute("select core.make_audit_partitions(8)")
    found = db.execute(
        "select c.relrowsecurity, c.relforcerowsecurity, count(a.grantee),"
        " exists (select from pg_policy as p where p.polrelid = c.oid)"
        " from pg_inherits as i join pg_class as c on c.oid = i.inhrelid"
        " left join lateral aclexplode(c.relacl) as a on a.grantee <> c.relowner"
        " where i.inhparent = 'core.audit_events'::regclass group by c.oid"
    ).fetchall()

    assert found == [(True, True, 0, False)] * 10
    user = world.a_user(db, tenant)
    world.a_role_binding(db, tenant, user, world.role_named(db, tenant, "admin"))
    entry = world.an_entry(db, tenant, occurred_at=month(7))
    with world.as_user(db, tenant, user):
        assert db.execute("select id from core.audit_events where id = %s", [entry]).fetchall() == [(entry,)]
        with pytest.raises(errors.InsufficientPrivilege), db.transaction():
            db.execute(f"select from core.{name_of(month(7))}")


def test_a_partition_keeps_the_keys_and_rules_of_the_table(db: Db, tenant: UUID) -> None:
    world.an_entry(db, tenant, occurred_at=month(5))
    db.execute("select core.make_audit_partitions(5)")

    with pytest.raises(errors.ForeignKeyViolation):
        world.an_entry(db, UUID(int=1), occurred_at=month(5))
    with pytest.raises(errors.CheckViolation):
        world.an_entry(db, tenant, occurred_at=month(5), event_type="")
    for statement in ("update core.audit_events set entity = 'x'", f"update core.{name_of(month(5))} set entity = 'x'"):
        with pytest.raises(errors.RestrictViolation, match="append-only"):
            db.execute(statement)


def test_nobody_but_the_owner_takes_an_entry_out(db: Db, tenant: UUID) -> None:
    world.an_entry(db, tenant)

    def service() -> AbstractContextManager[None]:
        return world.as_service(db, tenant)

    def migrator() -> AbstractContextManager[None]:
        return world.acting_as(db, "core_migrator")

    for acting in (service, migrator):
        for statement in ("update core.audit_events set entity = 'x'", "delete from core.audit_events"):
            with acting(), pytest.raises(errors.InsufficientPrivilege), db.transaction():
                db.execute(statement)
        with acting(), pytest.raises(errors.InsufficientPrivilege), db.transaction():
            db.execute("truncate core.audit_events")


def test_whole_months_are_dropped_when_their_last_moment_need_not_be_kept(db: Db, tenant: UUID) -> None:
    kept = world.an_entry(db, tenant, occurred_at=month(-1))
    for offset in (-13, -14, -30):
        world.an_entry(db, tenant, occurred_at=month(offset))
    db.execute("select core.make_audit_partitions()")

    dropped = world.one(db, "select core.drop_audit_partitions('13 months')")

    # The month that began 13 months ago still has moments that were less long ago.
    assert dropped == 2
    assert name_of(month(-13)) in partitions(db)
    assert home_of(db, kept) == f"core.{name_of(month(-1))}"
    assert world.one(db, "select core.drop_audit_partitions('13 months')") == 0
    with pytest.raises(errors.InvalidParameterValue):
        db.execute("select core.drop_audit_partitions('1 day')")


def test_upkeep_is_for_the_service_and_the_migrator(db: Db, tenant: UUID) -> None:
    upkeep: tuple[Callable[[], AbstractContextManager[None]], ...] = (
        lambda: world.as_service(db, tenant),
        lambda: world.acting_as(db, "core_migrator"),
    )
    for acting in upkeep:
        with acting():
            assert world.one(db, "select core.make_audit_partitions(4)") == 1
            assert world.one(db, "select core.drop_audit_partitions('2 years')") == 0
    for role in ("authenticated", "anon", "core_readonly_role", "service_role"):
        with world.acting_as(db, role), pytest.raises(errors.InsufficientPrivilege):
            db.execute("select core.make_audit_partitions(4)")


def test_upkeep_checks_its_caller_even_if_somebody_granted_it(db: Db) -> None:
    db.execute("grant execute on function core.make_audit_partitions(integer) to authenticated")

    with world.acting_as(db, "authenticated"), pytest.raises(errors.InsufficientPrivilege, match="audit trail"):
        db.execute("select core.make_audit_partitions(4)")


def test_two_who_make_the_same_months_wait_for_each_other(db: Db, core_db: str) -> None:
    with psycopg.connect(core_db) as other:
        other.execute("select core.make_audit_partitions(9)")
        db.execute("set statement_timeout = '500ms'")
        with pytest.raises(errors.QueryCanceled):
            db.execute("select core.make_audit_partitions(9)")
        other.commit()

    assert world.one(db, "select core.make_audit_partitions(9)") == 0
