"""The options that commands share, and what they mean together."""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ..settings import Settings, Target, load_settings
from .output import Output

if TYPE_CHECKING:
    from ..core.systems import Project

DIRECTORY_HELP = "Project folder: the one that holds sql/."

Directory = Annotated[Path | None, typer.Option("--directory", "-C", metavar="DIR", help=DIRECTORY_HELP)]
DbUrl = Annotated[
    str | None,
    typer.Option(
        "--db-url",
        metavar="URL",
        help="Database, as a URL or keywords for libpq. Default: DATABASE_URL, PG*, toolkit.toml, the local one.",
    ),
]
Env = Annotated[
    str | None,
    typer.Option("--env", metavar="NAME", help="Database of an environment named in toolkit.toml or in .env.NAME."),
]
Format = Annotated[Output, typer.Option("--output", "-o", help="Form of the result.")]
Systems = Annotated[
    list[str] | None, typer.Option("--system", metavar="NAME", help="Only this system and what it needs; repeatable.")
]
Services = Annotated[
    list[str] | None,
    typer.Option("--service", metavar="NAME", help="Only this service (billing or shop/billing) and its needs."),
]
To = Annotated[str | None, typer.Option("--to", metavar="NUMBER", help="Stop the one --service at this number.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
LockTimeout = Annotated[
    float | None,
    typer.Option("--lock-timeout", metavar="SECONDS", min=0.001, help="Longest wait for one lock. [default: 2]"),
]
Retries = Annotated[
    int | None,
    typer.Option("--retries", metavar="N", min=0, help="How often to try again when a lock is busy. [default: 10]"),
]

# Of `toolkit -C DIR command`: the callback sets it before the command runs, which sees only its own options.
_given_directory: ContextVar[Path | None] = ContextVar("given_directory", default=None)


def remember_directory(directory: Path | None) -> None:
    """Keep the -C that stood before the command."""
    _given_directory.set(directory)


def settings_for(
    directory: Path | None = None,
    db_url: str | None = None,
    env: str | None = None,
    *,
    lock_timeout: float | None = None,
    retries: int | None = None,
) -> Settings:
    """The settings of this call. Without -C the project folder is the nearest one above that holds ``sql/``."""
    named = directory or _given_directory.get()
    if named is not None and not named.is_dir():
        raise UsageError(f"-C {named}: there is no such folder")
    root = (named or nearest_project(Path.cwd())).resolve()
    return load_settings(root, db_url=db_url, env=env, lock_timeout=lock_timeout, retries=retries)


def nearest_project(start: Path) -> Path:
    """*start*, or the first folder above it with ``sql/`` in it; *start* where there is none."""
    return next((folder for folder in (start, *start.parents) if (folder / "sql").is_dir()), start)


def project_of(settings: Settings) -> Project:
    """The systems of the project folder; raises ConfigError with file and line."""
    from ..io.files import read_project

    return read_project(settings.root, settings.environ)


def target_of(settings: Settings) -> Target:
    """The database to work on: the one that was named, else the local one of the project folder."""
    if settings.target is not None:
        return settings.target
    from ..io.server import local_url

    url = local_url(settings.root)
    if url is None:
        raise UsageError(
            "no database was named, and there is no local one",
            hint="start the local one with `toolkit db start`, or name one: --db-url, --env, DATABASE_URL",
        )
    return Target(url, "the local database")
