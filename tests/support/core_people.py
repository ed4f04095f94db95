"""
Two tenants, the operator, and everybody who may be curious about others: what the tests of access stand on.

*North* and *South* are tenants; North has people of every kind, South enough to be seen or not. *Closed* is suspended.
Olga and Otto run the platform.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

from tests.support import core_world as world
from tests.support.core_world import Db
from tests.support.servers import Server
from tests.support.stage import NOWHERE, VISITOR, Claims, Stage, staged
from toolkit.io import db as door

OPERATOR = UUID("00000000-0000-4000-8000-000000000001")

# Name, tenant, role, what they are for.
PEOPLE = (
    ("ada", "north", "admin", "admin"),
    ("vic", "north", "viewer", "sees everything, changes nothing"),
    ("sue", "north", "support", "helps users"),
    ("bil", "north", "billing", "cares for what is paid"),
    ("uma", "north", "", "a user without a role"),
    ("rob", "north", "own", "may read and write users, but reaches his own rows only"),
    ("max", "north", "", "whose binding as admin has expired"),
    ("con", "north", "", "whose binding as admin has a condition that nobody checks"),
    ("rev", "north", "", "whose binding as admin was taken away"),
    ("ina", "north", "admin", "admin who was switched off"),
    ("sam", "south", "admin", "admin of the other tenant"),
    ("sid", "south", "", "user of the other tenant"),
    ("clo", "closed", "admin", "admin of a tenant that is suspended"),
    ("olga", "operator", "operator", "operator who has opened all tenants"),
    ("otto", "operator", "operator", "operator who has not"),
    ("orin", "operator", "operator", "has the role and an entry, but is no internal user"),
)

STRANGER = "stranger"  # names North, but has no user
GARBLED = "garbled"  # names North with a subject that is no uuid
HOMELESS = "homeless"  # Ada without a tenant
MISLED = "misled"  # Ada with a tenant that is no uuid
BOASTER = "boaster"  # Ada with the tenant where users write it themselves
STALE = "stale"  # Ada with the tenant South
PLANTED = "planted"  # Uma with what only core.pre_request() may put into claims
ODD = "odd"  # Ada with app_metadata that is no object
NOBODY = (STRANGER, GARBLED, HOMELESS, MISLED, BOASTER, STALE, ODD, "ina", "clo")
EVERYBODY = (VISITOR, STRANGER, GARBLED, HOMELESS, MISLED, BOASTER, STALE, PLANTED, ODD, *(name for name, *_ in PEOPLE))
USERS = tuple(who for who in EVERYBODY if who not in (VISITOR, *NOBODY))
OPEN = "olga"  # sees every tenant, and changes nothing


@contextmanager
def core_staged(server: Server, admin: door.Connection, template: str) -> Iterator[Stage]:
    """A database of its own, cloned from *template*, with everybody in it."""
    with staged(server, admin, template, plant, tokens) as stage:
        yield stage


def tokens(ids: Mapping[str, UUID]) -> dict[str, Claims]:
    """What everybody's token says."""
    known: dict[str, Claims] = {name: claims(ids[name], ids[tenant]) for name, tenant, *_ in PEOPLE}
    ada, north, south = str(ids["ada"]), ids["north"], ids["south"]
    forged = {
        "tenant_id": str(north),
        "user_id": ada,
        "rank": 100,
        "permissions": [{"name": "all:*", "scope": "global"}],
        "open_tenants": [str(north), str(south)],
    }
    return known | {
        STRANGER: claims(NOWHERE, north),
        GARBLED: claims("ada' or true --", north),
        HOMELESS: {"sub": ada},
        MISLED: claims(ada, f"{north}' or true --"),
        BOASTER: {"sub": ada, "user_metadata": {"tenant_id": str(north)}, "tenant_id": str(north)},
        STALE: claims(ada, south),
        PLANTED: {"sub": str(ids["uma"]), "app_metadata": {"tenant_id": str(north), "core_access": forged}},
        ODD: {"sub": ada, "app_metadata": [str(north)]},
    }


def claims(subject: object, tenant: object) -> Claims:
    """The claims of a user of a tenant."""
    return {"sub": str(subject), "app_metadata": {"tenant_id": str(tenant)}}


def plant(db: Db) -> dict[str, UUID]:
    """Insert everybody and everything, and return the ids by name."""
    with db.transaction():
        ids = {"operator": OPERATOR, "nowhere": NOWHERE}
        for tenant in ("north", "south", "closed"):
            ids[tenant] = world.a_tenant(db, name=tenant.title(), slug=tenant)
        for tenant in ("north", "south", "closed", "operator"):
            for role in ("admin", "viewer", "support", "billing"):
                ids[f"{tenant}_{role}"] = world.role_named(db, ids[tenant], role)
        ids["operator_operator"] = world.role_named(db, OPERATOR, "operator")
        ids |= _roles(db, ids)
        ids |= _people(db, ids)
        ids |= _belongings(db, ids)
        return ids


def _roles(db: Db, ids: Mapping[str, UUID]) -> dict[str, UUID]:
    """A role of their own in each tenant, whose permissions reach the user's own rows only."""
    made = {}
    for tenant in ("north", "south"):
        made[f"{tenant}_own"] = world.a_role(db, ids[tenant], name="own", hierarchy_level=20, scopes=["self"])
        made[f"{tenant}_write"] = world.a_permission(db, ids[tenant], "write:users")
        made[f"{tenant}_grant"] = world.a_grant(db, ids[tenant], made[f"{tenant}_own"], made[f"{tenant}_write"])
        made[f"{tenant}_all"] = world.permission_named(db, ids[tenant], "all:*")
    return made


def _people(db: Db, ids: Mapping[str, UUID]) -> dict[str, UUID]:
    made: dict[str, UUID] = {}
    for name, tenant, role, _ in PEOPLE:
        made[name] = world.a_user(
            db,
            ids[tenant],
            email=f"{name}@people.example",
            full_name=name.title(),
            username=name,
            password_hash="secret",
            is_internal=name in ("olga", "otto"),
        )
        made[f"{name}_profile"] = world.insert(
            db, "core", "user_profiles", tenant_id=ids[tenant], user_id=made[name], bio=f"I am {name}."
        )
        if role:
            made[f"{name}_role"] = world.a_role_binding(db, ids[tenant], made[name], ids[f"{tenant}_{role}"])
    north, admin = ids["north"], ids["north_admin"]
    past = datetime(2020, 1, 1, tzinfo=UTC)
    made["max_role"] = world.a_role_binding(db, north, made["max"], admin, expires_at=past)
    made["con_role"] = world.a_role_binding(db, north, made["con"], admin, conditions={"network": "10.0.0.0/8"})
    made["rev_role"] = world.a_role_binding(db, north, made["rev"], admin, is_active=False)
    db.execute("update core.users set is_active = false where id = %s", [made["ina"]])
    db.execute("update core.tenants set status = 'suspended' where id = %s", [ids["closed"]])
    return made


def _belongings(db: Db, ids: dict[str, UUID]) -> dict[str, UUID]:
    """What people have connected and done."""
    made = {"mail": world.a_platform(db, name="mail")}
    for name, tenant in (("uma", "north"), ("ada", "north"), ("sid", "south"), ("clo", "closed")):
        made[f"{name}_key"] = world.a_credential(
            db, ids[tenant], made["mail"], user_id=ids[name], access_token_enc=world.ENVELOPE
        )
        made[f"{name}_account"] = world.an_account(
            db, ids[tenant], ids[name], made["mail"], credential_id=made[f"{name}_key"], platform_user_id=f"x{name}"
        )
        made[f"{name}_deed"] = world.an_entry(db, ids[tenant], actor_user_id=ids[name])
    for tenant in ("north", "south"):
        made[f"{tenant}_key"] = world.a_credential(db, ids[tenant], made["mail"], id=uuid4())
        made[f"{tenant}_deed"] = world.an_entry(db, ids[tenant])
    for name in ("olga", "orin"):
        made[f"{name}_deed"] = world.an_entry(
            db, OPERATOR, actor_user_id=ids[name], event_type="access.granted", entity="platform"
        )
    return made
