"""What the real Supabase CLI says of a database with a system applied: nothing, but for exceptions with a reason."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.conftest import CloneOf
from tests.support import servers
from tests.support.projects import only
from toolkit.core.ordering import Selection
from toolkit.io import db
from toolkit.io.files import read_project
from toolkit.verbs.apply import Options, apply

PROGRAM = servers.ROOT / "node_modules" / ".bin" / "supabase"

# Told by the folders alone: a project with a mistake shall fail the tests, not the looking for them.
SYSTEMS = sorted(path.parent.name for path in servers.ROOT.glob("sql/*/system.toml"))
# The reasons are in docs/decisions/supabase-advisors.md.
ACCEPTED = {
    ("rls_enabled_no_policy", "common.outbox_aggregates"),
    ("rls_enabled_no_policy", "toolkit.history"),
    ("rls_enabled_no_policy", "toolkit.states"),
}
ACCEPTED_OF = {  # more, by system
    "core": {
        ("rls_enabled_no_policy", "core.audit_events_default"),
        ("rls_enabled_no_policy", "core.audit_events_<month>"),
    }
}
MONTH = re.compile(r"\d{6}$")  # partitions are called by their month
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
        (item["name"], MONTH.sub("<month>", f"{item['metadata'].get('schema')}.{item['metadata'].get('name')}"))
        for item in found
        if item["name"] != NEVER_USED
    }


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_advisors_have_nothing_to_say_but_what_is_accepted(
    server: servers.Server, clone_of: CloneOf, tmp_path: Path, system: str
) -> None:
    url = over_tcp(server, clone_of(system))

    assert advice(url, tmp_path) == ACCEPTED | ACCEPTED_OF.get(system, set())


def test_the_advisors_look_at_every_schema_that_the_api_shows() -> None:
    project = read_project(servers.ROOT, {})
    config = tomllib.loads((servers.ROOT / "supabase" / "config.toml").read_text(encoding="utf-8"))

    shown = {schema for system in project.systems for schema in system.exposed_schemas}
    assert set(config["api"]["schemas"]) == shown


def test_the_advisors_would_say_something_if_a_policy_were_careless(
    server: servers.Server, edulink_db: str, tmp_path: Path
) -> None:
    with psycopg.connect(edulink_db, autocommit=True) as conn:
        conn.execute("alter table user_schema.user_profiles disable row level security")

    assert ("policy_exists_rls_disabled", "user_schema.user_profiles") in advice(over_tcp(server, edulink_db), tmp_path)


@pytest.mark.parametrize("system", SYSTEMS)
def test_plpgsql_check_finds_nothing_in_any_function(
    server_of: Callable[[int], servers.Server], tmp_path: Path, system: str
) -> None:
    """``supabase db lint`` needs the extension plpgsql_check, which only Debian's Postgres 15 has here."""
    server = server_of(15)
    project = read_project(only(system, tmp_path), {})
    schemas = ",".join(dict.fromkeys(schema for service in project.services() for schema in service.schemas))
    with db.connected(server.admin_url("postgres")) as admin:
        if not db.rows(admin, "select from pg_available_extensions where name = 'plpgsql_check'"):
            pytest.skip("plpgsql_check is not installed: postgresql-15-plpgsql-check")
        name = servers.clone(admin, servers.TEMPLATE)
        try:
            apply(server.url(name), project, Selection(), Options(), lambda _: None)
            with db.connected(server.admin_url(name)) as conn:
                db.run(conn, "create extension plpgsql_check with schema public")
            ended = supabase(
                "db", "lint", f"--remote={over_tcp(server, server.admin_url(name))}", "--schema", schemas, home=tmp_path
            )
        finally:
            servers.drop(admin, name)

    assert ended.returncode == 0, ended.stderr
    start = ended.stdout.find("\n[")
    found = json.loads(ended.stdout[start:]) if start >= 0 else []
    assert [(one["function"], issue["message"], issue["sqlState"]) for one in found for issue in one["issues"]] == []
