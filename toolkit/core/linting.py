"""All rules of our own over all files of a project."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .access_rules import check_access
from .boundaries import check_boundaries
from .checked import CheckedFile, World, read_world
from .findings import Finding
from .naming import check_names
from .routine_rules import check_routines
from .script_rules import check_scripts
from .suppressions import apply_allowances, read_allowances, without_allowed
from .systems import Project
from .table_rules import check_tables

Check = Callable[[CheckedFile, World], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    check_scripts,
    check_names,
    check_tables,
    check_routines,
    check_access,
    check_boundaries,
)


def check_project(project: Project) -> tuple[Finding, ...]:
    """Every finding in every file, sorted by place. Lines are those of the rendered text."""
    world = read_world(project)
    return tuple(sorted(finding for file in world.files for finding in check_file(file, world)))


def check_file(file: CheckedFile, world: World) -> tuple[Finding, ...]:
    """The findings in *file* that it does not allow."""
    return apply_allowances(file, [finding for check in CHECKS for finding in check(file, world)])


def boundary_findings(project: Project) -> tuple[Finding, ...]:
    """Only what crosses a border that ``system.toml`` closes: to be looked at before anything runs."""
    world = read_world(project)
    return tuple(
        sorted(
            finding
            for file in world.files
            for finding in without_allowed(read_allowances(file)[0], check_boundaries(file, world))
        )
    )
