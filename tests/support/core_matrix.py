"""
Who may do what in core, as data: the same matrix is tried in SQL and over PostgREST, and on the files for Citus.

Names are those of ``tests.support.core_people``. Everybody tries everything, so that a refusal means something: the
same statement works for those who may.
"""

from __future__ import annotations

from tests.support.attempts import Attempt, The, delete, insert, update
from tests.support.core_people import EVERYBODY, OPEN, PLANTED, USERS
from tests.support.stage import REFUSED, VISITOR

UMA = f"uma {PLANTED}"  # two tokens of one person
ALL_USERS = " ".join(USERS)
NORTH = "ada vic sue bil rob max con rev " + UMA
WIDE = "ada vic"  # all:*, read:*
HELP = f"{WIDE} sue"

# Table: row: who sees it. Olga sees every row of these tables and is not repeated.
READERS = {
    "core.tenants": {"north": NORTH, "south": "sam sid", "closed": "", "operator": "otto orin"},
    "core.users": {
        "ada": HELP,
        "uma": f"{HELP} {UMA}",
        "rob": f"{HELP} rob",
        "ina": HELP,
        "sid": "sam sid",
        "clo": "",
        "otto": "otto orin",
    },
    "core.user_profiles": {
        "ada_profile": HELP,
        "uma_profile": f"{HELP} {UMA}",
        "sid_profile": "sam sid",
        "clo_profile": "",
    },
    "core.roles": {"north_admin": HELP, "north_own": HELP, "south_admin": "sam", "closed_admin": ""},
    "core.role_bindings": {
        "ada_role": HELP,
        "max_role": f"{HELP} max",
        "rev_role": f"{HELP} rev",
        "sam_role": "sam",
        "clo_role": "",
    },
    "core.permissions": {"north_all": HELP, "north_write": HELP, "south_all": "sam"},
    "core.permission_bindings": {"north_grant": HELP, "south_grant": "sam"},
    "core.platforms": {"mail": ALL_USERS},
    "core.platform_credentials": {
        "uma_key": f"{WIDE} {UMA}",
        "ada_key": WIDE,
        "north_key": WIDE,
        "sid_key": "sam sid",
        "south_key": "sam",
        "clo_key": "",
    },
    "core.user_platform_bindings": {
        "uma_account": f"{HELP} {UMA}",
        "ada_account": HELP,
        "sid_account": "sam sid",
        "clo_account": "",
    },
    "core.audit_events": {
        "uma_deed": f"{WIDE} {UMA}",
        "ada_deed": WIDE,
        "north_deed": WIDE,
        "sid_deed": "sam sid",
        "clo_deed": "",
        "orin_deed": "otto orin",
    },
}


def readers_of(table: str) -> dict[str, tuple[str, ...]]:
    """For everybody the rows of a table that they see, by name; ``42501`` where they may not even ask."""
    return {
        who: (REFUSED,)
        if who == VISITOR
        else tuple(name for name, readers in READERS[table].items() if who == OPEN or who in readers.split())
        for who in EVERYBODY
    }


NORTH_ID = The("north")

ATTEMPTS = (
    update("rename the tenant", "core.tenants", "north", "ada", name="x"),
    update("rename the other tenant", "core.tenants", "south", "sam", name="x"),
    insert("add a user", "core.users", "ada", tenant_id=NORTH_ID, email="new@people.example"),
    insert("add a user to the other tenant", "core.users", "sam", tenant_id=The("south"), email="new@people.example"),
    insert("add a user to a closed tenant", "core.users", "", tenant_id=The("closed"), email="new@people.example"),
    update("rename a user", "core.users", "uma", f"ada {UMA}", full_name="x"),
    update("switch a user off", "core.users", "rob", "ada rob", is_active=True),
    update("edit a profile", "core.user_profiles", "uma_profile", f"ada {UMA}", bio="x"),
    insert("make a role", "core.roles", "ada", tenant_id=NORTH_ID, name="helper", hierarchy_level=5),
    insert(
        "make a role below another", "core.roles", "ada", tenant_id=NORTH_ID, name="x", parent_role_id=The("north_own")
    ),
    update("change a role", "core.roles", "north_own", "ada", display_name="x"),
    insert(
        "give a role",
        "core.role_bindings",
        "ada",
        tenant_id=NORTH_ID,
        user_id=The("uma"),
        role_id=The("north_own"),
        assigned_by=The("ada"),
    ),
    insert(
        "give a role across tenants",
        "core.role_bindings",
        "",
        tenant_id=NORTH_ID,
        user_id=The("uma"),
        role_id=The("south_admin"),
        assigned_by=The("ada"),
    ),
    update("take a role away", "core.role_bindings", "rob_role", "ada", is_active=False),
    insert("name a permission", "core.permissions", "ada", tenant_id=NORTH_ID, name="send:mail"),
    update("describe a permission", "core.permissions", "north_write", "ada", description="x"),
    insert(
        "grant a permission",
        "core.permission_bindings",
        "ada",
        tenant_id=NORTH_ID,
        role_id=The("north_own"),
        permission_id=The("north_all"),
        granted_by=The("ada"),
    ),
    update("withdraw a permission", "core.permission_bindings", "north_grant", "ada", is_active=False),
    update("revoke a credential", "core.platform_credentials", "uma_key", f"ada {UMA}", is_active=False),
    update("revoke the credential of the tenant", "core.platform_credentials", "north_key", "ada", is_active=False),
    update("disconnect an account", "core.user_platform_bindings", "uma_account", f"ada sue {UMA}", is_active=False),
    update("disconnect an account of others", "core.user_platform_bindings", "sid_account", "sam sid", is_active=False),
)

# Nobody over the API: what has no grant at all.
FORBIDDEN = (
    *(delete(f"delete from {table}", table, row, "") for table, rows in READERS.items() for row in list(rows)[:1]),
    insert("make a tenant", "core.tenants", "", name="x", slug="x-x"),
    insert("make a platform", "core.platforms", "", name="x", service_type="email"),
    insert("write the audit trail", "core.audit_events", "", tenant_id=NORTH_ID, event_type="x", entity="x"),
    insert("make a system role", "core.roles", "", tenant_id=NORTH_ID, name="x", is_system=True),
    insert("make an internal user", "core.users", "", tenant_id=NORTH_ID, email="x@y.example", is_internal=True),
    insert("choose an id", "core.users", "", tenant_id=NORTH_ID, email="x@y.example", id=The("nowhere")),
    update("move a user", "core.users", "uma", "", tenant_id=The("south")),
    update("move a role", "core.role_bindings", "rob_role", "", role_id=The("north_admin")),
    update("give a role to somebody else", "core.role_bindings", "ada_role", "", user_id=The("uma")),
    update("become an internal user", "core.users", "ada", "", is_internal=True),
    update("change an address", "core.users", "uma", "", email="x@y.example"),
    update("buy a plan", "core.tenants", "north", "", plan="x"),
    update("lift the limit", "core.tenants", "north", "", max_users=1000),
    update("make a role a system role", "core.roles", "north_own", "", is_system=True),
    update("rename a permission", "core.permissions", "north_write", "", name="write:roles"),
    update("change the past", "core.audit_events", "uma_deed", "", event_type="x"),
    update("switch a platform off", "core.platforms", "mail", "", is_active=False),
    update("write a secret", "core.platform_credentials", "uma_key", "", client_id="x"),
)

# A write without a condition, and of how many rows it is, for each who has any.
PEOPLE_OF_NORTH = 10
ONE_EACH = dict.fromkeys(
    ("vic", "sue", "bil", "rob", "max", "con", "rev", "sid", "olga", "otto", "orin", "uma", PLANTED), 1
)
OWN_ROWS: tuple[tuple[Attempt, dict[str, int]], ...] = (
    (update("", "core.tenants", None, "", name="x"), {"ada": 1, "sam": 1}),
    (update("", "core.users", None, "", full_name="x"), ONE_EACH | {"ada": PEOPLE_OF_NORTH, "sam": 2}),
    (update("", "core.user_profiles", None, "", bio="x"), ONE_EACH | {"ada": PEOPLE_OF_NORTH, "sam": 2}),
    (
        update("", "core.platform_credentials", None, "", is_active=False),
        {"ada": 3, "sam": 2, "sid": 1, "uma": 1, PLANTED: 1},
    ),
    (
        update("", "core.user_platform_bindings", None, "", is_active=False),
        {"ada": 2, "sue": 2, "sam": 1, "sid": 1, "uma": 1, PLANTED: 1},
    ),
)
