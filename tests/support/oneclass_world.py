"""Rows of OneClass for tests. A builder makes up what a test does not care about; keywords are columns that it does."""

from __future__ import annotations

from uuid import UUID, uuid4

from tests.support.edulink_world import Db, insert


def a_school(db: Db, **columns: object) -> UUID:
    given: dict[str, object] = {"name": "Hill School", "subdomain": f"school-{uuid4()}"}
    return insert(db, "platform", "schools", **(given | columns))


def a_person(db: Db, **columns: object) -> UUID:
    given: dict[str, object] = {"email": f"{uuid4()}@people.example", "first_name": "Ada", "last_name": "L"}
    return insert(db, "platform", "platform_users", **(given | columns))


def a_membership(db: Db, user_id: UUID, school_id: UUID, **columns: object) -> UUID:
    """A membership whose copies of the school are wrong, as far as whoever inserts it can say."""
    given: dict[str, object] = {
        "user_id": user_id,
        "school_id": school_id,
        "school_name": "another name",
        "school_subdomain": "another-name",
        "role": "student",
    }
    return insert(db, "platform", "school_memberships", **(given | columns))


def a_member(db: Db, school_id: UUID, role: str = "student", **columns: object) -> UUID:
    """A person with one active membership."""
    person = a_person(db, **columns)
    a_membership(db, person, school_id, role=role)
    return person
