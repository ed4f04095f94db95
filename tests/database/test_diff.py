"""``toolkit diff`` and ``toolkit snapshot``: two databases, files and snapshots, in words, as JSON and as a script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.support.projects import a_project, toolkit, write
from toolkit.core.facts.reading import KINDS

OLD = """
    create schema shop;
    create table shop.items (id int constraint items_pkey primary key, title text, price text, gone int);
    create index items_title_idx on shop.items (title);
    insert into shop.items values (1, 'a', '12', 3), (2, 'b', '13', 4);
"""
NEW = """
    create schema shop;
    create table shop.items (
        id int constraint items_pkey primary key,
        title text not null,
        price integer,
        constraint items_price_check check (price > 0)
    );
    create index items_title_price_idx on shop.items (title, price);
    comment on table shop.items is 'What is for sale.';
"""


@pytest.fixture
def pair(fresh_db: str, another_db: Iterator[str]) -> tuple[str, str]:
    """The addresses of two databases, the old and the new one."""
    other = next(another_db)
    for url, text in ((fresh_db, OLD), (other, NEW)):
        with psycopg.connect(url, autocommit=True) as conn:
            conn.execute(text)
    return fresh_db, other


def test_what_differs_is_said_in_words(pair: tuple[str, str], tmp_path: Path) -> None:
    done = toolkit("diff", "--from", pair[0], "--to", pair[1], folder=a_project(tmp_path))

    assert done.returncode == 0
    assert "- column shop.items.gone" in done.stdout
    assert "~ column shop.items.price\n    type: text -> integer" in done.stdout
    assert "+ constraint items_price_check on shop.items" in done.stdout
    assert "+ comment on table shop.items" in done.stdout


def test_the_script_leaves_nothing_to_differ_and_every_row(pair: tuple[str, str], tmp_path: Path) -> None:
    folder = a_project(tmp_path)
    script = toolkit("diff", "--from", pair[0], "--to", pair[1], "--sql", folder=folder)

    with psycopg.connect(pair[0], autocommit=True) as conn:
        conn.execute(script.stdout.encode())
        rows = conn.execute("select id, title, price from shop.items order by id").fetchall()
    again = toolkit("diff", "--from", pair[0], "--to", pair[1], "--exit-code", folder=folder)

    assert rows == [(1, "a", 12), (2, "b", 13)]
    assert (again.returncode, again.stdout) == (0, "")
    assert "this script loses data: column shop.items.gone: its values" in script.stderr


def test_each_statement_stands_below_what_it_locks_and_loses(pair: tuple[str, str], tmp_path: Path) -> None:
    script = toolkit("diff", "--from", pair[0], "--to", pair[1], "--sql", folder=a_project(tmp_path)).stdout

    above = dict(zip(script.splitlines()[1:], script.splitlines(), strict=False))
    assert above["alter table shop.items drop column gone;"].startswith("-- DATA LOSS: its values; access exclusive on")
    assert "rewrites the table" in above["alter table shop.items alter column price type integer using price::integer;"]


def test_the_online_script_takes_weaker_locks_and_does_the_same(pair: tuple[str, str], tmp_path: Path) -> None:
    folder = a_project(tmp_path)
    done = toolkit("diff", "--from", pair[0], "--to", pair[1], "--sql", "--online", "--prove", folder=folder)

    assert done.returncode == 0
    assert "create index concurrently items_title_price_idx" in done.stdout
    assert "drop index concurrently shop.items_title_idx" in done.stdout
    assert "add constraint items_price_check check ((price > 0)) not valid;\ncommit;" in done.stdout
    assert "set local lock_timeout = '5s';" in done.stdout
    assert "proven on a clone with 2 rows" in done.stderr


def test_a_proof_finds_the_script_that_the_rows_refuse(pair: tuple[str, str], tmp_path: Path) -> None:
    with psycopg.connect(pair[1], autocommit=True) as conn:
        conn.execute("alter table shop.items add column code text not null")

    done = toolkit("diff", "--from", pair[0], "--to", pair[1], "--prove", folder=a_project(tmp_path))

    assert done.returncode == 1
    assert 'refused by Postgres: column "code" of relation "items" contains null values' in done.stderr


def test_json_has_the_differences_and_the_steps(pair: tuple[str, str], tmp_path: Path) -> None:
    done = toolkit("diff", "--from", pair[0], "--to", pair[1], "-o", "json", "--exit-code", folder=a_project(tmp_path))

    found = json.loads(done.stdout)
    price = next(one for one in found["differences"] if one["path"] == ["shop", "items", "price"])
    drop = next(one for step in found["steps"] for one in step["statements"] if one["loses"])
    assert done.returncode == 3
    assert price["properties"] == {"type": {"old": "text", "new": "integer"}}
    assert (drop["sql"], drop["blocks"]) == ("alter table shop.items drop column gone", "reads and writes")


def test_a_snapshot_stands_for_the_database_as_it_was(pair: tuple[str, str], tmp_path: Path) -> None:
    folder = a_project(tmp_path)
    kept = toolkit("snapshot", pair[0], folder=folder)
    (folder / "yesterday.json").write_text(kept.stdout, encoding="utf-8")

    same = toolkit("diff", "--from", "yesterday.json", "--to", pair[0], "--exit-code", folder=folder)
    with psycopg.connect(pair[0], autocommit=True) as conn:
        conn.execute("create view shop.titles as select title from shop.items")
    changed = toolkit("diff", "--from", "yesterday.json", "--to", pair[0], "--exit-code", folder=folder)

    assert (same.returncode, same.stdout) == (0, "")
    assert (changed.returncode, changed.stdout.splitlines()[0]) == (3, "+ view shop.titles")


def test_the_same_database_gives_the_same_snapshot(pair: tuple[str, str], tmp_path: Path) -> None:
    folder = a_project(tmp_path)

    assert toolkit("snapshot", pair[0], folder=folder).stdout == toolkit("snapshot", pair[0], folder=folder).stdout


def test_what_is_no_snapshot_is_refused(tmp_path: Path) -> None:
    folder = a_project(tmp_path)
    write(folder, {"sql/shop/notes.json": '{"a": 1}'})

    done = toolkit("diff", "--from", "sql/shop/notes.json", "--to", "sql/shop/notes.json", folder=folder)

    assert done.returncode == 2
    assert "sql/shop/notes.json is no snapshot" in done.stderr


def test_a_folder_of_sql_shows_what_it_means(fresh_db: str, tmp_path: Path) -> None:
    folder = a_project(tmp_path / "project")
    write(tmp_path, {"sql/shop/x/1.sql": "create schema a;", "sql/shop/x/2.sql": "create table a.t (id int);"})

    done = toolkit("diff", "--from", fresh_db, "--to", str(tmp_path / "sql"), folder=folder, url=fresh_db)

    assert done.stdout.splitlines() == ["+ schema a", "+ table a.t"]


def test_a_slip_in_a_folder_of_sql_is_shown_in_its_place(fresh_db: str, tmp_path: Path) -> None:
    folder = a_project(tmp_path / "project")
    write(tmp_path, {"sql/shop/x/1.sql": "create schema a;\ncreate tabel a.t (id int);"})

    done = toolkit("diff", "--from", fresh_db, "--to", str(tmp_path / "sql"), folder=folder, url=fresh_db)

    assert done.returncode == 1
    assert "1.sql:2:8" in done.stderr


def test_files_and_database_agree_after_an_apply_and_drift_is_found(fresh_db: str, tmp_path: Path, unique: str) -> None:
    policies = {
        "policies/shop/roles.sql": f"create role role_{unique} nologin;\n",
        "policies/shop/billing.sql": f"grant usage on schema billing to role_{unique};\n",
    }
    folder = a_project(tmp_path)
    write(folder, policies)
    assert toolkit("apply", folder=folder, url=fresh_db).returncode == 0

    same = toolkit("diff", "--exit-code", folder=folder, url=fresh_db)
    with psycopg.connect(fresh_db, autocommit=True) as conn:
        conn.execute(
            f"revoke usage on schema billing from role_{unique}; alter table billing.invoices add column x int"
        )
    drift = toolkit("diff", "--exit-code", folder=folder, url=fresh_db)

    assert (same.returncode, same.stdout) == (0, "")
    assert drift.returncode == 3
    assert drift.stdout == (
        f"- column billing.invoices.x\n~ privileges on schema billing\n    role_{unique}: nothing -> usage\n"
    )


def test_drift_is_what_was_changed_by_hand_and_not_what_is_pending(fresh_db: str, tmp_path: Path) -> None:
    folder = a_project(tmp_path)
    assert toolkit("apply", folder=folder, url=fresh_db).returncode == 0
    write(folder, {"sql/shop/billing/0030_notes.sql": "create table billing.notes (id int);"})

    none = toolkit("status", "--drift", folder=folder, url=fresh_db)
    with psycopg.connect(fresh_db, autocommit=True) as conn:
        conn.execute("create index by_hand on billing.invoices (total_cents)")
    some = toolkit("status", "--drift", "--exit-code", folder=folder, url=fresh_db)

    assert none.stdout.endswith("drift: none\n")
    assert some.stdout.endswith("drift:\n  + index billing.by_hand\n")
    assert some.returncode == 3


def test_a_comparison_leaves_no_role_and_no_database_behind(fresh_db: str, tmp_path: Path, unique: str) -> None:
    folder = a_project(tmp_path)
    write(folder, {"policies/shop/roles.sql": f"create role role_{unique} nologin;\n"})

    done = toolkit("diff", folder=folder, url=fresh_db)

    with psycopg.connect(fresh_db) as conn:
        roles = conn.execute("select from pg_roles where rolname = %s", [f"role_{unique}"]).fetchall()
        databases = conn.execute("select from pg_database where datname like 'toolkit_scratch%%'").fetchall()
    assert f"+ role role_{unique}" in done.stdout
    assert (roles, databases) == ([], [])


def test_schemas_and_kinds_can_be_left_out(pair: tuple[str, str], tmp_path: Path) -> None:
    folder = a_project(tmp_path)

    def lines(*options: str) -> list[str]:
        done = toolkit("diff", "--from", pair[0], "--to", pair[1], *options, folder=folder)
        return [line for line in done.stdout.splitlines() if not line.startswith(" ")]

    assert lines("--exclude", "shop") == []
    assert lines("--include", "other*") == []
    assert lines("--include", "kind:comment") == ["+ comment on table shop.items"]
    assert "+ comment on table shop.items" not in lines("--exclude", "kind:comment")


def test_owners_and_privileges_are_compared_unless_told_otherwise(
    pair: tuple[str, str], tmp_path: Path, admin_url: str
) -> None:
    folder = a_project(tmp_path)
    with psycopg.connect(admin_url, autocommit=True) as conn:
        conn.execute("create table public.theirs (id int)")
    with psycopg.connect(pair[1], autocommit=True) as conn:
        conn.execute("create table public.theirs (id int); grant select on public.theirs to anon")

    def about_it(*options: str) -> list[str]:
        done = toolkit("diff", "--from", pair[0], "--to", pair[1], *options, folder=folder)
        return [line for line in done.stdout.splitlines() if "theirs" in line or "owner" in line]

    assert len(about_it()) == 3
    assert "~ privileges on table public.theirs" in about_it("--no-owner")
    assert about_it("--no-owner", "--no-privileges") == []


def test_a_side_that_is_nothing_is_refused(tmp_path: Path) -> None:
    done = toolkit("diff", "--from", "nowhere", "--to", "nowhere", folder=a_project(tmp_path))

    assert done.returncode == 2
    assert "nowhere is neither a database nor a file or folder" in done.stderr


def test_every_kind_of_change_is_found_and_undone(admin_url: str, tmp_path: Path) -> None:
    done = toolkit("diff", "--selftest", "-o", "json", folder=a_project(tmp_path), url=admin_url)

    trials = json.loads(done.stdout)["trials"]
    assert [one for one in trials if not one["holds"]] == []
    # No provider of labels is loaded here, and not every server has an extension at hand.
    untried = {one["kind"] for one in trials if not one["tried"]}
    assert {"security label"} <= untried <= {"security label", "extension", "extension dependency"}
    assert {one["kind"] for one in trials} == set(KINDS)


def test_what_is_not_compared_is_listed_with_its_reason(pair: tuple[str, str], tmp_path: Path) -> None:
    folder = a_project(tmp_path)

    listed = toolkit("diff", "--unmanaged", folder=folder)
    found = toolkit("diff", "--from", pair[0], "--to", pair[1], "-o", "json", folder=folder)

    assert "pg_attribute.attnum  " in listed.stdout
    assert "a password is never read" in json.loads(found.stdout)["unmanaged"]["pg_authid.rolpassword"]


def test_files_find_what_the_platform_keeps_in_the_database(fresh_db: str, tmp_path: Path) -> None:
    folder = a_project(tmp_path)
    text = "create table billing.payers (id uuid primary key references auth.users (id));\n"
    write(folder, {"sql/shop/billing/0030_payers.sql": text})
    assert toolkit("apply", folder=folder, url=fresh_db).returncode == 0

    same = toolkit("diff", "--exit-code", folder=folder, url=fresh_db)
    with psycopg.connect(fresh_db, autocommit=True) as conn:
        conn.execute("alter table billing.payers drop constraint payers_id_fkey")
    other = toolkit("diff", folder=folder, url=fresh_db)

    assert (same.returncode, same.stdout) == (0, ""), same.stderr
    assert other.stdout == "+ constraint payers_id_fkey on billing.payers\n"
