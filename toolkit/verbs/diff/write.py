"""Writes a difference as the next scripts of a service."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from ...core.ordering import Selection, selected_services
from ...core.planning.authored import drafts, refuse
from ...core.scope import Scope
from ...core.systems import Project
from ..new import check_slug, write_scripts
from . import Diff

# What the policy files say, and not the scripts.
ACCESS = ("role", "membership", "setting", "policy", "privileges", "default privileges")


def scope_of(project: Project, target: str, scope: Scope) -> Scope:
    """*scope* for a script of a service: what is in its schemas, without owners and what policy files say."""
    [service] = selected_services(project, Selection(services=(target,)))
    include = (*service.schemas, *(one for one in scope.include if one.startswith("kind:")))
    exclude = (*scope.exclude, *(f"kind:{kind}" for kind in ACCESS))
    return replace(scope, include=include, exclude=exclude, owners=False, privileges=False)


def write(root: Path, target: str, slug: str, found: Diff, allowed: Collection[str]) -> tuple[str, ...]:
    """
    Write the steps of *found* as the next scripts of the service *target*; returns their paths, relative to *root*.

    Raises UsageError, and writes nothing, where a step does what is not *allowed* (see `core.planning.authored`).
    """
    check_slug(slug)
    refuse(found.steps, allowed)
    return write_scripts(root, target, lambda *_: drafts(slug, found.differences, found.steps))
