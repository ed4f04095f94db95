"""A database is made for one engine: what happens when its files are read for another, and settings of a system."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest

from tests.support.projects import MANIFEST, QUICK, SCHEMA, a_project, run_apply, toolkit, write
from toolkit.core.ordering import Selection
from toolkit.errors import HistoryError
from toolkit.io.files import read_project
from toolkit.verbs.apply import apply
from toolkit.verbs.apply.steps import dry_run
from toolkit.verbs.repair import repair
from toolkit.verbs.status import status

ENGINE = MANIFEST.replace("[services", 'engine = "postgres"\n\n[services', 1)
CITUS = {"TOOLKIT_ENGINE": "citus"}
FILES = {
    "billing/0010_schema.sql": SCHEMA,
    "billing/0020_both.sql": "create table billing.a (id int{% if engine == 'citus' %}, tenant_id int{% endif %});\n",
    "billing/0030_pg.sql": "-- engine: postgres\ncreate table billing.b (id int);\n",
    "billing/0040_last.sql": "create table billing.c (id int);\n",
}


def apply_for(folder: Path, url: str, environ: Mapping[str, str]) -> None:
    apply(url, read_project(folder, environ), Selection(), QUICK, lambda _: None)


def test_a_database_is_refused_to_files_that_are_read_for_another_engine(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path, FILES, manifest=ENGINE)
    run_apply(folder, fresh_db)

    with pytest.raises(HistoryError) as caught:
        apply_for(folder, fresh_db, CITUS)

    assert str(caught.value) == (
        "shop was applied for the engine postgres (as shop/billing/0020 tells), and is now read for citus"
    )
    assert 'keep `engine = "postgres"` in sql/shop/system.toml, which TOOLKIT_ENGINE overrides' in caught.value.hint
    assert "docs/scale.md" in caught.value.hint
    assert caught.value.detail == ""  # one mistake, not one for each script
    run_apply(folder, fresh_db)  # and for its own engine nothing has changed


def test_the_engine_is_recognised_by_a_script_that_only_the_other_one_has(tmp_path: Path, fresh_db: str) -> None:
    files = {path: text for path, text in FILES.items() if "0020" not in path}
    folder = a_project(tmp_path, files, manifest=ENGINE)
    run_apply(folder, fresh_db)

    with pytest.raises(HistoryError) as caught:
        apply_for(folder, fresh_db, CITUS)

    assert "shop was applied for the engine postgres (as shop/billing/0030 tells)" in str(caught.value)


def test_an_edit_is_still_an_edit_whatever_the_engine(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path, FILES, manifest=ENGINE)
    run_apply(folder, fresh_db)
    write(folder, {"sql/shop/billing/0020_both.sql": FILES["billing/0020_both.sql"].replace("id int", "id bigint")})

    with pytest.raises(HistoryError) as caught:
        run_apply(folder, fresh_db)

    assert "0020_both.sql was edited after it was applied" in str(caught.value)
    assert "or a variable has not the value that it had then: engine" in caught.value.detail


def test_a_script_that_only_this_engine_has_may_be_late_because_of_the_engine(tmp_path: Path, fresh_db: str) -> None:
    files = {"billing/0010_schema.sql": SCHEMA, "billing/0040_last.sql": FILES["billing/0040_last.sql"]}
    folder = a_project(tmp_path, files, manifest=ENGINE)
    run_apply(folder, fresh_db)
    write(folder, {"sql/shop/billing/0030_citus.sql": "-- engine: citus\nselect 1;\n"})

    with pytest.raises(HistoryError) as caught:
        apply_for(folder, fresh_db, CITUS)

    assert "was the database made for another engine than citus?" in caught.value.hint


def test_status_says_so_and_repair_touches_nothing(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path, {**FILES, "billing/0050_citus.sql": "-- engine: citus\nfail;\n"}, manifest=ENGINE)
    run_apply(folder, fresh_db)
    project = read_project(folder, CITUS)

    found = status(fresh_db, project, Selection())
    proposals = repair(fresh_db, project, folder, QUICK, lambda _: None, scratch=None, carry_out=True)
    command = toolkit("status", folder=folder, url=fresh_db, **CITUS)

    conflicts = [(one.code, one.id.number) for line in found.services for one in line.conflicts]
    assert conflicts == [("engine", "0020"), ("engine", "0030")]
    assert [one.is_possible for one in proposals] == [False, False]
    assert (folder / "sql/shop/billing/0030_pg.sql").read_text().startswith("-- engine: postgres")
    assert "engine 0020, engine 0030" in command.stdout


def test_settings_of_a_system_hold_in_every_transaction_that_is_made_for_it(tmp_path: Path, fresh_db: str) -> None:
    check = "do $$ begin assert current_setting('shop.mode', true) = 'one, ''two'''; end; $$;\n"
    files = {
        "billing/0010_schema.sql": SCHEMA + check,
        "policies/shop/billing.sql": check + "grant usage on schema billing to anon;\n",
        "seeds/shop/0010_rows.sql": check,
    }
    manifest = MANIFEST + "\n[settings]\n\"shop.mode\" = \"one, 'two'\"\nlock_timeout = '1s'\n"
    folder = a_project(tmp_path, files, manifest=manifest)

    text = dry_run(fresh_db, read_project(folder, {}), Selection(), QUICK)
    run_apply(folder, fresh_db)

    policies = text[text.index("-- policies\n") :]
    assert policies.index("'shop.mode'") < policies.index("pg_policy")  # before anything is dropped
    with psycopg.connect(fresh_db) as conn:
        row = conn.execute("select current_setting('shop.mode', true)").fetchone()
    assert row is not None
    assert not row[0]
