"""The auth and user services: what their tables refuse, what follows an account, and what others are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import errors, sql

from tests.support.edulink_world import (
    Db,
    a_profile,
    a_program,
    a_user,
    account_of,
    acting_as,
    an_institution,
    broken_house_rules,
    constraint_broken_by,
    insert,
    one,
    signed_in,
)


@pytest.fixture
def db(edulink_db: str) -> Iterator[Db]:
    with psycopg.connect(edulink_db, autocommit=True) as connection:
        yield connection


def hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def a_session(db: Db, user_id: UUID, **columns: object) -> UUID:
    given: dict[str, object] = {"kind": "web", "token_hash": hashed(str(uuid4())), "expires_at": "2030-01-01"}
    return insert(db, "auth_schema", "user_sessions", user_id=user_id, **(given | columns))


def a_reset_link(db: Db, user_id: UUID, token: str = "link", **columns: object) -> UUID:
    return insert(db, "auth_schema", "password_reset_tokens", user_id=user_id, token_hash=hashed(token), **columns)


def a_code(db: Db, user_id: UUID, code: str = "4711", **columns: object) -> UUID:
    email = one(db, "select email from auth_schema.users where id = %s", [user_id])
    given: dict[str, object] = {"email": email, "token_hash": hashed(code)}
    return insert(db, "auth_schema", "email_verification_tokens", user_id=user_id, **(given | columns))


def a_provider(db: Db, user_id: UUID, **columns: object) -> UUID:
    given: dict[str, object] = {"provider": "google", "provider_user_id": str(uuid4())}
    return insert(db, "auth_schema", "oauth_providers", user_id=user_id, **(given | columns))


def a_log_entry(db: Db, **columns: object) -> UUID:
    return insert(db, "auth_schema", "security_logs", **({"event_type": "login_failed"} | columns))


def an_academic_record(db: Db, profile_id: UUID, **columns: object) -> UUID:
    return insert(db, "user_schema", "academic_information", user_profile_id=profile_id, **columns)


def a_contact(db: Db, profile_id: UUID, **columns: object) -> UUID:
    given: dict[str, object] = {"contact_type": "github", "value": "ada"}
    return insert(db, "user_schema", "contact_information", user_profile_id=profile_id, **(given | columns))


def some_preferences(db: Db, profile_id: UUID, **columns: object) -> UUID:
    return insert(db, "user_schema", "preferences", user_profile_id=profile_id, **columns)


def an_employer(db: Db, profile_id: UUID, **columns: object) -> UUID:
    given: dict[str, object] = {"company_name": "Acme"}
    return insert(db, "user_schema", "employer_information", user_profile_id=profile_id, **(given | columns))


def change_user(db: Db, user_id: UUID, **columns: object) -> None:
    change(db, sql.Identifier("auth_schema", "users"), user_id, columns)


def change_profile(db: Db, profile_id: UUID, **columns: object) -> None:
    change(db, sql.Identifier("user_schema", "user_profiles"), profile_id, columns)


def change(db: Db, table: sql.Identifier, row_id: UUID, columns: dict[str, object]) -> None:
    assignments = sql.SQL(", ").join(
        sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder(name)) for name in columns
    )
    statement = sql.SQL("update {} set {} where id = %(row_id)s").format(table, assignments)
    assert db.execute(statement, {"row_id": row_id, **columns}).rowcount == 1


def told(db: Db) -> list[tuple[str, dict[str, Any]]]:
    """Type and payload of the events that nobody delivered yet, oldest first; they count as delivered from now on."""
    rows = db.execute(
        "select e.type, e.payload from common.outbox_events as e where settled_at is null order by sequence_number"
    ).fetchall()
    db.execute("update common.outbox_events set published_at = now() where settled_at is null")
    return [(kind, payload) for kind, payload in rows]


@pytest.mark.parametrize("schema", ["auth_schema", "user_schema"])
def test_the_schema_keeps_the_house_rules(db: Db, schema: LiteralString) -> None:
    assert broken_house_rules(db, schema) == []


# What the tables refuse ----------------------------------------------------------------------------------------------


def test_accounts_refuse_what_cannot_be(db: Db) -> None:
    a_user(db, email="ada@people.example")
    profile = a_profile(db)
    refused: dict[str, dict[str, object]] = {
        "users_email_key": {"email": "ada@people.example"},
        "users_email_check": {"email": "Ada@people.example"},
        "users_password_format_check": {"password_format": "md5"},
        "users_password_hash_check": {"password_format": "unsafe", "password_hash": "geheim"},
        "users_failed_login_attempts_check": {"failed_login_attempts": -1},
        "users_backup_tokens_check": {"backup_tokens": {}},
        "users_role_check": {"role": "admin"},
        "users_deleted_at_check": {"is_deleted": True},
        "users_user_profile_id_key": {"user_profile_id": profile},
    }

    found = {name: constraint_broken_by(db, a_user, **columns) for name, columns in refused.items()}

    assert found == {name: name for name in refused}
    assert constraint_broken_by(db, a_user, email="a" * 242 + "@mail.example") == "users_email_check"
    assert constraint_broken_by(db, a_user, is_deleted=True, deleted_at="2026-01-01") is None


def test_what_hangs_on_an_account_refuses_what_cannot_be(db: Db) -> None:
    user, other = a_user(db), a_user(db)
    a_session(db, user, token_hash=hashed("taken"))
    a_reset_link(db, user, "taken")
    a_code(db, user, "taken")
    a_provider(db, user, provider_user_id="ada")

    assert constraint_broken_by(db, a_session, user, kind="ftp") == "user_sessions_kind_check"
    assert constraint_broken_by(db, a_session, user, token_hash="taken") == "user_sessions_token_hash_check"
    assert constraint_broken_by(db, a_session, user, token_hash=hashed("taken")) == "user_sessions_token_hash_key"
    assert constraint_broken_by(db, a_session, user, device_type="phone") == "user_sessions_device_type_check"
    assert constraint_broken_by(db, a_reset_link, other, "taken") == "password_reset_tokens_token_hash_key"
    assert constraint_broken_by(db, a_code, other, "taken") == "email_verification_tokens_token_hash_key"
    assert constraint_broken_by(db, a_code, other, attempts=-1) == "email_verification_tokens_attempts_check"
    assert constraint_broken_by(db, a_provider, user) == "oauth_providers_user_id_provider_key"
    assert (
        constraint_broken_by(db, a_provider, other, provider_user_id="ada")
        == "oauth_providers_provider_provider_user_id_key"
    )
    assert constraint_broken_by(db, a_log_entry, event_type="coffee") == "security_logs_event_type_check"
    assert constraint_broken_by(db, a_log_entry, severity="bad") == "security_logs_severity_check"
    assert constraint_broken_by(db, a_log_entry, status="closed") == "security_logs_status_check"
    assert constraint_broken_by(db, a_log_entry, risk_score=101) == "security_logs_risk_score_check"


def test_profiles_refuse_what_cannot_be(db: Db) -> None:
    profile = a_profile(db, username="Ada", national_id="12345678")
    refused: dict[str, dict[str, object]] = {
        "user_profiles_auth_user_id_key": {"auth_user_id": account_of(db, profile)},
        "user_profiles_auth_user_id_fkey": {"auth_user_id": uuid4()},
        "user_profiles_lower_username_key": {"username": "aDA"},
        "user_profiles_national_id_key": {"national_id": "12345678"},
        "user_profiles_first_name_check": {"first_name": "a" * 151},
        "user_profiles_last_name_check": {"last_name": "a" * 151},
        "user_profiles_username_check": {"username": "a" * 151},
        "user_profiles_phone_number_check": {"phone_number": "1" * 21},
        "user_profiles_national_id_check": {"national_id": "1" * 21},
        "user_profiles_bio_check": {"bio": "a" * 501},
        "user_profiles_language_check": {"language": "sw"},
        "user_profiles_profile_visibility_check": {"profile_visibility": "public"},
        "user_profiles_deleted_at_check": {"deleted_at": "2026-01-01"},
    }

    found = {name: constraint_broken_by(db, a_profile, **columns) for name, columns in refused.items()}

    assert found == {name: name for name in refused}


def test_the_number_of_an_identity_card_is_free_again_after_a_deletion(db: Db) -> None:
    gone = a_profile(db, national_id="12345678")

    change_profile(db, gone, is_deleted=True, deleted_at="2026-01-01")

    assert constraint_broken_by(db, a_profile, national_id="12345678") is None


def test_what_hangs_on_a_profile_refuses_what_cannot_be(db: Db) -> None:
    profile, other, institution = a_profile(db), a_profile(db), an_institution(db)
    an_academic_record(db, profile, institution_id=institution, registration_number="A/1-2")
    a_contact(db, profile, is_primary=True)
    some_preferences(db, profile)
    an_employer(db, profile)
    records: dict[str, dict[str, object]] = {
        "academic_information_institution_id_registration_number_key": {
            "institution_id": institution,
            "registration_number": "A/1-2",
        },
        "academic_information_institution_id_fkey": {"institution_id": uuid4()},
        "academic_information_program_id_fkey": {"program_id": uuid4()},
        "academic_information_department_id_fkey": {"department_id": uuid4()},
        "academic_information_registration_number_check": {"registration_number": "a1"},
        "academic_information_year_of_study_check": {"year_of_study": 7},
        "academic_information_registration_method_check": {"registration_method": "mail"},
        "academic_information_gender_check": {"gender": "X"},
        "academic_information_skills_check": {"skills": {}},
        "academic_information_interests_check": {"interests": {}},
        "academic_information_internship_status_check": {"internship_status": "done"},
        "academic_information_deleted_at_check": {"is_deleted": True},
    }

    found = {name: constraint_broken_by(db, an_academic_record, other, **columns) for name, columns in records.items()}

    assert found == {name: name for name in records}
    assert constraint_broken_by(db, an_academic_record, profile) == "academic_information_user_profile_id_key"
    assert constraint_broken_by(db, a_contact, other, contact_type="fax") == ("contact_information_contact_type_check")
    assert constraint_broken_by(db, a_contact, profile) == (
        "contact_information_user_profile_id_contact_type_value_key"
    )
    assert constraint_broken_by(db, a_contact, profile, value="ada2", is_primary=True) == (
        "contact_information_user_profile_id_contact_type_key"
    )
    assert constraint_broken_by(db, a_contact, profile, value="ada2") is None
    assert constraint_broken_by(db, some_preferences, profile) == "preferences_user_profile_id_key"
    assert constraint_broken_by(db, some_preferences, other, theme="light") == "preferences_theme_check"
    assert constraint_broken_by(db, some_preferences, other, items_per_page=0) == "preferences_items_per_page_check"
    assert constraint_broken_by(db, some_preferences, other, email_frequency="") == (
        "preferences_email_frequency_check"
    )
    assert constraint_broken_by(db, some_preferences, other, preferred_contact_method="FAX") == (
        "preferences_preferred_contact_method_check"
    )
    assert constraint_broken_by(db, some_preferences, other, settings=[]) == "preferences_settings_check"
    assert constraint_broken_by(db, an_employer, profile) == "employer_information_user_profile_id_key"
    assert constraint_broken_by(db, an_employer, other, company_size="12") == "employer_information_company_size_check"


def test_an_account_takes_its_secrets_along_and_leaves_the_log(db: Db) -> None:
    user = a_user(db)
    a_session(db, user)
    a_reset_link(db, user)
    a_code(db, user)
    a_provider(db, user)
    entry = a_log_entry(db, user_id=user, resolved_by=user, user_email="ada@people.example")

    db.execute("delete from auth_schema.users where id = %s", [user])

    for table in ("user_sessions", "password_reset_tokens", "email_verification_tokens", "oauth_providers"):
        assert one(db, sql.SQL("select count(*) from {}").format(sql.Identifier("auth_schema", table))) == 0
    left = db.execute(
        "select user_id, resolved_by, user_email from auth_schema.security_logs where id = %s", [entry]
    ).fetchall()
    assert left == [(None, None, "ada@people.example")]


def test_an_account_with_a_profile_is_not_removed(db: Db) -> None:
    user = account_of(db, a_profile(db))

    with pytest.raises(psycopg.IntegrityError, match="user_profiles_auth_user_id_fkey"):
        db.execute("delete from auth_schema.users where id = %s", [user])


def test_a_record_survives_where_the_student_studied(db: Db) -> None:
    institution = an_institution(db)
    program = a_program(db, institution)
    record = an_academic_record(db, a_profile(db), institution_id=institution, program_id=program)

    db.execute("delete from institution_schema.institutions where id = %s", [institution])

    assert (
        one(
            db,
            "select num_nulls(institution_id, program_id) from user_schema.academic_information where id = %s",
            [record],
        )
        == 2
    )


# Copies and links ----------------------------------------------------------------------------------------------------


def copies(db: Db, profile: UUID) -> tuple[Any, ...]:
    rows = db.execute(
        "select email, role, is_active, is_verified from user_schema.user_profiles where id = %s", [profile]
    ).fetchall()
    assert len(rows) == 1
    return tuple(rows[0])


def test_a_profile_begins_with_what_its_account_says(db: Db) -> None:
    user = a_user(db, email="ada@people.example", role="employer", is_active=False, is_email_verified=True)

    profile = a_profile(db, auth_user_id=user, email="else@people.example", role="super_admin", is_active=True)

    assert copies(db, profile) == ("ada@people.example", "employer", False, True)


def test_a_profile_follows_its_account(db: Db) -> None:
    profile = a_profile(db)

    change_user(
        db,
        account_of(db, profile),
        email="new@people.example",
        role="institution_admin",
        is_active=False,
        is_email_verified=True,
    )

    assert copies(db, profile) == ("new@people.example", "institution_admin", False, True)


def test_the_auth_service_keeps_copies_that_it_may_not_write(db: Db) -> None:
    profile = a_profile(db)
    user = account_of(db, profile)

    with acting_as(db, "auth_service_role"):
        change_user(db, user, role="employer")
        db.execute("reset role")

        assert copies(db, profile)[1] == "employer"


def test_copies_that_are_written_get_the_values_of_the_account(db: Db) -> None:
    profile = a_profile(db, email="ada@people.example")

    change_profile(db, profile, email="x@people.example", role="super_admin", is_active=False, is_verified=True)

    assert copies(db, profile) == (one(db, "select email from auth_schema.users"), "student", True, False)


def test_an_account_names_the_profile_that_names_it(db: Db) -> None:
    profile = a_profile(db)

    assert one(db, "select user_profile_id from auth_schema.users") == profile


def test_a_profile_that_gets_another_account_leaves_the_first(db: Db) -> None:
    profile = a_profile(db)
    first, second = account_of(db, profile), a_user(db, role="employer")

    change_profile(db, profile, auth_user_id=second)

    links = dict(db.execute("select id, user_profile_id from auth_schema.users").fetchall())
    assert links == {first: None, second: profile}
    assert copies(db, profile)[1] == "employer"


def test_an_account_loses_its_link_with_the_profile(db: Db) -> None:
    profile = a_profile(db)

    db.execute("delete from user_schema.user_profiles where id = %s", [profile])

    assert one(db, "select user_profile_id from auth_schema.users") is None


def test_an_account_may_name_its_profile_before_that_is_there(db: Db) -> None:
    user, profile = uuid4(), uuid4()

    with db.transaction():
        a_user(db, id=user, user_profile_id=profile)
        a_profile(db, id=profile, auth_user_id=user)

    assert one(db, "select user_profile_id from auth_schema.users") == profile


def test_links_that_disagree_are_refused_when_the_transaction_ends(db: Db) -> None:
    profile, another_account = a_profile(db), a_user(db)
    user = account_of(db, profile)

    with pytest.raises(errors.IntegrityConstraintViolation, match="do not name each other"):
        change_user(db, user, user_profile_id=None)
    with db.transaction(force_rollback=True):
        change_user(db, user, user_profile_id=None)
        change_user(db, another_account, user_profile_id=profile)
        with pytest.raises(errors.IntegrityConstraintViolation, match="do not name each other"):
            db.execute("set constraints all immediate")
    with pytest.raises(errors.ForeignKeyViolation):
        change_user(db, another_account, user_profile_id=uuid4())

    assert one(db, "select user_profile_id from auth_schema.users where id = %s", [user]) == profile


# History -------------------------------------------------------------------------------------------------------------


def history(db: Db) -> list[tuple[Any, ...]]:
    return db.execute(
        "select action, changed_fields, old_data, new_data, changed_by from user_schema.profile_history"
        " order by changed_at, created_at"
    ).fetchall()


def test_the_history_has_the_columns_that_changed_and_who_changed_them(db: Db) -> None:
    profile = a_profile(db, first_name="Ada", bio="")
    user = account_of(db, profile)

    with signed_in(db, user):
        change_profile(db, profile, first_name="Augusta", bio="Countess", last_name="L")

    assert history(db) == [
        (
            "updated",
            ["bio", "first_name"],
            {"bio": "", "first_name": "Ada"},
            {"bio": "Countess", "first_name": "Augusta"},
            user,
        )
    ]


def test_the_history_tells_of_copies_deletions_and_returns(db: Db) -> None:
    profile = a_profile(db)

    change_user(db, account_of(db, profile), role="employer")
    change_profile(db, profile, is_deleted=True, deleted_at="2026-01-01T00:00:00Z")
    change_profile(db, profile, is_deleted=False, deleted_at=None)

    assert [(action, fields) for action, fields, *_ in history(db)] == [
        ("updated", ["role"]),
        ("deleted", ["deleted_at", "is_deleted"]),
        ("restored", ["deleted_at", "is_deleted"]),
    ]


def test_what_changes_with_every_request_is_no_history(db: Db) -> None:
    profile = a_profile(db)

    change_profile(db, profile, first_name="Ada")
    change_profile(db, profile, last_ip_address="10.0.0.1", user_agent="browser")

    assert history(db) == []


def test_the_history_is_never_changed_and_goes_with_its_profile(db: Db) -> None:
    profile = a_profile(db)
    change_profile(db, profile, bio="Countess")

    for change in ("update user_schema.profile_history set action = ''", "delete from user_schema.profile_history"):
        with pytest.raises(errors.RestrictViolation):
            db.execute(change)
    db.execute("delete from user_schema.user_profiles where id = %s", [profile])

    assert history(db) == []


def test_of_the_security_log_only_the_investigation_changes(db: Db) -> None:
    entry = a_log_entry(db)

    for change in (
        "update auth_schema.security_logs set event_type = 'logout'",
        "update auth_schema.security_logs set occurred_at = now()",
        "update auth_schema.security_logs set severity = 'low'",
        "delete from auth_schema.security_logs",
        "truncate auth_schema.security_logs",
    ):
        with pytest.raises(errors.RestrictViolation):
            db.execute(change)
    db.execute(
        "update auth_schema.security_logs set status = 'resolved', resolved_at = now(), resolution_notes = 'a typo'"
    )

    assert one(db, "select status from auth_schema.security_logs where id = %s", [entry]) == "resolved"


# Events --------------------------------------------------------------------------------------------------------------


def test_a_new_account_is_told_without_its_secrets(db: Db) -> None:
    user = a_user(db, email="ada@people.example", password_hash="bcrypt$geheim", backup_tokens=["geheim"])

    assert told(db) == [
        (
            "user.created",
            {
                "user_id": str(user),
                "email": "ada@people.example",
                "role": "student",
                "is_active": True,
                "is_email_verified": False,
            },
        )
    ]


def test_each_change_of_an_account_is_told_by_one_event(db: Db) -> None:
    user = a_user(db, email="ada@people.example")
    key = {"user_id": str(user)}
    told(db)

    def told_after(**columns: object) -> list[tuple[str, dict[str, Any]]]:
        change_user(db, user, **columns)
        return told(db)

    assert told_after(is_active=False) == [("user.deactivated", key)]
    assert told_after(is_active=True) == [("user.activated", key)]
    assert told_after(is_email_verified=True, email_verified_at="2026-01-01") == [
        ("user.email_verified", key | {"email": "ada@people.example"})
    ]
    assert told_after(is_email_verified=False) == [("user.updated", key | {"changes": {"is_email_verified": False}})]
    assert told_after(role="employer") == [("user.role_changed", key | {"old_role": "student", "new_role": "employer"})]
    assert told_after(email="a@people.example", two_factor_enabled=True) == [
        ("user.updated", key | {"changes": {"email": "a@people.example", "two_factor_enabled": True}})
    ]
    assert told_after(is_staff=True, is_superuser=True, is_active=False) == [
        ("user.updated", key | {"changes": {"is_staff": True, "is_superuser": True}}),
        ("user.deactivated", key),
    ]
    assert told_after(is_deleted=True, deleted_at="2026-01-01") == [("user.deleted", key)]
    assert told_after(is_deleted=False, deleted_at=None) == [("user.updated", key | {"changes": {"is_deleted": False}})]


def test_what_concerns_nobody_else_is_not_told(db: Db) -> None:
    user = a_user(db)
    told(db)

    change_user(db, user, password_hash="bcrypt$geheim", must_reset_password=True, role="student", is_active=True)
    db.execute("select auth_schema.record_login(%s)", [user])

    assert told(db) == []


def test_a_deletion_is_told_once(db: Db) -> None:
    marked, removed = a_user(db), a_user(db)
    told(db)

    change_user(db, marked, is_deleted=True, deleted_at="2026-01-01")
    db.execute("delete from auth_schema.users")

    assert told(db) == [("user.deleted", {"user_id": str(marked)}), ("user.deleted", {"user_id": str(removed)})]


def test_profiles_tell_which_columns_changed_and_not_what_they_hold(db: Db) -> None:
    user = a_user(db)
    told(db)

    profile = a_profile(db, auth_user_id=user)
    key = {"user_profile_id": str(profile), "user_id": str(user)}
    assert told(db) == [("profile.created", key)]

    change_profile(db, profile, national_id="12345678", bio="Countess")
    assert told(db) == [("profile.updated", key | {"changed_fields": ["bio", "national_id"]})]

    change_profile(db, profile, is_deleted=True, deleted_at="2026-01-01")
    assert told(db) == [("profile.deleted", key)]

    db.execute("delete from user_schema.user_profiles")
    assert told(db) == []


def test_a_profile_that_is_removed_is_told(db: Db) -> None:
    profile = a_profile(db)
    key = {"user_profile_id": str(profile), "user_id": str(account_of(db, profile))}
    told(db)

    db.execute("delete from user_schema.user_profiles")

    assert told(db) == [("profile.deleted", key)]


def test_a_change_that_is_copied_is_told_by_the_auth_service_only(db: Db) -> None:
    profile = a_profile(db)
    told(db)

    change_user(db, account_of(db, profile), role="employer")

    assert [kind for kind, _ in told(db)] == ["user.role_changed"]


def test_services_tell_without_a_right_to_publish(db: Db) -> None:
    user = a_user(db)
    told(db)

    with acting_as(db, "auth_service_role"):
        change_user(db, user, role="employer")
        db.execute("reset role")

        assert [kind for kind, _ in told(db)] == ["user.role_changed"]


def test_while_legacy_rows_come_in_times_stay_and_nobody_is_told(db: Db) -> None:
    with acting_as(db, "migration_role"):
        db.execute("set local migration.active = 'on'")
        user = a_user(db, email="ada@people.example", updated_at="1999-01-01")
        profile = a_profile(db, auth_user_id=user, updated_at="1999-01-01")
        change_user(db, user, role="employer", updated_at="1999-09-09")
        change_profile(db, profile, bio="Countess", updated_at="1999-09-09")
        db.execute("reset role")

        assert told(db) == []
        assert history(db) == []
        assert copies(db, profile) == ("ada@people.example", "employer", True, False)
        assert one(db, "select user_profile_id from auth_schema.users") == profile
        years = db.execute(
            "select extract(year from u.updated_at), extract(year from p.updated_at)"
            " from auth_schema.users as u join user_schema.user_profiles as p on p.auth_user_id = u.id"
        ).fetchall()
        assert years == [(1999, 1999)]


# Signing in ----------------------------------------------------------------------------------------------------------


def fail_to_sign_in(db: Db, email: str = "ada@people.example") -> Any:
    return one(db, "select auth_schema.record_failed_login(%s, '10.0.0.1', 'browser') - now()", [email])


def sign_in(db: Db, user: UUID) -> Any:
    return one(db, "select auth_schema.record_login(%s)", [user])


def test_five_failed_sign_ins_lock_an_account_for_half_an_hour(db: Db) -> None:
    user = a_user(db, email="ada@people.example")

    locks = [fail_to_sign_in(db, "Ada@People.example") for _ in range(5)]

    assert locks == [None, None, None, None, timedelta(minutes=30)]
    assert sign_in(db, user) is False
    logged = db.execute(
        "select event_type, count(*), count(user_id) from auth_schema.security_logs group by 1 order by 1"
    ).fetchall()
    assert logged == [("account_locked", 1, 1), ("login_failed", 5, 5)]


def test_a_lock_is_not_made_longer_by_trying(db: Db) -> None:
    a_user(db, email="ada@people.example")
    with db.transaction():
        for _ in range(5):
            fail_to_sign_in(db)
        db.execute("update auth_schema.users set account_locked_until = now() + interval '1 minute'")

        assert fail_to_sign_in(db) == timedelta(minutes=1)


def test_after_a_lock_has_passed_counting_starts_anew(db: Db) -> None:
    user = a_user(db, email="ada@people.example", failed_login_attempts=5, account_locked_until="2026-01-01T00:00:00Z")

    assert fail_to_sign_in(db) is None
    assert one(db, "select failed_login_attempts from auth_schema.users") == 1
    assert sign_in(db, user) is True


def test_a_good_sign_in_forgives_and_is_noted(db: Db) -> None:
    user = a_user(db, email="ada@people.example")
    fail_to_sign_in(db)

    assert sign_in(db, user) is True

    found = db.execute(
        "select failed_login_attempts, account_locked_until, last_login is not null from auth_schema.users"
    ).fetchall()
    assert found == [(0, None, True)]


def test_who_may_not_sign_in_is_refused(db: Db) -> None:
    inactive, deleted = a_user(db, is_active=False), a_user(db, is_deleted=True, deleted_at="2026-01-01")

    assert [sign_in(db, user) for user in (inactive, deleted, uuid4())] == [False, False, False]


def test_a_failed_sign_in_of_nobody_is_logged_and_looks_the_same(db: Db) -> None:
    assert fail_to_sign_in(db, "nobody@people.example") is None

    logged = db.execute("select event_type, user_id, user_email from auth_schema.security_logs").fetchall()
    assert logged == [("login_failed_unknown_user", None, "nobody@people.example")]


def test_a_link_to_set_a_password_works_once_and_for_an_hour(db: Db) -> None:
    user = a_user(db)
    a_reset_link(db, user, "good")
    a_reset_link(db, user, "old", expires_at="2026-01-01")

    def redeem(token: str) -> Any:
        return one(db, "select auth_schema.redeem_password_reset_token(%s)", [hashed(token)])

    assert one(db, "select max(expires_at - created_at) from auth_schema.password_reset_tokens") == timedelta(hours=1)
    assert redeem("good") == user
    assert redeem("good") is None
    assert redeem("old") is None
    assert redeem("unknown") is None


def verify(db: Db, user: UUID, code: str) -> Any:
    return one(db, "select auth_schema.verify_email(%s, %s)", [user, hashed(code)])


def test_a_code_verifies_an_address_once(db: Db) -> None:
    user = a_user(db)
    a_code(db, user, "4711")

    assert verify(db, user, "0815") is False
    assert verify(db, user, "4711") is True
    assert verify(db, user, "4711") is False
    assert one(db, "select is_email_verified and email_verified_at is not null from auth_schema.users") is True


def test_after_three_wrong_codes_the_right_one_is_refused(db: Db) -> None:
    user = a_user(db)
    a_code(db, user, "4711")

    assert [verify(db, user, code) for code in ("1", "2", "3", "4711")] == [False] * 4
    assert one(db, "select attempts from auth_schema.email_verification_tokens") == 3


def test_old_codes_and_codes_of_others_are_refused(db: Db) -> None:
    user, other = a_user(db), a_user(db)
    a_code(db, user, "old", created_at="2025-12-31", expires_at="2026-01-01")
    a_code(db, other, "others")

    assert verify(db, user, "old") is False
    assert verify(db, user, "others") is False
    assert verify(db, uuid4(), "others") is False


def test_a_code_for_a_former_address_verifies_nothing(db: Db) -> None:
    user = a_user(db)
    a_code(db, user, "4711")
    change_user(db, user, email="new@people.example")

    assert verify(db, user, "4711") is False
    assert one(db, "select is_email_verified from auth_schema.users") is False
