"""``toolkit db``: the local database, and the stand-in for Supabase on another one."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import ToolkitError, UsageError
from ..io.standin_files import World
from . import options
from .output import Output, say, show, show_json

if TYPE_CHECKING:
    from ..verbs.local import Status

app = typer.Typer(help="The local database: a real Postgres in .toolkit/, dressed as Supabase.", no_args_is_help=True)

Worlds = Annotated[
    World | None,
    typer.Option(
        "--default-privileges",
        help="What new objects in public give to the API roles, as on Supabase: new (nothing to read or write; since "
        "2026) or old (everything). Without it: as before, at first new.",
    ),
]
FORMAT = Output.text


@app.command()
def start(
    directory: options.Directory = None,
    port: Annotated[
        int | None,
        typer.Option("--port", min=1, max=65535, help="Port on 127.0.0.1; kept. Default: as before, or a free one."),
    ] = None,
    default_privileges: Worlds = None,
    output: options.Format = FORMAT,
) -> None:
    """Start the local server; the first time, make it."""
    from ..verbs import local

    settings = options.settings_for(directory)
    _print(local.start(settings.root, port=port, world=default_privileges, say=say), output)


@app.command()
def stop(directory: options.Directory = None) -> None:
    """Stop the local server; nothing is lost."""
    from ..verbs import local

    was_running = local.stop(options.settings_for(directory).root, say=say)
    say("stopped" if was_running else "the local server is not running")


@app.command()
def status(directory: options.Directory = None, output: options.Format = FORMAT) -> None:
    """Show whether the local server runs, where, and since when."""
    from ..verbs import local

    _print(local.status(options.settings_for(directory).root), output)


@app.command()
def url(
    directory: options.Directory = None,
    socket: Annotated[bool, typer.Option("--socket", help="Through the Unix socket, which needs no password.")] = False,
    admin: Annotated[bool, typer.Option("--admin", help="As the superuser supabase_admin, not as postgres.")] = False,
    output: options.Format = FORMAT,
) -> None:
    """Print the address of the local database, with its password, on one line."""
    from ..io.cluster import SUPERUSER
    from ..io.server import DEPLOYER
    from ..verbs import local

    root = options.settings_for(directory).root
    role = SUPERUSER if admin else DEPLOYER
    address = local.url(root, role=role, through_socket=socket)
    if output is Output.text:
        show(address)
        return
    now = local.status(root)
    show_json({"url": address, "user": role, "host": now.socket if socket else now.host, "port": now.port})


@app.command()
def reset(
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    default_privileges: Worlds = None,
    yes: options.Yes = False,
    output: options.Format = FORMAT,
) -> None:
    """Destroy the local database with all that is in it, and start an empty one."""
    from ..verbs import local

    root = options.settings_for(directory).root
    if db_url is not None:
        raise UsageError(
            "db reset destroys only the local server of the project folder, and a database was named",
            hint="leave --db-url away",
        )
    now = local.status(root)
    if now.size is not None:
        _confirm(f"This destroys the local database in {now.data} ({_megabytes(now.size)}).", yes=yes)
    _print(local.reset(root, world=default_privileges, say=say), output)


@app.command()
def prepare(
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    default_privileges: Worlds = None,
    yes: Annotated[
        str | None,
        typer.Option("--yes", metavar="HOST", help="Host of a server that is not this machine: says that you mean it."),
    ] = None,
) -> None:
    """Lay on another Postgres what it lacks of Supabase: roles, schemas, auth functions. Needs a superuser."""
    from ..verbs import local

    settings = options.settings_for(directory, db_url, env)
    if settings.target is None:
        raise UsageError("no database was named", hint="name one: --db-url, --env, DATABASE_URL")
    laid = local.prepare(settings.target.conninfo, world=default_privileges, confirmed_host=yes, say=say)
    for name in laid:
        show(name)


def register(parent: typer.Typer) -> None:
    """Add the commands of this module to *parent*."""
    parent.add_typer(app, name="db", short_help="The local database: a real Postgres.")


def _print(now: Status, output: Output) -> None:
    if output is Output.json:
        show_json(asdict(now))
        return
    lines = (
        ("server", f"running, pid {now.pid}" if now.running else "not running"),
        ("ready", "yes" if now.is_ready else "no: run `toolkit db start`"),
        ("version", now.version),
        ("address", f"{now.host}:{now.port}" if now.port else None),
        ("socket", now.socket),
        ("data", f"{now.data} ({_megabytes(now.size)})" if now.size is not None else f"{now.data} (not made yet)"),
        ("uptime", _duration(now.uptime) if now.uptime is not None else None),
        ("default privileges", now.default_privileges),
        ("log", now.log if now.version else None),
        ("connect", 'psql "$(toolkit db url)"' if now.is_ready else None),
    )
    for name, value in lines:
        if value is not None:
            show(f"{name:<18}  {value}")


def _confirm(what: str, *, yes: bool) -> None:
    """Ask before destroying; where nobody can answer, ``--yes`` must have been given."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError(f"{what} Nobody is there to be asked.", hint="add --yes")
    say(what)
    if not typer.confirm("Go on?", err=True):
        raise ToolkitError("nothing was destroyed")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB"


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = ((days, "d"), (hours, "h"), (minutes, "min"), (rest, "s"))
    return " ".join([f"{value} {unit}" for value, unit in parts if value][:2]) or "0 s"
