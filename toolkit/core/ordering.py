"""The order of systems, services and scripts: what is needed comes first, and ties always fall the same way."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from ..errors import ConfigError, UsageError
from .faults import did_you_mean
from .systems import Project, Script, ScriptId, Service, System

Node = TypeVar("Node", bound=Hashable)
Graph = Mapping[Node, Collection[Node]]  # what each node needs


@dataclass(frozen=True, slots=True)
class Selection:
    """
    What somebody asked for with ``--system``, ``--service`` and ``--to``; empty means everything.

    ``services`` are names as typed: ``auth`` or ``edulink/auth``. ``to`` is the last number of the one service named.
    """

    systems: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    to: str | None = None


def topological(nodes: Sequence[Node], needs: Graph[Node]) -> tuple[Node, ...]:
    """
    *nodes* so that each comes after all that it needs; where that leaves a choice, the one that is first in *nodes*.

    Needs outside of *nodes* are ignored. Raises ``graphlib.CycleError``: look for one with ``find_cycle`` before.
    """
    position = {node: index for index, node in enumerate(nodes)}
    sorter = TopologicalSorter({node: [need for need in needs.get(node, ()) if need in position] for node in nodes})
    sorter.prepare()
    ready = [position[node] for node in sorter.get_ready()]
    heapq.heapify(ready)
    ordered: list[Node] = []
    while ready:
        node = nodes[heapq.heappop(ready)]
        ordered.append(node)
        sorter.done(node)
        for freed in sorter.get_ready():
            heapq.heappush(ready, position[freed])
    return tuple(ordered)


def find_cycle(nodes: Sequence[Node], needs: Graph[Node]) -> tuple[Node, ...]:
    """
    One circle, as the path ``(a, b, a)`` where a needs b; empty where there is none.

    The path starts with that node of the circle which is first in *nodes*.
    """
    known = set(nodes)
    sorter = TopologicalSorter({node: [need for need in needs.get(node, ()) if need in known] for node in nodes})
    try:
        sorter.prepare()
    except CycleError as error:
        circle: list[Node] = list(reversed(error.args[1]))[:-1]  # graphlib gives who is needed first
        start = circle.index(min(circle, key=list(nodes).index))
        return (*circle[start:], *circle[:start], circle[start])
    return ()


def script_needs(scripts: Iterable[Script]) -> dict[ScriptId, tuple[ScriptId, ...]]:
    """What must have run before each script: the one before it in its service, and what its header requires."""
    needs: dict[ScriptId, tuple[ScriptId, ...]] = {}
    last: dict[tuple[str, str], ScriptId] = {}
    for script in sorted(scripts, key=lambda script: script.id):
        service = (script.id.system, script.id.service)
        before = (last[service],) if service in last else ()
        needs[script.id] = (*before, *script.requires)
        last[service] = script.id
    return needs


def order(project: Project, scripts: Iterable[Script] | None = None) -> tuple[Script, ...]:
    """
    *scripts* (all of the project if None) in the order in which they run.

    Ties go by system, then service, both in the order of the project, then number. Raises ConfigError for a circle,
    which a project from ``io/files.py`` cannot have.
    """
    every = [script for service in project.services() for script in service.scripts]
    by_id = {script.id: script for script in every}
    needs = script_needs(every)
    if circle := find_cycle(list(by_id), needs):
        raise ConfigError(f"scripts require each other: {arrows(circle)}", hint="remove one of the requirements")
    ordered = topological(list(by_id), needs)
    chosen = by_id.keys() if scripts is None else {script.id for script in scripts}
    return tuple(by_id[id_] for id_ in ordered if id_ in chosen)


def select(project: Project, selection: Selection) -> tuple[Script, ...]:
    """
    The scripts that *selection* means, with all that they need, in the order in which they run.

    That is: the scripts of the selected services up to ``to``; what they require, also indirectly; all scripts with
    lower numbers in the same service; and all scripts of the services and systems that a service taking part requires,
    except those that could only run after a number beyond ``to``. Raises UsageError for names that do not exist.
    """
    services = selected_services(project, selection)
    last = _last_number(services, selection.to)
    return order(project, _closure(project, services, last))


def selected_services(project: Project, selection: Selection) -> tuple[Service, ...]:
    """
    The services that *selection* names, in the order of the project.

    With both systems and services, the services are looked for in these systems only.
    """
    systems = [_system(project, name) for name in selection.systems] or list(project.systems)
    names = {system.name for system in systems}
    within = [service for service in project.services() if service.system in names]
    if not selection.services:
        return tuple(within)
    chosen = {_service(within, name) for name in selection.services}
    return tuple(service for service in within if service in chosen)


def arrows(path: Iterable[object]) -> str:
    """``a -> b -> a``."""
    return " -> ".join(str(node) for node in path)


def _system(project: Project, name: str) -> System:
    system = project.system(name)
    if system is None:
        raise UsageError(
            f"--system {name}: there is no such system", hint=did_you_mean(name, [one.name for one in project.systems])
        )
    return system


def _service(services: Sequence[Service], name: str) -> Service:
    found = [service for service in services if name in (service.name, str(service))]
    if len(found) > 1:
        choices = " or ".join(f"--service {service}" for service in found)
        raise UsageError(f"--service {name}: more than one system has a service of that name", hint=f"say {choices}")
    if not found:
        known = [str(service) if "/" in name else service.name for service in services]
        raise UsageError(f"--service {name}: there is no such service", hint=did_you_mean(name, dict.fromkeys(known)))
    return found[0]


def _last_number(services: Sequence[Service], to: str | None) -> str:
    """*to* with its leading zeros, after checking that it means something; ``9999`` for None."""
    if to is None:
        return "9999"
    if len(services) != 1:
        example = str(services[0]) if services else "SYSTEM/SERVICE"
        raise UsageError("--to needs exactly one service", hint=f"name it, as in: --service {example} --to {to}")
    number = to.zfill(4)
    numbers = [script.id.number for script in services[0].scripts]
    if number not in numbers:
        known = ", ".join(numbers) or "no script at all"
        raise UsageError(f"--to {to}: {services[0]} has no script of that number", hint=f"it has {known}")
    return number


def _closure(project: Project, services: Sequence[Service], last: str) -> tuple[Script, ...]:
    every = {script.id: script for service in project.services() for script in service.scripts}
    needs = script_needs(every.values())
    beyond = {script.id for service in services for script in service.scripts if script.id.number > last}
    blocked = _dependants(beyond, needs)
    by_name = {str(service): service for service in project.services()}
    chosen: set[ScriptId] = set()
    waiting = [script.id for service in services for script in service.scripts if script.id.number <= last]
    touched: set[str] = set()
    # A service without scripts takes part too: what it requires comes with it.
    unseen = [str(service) for service in services]
    while waiting or unseen:
        while waiting:
            id_ = waiting.pop()
            if id_ not in chosen:
                chosen.add(id_)
                waiting.extend(needs[id_])
                unseen.append(f"{id_.system}/{id_.service}")
        while unseen:
            name = unseen.pop()
            if name not in touched:
                touched.add(name)
                for required in _required_services(project, by_name[name]):
                    unseen.append(str(required))
                    waiting.extend(script.id for script in required.scripts if script.id not in blocked)
    return tuple(every[id_] for id_ in chosen)


def _required_services(project: Project, service: Service) -> tuple[Service, ...]:
    """All services that must be there as a whole before *service*, as its manifest says, one step far."""
    system = project.system(service.system)
    systems = system.requires if system else ()
    named = {name if "/" in name else f"{service.system}/{name}" for name in service.requires}
    return tuple(one for one in project.services() if one.system in systems or str(one) in named)


def _dependants(roots: Collection[ScriptId], needs: Graph[ScriptId]) -> set[ScriptId]:
    """*roots* and all scripts that need one of them, also indirectly."""
    needed_by: dict[ScriptId, list[ScriptId]] = {}
    for id_, required in needs.items():
        for one in required:
            needed_by.setdefault(one, []).append(id_)
    found: set[ScriptId] = set()
    waiting = list(roots)
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting.extend(needed_by.get(id_, ()))
    return found
