"""What `apply` would do: the scripts to run, the access state to bring in, the seeds; computed, not yet done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from .history import Conflict, review
from .state import DatabaseState
from .systems import Project, Script, ScriptId, Service, SqlFile

ACCESS = "policies"  # the subject of the access state in toolkit.states
# Part of every fingerprint: a toolkit that brings the same files in differently must do it once more.
ACCESS_FORMAT = "access 1"


@dataclass(frozen=True, slots=True)
class Access:
    """
    The state of roles, grants and policies that the files describe, for every service that is at its head.

    ``files`` are in the order in which they run, ``schemas`` those that are closed before. ``waiting`` are services
    whose files have to wait, because not all scripts of their schemas are applied.
    """

    files: tuple[SqlFile, ...]
    schemas: tuple[str, ...]
    fingerprint: str
    waiting: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """
    What is to be done, in this order: scripts, access, seeds.

    ``access`` is None where the database is already in that state. With ``conflicts``, nothing may be done.
    """

    scripts: tuple[Script, ...]
    access: Access | None
    seeds: tuple[SqlFile, ...]
    conflicts: tuple[Conflict, ...] = ()
    waiting: tuple[Service, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done."""
        return not (self.scripts or self.access or self.seeds)


def make_plan(
    project: Project, selected: Sequence[Script], state: DatabaseState, *, force_access: bool = False
) -> Plan:
    """
    Compare *state* with the files. *selected* are the scripts that may run, in their order.

    ``force_access`` brings the access state in even where its fingerprint has not changed.
    """
    every = [script for service in project.services() for script in service.scripts]
    found = review(selected, state.applied, known=every)
    finished = {row.id for row in state.applied if row.is_finished} | {script.id for script in found.pending}
    access = access_state(project, finished)
    known = state.states.get(ACCESS)
    is_current = known is not None and known.fingerprint == access.fingerprint
    asked = {script.id.system for script in selected}
    present = {service for service in project.services() if is_at_head(service, finished)}
    return Plan(
        scripts=found.pending,
        access=None if (is_current and not force_access) or not (access.schemas or access.files) else access,
        seeds=tuple(
            seed
            for system in project.systems
            if system.name in asked and all(service in present for service in system.services)
            for seed in system.seeds
            if not is_brought_in(seed, state)
        ),
        conflicts=found.conflicts,
        waiting=access.waiting,
    )


def access_state(project: Project, finished: Collection[ScriptId]) -> Access:
    """The access state for a database in which the scripts in *finished* are applied."""
    ready = [service for service in project.services() if is_at_head(service, finished)]
    begun = [service for service in project.services() if is_begun(service, finished)]
    # A schema that two services share opens only when both are there.
    held = {schema for service in begun if service not in ready for schema in service.schemas}
    covered = [service for service in ready if not held.intersection(service.schemas)]
    files = [
        file
        for system in project.systems
        for file in (
            *([system.roles] if system.roles and any(service.system == system.name for service in covered) else []),
            *(service.policies for service in system.services if service in covered and service.policies),
        )
    ]
    schemas = tuple(dict.fromkeys(schema for service in covered for schema in service.schemas))
    return Access(
        files=tuple(files),
        schemas=schemas,
        fingerprint=fingerprint(files, schemas, covered),
        waiting=tuple(service for service in begun if service not in covered),
    )


def fingerprint(files: Sequence[SqlFile], schemas: Sequence[str], services: Sequence[Service]) -> str:
    """A hash of all that the access state is made from: the files, and the scripts that made what they speak of."""
    digest = sha256(ACCESS_FORMAT.encode())
    for part in (
        *(f"{file.path}\0{file.text}" for file in files),
        *schemas,
        *(str(script.id) for service in services for script in service.scripts),
    ):
        digest.update(b"\0" + part.encode())
    return digest.hexdigest()


def is_at_head(service: Service, finished: Collection[ScriptId]) -> bool:
    """Whether all scripts of *service* are applied; a service without scripts is never begun, so it is not."""
    return bool(service.scripts) and all(script.id in finished for script in service.scripts)


def is_begun(service: Service, finished: Collection[ScriptId]) -> bool:
    """Whether any script of *service* is applied."""
    return any(script.id in finished for script in service.scripts)


def is_brought_in(seed: SqlFile, state: DatabaseState) -> bool:
    """Whether *seed*, as its file is now, was the last that was run of it."""
    known = state.states.get(seed.path)
    return known is not None and known.fingerprint == text_hash(seed)


def text_hash(file: SqlFile) -> str:
    """The SHA-256 of a file's rendered text, in lower-case hex."""
    return sha256(file.text.encode()).hexdigest()
