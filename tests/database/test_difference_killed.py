"""A run of `toolkit diff` that is killed leaves at most its scratch database, and the next one works."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.projects import a_project, start_toolkit, toolkit, write
from toolkit.io import db

SCRATCH = "select datname::text from pg_database where datname like 'toolkit\\_scratch\\_%'"
ROLES = "select rolname::text from pg_roles"
OLD = "create schema shop; create table shop.items (id int primary key, title text);"
# Long enough to be killed in the midst of it, but only on a clone: the table has rows there.
NEW = """
    create schema shop;
    create table shop.items (id int primary key, title text);
    create function shop.slow(text) returns boolean language plpgsql immutable as
        $$ begin perform pg_sleep(20); return true; end $$;
    alter table shop.items add constraint items_slow_check check (shop.slow(title));
"""


@pytest.fixture
def scratch_left(admin: db.Connection) -> Iterator[set[str]]:
    """The scratch databases that were there before; others are dropped after the test."""
    before = names(admin, SCRATCH)
    yield before
    for name in names(admin, SCRATCH) - before:
        db.run(admin, f"drop database {name} with (force)")


def names(conn: db.Connection, query: str) -> set[str]:
    """The first column of what a query finds."""
    return {name for (name,) in db.run(conn, query)[0] if name}


def killed(admin: db.Connection, url: str, folder: Path, *arguments: str) -> None:
    """Start a run, and kill it while a statement of its scratch database sleeps."""
    process = start_toolkit("diff", *arguments, folder=folder, url=url)
    asleep = (
        "select pid::text from pg_stat_activity where datname like 'toolkit\\_scratch\\_%' and wait_event = 'PgSleep'"
    )
    deadline = time.monotonic() + 60
    while not names(admin, asleep):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.1)
    process.kill()
    process.communicate()


def test_of_a_proof_that_is_killed_only_the_clone_is_left(
    admin: db.Connection, fresh_db: str, another_db: Iterator[str], scratch_left: set[str], tmp_path: Path
) -> None:
    folder, wanted = a_project(tmp_path), next(another_db)
    for url, text in ((fresh_db, OLD), (wanted, NEW)):
        with db.connected(url) as conn:
            db.run(conn, text)
    roles = names(admin, ROLES)

    killed(admin, fresh_db, folder, "--from", fresh_db, "--to", wanted, "--prove")

    assert len(names(admin, SCRATCH) - scratch_left) <= 1
    assert names(admin, ROLES) == roles
    again = toolkit("diff", "--from", wanted, "--to", fresh_db, "--prove", folder=folder, url=fresh_db)
    assert (again.returncode, "proven on a clone" in again.stderr) == (0, True)


def test_of_a_folder_that_is_killed_only_the_scratch_database_is_left(
    admin: db.Connection, fresh_db: str, scratch_left: set[str], tmp_path: Path
) -> None:
    folder = a_project(tmp_path / "project")
    write(tmp_path, {"v1/1.sql": "create schema shop;", "v1/2.sql": "select pg_sleep(20);"})

    killed(admin, fresh_db, folder, "--from", str(tmp_path / "v1"), "--to", fresh_db)

    assert len(names(admin, SCRATCH) - scratch_left) <= 1
    write(tmp_path, {"v1/2.sql": "create table shop.items (id int);"})
    again = toolkit("diff", "--from", fresh_db, "--to", str(tmp_path / "v1"), folder=folder, url=fresh_db)
    assert again.stdout.splitlines() == ["+ schema shop", "+ table shop.items"]
