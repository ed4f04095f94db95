"""What happens by itself in OneClass: copies of the school, permissions of the role, the primary school, notices."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from time import sleep
from typing import LiteralString
from uuid import UUID

import psycopg
import pytest

from tests.support.edulink_world import Db, one
from tests.support.oneclass_world import a_member, a_membership, a_person, a_school

COPIES: LiteralString = "select school_name, school_subdomain from platform.school_memberships where user_id = %s"
PRIMARY: LiteralString = "select primary_school_id from platform.platform_users where id = %s"
STATUS: LiteralString = "update platform.school_memberships set status = %s where user_id = %s and school_id = %s"


@pytest.fixture
def db(oneclass_db: str) -> Iterator[Db]:
    with psycopg.connect(oneclass_db, autocommit=True) as connection:
        yield connection


@pytest.fixture
def other(oneclass_db: str, db: Db) -> Iterator[Db]:
    """A second session."""
    with psycopg.connect(oneclass_db, autocommit=True) as connection:
        yield connection


@pytest.fixture
def migrating(db: Db) -> Db:
    """The session of a migration, which says itself what is filled in elsewhere."""
    db.execute("grant migration_role to current_user")
    db.execute("set migration.active = 'on'")
    return db


def primary(db: Db, person: UUID) -> UUID | None:
    found: UUID | None = one(db, PRIMARY, [person])
    return found


def permissions(db: Db, membership: UUID) -> list[str]:
    found: list[str] = one(db, "select permissions from platform.school_memberships where id = %s", [membership])
    return found


def waits_for(db: Db, other: Db) -> bool:
    """Whether *other* waits for *db*, which it is given some seconds to do."""
    for _ in range(100):
        if one(db, "select %s = any (pg_blocking_pids(%s))", [db.info.backend_pid, other.info.backend_pid]):
            return True
        sleep(0.05)
    return False


def in_background(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


# Copies of the school


def test_a_membership_takes_name_and_subdomain_from_the_school(db: Db) -> None:
    person = a_member(db, a_school(db, name="Hill School", subdomain="hill"))

    assert db.execute(COPIES, [person]).fetchall() == [("Hill School", "hill")]


def test_a_school_that_is_renamed_takes_its_memberships_with_it_and_no_others(db: Db) -> None:
    hill, lake = a_school(db, name="Hill", subdomain="hill"), a_school(db, name="Lake", subdomain="lake")
    ada, ben = a_member(db, hill), a_member(db, lake)

    db.execute("update platform.schools set name = 'Mount', subdomain = 'mount' where id = %s", [hill])

    assert db.execute(COPIES, [ada]).fetchall() == [("Mount", "mount")]
    assert db.execute(COPIES, [ben]).fetchall() == [("Lake", "lake")]


def test_a_copy_that_is_written_stays_true(db: Db) -> None:
    person = a_member(db, a_school(db, name="Hill", subdomain="hill"))

    db.execute("update platform.school_memberships set school_name = 'x', school_subdomain = 'y'")

    assert db.execute(COPIES, [person]).fetchall() == [("Hill", "hill")]


def test_a_membership_that_moves_takes_the_name_of_the_new_school(db: Db) -> None:
    person = a_member(db, a_school(db))
    lake = a_school(db, name="Lake", subdomain="lake")

    db.execute("update platform.school_memberships set school_id = %s where user_id = %s", [lake, person])

    assert db.execute(COPIES, [person]).fetchall() == [("Lake", "lake")]
    assert primary(db, person) in (None, lake)


def test_a_rename_waits_for_a_membership_that_is_being_made_and_takes_it_with_it(db: Db, other: Db) -> None:
    school = a_school(db, name="Hill", subdomain="hill")
    rename: LiteralString = "update platform.schools set name = 'Mount' where id = %s"

    with db.transaction():
        person = a_member(db, school)
        renaming = in_background(lambda: other.execute(rename, [school]))
        assert waits_for(db, other)
    renaming.join(20)

    assert db.execute(COPIES, [person]).fetchall() == [("Mount", "hill")]


def test_a_membership_waits_for_a_rename_and_takes_the_new_name(db: Db, other: Db) -> None:
    school = a_school(db, name="Hill", subdomain="hill")
    person = a_person(db)

    with db.transaction():
        db.execute("update platform.schools set name = 'Mount' where id = %s", [school])
        joining = in_background(lambda: a_membership(other, person, school))
        assert waits_for(db, other)
    joining.join(20)

    assert db.execute(COPIES, [person]).fetchall() == [("Mount", "hill")]


def test_two_memberships_of_one_school_are_made_at_once(db: Db, other: Db) -> None:
    school = a_school(db)
    other.execute("set lock_timeout = '2s'")

    with db.transaction():
        a_member(db, school)
        a_member(other, school)

    assert one(db, "select count(*) from platform.school_memberships") == 2


# Permissions of the role


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("principal", ["*"]),
        ("deputy_principal", ["students.*", "staff.read", "reports.*"]),
        ("teacher", ["students.read", "attendance.*", "grades.*"]),
        ("registrar", ["students.*", "documents.*"]),
        ("student", ["profile.read", "assignments.view"]),
        ("parent", ["children.read", "payments.*"]),
        ("bursar", []),
        ("security", []),
    ],
)
def test_a_membership_begins_with_the_permissions_of_its_role(db: Db, role: str, expected: list[str]) -> None:
    membership = a_membership(db, a_person(db), a_school(db), role=role)

    assert permissions(db, membership) == expected


def test_a_membership_may_begin_with_other_permissions(db: Db) -> None:
    membership = a_membership(db, a_person(db), a_school(db), permissions=["library.*"])

    assert permissions(db, membership) == ["library.*"]


def test_permissions_may_be_taken_away_altogether(db: Db) -> None:
    membership = a_membership(db, a_person(db), a_school(db))

    db.execute("update platform.school_memberships set permissions = '[]' where id = %s", [membership])

    assert permissions(db, membership) == []


def test_a_default_that_was_changed_holds_for_those_who_come_after(db: Db) -> None:
    school = a_school(db)
    before = a_membership(db, a_person(db), school, role="bursar")

    db.execute("""update platform.role_permissions set permissions = '["fees.*"]' where role = 'bursar'""")
    after = a_membership(db, a_person(db), school, role="bursar")

    assert permissions(db, before) == []
    assert permissions(db, after) == ["fees.*"]


def test_a_new_role_brings_its_permissions_unless_others_are_given(db: Db) -> None:
    school = a_school(db)
    one_membership = a_membership(db, a_person(db), school, role="principal")
    another = a_membership(db, a_person(db), school, role="principal")

    db.execute("update platform.school_memberships set role = 'teacher' where id = %s", [one_membership])
    db.execute(
        """update platform.school_memberships set role = 'teacher', permissions = '["tea.*"]' where id = %s""",
        [another],
    )

    assert permissions(db, one_membership) == ["students.read", "attendance.*", "grades.*"]
    assert permissions(db, another) == ["tea.*"]


# The primary school


def test_the_first_active_membership_makes_the_primary_school(db: Db) -> None:
    hill, lake = a_school(db), a_school(db)
    person = a_person(db)

    a_membership(db, person, hill, status="pending_verification")
    assert primary(db, person) is None
    a_membership(db, person, lake)
    assert primary(db, person) == lake

    db.execute(STATUS, ["active", person, hill])
    assert primary(db, person) == lake


def test_a_membership_that_becomes_active_may_be_the_first(db: Db) -> None:
    school = a_school(db)
    person = a_person(db)
    a_membership(db, person, school, status="pending_verification")

    db.execute(STATUS, ["active", person, school])

    assert primary(db, person) == school


def test_of_many_memberships_made_at_once_the_earliest_counts(db: Db) -> None:
    hill, lake = a_school(db), a_school(db)
    people = [a_person(db) for _ in range(3)]

    db.execute(
        "insert into platform.school_memberships (user_id, school_id, school_name, school_subdomain, role, joined_date)"
        " select u, s, '', '', 'student', case s when %(lake)s then '2020-01-01'::timestamptz else '2021-01-01' end"
        " from unnest(%(people)s) as u, unnest(%(schools)s) as s",
        {"people": people, "schools": [hill, lake], "lake": lake},
    )

    assert [primary(db, person) for person in people] == [lake, lake, lake]


def test_a_person_may_be_written_before_the_membership_that_they_need(db: Db) -> None:
    school = a_school(db)

    with db.transaction():
        person = a_person(db, primary_school_id=school)
        a_membership(db, person, school)

    assert primary(db, person) == school


def test_a_primary_school_without_a_membership_is_refused_at_the_end(db: Db) -> None:
    school = a_school(db)

    with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="primary school"), db.transaction():
        a_person(db, primary_school_id=school)

    assert one(db, "select count(*) from platform.platform_users") == 0


@pytest.mark.parametrize("status", ["inactive", "suspended", "pending_verification", "archived"])
def test_a_membership_that_is_not_active_does_not_make_a_primary_school(db: Db, status: str) -> None:
    school = a_school(db)
    person = a_person(db)
    a_membership(db, person, school, status=status)

    with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        db.execute("update platform.platform_users set primary_school_id = %s where id = %s", [school, person])


def test_the_membership_of_somebody_else_does_not_count(db: Db) -> None:
    school = a_school(db)
    a_member(db, school)
    person = a_person(db)

    with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        db.execute("update platform.platform_users set primary_school_id = %s where id = %s", [school, person])


@pytest.mark.parametrize("ending", ["suspended", "deleted"])
def test_a_primary_school_whose_membership_ends_gives_way_to_the_earliest_other(db: Db, ending: str) -> None:
    hill, lake, mill = a_school(db), a_school(db), a_school(db)
    person = a_person(db)
    a_membership(db, person, hill)
    a_membership(db, person, lake, joined_date="2021-01-01T00:00Z")
    a_membership(db, person, mill, joined_date="2020-01-01T00:00Z")

    def end(school: UUID) -> None:
        if ending == "deleted":
            db.execute(
                "delete from platform.school_memberships where user_id = %s and school_id = %s", [person, school]
            )
        else:
            db.execute(STATUS, [ending, person, school])

    end(hill)
    assert primary(db, person) == mill
    end(lake)
    assert primary(db, person) == mill
    end(mill)
    assert primary(db, person) is None


def test_a_school_that_is_gone_gives_way_to_the_earliest_other(db: Db) -> None:
    hill, lake, mill = a_school(db), a_school(db), a_school(db)
    person, another = a_member(db, hill), a_member(db, hill)
    a_membership(db, person, lake, joined_date="2021-01-01T00:00Z")
    a_membership(db, person, mill, joined_date="2020-01-01T00:00Z")
    a_membership(db, another, mill, status="suspended")

    db.execute("delete from platform.schools where id = %s", [hill])

    assert primary(db, person) == mill
    assert primary(db, another) is None


def test_two_memberships_that_end_at_once_leave_no_primary_school(db: Db, other: Db) -> None:
    hill, lake = a_school(db), a_school(db)
    person = a_member(db, hill)
    a_membership(db, person, lake)

    with db.transaction():
        db.execute(STATUS, ["suspended", person, hill])
        ending = in_background(lambda: other.execute(STATUS, ["suspended", person, lake]))
        assert waits_for(db, other)
    ending.join(20)

    assert primary(db, person) is None


def test_a_school_that_is_chosen_while_its_membership_ends_does_not_stay_chosen(db: Db, other: Db) -> None:
    hill, lake = a_school(db), a_school(db)
    person = a_member(db, hill)
    a_membership(db, person, lake)
    choose: LiteralString = "update platform.platform_users set primary_school_id = %s where id = %s"

    def choose_lake() -> None:
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            other.execute(choose, [lake, person])

    with db.transaction():
        db.execute(STATUS, ["suspended", person, lake])
        choosing = in_background(choose_lake)
        assert waits_for(db, other)
    choosing.join(20)

    assert primary(db, person) == hill


def test_legacy_rows_say_themselves_which_school_is_the_primary_one(migrating: Db) -> None:
    db, hill, lake = migrating, a_school(migrating), a_school(migrating)
    person = a_person(db)
    a_membership(db, person, hill)
    a_membership(db, person, lake)
    assert primary(db, person) is None

    db.execute("update platform.platform_users set primary_school_id = %s where id = %s", [lake, person])
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        db.execute(STATUS, ["suspended", person, lake])

    assert primary(db, person) == lake


# Notices


def heard(listener: Db) -> set[str]:
    return {notice.payload for notice in listener.notifies(timeout=0.2)}


@pytest.fixture
def listener(other: Db) -> Db:
    other.execute("listen platform_changes")
    return other


def test_a_notice_says_which_school_or_person_changed(db: Db, listener: Db) -> None:
    school = a_school(db)
    assert heard(listener) == {f"school:{school}"}
    person = a_person(db)
    assert heard(listener) == {f"user:{person}"}
    membership = a_membership(db, person, school)
    assert heard(listener) == {f"user:{person}"}
    db.execute("update platform.school_memberships set role = 'teacher' where id = %s", [membership])
    assert heard(listener) == {f"user:{person}"}
    db.execute("delete from platform.school_memberships where id = %s", [membership])
    assert heard(listener) == {f"user:{person}"}
    db.execute("update platform.platform_users set first_name = 'Eve' where id = %s", [person])
    assert heard(listener) == {f"user:{person}"}
    db.execute("delete from platform.platform_users where id = %s", [person])
    assert heard(listener) == {f"user:{person}"}
    db.execute("delete from platform.schools where id = %s", [school])
    assert heard(listener) == {f"school:{school}"}


def test_a_statement_that_changes_two_says_both(db: Db, listener: Db) -> None:
    schools, people = [a_school(db), a_school(db)], [a_person(db), a_person(db)]
    heard(listener)

    db.execute("update platform.schools set phone = '1'")
    assert heard(listener) == {f"school:{school}" for school in schools}
    db.execute("update platform.platform_users set last_name = 'x'")
    assert heard(listener) == {f"user:{person}" for person in people}


def test_a_membership_that_is_given_to_somebody_else_is_a_change_for_both(db: Db, listener: Db) -> None:
    school = a_school(db)
    ada, ben = a_member(db, school), a_person(db)
    heard(listener)

    db.execute("update platform.school_memberships set user_id = %s where user_id = %s", [ben, ada])

    assert heard(listener) == {f"user:{ada}", f"user:{ben}"}


def test_a_transaction_says_once_what_it_did_often_and_nothing_if_it_is_undone(db: Db, listener: Db) -> None:
    person = a_person(db)
    heard(listener)

    with db.transaction():
        for name in ("Eve", "Ida", "Una"):
            db.execute("update platform.platform_users set first_name = %s where id = %s", [name, person])
    with db.transaction(force_rollback=True):
        db.execute("delete from platform.platform_users where id = %s", [person])

    assert [notice.payload for notice in listener.notifies(timeout=0.2)] == [f"user:{person}"]


def test_a_statement_that_changes_many_rows_sends_few_notices(db: Db, listener: Db) -> None:
    hill, lake = a_school(db), a_school(db)
    heard(listener)

    with db.transaction():
        db.execute(
            "insert into platform.platform_users (email, first_name, last_name)"
            " select n || '@people.example', 'A', 'B' from generate_series(1, 200) as n"
        )
        db.execute(
            "insert into platform.school_memberships (user_id, school_id, school_name, school_subdomain, role)"
            " select u.id, %s, '', '', 'student' from platform.platform_users as u",
            [hill],
        )
    assert heard(listener) == {"user:*", f"school:{hill}"}

    db.execute("update platform.schools set name = 'Mount' where id = %s", [hill])
    assert heard(listener) == {f"school:{hill}"}
    db.execute("update platform.schools set name = 'Pond' where id = %s", [lake])
    assert heard(listener) == {f"school:{lake}"}


def test_a_statement_that_changes_nothing_says_nothing(db: Db, listener: Db) -> None:
    db.execute("update platform.platform_users set first_name = 'Eve' where false")

    assert heard(listener) == set()
