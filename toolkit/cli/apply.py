"""The commands that bring a database to the state of the files, and those that look before."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from . import options
from .output import GREEN, YELLOW, Output, say, show, show_json, styled
from .shown import show_baseline, show_drift, show_outcome, show_status, status_as_json

if TYPE_CHECKING:
    from ..core.ordering import Selection
    from ..core.traces import Drift
    from ..settings import Settings
    from ..verbs.apply import Options


def apply(
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    system: options.Systems = None,
    service: options.Services = None,
    to: options.To = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the SQL that would run; write nothing.")] = False,
    single_transaction: Annotated[
        bool, typer.Option("--single-transaction", "-1", help="All in one transaction: everything or nothing.")
    ] = False,
    policies: Annotated[
        bool, typer.Option("--policies", help="Bring roles, grants and policies in even if no file changed.")
    ] = False,
    lock_timeout: options.LockTimeout = None,
    retries: options.Retries = None,
    wait: Annotated[
        float, typer.Option("--wait", metavar="SECONDS", min=0, help="Longest wait for another runner.")
    ] = 600.0,
    output: options.Format = Output.text,
) -> None:
    """
    Bring the database to the state of the files: scripts, then roles, grants and policies, then reference rows.

    Each script runs in a transaction of its own, together with its row in the history. Stopped at any point and started
    again, it goes on from there. Nothing to do is no error.
    """
    from ..verbs import apply as verb

    settings = options.settings_for(directory, db_url, env, lock_timeout=lock_timeout, retries=retries)
    project = options.project_of(settings)
    target = options.target_of(settings)
    chosen = selection(system, service, to)
    how = how_to_apply(settings, wait=wait, single_transaction=single_transaction, policies=policies)
    if dry_run:
        from ..verbs.apply.steps import dry_run as text_of

        text = text_of(target.conninfo, project, chosen, how)
        if text:
            show(text.rstrip())
        else:
            say("nothing to do")
        return
    report = say if output is Output.text else ignore
    show_outcome(verb.apply(target.conninfo, project, chosen, how, report), output)


def plan(
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    system: options.Systems = None,
    service: options.Services = None,
    to: options.To = None,
    output: options.Format = Output.text,
) -> None:
    """
    Show what `apply` would run, with the lock that each statement takes and on what; nothing is written.

    `apply --dry-run` prints the same as SQL that psql can run.
    """
    from ..verbs.plan import plan as verb

    settings = options.settings_for(directory, db_url, env)
    found = verb(options.target_of(settings).conninfo, options.project_of(settings), selection(system, service, to))
    if output is Output.json:
        show_json(found.as_json())
        return
    if not found.lines:
        say("nothing to do")
        return
    show(found.as_text(bold=lambda text: styled(text, "1", sys.stdout)))


def status(
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    system: options.Systems = None,
    service: options.Services = None,
    exit_code: Annotated[
        bool,
        typer.Option(
            "--exit-code", help="End with 3 if anything is pending or drifted, with 6 if history and files conflict."
        ),
    ] = False,
    drift: Annotated[
        bool,
        typer.Option("--drift", help="Show what was changed by hand: it differs from the files that were applied."),
    ] = False,
    scratch_url: Annotated[
        str | None,
        typer.Option("--scratch-url", metavar="URL", help="Server for the scratch database. [default: the target's]"),
    ] = None,
    output: options.Format = Output.text,
) -> None:
    """Show, for each service, its version, what is pending, and scripts that were edited after they were applied."""
    from ..verbs.status import status as verb

    settings = options.settings_for(directory, db_url, env)
    conninfo, project = options.target_of(settings).conninfo, options.project_of(settings)
    found = verb(conninfo, project, selection(system, service, None))
    drifted: tuple[Drift, ...] = ()
    if drift:
        from ..verbs.diff.drift import drift as find

        drifted = find(conninfo, project, scratch=scratch_url)
    if output is Output.json:
        more = {"drift": [one.as_json() for one in drifted]} if drift else {}
        show_json(status_as_json(found) | more)
    else:
        show_status(found)
        if drift:
            show_drift(drifted)
    if exit_code and any(line.conflicts for line in found.services):
        raise typer.Exit(6)
    if exit_code and (drifted or not found.is_current):
        raise typer.Exit(3)


def seed(
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    system: options.Systems = None,
    demo: Annotated[bool, typer.Option("--demo", help="The demo rows too.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Run files that have not changed since they were run, too.")
    ] = False,
    lock_timeout: options.LockTimeout = None,
    retries: options.Retries = None,
    output: options.Format = Output.text,
) -> None:
    """Run the reference seeds, and with --demo the demo rows. Seeds are safe to run twice."""
    from ..verbs.seed import known_system
    from ..verbs.seed import seed as verb

    settings = options.settings_for(directory, db_url, env, lock_timeout=lock_timeout, retries=retries)
    project = options.project_of(settings)
    systems = tuple(known_system(project, name).name for name in system or ())
    report = say if output is Output.text else ignore
    how = how_to_apply(settings)
    outcome = verb(options.target_of(settings).conninfo, project, systems, how, report, demo=demo, again=again)
    show_outcome(outcome, output)


def baseline(
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    system: options.Systems = None,
    service: options.Services = None,
    to: options.To = None,
    scratch_url: Annotated[
        str | None,
        typer.Option("--scratch-url", metavar="URL", help="Server for the scratch database. [default: the target's]"),
    ] = None,
    output: options.Format = Output.text,
) -> None:
    """
    Adopt a database that holds the files' objects already: write the history, run nothing.

    The files are run in a scratch database first, and both catalogs must be equal; what differs is listed, and then
    nothing is written.
    """
    from ..verbs.baseline import baseline as verb

    settings = options.settings_for(directory, db_url, env)
    project = options.project_of(settings)
    found = verb(
        options.target_of(settings).conninfo,
        project,
        selection(system, service, to),
        how_to_apply(settings),
        scratch=scratch_url,
        report=say if output is Output.text else ignore,
    )
    show_baseline(found, output)
    if found.differences:
        raise typer.Exit(1)


def repair(
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    scratch_url: Annotated[
        str | None,
        typer.Option("--scratch-url", metavar="URL", help="Server for the scratch database. [default: the target's]"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Carry the proposals out.")] = False,
    output: options.Format = Output.text,
) -> None:
    """
    Compare history, files and catalog, and propose how to bring them together; with --yes, do it.

    Only the history and files are ever changed, never an object. A script is marked as applied only if the catalog
    shows all that it makes.
    """
    from ..verbs.repair import repair as verb

    settings = options.settings_for(directory, db_url, env)
    project = options.project_of(settings)
    found = verb(
        options.target_of(settings).conninfo,
        project,
        settings.root,
        how_to_apply(settings),
        say if output is Output.text else ignore,
        scratch=scratch_url,
        carry_out=yes,
    )
    if output is Output.json:
        show_json([proposal.as_json() for proposal in found])
    elif not found:
        say("history, files and catalog agree")
    else:
        for proposal in found:
            mark = (
                styled("can be mended", GREEN, sys.stdout)
                if proposal.is_possible
                else styled("by hand", YELLOW, sys.stdout)
            )
            show(f"{proposal.subject}  {'done' if yes and proposal.is_possible else mark}\n  {proposal.message}")
            for line in proposal.evidence:
                show(f"    {line}")
        if not yes and any(proposal.is_possible for proposal in found):
            say("carry out what can be mended with: toolkit repair --yes")
    if any(not (yes and proposal.is_possible) for proposal in found):
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    app.command(short_help="Bring the database to the state of the files.")(apply)
    app.command("up", hidden=True)(apply)
    app.command("push", hidden=True)(apply)
    app.command(short_help="Show what apply would run, with its locks.")(plan)
    app.command(short_help="Show versions, what is pending, what was edited.")(status)
    app.command(short_help="Run reference rows, and demo rows on request.")(seed)
    app.command(short_help="Adopt a database that equals the files.")(baseline)
    app.command(short_help="Bring history and files together again.")(repair)


def selection(systems: list[str] | None, services: list[str] | None, to: str | None) -> Selection:
    """What --system, --service and --to mean together."""
    from ..core.ordering import Selection

    return Selection(tuple(systems or ()), tuple(services or ()), to)


def how_to_apply(
    settings: Settings, *, wait: float = 600.0, single_transaction: bool = False, policies: bool = False
) -> Options:
    """The options of the verb, from those of the command."""
    from ..verbs.apply import Options

    return Options(
        lock_timeout=settings.lock_timeout,
        retries=settings.retries,
        wait=wait,
        single_transaction=single_transaction,
        force_access=policies,
    )


def ignore(message: str) -> None:
    """No talk: the result comes as JSON."""
    del message
