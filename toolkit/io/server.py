"""The local server of a project folder: what is kept about it, its passwords, its address."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from ..errors import ToolkitError
from . import cluster
from .layout import outside_name
from .processes import account_of
from .workplace import FOLDER, explained, write

HOST = "127.0.0.1"
DATABASE = "postgres"
DEPLOYER = "postgres"
LOGINS = (cluster.SUPERUSER, DEPLOYER, "authenticator")  # the roles that get a password; the others have none


@dataclass(frozen=True, slots=True)
class State:
    """
    What ``.toolkit/server.json`` keeps between two starts; None: not chosen yet.

    ``home`` is the folder of the data directory where it cannot be ``.toolkit`` itself. ``version`` is that of the
    server as it was last started.
    """

    port: int | None = None
    home: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Marker:
    """
    What ``toolkit.json`` in the data directory says was laid in there, written last of all.

    ``standin`` and ``passwords`` are digests of what was laid, ``default_privileges`` the world: new or old.
    """

    standin: str
    passwords: str
    default_privileges: str


def home_of(folder: Path) -> Path:
    """
    The folder that holds the data directory of the project: ``.toolkit``, or the one outside that was chosen for it.

    One that was chosen for another folder (the project was copied) does not count: both would share one server.
    """
    home = read_state(folder).home
    return Path(home) if home and Path(home).name.endswith(outside_name(folder, "data")) else folder


def local_url(
    root: Path, *, role: str = DEPLOYER, database: str = DATABASE, through_socket: bool = False
) -> str | None:
    """The address of the local server of the project folder *root*, None where it does not run or is not ready."""
    folder = root / FOLDER
    with explained(folder):
        if not folder.is_dir():
            return None
        data = home_of(folder) / "data"
        require_access(data)
        server = cluster.running(data)
        if server is None or not server.is_ready or read_marker(data) is None:
            return None
        if through_socket:
            return socket_url(server, role, database)
        return (
            f"postgresql://{quote(role)}:{quote(read_passwords(folder)[role])}@{HOST}:{server.port}/{quote(database)}"
        )


@contextmanager
def no_libpq_variables() -> Iterator[None]:
    """
    Hide every PG* variable from libpq inside the block.

    PGHOSTADDR or a service named by PGSERVICE would send a connection that is meant for the local server elsewhere.
    """
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("PG")}
    try:
        yield
    finally:
        os.environ.update(hidden)


def socket_url(server: cluster.Running, role: str, database: str = DATABASE) -> str:
    """The address through the Unix socket, where no password is asked for."""
    return (
        f"postgresql://{quote(role)}@/{quote(database)}?host={quote(str(server.sockets), safe='')}&port={server.port}"
    )


def read_state(folder: Path) -> State:
    """The state of the project; raises ToolkitError where the file was damaged by hand."""
    path = folder / "server.json"
    try:
        return State(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return State()
    except (ValueError, TypeError) as error:
        hint = "remove the file: the port is then chosen anew"
        raise ToolkitError(f"{path} is not what `toolkit db start` wrote", hint=hint) from error


def write_state(folder: Path, state: State) -> None:
    """Keep the state."""
    write(folder / "server.json", json.dumps(asdict(state), indent=2) + "\n", mode=0o644)


def read_marker(data: Path) -> Marker | None:
    """What was laid into the data directory, None where nothing was laid completely."""
    try:
        return Marker(**json.loads((data / "toolkit.json").read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write_marker(data: Path, marker: Marker) -> None:
    """Say that all of it is there."""
    write(data / "toolkit.json", json.dumps(asdict(marker), indent=2) + "\n", mode=0o600)


def make_passwords(folder: Path) -> dict[str, str]:
    """The passwords of the login roles, made once; the file has the form that libpq reads (``PGPASSFILE``)."""
    known = read_passwords(folder)
    if all(role in known for role in LOGINS):
        return known
    made = {role: known.get(role) or secrets.token_urlsafe(24) for role in LOGINS}
    lines = [f"{HOST}:*:*:{role}:{password}" for role, password in made.items()]
    write(folder / "pgpass", "\n".join((*lines, "")), mode=0o600)
    return made


def read_passwords(folder: Path) -> dict[str, str]:
    """The password of each login role; empty where none were made."""
    try:
        lines = (folder / "pgpass").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return {fields[3]: fields[4] for line in lines if len(fields := line.split(":")) == 5}


def digest(*texts: str) -> str:
    """A name for texts that does not give them away."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def require_access(data: Path) -> None:
    """Raise ToolkitError where the data directory is another user's."""
    try:
        owner = data.stat().st_uid
    except FileNotFoundError:
        return
    if os.geteuid() not in (0, owner):
        who = account_of(owner)
        raise ToolkitError(
            f"the local database in {data} belongs to {who}, and you are {account_of(os.geteuid())}",
            hint=f"run this as {who} or as root, or use a copy of the project folder of your own",
        )
