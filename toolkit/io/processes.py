"""Operating system users and processes: run a program as somebody, find the processes of a server, signal them."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ..errors import ToolkitError

PROC = Path("/proc")
PAUSE = 0.02  # seconds between two looks at a process


@dataclass(frozen=True, slots=True)
class Account:
    """
    The operating system user as whom a server runs.

    ``name`` is empty where the user database has no entry for the number, as in containers with made-up users.
    """

    uid: int
    gid: int
    name: str

    def __str__(self) -> str:
        return self.name or f"user {self.uid}"


@dataclass(frozen=True, slots=True)
class Process:
    """
    One process of this machine, told from a later one with the same number by its start.

    ``started`` is in clock ticks since the machine started; 0 where the system does not say.
    """

    pid: int
    started: int


def account_of(uid: int) -> Account:
    """The account with that number; its group is ours where the user database does not know it."""
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return Account(uid, os.getegid() if uid == os.geteuid() else uid, "")
    return Account(uid, os.getegid() if uid == os.geteuid() else entry.pw_gid, entry.pw_name)


def account_named(name: str) -> Account | None:
    """The account of that name, None where there is none."""
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)


def run_as(
    account: Account,
    arguments: Sequence[str],
    *,
    environ: dict[str, str],
    output: IO[bytes] | None = None,
    limit: float,
) -> subprocess.CompletedProcess[str]:
    """
    Run a program as *account* and wait; its output is returned, or goes to *output*. It never reads our input.

    Only root can become somebody else. Nothing of our environment reaches the program but *environ*. Raises
    ToolkitError when it takes longer than *limit* seconds.
    """
    other = account.uid != os.geteuid()
    try:
        return subprocess.run(
            arguments,
            env=environ,
            cwd="/",  # the account may not be allowed to be where we are
            stdin=subprocess.DEVNULL,
            stdout=output or subprocess.PIPE,
            stderr=output or subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=limit,
            check=False,
            start_new_session=True,  # Ctrl-C in a terminal is for us, not for a server
            user=account.uid if other else None,
            group=account.gid if other else None,
            extra_groups=[] if other else None,
        )
    except subprocess.TimeoutExpired as error:
        raise ToolkitError(f"{Path(arguments[0]).name} took longer than {limit:.0f} s and was stopped") from error
    except OSError as error:
        raise ToolkitError(f"{arguments[0]} cannot be run: {error.strerror}") from error


def servers_in(directory: Path) -> tuple[Process, ...]:
    """
    Every living process of a Postgres server whose working directory is *directory*, lowest number first.

    A server and its children work in their data directory, so that this cannot name a stranger's process, whatever
    a stale pid file says. Without ``/proc`` only the process named by the pid file can be found.
    """
    if not (PROC / "self" / "stat").exists():
        return _server_by_pid_file(directory)
    try:
        wanted = directory.stat()
    except OSError:
        return ()
    found = []
    for entry in PROC.iterdir():
        if not entry.name.isdecimal():
            continue
        with suppress(OSError):  # ended meanwhile, or not ours to look at
            place = (entry / "cwd").stat()
            if (place.st_dev, place.st_ino) == (wanted.st_dev, wanted.st_ino):
                name, started, is_alive = _stat(int(entry.name))
                if is_alive and name == "postgres":
                    found.append(Process(int(entry.name), started))
    return tuple(sorted(found, key=lambda process: process.pid))


def send(process: Process, number: signal.Signals) -> None:
    """Signal *process*; nothing happens when it has ended, even if another has its number by now."""
    with suppress(ProcessLookupError, FileNotFoundError):
        if not hasattr(os, "pidfd_open"):
            os.kill(process.pid, number)
            return
        handle = os.pidfd_open(process.pid)
        try:
            # The handle stays with the process that it was opened for: after this check nothing can be mixed up.
            if _stat(process.pid)[1] == process.started:
                signal.pidfd_send_signal(handle, number)
        finally:
            os.close(handle)


def wait_until_gone(directory: Path, limit: float) -> tuple[Process, ...]:
    """Wait until no server works in *directory*, at most *limit* seconds; return those that still do."""
    end = time.monotonic() + limit
    while remaining := servers_in(directory):
        if time.monotonic() > end:
            return remaining
        time.sleep(PAUSE)
    return ()


def _stat(pid: int) -> tuple[str, int, bool]:
    """Name, start and whether it lives (a zombie does not), from ``/proc/<pid>/stat``."""
    text = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    name = text[text.index("(") + 1 : text.rindex(")")]  # the name itself may hold brackets and blanks
    fields = text[text.rindex(")") + 2 :].split()
    return name, int(fields[19]), fields[0] not in "ZX"


def _server_by_pid_file(directory: Path) -> tuple[Process, ...]:
    try:
        pid = int((directory / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        os.kill(pid, 0)
        command = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True, check=False)
    except (OSError, ValueError):
        return ()
    return (Process(pid, 0),) if Path(command.stdout.strip()).name == "postgres" else ()
