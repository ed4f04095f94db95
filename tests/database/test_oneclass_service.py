"""The functions of OneClass, as the people of the demo: what they tell, and that row security tells no less."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, LiteralString
from uuid import UUID

import psycopg
import pytest

from tests.conftest import CloneOf
from tests.support.edulink_world import Db, one
from tests.support.oneclass_world import a_person

NAMES = [
    "anesu",
    "blessing",
    "chipo",
    "dumisani",
    "edith",
    "farai",
    "gamuchirai",
    "hilda",
    "ishmael",
    "jabulani",
    "kundai",
    "lindiwe",
    "maita",
    "nyasha",
    "oliver",
    "panashe",
    "queen",
    "rudo",
    "simba",
    "tendai",
]
PEOPLE = {name: UUID(f"0c000000-0000-4000-8000-{number:012d}") for number, name in enumerate(NAMES, 1)}
HARARE, MUTARE, GWERU = (UUID(f"5c000000-0000-4000-8000-{number:012d}") for number in (1, 2, 3))
NO_SCHOOL = UUID("5c000000-0000-4000-8000-00000000dead")
SUBJECTS = {name: str(id_) for name, id_ in PEOPLE.items()} | {
    "nyasha": "user_2nyashaOfTheDemo",  # from Clerk
    "stranger": "0c000000-0000-4000-8000-00000000dead",
    "garbled": "0c000000",
    "forger": "user_2nyashaOfTheDemo' or true --",
}
NOBODY = ("queen", "stranger", "garbled", "forger")  # signed in, but nobody who is active here


@pytest.fixture
def db(clone_of: CloneOf) -> Iterator[Db]:
    with psycopg.connect(clone_of("oneclass", demo=True), autocommit=True) as connection:
        yield connection


def ask(db: Db, who: str, query: LiteralString, *values: object) -> list[tuple[Any, ...]]:
    """The rows that a query gives that person."""
    with db.transaction(force_rollback=True):
        db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps({"sub": SUBJECTS[who]})])
        db.execute("set local role authenticated")
        return db.execute(query, values).fetchall()


def tell(db: Db, who: str, query: LiteralString, *values: object) -> Any:
    """The only value that a query gives that person."""
    ((value,),) = ask(db, who, query, *values)
    return value


def names(rows: list[tuple[Any, ...]]) -> list[str]:
    """Who is in the rows, by the first column, in their order."""
    known = {id_: name for name, id_ in PEOPLE.items()}
    return [known[row[0]] for row in rows]


# user_context

CONTEXT: LiteralString = "select platform.user_context(%s)"


def test_the_context_has_the_person_their_memberships_and_their_primary_school(db: Db) -> None:
    context = tell(db, "farai", CONTEXT, None)

    assert context["user"]["id"] == str(PEOPLE["farai"])
    assert context["user"]["email"] == "farai@oneclass.example"
    assert context["is_super_admin"] is False
    assert [(m["school_subdomain"], m["role"]) for m in context["memberships"]] == [
        ("harare-high", "form_teacher"),
        ("mutare-primary", "parent"),
    ]
    assert context["school"]["name"] == "Harare High School"
    assert (context["role"], context["permissions"]) == ("form_teacher", [])


def test_the_context_of_another_school_of_theirs_has_their_role_there(db: Db) -> None:
    context = tell(db, "farai", CONTEXT, MUTARE)

    assert context["school"]["id"] == str(MUTARE)
    assert (context["role"], context["permissions"]) == ("parent", ["children.read", "payments.*"])


def test_a_school_that_is_not_theirs_and_one_that_does_not_exist_look_the_same(db: Db) -> None:
    foreign = tell(db, "edith", CONTEXT, MUTARE)

    assert (foreign["school"], foreign["role"], foreign["permissions"]) == (None, None, [])
    assert foreign == tell(db, "edith", CONTEXT, NO_SCHOOL)


def test_a_super_admin_has_all_permissions_at_every_school(db: Db) -> None:
    for school in (HARARE, GWERU):
        context = tell(db, "anesu", CONTEXT, school)
        assert context["is_super_admin"] is True
        assert (context["school"]["id"], context["role"], context["permissions"]) == (str(school), None, ["*"])


@pytest.mark.parametrize("who", ["panashe", "rudo", "simba", "tendai"])
def test_without_an_active_membership_of_an_active_school_there_is_only_the_person(db: Db, who: str) -> None:
    context = tell(db, who, CONTEXT, HARARE if who != "simba" else GWERU)

    assert context["user"]["first_name"] == who.capitalize()
    assert (context["memberships"], context["school"], context["permissions"]) == ([], None, [])


def test_who_has_a_clerk_account_is_known_by_it(db: Db) -> None:
    context = tell(db, "nyasha", CONTEXT, None)

    assert (context["user"]["id"], context["role"]) == (str(PEOPLE["nyasha"]), "teacher")


@pytest.mark.parametrize("who", NOBODY)
@pytest.mark.parametrize("function", ["user_context", "minimal_user_context"])
def test_nobody_has_no_context(db: Db, who: str, function: str) -> None:
    query: LiteralString = CONTEXT if function == "user_context" else "select platform.minimal_user_context(%s)"
    assert tell(db, who, query, HARARE) is None


def test_a_context_holds_no_secret(db: Db) -> None:
    context = json.dumps(tell(db, "nyasha", CONTEXT, None))

    for word in ("clerk", "password", "hash"):
        assert word not in context


@pytest.mark.parametrize(
    ("who", "school", "expected"),
    [
        ("blessing", None, (HARARE, "principal", False)),
        ("farai", MUTARE, (MUTARE, "parent", False)),
        ("blessing", MUTARE, (None, None, False)),
        ("panashe", HARARE, (None, None, False)),
        ("simba", GWERU, (None, None, False)),
        ("anesu", GWERU, (GWERU, None, True)),
        ("tendai", None, (None, None, False)),
    ],
)
def test_the_minimal_context_says_who_and_as_what(
    db: Db, who: str, school: UUID | None, expected: tuple[UUID | None, str | None, bool]
) -> None:
    context = tell(db, who, "select platform.minimal_user_context(%s)", school)

    school_id = expected[0] and str(expected[0])
    assert (context["school_id"], context["role"], context["is_super_admin"]) == (school_id, *expected[1:])
    assert context["user_id"] == str(PEOPLE[who])


# Schools


@pytest.mark.parametrize(
    ("who", "subdomain", "found"),
    [
        ("kundai", "harare-high", HARARE),
        ("kundai", " Harare-High ", HARARE),
        ("kundai", "mutare-primary", None),
        ("kundai", "no-such-school", None),
        ("farai", "mutare-primary", MUTARE),
        ("anesu", "gweru-tech", GWERU),
        ("simba", "gweru-tech", None),
        ("panashe", "harare-high", None),
        ("queen", "harare-high", None),
        ("stranger", "harare-high", None),
    ],
)
def test_a_school_is_found_by_those_who_may_see_it(db: Db, who: str, subdomain: str, found: UUID | None) -> None:
    answer = tell(db, who, "select platform.resolve_subdomain(%s)", subdomain)
    accessible = tell(
        db,
        who,
        "select platform.can_access_school((select id from platform.schools where subdomain = lower(btrim(%s))))",
        subdomain,
    )

    assert (answer and answer["school_id"]) == (found and str(found))
    assert accessible is (found is not None)


def test_school_information_is_for_those_who_may_see_the_school(db: Db) -> None:
    query: LiteralString = "select platform.school_information(%s)"

    known = {who: tell(db, who, query, HARARE) is not None for who in ("kundai", "anesu", "jabulani", *NOBODY)}

    assert [who for who, knows in known.items() if knows] == ["kundai", "anesu"]
    assert tell(db, "kundai", query, HARARE)["configuration"] == {"grading": "zimsec", "terms": 3}


# Checks

HAS_PERMISSION: LiteralString = "select platform.has_permission_in_school(%s, %s, %s)"


@pytest.mark.parametrize(
    ("who", "permission", "school", "expected"),
    [
        ("blessing", "anything.at.all", HARARE, True),
        ("blessing", "anything", MUTARE, False),
        ("chipo", "students.create", HARARE, True),
        ("chipo", "students.*", HARARE, True),
        ("chipo", "staff.read", HARARE, True),
        ("chipo", "staff.create", HARARE, False),
        ("chipo", "*", HARARE, False),
        ("edith", "grades.write", HARARE, True),
        ("edith", "students.create", HARARE, False),
        ("hilda", "payments.read", HARARE, False),
        ("farai", "payments.make", MUTARE, True),
        ("farai", "payments.make", HARARE, False),
        ("panashe", "grades.write", HARARE, False),
        ("rudo", "profile.read", HARARE, False),
        ("queen", "anything", HARARE, False),
        ("simba", "anything", GWERU, False),
        ("anesu", "anything", GWERU, True),
        ("anesu", "anything", NO_SCHOOL, True),
        ("edith", None, HARARE, False),
        ("edith", "grades.write", None, False),
        ("edith", "", HARARE, False),
    ],
)
def test_a_permission_is_had_by_its_name_its_area_or_all(
    db: Db, who: str, permission: str | None, school: UUID | None, expected: bool
) -> None:
    assert tell(db, who, HAS_PERMISSION, PEOPLE[who], permission, school) is expected


def test_one_may_ask_about_those_whom_one_may_see(db: Db) -> None:
    def asked(who: str, about: str, permission: str, school: UUID) -> bool:
        answer: bool = tell(db, who, HAS_PERMISSION, PEOPLE[about], permission, school)
        return answer

    assert asked("blessing", "edith", "grades.write", HARARE)
    assert asked("anesu", "nyasha", "grades.write", MUTARE)
    assert asked("gamuchirai", "kundai", "profile.read", HARARE)
    # Nor does it count what somebody had, whose account or whose school is not active.
    assert not asked("blessing", "queen", "anything", HARARE)
    assert not asked("anesu", "simba", "anything", GWERU)
    assert not asked("jabulani", "edith", "grades.write", HARARE)
    assert not asked("kundai", "edith", "grades.write", HARARE)
    assert not asked("kundai", "anesu", "anything", HARARE)
    assert not asked("stranger", "edith", "grades.write", HARARE)


@pytest.mark.parametrize(
    ("who", "role", "school", "expected"),
    [
        ("edith", "teacher", HARARE, True),
        ("edith", "principal", HARARE, False),
        ("edith", "teacher", MUTARE, False),
        ("farai", "parent", MUTARE, True),
        ("panashe", "teacher", HARARE, False),
        ("queen", "principal", HARARE, False),
        ("simba", "principal", GWERU, False),
        ("anesu", "principal", HARARE, False),
        ("edith", None, HARARE, False),
        ("edith", "teacher", None, False),
    ],
)
def test_a_role_is_had_at_one_school(db: Db, who: str, role: str | None, school: UUID | None, expected: bool) -> None:
    assert tell(db, who, "select platform.has_role_in_school(%s, %s)", role, school) is expected


# Lists

LIST: LiteralString = "select user_id, membership_id, role from platform.bulk_get_school_users(%s, %s, %s, %s)"
SEARCH: LiteralString = "select user_id, membership_id, school_id, role from platform.search_users(%s, %s, %s)"
STAFF = ["blessing", "chipo", "dumisani", "edith", "farai", "hilda", "ishmael"]
PUPILS = ["kundai", "lindiwe", "maita"]


@pytest.mark.parametrize(
    ("who", "school", "expected"),
    [
        ("blessing", HARARE, [*STAFF[:5], "gamuchirai", *STAFF[5:], *PUPILS, "queen"]),
        ("anesu", HARARE, [*STAFF[:5], "gamuchirai", *STAFF[5:], *PUPILS, "queen"]),
        ("edith", HARARE, [*STAFF, *PUPILS, "queen"]),
        ("dumisani", HARARE, ["gamuchirai", *PUPILS]),
        ("gamuchirai", HARARE, ["gamuchirai", "kundai", "lindiwe"]),
        ("maita", HARARE, ["maita"]),
        ("hilda", HARARE, ["hilda"]),
        ("blessing", MUTARE, []),
        ("farai", MUTARE, ["farai", "oliver"]),
        ("panashe", HARARE, []),
        ("simba", GWERU, ["simba"]),
        ("anesu", GWERU, ["simba"]),
        *((who, HARARE, []) for who in NOBODY),
    ],
)
def test_a_school_is_listed_for_each_as_far_as_they_may_see_it(
    db: Db, who: str, school: UUID, expected: list[str]
) -> None:
    assert names(ask(db, who, LIST, school, None, 50, None)) == expected


def test_a_list_goes_on_after_the_last_of_the_page_before(db: Db) -> None:
    everybody = names(ask(db, "blessing", LIST, HARARE, None, 50, None))
    pages: list[str] = []
    after: UUID | None = None
    while page := names(ask(db, "blessing", LIST, HARARE, None, 4, after)):
        assert len(page) <= 4
        pages += page
        after = PEOPLE[page[-1]]

    assert pages == everybody


def test_a_list_of_some_roles_has_only_those_and_goes_on_as_well(db: Db) -> None:
    roles = ["teacher", "student", "form_teacher", "student"]

    assert names(ask(db, "edith", LIST, HARARE, roles, 50, None)) == ["edith", "farai", *PUPILS]
    assert names(ask(db, "edith", LIST, HARARE, roles, 2, None)) == ["edith", "farai"]
    assert names(ask(db, "edith", LIST, HARARE, roles, 2, PEOPLE["farai"])) == ["kundai", "lindiwe"]
    assert names(ask(db, "edith", LIST, HARARE, ["parent"], 50, None)) == []
    assert names(ask(db, "edith", LIST, HARARE, [], 50, None)) == []
    assert names(ask(db, "gamuchirai", LIST, HARARE, ["student"], 1, None)) == ["kundai"]


def test_a_page_has_at_least_one_and_at_most_a_thousand(db: Db) -> None:
    for size, count in ((0, 1), (-5, 1), (None, 12), (10**6, 12)):
        assert len(ask(db, "blessing", LIST, HARARE, None, size, None)) == count


@pytest.mark.parametrize(
    ("who", "search", "school", "expected"),
    [
        ("blessing", "marufu", HARARE, ["gamuchirai", "kundai", "lindiwe"]),
        ("blessing", "MARUFU", None, ["gamuchirai", "kundai", "lindiwe"]),
        ("blessing", "kundai marufu", None, ["kundai"]),
        ("blessing", "kundai@", None, ["kundai"]),
        ("edith", "marufu", None, ["kundai", "lindiwe"]),
        ("dumisani", "marufu", None, ["gamuchirai", "kundai", "lindiwe"]),
        ("dumisani", "mpofu", None, []),
        ("gamuchirai", "marufu", None, []),
        ("kundai", "marufu", None, []),
        ("jabulani", "marufu", None, []),
        ("jabulani", "marufu", HARARE, []),
        ("jabulani", "ndlovu", None, ["farai", "oliver"]),
        ("anesu", "chirwa", None, ["tendai"]),
        ("anesu", "ndlovu", MUTARE, ["farai", "oliver"]),
        ("anesu", "m", None, []),
        ("anesu", " ", None, []),
        ("anesu", None, None, []),
        ("anesu", "%%", None, []),
        ("anesu", "__", None, []),
        ("anesu", "\\\\", None, []),
        ("panashe", "marufu", HARARE, []),
        *((who, "marufu", None, []) for who in NOBODY),
    ],
)
def test_people_are_found_by_those_who_may_see_them(
    db: Db, who: str, search: str | None, school: UUID | None, expected: list[str]
) -> None:
    assert names(ask(db, who, SEARCH, search, school, None)) == expected


def test_a_search_may_be_for_some_roles(db: Db) -> None:
    assert names(ask(db, "blessing", SEARCH, "marufu", None, ["parent"])) == ["gamuchirai"]


def test_a_part_of_a_name_is_found_with_trigrams_and_its_beginning_without(db: Db) -> None:
    if one(db, "select to_regclass('platform.platform_users_trigram_idx') is null"):
        pytest.skip("this Postgres has no pg_trgm")

    assert names(ask(db, "blessing", SEARCH, "aruf", None, None)) == ["gamuchirai", "kundai", "lindiwe"]
    db.execute("drop index platform.platform_users_trigram_idx")

    assert names(ask(db, "blessing", SEARCH, "aruf", None, None)) == []
    for search in ("maruf", "gamuchirai m", "kundai@one"):
        assert names(ask(db, "blessing", SEARCH, search, None, None)), search


def test_what_is_typed_is_no_pattern(db: Db) -> None:
    db.execute("update platform.platform_users set last_name = 'O_Brien' where first_name = 'Maita'")

    assert names(ask(db, "blessing", SEARCH, "o_b", None, None)) == ["maita"]
    assert names(ask(db, "blessing", SEARCH, "o%b", None, None)) == []


@pytest.mark.parametrize("who", SUBJECTS)
def test_no_function_shows_what_row_security_hides(db: Db, who: str) -> None:
    pairs = ask(
        db,
        who,
        "select u.id, m.id from platform.platform_users as u join platform.school_memberships as m on m.user_id = u.id",
    )
    shown = [row[:2] for school in (HARARE, MUTARE, GWERU) for row in ask(db, who, LIST, school, None, 50, None)]
    found = [row[:2] for row in ask(db, who, SEARCH, "oneclass", None, None) if row[1] is not None]

    assert set(shown) <= set(pairs)
    assert set(found) <= set(pairs)


def test_somebody_without_a_school_is_found_by_super_admins_only(db: Db) -> None:
    lone = a_person(db, first_name="Lone", last_name="Ranger")

    assert [row[0] for row in ask(db, "anesu", SEARCH, "ranger", None, None)] == [lone]
    assert ask(db, "blessing", SEARCH, "ranger", None, None) == []
