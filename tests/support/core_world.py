"""Rows of core for tests. A builder makes up what a test does not care about; keywords are columns that it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from tests.support.edulink_world import Db, acting_as, constraint_broken_by, insert, one

ENVELOPE = b"\x01\x02k1" + bytes(28)  # as the domain common.sealed wants it; opens with no key
OTHER_ENVELOPE = b"\x01\x02k2" + bytes(28)

__all__ = ["ENVELOPE", "OTHER_ENVELOPE", "Db", "acting_as", "constraint_broken_by", "insert", "one"]


def a_tenant(db: Db, **columns: object) -> UUID:
    given = {"id": uuid4(), "name": "Acme", "slug": f"t-{uuid4()}"} | columns
    return _insert(db, "tenants", given)


def a_user(db: Db, tenant_id: UUID, **columns: object) -> UUID:
    given = {"id": uuid4(), "tenant_id": tenant_id, "email": f"{uuid4()}@people.example"} | columns
    return _insert(db, "users", given)


def a_role(db: Db, tenant_id: UUID, **columns: object) -> UUID:
    return _insert(db, "roles", {"tenant_id": tenant_id, "name": f"role {uuid4()}"} | columns)


def a_role_binding(db: Db, tenant_id: UUID, user_id: UUID, role_id: UUID, **columns: object) -> UUID:
    return _insert(db, "role_bindings", {"tenant_id": tenant_id, "user_id": user_id, "role_id": role_id} | columns)


def a_permission(db: Db, tenant_id: UUID, name: str, **columns: object) -> UUID:
    return _insert(db, "permissions", {"tenant_id": tenant_id, "name": name} | columns)


def a_grant(db: Db, tenant_id: UUID, role_id: UUID, permission_id: UUID, **columns: object) -> UUID:
    given = {"tenant_id": tenant_id, "role_id": role_id, "permission_id": permission_id}
    return _insert(db, "permission_bindings", given | columns)


def a_platform(db: Db, **columns: object) -> UUID:
    return _insert(db, "platforms", {"name": f"platform {uuid4()}", "service_type": "email"} | columns)


def a_credential(db: Db, tenant_id: UUID, platform_id: UUID, **columns: object) -> UUID:
    given = {"tenant_id": tenant_id, "platform_id": platform_id, "credential_type": "oauth", "secret_enc": ENVELOPE}
    return _insert(db, "platform_credentials", given | columns)


def an_account(db: Db, tenant_id: UUID, user_id: UUID, platform_id: UUID, **columns: object) -> UUID:
    """A row of user_platform_bindings: an account that the user has connected."""
    given = {"tenant_id": tenant_id, "user_id": user_id, "platform_id": platform_id, "platform_user_id": str(uuid4())}
    return _insert(db, "user_platform_bindings", given | columns)


def an_entry(db: Db, tenant_id: UUID, **columns: object) -> UUID:
    """A row of the audit trail."""
    return _insert(db, "audit_events", {"tenant_id": tenant_id, "event_type": "seen", "entity": "user"} | columns)


def role_named(db: Db, tenant_id: UUID, name: str) -> UUID:
    """The role of a tenant with that name."""
    found = one(db, "select id from core.roles where tenant_id = %s and name = %s", [tenant_id, name])
    return UUID(str(found))


def permission_named(db: Db, tenant_id: UUID, name: str) -> UUID:
    """The permission of a tenant with that name."""
    found = one(db, "select id from core.permissions where tenant_id = %s and name = %s", [tenant_id, name])
    return UUID(str(found))


@contextmanager
def as_service(db: Db, tenant_id: UUID) -> Iterator[None]:
    """One transaction of a service that acts in that tenant; rolled back."""
    with acting_as(db, "core_service_role", app_metadata={"tenant_id": str(tenant_id)}):
        yield


@contextmanager
def as_user(db: Db, tenant_id: UUID, user_id: UUID) -> Iterator[None]:
    """One transaction of a signed-in user; rolled back."""
    with acting_as(db, "authenticated", sub=str(user_id), app_metadata={"tenant_id": str(tenant_id)}):
        yield


def events(db: Db) -> list[tuple[str, dict[str, object]]]:
    """Types and payloads of the events published so far, in order."""
    return db.execute("select type, payload from common.outbox_events order by sequence_number").fetchall()


def _insert(db: Db, table: str, columns: dict[str, object]) -> UUID:
    claim(db, table, columns)
    return insert(db, "core", table, **columns)


def claim(db: Db, table: str, columns: dict[str, object]) -> None:
    """Claim the names of a row, where names are claimed: on Citus."""
    names = {
        "tenants": ("slug", columns.get("slug"), columns.get("id"), columns.get("id")),
        "users": ("username", columns.get("username"), columns.get("tenant_id"), columns.get("id")),
        "user_platform_bindings": (
            "platform_account",
            f"{columns.get('platform_id')}:{columns.get('service', '')}:{columns.get('platform_user_id')}",
            columns.get("tenant_id"),
            columns.get("user_id"),
        ),
    }
    if table in names and names[table][1] is not None and one(db, "select to_regclass('core.claimed_names')"):
        db.execute("insert into core.claimed_names values (%s, lower(%s), %s, %s)", names[table])
