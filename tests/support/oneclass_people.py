"""
Two schools and everybody who may be curious about the other: what the tests of access stand on.

*North* and *South* are schools with all that belongs to one. The others are there to be refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID, uuid4

from tests.support import oneclass_world as world
from tests.support.edulink_world import insert
from tests.support.servers import Server
from tests.support.stage import NOWHERE, VISITOR, Claims, Db, Stage, staged
from toolkit.io import db as door

STRANGER = "stranger"  # a good token of somebody who has no row
GARBLED = "garbled"  # a token whose subject is nobody's id, nor could be
CLERK_ID = "user_2cleOfSouth"

# Name, role and status on the platform, what they are for.
PEOPLE = (
    ("pam", "school_admin", "active", "principal of North"),
    ("dee", "school_admin", "active", "deputy of North"),
    ("reg", "registrar", "active", "registrar of North"),
    ("tom", "teacher", "active", "teacher of North"),
    ("fay", "teacher", "active", "form teacher of North"),
    ("hod", "teacher", "active", "head of a department of North"),
    ("aca", "teacher", "active", "academic head of North"),
    ("bob", "staff", "active", "bursar of North"),
    ("sam", "student", "active", "student of North"),
    ("sue", "student", "active", "student of North, whose father is Pat"),
    ("pat", "parent", "active", "parent at North, whose row there names a pupil of South too"),
    ("pru", "school_admin", "active", "principal of South"),
    ("rob", "registrar", "active", "registrar of South"),
    ("tia", "teacher", "active", "teacher of South"),
    ("cle", "teacher", "active", "teacher of South who signs in with Clerk"),
    ("cid", "student", "active", "student of South, child of Pia and of Bea"),
    ("pia", "parent", "active", "parent at South"),
    ("bea", "teacher", "active", "teacher of North and parent at South"),
    ("lex", "school_admin", "active", "deputy of both"),
    ("old", "student", "active", "student who left North for South, child of Pat as North says"),
    ("kai", "student", "active", "somebody of no school"),
    ("ada", "super_admin", "active", "super admin"),
    ("sol", "super_admin", "active", "super admin who teaches at North"),
    ("ida", "super_admin", "suspended", "super admin and principal of North whose account is suspended"),
    ("ian", "school_admin", "inactive", "principal of North whose account is inactive"),
    ("pen", "school_admin", "active", "principal of North whose membership is suspended"),
    ("pet", "school_admin", "active", "principal of North whose membership is not confirmed"),
    ("par", "parent", "active", "parent at North, of Sue too, whose membership is inactive"),
    ("cal", "school_admin", "active", "principal of a school that is suspended"),
)
EVERYBODY = (VISITOR, STRANGER, GARBLED, *(name for name, *_ in PEOPLE))
NOBODY = (STRANGER, GARBLED, "ida", "ian")  # signed in, and yet without any right
USERS = tuple(name for name in EVERYBODY if name not in (VISITOR, *NOBODY))
SUPER_ADMINS = ("ada", "sol")

# Person, school, role, status. The id of each is known as <person>_<school>.
MEMBERSHIPS = (
    ("pam", "north", "principal", "active"),
    ("dee", "north", "deputy_principal", "active"),
    ("reg", "north", "registrar", "active"),
    ("tom", "north", "teacher", "active"),
    ("fay", "north", "form_teacher", "active"),
    ("hod", "north", "department_head", "active"),
    ("aca", "north", "academic_head", "active"),
    ("bob", "north", "bursar", "active"),
    ("sam", "north", "student", "active"),
    ("sue", "north", "student", "active"),
    ("pat", "north", "parent", "active"),
    ("pru", "south", "principal", "active"),
    ("rob", "south", "registrar", "active"),
    ("tia", "south", "teacher", "active"),
    ("cle", "south", "teacher", "active"),
    ("cid", "south", "student", "active"),
    ("pia", "south", "parent", "active"),
    ("bea", "north", "teacher", "active"),
    ("bea", "south", "parent", "active"),
    ("lex", "north", "deputy_principal", "active"),
    ("lex", "south", "deputy_principal", "active"),
    ("old", "north", "student", "archived"),
    ("old", "south", "student", "active"),
    ("sol", "north", "teacher", "active"),
    ("ida", "north", "principal", "active"),
    ("ian", "north", "principal", "active"),
    ("pen", "north", "principal", "suspended"),
    ("pet", "north", "principal", "pending_verification"),
    ("par", "north", "parent", "inactive"),
    ("cal", "closed", "principal", "active"),
)
CHILDREN = {
    "pat_north": ("sue", "old", "cid"),  # Cid is no pupil of North, whatever North says
    "pia_south": ("cid",),
    "bea_south": ("cid", "sue"),
    "par_north": ("sue",),
    "tom_north": ("sam",),  # he is no parent there
}


@contextmanager
def oneclass_staged(server: Server, admin: door.Connection, template: str) -> Iterator[Stage]:
    """A database of its own, cloned from *template*, with everybody in it."""
    with staged(server, admin, template, plant, tokens) as stage:
        yield stage


def tokens(ids: Mapping[str, UUID]) -> dict[str, Claims]:
    """What everybody's token says."""
    known: dict[str, Claims] = {name: {"sub": str(ids[name])} for name, *_ in PEOPLE}
    return known | {
        "cle": {"sub": CLERK_ID},
        STRANGER: {"sub": str(NOWHERE)},
        GARBLED: {"sub": "ada' or true --"},
    }


def plant(db: Db) -> dict[str, UUID]:
    """Insert everybody and everything, and return the ids by name."""
    with db.transaction():
        ids = {
            name: world.a_school(db, name=name.title(), subdomain=name, status=status)
            for name, status in (("north", "active"), ("south", "active"), ("closed", "suspended"))
        }
        ids |= _people(db)
        ids |= _memberships(db, ids)
        ids |= _secrets(db, ids)
        return ids


def _people(db: Db) -> dict[str, UUID]:
    return {
        name: world.a_person(
            db,
            email=f"{name}@people.example",
            first_name=name.title(),
            last_name="Tester",
            platform_role=role,
            status=status,
            profile={"bio": f"I am {name}."},
            clerk_integration={"clerk_user_id": CLERK_ID} if name == "cle" else {},
        )
        for name, role, status, _ in PEOPLE
    }


def _memberships(db: Db, ids: Mapping[str, UUID]) -> dict[str, UUID]:
    made = {}
    for name, school, role, status in MEMBERSHIPS:
        children = [str(ids[child]) for child in CHILDREN.get(f"{name}_{school}", ())]
        # What has come in from an old database may hold anything.
        given = ["nonsense", 5, None, {"id": str(ids["cid"])}, str(NOWHERE), *children] if children else []
        made[f"{name}_{school}"] = world.a_membership(
            db, ids[name], ids[school], role=role, status=status, children_ids=given
        )
    return made


def _secrets(db: Db, ids: Mapping[str, UUID]) -> dict[str, UUID]:
    db.execute(
        "insert into platform.user_credentials (user_id, password_hash, password_format) values (%s, %s, 'bcrypt')",
        [ids["sam"], "$2b$12$secret"],
    )
    return {
        "password": ids["sam"],  # whose it is, is its key
        "origin": insert(
            db,
            "platform",
            "user_migration_tracking",
            legacy_user_id=uuid4(),
            new_user_id=ids["sam"],
            migration_type="legacy_to_platform",
        ),
    }
