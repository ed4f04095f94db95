"""How differences, scripts, proofs and trials look; on stderr what is no result, as the result may be on a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from .output import GREEN, RED, YELLOW, Output, say, show, show_json, styled, table

if TYPE_CHECKING:
    from ..verbs.diff import Diff
    from ..verbs.diff.prove import Proof

COLORS = {"+": GREEN, "-": RED, "~": YELLOW}


def show_unmanaged(output: Output) -> None:
    """What is not compared, and why."""
    from ..core.census import unmanaged

    if output is Output.json:
        show_json({"unmanaged": dict(unmanaged())})
    else:
        show(table(("not compared", "why"), unmanaged()))


def show_trials(server: str, output: Output) -> None:
    """Try every kind of change on *server*; ends with 1 where one was not found and undone."""
    from ..verbs.diff.selftest import selftest

    found = tuple(selftest(server))
    if output is Output.json:
        show_json({"trials": [one.as_json() for one in found]})
    else:
        show(table(("kind", "outcome"), [(one.kind, one.outcome) for one in found]))
    failed = sum(not one.holds for one in found)
    untried = sum(bool(one.untried) for one in found)
    say(f"{len(found)} kinds: {len(found) - untried - failed} found and undone, {untried} not tried, {failed} failed")
    if failed:
        raise typer.Exit(1)


def show_script(found: Diff, lock_timeout: str) -> None:
    """The statements that end the difference."""
    from ..core.planning.steps import script

    show(script(found.steps, lock_timeout=lock_timeout).rstrip("\n"))


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
    if found.proof is not None:
        say_proof(found.proof)


def say_proof(proof: Proof) -> None:
    """What came of the script on a clone."""
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
