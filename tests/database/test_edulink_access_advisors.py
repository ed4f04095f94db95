"""What Supabase's own advisors say: nothing (docs/decisions/supabase-advisors.md)."""

from __future__ import annotations

import json
import os
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.support.servers import ROOT
from toolkit.io.files import read_project
from toolkit.verbs.serve import exposed_schemas

CLI = ROOT / "node_modules" / ".bin" / "supabase"
CONFIG = ROOT / "supabase" / "config.toml"

Advise = Callable[[], list[str]]


@pytest.fixture
def advise(edulink_db: str) -> Advise:
    """Asks the advisors about the database of ``edulink_db``; skips the test where the CLI is not installed."""
    if not CLI.exists():
        pytest.skip(f"the Supabase CLI is not in {Path('node_modules')}: run `npm ci`")

    def ask() -> list[str]:
        done = subprocess.run(
            [CLI, "db", "advisors", f"--remote={edulink_db}", "--output-format", "json", "--workdir", ROOT],
            env=os.environ | {"SUPABASE_TELEMETRY_DISABLED": "1", "DO_NOT_TRACK": "1"},
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        return [finding["detail"] for finding in json.loads(done.stdout)["results"]]

    return ask


def test_the_advisors_find_nothing(advise: Advise) -> None:
    assert advise() == []


def test_the_advisors_would_have_found_something(advise: Advise, edulink_db: str) -> None:
    with psycopg.connect(edulink_db, autocommit=True) as db:
        db.execute("alter table user_schema.preferences disable row level security")
        db.execute("alter function user_schema.current_profile_id() reset search_path")

    assert len(advise()) >= 2


def test_the_cli_looks_at_all_that_the_api_shows() -> None:
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))

    assert tuple(config["api"]["schemas"]) == exposed_schemas(read_project(ROOT, {}))
