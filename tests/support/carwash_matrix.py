"""Who may do what at the car wash, as data: the same matrix is tried in SQL and over PostgREST, with any prefixes."""

from __future__ import annotations

from tests.support.attempts import Attempt, The, call, delete, insert, update
from tests.support.carwash_people import EVERYBODY, USERS
from tests.support.stage import REFUSED, VISITOR

ALL_USERS = " ".join(USERS)
SIGNED_IN = " ".join(who for who in EVERYBODY if who != VISITOR)
STAFF = "max amy"
CATALOGUE = ("services", "locations")  # also for visitors

# Table: row: who sees it.
READERS = {
    "users": {
        "ada": f"ada {STAFF}",
        "ben": f"ben {STAFF}",
        "wes": f"wes {STAFF}",
        "max": "max amy",
        "amy": "amy",
        "ina": STAFF,
        "odd": "amy",
    },
    "services": {"wax": f"{VISITOR} {SIGNED_IN}", "old": STAFF},
    "bookings": {
        "ada_with_wes": f"ada wes {STAFF}",
        "ada_pending": f"ada {STAFF}",
        "ada_free": f"ada wes wil {STAFF}",
        "ben_done": f"ben wil {STAFF}",
        "ben_pending": f"ben {STAFF}",
        "ina_pending": STAFF,
    },
    "booking_services": {
        "ada_with_wes_line": f"ada wes {STAFF}",
        "ada_free_line": f"ada {STAFF}",
        "ben_done_line": f"ben wil {STAFF}",
        "ina_pending_line": STAFF,
    },
    "booking_history": {
        "ada_with_wes_note": f"ada wes {STAFF}",
        "ben_done_note": f"ben wil {STAFF}",
        "ina_pending_note": STAFF,
    },
    "transactions": {"ada_payment": f"ada {STAFF}", "ben_payment": f"ben {STAFF}"},
    "locations": {"north": f"{VISITOR} {SIGNED_IN}", "closed": STAFF},
    "location_staff": {"wes_in_north": f"wes {STAFF}", "max_in_north": STAFF},
    "user_sessions": {"ada_session": "ada", "ben_session": "ben"},
    "login_attempts": {"ada_attempt": "amy", "ben_attempt": "amy"},
}


def readers_of(table: str) -> dict[str, tuple[str, ...]]:
    """For everybody the rows of a table that they see, by name; ``42501`` where they may not even ask."""
    return {
        who: (REFUSED,)
        if who == VISITOR and table not in CATALOGUE
        else tuple(name for name, readers in READERS[table].items() if who in readers.split())
        for who in EVERYBODY
    }


BOOKING = {"service_id": The("wax"), "scheduled_at": "2091-01-01T10:00:00Z"}

ATTEMPTS: tuple[Attempt, ...] = (
    update("change ones name", "users", "ada", "ada", first_name="x"),
    insert("book for oneself", "bookings", f"ada {STAFF}", customer_id=The("ada"), **BOOKING),
    insert("book for another", "bookings", f"ben {STAFF}", customer_id=The("ben"), **BOOKING),
    insert("offer a service", "services", "amy", name="x", duration_minutes=1, price_cents=1),
    update("change a price", "services", "wax", "amy", price_cents=1),
    insert("open a place", "locations", "amy", name="x", address="x", city="x", state="x", zip_code="1"),
    update("close a place", "locations", "north", "amy", is_active=False),
    insert("assign somebody", "location_staff", "amy", location_id=The("north"), staff_id=The("wil"), role="washer"),
    delete("end an assignment", "location_staff", "wes_in_north", "amy"),
)

# Nobody who signs in may do these, whatever they are.
NEVER = (
    insert("set a price", "bookings", "", customer_id=The("ada"), price_cents=1, **BOOKING),
    insert("book as confirmed", "bookings", "", customer_id=The("ada"), status="confirmed", **BOOKING),
    insert("pay", "transactions", "", customer_id=The("ada"), amount_cents=1, payment_method="cash"),
    insert("write history", "booking_history", "", booking_id=The("ada_pending"), status="x"),
    insert("add a user", "users", "", email="x@people.example", first_name="x", last_name="x"),
    insert("open a session", "user_sessions", "", user_id=The("ada"), session_token="0" * 64, expires_at="2090-01-01"),
)
NEVER_CHANGED = (
    update("raise oneself", "users", "ada", "", role="admin"),
    update("switch oneself on", "users", "ina", "", is_active=True),
    update("change an address", "users", "ada", "", email="x@people.example"),
    update("change a booking", "bookings", "ada_pending", "", status="confirmed"),
    update("take a booking by hand", "bookings", "ada_free", "", washer_id=The("wil")),
    update("change a payment", "transactions", "ada_payment", "", status="refunded"),
    delete("delete a booking", "bookings", "ada_pending", ""),
    delete("delete everything", "bookings", None, ""),
    delete("delete a user", "users", "ada", ""),
    delete("delete a payment", "transactions", "ada_payment", ""),
)

# Table: what nobody who signs in may do with it at all. Everything else is in the lists above.
CLOSED = ("oauth_providers",)
UNGRANTED = {
    "users": "insert delete",
    "user_sessions": "insert update delete",
    "login_attempts": "insert update delete",
    "oauth_providers": "insert update delete",
    "services": "delete",
    "bookings": "update delete",
    "booking_services": "insert update delete",
    "booking_history": "insert update delete",
    "transactions": "insert update delete",
    "locations": "delete",
}
# Table: a row of it, a column and its new value, and what an insert needs.
ROWS: dict[str, tuple[str, dict[str, object], dict[str, object]]] = {
    "users": (
        "cat",
        {"first_name": "x"},
        {"email": "x@people.example", "first_name": "x", "last_name": "x"},
    ),
    "user_sessions": (
        "ada_session",
        {"is_active": False},
        {"user_id": The("ada"), "session_token": "f" * 64, "expires_at": "2090-01-01T00:00:00Z"},
    ),
    "login_attempts": ("ada_attempt", {"success": True}, {"email": "x@people.example", "success": False}),
    "oauth_providers": (
        "ada_provider",
        {"provider_email": "x"},
        {"user_id": The("ben"), "provider": "x", "provider_user_id": "2"},
    ),
    "services": ("old", {"price_cents": 1}, {"name": "x", "duration_minutes": 1, "price_cents": 1}),
    "bookings": (
        "ada_pending",
        {"special_instructions": "x"},
        {"customer_id": The("ada"), "service_id": The("wax"), "scheduled_at": "2091-01-01T10:00:00Z"},
    ),
    "booking_services": (
        "ada_free_line",
        {"price_cents": 1},
        {
            "booking_id": The("ada_pending"),
            "service_id": The("wax"),
            "service_name": "x",
            "price_cents": 1,
            "duration_minutes": 1,
        },
    ),
    "booking_history": ("ada_free_note", {"notes": "x"}, {"booking_id": The("ada_pending"), "status": "pending"}),
    "transactions": (
        "ada_payment",
        {"status": "refunded"},
        {"customer_id": The("ada"), "amount_cents": 1, "payment_method": "cash"},
    ),
    "locations": (
        "north",
        {"is_active": False},
        {"name": "x", "address": "x", "city": "x", "state": "x", "zip_code": "1"},
    ),
    "location_staff": (
        "wes_in_north",
        {"is_active": False},
        {"location_id": The("closed"), "staff_id": The("wes"), "role": "washer"},
    ),
}


def every_command(table: str) -> dict[str, tuple[Attempt, ...]]:
    """Each command that writes *table*, with a filter and without one."""
    row, change, columns = ROWS[table]
    return {
        "insert": (insert(f"insert into {table}", table, "", **columns),),
        "update": tuple(update(f"update {where} of {table}", table, at, "", **change) for where, at in filters(row)),
        "delete": tuple(delete(f"delete {where} of {table}", table, at, "") for where, at in filters(row)),
    }


def filters(row: str) -> tuple[tuple[str, str | None], ...]:
    return (("one", row), ("all", None))


UNGRANTED_ATTEMPTS = tuple(
    attempt
    for table, commands in UNGRANTED.items()
    for command in commands.split()
    for attempt in every_command(table)[command]
)

# Without a filter: who reaches how many rows. The catalogue has three services of its own besides those planted.
UNFILTERED = (
    (update("rename everybody", "users", None, "", first_name="x"), dict.fromkeys(USERS, 1)),
    (update("change all prices", "services", None, "", price_cents=1), {"amy": 5}),
    (update("close all places", "locations", None, "", is_active=False), {"amy": 2}),
    (update("dismiss everybody", "location_staff", None, "", is_active=False), {"amy": 2}),
    (delete("forget who works where", "location_staff", None, ""), {"amy": 2}),
)

# Functions of features, and helpers of the house: for nobody who signs in.
NOT_FOR_USERS = (
    call("tell of an event", "handle_event", "", event="{}"),
    call("count an attempt", "record_login_attempt", "", email="ada@people.example", success=True),
    call("open a session", "open_session", "", user_id=The("ada"), session_token="0" * 64),
    call("end sessions", "revoke_sessions", "", user_id=The("ben")),
    call("set a password", "change_password", "", user_id=The("ada"), password_hash="x", password_format="bcrypt"),
    call("verify an address", "verify_email", "", token_hash="0" * 64),
)

# Batch lookup of everybody: who is given whom.
GIVEN_BY_IDS = {
    "ada": "ada",
    "ben": "ben",
    "cat": "cat",
    "wes": "wes",
    "wil": "wil",
    "max": "ada ben cat ina max wes wil",
    "amy": "ada amy ben cat ina max odd wes wil",
}

# Function: what it is called with: who is answered true.
STEPS = (
    (call("cancel", "cancel_booking", f"ada {STAFF}", booking=The("ada_pending")), f"ada {STAFF}"),
    (call("cancel what is done", "cancel_booking", "", booking=The("ben_done")), ""),
    (call("take", "take_booking", "", booking=The("ada_free")), "wes wil"),
    (call("take what is taken", "take_booking", "", booking=The("ada_with_wes")), ""),
    (call("take what is pending", "take_booking", "", booking=The("ada_pending")), ""),
    (call("assign", "assign_booking", "", booking=The("ada_pending"), washer=The("wil")), STAFF),
    (call("assign no washer", "assign_booking", "", booking=The("ada_pending"), washer=The("ben")), ""),
    (call("begin", "advance_booking", "", booking=The("ada_with_wes"), status="in_progress"), f"wes {STAFF}"),
    (call("confirm", "advance_booking", "", booking=The("ben_pending"), status="confirmed"), STAFF),
    (call("cancel for nobody", "cancel_booking", "", booking=The("nowhere")), ""),
    (call("assign a free one", "assign_booking", "", booking=The("ada_free"), washer=The("wes")), STAFF),
    (call("assign what is over", "assign_booking", "", booking=The("ben_done"), washer=The("wes")), ""),
    (call("go back", "advance_booking", "", booking=The("ada_with_wes"), status="pending"), ""),
    (call("invent a status", "advance_booking", "", booking=The("ada_with_wes"), status="lost"), ""),
    (call("skip a step", "advance_booking", "", booking=The("ada_with_wes"), status="completed"), ""),
    (call("make a washer", "set_user_role", "", user_id=The("cat"), role="washer"), STAFF),
    (call("make a manager", "set_user_role", "", user_id=The("cat"), role="manager"), "amy"),
    (call("switch off", "set_user_active", "", user_id=The("wes"), is_active=False), STAFF),
    (call("switch off a manager", "set_user_active", "", user_id=The("max"), is_active=False), "amy"),
    (call("delete an account", "delete_user", "", user_id=The("cat")), STAFF),
    (call("ask who manages", "can_manage", "", actor=The("max"), subject=The("ada")), STAFF),
    (call("ask who does not manage", "can_manage", "", actor=The("ada"), subject=The("ben")), ""),
)
