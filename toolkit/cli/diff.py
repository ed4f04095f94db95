"""The commands that compare databases."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from . import options
from .output import Output, say, show, show_json

if TYPE_CHECKING:
    from ..settings import Settings
    from ..verbs.diff.states import Side


class Danger(StrEnum):
    """What nobody should have done by accident."""

    data_loss = "data-loss"
    rewrite = "rewrite"


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
    write: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--write",
            metavar="SYSTEM/SERVICE SLUG",
            help="Write the next script of a service: what was changed in the database by hand.",
        ),
    ] = None,
    allow: Annotated[
        list[Danger] | None,
        typer.Option("--allow", metavar="DANGER", help="Write even so: data-loss or rewrite; repeatable."),
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
    selftest: Annotated[
        bool, typer.Option("--selftest", help="Make one change of every kind in a scratch database, and find each.")
    ] = False,
    unmanaged: Annotated[
        bool, typer.Option("--unmanaged", help="List what a user can set and this does not compare, with the reasons.")
    ] = False,
    scratch_url: ScratchUrl = None,
    output: options.Format = Output.text,
) -> None:
    """
    Show how a database differs from the files, or any two databases from each other.

    With --sql, the statements that turn the first into the second, each below its locks and what it loses. With
    --write, what was changed by hand becomes the next script: toolkit diff --write shop/billing add_currency.
    """
    from ..core.scope import Scope
    from ..verbs.diff import diff as verb
    from ..verbs.diff.write import scope_of
    from ..verbs.diff.write import write as write_scripts
    from . import differences

    if unmanaged:
        differences.show_unmanaged(output)
        return
    settings = options.settings_for(directory, db_url, env)
    if selftest:
        differences.show_trials(scratch_url or options.target_of(settings).conninfo, output)
        return
    scope = Scope(tuple(include or ()), tuple(exclude or ()), owners=not no_owner, privileges=not no_privileges)
    if write is not None:
        scope = scope_of(options.project_of(settings), write[0], scope)
    left, right = sides(settings, old, new, is_written=write is not None)
    found = verb(
        left,
        right,
        scope,
        scratch=scratch_for(settings, scratch_url, left, right),
        renames=tuple(rename or ()),
        without_blocking=without_blocking,
        proven=prove,
    )
    if write is not None and found.differences:
        show("\n".join(write_scripts(settings.root, *write, found, frozenset(allow or ()))))
    elif sql:
        differences.show_script(found, lock_timeout or ("5s" if without_blocking else ""))
    elif output is Output.json:
        show_json(found.as_json())
    else:
        differences.show_words(found)
    differences.say_more(found, has_script=sql or write is not None)
    if found.proof is not None and not found.proof.holds:
        raise typer.Exit(1)
    if exit_code and found.differences:
        raise typer.Exit(3)


def snapshot(
    source: Annotated[str | None, typer.Argument(metavar="SIDE", help=f"{SIDE.capitalize()}.")] = None,
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    scratch_url: ScratchUrl = None,
) -> None:
    """Print the catalog of a database as JSON, to be compared later: toolkit diff --from yesterday.json."""
    from ..core.facts.snapshots import dump
    from ..verbs.diff.states import state_of

    settings = options.settings_for(directory, db_url, env)
    one = side(settings, source, is_files=False)
    with state_of(one, scratch_for(settings, scratch_url, one)) as state:
        show(dump(state.catalog).rstrip("\n"))


def watch(
    off: Annotated[bool, typer.Option("--off", help="End it; what was noted stays.")] = False,
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
) -> None:
    """
    Note in the database who changes objects by hand, and when, for `toolkit status --drift`.

    Two event triggers write toolkit.ddl_log; what the toolkit itself does is not noted, nor the text of any statement.
    """
    from ..verbs.watch import watch as verb

    verb(options.target_of(options.settings_for(directory, db_url, env)).conninfo, on=not off)
    say("changes are no longer noted" if off else "changes are noted in toolkit.ddl_log")


def side(settings: Settings, text: str | None, *, is_files: bool) -> Side:
    """What was named, or else the database (what is there) and the project's files (what shall be)."""
    from ..verbs.diff.states import Database, Files, side_of

    if text is not None:
        return side_of(text)
    if is_files:
        return Files(options.project_of(settings))
    return Database(options.target_of(settings).conninfo)


def sides(settings: Settings, old: str | None, new: str | None, *, is_written: bool) -> tuple[Side, Side]:
    """
    What is there and what shall be.

    A script is written of what was changed by hand, where no side is named: what is there then are the files that were
    applied to the database, and what shall be is the database.
    """
    from ..verbs.diff.drift import applied
    from ..verbs.diff.states import Database

    if not is_written or old is not None or new is not None:
        return side(settings, old, is_files=False), side(settings, new, is_files=True)
    conninfo = options.target_of(settings).conninfo
    return applied(conninfo, options.project_of(settings)), Database(conninfo)


def scratch_for(settings: Settings, named: str | None, *compared: Side) -> str | None:
    """The server for scratch databases: the one that was named, that of a database that is compared, the usual one."""
    from ..verbs.diff.states import Database

    near = [one.conninfo for one in compared if isinstance(one, Database)]
    return next((one for one in (named, *near) if one), None) or default_of(settings)


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
    app.command(short_help="Note who changes objects by hand.")(watch)
