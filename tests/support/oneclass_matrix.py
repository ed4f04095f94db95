"""
Who may do what in OneClass, as data: the same matrix is tried in SQL and over PostgREST.

Names are those of ``tests.support.oneclass_people``. Everybody tries everything, so that a refusal means something: the
same statement works for those who may. Ada and Sol, the super admins, may all that anybody may and are added here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.support.attempts import Attempt, The, delete, insert, update
from tests.support.oneclass_people import EVERYBODY, MEMBERSHIPS, PEOPLE, SUPER_ADMINS, USERS
from tests.support.stage import REFUSED, VISITOR

SCHOOLS = "platform.schools"
PERSONS = "platform.platform_users"
MEMBERS = "platform.school_memberships"

# Active members by what they may see. Sol teaches at North, and is a super admin anyway.
N_LEADERS, S_LEADERS = "pam dee lex", "pru lex"
N_OFFICE, S_OFFICE = f"{N_LEADERS} reg", f"{S_LEADERS} rob"
N_TEACHERS, S_TEACHERS = "tom fay hod aca bea", "tia cle"
N_STAFF, S_STAFF = f"{N_OFFICE} {N_TEACHERS}", f"{S_OFFICE} {S_TEACHERS}"
N_CLASS, S_CLASS = f"{N_LEADERS} {N_TEACHERS}", f"{S_LEADERS} {S_TEACHERS}"

# Table: row: who sees it.
READERS = {
    SCHOOLS: {
        "north": f"{N_STAFF} bob sam sue pat",
        "south": f"{S_STAFF} cid pia bea old",
        "closed": "",
    },
    PERSONS: {
        "pam": N_STAFF,
        "reg": N_STAFF,
        "bob": f"bob {N_STAFF}",
        "sam": f"sam {N_STAFF}",
        "sue": f"sue pat {N_STAFF}",
        "pat": f"pat {N_OFFICE}",
        "pru": S_STAFF,
        "cid": f"cid pia bea {S_STAFF}",
        "pia": f"pia {S_OFFICE}",
        "bea": f"{N_STAFF} {S_OFFICE}",  # at South she is a parent
        "lex": f"{N_STAFF} {S_STAFF}",
        "old": f"old pat {N_STAFF} {S_STAFF}",
        "kai": "kai",
        "ada": "",
        "sol": N_STAFF,
        "ida": N_STAFF,
        "ian": N_STAFF,
        "pen": f"pen {N_STAFF}",
        "par": f"par {N_OFFICE}",
        "cal": "cal",
    },
    MEMBERS: {
        "pam_north": N_CLASS,
        "reg_north": f"reg {N_CLASS}",
        "bob_north": f"bob {N_CLASS}",
        "sam_north": f"sam {N_CLASS} reg",
        "sue_north": f"sue pat {N_CLASS} reg",
        "pat_north": f"pat {N_CLASS} reg",
        "pru_south": S_CLASS,
        "cid_south": f"cid pia bea {S_CLASS} rob",
        "bea_north": N_CLASS,
        "bea_south": f"bea {S_CLASS} rob",
        "old_north": f"old pat {N_CLASS} reg",
        "old_south": f"old {S_CLASS} rob",
        "pen_north": f"pen {N_CLASS}",
        "pet_north": f"pet {N_CLASS}",
        "par_north": f"par {N_CLASS} reg",
        "ida_north": N_CLASS,
        "cal_closed": "cal",
    },
    "platform.user_migration_tracking": {"origin": ""},
}

# Tables that no user may even ask: the row that is there, and its key.
CLOSED = {"platform.user_credentials": ("password", "user_id")}

# Tables of the operator, which have no tenant and whose keys are words.
SETTINGS = {"platform.role_permissions": "permissions", "platform.cache_limits": "seconds"}


def readers_of(table: str) -> dict[str, tuple[str, ...]]:
    """For everybody the rows of a table that they see, by name; ``42501`` where they may not even ask."""
    return {
        who: (REFUSED,)
        if who == VISITOR
        else tuple(name for name, readers in READERS[table].items() if who in (*SUPER_ADMINS, *readers.split()))
        for who in EVERYBODY
    }


def as_super_admin_too(attempt: Attempt) -> Attempt:
    """The attempt, with the super admins among those who may."""
    return replace(attempt, may=f"{attempt.may} {' '.join(SUPER_ADMINS)}")


ATTEMPTS = tuple(
    map(
        as_super_admin_too,
        (
            insert("open a school", SCHOOLS, "", name="West", subdomain="west"),
            update("edit a school", SCHOOLS, "north", N_LEADERS, phone="1", name="North End"),
            update("edit a closed school", SCHOOLS, "closed", "", phone="1"),
            delete("close a school for good", SCHOOLS, "closed", ""),
            insert("add a person", PERSONS, "", email="new@people.example", first_name="New", last_name="Person"),
            update("rename a student", PERSONS, "sam", f"sam {N_LEADERS}", first_name="x", last_name="y"),
            update("rename a parent", PERSONS, "pat", f"pat {N_LEADERS}", first_name="x"),
            update("rename a leader", PERSONS, "dee", N_LEADERS, first_name="x"),
            update("rename a member of two schools", PERSONS, "bea", f"bea {N_LEADERS} pru", first_name="x"),
            update("rename who has left", PERSONS, "old", f"old {S_LEADERS}", first_name="x"),
            update("rename a super admin", PERSONS, "sol", "", first_name="x"),
            update("rename somebody of no school", PERSONS, "kai", "kai", first_name="x"),
            delete("remove a person", PERSONS, "kai", ""),
            insert("enrol a student", MEMBERS, N_OFFICE, user_id=The("kai"), school_id=The("north"), role="student"),
            insert("enrol a parent", MEMBERS, N_OFFICE, user_id=The("kai"), school_id=The("north"), role="parent"),
            insert("hire a teacher", MEMBERS, N_LEADERS, user_id=The("kai"), school_id=The("north"), role="teacher"),
            insert("appoint", MEMBERS, N_LEADERS, user_id=The("kai"), school_id=The("north"), role="principal"),
            insert(
                "take in a foreign student", MEMBERS, "lex", user_id=The("cid"), school_id=The("north"), role="student"
            ),
            insert("take in a super admin", MEMBERS, "", user_id=The("ada"), school_id=The("north"), role="student"),
            insert("open a closed school", MEMBERS, "", user_id=The("kai"), school_id=The("closed"), role="student"),
            update("move up a student", MEMBERS, "sam_north", N_OFFICE, current_grade="Grade 8"),
            update("suspend a student", MEMBERS, "sam_north", N_OFFICE, status="suspended"),
            update("edit a parent", MEMBERS, "pat_north", N_OFFICE, joined_date="2026-01-01"),
            update("edit a teacher", MEMBERS, "tom_north", N_LEADERS, department="x"),
            update("promote a teacher", MEMBERS, "tom_north", N_LEADERS, role="academic_head"),
            update("confirm a principal", MEMBERS, "pet_north", N_LEADERS, status="active"),
            delete("expel a student", MEMBERS, "sam_north", N_LEADERS),
            delete("dismiss a teacher", MEMBERS, "tom_north", N_LEADERS),
            delete("take out a foreign student", MEMBERS, "cid_south", S_LEADERS),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Guarded:
    """An attempt on a row that some may edit otherwise: these are refused instead of finding nothing."""

    attempt: Attempt
    refused: str

    def __str__(self) -> str:
        return str(self.attempt)

    def expected(self, who: str) -> str:
        return REFUSED if who in self.refused.split() else self.attempt.expected(who)


GUARDED = tuple(
    Guarded(as_super_admin_too(attempt), refused)
    for attempt, refused in (
        (update("make oneself super admin", PERSONS, "sam", "", platform_role="super_admin"), f"sam {N_LEADERS}"),
        (update("change a role", PERSONS, "pam", "", platform_role="registrar"), N_LEADERS),
        (update("take an address", PERSONS, "sam", "", email="x@people.example"), f"sam {N_LEADERS}"),
        (update("forge a sign-in", PERSONS, "sam", "", last_login="2026-01-01"), f"sam {N_LEADERS}"),
        (update("forget a school", PERSONS, "sam", "", primary_school_id=None), f"sam {N_LEADERS}"),
        (update("suspend a person", PERSONS, "sam", N_LEADERS, status="suspended"), "sam"),
        (update("suspend a colleague", PERSONS, "dee", "pam lex", status="suspended"), "dee"),
        (update("suspend another's person", PERSONS, "bea", "lex", status="suspended"), "bea pam dee pru"),
        (update("suspend oneself", PERSONS, "lex", "", status="inactive"), f"{N_LEADERS} pru"),
        (update("make oneself principal", MEMBERS, "dee_north", "pam lex", role="principal"), "dee"),
        (update("end one's suspension", MEMBERS, "pam_north", "dee lex", status="inactive"), "pam"),
        (update("make a student a teacher", MEMBERS, "sam_north", N_LEADERS, role="teacher"), "reg"),
        (update("bring back who has left", MEMBERS, "old_north", "lex", status="active"), "pam dee reg"),
        (update("move to a closed school", MEMBERS, "sam_north", "", school_id=The("closed")), " ".join(EVERYBODY)),
        (update("move to another school", MEMBERS, "sam_north", "", school_id=The("south")), " ".join(EVERYBODY)),
        (update("give to somebody else", MEMBERS, "sam_north", "", user_id=The("kai")), " ".join(EVERYBODY)),
        (update("take a subdomain", SCHOOLS, "north", "", subdomain="west"), N_LEADERS),
        (update("verify oneself", SCHOOLS, "north", "", is_verified=True), N_LEADERS),
        (update("upgrade", SCHOOLS, "north", "", subscription_tier="enterprise"), N_LEADERS),
        (update("suspend a school", SCHOOLS, "north", "", status="suspended"), N_LEADERS),
        (update("register", SCHOOLS, "north", "", registration_number="x"), N_LEADERS),
        (update("hide a school", SCHOOLS, "north", "", is_active=False), N_LEADERS),
    )
)

_SUPER = {name for name, role, *_ in PEOPLE if role == "super_admin"}


def _editable_at(*schools: str) -> set[str]:
    """The people of these schools that their leaders may edit."""
    members = {name for name, school, _, status in MEMBERSHIPS if school in schools and status != "archived"}
    return members - _SUPER


def _members_of(*schools: str) -> int:
    return sum(school in schools for _, school, *_ in MEMBERSHIPS)


def _families_of(*schools: str) -> int:
    return sum(school in schools and role in ("student", "parent") for _, school, role, _ in MEMBERSHIPS)


_LEADS = {"pam": ("north",), "dee": ("north",), "lex": ("north", "south"), "pru": ("south",)}

# A write without a condition, and of how many rows it is, for each who has any.
OWN_ROWS: tuple[tuple[Attempt, dict[str, int]], ...] = (
    (
        update("", SCHOOLS, None, "", phone="1"),
        {who: len(schools) for who, schools in _LEADS.items()} | dict.fromkeys(SUPER_ADMINS, 3),
    ),
    (
        update("", PERSONS, None, "", first_name="x"),
        dict.fromkeys(USERS, 1)
        | {who: len(_editable_at(*schools)) for who, schools in _LEADS.items()}
        | dict.fromkeys(SUPER_ADMINS, len(PEOPLE)),
    ),
    (
        update("", MEMBERS, None, "", graduation_date="2030-01-01"),
        {who: _members_of(*schools) for who, schools in _LEADS.items()}
        | {"reg": _families_of("north"), "rob": _families_of("south")}
        | dict.fromkeys(SUPER_ADMINS, len(MEMBERSHIPS)),
    ),
    (
        delete("", MEMBERS, None, ""),
        {who: _members_of(*schools) for who, schools in _LEADS.items()} | dict.fromkeys(SUPER_ADMINS, len(MEMBERSHIPS)),
    ),
    (delete("", PERSONS, None, ""), dict.fromkeys(SUPER_ADMINS, len(PEOPLE))),
    (delete("", SCHOOLS, None, ""), dict.fromkeys(SUPER_ADMINS, 3)),
)
