"""`baseline` and `repair`: a history is written only for what the catalog shows."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg

from tests.support.projects import INVOICES, QUICK, SCHEMA, a_project, project, run_apply, toolkit, write
from toolkit.core.ordering import Selection
from toolkit.verbs.baseline import Baseline, baseline
from toolkit.verbs.repair import Proposal, repair
from toolkit.verbs.status import status

POLICIES = "grant usage on schema billing to anon;\n"


def run(url: str, text: str) -> None:
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(text.encode())


def adopt(folder: Path, url: str) -> Baseline:
    return baseline(url, project(folder), Selection(), QUICK, scratch=None, report=lambda _: None)


def proposals(folder: Path, url: str, *, carry_out: bool = False) -> tuple[Proposal, ...]:
    return repair(url, project(folder), folder, QUICK, lambda _: None, scratch=None, carry_out=carry_out)


def test_a_database_built_by_hand_is_adopted_when_it_equals_the_files(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    write(folder, {"policies/shop/billing.sql": POLICIES})
    run(fresh_db, SCHEMA + INVOICES + POLICIES)

    found = adopt(folder, fresh_db)

    assert [str(script) for script in found.adopted] == ["shop/billing/0010", "shop/billing/0020"]
    assert status(fresh_db, project(folder), Selection()).is_current
    assert run_apply(folder, fresh_db).steps == ()


def test_a_database_that_differs_is_not_adopted_and_every_difference_is_listed(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run(
        fresh_db,
        SCHEMA + INVOICES.replace("bigint not null", "integer not null") + "create table billing.extra (); "
        "grant usage on schema billing to anon;",
    )

    found = adopt(folder, fresh_db)

    assert found.adopted == ()
    assert [line for one in found.differences for line in one.as_lines()] == [
        "~ column billing.invoices.total_cents",
        "    type: bigint -> integer",
        "~ privileges on schema billing",
        "    anon: nothing -> usage",
        "+ table billing.extra",
    ]
    with psycopg.connect(fresh_db) as conn:
        assert conn.execute("select to_regclass('toolkit.history')").fetchone() == (None,)


def test_baseline_leaves_no_scratch_database_behind(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run(fresh_db, SCHEMA + INVOICES)

    adopt(folder, fresh_db)

    with psycopg.connect(fresh_db) as conn:
        assert conn.execute("select from pg_database where datname like 'toolkit_scratch%'").fetchall() == []


def test_a_database_with_a_history_is_not_adopted_again(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)

    ended = toolkit("baseline", folder=folder, url=fresh_db)

    assert ended.returncode == 2
    assert "has a history of 2 scripts already" in ended.stderr


def test_the_command_lists_differences_and_fails(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run(fresh_db, SCHEMA)

    ended = toolkit("baseline", "-o", "json", folder=folder, url=fresh_db)

    assert ended.returncode == 1
    [missing] = json.loads(ended.stdout)["differences"]
    assert (missing["title"], missing["difference"]) == ("table billing.invoices", "removed")


def test_a_script_that_somebody_ran_by_hand_is_marked_as_applied(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    text = "create index invoices_total_cents_idx on billing.invoices (total_cents);\n"
    write(folder, {"sql/shop/billing/0030_index.sql": text})
    run(fresh_db, text)

    (proposal,) = proposals(folder, fresh_db)
    assert proposal.is_possible
    proposals(folder, fresh_db, carry_out=True)

    assert status(fresh_db, project(folder), Selection()).services[0].pending == ()


def test_a_script_of_which_the_catalog_shows_a_part_is_not_marked_as_applied(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    first = "create index a_idx on billing.invoices (total_cents);\n"
    write(folder, {"sql/shop/billing/0030_index.sql": first + "alter table billing.invoices add column note text;\n"})
    run(fresh_db, first)

    (proposal,) = proposals(folder, fresh_db, carry_out=True)

    assert not proposal.is_possible
    assert proposal.evidence[0] == "column billing.invoices.note is not there"
    assert status(fresh_db, project(folder), Selection()).services[0].pending == ("0030",)


def test_a_pending_script_of_which_nothing_is_there_is_no_matter_for_repair(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    write(folder, {"sql/shop/billing/0030_more.sql": "create table billing.more ();"})

    assert proposals(folder, fresh_db) == ()


def test_an_edited_comment_is_taken_into_the_history(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    write(folder, {"sql/shop/billing/0020_invoices.sql": "-- Invoices.\n" + INVOICES})

    proposals(folder, fresh_db, carry_out=True)

    assert status(fresh_db, project(folder), Selection()).is_current


def test_an_edited_statement_is_not_taken_into_the_history(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    write(folder, {"sql/shop/billing/0020_invoices.sql": INVOICES.replace("total_cents", "total")})

    (proposal,) = proposals(folder, fresh_db, carry_out=True)

    assert not proposal.is_possible
    assert [c.code for c in status(fresh_db, project(folder), Selection()).services[0].conflicts] == ["edited"]


def test_a_lost_file_is_written_again_from_the_history(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    (folder / "sql/shop/billing/0020_invoices.sql").unlink()

    proposals(folder, fresh_db, carry_out=True)

    assert (folder / "sql/shop/billing/0020_invoices.sql").read_text(encoding="utf-8") == INVOICES
    assert status(fresh_db, project(folder), Selection()).is_current


def test_a_new_name_is_taken_into_the_history(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    scripts = folder / "sql/shop/billing"
    (scripts / "0020_invoices.sql").rename(scripts / "0020_bills.sql")

    shown = toolkit("repair", folder=folder, url=fresh_db)
    done = toolkit("repair", "--yes", folder=folder, url=fresh_db)

    assert (shown.returncode, done.returncode) == (1, 0)
    assert "toolkit repair --yes" in shown.stderr
    assert status(fresh_db, project(folder), Selection()).is_current


def test_repair_of_a_sound_database_has_nothing_to_propose(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)

    assert proposals(folder, fresh_db) == ()


def test_repair_proposes_nothing_about_what_another_project_folder_applied(tmp_path: Path, fresh_db: str) -> None:
    ours = a_project(tmp_path / "ours")
    theirs = tmp_path / "theirs"
    manifest = '[system]\nname = "library"\n\n[services.books]\nschemas = ["books"]\n'
    write(theirs, {"sql/library/system.toml": manifest, "sql/library/books/0010_schema.sql": "create schema books;"})
    run_apply(ours, fresh_db)
    run_apply(theirs, fresh_db)

    assert proposals(ours, fresh_db, carry_out=True) == ()
    assert not (ours / "sql/library").exists()


def test_a_database_is_adopted_beside_what_another_project_folder_applied(tmp_path: Path, fresh_db: str) -> None:
    ours = a_project(tmp_path / "ours")
    theirs = tmp_path / "theirs"
    manifest = '[system]\nname = "library"\n\n[services.books]\nschemas = ["books"]\n'
    write(theirs, {"sql/library/system.toml": manifest, "sql/library/books/0010_schema.sql": "create schema books;"})
    run_apply(theirs, fresh_db)
    run(fresh_db, SCHEMA + INVOICES)

    assert len(adopt(ours, fresh_db).adopted) == 2
