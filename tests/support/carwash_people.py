"""Everybody at the car wash, and who is curious about others: what the tests of its access stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from tests.support.edulink_world import insert
from tests.support.servers import Server
from tests.support.stage import NOWHERE, VISITOR, Claims, Db, Stage, staged
from toolkit.io import db as door

STRANGER = "stranger"  # a good token of somebody who has no account
GARBLED = "garbled"  # a token whose subject is no uuid

# Name, role, what they are for.
PEOPLE = (
    ("ada", "client", "has a booking with Wes, one that is pending, and payments"),
    ("ben", "client", "has bookings of his own"),
    ("cat", "client", "has nothing"),
    ("wes", "washer", "washes for Ada"),
    ("wil", "washer", "washes for nobody"),
    ("max", "manager", "manager"),
    ("amy", "admin", "admin"),
    ("ina", "client", "client whose account is inactive, with a booking"),
    ("odd", "admin", "admin whose account is inactive"),
)
EVERYBODY = (VISITOR, STRANGER, GARBLED, *(name for name, *_ in PEOPLE))
NOBODY = (STRANGER, GARBLED, "ina", "odd")  # signed in, and yet without any right
USERS = tuple(name for name in EVERYBODY if name not in (VISITOR, *NOBODY))
DEFAULT = {
    "AUTH_TABLE_PREFIX": "auth_",
    "BOOKING_TABLE_PREFIX": "wash_",
    "PAYMENT_TABLE_PREFIX": "payment_",
    "LOCATION_TABLE_PREFIX": "wash_",
}
OTHER = {
    "AUTH_TABLE_PREFIX": "people_",
    "BOOKING_TABLE_PREFIX": "job_",
    "PAYMENT_TABLE_PREFIX": "money_",
    "LOCATION_TABLE_PREFIX": "place_",
}


def names(prefixes: Mapping[str, str]) -> Callable[[str], str]:
    """Gives the name of a table, with its schema, from that without prefix: ``users``, ``bookings`` …"""
    features = {
        "AUTH_TABLE_PREFIX": ("users", "user_sessions", "login_attempts", "oauth_providers"),
        "BOOKING_TABLE_PREFIX": ("services", "bookings", "booking_services", "booking_history"),
        "PAYMENT_TABLE_PREFIX": ("transactions",),
        "LOCATION_TABLE_PREFIX": ("locations", "location_staff"),
    }
    known = {table: prefixes[prefix] + table for prefix, tables in features.items() for table in tables}
    return lambda table: f"carwash.{known[table]}"


@contextmanager
def carwash_staged(
    server: Server, admin: door.Connection, template: str, prefixes: Mapping[str, str] = DEFAULT
) -> Iterator[Stage]:
    """A database of its own, cloned from *template*, with everybody in it."""
    with staged(server, admin, template, lambda db: plant(db, prefixes), tokens) as stage:
        yield stage


def tokens(ids: Mapping[str, UUID]) -> dict[str, Claims]:
    """What everybody's token says."""
    known: dict[str, Claims] = {name: {"sub": str(ids[name])} for name, *_ in PEOPLE}
    return known | {STRANGER: {"sub": str(NOWHERE)}, GARBLED: {"sub": "ada' or true --"}}


def plant(db: Db, prefixes: Mapping[str, str] = DEFAULT) -> dict[str, UUID]:
    """Insert everybody and everything, and return the ids by name."""
    table = names(prefixes)

    def add(plain_name: str, /, **columns: object) -> UUID:
        schema, _, plain = table(plain_name).partition(".")
        return insert(db, schema, plain, **columns)

    ids: dict[str, UUID] = {}
    with db.transaction():
        for name, role, _ in PEOPLE:
            ids[name] = add(
                "users",
                email=f"{name}@people.example",
                role=role,
                first_name=name.title(),
                last_name="Tester",
                password_hash="secret",
                is_active=name not in ("ina", "odd"),
            )
        for name, active in (("wax", True), ("old", False)):
            ids[name] = add("services", name=name, duration_minutes=30, price_cents=1000, is_active=active)
        for name, customer, washer, status in (
            ("ada_with_wes", "ada", "wes", "confirmed"),
            ("ada_pending", "ada", None, "pending"),
            ("ada_free", "ada", None, "confirmed"),
            ("ben_done", "ben", "wil", "completed"),
            ("ben_pending", "ben", None, "pending"),
            ("ina_pending", "ina", None, "pending"),
        ):
            ids[name] = add(
                "bookings",
                customer_id=ids[customer],
                washer_id=ids[washer] if washer else None,
                service_id=ids["wax"],
                scheduled_at="2090-01-01T10:00:00Z",
                status=status,
                price_cents=1000,
            )
            ids[f"{name}_line"] = add(
                "booking_services",
                booking_id=ids[name],
                service_id=ids["wax"],
                service_name="wax",
                price_cents=1000,
                duration_minutes=30,
            )
            rows = db.execute(f"select id from {table('booking_history')} where booking_id = %s", [ids[name]])
            ids[f"{name}_note"] = UUID(str(rows.fetchall()[0][0]))
        for name in ("ada", "ben"):
            ids[f"{name}_payment"] = add(
                "transactions", customer_id=ids[name], amount_cents=1000, payment_method="card", status="completed"
            )
            ids[f"{name}_session"] = add(
                "user_sessions",
                user_id=ids[name],
                session_token=name.ljust(64, "0").encode().hex()[:64],
                expires_at="2090-01-01T10:00:00Z",
            )
            ids[f"{name}_provider"] = add("oauth_providers", user_id=ids[name], provider="x", provider_user_id=name)
            ids[f"{name}_attempt"] = add(
                "login_attempts", user_id=ids[name], email=f"{name}@people.example", success=False
            )
        for name, active in (("north", True), ("closed", False)):
            ids[name] = add("locations", name=name, address="x", city="x", state="x", zip_code="1", is_active=active)
        ids["wes_in_north"] = add("location_staff", location_id=ids["north"], staff_id=ids["wes"], role="washer")
        ids["max_in_north"] = add("location_staff", location_id=ids["north"], staff_id=ids["max"], role="manager")
    return ids
