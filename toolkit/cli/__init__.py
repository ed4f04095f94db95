"""The command line. Each module holds a group of commands, and is imported when one of them is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated

import typer

from .. import __version__
from . import options

# The module of each command, in the order in which `--help` shows them.
COMMANDS = {
    "demo": "demo",
    "apply": "apply",
    "up": "apply",
    "push": "apply",
    "plan": "apply",
    "status": "apply",
    "seed": "apply",
    "baseline": "apply",
    "repair": "apply",
    "diff": "diff",
    "snapshot": "diff",
    "watch": "diff",
    "new": "author",
    "lint": "author",
    "db": "db",
    "serve": "api",
    "token": "api",
    "events": "events",
    "keys": "keys",
}


def _version(given: bool) -> None:
    if given:
        typer.echo(f"toolkit {__version__}")
        raise typer.Exit


def make_app(arguments: list[str]) -> typer.Typer:
    """
    The command line, with the commands that *arguments* could mean.

    To build a command costs time even where another one is called, so where the first word that is no option names
    one, only the module of that command is there; else all are, for the list that `--help` shows.
    """
    app = typer.Typer(
        name="toolkit",
        help="One Postgres, one schema per service: apply, check and look after plain SQL.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(main)
    for module in dict.fromkeys(wanted(arguments)):
        import_module(f".{module}", __package__).register(app)
    return app


def wanted(arguments: list[str]) -> list[str]:
    """The modules that *arguments* need: one where a command is named, else all."""
    words = iter(arguments)
    for word in words:
        if word in ("-C", "--directory"):
            next(words, None)  # a folder may be called like a command
        elif not word.startswith("-"):
            return [COMMANDS[word]] if word in COMMANDS else list(COMMANDS.values())
    return list(COMMANDS.values())


def main(
    directory: options.Directory = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """One Postgres, one schema per service: apply, check and look after plain SQL."""
    del version
    options.remember_directory(directory)


def run() -> None:
    """Run the command line on the arguments of this process."""
    make_app(sys.argv[1:])(prog_name="toolkit", standalone_mode=True)
