"""What `apply` would do: the scripts to run, the access state to bring in, the seeds; computed, not yet done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

from .history import Applied, Conflict, review
from .state import DatabaseState
from .systems import Project, Script, ScriptId, Service, SqlFile, System

# Part of every fingerprint: a toolkit that brings the same files in differently must do it once more.
ACCESS_FORMAT = "access 1"


@dataclass(frozen=True, slots=True)
class SystemAccess:
    """
    The state of roles, grants and policies that the files of one system describe.

    ``files`` are in the order in which they run. ``schemas`` are closed before.
    """

    system: str
    files: tuple[SqlFile, ...]
    schemas: tuple[str, ...]
    fingerprint: str

    @property
    def subject(self) -> str:
        """Its name in ``toolkit.states``."""
        return f"policies/{self.system}"


@dataclass(frozen=True, slots=True)
class Access:
    """
    The access state of every system, as far as its services are at their head.

    They are brought in together, because they grant on each other's schemas. ``waiting`` are services whose files have
    to wait, because not all scripts of their schemas are applied.
    """

    systems: tuple[SystemAccess, ...]
    waiting: tuple[Service, ...] = ()

    @property
    def files(self) -> tuple[SqlFile, ...]:
        """All files, in the order in which they run."""
        return tuple(file for system in self.systems for file in system.files)


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

    ``force_access`` brings the access state in even where no fingerprint has changed.
    """
    every = [script for service in project.services() for script in service.scripts]
    applied = rows_of(project, state)
    found = review(selected, applied, known=every)
    finished = {row.id for row in applied if row.is_finished} | {script.id for script in found.pending}
    access = access_state(project, finished)
    is_current = all(is_known(one.subject, one.fingerprint, state) for one in access.systems)
    asked = {script.id.system for script in selected}
    return Plan(
        scripts=found.pending,
        access=None if (is_current and not force_access) or not access.systems else access,
        seeds=tuple(
            seed
            for system in project.systems
            if system.name in asked and all(is_at_head(service, finished) for service in system.services)
            for seed in system.seeds
            if not is_known(seed.path, text_hash(seed), state)
        ),
        conflicts=found.conflicts,
        waiting=access.waiting,
    )


def rows_of(project: Project, state: DatabaseState) -> tuple[Applied, ...]:
    """
    The rows of the history that are *project*'s.

    A database may be looked after from several project folders; what another one applied is not ours to judge.
    """
    systems = {system.name for system in project.systems}
    return tuple(row for row in state.applied if row.id.system in systems)


def access_state(project: Project, finished: Collection[ScriptId]) -> Access:
    """The access state for a database in which the scripts in *finished* are applied."""
    begun = [service for service in project.services() if is_begun(service, finished)]
    ready = [service for service in begun if is_at_head(service, finished)]
    # A schema that two services share opens only when both are there.
    held = {schema for service in begun if service not in ready for schema in service.schemas}
    covered = [service for service in ready if not held.intersection(service.schemas)]
    return Access(
        systems=tuple(
            _of_system(system, services)
            for system in project.systems
            if (services := [service for service in covered if service.system == system.name])
        ),
        waiting=tuple(service for service in begun if service not in covered),
    )


def is_at_head(service: Service, finished: Collection[ScriptId]) -> bool:
    """Whether all scripts of *service* are applied; a service without scripts is never begun, so it is not."""
    return bool(service.scripts) and all(script.id in finished for script in service.scripts)


def is_begun(service: Service, finished: Collection[ScriptId]) -> bool:
    """Whether any script of *service* is applied."""
    return any(script.id in finished for script in service.scripts)


def is_known(subject: str, fingerprint: str, state: DatabaseState) -> bool:
    """Whether *subject* (policies of a system, a seed) was last brought in with this fingerprint."""
    known = state.states.get(subject)
    return known is not None and known.fingerprint == fingerprint


def text_hash(file: SqlFile) -> str:
    """The SHA-256 of a file's rendered text, in lower-case hex."""
    return sha256(file.text.encode()).hexdigest()


def _of_system(system: System, services: Sequence[Service]) -> SystemAccess:
    files = (
        *([system.roles] if system.roles else []),
        *(service.policies for service in services if service.policies),
    )
    schemas = tuple(dict.fromkeys(schema for service in services for schema in service.schemas))
    return SystemAccess(system.name, files, schemas, _fingerprint(files, schemas, services))


def _fingerprint(files: Sequence[SqlFile], schemas: Sequence[str], services: Sequence[Service]) -> str:
    """A hash of all that the state is made from: the files, and the scripts that made what they speak of."""
    digest = sha256(ACCESS_FORMAT.encode())
    for part in (
        *(f"{file.path}\0{file.text}" for file in files),
        *schemas,
        *(str(script.id) for service in services for script in service.scripts),
    ):
        digest.update(b"\0" + part.encode())
    return digest.hexdigest()
