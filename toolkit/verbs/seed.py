"""Runs seed files: reference rows, and demo rows where they are asked for."""

from __future__ import annotations

from ..core.plan import is_at_head, is_known, text_hash
from ..core.systems import Project, SqlFile, System
from ..errors import UsageError
from ..io import runner
from .apply import Options, Outcome
from .apply.model import Report
from .apply.parsing import Parser
from .apply.steps import run_seeds


def seed(
    conninfo: str,
    project: Project,
    systems: tuple[str, ...],
    options: Options,
    report: Report,
    *,
    demo: bool,
    again: bool,
) -> Outcome:
    """
    Run the reference seeds of *systems* (empty: all), and with *demo* the demo rows, each in a transaction.

    A file that was run as it is now is left out, unless *again*. Raises UsageError for a system that is not applied.
    """
    with runner.alone(conninfo, wait_seconds=options.wait, report=report) as (conn, state):
        finished = {row.id for row in state.applied if row.is_finished}
        files: list[SqlFile] = []
        for system in project.systems:
            if systems and system.name not in systems:
                continue
            if all(is_at_head(service, finished) for service in system.services):
                files += [*system.seeds, *(system.demo_seeds if demo else ())]
            elif systems:
                raise UsageError(f"{system.name} is not applied yet", hint=f"toolkit apply --system {system.name}")
        due = [file for file in files if again or not is_known(file.path, text_hash(file), state)]
        return Outcome(tuple(run_seeds(conn, due, Parser(), options, report)))


def known_system(project: Project, name: str) -> System:
    """The system of that name; raises UsageError with the names that there are."""
    found = project.system(name)
    if found is None:
        names = ", ".join(system.name for system in project.systems)
        raise UsageError(f"there is no system {name!r}", hint=f"there are: {names}")
    return found
