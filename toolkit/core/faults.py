"""Faults in the files of a project: collected as values, so that one run names them all, then raised as one error."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..errors import ConfigError
from .places import Place, picture

SHOWN = 50  # a project with more mistakes than this has one cause


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """
    One reason why a file of the project cannot be used as it is.

    ``path`` is relative to the project folder. ``line`` and ``column`` count from 1; 0 means the file as a whole.
    ``hint`` says what would be right.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = ":".join(str(number) for number in (self.line, self.column) if number)
        return f"{self.path}:{place}: {self.message}" if place else f"{self.path}: {self.message}"


def as_error(faults: Iterable[Fault], texts: Mapping[str, str]) -> ConfigError:
    """
    All *faults* (at least one) as one error, sorted by file and place.

    *texts* holds the text of files by path: a fault that stands alone is shown with its line and a caret.
    """
    ordered = sorted(set(faults))
    if len(ordered) == 1:
        fault = ordered[0]
        shown = picture(texts[fault.path], Place(fault.line, fault.column)) if _visible(fault, texts) else ""
        return ConfigError(str(fault), detail=shown, hint=fault.hint)
    lines = [f"{fault} ({fault.hint})" if fault.hint else str(fault) for fault in ordered[:SHOWN]]
    if len(ordered) > SHOWN:
        lines.append(f"and {len(ordered) - SHOWN} more")
    return ConfigError("\n  ".join([f"{len(ordered)} mistakes in the project's files", *lines]))


def _visible(fault: Fault, texts: Mapping[str, str]) -> bool:
    return fault.line > 0 and fault.column > 0 and fault.path in texts


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``did you mean "x"?`` for the closest of *known*, else a list of them; empty where nothing is known."""
    names = list(known)
    # Without regard to case, so that NAME finds name.
    by_folded = {candidate.casefold(): candidate for candidate in reversed(names)}
    close = difflib.get_close_matches(name.casefold(), by_folded, n=1)
    if close:
        return f'did you mean "{by_folded[close[0]]}"?'
    return f"known: {', '.join(names)}" if names else ""
