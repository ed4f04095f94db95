"""Turns a contradiction between history and files into an error that shows where they part and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.history import Conflict, first_difference
from ..errors import HistoryError
from ..io import db


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
    if conflict.code != "edited" or conflict.script is None:
        return ""
    found = db.rows(conn, db.query("applied_script"), conflict_key(conflict))
    difference = first_difference(found[0][0], conflict.script.text) if found else None
    if difference is None:
        return ""
    line, old, new = difference
    return f"{conflict.script.path}:{line}\n  applied: {old}\n  now:     {new}"


def conflict_key(conflict: Conflict) -> dict[str, str]:
    """The parameters of ``io/queries/applied_script.sql``."""
    return {"system": conflict.id.system, "service": conflict.id.service, "number": conflict.id.number}
