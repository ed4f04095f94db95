"""The whole way in one command: a local database, all systems with demo rows, one question asked by several people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..core.ordering import Selection
from ..core.personas import Persona
from ..core.questions import Question, parse_question
from ..core.systems import Project
from ..errors import ConfigError, ToolkitError
from ..io import db
from ..io.personas import read_personas
from . import local
from .apply import Options, apply
from .apply.model import Report
from .seed import seed

INSUFFICIENT_PRIVILEGE = "42501"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one persona got: the columns and the rows, all as text, None for null; or why she was refused."""

    persona: Persona
    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo has to show."""

    url: str
    answers: tuple[tuple[Question, tuple[Answer, ...]], ...]


def demo(root: Path, project: Project, options: Options, report: Report) -> Demo:
    """Start the local database, apply everything with its demo rows, and ask the question of each system."""
    from ..io.server import local_url

    local.start(root, say=report)
    url = local_url(root)
    if url is None:
        raise ToolkitError("the local database has no address", hint="`toolkit db status` says more")
    apply(url, project, Selection(), options, report)
    seed(url, project, (), options, report, demo=True, again=False)
    personas = read_personas(root)
    found = []
    with db.connected(url) as conn:
        for question in questions(root, project):
            asking = [persona_named(question, name, personas) for name in question.ask_as]
            found.append((question, tuple(ask(conn, question, persona) for persona in asking)))
    return Demo(url, tuple(found))


def questions(root: Path, project: Project) -> tuple[Question, ...]:
    """The question of each system that has one."""
    found = []
    for system in project.systems:
        path = root / "policies" / system.name / "access.toml"
        if path.is_file():
            shown = path.relative_to(root).as_posix()
            found.append(parse_question(system.name, shown, path.read_text(encoding="utf-8")))
    return tuple(question for question in found if question is not None)


def persona_named(question: Question, name: str, personas: Sequence[Persona]) -> Persona:
    """The persona of the question's system; raises ConfigError where it has none of that name."""
    for persona in personas:
        if (persona.system, persona.name) == (question.system, name):
            return persona
    raise ConfigError(
        f"policies/{question.system}/access.toml: [demo] asks as {name!r}, who is no persona",
        hint=f"add [personas.{name}] to the same file",
    )


def ask(conn: db.Connection, question: Question, persona: Persona) -> Answer:
    """The answer that *persona* gets, in a transaction with her role and claims that is rolled back."""
    try:
        columns, rows = db.ask_as(conn, persona.role, json.dumps(dict(persona.claims)), question.sql)
    except db.StatementError as error:
        if error.sqlstate != INSUFFICIENT_PRIVILEGE:
            raise
        return Answer(persona, (), (), refused=error.message)
    return Answer(persona, columns, rows)
