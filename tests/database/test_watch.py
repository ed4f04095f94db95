"""``toolkit watch``: who changed what by hand, told by ``status --drift``."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from tests.support.projects import a_project, toolkit


@pytest.fixture
def watched(fresh_db: str, admin_url: str, tmp_path: Path) -> tuple[str, Path]:
    """A database to which a project was applied and in which changes are noted, and the project."""
    folder = a_project(tmp_path)
    assert toolkit("apply", folder=folder, url=fresh_db).returncode == 0
    done = toolkit("watch", folder=folder, url=admin_url)
    assert (done.returncode, done.stderr) == (0, "changes are noted in toolkit.ddl_log\n")
    return fresh_db, folder


def by_hand(url: str, text: str) -> None:
    """Change the database by hand, as the program psql."""
    with psycopg.connect(url, autocommit=True, application_name="psql") as conn:
        conn.execute(text.encode())


def test_drift_tells_who_made_it_and_when(watched: tuple[str, Path]) -> None:
    url, folder = watched
    by_hand(url, 'create index "by hand" on billing.invoices (total_cents)')
    by_hand(url, "alter table billing.invoices add column note text")

    done = toolkit("status", "--drift", folder=folder, url=url)
    found = json.loads(toolkit("status", "--drift", "-o", "json", folder=folder, url=url).stdout)["drift"]

    assert '+ index billing."by hand"\n      CREATE INDEX by postgres with psql, 20' in done.stdout
    assert "+ column billing.invoices.note\n      ALTER TABLE by postgres with psql, 20" in done.stdout
    assert {one["traces"][0]["login_role"] for one in found} == {"postgres"}


def test_what_was_dropped_and_granted_to_nobody_is_noted_too(watched: tuple[str, Path]) -> None:
    url, folder = watched
    by_hand(url, "alter table billing.invoices drop column total_cents")

    done = toolkit("status", "--drift", folder=folder, url=url)

    assert "- column billing.invoices.total_cents\n      ALTER TABLE by postgres with psql" in done.stdout


def test_what_the_toolkit_does_is_not_noted_and_no_text_is_kept(watched: tuple[str, Path], admin_url: str) -> None:
    url, folder = watched
    (folder / "sql/shop/billing/0030_notes.sql").write_text("create table billing.notes (id int);\n")
    assert toolkit("apply", folder=folder, url=url).returncode == 0
    by_hand(url, "create function billing.f() returns text language sql as $$ select 'geheim' $$")

    with psycopg.connect(admin_url) as conn:
        rows = conn.execute("select to_jsonb(l)::text from toolkit.ddl_log as l").fetchall()

    assert len(rows) == 1
    assert "billing.f()" in rows[0][0]
    assert "geheim" not in rows[0][0]


def test_a_log_that_cannot_be_written_stops_no_change(watched: tuple[str, Path], admin_url: str) -> None:
    url, _ = watched
    by_hand(admin_url, "drop table toolkit.ddl_log")

    by_hand(url, "create table billing.more (id int)")

    with psycopg.connect(url) as conn:
        assert conn.execute("select to_regclass('billing.more')::text").fetchone() == ("billing.more",)


def test_to_watch_twice_is_no_matter_and_off_ends_it(watched: tuple[str, Path], admin_url: str) -> None:
    url, folder = watched
    assert toolkit("watch", folder=folder, url=admin_url).returncode == 0
    assert toolkit("watch", "--off", folder=folder, url=admin_url).returncode == 0

    by_hand(url, "create table billing.more (id int)")

    with psycopg.connect(admin_url) as conn:
        assert conn.execute("select count(*) from toolkit.ddl_log").fetchone() == (0,)


def test_without_the_right_to_make_event_triggers_the_reason_is_told(fresh_db: str, tmp_path: Path) -> None:
    done = toolkit("watch", folder=a_project(tmp_path), url=fresh_db)

    assert done.returncode == 1
    assert "changes cannot be noted: permission denied to create event trigger" in done.stderr
    assert "hint: event triggers are for superusers" in done.stderr
