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


def middle(runs: Sequence[Run], figure: Figure) -> float:
    """The median of a figure over all rounds."""
    return median(figure(run) for run in runs)


def ratio(runs: Sequence[Run], base: Sequence[Run], figure: Figure) -> float:
    """The median of *runs* to *base*, compared round by round: what disturbs a round disturbs both."""
    return median(figure(run) / figure(other) for run, other in zip(runs, base, strict=True))


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
        distance = abs(self.seen - self.limit) / self.limit if self.limit else abs(self.seen)
        if self.seen <= self.limit:
            return f"met, {distance:.0%} below" if self.limit else "met"
        return f"**missed** by {distance:.0%}" if self.limit else "**missed**"


def goals_table(goals: Sequence[Goal]) -> str:
    """The goals with what was seen, those of one name together."""
    lines = [
        (goal.name, goal.subject, number(goal.limit), "-" if goal.seen is None else number(goal.seen), goal.verdict)
        for goal in goals
    ]
    return table(("goal", "of", "at most", "seen", "verdict"), lines)


def table(header: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns also stand in line on a terminal; all but the first are numbers, to the right."""
    widths = [max(len(line[index]) for line in (header, *lines)) for index in range(len(header))]

    def row(cells: Sequence[str]) -> str:
        first, *others = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
        return f"| {' | '.join([first.lstrip().ljust(widths[0]), *others])} |"

    rule = "|".join(f"{'-' * (width + 1)}{':' if index else '-'}" for index, width in enumerate(widths))
    return "\n".join([row(header), f"|{rule}|", *(row(line) for line in lines)])


def number(value: float) -> str:
    """*value* with as many digits as can be trusted on a shared machine."""
    return f"{value:.0f}" if value >= 20 or value == round(value) else f"{value:.2f}"


def machine(**versions: str) -> str:
    """What was measured on, and which versions."""
    known = {"Python": platform.python_version(), **versions}
    return f"{os.cpu_count()} cores, {platform.machine()}; " + ", ".join(f"{name} {v}" for name, v in known.items())


def write_section(path: Path, name: str, text: str) -> None:
    """Put *text* between the marks of *name* in the file at *path*, which must have them."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->"
    old = path.read_text(encoding="utf-8")
    head, found, rest = old.partition(begin)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{path} has no lines {begin.strip()} and {end}")
    path.write_text(f"{head}{begin}\n{text.strip()}\n\n{end}{tail}", encoding="utf-8")
