"""Foreign keys across services, looked for in scripts before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ...core.borders import Borders, borders_of, closed_systems, sharing
from ...core.effects import Effect
from ...core.faults import Fault, as_error
from ...core.identifiers import ObjectName
from ...core.lexer import Statement
from ...core.places import Place
from ...core.systems import Project, Script
from ...core.table_makers import read_makers
from ...io.files import origins_of
from .parsing import Parsed, Parser

MAY_REFER = re.compile(r"(?:create|alter)\s.*\breferences\b", re.IGNORECASE | re.DOTALL)
# What such a statement does, its text does not tell.
OPAQUE = re.compile(r"(?:do|call|select|with|execute)\b", re.IGNORECASE)


def refuse_keys(project: Project, scripts: Iterable[Script], parser: Parser) -> None:
    """Raise ConfigError for the foreign keys in *scripts* that ``system.toml`` does not allow, with their places."""
    closed = closed_systems(project)
    due = [script for script in scripts if script.id.system in closed]
    if not due:
        return
    schemas = {schema for service in project.services() for schema in service.schemas}
    borders = borders_of(project, read_makers(sharing(project, schemas), parser.statements))
    suspects = {script: found for script in due if (found := suspicious(parser.parse(script), script, borders))}
    faults = [fault for suspect in suspects.items() for fault in _faults(project, *suspect, borders)]
    if faults:
        raise as_error(faults, {script.path: script.source for script in suspects})


def suspicious(parsed: Parsed, script: Script, borders: Borders) -> tuple[Statement, ...]:
    """
    The statements that have to be read in full: those that may refer to a table to which they may not.

    What they lock is known already, and a table that a key refers to is locked.
    """
    service = f"{script.id.system}/{script.id.service}"
    pairs = zip(parsed.statements, parsed.effects, strict=True)
    return tuple(one for one, effect in pairs if MAY_REFER.match(one.text) and _may_cross(effect, service, borders))


def hides_keys(parsed: Parsed) -> bool:
    """Whether a file may make keys that its text does not show."""
    return any(OPAQUE.match(statement.text) for statement in parsed.statements)


def _may_cross(effect: Effect, service: str, borders: Borders) -> bool:
    named = [*effect.names, *(lock.table for lock in effect.locks)]
    if not effect.is_known or any('"' in name for name in named):
        return True
    owners = [borders.owner(ObjectName(*name.split(".", 1))) for name in named if "." in name]
    referring = (owners[0] if owners else None) or service
    return not all(borders.may_refer(referring, owner) for owner in owners if owner)


def _faults(project: Project, script: Script, statements: Sequence[Statement], borders: Borders) -> Iterator[Fault]:
    from ...core.boundaries import key_findings
    from ...core.checked import checked_script

    origins = origins_of(script)
    system = next(one for one in project.systems if one.name == script.id.system)
    for finding in key_findings(checked_script(script, system, statements), borders):
        place = origins.place(Place(finding.line, finding.column))
        yield Fault(script.path, place.line, place.column, finding.message, finding.remedy)
