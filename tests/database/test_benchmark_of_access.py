"""The benchmark of row security works from end to end, and compares what has the same answer; times are no test."""

from __future__ import annotations

import pytest

from benchmarks.access import measured
from benchmarks.access_report import as_text, goals
from benchmarks.access_seen import FEWER, NAIVE, OURS, QUICK, WITHOUT, Seen
from benchmarks.questions import QUESTIONS
from benchmarks.schools import people
from benchmarks.stage import Stage, roles
from tests.support import api, servers
from toolkit.io import db

PEOPLE = tuple(person.name for person in people())
# What the tables answer. The functions leave out what the tables show: a registrar's own membership.
ON_TABLES = tuple(question.name for question in QUESTIONS if question.service is None)


@pytest.fixture(scope="module")
def seen(server: servers.Server, admin: db.Connection, platform_template: str) -> Seen:
    """What the benchmark sees of two small schools."""
    del platform_template
    api.settings("", ())  # skips where PostgREST is not installed
    return measured(Stage(server, admin, str(server.major), roles(admin)), QUICK)


@pytest.mark.parametrize("question", ON_TABLES)
@pytest.mark.parametrize("person", PEOPLE)
def test_every_way_to_ask_gives_the_same_answer(seen: Seen, question: str, person: str) -> None:
    answers = {form: seen.sql[question, person, form][-1].answer for form in (OURS, WITHOUT, NAIVE)}

    assert answers[OURS] is not None
    assert answers == dict.fromkeys(answers, answers[OURS])


@pytest.mark.parametrize("question", [question.name for question in QUESTIONS if not question.sees_all])
@pytest.mark.parametrize("person", PEOPLE)
def test_other_schools_do_not_change_an_answer(seen: Seen, question: str, person: str) -> None:
    ours, fewer = (seen.sql[question, person, form][-1].answer for form in (OURS, FEWER))

    if (question, person) == ("user context", "super admin"):
        return  # made anew in each database, at another time
    assert ours == fewer


def test_people_are_found_and_a_stranger_finds_nobody(seen: Seen) -> None:
    sizes = {person: len(seen.sql["school list of 50", person, OURS][-1].answer or ()) for person in PEOPLE}

    assert sizes == {
        "principal": 50,
        "teacher": 46,
        "registrar": 45,
        "parent": 3,
        "student": 1,
        "super admin": 50,
        "stranger": 0,
    }


def test_everybody_asks_every_question_over_http_on_any_number_of_connections(seen: Seen) -> None:
    asked = {(question, person, count) for question, person, count, form in seen.http if form == OURS}

    assert asked == {
        (question.name, person, count)
        for question in QUESTIONS
        if question.path
        for person in PEOPLE
        for count in QUICK.connections
    }


def test_the_report_says_of_every_goal_whether_it_is_met(seen: Seen) -> None:
    text = as_text(seen)

    assert all(goal.verdict != "not measured" for goal in goals(seen))
    assert all(f"| {question.name} " in text for question in QUESTIONS)
