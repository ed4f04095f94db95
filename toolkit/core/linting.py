"""All rules of our own over all files of a project."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from .access_rules import check_access
from .boundaries import check_boundaries
from .checked import CheckedFile, World, read_world
from .findings import Finding
from .naming import check_names
from .routine_rules import check_routines
from .script_rules import check_scripts
from .suppressions import apply_allowances
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


def check_project(project: Project, paths: Collection[str] | None = None) -> tuple[Finding, ...]:
    """
    Every finding in the files *paths* (None: in all), sorted by place. Lines are those of the rendered text.

    All files are read in any case: an index or a comment may stand in another file than what needs it.
    """
    world = read_world(project)
    files = [file for file in world.files if paths is None or file.path in paths]
    return tuple(sorted(finding for file in files for finding in check_file(file, world)))


def check_file(file: CheckedFile, world: World) -> tuple[Finding, ...]:
    """The findings in *file* that it does not allow."""
    return apply_allowances(file, [finding for check in CHECKS for finding in check(file, world)])
