"""How the answers of OneClass are cached: for how long, by whom, and what somebody gets who has one already."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

import psycopg
import pytest

from tests.support.api import Client, Response
from tests.support.edulink_world import Db
from toolkit.core.personas import Persona
from toolkit.io import postgrest

SYSTEM = "oneclass"
EDITH, FARAI, JABULANI, QUEEN = (f"0c000000-0000-4000-8000-{number:012d}" for number in (5, 6, 10, 17))
HARARE, MUTARE = (f"5c000000-0000-4000-8000-{number:012d}" for number in (1, 2))
CONTEXT = "/rpc/user_context"
ANSWERS = (
    (CONTEXT, 300),
    (f"/rpc/user_context?school={HARARE}", 300),
    (f"/rpc/minimal_user_context?school={HARARE}", 120),
    ("/rpc/resolve_subdomain?subdomain=harare-high", 1800),
    (f"/rpc/school_information?school={HARARE}", 900),
)


@pytest.fixture
def db(api_db: str) -> Iterator[Db]:
    with psycopg.connect(api_db, autocommit=True) as connection:
        yield connection


def ask(
    api: Client, path: str, who: str | None = EDITH, *, method: str = "GET", body: object = None, **headers: str
) -> Response:
    """One request with more headers; the body of the answer is its text."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if who is not None:
        given["Authorization"] = f"Bearer {api.token(who)}"
    if body is not None:
        given["Content-Type"] = "application/json"
    connection = http.client.HTTPConnection(postgrest.LOOPBACK, api.port, timeout=30)
    try:
        connection.request(method, path, None if body is None else json.dumps(body), given)
        answer = connection.getresponse()
        return Response(answer.status, answer.read().decode(), {k.lower(): v for k, v in answer.getheaders()})
    finally:
        connection.close()


def directives(headers: Mapping[str, str]) -> set[str]:
    return {each.strip() for each in headers.get("cache-control", "").split(",")}


@pytest.mark.parametrize(("path", "seconds"), ANSWERS)
def test_an_answer_says_for_how_long_and_for_whom_it_is_good(api: Client, path: str, seconds: int) -> None:
    response = ask(api, path)

    assert response.status == 200
    assert response.headers["content-type"].startswith("application/json")
    assert directives(response.headers) == {"private", f"max-age={seconds}"}
    assert "Authorization" in response.headers["vary"]
    assert response.headers["etag"].startswith('"')
    assert json.loads(response.body)


@pytest.mark.parametrize(("path", "seconds"), ANSWERS)
def test_who_has_the_answer_gets_304_and_no_body(api: Client, path: str, seconds: int) -> None:
    first = ask(api, path)
    tag = first.headers["etag"]

    by_proxy = f'W/"{tag.strip(chr(34))}-gzip"'
    for tags in (tag, f"W/{tag}", f'"another", {tag}', by_proxy, "*"):
        again = ask(api, path, If_None_Match=tags)
        assert (again.status, again.body) == (304, ""), tags
        assert again.headers["etag"] == tag
        assert directives(again.headers) == {"private", f"max-age={seconds}"}
        assert "Authorization" in again.headers["vary"]
    for tags in ('"another"', tag.strip('"'), f'{tag[:-1]}x"', "", "not a tag at all \"'{["):
        other = ask(api, path, If_None_Match=tags)
        assert (other.status, other.body) == (200, first.body), tags


def test_a_connection_goes_on_after_304(api: Client) -> None:
    tag = ask(api, CONTEXT).headers["etag"]
    headers = {"Authorization": f"Bearer {api.token(EDITH)}"}
    connection = http.client.HTTPConnection(postgrest.LOOPBACK, api.port, timeout=30)

    statuses = []
    for tags in (tag, '"another"', tag):
        connection.request("GET", CONTEXT, headers={**headers, "If-None-Match": tags})
        answer = connection.getresponse()
        statuses.append((answer.status, bool(answer.read())))
    connection.close()

    assert statuses == [(304, False), (200, True), (304, False)]


def test_a_post_always_gets_the_answer(api: Client) -> None:
    first = ask(api, CONTEXT)

    response = ask(api, CONTEXT, method="POST", body={}, If_None_Match=first.headers["etag"])

    assert (response.status, json.loads(response.body)) == (200, json.loads(first.body))


def test_a_change_makes_a_new_answer_and_the_notice_says_whose(api: Client, db: Db) -> None:
    tag = ask(api, CONTEXT).headers["etag"]
    db.execute("listen platform_changes")

    api.patch(f"/platform_users?id=eq.{EDITH}", {"first_name": "Editha"}, who=EDITH)

    heard = {notice.payload for notice in db.notifies(timeout=1, stop_after=1)}
    again = ask(api, CONTEXT, If_None_Match=tag)
    assert heard == {f"user:{EDITH}"}
    assert (again.status, json.loads(again.body)["user"]["first_name"]) == (200, "Editha")
    assert again.headers["etag"] != tag


def test_a_renamed_school_makes_new_answers_for_its_members(api: Client, db: Db) -> None:
    tags = {path: ask(api, path).headers["etag"] for path, _ in ANSWERS}

    db.execute("update platform.schools set name = 'Harare Hill School' where id = %s", [HARARE])

    changed = [path for path, _ in ANSWERS if ask(api, path, If_None_Match=tags[path]).status == 200]
    assert changed == [path for path, _ in ANSWERS if "minimal" not in path]


def test_answers_to_two_people_and_two_questions_have_their_own_tags(api: Client) -> None:
    answers = [ask(api, CONTEXT, who).headers["etag"] for who in (EDITH, FARAI, JABULANI)]
    answers.append(ask(api, f"{CONTEXT}?school={MUTARE}", FARAI).headers["etag"])

    assert len(set(answers)) == 4


def test_the_tag_of_somebody_else_gets_no_304(api: Client) -> None:
    tag = ask(api, CONTEXT, FARAI).headers["etag"]

    assert ask(api, CONTEXT, EDITH, If_None_Match=tag).status == 200


@pytest.mark.parametrize("who", [QUEEN, "0c000000-0000-4000-8000-00000000dead"])
@pytest.mark.parametrize("path", [path for path, _ in ANSWERS])
def test_an_answer_to_nobody_is_not_kept(api: Client, who: str, path: str) -> None:
    response = ask(api, path, who, If_None_Match="*")

    assert (response.status, response.body) == (200, "null")
    assert directives(response.headers) == {"no-store"}
    assert "etag" not in response.headers


def test_a_visitor_is_refused_and_told_nothing(api: Client) -> None:
    for path, _ in ANSWERS:
        response = ask(api, path, None)
        assert response.status == 401, path
        assert "etag" not in response.headers


def test_a_limit_that_is_changed_counts_at_once(api: Client, db: Db) -> None:
    def said_with(seconds: int) -> set[str]:
        db.execute("update platform.cache_limits set seconds = %s where answer = 'user_context'", [seconds])
        return directives(ask(api, CONTEXT).headers)

    assert said_with(7) == {"private", "max-age=7"}
    assert said_with(0) == {"private", "no-cache"}
    assert said_with(300) == {"private", "max-age=300"}


def test_a_clerk_token_is_answered_like_any_other(api: Client) -> None:
    nyasha = Persona("oneclass", "by-clerk", "authenticated", claims={"sub": "user_2nyashaOfTheDemo"})

    response = ask(replace(api, personas=(nyasha,)), CONTEXT, "by-clerk")

    assert json.loads(response.body)["user"]["first_name"] == "Nyasha"
    assert directives(response.headers) == {"private", "max-age=300"}


def test_rows_of_tables_are_not_kept_by_anybody(api: Client) -> None:
    response = ask(api, "/school_memberships?select=id&limit=1")

    assert (response.status, response.headers.get("cache-control")) == (200, None)


def test_a_list_is_paged_over_the_api(api: Client) -> None:
    path = f"/rpc/bulk_get_school_users?school={HARARE}&roles={{student}}&page_size=2&select=user_id,first_name"
    first = json.loads(ask(api, path).body)
    second = json.loads(ask(api, f"{path}&after={first[-1]['user_id']}").body)

    assert [row["first_name"] for row in first + second] == ["Kundai", "Lindiwe", "Maita"]
