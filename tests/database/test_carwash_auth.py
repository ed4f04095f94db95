"""The auth feature of the car wash: sign-in, sessions, tokens, who manages whom, and what other features are told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import errors

from tests.support import projects, servers
from tests.support.carwash_people import DEFAULT, OTHER, names
from tests.support.edulink_world import insert
from tests.support.stage import NOWHERE
from toolkit.core.ordering import Selection
from toolkit.io import db as door
from toolkit.io.files import read_project
from toolkit.verbs.apply import Options, apply

SERVICE: LiteralString = "carwash_auth_role"
HASH = "$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234"


@dataclass(frozen=True, slots=True)
class Wash:
    """An empty car wash. ``db`` is the deployer, ``url`` the address for a superuser, who can act as anybody."""

    db: psycopg.Connection[Any]
    url: str
    prefixes: Mapping[str, str] = field(repr=False)

    def table(self, name: str) -> Any:
        return names(self.prefixes)(name)

    def a_user(self, role: object = "client", /, **columns: object) -> UUID:
        given: dict[str, object] = {"email": f"{uuid4()}@x.example", "first_name": "A", "last_name": "B", "role": role}
        schema, _, table = self.table("users").partition(".")
        return insert(self.db, schema, table, **(given | columns))

    def user(self, user_id: UUID, *columns: str) -> tuple[Any, ...]:
        """These columns of a user."""
        return self.rows(f"select {', '.join(columns)} from {self.table('users')} where id = %s", user_id)[0]

    def change(self, user_id: UUID, what: str) -> None:
        self.db.execute(f"update {self.table('users')} set {what} where id = %s", [user_id])

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the deployer sees, past row security."""
        return self.db.execute(query, values).fetchall()

    def active(self, user_id: UUID) -> list[UUID]:
        """The sessions of a user that are active, oldest first."""
        query = f"select id from {self.table('user_sessions')} where user_id = %s and is_active order by created_at, id"
        return [row[0] for row in self.rows(query, user_id)]

    @contextmanager
    def acting_as(self, role: str, user_id: UUID | None = None) -> Iterator[psycopg.Connection[Any]]:
        """A transaction of its own connection, as that role; committed."""
        with psycopg.connect(self.url) as conn:
            conn.execute(f"set local role {role}")
            claims = {"sub": str(user_id), "role": role} if user_id else {}
            conn.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(claims)])
            yield conn

    def service(self, query: LiteralString, *values: object) -> tuple[Any, ...]:
        """The only row that the auth service gets."""
        with self.acting_as(SERVICE) as conn:
            (row,) = conn.execute(query, values).fetchall()
        return tuple(row)

    def asks(self, user_id: UUID, query: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        """What a signed-in user gets."""
        with self.acting_as("authenticated", user_id) as conn:
            return conn.execute(query, values).fetchall()

    def fails(self, email: str) -> tuple[Any, ...]:
        return self.service("select * from carwash.record_login_attempt(%s, false)", email)

    def signs_in(self, email: str) -> tuple[Any, ...]:
        return self.service("select * from carwash.record_login_attempt(%s, true)", email)

    def opens(self, user_id: UUID, token: str) -> UUID | None:
        return self.service("select carwash.open_session(%s, %s)", user_id, hashed(token))[0]  # type: ignore[no-any-return]

    def rotates(self, token: str, following: str) -> tuple[Any, ...]:
        return self.service("select * from carwash.rotate_session(%s, %s)", hashed(token), hashed(following))

    def events(self, user_id: UUID) -> list[tuple[str, dict[str, Any]]]:
        """Type and payload of the events of a user after the first, in order, without the user's id."""
        found = self.rows(
            "select type, payload - 'user_id' from common.outbox_events where aggregatetype = 'user'"
            " and aggregateid = %s and payload ->> 'user_id' = aggregateid and source_service = 'carwash/auth'"
            " order by aggregate_version",
            str(user_id),
        )
        assert found[0][0] == "UserRegistered"
        return [(type_, payload) for type_, payload in found[1:]]


@pytest.fixture(scope="module", params=[DEFAULT, OTHER], ids=["prefixes-of-the-design", "other-prefixes"])
def template(
    request: pytest.FixtureRequest,
    server: servers.Server,
    admin: door.Connection,
    platform_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The name of a database with the car wash, and the prefixes that it was built with."""
    prefixes: dict[str, str] = request.param
    folder: Path = projects.only("carwash", tmp_path_factory.mktemp("carwash"))
    name = servers.clone(admin, platform_template)
    try:
        apply(server.url(name), read_project(folder, prefixes), Selection(), Options(), lambda _: None)
        yield name, prefixes
    finally:
        servers.drop(admin, name)


@pytest.fixture
def wash(server: servers.Server, admin: door.Connection, template: tuple[str, Mapping[str, str]]) -> Iterator[Wash]:
    name = servers.clone(admin, template[0])
    try:
        with psycopg.connect(server.url(name), autocommit=True) as db:
            yield Wash(db, server.admin_url(name), template[1])
    finally:
        servers.drop(admin, name)


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


# Signing in ---------------------------------------------------------------------------------------------------------


def test_four_failures_lock_nothing_and_the_fifth_locks_for_five_minutes(wash: Wash) -> None:
    ada = wash.a_user(email="ada@x.example")

    answers = [wash.fails("ada@x.example")[:3] for _ in range(4)]
    state = wash.user(ada, "failed_login_attempts", "lockout_count", "locked_until")
    fifth = wash.fails("Ada@X.example ")

    assert answers == [(False, ada, "wrong_password")] * 4
    assert state == (4, 0, None)
    assert fifth[:3] == (False, ada, "wrong_password")
    assert wash.user(ada, "locked_until", "extract(epoch from locked_until - last_failed_login)::int") == (
        fifth[3],
        300,
    )
    assert wash.user(ada, "failed_login_attempts", "lockout_count") == (5, 1)


def test_each_lock_is_twice_as_long_as_the_one_before_and_none_longer_than_an_hour(wash: Wash) -> None:
    ada = wash.a_user(email="ada@x.example")

    minutes = []
    for _ in range(6):
        counts = []
        for _ in range(5):
            wash.fails("ada@x.example")
            counts.append(wash.user(ada, "failed_login_attempts")[0])
        assert counts == [1, 2, 3, 4, 5]
        minutes.append(wash.user(ada, "extract(epoch from locked_until - last_failed_login)::int / 60")[0])
        wash.change(ada, "locked_until = now() - interval '1 second'")

    assert minutes == [5, 10, 20, 40, 60, 60]


def test_a_thousand_locks_are_an_hour_each(wash: Wash) -> None:
    ada = wash.a_user(email="ada@x.example", failed_login_attempts=4, lockout_count=1000)

    wash.fails("ada@x.example")

    assert wash.user(ada, "extract(epoch from locked_until - last_failed_login)::int / 60") == (60,)


def test_while_an_account_is_locked_nothing_counts_and_the_right_password_is_refused(wash: Wash) -> None:
    ada = wash.a_user(email="ada@x.example")
    for _ in range(5):
        wash.fails("ada@x.example")
    before = wash.user(ada, "failed_login_attempts", "lockout_count", "locked_until", "last_login")

    wrong, right = wash.fails("ada@x.example"), wash.signs_in("ada@x.example")

    assert wrong == right == (False, ada, "account_locked", before[2])
    assert wash.user(ada, "failed_login_attempts", "lockout_count", "locked_until", "last_login") == before


def test_a_good_sign_in_after_the_lock_ends_the_count_of_failures_and_of_locks(wash: Wash) -> None:
    ada = wash.a_user(email="ada@x.example")
    for _ in range(5):
        wash.fails("ada@x.example")
    wash.change(ada, "locked_until = now() - interval '1 second'")

    answer = wash.signs_in("ada@x.example")

    assert answer == (True, ada, None, None)
    state = wash.user(ada, "failed_login_attempts", "lockout_count", "locked_until", "last_login is not null")
    assert state == (0, 0, None, True)


def test_counts_that_an_old_system_left_begin_anew(wash: Wash) -> None:
    ada = wash.a_user(email="ada@x.example", failed_login_attempts=7)

    wash.fails("ada@x.example")

    assert wash.user(ada, "failed_login_attempts", "locked_until") == (1, None)


def test_an_account_that_is_off_or_unknown_lets_nobody_in_and_every_attempt_is_kept(wash: Wash) -> None:
    ada = wash.a_user(email="ada@x.example")
    ina = wash.a_user(email="ina@x.example", is_active=False)

    assert wash.signs_in("ina@x.example") == (False, ina, "account_inactive", None)
    assert wash.signs_in("nobody@x.example") == (False, None, "unknown_user", None)
    wash.service("select carwash.record_login_attempt('ada@x.example', true, '192.0.2.1', 'curl')")
    wash.service("select carwash.record_login_attempt('ada@x.example', false, failure_reason => 'wrong_code')")

    columns = "email, user_id, host(ip_address), user_agent, success, failure_reason"
    attempts = wash.rows(f"select {columns} from {wash.table('login_attempts')} order by attempted_at")
    assert attempts == [
        ("ina@x.example", ina, None, None, False, "account_inactive"),
        ("nobody@x.example", None, None, None, False, "unknown_user"),
        ("ada@x.example", ada, "192.0.2.1", "curl", True, None),
        ("ada@x.example", ada, None, None, False, "wrong_code"),
    ]
    assert wash.user(ina, "failed_login_attempts") == (0,)


def test_failures_at_the_same_moment_are_counted_one_by_one(wash: Wash) -> None:
    ada = wash.a_user(email="ada@x.example")
    together = threading.Barrier(4, timeout=30)

    def guess(_: int) -> None:
        with wash.acting_as(SERVICE) as conn:
            together.wait()
            conn.execute("select carwash.record_login_attempt('ada@x.example', false)")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(guess, range(4)))

    assert wash.user(ada, "failed_login_attempts") == (4,)


def test_a_guess_that_waited_for_another_sees_its_lock(wash: Wash) -> None:
    wash.a_user(email="ada@x.example", failed_login_attempts=4)

    with wash.acting_as(SERVICE) as first, ThreadPoolExecutor(1) as pool:
        first.execute("select carwash.record_login_attempt('ada@x.example', false)")
        second = pool.submit(wash.signs_in, "ada@x.example")
        wait_for_a_lock(wash)
        first.commit()

    assert second.result()[0::2] == (False, "account_locked")


def wait_for_a_lock(wash: Wash) -> None:
    """Return when some other session of this database waits for a lock."""
    for _ in range(200):
        if wash.rows(
            "select from pg_locks as l join pg_stat_activity as a on a.pid = l.pid"
            " where not l.granted and a.datname = current_database()"
        ):
            return
        time.sleep(0.05)
    raise AssertionError("nobody waits")


# Sessions -----------------------------------------------------------------------------------------------------------


def test_a_session_lasts_a_week_and_begins_a_family(wash: Wash) -> None:
    ada = wash.a_user()

    opened, another = wash.opens(ada, "one"), wash.opens(ada, "two")

    rows = wash.rows(
        f"select id, session_token, expires_at - created_at between '6 days 23:59' and '7 days', is_active, family_id"
        f" from {wash.table('user_sessions')} order by created_at"
    )
    assert [row[:4] for row in rows] == [(opened, hashed("one"), True, True), (another, hashed("two"), True, True)]
    assert len({row[4] for row in rows}) == 2


def test_the_sixth_session_ends_the_oldest_and_no_other(wash: Wash) -> None:
    ada, ben = wash.a_user(), wash.a_user()
    of_ben = wash.opens(ben, "ben")
    opened = [wash.opens(ada, f"t{n}") for n in range(7)]

    assert wash.active(ada) == opened[2:]
    assert wash.active(ben) == [of_ben]


def test_what_has_expired_takes_nobody_elses_place(wash: Wash) -> None:
    ada = wash.a_user()
    first = wash.opens(ada, "first")
    wash.opens(ada, "expired")
    sessions = wash.table("user_sessions")
    wash.db.execute(f"update {sessions} set expires_at = now() where session_token = %s", [hashed("expired")])

    for n in range(4):
        wash.opens(ada, f"t{n}")

    assert first in wash.active(ada)


def test_six_sign_ins_at_the_same_moment_leave_five_sessions(wash: Wash) -> None:
    ada = wash.a_user()
    together = threading.Barrier(6, timeout=30)

    def sign_in(number: int) -> None:
        with wash.acting_as(SERVICE) as conn:
            together.wait()
            conn.execute("select carwash.open_session(%s, %s)", [ada, hashed(str(number))])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(sign_in, range(6)))

    assert len(wash.active(ada)) == 5


@pytest.mark.parametrize("columns", [{"is_active": False}, {"locked_until": "2090-01-01"}], ids=str)
def test_an_account_that_is_off_or_locked_opens_no_session(wash: Wash, columns: dict[str, object]) -> None:
    assert wash.opens(wash.a_user(**columns), "one") is None
    assert wash.opens(NOWHERE, "two") is None


def test_a_token_as_it_was_given_out_is_not_kept(wash: Wash) -> None:
    ada = wash.a_user()

    with pytest.raises(errors.CheckViolation):
        wash.service("select carwash.open_session(%s, 'not a hash')", ada)
    with pytest.raises(errors.CheckViolation) as refused:
        wash.service("select carwash.request_email_verification(%s, 'not-a-hash')", ada)
    assert "not-a-hash" not in str(refused.value)


def test_a_token_is_exchanged_for_the_next_of_its_family(wash: Wash) -> None:
    ada = wash.a_user()
    wash.service("select carwash.open_session(%s, %s, '{\"os\": \"x\"}', '192.0.2.1', 'app')", ada, hashed("one"))

    outcome, whose, session = wash.rotates("one", "two")

    assert (outcome, whose, wash.active(ada)) == ("rotated", ada, [session])
    same = wash.rows(
        f"select distinct family_id, device_info, ip_address, user_agent from {wash.table('user_sessions')}"
    )
    assert len(same) == 1


def test_a_token_that_comes_a_second_time_ends_its_family_and_no_other(wash: Wash) -> None:
    ada = wash.a_user()
    elsewhere = wash.opens(ada, "elsewhere")
    wash.opens(ada, "one")
    wash.rotates("one", "two")
    wash.rotates("two", "three")

    stolen = wash.rotates("one", "four")

    assert stolen == ("reused", ada, None)
    assert wash.active(ada) == [elsewhere]
    assert wash.rotates("three", "five") == ("reused", ada, None)


def test_a_token_that_comes_twice_at_the_same_moment_works_once(wash: Wash) -> None:
    ada = wash.a_user()
    wash.opens(ada, "one")

    with wash.acting_as(SERVICE) as first, ThreadPoolExecutor(1) as pool:
        (row,) = first.execute(
            "select * from carwash.rotate_session(%s, %s)", [hashed("one"), hashed("two")]
        ).fetchall()
        second = pool.submit(wash.rotates, "one", "three")
        wait_for_a_lock(wash)
        first.commit()

    assert (row[0], second.result()[0]) == ("rotated", "reused")
    assert wash.active(ada) == []


def test_a_session_of_an_old_system_begins_a_family_when_it_is_used(wash: Wash) -> None:
    ada = wash.a_user()
    schema, _, table = wash.table("user_sessions").partition(".")
    insert(wash.db, schema, table, user_id=ada, session_token=hashed("old"), expires_at="2090-01-01")
    other = insert(wash.db, schema, table, user_id=ada, session_token=hashed("other"), expires_at="2090-01-01")

    assert wash.rotates("old", "new")[0] == "rotated"
    assert wash.rotates("old", "newer") == ("reused", ada, None)
    assert wash.active(ada) == [other]


def test_what_is_unknown_expired_or_of_an_inactive_account_is_not_exchanged(wash: Wash) -> None:
    ada, ina = wash.a_user(), wash.a_user()
    wash.opens(ada, "late")
    wash.opens(ina, "off")
    sessions = wash.table("user_sessions")
    wash.db.execute(f"update {sessions} set expires_at = now() where session_token = %s", [hashed("late")])
    wash.change(ina, "is_active = false")
    wash.db.execute(f"update {sessions} set is_active = true where user_id = %s", [ina])

    assert wash.rotates("never", "x") == ("unknown", None, None)
    assert wash.rotates("late", "y") == ("expired", ada, None)
    assert wash.rotates("off", "z") == ("inactive", ina, None)
    assert wash.active(ada) == wash.active(ina) == []


def test_signing_out_ends_what_came_of_a_token_and_nothing_else(wash: Wash) -> None:
    ada = wash.a_user()
    elsewhere = wash.opens(ada, "elsewhere")
    wash.opens(ada, "one")
    wash.rotates("one", "two")

    assert wash.service("select carwash.revoke_session(%s)", hashed("one")) == (True,)
    assert wash.active(ada) == [elsewhere]
    assert wash.service("select carwash.revoke_session(%s)", hashed("one")) == (False,)
    assert wash.service("select carwash.revoke_session(%s)", hashed("never")) == (False,)


def test_all_sessions_of_a_user_end_but_the_one_that_is_named(wash: Wash) -> None:
    ada, ben = wash.a_user(), wash.a_user()
    opened, of_ben = [wash.opens(ada, f"t{n}") for n in range(3)], wash.opens(ben, "ben")

    assert wash.service("select carwash.revoke_sessions(%s, %s)", ada, opened[1]) == (2,)
    assert wash.active(ada) == [opened[1]]
    assert wash.service("select carwash.revoke_sessions(%s)", ada) == (1,)
    assert wash.active(ben) == [of_ben]


def test_people_sign_out_of_their_own_sessions_only(wash: Wash) -> None:
    ada, ben = wash.a_user(), wash.a_user()
    opened, of_ben = [wash.opens(ada, f"t{n}") for n in range(3)], wash.opens(ben, "ben")

    assert wash.asks(ada, "select carwash.sign_out(%s)", of_ben) == [(0,)]
    assert wash.asks(ada, "select carwash.sign_out(%s)", opened[0]) == [(1,)]
    assert wash.active(ada) == opened[1:]
    assert wash.asks(ada, "select carwash.sign_out()") == [(2,)]
    assert wash.active(ben) == [of_ben]
    assert wash.asks(NOWHERE, "select carwash.sign_out()") == [(0,)]


# Tokens in mails ----------------------------------------------------------------------------------------------------


def test_an_address_is_verified_once_within_a_day(wash: Wash) -> None:
    ada = wash.a_user()
    request: LiteralString = "select carwash.request_email_verification(%s, %s)"
    verify: LiteralString = "select carwash.verify_email(%s)"

    assert wash.service(request, ada, hashed("one")) == (True,)
    assert wash.user(ada, "email_verification_expires - now() between '23:59' and '24:00'") == (True,)
    wash.service(request, ada, hashed("two"))
    assert wash.service(verify, hashed("one")) == (None,)
    wash.change(ada, "email_verification_expires = now()")
    assert wash.service(verify, hashed("two")) == (None,)
    wash.service(request, ada, hashed("three"))
    assert wash.service(verify, hashed("three")) == (ada,)
    assert wash.service(verify, hashed("three")) == (None,)
    assert wash.user(ada, "email_verified", "email_verified_at is not null", "email_verification_token") == (
        True,
        True,
        None,
    )
    assert wash.service(request, ada, hashed("four")) == (False,)


def test_a_reset_link_works_once_within_two_hours_and_ends_lock_and_sessions(wash: Wash) -> None:
    ada = wash.a_user(email="ada@x.example", must_reset_password=True)
    wash.opens(ada, "one")
    for _ in range(5):
        wash.fails("ada@x.example")
    request: LiteralString = "select carwash.request_password_reset(%s, %s)"
    reset: LiteralString = "select carwash.reset_password(%s, %s, 'bcrypt')"

    assert wash.service(request, " ADA@x.example", hashed("link")) == (ada,)
    assert wash.user(ada, "password_reset_expires - password_reset_requested_at = interval '2 hours'") == (True,)
    assert wash.service(reset, hashed("guess"), HASH) == (None,)
    assert wash.service(reset, hashed("link"), HASH) == (ada,)
    assert wash.service(reset, hashed("link"), "other") == (None,)

    columns = ("password_hash", "password_format", "must_reset_password", "password_reset_token", "locked_until")
    assert wash.user(ada, *columns) == (HASH, "bcrypt", False, None, None)
    assert wash.active(ada) == []
    assert wash.signs_in("ada@x.example")[0] is True
    wash.service(request, "ada@x.example", hashed("late"))
    wash.change(ada, "password_reset_expires = now()")
    assert wash.service(reset, hashed("late"), HASH) == (None,)


def test_nobody_without_an_active_account_gets_a_link(wash: Wash) -> None:
    wash.a_user(email="ina@x.example", is_active=False)

    for email in ("ina@x.example", "nobody@x.example"):
        assert wash.service("select carwash.request_password_reset(%s, %s)", email, hashed("x")) == (None,)


def test_a_new_password_ends_other_sessions_and_a_link_that_is_out(wash: Wash) -> None:
    ada = wash.a_user(email="ada@x.example")
    here, _ = wash.opens(ada, "here"), wash.opens(ada, "there")
    wash.service("select carwash.request_password_reset('ada@x.example', %s)", hashed("link"))

    changed = wash.service("select carwash.change_password(%s, %s, 'bcrypt', %s)", ada, HASH, here)

    assert changed == (True,)
    assert wash.active(ada) == [here]
    assert wash.service("select carwash.reset_password(%s, %s, 'bcrypt')", hashed("link"), HASH) == (None,)
    assert wash.service("select carwash.change_password(%s, %s, 'bcrypt')", NOWHERE, HASH) == (False,)


# Who manages whom ---------------------------------------------------------------------------------------------------


def the_staff(wash: Wash) -> dict[str, UUID]:
    """One of each, a second of most, and some who are switched off."""
    people = {
        "amy": "admin",
        "art": "admin",
        "max": "manager",
        "mia": "manager",
        "wes": "washer",
        "wil": "washer",
        "ada": "client",
        "ben": "client",
    }
    ids = {name: wash.a_user(role, email=f"{name}@x.example") for name, role in people.items()}
    off = {"odd": "admin", "ina": "client"}
    return ids | {name: wash.a_user(role, email=f"{name}@x.example", is_active=False) for name, role in off.items()}


MANAGED = {
    "amy": {"art", "max", "mia", "wes", "wil", "ada", "ben", "odd", "ina"},
    "max": {"wes", "wil", "ada", "ben", "ina"},
}


@pytest.mark.parametrize(
    "call",
    ["set_user_active(%s, false)", "set_user_active(%s, true)", "set_user_role(%s, 'client')", "delete_user(%s)"],
)
def test_an_admin_manages_everybody_else_a_manager_washers_and_clients_and_others_nobody(
    wash: Wash, call: LiteralString
) -> None:
    people = the_staff(wash)

    may = {}
    for actor in people:
        for subject in people:
            with psycopg.connect(wash.url) as conn:
                conn.execute("set local role authenticated")
                claims = json.dumps({"sub": str(people[actor])})
                conn.execute("select set_config('request.jwt.claims', %s, true)", [claims])
                ((may[actor, subject],),) = conn.execute("select carwash." + call, [people[subject]]).fetchall()
                conn.rollback()

    expected = {(a, s): s in MANAGED.get(a, ()) for a in people for s in people}
    expected |= {("art", s): s not in ("art",) for s in people} | {("mia", s): s in MANAGED["max"] for s in people}
    assert may == expected


def test_a_manager_raises_nobody_to_their_own_level_and_an_admin_does(wash: Wash) -> None:
    people = the_staff(wash)
    call: LiteralString = "select carwash.set_user_role(%s, %s)"

    for role, by_max in (("washer", True), ("client", True), ("manager", False), ("admin", False), (None, False)):
        assert wash.asks(people["max"], call, people["ada"], role) == [(by_max,)]
    assert wash.user(people["ada"], "role") == ("client",)
    assert wash.asks(people["amy"], call, people["ada"], "manager") == [(True,)]
    assert wash.user(people["ada"], "role") == ("manager",)
    assert wash.asks(people["max"], call, people["ada"], "client") == [(False,)]
    with pytest.raises(errors.CheckViolation):
        wash.asks(people["amy"], call, people["ada"], "owner")


def test_nobody_by_that_id_is_not_managed(wash: Wash) -> None:
    amy = wash.a_user("admin")

    assert wash.asks(amy, "select carwash.delete_user(%s)", NOWHERE) == [(False,)]
    assert wash.asks(NOWHERE, "select carwash.delete_user(%s)", amy) == [(False,)]


def test_of_two_admins_who_dismiss_each_other_at_once_one_stays(wash: Wash) -> None:
    amy, art = wash.a_user("admin"), wash.a_user("admin")
    dismiss: LiteralString = "select carwash.set_user_role(%s, 'client')"

    with wash.acting_as("authenticated", amy) as first, ThreadPoolExecutor(1) as pool:
        assert first.execute(dismiss, [art]).fetchall() == [(True,)]
        second = pool.submit(wash.asks, art, dismiss, amy)
        wait_for_a_lock(wash)
        first.commit()

    assert second.result() == [(False,)]
    assert (wash.user(amy, "role"), wash.user(art, "role")) == (("admin",), ("client",))


def test_who_is_switched_off_has_no_session_and_no_right_left(wash: Wash) -> None:
    amy, max_ = wash.a_user("admin"), wash.a_user("manager")
    ada = wash.a_user()
    wash.opens(max_, "one")

    assert wash.asks(amy, "select carwash.set_user_active(%s, false)", max_) == [(True,)]

    assert wash.active(max_) == []
    assert wash.asks(max_, "select carwash.delete_user(%s)", ada) == [(False,)]
    assert wash.asks(amy, "select carwash.set_user_active(%s, true)", max_) == [(True,)]
    assert wash.rotates("one", "two")[0] == "reused"


def test_who_is_deleted_takes_sessions_along_and_leaves_attempts(wash: Wash) -> None:
    amy, ada = wash.a_user("admin"), wash.a_user(email="ada@x.example")
    wash.signs_in("ada@x.example")
    wash.opens(ada, "one")

    assert wash.asks(amy, "select carwash.delete_user(%s)", ada) == [(True,)]

    assert wash.rows(f"select from {wash.table('user_sessions')}") == []
    assert wash.rows(f"select email, user_id from {wash.table('login_attempts')}") == [("ada@x.example", None)]


# Events -------------------------------------------------------------------------------------------------------------


def test_somebody_who_registers_is_told_of(wash: Wash) -> None:
    ada = wash.a_user("washer", email="ada@x.example")

    events = wash.rows("select type, aggregatetype, aggregateid, payload, source_service from common.outbox_events")

    payload = {"user_id": str(ada), "email": "ada@x.example", "role": "washer"}
    assert events == [("UserRegistered", "user", str(ada), payload, "carwash/auth")]


def test_what_becomes_of_an_account_is_told_once(wash: Wash) -> None:
    amy, ada = wash.a_user("admin"), wash.a_user(email="ada@x.example")

    wash.service("select carwash.request_email_verification(%s, %s)", ada, hashed("mail"))
    wash.service("select carwash.verify_email(%s)", hashed("mail"))
    for _ in range(6):
        wash.fails("ada@x.example")
    (locked_until,) = wash.user(ada, "to_jsonb(locked_until)")
    wash.service("select carwash.request_password_reset('ada@x.example', %s)", hashed("link"))
    wash.service("select carwash.reset_password(%s, %s, 'bcrypt')", hashed("link"), HASH)
    wash.signs_in("ada@x.example")
    wash.service("select carwash.change_password(%s, %s, 'bcrypt')", ada, HASH)
    wash.asks(amy, "select carwash.set_user_role(%s, 'washer')", ada)
    wash.asks(amy, "select carwash.set_user_role(%s, 'washer')", ada)
    wash.asks(amy, "select carwash.delete_user(%s)", ada)

    assert wash.events(ada) == [
        ("UserEmailVerified", {"email": "ada@x.example"}),
        ("UserAccountLocked", {"locked_until": locked_until, "attempt_count": 5, "lockout_count": 1}),
        ("UserPasswordChanged", {"via_reset": True}),
        ("UserLoggedIn", {}),
        ("UserPasswordChanged", {"via_reset": False}),
        ("UserRoleChanged", {"old_role": "client", "new_role": "washer", "changed_by": str(amy)}),
        ("UserDeleted", {}),
    ]


def test_a_reset_and_a_change_in_one_transaction_are_told_apart(wash: Wash) -> None:
    ada = wash.a_user(email="ada@x.example")

    with wash.acting_as(SERVICE) as conn:
        conn.execute("select carwash.request_password_reset('ada@x.example', %s)", [hashed("link")])
        conn.execute("select carwash.reset_password(%s, %s, 'bcrypt')", [hashed("link"), HASH])
        conn.execute("select carwash.change_password(%s, %s, 'bcrypt')", [ada, HASH])

    assert [payload["via_reset"] for _, payload in wash.events(ada)] == [True, False]


def test_what_concerns_nobody_else_is_not_told(wash: Wash) -> None:
    ada = wash.a_user(email="ada@x.example")

    wash.fails("ada@x.example")
    wash.opens(ada, "one")
    wash.service("select carwash.request_password_reset('ada@x.example', %s)", hashed("link"))
    # A hash is made anew when its owner signs in and the old one is weak.
    wash.change(ada, "password_hash = 'x', phone = '+14155550100', first_name = 'Ada'")

    assert wash.events(ada) == []


def test_what_a_service_changes_by_hand_is_told_too(wash: Wash) -> None:
    ada = wash.a_user()

    with wash.acting_as(SERVICE) as conn:
        conn.execute(f"update {wash.table('users')} set role = 'washer' where id = %s", [ada])
        conn.execute(f"delete from {wash.table('users')} where id = %s", [ada])

    changed = {"old_role": "client", "new_role": "washer", "changed_by": None}
    assert wash.events(ada) == [("UserRoleChanged", changed), ("UserDeleted", {})]


def test_legacy_accounts_come_in_and_go_out_untold(wash: Wash) -> None:
    with wash.acting_as("migration_role") as conn:
        conn.execute("set local migration.active = on")
        users = wash.table("users")
        conn.execute(
            f"insert into {users} (email, first_name, last_name, last_login) values ('o@x.example', 'O', '', now())"
        )
        conn.execute(f"update {users} set last_login = now() + interval '1 s', role = 'washer'")
        conn.execute(f"delete from {users}")

    assert wash.rows("select from common.outbox_events") == []


def test_the_migration_writes_every_table(wash: Wash) -> None:
    tables = wash.rows(
        "select oid::regclass::text from pg_class where relnamespace = 'carwash'::regnamespace and relkind = 'r'"
    )

    for (table,) in tables:
        for right in ("select", "insert", "update", "delete"):
            assert wash.rows("select has_table_privilege('migration_role', %s, %s)", table, right) == [(True,)], table
    assert len(tables) == 11


# Many people in one call --------------------------------------------------------------------------------------------


def test_people_are_given_by_ids_to_those_who_may_see_them(wash: Wash) -> None:
    people = the_staff(wash)
    wanted = [*people.values(), people["ada"], NOWHERE]
    given = {
        who: sorted(
            next(name for name, id_ in people.items() if id_ == row[0])
            for row in wash.asks(people[who], "select * from carwash.get_users_by_ids(%s)", wanted)
        )
        for who in people
    }

    staff_and_clients = ["ada", "ben", "ina", "wes", "wil"]
    assert given == {
        "amy": sorted(people),
        "art": sorted(people),
        "max": sorted([*staff_and_clients, "max"]),
        "mia": sorted([*staff_and_clients, "mia"]),
        "wes": ["wes"],
        "wil": ["wil"],
        "ada": ["ada"],
        "ben": ["ben"],
        "odd": [],
        "ina": [],
    }


def test_only_who_is_asked_for_is_given_and_only_what_harms_nobody(wash: Wash) -> None:
    amy, ada = wash.a_user("admin"), wash.a_user(first_name="Ada", last_name="King")

    assert wash.asks(amy, "select * from carwash.get_users_by_ids(%s)", [ada]) == [(ada, "Ada", "King", "client", True)]
    assert wash.asks(amy, "select * from carwash.get_users_by_ids('{}')") == []
    assert wash.asks(amy, "select * from carwash.get_users_by_ids(null)") == []
    assert wash.asks(NOWHERE, "select * from carwash.get_users_by_ids(%s)", [ada]) == []


@pytest.mark.parametrize("feature", ["auth", "booking", "payment", "location"])
def test_every_feature_asks_for_people_by_ids(wash: Wash, feature: str) -> None:
    ids = {wash.a_user("admin"), wash.a_user(is_active=False)}

    with wash.acting_as(f"carwash_{feature}_role") as conn:
        found = {row[0] for row in conn.execute("select id from carwash.get_users_by_ids(%s)", [list(ids)])}

    assert found == ids


def test_a_thousand_people_are_one_query(wash: Wash) -> None:
    amy = wash.a_user("admin")
    wash.db.execute(
        f"insert into {wash.table('users')} (email, first_name, last_name)"
        " select n || '@x.example', 'N', n::text from generate_series(1, 1000) as n"
    )
    ids = [row[0] for row in wash.rows(f"select id from {wash.table('users')}")]
    wash.db.execute(f"analyze {wash.table('users')}")

    with wash.acting_as("authenticated", amy) as conn:
        count: LiteralString = "select seq_scan + coalesce(idx_scan, 0) from pg_stat_xact_user_tables where relid = %s"
        conn.execute("reset role")
        relid = wash.rows("select %s::regclass::oid", wash.table("users"))[0][0]
        conn.execute("set local role authenticated")
        found = conn.execute("select id from carwash.get_users_by_ids(%s)", [ids]).fetchall()
        conn.execute("reset role")
        ((scans,),) = conn.execute(count, [relid]).fetchall()

    assert len(found) == 1001
    # One for the people; the others ask who is asking, once each, not once per person.
    assert scans <= 6


# Who may call what --------------------------------------------------------------------------------------------------

FOR_USERS = {
    "advance_booking",
    "assign_booking",
    "booking_list",
    "can_manage",
    "cancel_booking",
    "current_user_id",
    "delete_user",
    "get_users_by_ids",
    "has_role",
    "is_admin",
    "is_manager",
    "is_washer",
    "own_booking_ids",
    "set_user_active",
    "set_user_role",
    "sign_out",
    "take_booking",
}
FOR_THE_SERVICE = {
    "change_password",
    "current_user_id",
    "get_users_by_ids",
    "open_session",
    "record_login_attempt",
    "request_email_verification",
    "request_password_reset",
    "require_token_hash",
    "reset_password",
    "revoke_session",
    "revoke_sessions",
    "rotate_session",
    "verify_email",
}


def callable_by(wash: Wash, role: str) -> set[str]:
    return {
        row[0]
        for row in wash.rows(
            "select proname from pg_proc where pronamespace = 'carwash'::regnamespace"
            " and has_function_privilege(%s, oid, 'execute')",
            role,
        )
    }


def test_functions_are_granted_by_name(wash: Wash) -> None:
    assert callable_by(wash, "anon") == set()
    assert callable_by(wash, "service_role") == set()
    assert callable_by(wash, "authenticated") >= FOR_USERS
    assert callable_by(wash, "authenticated") & (FOR_THE_SERVICE - FOR_USERS) == set()
    assert callable_by(wash, SERVICE) == FOR_THE_SERVICE


@pytest.mark.parametrize(
    "call",
    [
        "select carwash.get_users_by_ids('{}')",
        "select carwash.delete_user(gen_random_uuid())",
        "select carwash.sign_out()",
    ],
)
def test_a_visitor_is_refused(wash: Wash, call: LiteralString) -> None:
    with pytest.raises(errors.InsufficientPrivilege), wash.acting_as("anon") as conn:
        conn.execute(call)


def test_a_user_cannot_play_the_service(wash: Wash) -> None:
    ada = wash.a_user()

    for call in (
        "select carwash.record_login_attempt('x@x.example', false)",
        "select carwash.open_session(gen_random_uuid(), 'x')",
        "select carwash.may_change(gen_random_uuid())",
        "select common.publish_event('user', '1', 'UserDeleted', '{}', 'carwash/auth')",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            wash.asks(ada, call)


def test_no_other_feature_reads_hashes_or_tokens_or_says_that_somebody_is_gone(wash: Wash) -> None:
    for feature in ("booking", "payment", "location"):
        for statement in (
            f"select password_hash from {wash.table('users')}",
            f"select from {wash.table('user_sessions')}",
            f"delete from {wash.table('users')}",
            "select common.publish_event('user', '1', 'UserDeleted', '{}', 'carwash/auth')",
        ):
            with (
                pytest.raises(errors.InsufficientPrivilege),
                wash.acting_as(f"carwash_{feature}_role") as conn,
            ):
                conn.execute(statement)
