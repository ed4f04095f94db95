"""Medians, ratios, goals and tables, as Markdown: for the terminal and for ``docs/performance.md``."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from .measure import Run

Figure = Callable[[Run], float]


def wall(run: Run) -> float:
    """Seconds from start to end."""
    return run.wall


def cpu(run: Run) -> float:
    """Seconds of processor time of the command itself."""
    return run.cpu


def bursts(run: Run) -> float:
    """Network bursts; only through the proxy."""
    if run.traffic is None:
        raise ValueError("bursts are counted by the proxy, and this run went without")
    return run.traffic.bursts


def middle(runs: Sequence[Run], figure: Figure) -> float | None:
    """The median of a figure over all rounds; None without any."""
    return median(figure(run) for run in runs) if runs else None


def ratio(runs: Sequence[Run], base: Sequence[Run], figure: Figure) -> float | None:
    """
    The median of *runs* to *base*; None without any.

    They are compared round by round, because what disturbs a round disturbs both.
    """
    pairs = list(zip(runs, base, strict=True)) if runs and base else []
    return median(figure(run) / figure(other) for run, other in pairs) if pairs else None


@dataclass(frozen=True, slots=True)
class Goal:
    """What was aimed at and what was seen; less is better. ``seen`` is None where it could not be measured."""

    name: str
    subject: str
    limit: float
    seen: float | None

    @property
    def verdict(self) -> str:
        """Met or missed, and by how much of the limit."""
        if self.seen is None:
            return "not measured"
        distance = (
            f" by {abs(self.seen - self.limit) / self.limit:.0%}" if self.limit and self.seen != self.limit else ""
        )
        return f"met{distance}" if self.seen <= self.limit else f"**missed{distance}**"


def goals_table(goals: Sequence[Goal]) -> str:
    """The goals with what was seen."""
    lines = [(goal.name, goal.subject, number(goal.limit), number(goal.seen), goal.verdict) for goal in goals]
    return table(("goal", "of", "at most", "seen", "verdict"), lines)


def table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns also stand in line on a terminal, numbers to the right."""
    columns = list(zip(header, *lines, strict=True))
    widths = [max(len(cell) for cell in column) for column in columns]
    to_the_right = [all(is_number(cell) for cell in column[1:]) for column in columns]

    def row(cells: Sequence[str]) -> str:
        placed = zip(cells, widths, to_the_right, strict=True)
        return f"| {' | '.join(cell.rjust(w) if right else cell.ljust(w) for cell, w, right in placed)} |"

    rules = zip(widths, to_the_right, strict=True)
    rule = "|".join(f" {'-' * (width - right)}{':' * right} " for width, right in rules)
    return "\n".join([row(header), f"|{rule}|", *(row(line) for line in lines)])


def is_number(cell: str) -> bool:
    """Whether *cell* holds a number, or stands for one that is not there."""
    return cell == "-" or cell.replace(".", "", 1).isdecimal()


def number(value: float | None, digits: int = 2) -> str:
    """*value* with *digits* behind the point unless it is whole or large; ``-`` where there is none."""
    if value is None:
        return "-"
    return f"{value:.0f}" if value >= 100 or value == round(value) else f"{value:.{digits}f}"


def machine(**versions: str) -> str:
    """What was measured on, and which versions."""
    known = {"Python": platform.python_version(), **versions}
    names = ", ".join(f"{name} {version}" for name, version in known.items())
    return f"{os.cpu_count()} cores ({platform.machine()}), {names}"


def write_section(path: Path, name: str, text: str) -> None:
    """Put *text* between the marks of *name* in the file at *path*, which must have them."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
    old = path.read_text(encoding="utf-8")
    head, found, rest = old.partition(begin)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{path} has no lines {begin.strip()} and {end}")
    path.write_text(f"{head}{begin}\n{text.strip()}\n\n{end}{tail}", encoding="utf-8")
