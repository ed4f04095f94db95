"""``toolkit diff --rename``: what the user says was renamed keeps its rows, its place and all that hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.support.projects import a_project, toolkit

OLD = """
    create schema shop;
    create type shop.mood as enum ('sad', 'glad');
    create table shop.items (
        id serial primary key,
        titel text not null unique,
        "Stück" int,
        mood shop.mood default 'sad',
        a int,
        b int
    );
    create index on shop.items (mood) where mood = 'sad';
    create view shop.titles as select id, titel, mood from shop.items;
    comment on column shop.items.titel is 'What it is called.';
    create function shop.price(item int) returns int language sql as 'select item';
    create function shop.price(item text) returns int language sql as 'select 1';
    insert into shop.items (titel, mood, a, b) values ('x', 'sad', 1, 2), ('y', 'glad', 3, 4);
"""
NEW = """
    create schema shop;
    create schema store;
    create type shop.mood as enum ('blue', 'glad', 'happy');
    create table shop.goods (
        id serial primary key,
        title text not null unique,
        "Stück" int,
        mood shop.mood default 'blue',
        a int,
        b int,
        size text
    );
    create index on shop.goods (mood) where mood = 'blue';
    create view shop.titles as select id, title, mood from shop.goods;
    comment on column shop.goods.title is 'What it is called.';
    create function store.cost(item int) returns int language sql as 'select item';
    create function shop.price(item text) returns int language sql as 'select 1';
"""
HINTS = ("shop.items=goods", "shop.items.titel=title", "shop.mood.sad=blue", "shop.price(integer)=store.cost")


@pytest.fixture
def pair(fresh_db: str, another_db: Iterator[str]) -> tuple[str, str]:
    """The addresses of two databases, the old and the new one."""
    other = next(another_db)
    for url, text in ((fresh_db, OLD), (other, NEW)):
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute(text)
    return fresh_db, other


def hinted(hints: tuple[str, ...]) -> list[str]:
    """The options that say *hints*."""
    return [word for hint in hints for word in ("--rename", hint)]


def test_what_was_renamed_keeps_its_rows_and_the_rest_follows(pair: tuple[str, str], tmp_path: Path) -> None:
    folder = a_project(tmp_path)
    sides = ("--from", pair[0], "--to", pair[1])

    script = toolkit("diff", *sides, "--sql", "--prove", *hinted(HINTS), folder=folder)
    with psycopg.connect(pair[0], autocommit=True) as conn:
        conn.execute(script.stdout.encode())
        rows = conn.execute("select id, title, mood::text from shop.goods order by id").fetchall()
        following = conn.execute("insert into shop.goods (title) values ('z') returning id").fetchone()
    again = toolkit("diff", *sides, folder=folder)

    assert script.returncode == 0, script.stderr
    assert "DATA LOSS" not in script.stdout
    assert "drop table" not in script.stdout
    assert rows == [(1, "x", "blue"), (2, "y", "glad")]
    assert following == (3,)
    assert (again.stdout, again.stderr) == ("", "nothing differs\n")


def test_keys_indexes_and_sequences_named_after_a_table_get_its_new_name(pair: tuple[str, str], tmp_path: Path) -> None:
    sides = ("--from", pair[0], "--to", pair[1])

    done = toolkit("diff", *sides, "--sql", *hinted(HINTS), folder=a_project(tmp_path))

    assert "alter table shop.goods rename constraint items_pkey to goods_pkey;" in done.stdout
    assert "alter index shop.items_mood_idx rename to goods_mood_idx;" in done.stdout
    assert "alter sequence shop.items_id_seq rename to goods_id_seq;" in done.stdout
    assert "create index" not in done.stdout.lower()


def test_a_rename_is_offered_and_never_guessed(pair: tuple[str, str], tmp_path: Path) -> None:
    with psycopg.connect(pair[1], autocommit=True) as conn:
        conn.execute("alter table shop.goods rename to items; alter table shop.items drop column size")

    done = toolkit("diff", "--from", pair[0], "--to", pair[1], "--sql", folder=a_project(tmp_path))

    assert "drop column titel" in done.stdout
    assert "nothing was renamed; if this was, say so: --rename shop.items.titel=title" in done.stderr


def test_two_columns_change_their_names_with_each_other(pair: tuple[str, str], tmp_path: Path) -> None:
    folder = a_project(tmp_path)
    with psycopg.connect(pair[0], autocommit=True) as conn:
        hints = hinted(("shop.items.a=b", "shop.items.b=a"))
        script = toolkit("diff", "--from", pair[0], "--to", pair[0], "--sql", "--prove", *hints, folder=folder)
        conn.execute(script.stdout.encode())
        rows = conn.execute("select a, b from shop.items order by id").fetchall()

    assert script.returncode == 0, script.stderr
    assert rows == [(2, 1), (4, 3)]


@pytest.mark.parametrize(
    ("hint", "message"),
    [
        ("shop.items", "no new name"),
        ("shop.items=", "no new name"),
        ("shop.item=goods", "there is no shop.item; is it shop.items?"),
        ("shop.items=wares", "there is no table shop.wares in what shall be"),
        ("shop.mood.sad=angry", "there is no angry in what shall be"),
        ("shop.price=store.cost", "may be function shop.price"),
    ],
)
def test_a_hint_that_leads_nowhere_is_refused(pair: tuple[str, str], tmp_path: Path, hint: str, message: str) -> None:
    done = toolkit("diff", "--from", pair[0], "--to", pair[1], "--rename", hint, folder=a_project(tmp_path))

    assert done.returncode == 2
    assert message in done.stderr
    assert "hint: " in done.stderr


def test_renames_are_part_of_what_differs(pair: tuple[str, str], tmp_path: Path) -> None:
    done = toolkit("diff", "--from", pair[0], "--to", pair[1], *hinted(HINTS), folder=a_project(tmp_path))

    assert "~ table shop.items\n    name: items -> goods\n" in done.stdout
    assert "~ type shop.mood\n    value: sad -> blue\n" in done.stdout


def test_a_proof_leaves_the_roles_of_the_server_alone(pair: tuple[str, str], tmp_path: Path, unique: str) -> None:
    after = tmp_path / "after"
    after.mkdir()
    name = f"role_{unique}"
    (after / "all.sql").write_text(
        f"create schema shop; create role {name} login; grant usage on schema shop to {name};"
    )
    before = tmp_path / "before"
    before.mkdir()
    (before / "all.sql").write_text(f"create schema shop; create role {name};")
    with psycopg.connect(pair[0], autocommit=True) as conn:
        sides = ("--from", str(before), "--to", str(after), "--scratch-url", pair[0])
        done = toolkit("diff", *sides, "--prove", folder=a_project(tmp_path / "project"))
        roles = conn.execute("select count(*) from pg_roles where rolname = %s", [name]).fetchone()
        conn.execute(f"drop role if exists {name}")

    assert roles == (0,)
    assert done.returncode == 0, done.stderr
