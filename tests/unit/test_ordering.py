"""The order of scripts, and which scripts a selection means."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.core.ordering import Selection, find_cycle, order, select, selected_services, topological
from toolkit.core.systems import Project, Script, ScriptId, Service, System
from toolkit.errors import ConfigError, UsageError


def script(name: str, *requires: str) -> Script:
    """The script ``system/service/number`` that requires others, named the same way."""
    return Script(an_id(name), "x", f"sql/{name}_x.sql", "", "", tuple(an_id(one) for one in requires))


def an_id(name: str) -> ScriptId:
    system, service, number = name.split("/")
    return ScriptId(system, service, number)


def service(name: str, *scripts: Script, requires: tuple[str, ...] = ()) -> Service:
    system, own = name.split("/")
    return Service(system, own, (own,), requires, scripts=scripts)


def project(*services: Service, requires: dict[str, tuple[str, ...]] | None = None) -> Project:
    """A project of *services*, which are in order; *requires* are those of systems."""
    names = list(dict.fromkeys(one.system for one in services))
    return Project(
        tuple(
            System(
                name,
                f"sql/{name}/system.toml",
                tuple(one for one in services if one.system == name),
                requires=(requires or {}).get(name, ()),
            )
            for name in names
        )
    )


def names(scripts: tuple[Script, ...]) -> list[str]:
    return [str(one.id) for one in scripts]


# Two services whose tables refer to each other: possible, because the keys are scripts of their own.
AUTH = service("edu/auth", script("edu/auth/0010"), script("edu/auth/0020"), script("edu/auth/0090", "edu/user/0010"))
USER = service("edu/user", script("edu/user/0010", "edu/auth/0010"), script("edu/user/0020"), requires=("auth",))
MAIL = service("edu/mail", script("edu/mail/0010"), requires=("user",))
OUTBOX = service("common/outbox", script("common/outbox/0010"))
BILLING = service("shop/auth", script("shop/auth/0010"))
EVERYTHING = project(OUTBOX, AUTH, USER, MAIL, BILLING, requires={"edu": ("common",)})


def test_scripts_run_by_system_service_and_number_as_far_as_requirements_allow() -> None:
    assert names(order(EVERYTHING)) == [
        "common/outbox/0010",
        "edu/auth/0010",
        "edu/auth/0020",
        "edu/user/0010",
        "edu/auth/0090",
        "edu/user/0020",
        "edu/mail/0010",
        "shop/auth/0010",
    ]


def test_the_order_of_some_scripts_is_that_of_all() -> None:
    some = [one for one in order(EVERYTHING) if one.id.number == "0010"]

    assert names(order(EVERYTHING, reversed(some))) == names(tuple(some))


def test_a_circle_of_scripts_is_an_error_that_names_the_path() -> None:
    circle = project(service("a/b", script("a/b/0010", "a/c/0010")), service("a/c", script("a/c/0010", "a/b/0010")))

    with pytest.raises(ConfigError, match="a/b/0010 -> a/c/0010 -> a/b/0010"):
        order(circle)


def test_without_a_selection_everything_is_meant() -> None:
    assert select(EVERYTHING, Selection()) == order(EVERYTHING)


def test_a_service_brings_what_its_scripts_require_and_what_its_service_requires() -> None:
    assert names(select(EVERYTHING, Selection(services=("user",)))) == [
        "common/outbox/0010",  # the system requires it
        "edu/auth/0010",
        "edu/auth/0020",
        "edu/user/0010",
        "edu/auth/0090",  # of a service that user requires
        "edu/user/0020",
    ]


def test_a_service_is_taken_no_further_than_asked() -> None:
    assert names(select(EVERYTHING, Selection(services=("edu/auth",), to="0020"))) == [
        "common/outbox/0010",
        "edu/auth/0010",
        "edu/auth/0020",
    ]


def test_a_number_needs_no_leading_zeros() -> None:
    assert select(EVERYTHING, Selection(services=("mail",), to="10")) == select(
        EVERYTHING, Selection(services=("mail",))
    )


def test_what_could_run_only_beyond_the_target_stays_out() -> None:
    first = service("s/first", script("s/first/0010"), script("s/first/0020"), requires=("second",))
    second = service("s/second", script("s/second/0010"), script("s/second/0020", "s/first/0020"))

    chosen = select(project(second, first), Selection(services=("first",), to="0010"))

    assert names(chosen) == ["s/second/0010", "s/first/0010"]


def test_a_script_of_another_service_brings_only_the_lower_numbers() -> None:
    other = service("s/other", script("s/other/0010"), script("s/other/0020"), script("s/other/0030"))
    own = service("s/own", script("s/own/0010", "s/other/0020"))

    assert names(select(project(own, other), Selection(services=("own",)))) == [
        "s/other/0010",
        "s/other/0020",
        "s/own/0010",
    ]


def test_a_system_means_all_its_services_and_the_systems_it_requires() -> None:
    assert names(select(EVERYTHING, Selection(systems=("edu",)))) == names(order(EVERYTHING))[:-1]
    assert names(select(EVERYTHING, Selection(systems=("shop",)))) == ["shop/auth/0010"]


def test_a_system_narrows_down_where_a_service_is_looked_for() -> None:
    assert selected_services(EVERYTHING, Selection(systems=("shop",), services=("auth",))) == (BILLING,)


def test_selected_services_come_in_the_order_of_the_project() -> None:
    assert selected_services(EVERYTHING, Selection(services=("mail", "edu/auth", "mail"))) == (AUTH, MAIL)


@pytest.mark.parametrize(
    ("selection", "message", "hint"),
    [
        (Selection(systems=("edo",)), "--system edo: there is no such system", 'did you mean "edu"?'),
        (Selection(services=("male",)), "--service male: there is no such service", 'did you mean "mail"?'),
        (Selection(services=("edu/usr",)), "there is no such service", 'did you mean "edu/user"?'),
        (Selection(services=("auth",)), "more than one system", "--service edu/auth or --service shop/auth"),
        (Selection(systems=("shop",), services=("user",)), "there is no such service", "known: auth"),
        (Selection(to="0010"), "--to needs exactly one service", "--service common/outbox"),
        (Selection(services=("user", "mail"), to="0010"), "--to needs exactly one service", "--service"),
        (Selection(services=("user",), to="0030"), "edu/user has no script of that number", "0010, 0020"),
        (Selection(services=("user",), to="x"), "edu/user has no script of that number", "0010, 0020"),
    ],
)
def test_a_selection_that_means_nothing_is_refused(selection: Selection, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        select(EVERYTHING, selection)

    assert message in str(caught.value)
    assert hint in caught.value.hint


def test_a_target_without_any_service_is_refused() -> None:
    with pytest.raises(UsageError, match="exactly one service"):
        select(Project(()), Selection(to="0010"))


GRAPHS = st.integers(1, 12).flatmap(
    lambda size: st.tuples(
        st.permutations(range(size)), st.sets(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)))
    )
)


@settings(deadline=None)
@given(GRAPHS)
def test_any_graph_without_a_circle_is_ordered_the_same_way_every_time(
    graph: tuple[list[int], set[tuple[int, int]]],
) -> None:
    nodes, edges = graph
    # A smaller number never needs a larger one, so there is no circle.
    needs = {node: sorted(need for one, need in edges if one == node and need < node) for node in nodes}
    shuffled = {node: list(reversed(needs[node])) for node in reversed(nodes)}

    ordered = topological(nodes, needs)

    assert sorted(ordered) == sorted(nodes)
    assert all(ordered.index(need) < ordered.index(node) for node in nodes for need in needs[node])
    assert find_cycle(nodes, needs) == ()
    assert topological(nodes, shuffled) == ordered
    for index, node in enumerate(ordered):  # nothing that was ready waited for something later in *nodes*
        ready = [other for other in ordered[index:] if set(needs[other]) <= set(ordered[:index])]
        assert node == min(ready, key=nodes.index)


@settings(deadline=None)
@given(GRAPHS)
def test_a_circle_is_found_exactly_where_there_is_one(graph: tuple[list[int], set[tuple[int, int]]]) -> None:
    nodes, edges = graph
    needs = {node: sorted(need for one, need in edges if one == node) for node in nodes}
    reaches = {node: set(needs[node]) for node in nodes}
    for middle in nodes:
        for node in nodes:
            if middle in reaches[node]:
                reaches[node] |= reaches[middle]

    circle = find_cycle(nodes, needs)

    assert bool(circle) == any(node in reaches[node] for node in nodes)
    if circle:
        assert circle[0] == circle[-1] == min(circle, key=nodes.index)
        assert all(need in needs[node] for node, need in pairwise(circle))


@settings(deadline=None)
@given(st.data())
def test_a_selection_holds_all_that_it_needs_and_nothing_beyond_its_target(data: st.DataObject) -> None:
    ids = [f"s/{name}/{number:04}" for name in "abc" for number in (10, 20, 30)]
    rank = data.draw(st.permutations(ids))
    edges = data.draw(st.sets(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=6))
    requires = {one: [other for left, other in edges if left == one and allowed(one, other, rank)] for one in ids}
    whole = project(
        *(service(f"s/{name}", *(script(one, *requires[one]) for one in ids if f"/{name}/" in one)) for name in "abc")
    )
    try:
        order(whole)
    except ConfigError:
        return  # together with the numbers there is a circle

    chosen = select(whole, Selection(services=("a",), to="0020"))

    assert {"s/a/0010", "s/a/0020"} <= set(names(chosen))
    assert "s/a/0030" not in names(chosen)
    for one in chosen:
        below = [other for other in ids if other[:4] == str(one.id)[:4] and other < str(one.id)]
        assert {*below, *requires[str(one.id)]} <= set(names(chosen))


def allowed(one: str, other: str, rank: list[str]) -> bool:
    return rank.index(other) < rank.index(one)
