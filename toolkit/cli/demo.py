"""The demo: everything that this project does, in one command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from ..errors import ToolkitError
from . import options
from .output import BOLD, DIM, say, show, styled, table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ..core.questions import Question
    from ..settings import Settings
    from ..verbs.demo import Answer


def demo(directory: options.Directory = None) -> None:
    """
    Start the local database, apply every system with its demo rows, and ask one question as several people.

    Safe to run again: what is there stays.
    """
    from ..io.postgrest import find_program
    from ..verbs.apply import Options
    from ..verbs.demo import demo as verb

    settings = options.settings_for(directory)
    project = options.project_of(settings)
    found = verb(settings.root, project, Options(), say)
    for question, answers in found.answers:
        show_answers(question, answers)
    show(styled("Go on from here", BOLD, sys.stdout))
    show(f'  psql "{found.url}"')
    if has_api(find_program, settings):
        persona = next((answer.persona.name for _, answers in found.answers for answer in answers), "<persona>")
        show("  toolkit serve                  the API on http://127.0.0.1:3000, a real PostgREST")
        show(f"  toolkit token --as {persona:<12}a token for it")
    else:
        show("  npm ci                         fetches PostgREST, for the API: toolkit serve")
    show("  toolkit status                 what is applied")
    show("  toolkit db stop                ends the server; the data stay")


def has_api(find: Callable[[Path, Mapping[str, str]], Path], settings: Settings) -> bool:
    """Whether a PostgREST is there to serve the API."""
    try:
        find(settings.root, settings.environ)
    except ToolkitError:
        return False
    return True


def show_answers(question: Question, answers: tuple[Answer, ...]) -> None:
    """Print a question and what each persona got to see."""
    show(f"\n{styled(question.text, BOLD, sys.stdout)}")
    show(styled(question.sql, DIM, sys.stdout))
    for answer in answers:
        show(f"\nas {answer.persona.name}: {answer.persona.description}")
        lines = [tuple(cell or "" for cell in row) for row in answer.rows]
        shown = table(answer.columns, lines) if lines else "(nothing)"
        show("\n".join(f"  {line}" for line in shown.split("\n")))
    show("")


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command()(demo)
