"""The tables of OneClass: what they refuse, what goes with what, and which indexes they have."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from tests.support.edulink_world import Db, broken_house_rules, constraint_broken_by, insert, one
from tests.support.oneclass_world import a_member, a_membership, a_person, a_school


@pytest.fixture
def db(oneclass_db: str) -> Iterator[Db]:
    with psycopg.connect(oneclass_db, autocommit=True) as connection:
        yield connection


def credentials(db: Db, user_id: UUID, **columns: object) -> UUID:
    db.execute("insert into platform.user_credentials (user_id) values (%s)", [user_id])
    for column, value in columns.items():
        db.execute(
            sql.SQL("update platform.user_credentials set {} = %s").format(sql.Identifier(column)),
            [value],
        )
    return user_id


def a_note(db: Db, new_user_id: UUID, **columns: object) -> UUID:
    given: dict[str, object] = {"legacy_user_id": uuid4(), "migration_type": "legacy_to_platform"}
    return insert(db, "platform", "user_migration_tracking", new_user_id=new_user_id, **(given | columns))


def test_the_schema_keeps_the_house_rules(db: Db) -> None:
    assert broken_house_rules(db, "platform") == []


def test_a_school_that_makes_no_sense_is_refused(db: Db) -> None:
    for constraint, columns in (
        ("schools_name_check", {"name": "  "}),
        ("schools_name_check", {"name": "x" * 256}),
        ("schools_subdomain_check", {"subdomain": "Hill"}),
        ("schools_subdomain_check", {"subdomain": "-hill"}),
        ("schools_subdomain_check", {"subdomain": "hill-"}),
        ("schools_subdomain_check", {"subdomain": "hill.school"}),
        ("schools_subdomain_check", {"subdomain": "x" * 51}),
        ("schools_subdomain_check", {"subdomain": ""}),
        ("schools_status_check", {"status": "archived"}),
        ("schools_subscription_tier_check", {"subscription_tier": "free"}),
        ("schools_school_type_check", {"school_type": "university"}),
        ("schools_configuration_check", {"configuration": []}),
    ):
        assert constraint_broken_by(db, a_school, **columns) == constraint, columns
    for subdomain in ("x", "x" * 50, "a-b", "9"):
        assert constraint_broken_by(db, a_school, subdomain=subdomain) is None


def test_two_schools_share_neither_subdomain_nor_registration_number(db: Db) -> None:
    a_school(db, subdomain="hill", registration_number="ZW-1")

    assert constraint_broken_by(db, a_school, subdomain="hill") == "schools_subdomain_key"
    assert constraint_broken_by(db, a_school, registration_number="ZW-1") == "schools_registration_number_key"


def test_a_person_that_makes_no_sense_is_refused(db: Db) -> None:
    for constraint, columns in (
        ("platform_users_email_check", {"email": "Ada@people.example"}),
        ("platform_users_email_check", {"email": "x" * 256}),
        ("platform_users_first_name_check", {"first_name": "x" * 101}),
        ("platform_users_last_name_check", {"last_name": "x" * 101}),
        ("platform_users_platform_role_check", {"platform_role": "principal"}),
        ("platform_users_status_check", {"status": "deleted"}),
        ("platform_users_profile_check", {"profile": []}),
        ("platform_users_clerk_integration_check", {"clerk_integration": []}),
        ("platform_users_clerk_user_id_check", {"clerk_integration": {"clerk_user_id": ""}}),
        ("platform_users_feature_flags_check", {"feature_flags": []}),
        ("platform_users_user_preferences_check", {"user_preferences": []}),
        ("platform_users_primary_school_id_fkey", {"primary_school_id": uuid4()}),
    ):
        assert constraint_broken_by(db, a_person, **columns) == constraint, columns


def test_two_people_share_neither_address_nor_clerk_account(db: Db) -> None:
    a_person(db, email="ada@people.example", clerk_integration={"clerk_user_id": "user_1"})
    a_person(db, clerk_integration={"sync_enabled": False})

    assert constraint_broken_by(db, a_person, email="ada@people.example") == "platform_users_email_key"
    assert (
        constraint_broken_by(db, a_person, clerk_integration={"clerk_user_id": "user_1"})
        == "platform_users_clerk_user_id_idx"
    )
    assert constraint_broken_by(db, a_person, clerk_integration={"sync_enabled": False}) is None


def test_a_membership_that_makes_no_sense_is_refused(db: Db) -> None:
    school, person = a_school(db), a_person(db)

    for constraint, columns in (
        ("school_memberships_role_check", {"role": "super_admin"}),
        ("school_memberships_status_check", {"status": "pending"}),
        ("school_memberships_permissions_check", {"permissions": {}}),
        ("school_memberships_children_ids_check", {"children_ids": {}}),
        ("school_memberships_student_id_check", {"student_id": "x" * 51}),
        ("school_memberships_current_grade_check", {"current_grade": "x" * 21}),
        ("school_memberships_employee_id_check", {"employee_id": "x" * 51}),
        ("school_memberships_department_check", {"department": "x" * 101}),
        ("school_memberships_contract_type_check", {"contract_type": "daily"}),
        ("school_memberships_school_id_fkey", {"school_id": uuid4()}),
        ("school_memberships_user_id_fkey", {"user_id": uuid4()}),
    ):
        given: dict[str, object] = {"user_id": person, "school_id": school}
        assert constraint_broken_by(db, a_membership, **(given | columns)) == constraint, columns


def test_somebody_belongs_to_a_school_once(db: Db) -> None:
    school = a_school(db)
    person = a_member(db, school)

    assert (
        constraint_broken_by(db, a_membership, person, school, role="teacher")
        == "school_memberships_user_id_school_id_key"
    )


def test_a_password_that_was_never_a_good_hash_is_not_kept(db: Db) -> None:
    person = a_person(db)

    for constraint, columns in (
        ("user_credentials_password_format_check", {"password_format": "md5"}),
        ("user_credentials_password_hash_check", {"password_hash": "secret", "password_format": "unsafe"}),
    ):
        assert constraint_broken_by(db, credentials, person, **columns) == constraint, columns
    assert constraint_broken_by(db, credentials, person, password_hash="$2b$", password_format="bcrypt") is None


def test_one_old_row_is_noted_once_for_each_way_it_came(db: Db) -> None:
    person, old = a_person(db), uuid4()
    a_note(db, person, legacy_user_id=old)

    assert (
        constraint_broken_by(db, a_note, person, legacy_user_id=old)
        == "user_migration_tracking_legacy_user_id_migration_type_key"
    )
    assert constraint_broken_by(db, a_note, person, legacy_user_id=old, migration_type="merge_duplicates") is None
    assert (
        constraint_broken_by(db, a_note, person, migration_type="data_cleanup")
        == "user_migration_tracking_migration_type_check"
    )


def test_everything_of_a_person_goes_with_them(db: Db) -> None:
    person = a_member(db, a_school(db))
    credentials(db, person)
    a_note(db, person)

    db.execute("delete from platform.platform_users where id = %s", [person])

    for table in ("school_memberships", "user_credentials", "user_migration_tracking"):
        assert one(db, sql.SQL("select count(*) from platform.{}").format(sql.Identifier(table))) == 0


def test_a_school_goes_with_its_memberships_and_leaves_its_people(db: Db) -> None:
    school = a_school(db)
    person = a_member(db, school)

    db.execute("delete from platform.schools where id = %s", [school])

    assert one(db, "select count(*) from platform.school_memberships") == 0
    assert one(db, "select primary_school_id from platform.platform_users where id = %s", [person]) is None


def test_a_change_is_noted_in_updated_at(db: Db) -> None:
    school = a_school(db, updated_at="2001-01-01T00:00Z")
    person = a_person(db, updated_at="2001-01-01T00:00Z")
    membership = a_membership(db, person, school, status="inactive", updated_at="2001-01-01T00:00Z")

    db.execute("update platform.schools set phone = '1' where id = %s", [school])
    db.execute("update platform.platform_users set first_name = 'Eve' where id = %s", [person])
    db.execute("update platform.school_memberships set department = 'Art' where id = %s", [membership])

    moved = one(
        db,
        "select least(s.updated_at, u.updated_at, m.updated_at) > now() - interval '1 minute'"
        " from platform.schools as s, platform.platform_users as u, platform.school_memberships as m",
    )
    assert moved is True


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (
            "platform.platform_users",
            {"email", "status", "platform_role", "primary_school_id", "(clerk_integration ->> 'clerk_user_id'::text)"},
        ),
        (
            "platform.school_memberships",
            {"user_id", "school_id", "role", "status", "student_id", "employee_id"},
        ),
        ("platform.user_migration_tracking", {"legacy_user_id", "new_user_id", "batch_number"}),
    ],
)
def test_what_people_are_looked_up_by_leads_an_index(db: Db, table: str, columns: set[str]) -> None:
    leading = db.execute(
        "select pg_get_indexdef(i.indexrelid, 1, true) from pg_index as i where i.indrelid = %s::regclass", [table]
    ).fetchall()

    assert columns <= {row[0] for row in leading}
