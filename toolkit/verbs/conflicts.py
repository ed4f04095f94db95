"""Turns a contradiction between history and files into an error that shows where they part and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.history import Conflict, first_difference
from ..core.places import Place
from ..errors import HistoryError
from ..io import db
from ..io.files import origins_of


def refuse_conflicts(conn: db.Connection, conflicts: Sequence[Conflict]) -> None:
    """Raise HistoryError for *conflicts*, all of them in one; nothing happens where there are none."""
    if not conflicts:
        return
    first, *others = conflicts
    lines = [difference] if (difference := describe_edit(conn, first)) else []
    for conflict in others:
        lines.append(f"also: {conflict.message}")
        if difference := describe_edit(conn, conflict):
            lines.append(difference)
    raise HistoryError(first.message, detail="\n".join(lines), hint=first.hint)


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
