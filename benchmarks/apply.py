"""
``toolkit apply`` beside ``psql -1``, dbmate and ``supabase db push``: from zero, and with nothing to do.

``python -m benchmarks.apply [--rounds N] [--far-rounds N] [--json] [--write docs/performance.md]``. Every tool is run
once a round, in another order each time, on a database of its own; ratios are taken within a round. So they hold on a
machine that does other things as well; seconds do not.
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

NEAR, FAR = "loopback", "far"
ZERO, NOTHING = "from zero", "nothing to do"
TOOLKIT, PSQL, SUPABASE = "toolkit apply", "psql -1", "supabase db push"


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
    round_trip = options.round_trip / 1000
    found = programs()
    runs: Runs = {}
    with TemporaryDirectory() as workshop, stage(options.server) as on:
        contents = (this_repository(Path(workshop) / "repository"), made_up(Path(workshop) / "made_up"))
        laid_out = {c.title: tools(found, c, Path(workshop) / str(i)) for i, c in enumerate(contents)}
        with delaying(on.server.host, on.server.port, round_trip) as proxy:
            for content in contents:
                ready = laid_out[content.title]
                for _ in rounds(on, content, ready, None, 1, "warming up"):
                    pass  # files and byte code come into memory
                for distance, through, count in ((NEAR, None, options.rounds), (FAR, proxy, options.far_rounds)):
                    for case, run in rounds(on, content, ready, through, count, distance):
                        runs.setdefault(case, []).append(run)
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
    parser.add_argument("--server", type=int, default=18, metavar="MAJOR", help="version of Postgres [%(default)s]")
    parser.add_argument("--json", action="store_true", help="print every run as JSON instead of tables")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables into the marked section of a file")
    return parser.parse_args()


def rounds(
    on: Stage, content: Content, ready: Sequence[Tool], proxy: Proxy | None, count: int, title: str
) -> Iterator[tuple[Case, Run]]:
    """Every tool once a round, each round beginning with another one."""
    distance = FAR if proxy else NEAR
    for index in range(count):
        say(f"{content.title}, {title}, round {index + 1} of {count}")
        turn = index % len(ready)
        for tool in (*ready[turn:], *ready[:turn]):
            with fresh_database(on) as database:
                command = tool.on(on.url(database, proxy))
                for occasion in (ZERO, NOTHING) if tool.knows_what_is_done else (ZERO,):
                    run = measured(command, tool.folder, proxy=proxy)
                    yield Case(content.title, distance, occasion, tool.name), run


def goals(contents: Sequence[Content], runs: Runs) -> tuple[Goal, ...]:
    """The goals of this project for applying, for each content."""
    found = []
    for content in contents:

        def of(distance: str, occasion: str, tool: str, title: str = content.title) -> list[Run]:
            return runs.get(Case(title, distance, occasion, tool), [])

        near, far = of(NEAR, ZERO, TOOLKIT), of(FAR, ZERO, TOOLKIT)
        idle, far_idle = of(NEAR, NOTHING, TOOLKIT), of(FAR, NOTHING, TOOLKIT)
        push, idle_push = of(FAR, ZERO, SUPABASE), of(NEAR, NOTHING, SUPABASE)
        found += [
            Goal("from zero: wall time, psql -1 = 1", content.title, 1.5, ratio(near, of(NEAR, ZERO, PSQL), wall)),
            Goal("far, from zero: bursts", content.title, 2 * len(content.files) + 10, middle(far, bursts)),
            Goal(
                "far, from zero: wall time, supabase = 1", content.title, 0.6, (push and ratio(far, push, wall)) or None
            ),
            Goal("nothing to do: bursts", content.title, 6, middle(far_idle, bursts)),
            Goal(
                "nothing to do: cpu, supabase = 1",
                content.title,
                0.45,
                (idle_push and ratio(idle, idle_push, cpu)) or None,
            ),
        ]
    return tuple(found)


def as_text(contents: Sequence[Content], runs: Runs, round_trip: float, on_what: str) -> str:
    """The report: the goals first, then the ratios of everybody, then the seconds that they come from."""
    parts = [f"Measured on {on_what}.", goals_table(goals(contents, runs))]
    for content in contents:
        parts.append(f"### {content.title}: {len(content.files)} files, {content.statements} statements")
        for distance, words in ((NEAR, "on loopback"), (FAR, f"{round_trip:g} ms a round trip away")):
            for occasion, base in ((ZERO, PSQL), (NOTHING, SUPABASE)):
                lines = comparison(content, runs, distance, occasion, base)
                if lines:
                    parts += [f"{occasion}, {words}; {base} = 1:", table(HEADER, lines)]
    return "\n\n".join(parts)


HEADER = ("tool", "wall", "cpu", "bursts", "a file", "KB sent", "wall s", "cpu s", "peak MB", "runs")


def comparison(content: Content, runs: Runs, distance: str, occasion: str, base: str) -> list[tuple[str, ...]]:
    """A line for each tool; ratios to *base*, or none where it is not here."""
    ours = {
        case.tool: of
        for case, of in runs.items()
        if (case.content, case.distance, case.occasion) == (content.title, distance, occasion)
    }
    lines = []
    for tool, of in ours.items():
        ratios = [f"{ratio(of, ours[base], figure):.2f}" if base in ours else "-" for figure in (wall, cpu)]
        traffic = [run.traffic for run in of if run.traffic]
        sent = ["-", "-", "-"]
        if traffic:
            count = middle(of, bursts)
            sent = [number(count), f"{count / len(content.files):.1f}", f"{traffic[0].to_server / 1000:.0f}"]
        memory = max(run.memory for run in of) / 2**20
        seconds = [f"{middle(of, figure):.2f}" for figure in (wall, cpu)]
        lines.append((tool, *ratios, *sent, *seconds, f"{memory:.0f}", str(len(of))))
    return lines


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
    """The versions of the tools that are here."""
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
