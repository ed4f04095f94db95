"""
``toolkit apply`` beside ``psql -1``, dbmate and ``supabase db push``: from zero, and with nothing to do.

Every tool is run once a round, in another order each time, on a database of its own; ratios are taken within a round.
So they hold on a machine that does other things as well; seconds do not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .content import Content, made_up, this_repository
from .measure import CommandFailedError, Run, measured
from .proxy import Proxy, delaying
from .report import Goal, bursts, cpu, goals_table, machine, middle, number, ratio, table, wall, write_section
from .stage import Stage, fresh_database, stage
from .tools import Programs, Tool, programs, tools

NEAR, FAR = "on loopback", "far"
ZERO, NOTHING = "from zero", "nothing to do"
TOOLKIT, PSQL, SUPABASE = "toolkit apply", "psql -1", "supabase db push"
HEADER = ("tool", "wall", "cpu", "bursts", "a file", "KB sent", "wall s", "cpu s", "peak MB", "runs")


@dataclass(frozen=True, slots=True)
class Case:
    """What the runs of one tool have in common: the title of the content, the distance, and what was to be done."""

    content: str
    distance: str
    occasion: str
    tool: str


Runs = dict[Case, list[Run]]


def main() -> None:
    """Measure, print, and write down where asked to."""
    options = arguments()
    found = programs()
    with TemporaryDirectory() as workshop, stage(options.server) as on:
        contents = (this_repository(Path(workshop) / "repository"), made_up(Path(workshop) / "made_up"))
        runs: Runs = {}
        with delaying(on.server.host, on.server.port, options.round_trip / 1000) as proxy:
            for content in contents:
                measure(on, content, found, Path(workshop), proxy, (options.rounds, options.far_rounds), runs)
        on_what = machine(Postgres=on.version, **versions(found))
    report = as_text(contents, runs, options.round_trip, on_what)
    if options.write:
        write_section(options.write, "benchmarks.apply", report)
    print(as_json(contents, runs, on_what) if options.json else report)


def arguments() -> argparse.Namespace:
    """The options of this command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.apply", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds on loopback [%(default)s]")
    parser.add_argument(
        "--far-rounds", type=int, default=1, help="rounds through the proxy; they vary little [%(default)s]"
    )
    parser.add_argument("--round-trip", type=float, default=20, metavar="MS", help="what the proxy adds [%(default)s]")
    parser.add_argument(
        "--server", type=int, default=18, metavar="MAJOR", help="version of Postgres, 16 to 18 [%(default)s]"
    )
    parser.add_argument("--json", action="store_true", help="print every run as JSON instead of tables")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables into the marked section of a file")
    return parser.parse_args()


def measure(
    on: Stage, content: Content, found: Programs, workshop: Path, proxy: Proxy, counts: tuple[int, int], runs: Runs
) -> None:
    """Run every tool on *content*, near and far as often as *counts* says, and add what was seen to *runs*."""
    home = workshop / "home"
    home.mkdir(exist_ok=True)
    ready = tools(found, content, workshop / f"{content.title}, flat")
    for _ in rounds(on, content, ready, home, None, 1, "warming up"):
        pass  # files and byte code come into memory
    near, far = counts
    for distance, through, count in ((NEAR, None, near), (FAR, proxy, far)):
        for case, run in rounds(on, content, ready, home, through, count, distance):
            runs.setdefault(case, []).append(run)


def rounds(
    on: Stage, content: Content, ready: Sequence[Tool], home: Path, proxy: Proxy | None, count: int, distance: str
) -> Iterator[tuple[Case, Run]]:
    """Every tool once a round, each round beginning with another one."""
    for index in range(count):
        say(f"{content.title}, {distance}, round {index + 1} of {count}")
        turn = index % len(ready)
        for tool in (*ready[turn:], *ready[:turn]):
            with fresh_database(on) as database:
                command = tool.on(on.url(database, proxy))
                for occasion in (ZERO, NOTHING) if tool.knows_what_is_done else (ZERO,):
                    run = measured(command, tool.folder, home, proxy=proxy)
                    yield Case(content.title, distance, occasion, tool.name), run


def goals(contents: Sequence[Content], runs: Runs) -> tuple[Goal, ...]:
    """The goals of this project for applying, for each content."""

    def of(content: Content, distance: str, occasion: str, tool: str) -> Sequence[Run]:
        return runs.get(Case(content.title, distance, occasion, tool), ())

    def compared(content: Content, distance: str, occasion: str, base: str) -> tuple[Sequence[Run], Sequence[Run]]:
        return of(content, distance, occasion, TOOLKIT), of(content, distance, occasion, base)

    return tuple(
        Goal(name, content.title, limit, seen)
        for content in contents
        for name, limit, seen in (
            ("from zero: wall, psql -1 = 1", 1.5, ratio(*compared(content, NEAR, ZERO, PSQL), wall)),
            (
                "far, from zero: bursts, two a file and ten",
                2 * len(content.files) + 10,
                middle(of(content, FAR, ZERO, TOOLKIT), bursts),
            ),
            ("far, from zero: wall, supabase = 1", 0.6, ratio(*compared(content, FAR, ZERO, SUPABASE), wall)),
            ("nothing to do: bursts", 6, middle(of(content, FAR, NOTHING, TOOLKIT), bursts)),
            ("nothing to do: cpu, supabase = 1", 0.45, ratio(*compared(content, NEAR, NOTHING, SUPABASE), cpu)),
        )
    )


def as_text(contents: Sequence[Content], runs: Runs, round_trip: float, on_what: str) -> str:
    """The report: the goals first, then the ratios of everybody, then the seconds that they come from."""
    parts = [f"Measured on {on_what}.", goals_table(goals(contents, runs))]
    for content in contents:
        parts.append(f"### {content.title}: {len(content.files)} files, {content.statements} statements")
        for distance, words in ((NEAR, NEAR), (FAR, f"{round_trip:g} ms a round trip away")):
            for occasion, base in ((ZERO, PSQL), (NOTHING, SUPABASE)):
                lines = comparison(content, runs, distance, occasion, base)
                if lines:
                    parts += [f"{occasion.capitalize()}, {words}; wall and cpu of {base} = 1:", table(HEADER, lines)]
    return "\n\n".join(parts)


def comparison(content: Content, runs: Runs, distance: str, occasion: str, base: str) -> list[tuple[str, ...]]:
    """A line for each tool: ratios to *base* first, then what they come from."""
    ours = {
        case.tool: of
        for case, of in runs.items()
        if (case.content, case.distance, case.occasion) == (content.title, distance, occasion)
    }
    return [
        (
            tool,
            *(number(ratio(of, ours.get(base, ()), figure)) for figure in (wall, cpu)),
            *traffic_of(of, len(content.files)),
            *(number(middle(of, figure)) for figure in (wall, cpu)),
            f"{max(run.memory for run in of) / 2**20:.0f}",
            str(len(of)),
        )
        for tool, of in ours.items()
    ]


def traffic_of(runs: Sequence[Run], files: int) -> tuple[str, str, str]:
    """Bursts, bursts a file, and thousands of bytes sent to the server; unknown without the proxy."""
    seen = [run for run in runs if run.traffic]
    count, sent = middle(seen, bursts), middle(seen, lambda run: run.traffic.to_server if run.traffic else 0)
    if count is None or sent is None:
        return "-", "-", "-"
    return number(count), f"{count / files:.1f}", f"{sent / 1000:.0f}"


def as_json(contents: Sequence[Content], runs: Runs, on_what: str) -> str:
    """Every run and every goal."""
    return json.dumps(
        {
            "machine": on_what,
            "goals": [asdict(goal) | {"verdict": goal.verdict} for goal in goals(contents, runs)],
            "runs": [asdict(case) | asdict(run) for case, of in runs.items() for run in of],
        },
        indent=2,
    )


def versions(found: Programs) -> dict[str, str]:
    """The versions of the other tools that are here."""
    known = {"psql": found.psql, "dbmate": found.dbmate, "supabase": found.supabase}
    return {name: version_of(program) for name, program in known.items() if program}


def version_of(program: str) -> str:
    """The number in what ``--version`` says."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return next(word for word in said.split() if word[0].isdecimal())


def say(message: str) -> None:
    """Tell a person how far it is."""
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except CommandFailedError as error:
        raise SystemExit(str(error)) from None
