"""All rules of our own over all files of a project."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from .access_rules import check_access
from .boundaries import check_boundaries
from .checked import CheckedFile, World, read_world
from .citus_layout import Layout, read_layout
from .citus_rules import check_citus, check_system
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


def check_project(
    project: Project, paths: Collection[str] | None = None, engine: str | None = None
) -> tuple[Finding, ...]:
    """
    Every finding in the files *paths* (None: in all), sorted by place. Lines are those of the rendered text.

    All files are read in any case: an index or a comment may stand in another file than what needs it. *engine* is
    whose rules are asked for, whatever the systems say; None: each is held against the rules of its own engine.
    """
    world = read_world(project, engine)
    files = [file for file in world.files if paths is None or file.path in paths]
    layout = read_layout(project, world) if any(file.engine == "citus" for file in files) else None
    found = [finding for file in files for finding in check_file(file, world, layout)]
    if layout:
        asked = {file.system.name: file.system for file in files if file.engine == "citus"}
        found += [finding for system in asked.values() for finding in check_system(system, layout)]
    return tuple(sorted(found))


def check_file(file: CheckedFile, world: World, layout: Layout | None = None) -> tuple[Finding, ...]:
    """The findings in *file* that it does not allow; *layout* is looked at where it is held against Citus."""
    found = [finding for check in CHECKS for finding in check(file, world)]
    if layout and file.engine == "citus":
        found += check_citus(file, layout)
    return apply_allowances(file, found)
