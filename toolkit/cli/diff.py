"""The commands that compare databases."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from . import options
from .output import GREEN, RED, YELLOW, Output, say, show, show_json, styled

if TYPE_CHECKING:
    from ..settings import Settings
    from ..verbs.diff import Diff
    from ..verbs.diff.prove import Proof
    from ..verbs.diff.states import Side

COLORS = {"+": GREEN, "-": RED, "~": YELLOW}
SIDE = "a URL, a folder of SQL files, or a snapshot"
ScratchUrl = Annotated[
    str | None,
    typer.Option("--scratch-url", metavar="URL", help="Server for the scratch database. [default: the database's own]"),
]


def diff(
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    old: Annotated[
        str | None, typer.Option("--from", metavar="SIDE", help=f"What is there: {SIDE}. [default: the database]")
    ] = None,
    new: Annotated[
        str | None, typer.Option("--to", metavar="SIDE", help=f"What shall be: {SIDE}. [default: the project's files]")
    ] = None,
    sql: Annotated[bool, typer.Option("--sql", help="Print the script that ends the difference.")] = False,
    prove: Annotated[
        bool, typer.Option("--prove", help="Run the script on a clone with rows in it first; end with 1 if it fails.")
    ] = False,
    rename: Annotated[
        list[str] | None,
        typer.Option("--rename", metavar="OLD=NEW", help="It got another name: shop.items.titel=title; repeatable."),
    ] = None,
    without_blocking: Annotated[
        bool, typer.Option("--online", help="Choose the forms that keep no reader or writer waiting, in more steps.")
    ] = False,
    lock_timeout: Annotated[
        str | None, typer.Option("--lock-timeout", metavar="TIME", help="In the script: longest wait for a lock (5s).")
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option("--include", metavar="PATTERN", help="Only these schemas, or kinds (kind:policy); repeatable."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude", metavar="PATTERN", help="Not these schemas or kinds; repeatable."),
    ] = None,
    no_owner: Annotated[bool, typer.Option("--no-owner", help="Do not compare owners.")] = False,
    no_privileges: Annotated[bool, typer.Option("--no-privileges", help="Do not compare privileges.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 3 if anything differs.")] = False,
    scratch_url: ScratchUrl = None,
    output: options.Format = Output.text,
) -> None:
    """
    Show how a database differs from the files, or any two databases from each other.

    With --sql, the statements that turn the first into the second, each below its locks and what it loses.
    """
    from ..core.planning.steps import script
    from ..core.scope import Scope
    from ..verbs.diff import diff as verb
    from ..verbs.diff.states import Database

    settings = options.settings_for(directory, db_url, env)
    left, right = side(settings, old, is_new=False), side(settings, new, is_new=True)
    servers = (scratch_url, *(one.conninfo for one in (left, right) if isinstance(one, Database)), default_of(settings))
    scope = Scope(tuple(include or ()), tuple(exclude or ()), owners=not no_owner, privileges=not no_privileges)
    scratch = next((one for one in servers if one), None)
    found = verb(
        left,
        right,
        scope,
        scratch=scratch,
        renames=tuple(rename or ()),
        without_blocking=without_blocking,
        proven=prove,
    )
    if sql:
        show(script(found.steps, lock_timeout=lock_timeout or ("5s" if without_blocking else "")).rstrip("\n"))
    elif output is Output.json:
        show_json(found.as_json())
    else:
        show_words(found)
    say_more(found, has_script=sql)
    if found.proof is not None:
        show_proof(found.proof)
        if not found.proof.holds:
            raise typer.Exit(1)
    if exit_code and found.differences:
        raise typer.Exit(3)


def show_words(found: Diff) -> None:
    """What differs, for people."""
    for difference in found.differences:
        for line in difference.as_lines():
            show(styled(line, COLORS[line[0]], sys.stdout) if line[0] in COLORS else line)


def say_more(found: Diff, *, has_script: bool) -> None:
    """On stderr, what must be known besides: that nothing differs, what may have been renamed, what is lost."""
    if not found.differences:
        say("nothing differs")
    for offer in found.offers:
        say(f"nothing was renamed; if this was, say so: --rename {offer}")
    for loss in found.losses if has_script else ():
        say(f"this script loses data: {loss}")


def show_proof(proof: Proof) -> None:
    """What came of the script on a clone, on stderr: the script itself may be on stdout."""
    for line in proof.unchecked:
        say(f"not checked: {line}")
    for key in proof.left:
        say(f"still differs: {key}")
    for line in proof.lost:
        say(f"lost without a label: {line}")
    if proof.error:
        say(f"refused by Postgres: {proof.error}")
    if proof.holds:
        say(f"proven on a clone with {proof.rows} rows: nothing differs, no row is lost without a label")


def snapshot(
    source: Annotated[str | None, typer.Argument(metavar="SIDE", help=f"{SIDE.capitalize()}.")] = None,
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    scratch_url: ScratchUrl = None,
) -> None:
    """Print the catalog of a database as JSON, to be compared later: toolkit diff --from yesterday.json."""
    from ..core.facts.snapshots import dump
    from ..verbs.diff.states import Database, state_of

    settings = options.settings_for(directory, db_url, env)
    one = side(settings, source, is_new=False)
    server = scratch_url or (one.conninfo if isinstance(one, Database) else default_of(settings))
    with state_of(one, server) as state:
        show(dump(state.catalog).rstrip("\n"))


def side(settings: Settings, text: str | None, *, is_new: bool) -> Side:
    """What was named, or else the database (what is there) and the project's files (what shall be)."""
    from ..verbs.diff.states import Database, Files, side_of

    if text is not None:
        return side_of(text)
    if is_new:
        return Files(options.project_of(settings))
    return Database(options.target_of(settings).conninfo)


def default_of(settings: Settings) -> str | None:
    """The address of the database that the settings mean, None where there is none."""
    from ..errors import UsageError

    try:
        return options.target_of(settings).conninfo
    except UsageError:
        return None


def register(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    app.command(short_help="Show how a database differs from the files, or from another.")(diff)
    app.command(short_help="Print the catalog of a database, to be compared later.")(snapshot)
