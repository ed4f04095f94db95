"""`toolkit events call`: events go to a function in SQL, all or none, and a mistake is said with the way out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import servers
from tests.support.projects import a_project, toolkit
from toolkit.io import db

WORLD = """
create schema billing;
create table billing.seen (id bigint generated always as identity, type text, payload text);

create function billing.handle_event(event jsonb) returns void language plpgsql set search_path = '' as $$
begin
    if event ->> 'type' = 'poison' then
        raise exception 'no antidote' using hint = 'drink nothing', detail = 'it was green';
    end if;
    insert into billing.seen (type, payload) values (event ->> 'type', event ->> 'payload');
end;
$$;

create function billing.counts(event jsonb, again boolean default false) returns setof integer language sql
as 'select n from generate_series(1, 3) as n';

create function billing.takes_text(event text) returns void language sql as 'select';
create function billing.takes_two(event jsonb, more integer) returns void language sql as 'select';
create function billing.takes_nothing() returns void language sql as 'select';
create procedure billing.procedure(event jsonb) language sql as 'select';
create function billing."Odd name"(event jsonb) returns void language sql
as $$ insert into billing.seen (type) values ('odd') $$;
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_project(tmp_path)


@pytest.fixture
def url(fresh_db: str) -> str:
    with db.connected(fresh_db) as conn:
        db.run(conn, WORLD)
    return fresh_db


def feed(
    folder: Path, url: str, text: str | bytes, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`toolkit events call` with *text* on its standard input."""
    ended = subprocess.run(
        [sys.executable, "-m", "toolkit", "events", "call", *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("PG")}
        | {"DATABASE_URL": url}
        | environment,
        input=text.encode() if isinstance(text, str) else text,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return subprocess.CompletedProcess(ended.args, ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def seen(url: str) -> list[tuple[object, ...]]:
    with db.connected(url) as conn:
        return db.rows(conn, "select type, payload from billing.seen order by id")


# What it does


def test_each_line_is_given_to_the_function_in_order(folder: Path, url: str) -> None:
    ended = feed(folder, url, '{"type": "a"}\n\n{"type": "b", "payload": {"x": 1}}\n', "billing.handle_event")

    assert (ended.returncode, ended.stdout) == (0, ""), ended.stderr
    assert "billing.handle_event has handled 2 events" in ended.stderr
    assert seen(url) == [("a", None), ("b", '{"x": 1}')]


def test_a_number_loses_no_digit_and_text_no_letter_whatever_the_locale(folder: Path, url: str) -> None:
    line = '{"type": "Zoë ✓", "payload": 123456789012345678901.10}'

    ended = feed(folder, url, line, "billing.handle_event", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert (ended.returncode, seen(url)) == (0, [("Zoë ✓", "123456789012345678901.10")]), ended.stderr


def test_when_one_event_is_refused_none_is_handled(folder: Path, url: str) -> None:
    text = '{"type": "a"}\n{"id": "7", "type": "poison"}\n{"type": "c"}\n'

    ended = feed(folder, url, text, "billing.handle_event")

    assert (ended.returncode, seen(url)) == (1, [])
    assert "billing.handle_event refuses event 7 (poison): no antidote" in ended.stderr
    assert "it was green" in ended.stderr
    assert "hint: drink nothing" in ended.stderr


def test_no_events_are_no_mistake(folder: Path, url: str) -> None:
    ended = feed(folder, url, "", "billing.handle_event")

    assert ended.returncode == 0
    assert "has handled 0 events" in ended.stderr


def test_defaults_and_what_a_function_returns_do_not_matter(folder: Path, url: str) -> None:
    assert feed(folder, url, "{}", "billing.counts").returncode == 0


def test_a_name_is_taken_as_it_is_and_never_as_sql(folder: Path, url: str) -> None:
    assert feed(folder, url, "{}", "billing.Odd name").returncode == 0
    assert seen(url) == [("odd", None)]
    assert feed(folder, url, "{}", 'billing.handle_event"(null); drop table billing.seen; --').returncode == 2
    assert seen(url) == [("odd", None)]


# What is wrong


@pytest.mark.parametrize("name", ["handle_event", "billing.", ".handle_event", ""])
def test_a_name_without_schema_is_wrong_usage(folder: Path, url: str, name: str) -> None:
    ended = feed(folder, url, "{}", name)

    assert ended.returncode == 2
    assert "hint: write it with its schema: billing.handle_event" in ended.stderr


@pytest.mark.parametrize("name", ["billing.handle_events", "shop.handle_event", "BILLING.handle_event"])
def test_a_function_that_is_not_there_is_told_with_the_database(folder: Path, url: str, name: str) -> None:
    ended = feed(folder, url, "{}", name)

    assert ended.returncode == 2
    assert f"there is no function {name} in postgres@" in ended.stderr
    assert servers.database_of(url) in ended.stderr
    assert "was the function's system applied?" in ended.stderr
    assert servers.PASSWORD not in ended.stderr


@pytest.mark.parametrize(
    ("name", "takes"),
    [
        ("takes_text", "(event text)"),
        ("takes_two", "(event jsonb, more integer)"),
        ("takes_nothing", "()"),
        ("procedure", "(IN event jsonb)"),
    ],
)
def test_a_function_that_takes_no_event_is_told_with_what_it_takes(
    folder: Path, url: str, name: str, takes: str
) -> None:
    ended = feed(folder, url, "{}", f"billing.{name}")

    assert ended.returncode == 2
    assert f"billing.{name} cannot be called with an event: it takes {takes}" in ended.stderr
    assert "hint: a subscriber is a function of one jsonb" in ended.stderr


@pytest.fixture
def guest(server: servers.Server, admin: db.Connection, url: str, unique: str) -> Iterator[str]:
    """The address of the same database for a role without any right."""
    role = f"role_guest_{unique}"
    db.run(admin, f"create role {role} login password '{servers.PASSWORD}'")
    try:
        yield server.url(servers.database_of(url), role)
    finally:
        db.run(admin, f"drop role {role}")


def test_who_may_not_call_it_is_told_what_to_grant(folder: Path, url: str, guest: str) -> None:
    with db.connected(url) as conn:
        db.run(conn, "revoke execute on function billing.handle_event from public")

    ended = feed(folder, guest, "{}", "billing.handle_event")

    assert ended.returncode == 1
    assert "may not call billing.handle_event" in ended.stderr
    assert "grant usage on schema billing to role_guest_" in ended.stderr
    assert "grant execute on function billing.handle_event(jsonb) to role_guest_" in ended.stderr


@pytest.mark.parametrize("line", ["nonsense", "[1]", '"text"', "7", "null", b"\xff\xfe{}", '{"type": "a"} trailing'])
def test_a_line_that_is_no_object_is_wrong_usage_and_nothing_is_handled(
    folder: Path, url: str, line: str | bytes
) -> None:
    text = line.encode() if isinstance(line, str) else line

    ended = feed(folder, url, b'{"type": "a"}\n' + text + b"\n", "billing.handle_event")

    assert (ended.returncode, seen(url)) == (2, []), ended.stderr
    assert "hint: it must be as `toolkit events work` gives it" in ended.stderr


def test_a_database_that_cannot_be_reached_is_told_without_its_password(folder: Path, url: str) -> None:
    ended = feed(folder, "postgresql://postgres:hush@127.0.0.1:1/nowhere", "{}", "billing.handle_event")

    assert ended.returncode == 1
    assert "cannot connect to postgres@127.0.0.1:1/nowhere" in ended.stderr
    assert "hint: is the server running" in ended.stderr
    assert "hush" not in ended.stderr


def test_an_address_that_cannot_be_read_is_told_how_to_write_it(folder: Path, url: str) -> None:
    ended = feed(folder, "postgresql://postgres:p@ss:w/rd@127.0.0.1/x", "{}", "billing.handle_event")

    assert ended.returncode == 1
    assert "hint:" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_help_says_what_it_is_for(folder: Path, url: str) -> None:
    ended = toolkit("events", "call", "--help", folder=folder, url=url, COLUMNS="200")

    assert ended.returncode == 0
    said = " ".join(ended.stdout.split())
    assert "toolkit events work -- toolkit events call billing.handle_event" in said
    assert "all in one transaction" in said


def test_without_a_function_it_is_wrong_usage(folder: Path, url: str) -> None:
    assert feed(folder, url, "{}").returncode == 2
