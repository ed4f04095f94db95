"""One Postgres data directory and its server: made, started, looked at, stopped. Knows nothing of projects."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from ..errors import ToolkitError
from .binaries import Binaries
from .processes import PAUSE, Account, run_as, send, servers_in, wait_until_gone
from .workplace import give, open_log, write

SUPERUSER = "supabase_admin"  # as on Supabase, where `postgres` is not one
START_LIMIT = 60  # seconds; a start after a crash may have to replay the log
FAST_LIMIT, QUIT_LIMIT, KILL_LIMIT = 30.0, 5.0, 5.0  # seconds that a stop waits before it gets rougher
ORPHAN_LIMIT = 2.0  # seconds that the children of a killed server get to notice and end by themselves
LOG_LINES = 12

# Who may come in how: the folder of the socket is passable for the server's own user (and root) alone, and that user
# can read and write the data files anyway; over the network loopback, passwords.
HBA = """\
# Written by `toolkit db start`.
# type  database     user  address       method
local   all          all                 trust
local   replication  all                 trust
host    all          all   127.0.0.1/32  scram-sha-256
host    replication  all   127.0.0.1/32  scram-sha-256
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """
    A data directory and how its server runs.

    ``sockets`` is the folder of the Unix socket, passable for ``account`` alone. ``port`` is on 127.0.0.1 and part
    of the socket's name. ``settings`` are further lines of the configuration, as (name, value).
    """

    data: Path
    sockets: Path
    log: Path
    port: int
    account: Account
    binaries: Binaries
    settings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs now, as its ``postmaster.pid`` says. ``started`` is in seconds since 1970."""

    pid: int
    started: int
    port: int
    sockets: Path
    is_ready: bool


def major_of(data: Path) -> int | None:
    """The major version that made the data directory, None where there is none."""
    try:
        return int((data / "PG_VERSION").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def running(data: Path) -> Running | None:
    """The server of that data directory, None where none runs. A pid file that outlived its server counts as none."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").split("\n")
        pid, started, port, sockets = int(lines[0]), int(lines[2]), int(lines[3]), Path(lines[4])
    except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
        return None  # IndexError, ValueError: it is being written at this moment
    if all(process.pid != pid for process in servers_in(data)):
        return None
    return Running(pid, started, port, sockets, is_ready=len(lines) > 7 and lines[7].strip() == "ready")


def create(cluster: Cluster) -> None:
    """
    Make the data directory: complete or not at all.

    It is made beside its place and then renamed, so that a kill leaves only a folder that `sweep` removes.
    """
    unfinished = cluster.data.with_name(f"{cluster.data.name}.new-{secrets.token_hex(4)}")
    unfinished.mkdir(mode=0o700)
    give(unfinished, cluster.account.uid, cluster.account.gid, 0o700)
    done = run_as(
        cluster.account,
        (
            *_known_to_the_system(cluster.account),
            cluster.binaries.program("initdb"),
            f"--username={SUPERUSER}",
            "--locale=C",
            "--encoding=UTF8",
            "--auth=trust",  # replaced below, before the server ever runs
            "--no-sync",
            "--no-instructions",
        ),
        environ=_environ(unfinished),
        limit=300,
    )
    if done.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise ToolkitError(
            f"the data directory {cluster.data} could not be made by {cluster.account}",
            detail=_last_lines(done.stdout),
            hint="" if cluster.account.name else "add an entry for this user to /etc/passwd: initdb asks for its name",
        )
    write(unfinished / "pg_hba.conf", HBA, mode=0o600)
    configuration = (unfinished / "postgresql.conf").read_text(encoding="utf-8")
    write(unfinished / "postgresql.conf", f"{configuration}\ninclude 'toolkit.conf'\n", mode=0o600)
    unfinished.rename(cluster.data)


def start(cluster: Cluster) -> Running:
    """Start the server and wait until it takes connections; raises ToolkitError with the end of its log."""
    if (server := _wait_until_ready(cluster.data)) is not None:
        return server  # started by a tool that was killed meanwhile
    _clear_the_remains(cluster)
    write(cluster.data / "toolkit.conf", configuration_of(cluster), mode=0o600)
    with os.fdopen(open_log(cluster.log), "ab") as log:
        before = os.fstat(log.fileno()).st_size
        done = run_as(
            cluster.account,
            (cluster.binaries.program("pg_ctl"), "start", "--silent", "--wait", f"--timeout={START_LIMIT}"),
            environ=_environ(cluster.data),  # names the data directory, which a shell would read as an argument
            output=log,
            limit=START_LIMIT + 30,
        )
    # pg_ctl may have lost against another one that a killed tool left behind: what counts is that a server is there.
    if (server := _wait_until_ready(cluster.data)) is not None:
        return server
    with cluster.log.open(encoding="utf-8", errors="replace") as file:
        file.seek(before)
        detail = _last_lines(file.read()) or f"pg_ctl ended with {done.returncode} and no word"
    raise ToolkitError("the local server did not start", detail=detail, hint=f"its log is {cluster.log}")


def stop(data: Path) -> bool:
    """
    End the server of that data directory and all its children; True if there was anything to end.

    Fast first (sessions are cut, everything is written), then immediate, then killed. Only processes that work in
    *data* are signalled.
    """
    if not servers_in(data):
        return False
    server = running(data)
    gentle = (signal.SIGINT, FAST_LIMIT) if server else (signal.SIGTERM, ORPHAN_LIMIT)
    for number, limit in (gentle, (signal.SIGQUIT, QUIT_LIMIT), (signal.SIGKILL, KILL_LIMIT)):
        for process in servers_in(data):
            # The parent ends its children in the right order; to them this signal only means: cancel the query.
            if number is not signal.SIGINT or server is None or process.pid == server.pid:
                send(process, number)
        remaining = wait_until_gone(data, limit)
        if not remaining:
            return True
    numbers = ", ".join(str(process.pid) for process in remaining)
    raise ToolkitError(
        f"the server in {data} could not be stopped (processes {numbers})",
        hint="they hang in the system, or belong to another user: run this as that user or as root",
    )


def sweep(data: Path) -> None:
    """Remove what a killed `create` or a killed removal left beside *data*."""
    for leftover in (*data.parent.glob(f"{data.name}.new-*"), *data.parent.glob(f"{data.name}.old-*")):
        for process in servers_in(leftover):
            send(process, signal.SIGKILL)
        shutil.rmtree(leftover, ignore_errors=True)  # what cannot go now goes the next time


def remove(data: Path) -> None:
    """Remove the data directory of a stopped server: from one moment to the next it is no longer there."""
    if data.exists():
        data.rename(data.with_name(f"{data.name}.old-{secrets.token_hex(4)}"))
    sweep(data)


def configuration_of(cluster: Cluster) -> str:
    """The text of ``toolkit.conf``, read after ``postgresql.conf`` and written anew at each start."""
    settings = (
        ("listen_addresses", "127.0.0.1"),
        ("port", str(cluster.port)),
        ("unix_socket_directories", '"' + str(cluster.sockets).replace('"', '""') + '"'),  # else a comma separates
        ("unix_socket_permissions", "0700"),
        ("password_encryption", "scram-sha-256"),
        ("timezone", "UTC"),  # as on Supabase
        ("log_timezone", "UTC"),
        ("log_line_prefix", "%m [%p] %q%u@%d "),
        ("wal_level", "logical"),  # as on Supabase: publications and slots work
        *cluster.settings,
    )
    lines = (f"{name} = '{_quoted(value)}'" for name, value in settings)
    return "\n".join(("# Written by `toolkit db start` at each start. Own settings: alter system.", *lines, ""))


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")


def _environ(data: Path) -> dict[str, str]:
    """All that a server gets to see of an environment: no PG* variable of ours may change what it does."""
    environ = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "PGDATA": str(data)}
    if "LD_LIBRARY_PATH" in os.environ:
        environ["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    return environ


def _known_to_the_system(account: Account) -> tuple[str, ...]:
    """
    What to put before initdb so that it finds a name for its user, which it insists on.

    A user without an entry in the user database (``docker run --user 12345``) is shown as ``nobody`` inside a user
    namespace; the files still become those of the real user.
    """
    if account.name or shutil.which("unshare") is None:
        return ()
    return ("unshare", "--user", "--map-user=nobody", "--")


def _clear_the_remains(cluster: Cluster) -> None:
    """Make room after a killed server: its children end, and its files do not stop the next one."""
    wait_until_gone(cluster.data, ORPHAN_LIMIT)
    stop(cluster.data)
    # Postgres removes a stale pid file itself, but not where the number now belongs to another process of the same
    # user, as after a restart of the machine: then it refuses to start. Here nothing works in the directory.
    (cluster.data / "postmaster.pid").unlink(missing_ok=True)
    for stale in cluster.sockets.glob(".s.PGSQL.*"):
        stale.unlink(missing_ok=True)


def _wait_until_ready(data: Path) -> Running | None:
    """The server once it takes connections; None where there is none, or only the children of a dead one."""
    begin = time.monotonic()
    while True:
        server = running(data)
        waited = time.monotonic() - begin
        if server is not None and server.is_ready:
            return server
        if server is None and (waited > ORPHAN_LIMIT or not servers_in(data)):
            return None
        if waited > START_LIMIT:
            raise ToolkitError(
                f"the server in {data} runs but takes no connections after {START_LIMIT} s",
                hint="after a crash it first replays its log: wait, and run the same command again",
            )
        time.sleep(PAUSE)


def _last_lines(text: str) -> str:
    return "\n".join(text.strip().split("\n")[-LOG_LINES:])
