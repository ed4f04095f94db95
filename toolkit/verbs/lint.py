"""``lint``: sqlfluff and our own rules over the files of a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from ..core.faults import did_you_mean
from ..core.findings import Finding
from ..core.linting import check_project
from ..core.places import Place
from ..core.systems import ENGINES, File, Project
from ..errors import UsageError
from ..io.engines import VARIABLE
from ..io.files import origins_of, read_project
from ..io.git import changed_files
from ..io.origins import Origins
from ..io.style import Progress, check_style, quiet


@dataclass(frozen=True, slots=True)
class Request:
    """
    Which files to look at: *paths* (files or folders), else with *everything* all of them, else those changed in git.

    Changed means: since the branch left *base* (None: its upstream or the main branch), or not in git yet. Outside of
    a work tree that is every file. ``sqlfluff`` is False for our own rules alone. ``engine`` is the one that the files
    are read for and held against; None: each system's own.
    """

    paths: tuple[Path, ...] = ()
    everything: bool = False
    base: str | None = None
    sqlfluff: bool = True
    engine: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found, by place, and the files that were looked at, in their order in the project."""

    findings: tuple[Finding, ...]
    files: tuple[str, ...]


def lint(root: Path, environ: Mapping[str, str], request: Request, progress: Progress = quiet) -> Outcome:
    """
    Look at the files that *request* means; lines and columns are those of the files on disk.

    *progress* hears how many files sqlfluff has done, and of how many.
    """
    if request.engine not in (None, *ENGINES):
        raise UsageError(f'unknown engine "{request.engine}"', hint=did_you_mean(request.engine or "", ENGINES))
    project = read_project(root, {**environ, VARIABLE: request.engine} if request.engine else environ)
    files = {file.path: file for file in sql_files(project)}
    meant = {path: files[path] for path in chosen(root, project, tuple(files), request)}
    findings = list(check_project(project, meant, request.engine))
    if request.sqlfluff:
        texts = {path: file.text for path, file in meant.items()}
        findings += check_style(root, texts, root / ".toolkit" / "cache" / "sqlfluff", progress)
    return Outcome(tuple(sorted(in_source(findings, meant))), tuple(meant))


def sql_files(project: Project) -> Iterable[File]:
    """Every SQL file of *project*."""
    for system in project.systems:
        for service in system.services:
            yield from service.scripts
        policies = [system.roles, *(service.policies for service in system.services)]
        for file in (*policies, *system.seeds, *system.demo_seeds):
            if file is not None:
                yield file


def chosen(root: Path, project: Project, known: Sequence[str], request: Request) -> tuple[str, ...]:
    """The paths out of *known* that *request* means; raises UsageError for one that is no SQL file of the project."""
    if request.paths:
        named = [relative(root, path) for path in request.paths]
        left_out = {script.path: script.engine for system in project.systems for script in system.left_out}
        for path in named:
            if path in left_out:
                raise UsageError(f"{path} is for another engine", hint=f"add --engine {left_out[path]}")
            if not any(is_within(one, path) for one in known):
                raise UsageError(f"{path}: no SQL file of the project is or lies there", hint=did_you_mean(path, known))
        return tuple(one for one in known if any(is_within(one, path) for path in named))
    changed = None if request.everything else changed_files(root, request.base)
    if changed is None:
        return tuple(known)
    # What system.toml says (variables, boundaries) is part of every file of the system.
    systems = [system.name for system in project.systems if system.path in changed]
    return tuple(one for one in known if one in changed or one.split("/")[1] in systems)


def relative(root: Path, path: Path) -> str:
    """*path*, as somebody typed it here, relative to the project folder."""
    full = path.resolve()
    try:
        return full.relative_to(root.resolve()).as_posix()
    except ValueError:
        raise UsageError(f"{path} is not in the project folder {root}") from None


def is_within(path: str, folder: str) -> bool:
    """Whether *path* is *folder* or below it; both relative to the project folder."""
    return folder == "." or PurePosixPath(path).is_relative_to(folder)


def in_source(findings: Iterable[Finding], files: Mapping[str, File]) -> Iterable[Finding]:
    """*findings* with the places of the files on disk, which are not those of the text that templates gave."""
    by_path: dict[str, Origins] = {}
    for finding in findings:
        if finding.path not in files:  # system.toml, which is no template
            yield finding
            continue
        if finding.path not in by_path:
            by_path[finding.path] = origins_of(files[finding.path])
        place = by_path[finding.path].place(Place(finding.line, finding.column))
        yield replace(finding, line=place.line, column=place.column)
