"""
Two institutions and everybody who may be curious about the other: what the tests of access stand on.

*North* and *South* are tenants
with students, staff and admins; Jon and Kim are employers. The others are there to be refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from tests.support import edulink_world as world
from tests.support.edulink_world import Db, insert
from tests.support.servers import Server
from tests.support.stage import NOWHERE, VISITOR, Claims, Stage, staged
from toolkit.io import db as door

STRANGER = "stranger"  # a good token of somebody who has no account
GARBLED = "garbled"  # a token whose subject is no uuid

# Name, role of the account, visibility of the profile, what they are for.
PEOPLE = (
    ("ada", "student", "PUBLIC", "student of North, placed with Jon"),
    ("ben", "student", "INSTITUTION", "student of North, applied to Kim"),
    ("cyd", "student", "PRIVATE", "student of South, placed with Kim"),
    ("dan", "student", "INSTITUTION", "student of South"),
    ("eve", "student", "PUBLIC", "student of nowhere"),
    ("rex", "student", "PUBLIC", "student who asked North to be admitted"),
    ("fay", "institution_admin", "PUBLIC", "faculty of North"),
    ("gus", "institution_admin", "PUBLIC", "staff of North"),
    ("hal", "institution_admin", "PUBLIC", "admin of North"),
    ("ivy", "institution_admin", "PUBLIC", "admin of South"),
    ("oli", "institution_admin", "PUBLIC", "admin of North whose membership is suspended"),
    ("pat", "institution_admin", "PUBLIC", "admin of an institution that is suspended"),
    ("qin", "institution_admin", "PUBLIC", "admin of an institution that is not public"),
    ("jon", "employer", "PUBLIC", "employer"),
    ("kim", "employer", "PUBLIC", "employer"),
    ("lou", "super_admin", "PRIVATE", "super admin"),
    ("mia", "super_admin", "PUBLIC", "super admin and admin of North whose account is inactive"),
    ("ned", "super_admin", "PUBLIC", "super admin and admin of North whose account was deleted"),
)
EVERYBODY = (VISITOR, STRANGER, GARBLED, *(name for name, *_ in PEOPLE))
NOBODY = (STRANGER, GARBLED, "mia", "ned")  # signed in, and yet without any right
USERS = tuple(name for name in EVERYBODY if name not in (VISITOR, *NOBODY))
STUDENTS = ("ada", "ben", "cyd", "dan", "eve", "rex")


@contextmanager
def edulink_staged(server: Server, admin: door.Connection, template: str) -> Iterator[Stage]:
    """A database of its own, cloned from *template*, with everybody in it."""
    with staged(server, admin, template, plant, tokens) as stage:
        yield stage


def tokens(ids: Mapping[str, UUID]) -> dict[str, Claims]:
    """What everybody's token says."""
    known: dict[str, Claims] = {name: {"sub": str(ids[f"{name}_account"])} for name, *_ in PEOPLE}
    return known | {STRANGER: {"sub": str(NOWHERE)}, GARBLED: {"sub": "ada' or true --"}}


def plant(db: Db) -> dict[str, UUID]:
    """Insert everybody and everything, and return the ids by name."""
    with db.transaction():
        ids = _institutions(db)
        ids |= _people(db)
        ids |= _memberships(db, ids)
        ids |= _belongings(db, ids)
        ids |= _postings(db, ids)
        ids |= _applications(db, ids)
        ids |= _work(db, ids)
        ids |= _secrets(db, ids)
        return ids


def _institutions(db: Db) -> dict[str, UUID]:
    ids = {}
    for name, columns in (
        ("north", {"status": "active"}),
        ("south", {"status": "active"}),
        ("unlisted", {"status": "active", "is_public": False}),
        ("closed", {"status": "suspended"}),
    ):
        ids[name] = world.an_institution(db, name=name.title(), **columns)
        ids[f"{name}_department"] = world.a_department(db, ids[name])
        ids[f"{name}_program"] = world.a_program(db, ids[name], department_id=ids[f"{name}_department"])
        ids[f"{name}_code"] = world.a_code(db, ids[name], code=f"{name.upper()}-2026")
        ids[f"{name}_settings"] = ids[name]  # a trigger makes the row, with the same id
    return ids


def _people(db: Db) -> dict[str, UUID]:
    ids = {}
    for name, role, visibility, _ in PEOPLE:
        account = world.a_user(db, email=f"{name}@people.example", role=role, password_hash="secret")
        ids[f"{name}_account"] = account
        ids[name] = world.a_profile(
            db,
            auth_user_id=account,
            role=role,
            first_name=name.title(),
            last_name="Tester",
            bio=f"I am {name}.",
            phone_number="+254700000000",
            profile_visibility=visibility,
        )
    db.execute("update auth_schema.users set is_active = false where id = %s", [ids["mia_account"]])
    db.execute("update auth_schema.users set is_deleted = true, deleted_at = now() where id = %s", [ids["ned_account"]])
    return ids


def _memberships(db: Db, ids: Mapping[str, UUID]) -> dict[str, UUID]:
    return {
        f"{name}_membership": world.a_membership(db, ids[name], ids[institution], role=role, status=status)
        for name, institution, role, status in (
            ("ada", "north", "student", "active"),
            ("ben", "north", "student", "active"),
            ("rex", "north", "student", "pending"),
            ("fay", "north", "faculty", "active"),
            ("gus", "north", "staff", "active"),
            ("hal", "north", "admin", "active"),
            ("oli", "north", "admin", "suspended"),
            ("mia", "north", "admin", "active"),
            ("ned", "north", "admin", "active"),
            ("cyd", "south", "student", "active"),
            ("dan", "south", "student", "active"),
            ("ivy", "south", "admin", "active"),
            ("pat", "closed", "admin", "active"),
            ("qin", "unlisted", "admin", "active"),
        )
    }


def _belongings(db: Db, ids: Mapping[str, UUID]) -> dict[str, UUID]:
    """What hangs on a profile or an account."""
    made = {}
    for name, institution in (("ada", "north"), ("cyd", "south"), ("mia", "north")):
        profile = ids[name]
        made[f"{name}_record"] = insert(
            db,
            "user_schema",
            "academic_information",
            user_profile_id=profile,
            institution_id=ids[institution],
            university_code_used=f"{institution.upper()}-2026",
        )
        made[f"{name}_contact"] = insert(
            db, "user_schema", "contact_information", user_profile_id=profile, contact_type="github", value=name
        )
        made[f"{name}_preferences"] = insert(db, "user_schema", "preferences", user_profile_id=profile)
        made[f"{name}_delivery"] = insert(
            db, "notification_schema", "delivery_preferences", user_id=ids[f"{name}_account"]
        )
    for name in ("jon", "mia"):
        made[f"{name}_company"] = insert(
            db, "user_schema", "employer_information", user_profile_id=ids[name], company_name=f"{name.title()} Ltd"
        )
    return made


def _postings(db: Db, ids: Mapping[str, UUID]) -> dict[str, UUID]:
    north, south = ids["north"], ids["south"]
    return {
        name: world.a_posting(
            db, **({"employer_profile_id": ids[employer], "deadline": datetime.now(UTC) + timedelta(days=30)} | columns)
        )
        for name, employer, columns in (
            ("jons", "jon", {}),
            ("kims", "kim", {}),
            ("mias", "mia", {"is_verified": False}),
            ("unverified", "jon", {"is_verified": False}),
            ("paused", "jon", {"is_active": False}),
            ("expired", "jon", {"deadline": datetime(2020, 1, 1, tzinfo=UTC)}),
            ("removed", "jon", {"is_deleted": True, "deleted_at": datetime.now(UTC)}),
            ("north_only", "jon", {"visibility": "institution_only", "institution_id": north}),
            ("south_only", "kim", {"visibility": "institution_only", "institution_id": south}),
            (
                "north_unverified",
                "kim",
                {"visibility": "institution_only", "institution_id": north, "is_verified": False},
            ),
        )
    }


def _applications(db: Db, ids: Mapping[str, UUID]) -> dict[str, UUID]:
    made = {}
    for name, student, posting, employer in (
        ("ada_to_jon", "ada", "jons", "jon"),
        ("ada_to_kim", "ada", "kims", "kim"),
        ("ben_to_kim", "ben", "kims", "kim"),
        ("cyd_to_kim", "cyd", "kims", "kim"),
        ("mia_to_jon", "mia", "jons", "jon"),
    ):
        made[name] = world.an_application(
            db,
            user_profile_id=ids[student],
            internship_posting_id=ids[posting],
            status="pending" if name == "ada_to_kim" else "reviewed",
            review_notes="between us",
        )
        made[f"{name}_paper"] = world.a_document(db, made[name], uploaded_by=ids[student])
        made[f"{name}_note"] = world.a_review(db, made[name], reviewer_id=ids[employer], review_type="note")
        made[f"{name}_feedback"] = world.a_review(db, made[name], reviewer_id=ids[employer], is_internal=False)
        made[f"{name}_step"] = insert(
            db, "application_schema", "application_status_history", application_id=made[name], to_status="reviewed"
        )
    return made


def _work(db: Db, ids: Mapping[str, UUID]) -> dict[str, UUID]:
    """The placements of Ada with Jon and of Cyd with Kim, and what came of them."""
    made = {}
    for name, employer in (("ada", "jon"), ("cyd", "kim")):
        application, posting, student = ids[f"{name}_to_{employer}"], ids[f"{employer}s"], ids[name]
        db.execute("update application_schema.applications set status = 'accepted' where id = %s", [application])
        placement = world.one(
            db, "select id from internship_schema.internship_applications where application_id = %s", [application]
        )
        made[f"{name}_placement"] = placement
        made[f"{name}_week"] = world.a_week(
            db, internship_application_id=placement, posting_id=posting, user_profile_id=student
        )
        made[f"{name}_grade"] = world.a_grade(
            db, internship_application_id=placement, evaluator_id=ids[employer], private_note="between us"
        )
        made[f"{name}_school_grade"] = world.a_grade(
            db, internship_progress_id=made[f"{name}_week"], evaluator_kind="institution"
        )
    return made


def _secrets(db: Db, ids: Mapping[str, UUID]) -> dict[str, UUID]:
    """One row of every table that no user may read, about Ada."""
    account, profile, later = ids["ada_account"], ids["ada"], datetime.now(UTC) + timedelta(days=1)
    digest = uuid4().hex * 2
    return {
        "session": insert(
            db, "auth_schema", "user_sessions", user_id=account, kind="web", token_hash=digest, expires_at=later
        ),
        "reset": insert(db, "auth_schema", "password_reset_tokens", user_id=account, token_hash=digest),
        "verification": insert(
            db, "auth_schema", "email_verification_tokens", user_id=account, email="a@b.example", token_hash=digest
        ),
        "oauth": insert(
            db, "auth_schema", "oauth_providers", user_id=account, provider="github", provider_user_id="ada"
        ),
        "event": insert(db, "auth_schema", "security_logs", event_type="login_success", user_id=account),
        "past": insert(db, "user_schema", "profile_history", user_profile_id=profile, action="updated"),
        "channel": insert(db, "notification_schema", "notification_channels", name=f"test {uuid4()}"),
        "template": world.a_template(db),
        "message": world.a_notification(db, recipient_user_id=account),
        "sent": insert(
            db,
            "notification_schema",
            "notification_history",
            recipient_user_id=account,
            notification_type="email",
            category="system",
            message="Hello.",
            status="sent",
        ),
    }
