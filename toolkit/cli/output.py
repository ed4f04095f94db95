"""What all commands print alike: results on stdout, talk and errors on stderr, colours only for a person."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TextIO

from ..errors import ToolkitError

RED, YELLOW, GREEN, BOLD, DIM = "31", "33", "32", "1", "2"


class Output(StrEnum):
    """The forms in which a command can print its result."""

    text = "text"
    json = "json"


def styled(text: str, style: str, stream: TextIO) -> str:
    """*text* in a colour where *stream* is a terminal and nobody asked for none."""
    if not stream.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\x1b[{style}m{text}\x1b[0m"


def say(message: str) -> None:
    """Talk about what is going on: to stderr, so that a pipe gets only results."""
    print(message, file=sys.stderr, flush=True)  # noqa: T201


def warn(message: str) -> None:
    """Something that the user should know and that does not stop us."""
    say(f"{styled('warning:', YELLOW, sys.stderr)} {message}")


def show(text: str) -> None:
    """A result, on stdout."""
    print(text, flush=True)  # noqa: T201


def show_json(value: Any) -> None:
    """A result as JSON, on stdout: indented for a person, on one line for a pipe."""
    show(json.dumps(value, indent=2 if sys.stdout.isatty() else None, ensure_ascii=False, default=str))


def show_error(error: ToolkitError) -> None:
    """An error with its picture and its way out, on stderr."""
    say(f"{styled('error:', RED, sys.stderr)} {error.message}")
    if error.detail:
        say(error.detail)
    if error.hint:
        say(f"{styled('hint:', YELLOW, sys.stderr)} {error.hint}")


def program() -> str:
    """How the reader can call this command: ``toolkit`` where that is on PATH, else the path that it was called by."""
    called = Path(sys.argv[0])
    found = shutil.which("toolkit")
    if found and Path(found).resolve() == called.resolve():
        return "toolkit"
    return os.path.relpath(called) if called.name == "toolkit" else f"{os.path.relpath(sys.executable)} -m toolkit"


def table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell, two blanks apart; the header in bold on a terminal."""
    widths = [max(len(line[index]) for line in (header, *lines)) for index in range(len(header))]

    def row(cells: Sequence[str]) -> str:
        return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()

    return "\n".join([styled(row(header), BOLD, sys.stdout), *(row(line) for line in lines)])
