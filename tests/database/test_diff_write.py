"""``toolkit diff --write``: what was changed by hand becomes the next script of a service."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.support.projects import a_project, toolkit, write

BY_HAND = """
    alter table billing.invoices add column note text;
    comment on column billing.invoices.note is 'What the customer said.';
    create index invoices_note_idx on billing.invoices (note) where note is not null;
"""


@pytest.fixture
def applied(fresh_db: str, tmp_path: Path) -> tuple[str, Path]:
    """A database to which a project was applied, and the project."""
    folder = a_project(tmp_path)
    assert toolkit("apply", folder=folder, url=fresh_db).returncode == 0
    return fresh_db, folder


def run(url: str, text: str) -> None:
    """Change the database by hand."""
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(text.encode())


def test_what_was_changed_by_hand_becomes_the_next_script(applied: tuple[str, Path], another_db: Iterator[str]) -> None:
    url, folder = applied
    run(url, BY_HAND)

    done = toolkit("diff", "--write", "shop/billing", "add_note", folder=folder, url=url)
    text = (folder / "sql/shop/billing/0030_add_note.sql").read_text()
    other = next(another_db)
    assert toolkit("apply", folder=folder, url=other).returncode == 0
    again = toolkit("diff", "--from", url, "--to", other, folder=folder)

    assert (done.returncode, done.stdout) == (0, "sql/shop/billing/0030_add_note.sql\n")
    assert text.startswith("-- billing/0030_add_note.sql\n-- what: adds column billing.invoices.note, ")
    assert "-- requires: billing/0020_invoices.sql\n-- why: " in text
    assert "-- access exclusive on billing.invoices; blocks reads and writes\nalter table billing.invoices add" in text
    assert "create index invoices_note_idx on billing.invoices using btree (note) where (note is not null);" in text
    assert again.stderr == "nothing differs\n"


def test_repair_then_knows_the_script_as_applied(applied: tuple[str, Path]) -> None:
    url, folder = applied
    run(url, BY_HAND)
    toolkit("diff", "--write", "billing", "add_note", folder=folder, url=url)

    repaired = toolkit("repair", "--yes", folder=folder, url=url)
    drift = toolkit("status", "--drift", folder=folder, url=url)

    assert repaired.returncode == 0, repaired.stderr
    assert drift.stdout.endswith("drift: none\n")


def test_what_is_pending_and_what_policies_say_is_not_written(applied: tuple[str, Path]) -> None:
    url, folder = applied
    write(folder, {"sql/shop/billing/0030_notes.sql": "create table billing.notes (id int);"})
    run(url, "alter table billing.invoices add column size int; grant select on billing.invoices to anon")

    done = toolkit("diff", "--write", "shop/billing", "add_size", folder=folder, url=url)
    text = (folder / "sql/shop/billing/0040_add_size.sql").read_text()

    assert done.returncode == 0, done.stderr
    assert "add column size integer;" in text
    assert "notes;" not in text
    assert "grant" not in text


def test_nothing_is_written_where_nothing_differs(applied: tuple[str, Path]) -> None:
    url, folder = applied

    done = toolkit("diff", "--write", "shop/billing", "nothing_new", folder=folder, url=url)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing differs\n")
    assert not list(folder.glob("sql/shop/billing/0030*"))


@pytest.mark.parametrize(
    ("by_hand", "danger"),
    [
        ("alter table billing.invoices drop column total_cents", "data-loss"),
        ("alter table billing.invoices alter column total_cents type numeric", "rewrite"),
    ],
)
def test_what_is_dangerous_must_be_allowed_by_name(applied: tuple[str, Path], by_hand: str, danger: str) -> None:
    url, folder = applied
    run(url, by_hand)

    refused = toolkit("diff", "--write", "shop/billing", "change", folder=folder, url=url)
    other = {"data-loss": "rewrite", "rewrite": "data-loss"}[danger]
    still = toolkit("diff", "--write", "shop/billing", "change", "--allow", other, folder=folder, url=url)
    allowed = toolkit("diff", "--write", "shop/billing", "change", "--allow", danger, folder=folder, url=url)

    assert [refused.returncode, still.returncode, allowed.returncode] == [2, 2, 0], allowed.stderr
    assert f"if that is meant: --allow {danger}" in refused.stderr
    assert (folder / "sql/shop/billing/0030_change.sql").exists()


def test_a_step_that_must_be_a_transaction_of_its_own_is_a_script_of_its_own(applied: tuple[str, Path]) -> None:
    url, folder = applied
    run(url, BY_HAND)

    done = toolkit("diff", "--write", "shop/billing", "add_note", "--online", folder=folder, url=url)

    paths = done.stdout.splitlines()
    assert [path.rpartition("/")[2] for path in paths] == [
        "0030_add_note_1.sql",
        "0040_add_note_2.sql",
        "0050_add_note_3.sql",
    ]
    assert "create index concurrently" in (folder / paths[1]).read_text()
    assert "-- requires: billing/0030_add_note_1.sql\n" in (folder / paths[1]).read_text()


@pytest.mark.parametrize(
    ("target", "slug", "message"),
    [
        ("shop/nothing", "x", "nothing"),
        ("shop/billing", "Add note", '"Add note" cannot be a part of a file name'),
        ("shop/billing", "invoices", "0020_invoices.sql exists"),
    ],
)
def test_a_target_or_name_that_cannot_be_is_refused(
    applied: tuple[str, Path], target: str, slug: str, message: str
) -> None:
    url, folder = applied
    run(url, BY_HAND)

    done = toolkit("diff", "--write", target, slug, folder=folder, url=url)

    assert done.returncode == 2
    assert message in done.stderr
    assert len(list(folder.glob("sql/shop/billing/*.sql"))) == 2
