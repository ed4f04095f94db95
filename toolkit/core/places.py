"""Places in a text: from a character offset to line and column, and the picture that an error shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both from 1; columns count characters."""

    line: int
    column: int


def place_at(text: str, offset: int) -> Place:
    """The place of the character at *offset* (from 0; one past the end is allowed)."""
    before = text[:offset]
    return Place(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def offset_at(text: str, place: Place) -> int:
    """The offset of *place*, or of what is nearest to it in *text* where it lies outside."""
    start = 0
    for _ in range(place.line - 1):
        end = text.find("\n", start)
        if end < 0:
            break
        start = end + 1
    end = text.find("\n", start)
    return min(start + max(place.column, 1) - 1, len(text) if end < 0 else end)


def picture(text: str, place: Place, *, width: int = 120) -> str:
    """The line of *place* with a caret under its column; long lines are cut around it, tabs shown as one blank."""
    lines = text.split("\n")
    line = lines[place.line - 1].rstrip("\r") if place.line <= len(lines) else ""
    line = "".join(" " if char == "\t" else char for char in line)
    start = max(0, min(place.column - 1 - width // 2, len(line) - width))
    shown = line[start : start + width]
    number = f"{place.line:>4} | "
    return f"{number}{shown}\n{' ' * (len(number) - 2)}| {' ' * (place.column - 1 - start)}^"
