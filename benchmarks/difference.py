"""
``toolkit diff`` beside ``supabase db diff`` and migra, on large databases that differ in a few things, or in all.

Every tool is run once a round, in another order each time; ratios are taken within a round. What each found is seen by
running its script: our own facts and pg_dump say which of the planted differences are left.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from subprocess import TimeoutExpired
from tempfile import TemporaryDirectory

from .comparers import TOOLKIT, Comparer, comparers
from .measure import CommandFailedError, Run, measured
from .report import Goal, cpu, goals_table, machine, middle, number, ratio, table, wall, write_section
from .stage import Stage, stage
from .tables import Databases, databases
from .verdicts import Verdict, verdict, wanted

FEW, NONE, ALL = "a few differences", "no difference", "everything is new"
# By the number of the round; everything is new only once. Before the first, files and byte code come into memory.
OCCASIONS = {0: (NONE,), 1: (FEW, NONE, ALL)}
OTHERS_MOST = 1000  # with more tables, all of them new, the other tools are not waited for
SECONDS = {1000: 2, 5000: 8}  # the goals: wall time with the start, by the number of tables
MEGABYTES = 500
HEADER = ("tool", "wall", "cpu", "wall s", "cpu s", "peak MB", "runs")


@dataclass(frozen=True, slots=True)
class Case:
    """One tool on one pair of databases."""

    tables: int
    occasion: str
    tool: str


Runs = dict[Case, list[Run]]
Verdicts = dict[tuple[int, str], Verdict]  # by the number of tables and the tool


def main() -> None:
    """Measure, print, and write down where asked to."""
    options = arguments()
    sizes: Sequence[int] = (20,) if options.quick else options.tables
    with TemporaryDirectory() as workshop, stage(options.server) as on:
        home = Path(workshop) / "home"
        home.mkdir()
        ready = comparers(Path(workshop), with_others=not options.quick)
        runs: Runs = {}
        verdicts: Verdicts = {}
        for size in sizes:
            say(f"making databases with {size} tables")
            with databases(on, size) as pair:
                for case, run in rounds(on, pair, ready, home, 1 if options.quick else options.rounds):
                    runs.setdefault(case, []).append(run)
                say(f"{size} tables: what each found")
                aim = wanted(on, pair)
                verdicts |= {(size, tool.name): verdict(on, pair, tool, aim, home) for tool in ready}
        on_what = machine(Postgres=on.version, **{tool.name.partition(" ")[0]: tool.version for tool in ready[1:]})
    report = as_text(sizes, runs, verdicts, on_what)
    if options.write:
        write_section(options.write, "benchmarks.difference", report)
    print(as_json(sizes, runs, verdicts, on_what) if options.json else report)


def arguments() -> argparse.Namespace:
    """The options of this command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.difference", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="[%(default)s]")
    parser.add_argument("--tables", type=int, nargs="+", default=(1000, 5000), help="[1000 5000]")
    parser.add_argument("--quick", action="store_true", help="20 tables, once, the toolkit alone: does it work at all")
    parser.add_argument(
        "--server", type=int, default=18, metavar="MAJOR", help="version of Postgres, 15 to 18 [%(default)s]"
    )
    parser.add_argument("--json", action="store_true", help="print every run as JSON instead of tables")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables into the marked section of a file")
    return parser.parse_args()


def rounds(on: Stage, pair: Databases, ready: Sequence[Comparer], home: Path, count: int) -> Iterator[tuple[Case, Run]]:
    """Every tool once a round, each round beginning with another one; a tool that takes too long is not run again."""
    sides = {FEW: (pair.old, pair.new), NONE: (pair.old, pair.same), ALL: (pair.empty, pair.old)}
    late: set[tuple[str, str]] = set()
    for index in range(count + 1):
        say(f"{pair.tables} tables, round {index} of {count}")
        turn = index % len(ready)
        for tool in (*ready[turn:], *ready[:turn]):
            for occasion in OCCASIONS.get(index, (FEW, NONE)):
                too_large = occasion == ALL and tool.name != TOOLKIT and pair.tables > OTHERS_MOST
                if too_large or (tool.name, occasion) in late:
                    continue
                old, new = map(on.url, sides[occasion])
                try:
                    run = measured(tool.on(old, new), home, home, accepted=tool.accepted)
                except TimeoutExpired:
                    late.add((tool.name, occasion))
                    continue
                if index:
                    yield Case(pair.tables, occasion, tool.name), run


def goals(sizes: Sequence[int], runs: Runs) -> tuple[Goal, ...]:
    """The goals of this project for comparing."""

    def ours(size: int, occasion: str = FEW) -> Sequence[Run]:
        return runs.get(Case(size, occasion, TOOLKIT), ())

    least, most = min(sizes), max(sizes)
    found = [
        Goal(f"{FEW}: seconds with the start", f"{size} tables", SECONDS[size], middle(ours(size), wall))
        for size in sizes
        if size in SECONDS
    ]
    found += [Goal(f"{FEW}: peak MB", f"{size} tables", MEGABYTES, middle(ours(size), megabytes)) for size in sizes]
    if least < most:
        found += [
            Goal(
                f"{occasion}: cpu, {least} tables = 1",
                f"{most} tables",
                most / least,
                ratio(ours(most, occasion), ours(least, occasion), cpu),
            )
            for occasion in (FEW, NONE, ALL)
        ]
    return tuple(found)


def as_text(sizes: Sequence[int], runs: Runs, verdicts: Verdicts, on_what: str) -> str:
    """The report: goals, ratios of everybody, the seconds that they come from, and what each found."""
    parts = [f"Measured on {on_what}.", goals_table(goals(sizes, runs))]
    for size in sizes:
        parts.append(f"### {size} tables")
        for occasion in (FEW, NONE, ALL):
            parts += [
                f"{occasion.capitalize()}; wall and cpu of {TOOLKIT} = 1:",
                table(HEADER, comparison(size, occasion, runs)),
            ]
        lines = [
            (tool, f"{one.planted - len(one.missed)} of {one.planted}", one.words, str(one.others))
            for (of, tool), one in verdicts.items()
            if of == size
        ]
        parts += [
            "Planted differences that are gone when its script has run, by our facts and by pg_dump:",
            table(("tool", "found", "missed", "other objects that differ then"), lines),
        ]
    return "\n\n".join(parts)


def comparison(size: int, occasion: str, runs: Runs) -> list[tuple[str, ...]]:
    """A line for each tool: ratios to ours first, then what they come from."""
    base = runs.get(Case(size, occasion, TOOLKIT), ())
    return [
        (
            case.tool,
            *(number(ratio(of, base[: len(of)], figure)) for figure in (wall, cpu)),
            *(number(middle(of, figure)) for figure in (wall, cpu)),
            f"{max(map(megabytes, of)):.0f}",
            str(len(of)),
        )
        for case, of in sorted(runs.items(), key=lambda item: item[0].tool != TOOLKIT)
        if (case.tables, case.occasion) == (size, occasion)
    ]


def megabytes(run: Run) -> float:
    """The peak of the largest process."""
    return run.memory / 2**20


def as_json(sizes: Sequence[int], runs: Runs, verdicts: Verdicts, on_what: str) -> str:
    """Every run, every goal, every verdict."""
    return json.dumps(
        {
            "machine": on_what,
            "goals": [asdict(goal) | {"verdict": goal.verdict} for goal in goals(sizes, runs)],
            "runs": [asdict(case) | asdict(run) for case, of in runs.items() for run in of],
            "verdicts": [{"tables": size, "tool": tool, **asdict(one)} for (size, tool), one in verdicts.items()],
        },
        indent=2,
    )


def say(message: str) -> None:
    """Tell a person how far it is."""
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except CommandFailedError as error:
        raise SystemExit(str(error)) from None
