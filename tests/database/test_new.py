"""What `new` writes can be applied as it is."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.conftest import CloneOf
from tests.support.projects import ROOT, only, project, run_apply, toolkit
from toolkit.verbs.lint import Request, lint
from toolkit.verbs.new import new_script, new_service, new_system


def test_new_systems_services_and_scripts_apply(tmp_path: Path, fresh_db: str) -> None:
    (tmp_path / "sql").mkdir()
    new_system(tmp_path, "shop")
    new_service(tmp_path, "shop/billing")
    new_script(tmp_path, "shop/billing", "invoices")
    new_script(tmp_path, "shop/billing", "backfill")  # nothing but a header so far

    outcome = run_apply(tmp_path, fresh_db)

    scripts = [script for service in project(tmp_path).services() for script in service.scripts]
    assert len([step for step in outcome.steps if step.kind == "script"]) == len(scripts) == 6
    with psycopg.connect(fresh_db) as conn:
        found = conn.execute(
            "select c.oid::regclass::text from pg_class as c where c.relkind = 'r' and c.relforcerowsecurity order by 1"
        ).fetchall()
    assert found == [("billing.items",), ("shop.items",)]


@pytest.mark.parametrize("prefix", ["loyalty_", "points_of_"])
def test_a_new_feature_of_a_system_with_prefixes_applies_and_is_closed(
    tmp_path: Path, fresh_db: str, prefix: str
) -> None:
    (tmp_path / "sql").mkdir()
    new_system(tmp_path, "carwash/booking")
    new_service(tmp_path, "carwash/payment")
    manifest = tmp_path / "sql/carwash/system.toml"
    shared = manifest.read_text().replace('schemas = ["payment"]', 'schemas = ["booking"]')
    manifest.write_text(f'{shared}\n[variables]\nBOOKING_TABLE_PREFIX = "wash_"\n')
    for path in (tmp_path / "sql/carwash/payment").iterdir():
        path.unlink()
    (tmp_path / "policies/carwash/payment.sql").unlink()
    new_script(tmp_path, "carwash/payment", "payments")

    new_service(tmp_path, "carwash/loyalty")
    ended = toolkit("lint", "--all", folder=tmp_path, LOYALTY_TABLE_PREFIX=prefix)
    assert (ended.returncode, ended.stdout) == (0, ""), ended.stderr
    ended = toolkit("apply", folder=tmp_path, url=fresh_db, LOYALTY_TABLE_PREFIX=prefix)
    assert ended.returncode == 0, ended.stderr

    with psycopg.connect(fresh_db) as conn:
        found = conn.execute(
            """
            select c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class as c
            where c.relkind = 'r' and c.relnamespace = to_regnamespace('booking') and c.relname like %s
            """,
            (f"{prefix}%",),
        ).fetchall()
    assert found == [(f"{prefix}items", True, True)]


def test_a_new_service_may_join_a_schema_that_is_shared(tmp_path: Path, fresh_db: str) -> None:
    (tmp_path / "sql").mkdir()
    new_system(tmp_path, "carwash/booking")
    new_service(tmp_path, "carwash/loyalty")
    manifest = tmp_path / "sql/carwash/system.toml"
    manifest.write_text(manifest.read_text().replace('"loyalty"', '"booking"'))
    for path in (tmp_path / "sql/carwash/loyalty").iterdir():
        path.unlink()
    (tmp_path / "policies/carwash/loyalty.sql").unlink()

    new_service(tmp_path, "carwash/reviews")
    run_apply(tmp_path, fresh_db)

    with psycopg.connect(fresh_db) as conn:
        assert conn.execute("select to_regclass('booking.reviews_items') is not null").fetchone() == (True,)


SYSTEMS = sorted(path.parent.name for path in ROOT.glob("sql/*/system.toml"))


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_feature_is_added_to_a_system_of_this_repository_as_the_readme_says(
    tmp_path: Path, clone_of: CloneOf, system: str
) -> None:
    root = only(system, tmp_path)
    before = (root / f"sql/{system}/system.toml").read_text(encoding="utf-8")

    paths = (*new_service(root, f"{system}/loyalty"), *new_script(root, f"{system}/loyalty", "points"))

    after = (root / f"sql/{system}/system.toml").read_text(encoding="utf-8").split("\n")
    assert [line for line in before.split("\n") if line and line not in after] == []
    written = tuple(root / path for path in paths if path.endswith(".sql"))
    assert lint(root, {}, Request(paths=written)).findings == ()
    url = clone_of(system)
    done = [step.subject for step in run_apply(root, url).steps]
    assert [subject for subject in done if "loyalty" in subject] == done[: len(written) - 1]
    assert done[-1] == "policies"
    with psycopg.connect(url) as conn:
        found = conn.execute(
            """
            select c.relname::text, c.relrowsecurity from pg_class as c
            where c.relkind = 'r' and c.relname in ('items', 'points', 'loyalty_items', 'loyalty_points')
            """
        ).fetchall()
    assert len(found) == 2
    assert all(has_row_security for _, has_row_security in found)
