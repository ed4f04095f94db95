"""Turns a contradiction between history and files into an error that shows where they part and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..core.history import Conflict, first_difference
from ..core.places import Place
from ..core.systems import ENGINES, Project
from ..errors import HistoryError
from ..io import db
from ..io.engines import VARIABLE, for_engine
from ..io.files import origins_of


def refuse_conflicts(conn: db.Connection, project: Project, conflicts: Sequence[Conflict]) -> None:
    """Raise HistoryError for *conflicts*, all of them in one; nothing happens where there are none."""
    if not conflicts:
        return
    found = explained(project, conflicts)
    by_engine = {conflict.id.system: conflict for conflict in reversed(found) if conflict.code == "engine"}
    # All that follows from the engine is one mistake, and what is late or gone may be a consequence of it.
    first, *others = [*by_engine.values(), *(one for one in found if one.id.system not in by_engine)]
    lines = [difference] if (difference := describe_edit(conn, first)) else []
    for conflict in others:
        lines.append(f"also: {conflict.message}")
        if difference := describe_edit(conn, conflict):
            lines.append(difference)
    raise HistoryError(first.message, detail="\n".join(lines), hint=first.hint)


def explained(project: Project, conflicts: Sequence[Conflict]) -> tuple[Conflict, ...]:
    """*conflicts*; those that are there because the files are now read for another engine say so."""
    return tuple(_by_engine(project, conflict) or conflict for conflict in conflicts)


def _by_engine(project: Project, conflict: Conflict) -> Conflict | None:
    system = project.system(conflict.id.system)
    if system is None or system.engine is None:
        return None
    now, script, row = system.engine, conflict.script, conflict.applied
    then = None
    if conflict.code == "late" and script and script.engine:
        return replace(conflict, hint=f"{conflict.hint}; or was the database made for another engine than {now}?")
    if row and script is None:
        then = next((one.engine for one in system.left_out if one.id == row.id), None)
    elif row and script and conflict.code == "edited":
        alike = ((engine, for_engine(script, engine)) for engine in ENGINES if engine != now)
        then = next((engine for engine, other in alike if other and other.sha256 == row.sha256), None)
    if then is None:
        return None
    return replace(
        conflict,
        code="engine",
        message=f"{system.name} was applied for the engine {then} (as {conflict.id} tells), and is now read for {now}",
        hint=f'keep `engine = "{then}"` in {system.path}, which {VARIABLE} overrides; a database does not change its '
        f"engine: build a new one for {now} and move the rows, as docs/scale.md says",
    )


def describe_edit(conn: db.Connection, conflict: Conflict) -> str:
    """The first line in which an edited script differs from what was applied; empty for other conflicts."""
    script = conflict.script
    if conflict.code != "edited" or script is None:
        return ""
    found = db.rows(conn, db.query("applied_script"), conflict_key(conflict))
    difference = first_difference(found[0][0], script.text) if found else None
    if difference is None:
        return ""
    line, old, new = difference
    place = origins_of(script).place(Place(line, 1))
    text = f"{script.path}:{place.line}\n  applied: {old}\n  now:     {new}"
    if script.source is script.text:
        return text
    names = ", ".join(name for name, _ in script.variables)  # not their values, which may be nobody's business
    return f"{text}\nor a variable has not the value that it had then: {names}"


def conflict_key(conflict: Conflict) -> dict[str, str]:
    """The parameters of ``io/queries/applied_script.sql``."""
    return {"system": conflict.id.system, "service": conflict.id.service, "number": conflict.id.number}
