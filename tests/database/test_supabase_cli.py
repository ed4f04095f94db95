"""What the real Supabase CLI says of a database with everything applied: nothing, but for exceptions with a reason."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.support import servers
from toolkit.core.ordering import Selection
from toolkit.io.files import read_project
from toolkit.verbs.apply import Options, apply

PROGRAM = servers.ROOT / "node_modules" / ".bin" / "supabase"

# The reasons are in docs/decisions/supabase-advisors.md.
ACCEPTED = {
    ("rls_enabled_no_policy", "common.outbox_aggregates"),
    ("rls_enabled_no_policy", "toolkit.history"),
    ("rls_enabled_no_policy", "toolkit.states"),
}
NEVER_USED = "unused_index"  # no query has run in a database that was made a moment ago


def supabase(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    if not PROGRAM.exists():
        pytest.skip("the Supabase CLI is not installed: npm ci")
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(home), "SUPABASE_TELEMETRY_DISABLED": "1"}
    return subprocess.run(
        [str(PROGRAM), *arguments],
        cwd=servers.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def over_tcp(server: servers.Server, url: str) -> str:
    """The address in the form that the CLI reads."""
    if server.host.startswith("/"):
        pytest.skip("the Supabase CLI connects by TCP only")
    return url


def advice(url: str, home: Path) -> set[tuple[str, str]]:
    ended = supabase("db", "advisors", f"--remote={url}", "--type", "all", "--level", "info", home=home)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout[ended.stdout.index("[") :])
    return {
        (item["name"], f"{item['metadata'].get('schema')}.{item['metadata'].get('name')}")
        for item in found
        if item["name"] != NEVER_USED
    }


def test_the_advisors_have_nothing_to_say_but_what_is_accepted(
    server: servers.Server, edulink_db: str, tmp_path: Path
) -> None:
    assert advice(over_tcp(server, edulink_db), tmp_path) == ACCEPTED


def test_the_advisors_would_say_something_if_a_policy_were_careless(
    server: servers.Server, edulink_db: str, tmp_path: Path
) -> None:
    with psycopg.connect(edulink_db, autocommit=True) as conn:
        conn.execute("alter table user_schema.user_profiles disable row level security")

    assert ("policy_exists_rls_disabled", "user_schema.user_profiles") in advice(over_tcp(server, edulink_db), tmp_path)


def test_plpgsql_check_finds_nothing_in_any_function(
    server_of: Callable[[int], servers.Server], tmp_path: Path
) -> None:
    """``supabase db lint`` needs the extension plpgsql_check, which only Debian's Postgres 15 has here."""
    server = server_of(15)
    project = read_project(servers.ROOT, {})
    schemas = ",".join(dict.fromkeys(schema for service in project.services() for schema in service.schemas))
    with psycopg.connect(server.admin_url("postgres"), autocommit=True) as admin:
        if not admin.execute("select from pg_available_extensions where name = 'plpgsql_check'").fetchall():
            pytest.skip("plpgsql_check is not installed: postgresql-15-plpgsql-check")
        name = f"test_lint_{tmp_path.name[-1]}"
        admin.execute(f"create database {name} template {servers.TEMPLATE} owner postgres".encode())
        try:
            apply(server.url(name), project, Selection(), Options(), lambda _: None)
            with psycopg.connect(server.admin_url(name), autocommit=True) as conn:
                conn.execute("create extension plpgsql_check with schema public")
            ended = supabase(
                "db", "lint", f"--remote={over_tcp(server, server.admin_url(name))}", "--schema", schemas, home=tmp_path
            )
        finally:
            admin.execute(f"drop database {name} with (force)".encode())

    assert ended.returncode == 0, ended.stderr
    start = ended.stdout.find("\n[")
    found = json.loads(ended.stdout[start:]) if start >= 0 else []
    assert [(one["function"], issue["message"], issue["sqlState"]) for one in found for issue in one["issues"]] == []
