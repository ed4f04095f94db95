"""Writes new files without ever writing over old ones, and all of them or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ..errors import ToolkitError, UsageError
from .sources import read_source


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """
    Let only one process at once in here: between looking for a free number and taking it nobody else may look.

    Raises UsageError where *folder* does not exist. Where the system has no such locks (Windows), the caller is alone.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        message = f"{folder.parent} is no project folder: it has no folder {folder.name}/"
        raise UsageError(message, hint="name one with -C DIR, or make it: mkdir sql") from error
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)  # gives the lock back


def create_files(
    root: Path, files: Mapping[str, str], *, replaced: Mapping[str, tuple[str, str]] | None = None
) -> tuple[str, ...]:
    """
    Create *files* (text by path relative to *root*), and put new texts in the place of old ones: path to (old, new).

    Returns the paths in their order, replaced ones first. Nothing is left behind where one of them exists or cannot
    be written.
    """
    made: list[Path] = []
    try:
        for path, text in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8", newline="\n") as opened:
                made.append(file)
                opened.write(text)
        for path, (old, new) in (replaced or {}).items():
            _replace(root, path, old, new)
    except FileExistsError as error:
        _remove(made)
        raise UsageError(f"{_relative(root, error.filename)} exists", hint="choose another name") from error
    except OSError as error:
        _remove(made)
        raise ToolkitError(f"{_relative(root, error.filename)} cannot be written: {error.strerror}") from error
    return (*(replaced or {}), *files)


def _replace(root: Path, path: str, old: str, new: str) -> None:
    """Put *new* in the place of *old* at once, so that a reader never sees half of it; line ends stay as they were."""
    file = root / path
    if read_source(root, path) != old:
        raise ToolkitError(f"{path} was changed meanwhile", hint="try again")
    newline = "\r\n" if b"\r\n" in file.read_bytes() else "\n"
    mode = file.stat().st_mode
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8", newline=newline) as opened:
        opened.write(new)
    Path(opened.name).chmod(mode)
    Path(opened.name).replace(file)


def _remove(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _relative(root: Path, path: object) -> str:
    try:
        return Path(str(path)).relative_to(root).as_posix()
    except ValueError:
        return str(path)


def _lock(handle: int) -> None:
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(handle, fcntl.LOCK_EX)
