"""The commands for those who write SQL files: make new ones, look at what is written."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from . import options
from .output import Output, say, show, show_json


class ReportFormat(StrEnum):
    """The forms in which findings can be printed."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"
    junit = "junit"


class FailOn(StrEnum):
    """The mildest finding that makes a command fail."""

    info = "info"
    warning = "warning"
    error = "error"
    never = "never"


Target = Annotated[str, typer.Argument(metavar="SYSTEM/SERVICE", help="The service, such as shop/billing.")]
Slug = Annotated[str | None, typer.Argument(metavar="[SLUG]", help="What the script does, such as invoices.")]
Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="[PATH]...", help="Files or folders. Default: what changed.")
]
Fail = Annotated[FailOn, typer.Option("--fail-on", help="Exit with 4 if something this bad is found.")]
Report = Annotated[ReportFormat, typer.Option("--output", "-o", help="Form of the result.")]


def new(
    target: Target,
    slug: Slug = None,
    service: Annotated[bool, typer.Option("--service", help="Make the service: schema, table, policies.")] = False,
    system: Annotated[bool, typer.Option("--system", help="Make the system, with a first service.")] = False,
    directory: options.Directory = None,
    output: options.Format = Output.text,
) -> None:
    """
    Make the next script of a service, with its number and header filled in.

    `new shop/billing invoices` writes sql/shop/billing/0030_invoices.sql if 0020 was the last one. `new shop/billing
    --service` adds the service to the system, `new shop --system` makes a whole new system. Prints the paths.
    """
    from ..verbs.new import new_script, new_service, new_system

    if service and system:
        raise UsageError("--service and --system make different things", hint="give one of them")
    if (service or system) == (slug is not None):
        hint = f"toolkit new {target} SLUG, or toolkit new {target} --service"
        raise UsageError("a script needs a slug; a service or a system takes none", hint=hint)
    root = options.settings_for(directory).root
    if slug is not None:
        paths = new_script(root, target, slug)
    else:
        paths = new_system(root, target) if system else new_service(root, target)
    if output is Output.json:
        show_json({"written": list(paths)})
    else:
        show("\n".join(paths))


def lint(
    paths: Paths = None,
    everything: Annotated[bool, typer.Option("--all", help="Look at all files of the project.")] = False,
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="REF", help="Changed since the branch left this. Default: upstream, main."),
    ] = None,
    sqlfluff: Annotated[bool, typer.Option("--sqlfluff/--no-sqlfluff", help="Run sqlfluff, too.")] = True,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine", metavar="ENGINE", help="Hold all files against postgres or citus. Default: their own."
        ),
    ] = None,
    fail_on: Fail = FailOn.error,
    directory: options.Directory = None,
    output: Report = ReportFormat.text,
) -> None:
    """
    Check SQL files: sqlfluff on the rendered text, and our own rules on names, keys, comments and access.

    Looks at the files that changed in git, or at those that are named. `-- lint: allow NAM003 the reason` in the line
    above a statement makes an exception.
    """
    from ..core.reports import counts, fails, report
    from ..core.rules import RULE_BY_CODE
    from ..verbs.lint import Request
    from ..verbs.lint import lint as verb

    settings = options.settings_for(directory)
    if everything and (paths or base):
        raise UsageError("--all looks at every file", hint="leave out the paths and --base")
    request = Request(tuple(paths or ()), everything, base, sqlfluff, engine)
    outcome = verb(settings.root, settings.environ, request, show_progress)
    if outcome.findings or output is not ReportFormat.text:
        show(report(output.value, "toolkit lint", outcome.findings, RULE_BY_CODE))
    found = ", ".join(counted(number, severity) for severity, number in counts(outcome.findings).items() if number)
    say(f"{counted(len(outcome.files), 'file')}: {found or 'nothing to complain about'}")
    if fails(outcome.findings, fail_on.value):
        raise typer.Exit(4)


def counted(number: int, what: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def show_progress(done: int, total: int) -> None:
    """How far sqlfluff is, for a person who waits."""
    if sys.stderr.isatty():
        end = "\r" if done < total else "\r\x1b[K"
        print(f"sqlfluff: {done} of {total} files", end=end, file=sys.stderr, flush=True)  # noqa: T201


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(short_help="Make the next script, a service or a system.")(new)
    app.command(short_help="Check SQL files: sqlfluff and our own rules.")(lint)
