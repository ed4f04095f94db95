"""Functions tell their caller no more than the tables do: about themselves, and about what is not theirs nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import TemplateOf
from tests.support.oneclass_matrix import MEMBERS, PERSONS
from tests.support.oneclass_people import EVERYBODY, NOBODY, SUPER_ADMINS, USERS, oneclass_staged
from tests.support.servers import Server
from tests.support.stage import REFUSED, VISITOR, Stage
from toolkit.io import db as door

SIGNED_IN = tuple(who for who in EVERYBODY if who != VISITOR)
CLAIMS: tuple[str, ...] = (
    "current_user_id",
    "is_super_admin",
    "super_admin_lowest_id",
    "staff_lowest_id",
    "leader_lowest_id",
    "school_ids",
    "led_school_ids",
    "registry_school_ids",
    "office_school_ids",
    "class_school_ids",
    "staffed_school_ids",
    "child_ids",
    "child_membership_ids",
    "registry_staff_ids",
)


@pytest.fixture(scope="module")
def stage(server: Server, admin: door.Connection, template_of: TemplateOf) -> Iterator[Stage]:
    with oneclass_staged(server, admin, template_of("oneclass")) as stage:
        yield stage


def named(stage: Stage, who: str, function: str) -> str:
    """The names of the ids in the array that *function* gives that person, in one line."""
    names = {id_: name for name, id_ in stage.ids.items() if name != "password"}
    found = stage.rows(who, f"select id from unnest(platform.{function}) as t (id)")
    return " ".join(sorted(names[id_] for (id_,) in found))  # type: ignore[index]  # a uuid


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        ("led_school_ids()", {"pam": "north", "dee": "north", "pru": "south", "lex": "north south"}),
        ("registry_school_ids()", {"reg": "north", "rob": "south"}),
        (
            "office_school_ids()",
            {"pam": "north", "dee": "north", "reg": "north", "pru": "south", "rob": "south", "lex": "north south"},
        ),
        (
            "school_ids_with_role(array['teacher', 'parent'])",
            dict.fromkeys(("tom", "pat", "sol"), "north")
            | dict.fromkeys(("tia", "cle", "pia"), "south")
            | {"bea": "north south"},
        ),
        ("school_ids_with_role(array['', 'Teacher', 'nobody'])", {}),
        ("school_ids_with_role(null)", {}),
        ("child_ids()", {"pat": "old sue", "pia": "cid", "bea": "cid"}),
        ("child_membership_ids()", {"pat": "old_north sue_north", "pia": "cid_south", "bea": "cid_south"}),
        (
            "registry_staff_ids()",
            {
                "reg": "aca bea bob dee fay hod ian ida lex pam pen pet reg sol tom",
                "rob": "cle lex pru rob tia",
            },
        ),
    ],
)
def test_a_list_is_of_the_caller_and_empty_for_everybody_else(
    stage: Stage, function: str, expected: dict[str, str]
) -> None:
    assert {who: named(stage, who, function) for who in SIGNED_IN} == dict.fromkeys(SIGNED_IN, "") | expected


def test_a_school_is_somebodys_while_it_and_their_membership_are_active(stage: Stage) -> None:
    found = {who: named(stage, who, "school_ids()") for who in SIGNED_IN}

    nowhere = ("kai", "ada", "pen", "pet", "par", "cal", *NOBODY)
    assert {who for who, schools in found.items() if not schools} == set(nowhere)
    assert {who for who, schools in found.items() if schools == "north south"} == {"bea", "lex"}
    assert {who for who, schools in found.items() if "closed" in schools} == set()


def test_a_super_admin_is_one_by_their_active_row(stage: Stage) -> None:
    found = {who: stage.rows(who, "select platform.is_super_admin()")[0][0] for who in SIGNED_IN}

    assert found == {who: who in SUPER_ADMINS for who in SIGNED_IN}


@pytest.mark.parametrize("function", CLAIMS)
def test_nobody_gets_nothing_from_a_helper_and_a_visitor_may_not_ask(stage: Stage, function: str) -> None:
    for who in NOBODY:
        ((found,),) = stage.rows(who, f"select platform.{function}()")
        assert found in (None, False, []), who
    assert stage.outcome(VISITOR, f"select platform.{function}()") == REFUSED


@pytest.mark.parametrize(
    "function",
    [
        "user_context()",
        "minimal_user_context()",
        "resolve_subdomain('north')",
        "school_information(%(north)s)",
        "bulk_get_school_users(%(north)s)",
        "search_users('sam')",
        "has_permission_in_school(%(sam)s, 'profile.read', %(north)s)",
        "has_role_in_school('student', %(north)s)",
        "can_access_school(%(north)s)",
    ],
)
def test_a_visitor_may_not_ask_what_applications_ask(stage: Stage, function: str) -> None:
    assert stage.outcome(VISITOR, f"select platform.{function}") == REFUSED
    assert stage.outcome("sam", f"select platform.{function}") != REFUSED


@pytest.mark.parametrize(
    "question",
    [
        "can_access_school(%({school})s)",
        "has_role_in_school('student', %({school})s)",
        "has_role_in_school('teacher', %({school})s)",
        "has_permission_in_school(%(cid)s, 'profile.read', %({school})s)",
        "resolve_subdomain('{school}')",
        "school_information(%({school})s)",
        "user_context(%({school})s) -> 'school'",
        "user_context(%({school})s) -> 'role'",
        "minimal_user_context(%({school})s) -> 'school_id'",
    ],
)
def test_a_school_of_others_and_one_that_does_not_exist_give_the_same_answer(stage: Stage, question: str) -> None:
    for who in ("sam", "pam", "reg", "tom", "pat", "kai"):
        foreign = stage.rows(who, f"select platform.{question.format(school='south')}")
        assert foreign == stage.rows(who, f"select platform.{question.format(school='nowhere')}"), who
    # The control: those who belong to it are told something else.
    answers = {str(stage.rows(who, f"select platform.{question.format(school='south')}")) for who in ("cid", "tia")}
    assert answers != {str(stage.rows("sam", f"select platform.{question.format(school='nowhere')}"))}


def test_a_person_of_another_school_and_nobody_at_all_give_the_same_answer(stage: Stage) -> None:
    question = "select platform.has_permission_in_school(%({})s, 'profile.read', %(south)s)"

    for who in USERS:
        sees = stage.seen(who, MEMBERS, ("cid_south",)) != ()
        assert stage.rows(who, question.format("cid")) == [(sees,)], who
        assert stage.rows(who, question.format("nowhere")) == [(False,)], who


@pytest.mark.parametrize("school", ["north", "south", "closed", "nowhere"])
def test_a_list_of_a_school_shows_what_its_tables_show(stage: Stage, school: str) -> None:
    for who in SIGNED_IN:
        with stage.acting_as(who) as db:
            listed = db.execute(
                f"select membership_id from platform.bulk_get_school_users(%({school})s, null, 1000)", stage.ids
            ).fetchall()
            shown = db.execute(
                f"select m.id from {MEMBERS} as m join {PERSONS} as u on u.id = m.user_id"
                f" where m.school_id = %({school})s",
                stage.ids,
            ).fetchall()
            assert {*listed} <= {*shown}, who


def test_a_list_of_a_school_leaves_out_nobody_whose_membership_is_active(stage: Stage) -> None:
    active = f"select m.id from {MEMBERS} as m join {PERSONS} as u on u.id = m.user_id where m.status = 'active'"
    listed = "select membership_id from unnest(%(schools)s) as s (id), platform.bulk_get_school_users(s.id, null, 1000)"
    schools = [stage.ids[name] for name in ("north", "south", "closed")]

    for who in SIGNED_IN:
        with stage.acting_as(who) as db:
            shown = {id_ for (id_,) in db.execute(active)}
            # Registrars see themselves in the tables; lists are of students and parents.
            own = (
                {stage.ids.get(f"{who}_{school}") for school in ("north", "south")} if who in ("reg", "rob") else set()
            )
            assert {id_ for (id_,) in db.execute(listed, {"schools": schools})} == shown - own, who


def test_a_search_shows_what_the_tables_show(stage: Stage) -> None:
    for who in SIGNED_IN:
        with stage.acting_as(who) as db:
            found = db.execute("select membership_id, user_id from platform.search_users('tester', null, null, 100)")
            listed = found.fetchall()
            memberships = {id_ for (id_,) in db.execute(f"select id from {MEMBERS}")}
            people = {id_ for (id_,) in db.execute(f"select id from {PERSONS}")}
            assert {membership for membership, _ in listed} - {None} <= memberships, who
            assert {person for _, person in listed} <= people, who


def test_what_somebody_sees_is_found_without_reading_what_others_have(stage: Stage) -> None:
    of_a_school = (
        f"select id from {MEMBERS} where school_id = %(north)s order by user_id limit 50",
        f"select count(*) from {MEMBERS} where school_id = %(north)s",
        f"select count(*) from {MEMBERS}",
        f"select id from {PERSONS} where id = %(sam)s",
    )
    # Who works at a school names it, and lists its memberships.
    of_all = (f"select id from {PERSONS}", f"select id from {PERSONS} where last_name like 'x%%'")
    with stage.db.transaction(force_rollback=True):
        stage.db.execute(MANY_MEMBERS)
        stage.db.execute("analyze platform.platform_users, platform.school_memberships")
        for who in ("tom", "reg", "sam", "pat", "kai"):
            plan = "\n".join(str(line) for (line,) in stage.rows(who, f"explain update {PERSONS} set first_name = 'x'"))
            assert "Seq Scan" not in plan, (who, plan)
        for who in ("sam", "pat", "kai", "pam", "tom", "reg"):
            for statement in of_a_school + (of_all if who in ("sam", "pat", "kai") else ()):
                plan = "\n".join(str(line) for (line,) in stage.rows(who, f"explain {statement}"))
                assert "Seq Scan on school_memberships" not in plan, (who, statement, plan)
                assert "Seq Scan on platform_users" not in plan, (who, statement, plan)


# Enough at other schools, so that reading all is clearly worse than reading one's own.
MANY_MEMBERS = """
    with people as (
        insert into platform.platform_users (email, first_name, last_name)
        select 'p' || n || '@many.example', 'x', 'x' from generate_series(1, 20000) as n
        returning id
    ),
    schools as (
        insert into platform.schools (name, subdomain)
        select 'x', 'x' || n from generate_series(1, 400) as n
        returning id
    )
    insert into platform.school_memberships (user_id, school_id, school_name, school_subdomain, role)
    select p.id, (array(select id from schools))[1 + mod(n, 400)], '', '', 'student'
    from (select id, row_number() over () as n from people) as p
"""
