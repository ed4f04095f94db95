"""What `new` writes can be applied as it is."""

from __future__ import annotations

from pathlib import Path

import psycopg

from tests.support.projects import project, run_apply
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
