"""Tells, per service, what is applied, what is pending, and where history and files contradict each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..core.history import Conflict, versions
from ..core.ordering import Selection, select, selected_services
from ..core.plan import Plan, make_plan
from ..core.state import DatabaseState
from ..core.systems import Project, Service
from ..io import db, runner
from .conflicts import explained


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """
    One line of the status.

    ``version`` is the highest number applied, empty where none is. ``pending`` are numbers still to be run, and
    ``conflicts`` what stands in the way. ``unfinished`` is the number of a script that was stopped half way.
    """

    service: str
    version: str
    head: str
    pending: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    unfinished: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """
    The state of a database beside the files.

    ``policies`` is ``current``, ``changed`` or ``waiting`` (some service is not at its head); ``seeds`` are the paths
    of reference seeds to be run.
    """

    database: str
    user: str
    server_version: int
    services: tuple[ServiceStatus, ...]
    policies: str
    seeds: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Whether `apply` would find nothing to do and nothing in its way."""
        return not (
            self.seeds or self.policies == "changed" or any(line.pending or line.conflicts for line in self.services)
        )


def status(conninfo: str, project: Project, selection: Selection) -> Status:
    """Compare the database with the files; nothing is written."""
    with db.connected(conninfo) as conn:
        state = runner.read_state(conn)
    plan = make_plan(project, select(project, selection), state)
    plan = replace(plan, conflicts=explained(project, plan.conflicts))
    chosen = {str(service) for service in selected_services(project, selection)}
    return Status(
        database=state.database,
        user=state.user,
        server_version=state.server_version,
        services=tuple(_line(service, plan, state) for service in project.services() if str(service) in chosen)
        + _strangers(project, plan),
        policies=_policies(plan),
        seeds=tuple(seed.path for seed in plan.seeds),
    )


def _line(service: Service, plan: Plan, state: DatabaseState) -> ServiceStatus:
    mine = [row for row in state.applied if (row.id.system, row.id.service) == (service.system, service.name)]
    return ServiceStatus(
        service=str(service),
        version=versions(mine).get((service.system, service.name), ""),
        head=service.scripts[-1].id.number if service.scripts else "",
        pending=tuple(
            script.id.number
            for script in plan.scripts
            if (script.id.system, script.id.service) == (service.system, service.name)
        ),
        conflicts=tuple(
            conflict
            for conflict in plan.conflicts
            if (conflict.id.system, conflict.id.service) == (service.system, service.name)
        ),
        unfinished=next((row.id.number for row in mine if not row.is_finished), ""),
    )


def _strangers(project: Project, plan: Plan) -> tuple[ServiceStatus, ...]:
    """Services that the history knows and the project does not."""
    known = {(service.system, service.name) for service in project.services()}
    names = dict.fromkeys((conflict.id.system, conflict.id.service) for conflict in plan.conflicts)
    return tuple(
        ServiceStatus(
            service=f"{system}/{service}",
            version="",
            head="",
            pending=(),
            conflicts=tuple(c for c in plan.conflicts if (c.id.system, c.id.service) == (system, service)),
        )
        for system, service in names
        if (system, service) not in known
    )


def _policies(plan: Plan) -> str:
    if plan.access is not None:
        return "changed"
    return "waiting" if plan.waiting else "current"
