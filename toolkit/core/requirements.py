"""The ``-- requires:`` lines of all scripts, looked up: which scripts they mean, and which mean nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from .faults import Fault, did_you_mean
from .headers import Header, Reference, meant, read_header
from .ordering import arrows, find_cycle
from .places import Place
from .systems import Script, ScriptId

Requirements = dict[ScriptId, tuple[ScriptId, ...]]


def resolve(
    scripts: Mapping[ScriptId, Script], reachable: Mapping[str, Collection[str]]
) -> tuple[Requirements, tuple[Fault, ...]]:
    """
    What the header of each script requires, in its order, and every reference that cannot be followed.

    *scripts* are in the order of the project. *reachable* gives for each system those whose scripts it may require:
    itself and what its manifest names. Places in faults are those of the rendered text.
    """
    headers = {id_: read_header(script.text, id_.system) for id_, script in scripts.items()}
    required: Requirements = {}
    faults: list[Fault] = []
    for id_, header in headers.items():
        wrong = dict(_wrong_references(header, id_, scripts, reachable[id_.system]))
        required[id_] = tuple(dict.fromkeys(one.id for one in header.requires if one.id and one not in wrong))
        faults += [_fault(scripts[id_].path, reference.place, *why) for reference, why in wrong.items()]
        for key, place in header.misspelled:
            faults.append(_fault(scripts[id_].path, place, f'unknown key "{key}"', f"write `-- {meant(key)}:`"))
    faults += _circle(scripts, headers, required)
    return required, tuple(faults)


def without(
    left_out: Collection[ScriptId],
    scripts: Mapping[ScriptId, Script],
    required: Mapping[ScriptId, tuple[ScriptId, ...]],
) -> Requirements:
    """
    *required* where the scripts *left_out* do not run.

    Who waits for one of them waits instead for all that it would have come after: the order of the others is the same,
    whichever scripts an engine has. *scripts* are all, in the order of the project, free of circles.
    """
    before: dict[ScriptId, ScriptId] = {}
    last: dict[tuple[str, str], ScriptId] = {}
    for id_ in sorted(scripts):
        service = (id_.system, id_.service)
        if service in last:
            before[id_] = last[service]
        last[service] = id_
    stand_ins: Requirements = {}

    def stand_in(id_: ScriptId) -> tuple[ScriptId, ...]:
        if id_ not in left_out:
            return (id_,)
        if id_ not in stand_ins:
            earlier = [before[id_]] if id_ in before else []
            stand_ins[id_] = tuple(found for one in (*earlier, *required[id_]) for found in stand_in(one))
        return stand_ins[id_]

    return {
        id_: tuple(dict.fromkeys(found for one in required[id_] for found in stand_in(one) if found != id_))
        for id_ in scripts
        if id_ not in left_out
    }


def _wrong_references(
    header: Header, referring: ScriptId, scripts: Mapping[ScriptId, Script], reachable: Collection[str]
) -> Iterator[tuple[Reference, tuple[str, str]]]:
    """Each reference that cannot be followed, with the reason and what would be right."""
    for reference in header.requires:
        id_ = reference.id
        if id_ is None:
            hint = "write service/NNNN_slug.sql or system/service/NNNN_slug.sql, with commas between"
            yield reference, (f'"{reference.text}" is no name of a script', hint)
        elif id_ not in scripts:
            yield reference, (f'there is no script "{reference.text}"', _closest(id_, referring, reference, scripts))
        elif id_.system not in reachable:
            hint = f'add "{id_.system}" to requires under [system] in sql/{referring.system}/system.toml'
            yield reference, (f"{referring.system} does not require the system {id_.system}", hint)
        elif reference.slug not in (None, scripts[id_].slug):
            right = reference.text.replace(str(reference.slug), scripts[id_].slug)
            yield reference, (f"script {id_} is called {scripts[id_].slug}", f'write "{right}"')


def _closest(id_: ScriptId, referring: ScriptId, reference: Reference, scripts: Mapping[ScriptId, Script]) -> str:
    def name(script: Script) -> str:
        system = f"{script.id.system}/" if script.id.system != referring.system else ""
        return f"{system}{script.id.service}/{script.id.number}_{script.slug}.sql"

    def close(candidates: Collection[Script]) -> str:
        same_slug = [script for script in candidates if script.slug == reference.slug]
        return f'did you mean "{name(same_slug[0])}"?' if len(same_slug) == 1 else ""

    of_service = [
        script for other, script in scripts.items() if (other.system, other.service) == (id_.system, id_.service)
    ]
    every = list(scripts.values())
    return (
        close(of_service)
        or close(every)
        or did_you_mean(reference.text, [name(script) for script in of_service or every])
    )


def _circle(
    scripts: Mapping[ScriptId, Script], headers: Mapping[ScriptId, Header], required: Requirements
) -> Iterator[Fault]:
    needs: dict[ScriptId, list[ScriptId]] = {}
    before: dict[tuple[str, str], ScriptId] = {}
    for id_ in sorted(scripts):
        service = (id_.system, id_.service)
        needs[id_] = [*required[id_], *([before[service]] if service in before else [])]
        before[service] = id_
    circle = find_cycle(list(scripts), needs)
    for referring, referred in pairwise(circle):
        places = [one.place for one in headers[referring].requires if one.id == referred]
        if places:  # numbers alone never make a circle, so one of its steps is written in a header
            hint = "within a service lower numbers come first; move what is needed into a script of its own"
            yield _fault(scripts[referring].path, places[0], f"scripts require each other: {arrows(circle)}", hint)
            return


def _fault(path: str, place: Place, message: str, hint: str) -> Fault:
    return Fault(path, place.line, place.column, message, hint)
