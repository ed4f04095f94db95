"""History against files, and what a plan makes of it: pure values, no database."""

from __future__ import annotations

import pytest

from toolkit.core.history import Applied, first_difference, review
from toolkit.core.messages import Copy, Message, Piece, gather, literal, own
from toolkit.core.plan import access_state, make_plan
from toolkit.core.roles import declared
from toolkit.core.state import BroughtIn, DatabaseState
from toolkit.core.systems import Project, Script, ScriptId, Service, SqlFile, System


def script(number: str, text: str = "select 1;", *, service: str = "billing", slug: str = "x") -> Script:
    return Script(ScriptId("shop", service, number), slug, f"sql/shop/{service}/{number}_{slug}.sql", text, text)


def applied(one: Script, done: int | None = None) -> Applied:
    return Applied(one.id, one.slug, one.sha256, done)


def project(*services: Service, seeds: tuple[SqlFile, ...] = ()) -> Project:
    return Project((System("shop", "sql/shop/system.toml", services, seeds=seeds),))


def service(name: str, *scripts: Script, schemas: tuple[str, ...] = ("s",), policies: str = "") -> Service:
    file = SqlFile(f"policies/shop/{name}.sql", policies, policies) if policies else None
    return Service("shop", name, schemas, scripts=scripts, policies=file)


def state(*rows: Applied, **states: BroughtIn) -> DatabaseState:
    return DatabaseState(180000, 1, "db", "postgres", True, False, rows, states)


A, B, C = script("0010"), script("0020"), script("0030")


def test_scripts_without_a_finished_row_are_pending_in_their_order() -> None:
    found = review([A, B, C], [applied(A), applied(B, done=1)])

    assert found.pending == (B, C)
    assert found.conflicts == ()
    assert [row.id for row in found.unfinished] == [B.id]


def test_an_unfinished_script_of_which_nothing_is_done_may_be_edited() -> None:
    edited = script("0020", "select 2;")

    assert review([A, edited], [applied(A), applied(B, done=0)]).conflicts == ()
    assert [c.code for c in review([A, edited], [applied(A), applied(B, done=1)]).conflicts] == ["edited"]


def test_each_contradiction_has_its_code() -> None:
    renamed = script("0010", slug="y")

    found = review(
        [renamed, B, C], [applied(A), applied(script("0020", "select 2;")), applied(script("0040")), applied(C)]
    )

    assert [(c.id.number, c.code) for c in found.conflicts] == [
        ("0010", "renamed"),
        ("0020", "edited"),
        ("0040", "missing"),
    ]


def test_a_selection_does_not_make_the_rest_of_the_project_missing() -> None:
    other = script("0010", service="other")

    assert review([A], [applied(A), applied(other)], known=[A, other]).conflicts == ()


def test_the_first_different_line_is_found_also_at_the_end() -> None:
    assert first_difference("a\nb", "a\nc") == (2, "b", "c")
    assert first_difference("a", "a\nb") == (2, "", "b")
    assert first_difference("a", "a") is None


def test_policies_of_a_shared_schema_wait_for_all_its_services() -> None:
    both = project(service("one", A, policies="x"), service("two", script("0010", service="two"), B, policies="y"))

    held = access_state(both, {A.id, ScriptId("shop", "two", "0010")})
    opened = access_state(both, {A.id, ScriptId("shop", "two", "0010"), B.id})

    assert (held.systems, [one.name for one in held.waiting]) == ((), ["one", "two"])
    assert [file.text for file in opened.files] == ["x", "y"]


def test_policies_come_again_when_a_file_or_a_script_is_new_and_only_then() -> None:
    before = project(service("billing", A, policies="x"))
    known = access_state(before, {A.id}).systems[0]
    now = {known.subject: BroughtIn(known.fingerprint)}

    def brought(one: Project, *rows: Applied) -> bool:
        scripts = [s for each in one.services() for s in each.scripts]
        return make_plan(one, scripts, DatabaseState(1, 1, "", "", True, False, rows, now)).access is not None

    assert not brought(before, applied(A))
    assert brought(project(service("billing", A, policies="y")), applied(A))
    assert brought(project(service("billing", A, B, policies="x")), applied(A))


def test_seeds_run_when_all_services_of_their_system_are_there() -> None:
    seed = SqlFile("seeds/shop/0010_x.sql", "select 1;", "select 1;")
    whole = project(service("billing", A, B), seeds=(seed,))

    assert make_plan(whole, [A], state()).seeds == ()
    assert make_plan(whole, [A, B], state()).seeds == (seed,)


def test_a_place_in_a_message_leads_back_to_the_file() -> None:
    source = "-- what\nselect 1;\nselect x;\n"
    piece = Piece(source[8:], (0, 10), SqlFile("a.sql", source, source), 8)
    message = Message((own("begin", "set local x = 1"), piece, own("commit")))

    exact = message.locate(message.text.index("x;"), 99)
    inexact = message.locate(None, 3)

    assert exact is not None
    assert (exact.file.path, source[exact.offset], exact.exact) == ("a.sql", "x", True)
    assert inexact is not None
    assert (source[inexact.offset :], inexact.exact) == ("select x;\n", False)
    assert message.locate(0, 0) is None
    assert message.locate(None, 4) is None


def test_a_copy_travels_alone() -> None:
    one, two = own("begin"), own("commit")
    copy = Copy("copy t from stdin", "1\n", SqlFile("a.sql", "", ""), 0)

    assert gather([one, copy, two]) == (Message((one,)), copy, Message((two,)))


def test_quotes_in_a_literal_are_doubled() -> None:
    assert literal("it's \\ here") == "'it''s \\ here'"


def test_a_role_is_all_its_attributes() -> None:
    assert dict(declared("x", ("with", "NOLOGIN", "bypassrls")).attributes) == {
        "superuser": False,
        "createdb": False,
        "createrole": False,
        "inherit": True,
        "login": False,
        "replication": False,
        "bypassrls": True,
    }


@pytest.mark.parametrize("options", [("password", "'x'"), ("in", "role", "y"), ("connection", "limit", "3")])
def test_a_role_is_nothing_but_its_attributes(options: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=options[0]):
        declared("x", options)
