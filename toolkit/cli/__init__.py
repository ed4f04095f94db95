"""The command line. Each module holds a group of commands; they import what they need when they are called."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import __version__
from . import options

app = typer.Typer(
    name="toolkit",
    help="One Postgres, one schema per service: apply, check and look after plain SQL.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(given: bool) -> None:
    if given:
        typer.echo(f"toolkit {__version__}")
        raise typer.Exit


@app.callback()
def main(
    directory: options.Directory = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """One Postgres, one schema per service: apply, check and look after plain SQL."""
    del version
    options.remember_directory(directory)


def _register() -> None:
    from . import api, apply, author, db, demo, events

    demo.register(app)
    apply.register(app)
    author.register(app)

    app.add_typer(db.app, name="db")
    api.register(app)
    events.register(app)


_register()
