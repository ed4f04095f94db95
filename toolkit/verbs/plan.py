"""Shows what `apply` would run, statement by statement, with the locks that it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..core.effects import Effect
from ..core.ordering import Selection
from ..core.places import place_at
from ..core.statements import describe
from ..core.systems import File, Project
from ..io import db, runner
from ..io.files import origins_of
from .apply import Options
from .apply.parsing import Parser
from .apply.steps import checked_plan


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the plan: where it stands, its text, and what it does to tables that others use."""

    path: str
    line: int
    statement: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """The statements that an apply would run, in their order."""

    lines: tuple[Line, ...]

    def as_text(self, bold: Callable[[str], str]) -> str:
        """For a person: each file as a heading, each statement behind a comment with its locks."""
        parts = []
        path = ""
        for line in self.lines:
            if line.path != path:
                path = line.path
                parts.append(bold(f"-- {path}"))
            parts.append(f"-- line {line.line}: {summary(line.effect)}\n{line.statement};\n")
        return "\n".join(parts).rstrip()

    def as_json(self) -> list[dict[str, Any]]:
        """As plain values."""
        return [
            {
                "path": line.path,
                "line": line.line,
                "statement": line.statement,
                "kind": line.effect.kind,
                "locks": [{"table": lock.table, "mode": lock.mode} for lock in line.effect.locks],
                "indirect_locks": [{"tables": lock.tables, "mode": lock.mode} for lock in line.effect.indirect],
                "in_transaction": line.effect.runs_in_transaction,
            }
            for line in self.lines
        ]


def plan(conninfo: str, project: Project, selection: Selection) -> ShownPlan:
    """What `apply` would run now; nothing is written."""
    parser = Parser()
    with db.connected(conninfo) as conn:
        state = runner.read_state(conn)
        found = checked_plan(conn, project, selection, parser, state, Options())
    files: list[File] = [*found.scripts, *(found.access.files if found.access else ()), *found.seeds]
    return ShownPlan(tuple(line for file in files for line in lines_of(file, parser)))


def lines_of(file: File, parser: Parser) -> Iterator[Line]:
    """The statements of *file*, each with its line in the file on disk."""
    origins = origins_of(file)
    for statement in parser.parse(file).statements:
        place = place_at(file.source, origins.offset(statement.start))
        yield Line(file.path, place.line, statement.text, describe(statement))


def summary(effect: Effect) -> str:
    """One line: the kind of statement, its locks, and whether it runs outside a transaction."""
    alone = "" if effect.runs_in_transaction else "; outside a transaction"
    return f"{effect.kind}: {effect.locks_in_words}{alone}"
