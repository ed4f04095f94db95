"""The history against the files: what is still to be run, and where the two contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .systems import Script, ScriptId


@dataclass(frozen=True, slots=True)
class Applied:
    """
    One row of ``toolkit.history``.

    ``statements_done`` is None for a finished script; a number for a script outside a transaction that was stopped
    after that many statements.
    """

    id: ScriptId
    slug: str
    sha256: str
    statements_done: int | None = None

    @property
    def is_finished(self) -> bool:
        """Whether all of the script was run."""
        return self.statements_done is None


@dataclass(frozen=True, slots=True)
class Conflict:
    """
    A place where history and files contradict each other.

    ``code`` is ``edited``, ``missing``, ``renamed``, ``late``, or ``engine`` for one of these that comes from reading
    the files for another engine than that which the database was made for. ``script`` is the file, None when it is
    missing; ``applied`` the row, None when the file is late.
    """

    code: str
    id: ScriptId
    message: str
    hint: str
    script: Script | None = None
    applied: Applied | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What history and files say together. ``pending`` is in the order in which it would run."""

    pending: tuple[Script, ...]
    conflicts: tuple[Conflict, ...]
    unfinished: tuple[Applied, ...]


def review(scripts: Sequence[Script], applied: Iterable[Applied], *, known: Sequence[Script] | None = None) -> Review:
    """
    Compare *scripts*, in the order in which they would run, with the rows of the history.

    *known* are all scripts of the project where *scripts* is only a selection: a row is missing its file only when
    the whole project does not have it.
    """
    everything = {script.id: script for script in (scripts if known is None else known)}
    rows = {row.id: row for row in applied}
    conflicts = [*_of_rows(rows.values(), everything), *_late(scripts, rows)]
    pending = tuple(script for script in scripts if script.id not in rows or not rows[script.id].is_finished)
    return Review(
        pending=pending,
        conflicts=tuple(sorted(conflicts, key=lambda conflict: (conflict.id, conflict.code))),
        unfinished=tuple(row for row in rows.values() if not row.is_finished),
    )


def versions(applied: Iterable[Applied]) -> dict[tuple[str, str], str]:
    """The highest number that each (system, service) has finished."""
    found: dict[tuple[str, str], str] = {}
    for row in applied:
        key = (row.id.system, row.id.service)
        if row.is_finished:
            found[key] = max(found.get(key, ""), row.id.number)
    return found


def first_difference(old: str, new: str) -> tuple[int, str, str] | None:
    """The first line in which two texts differ: its number from 1, and both lines; None when they are equal."""
    old_lines, new_lines = old.split("\n"), new.split("\n")
    for index in range(max(len(old_lines), len(new_lines))):
        before = old_lines[index] if index < len(old_lines) else ""
        after = new_lines[index] if index < len(new_lines) else ""
        if before != after:
            return index + 1, before, after
    return None


def _of_rows(rows: Iterable[Applied], scripts: dict[ScriptId, Script]) -> list[Conflict]:
    found = []
    for row in rows:
        script = scripts.get(row.id)
        if script is None:
            found.append(
                Conflict(
                    "missing",
                    row.id,
                    f"{row.id}_{row.slug}.sql was applied, and its file is gone",
                    "take the file back from version control, or run `toolkit repair`, which can write it from the "
                    "history",
                    applied=row,
                )
            )
        elif script.sha256 != row.sha256 and row.statements_done != 0:  # of which nothing is done may be edited
            found.append(
                Conflict(
                    "edited",
                    row.id,
                    f"{script.path} was edited after it was applied",
                    "undo the edit and put the change into a new script: "
                    f"toolkit new {row.id.system}/{row.id.service} <slug>. Was it only a comment? See `toolkit repair`",
                    script=script,
                    applied=row,
                )
            )
        elif script.slug != row.slug:
            found.append(
                Conflict(
                    "renamed",
                    row.id,
                    f"{script.path} was applied as {row.id.number}_{row.slug}.sql",
                    f"name it {row.id.number}_{row.slug}.sql again, or run `toolkit repair`",
                    script=script,
                    applied=row,
                )
            )
    return found


def _late(scripts: Sequence[Script], rows: dict[ScriptId, Applied]) -> list[Conflict]:
    heads = versions(rows.values())
    found = []
    for script in scripts:
        head = heads.get((script.id.system, script.id.service), "")
        if script.id not in rows and script.id.number < head:
            found.append(
                Conflict(
                    "late",
                    script.id,
                    f"{script.path} is new, but {script.id.system}/{script.id.service} is already at {head}",
                    f"give it a number above {head}; the database would otherwise depend on who applied when",
                    script=script,
                )
            )
    return found
