"""
How long the command takes to start, the local server too, and what is imported where no database is needed.

All commands are run once a round, one after another, in a made-up project folder of their own with its own server.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.metadata import packages_distributions
from pathlib import Path
from tempfile import TemporaryDirectory

from .content import made_up
from .measure import CommandFailedError, Run, environment, measured
from .report import Goal, cpu, goals_table, machine, middle, number, ratio, table, wall, write_section
from .tools import programs

PYTHON = "python -c pass"
HELP = "toolkit --help"
FIRST_START = "toolkit db start, the first"
LATER_START = "toolkit db start, later"
DRIVER = "psycopg"

# Commands that say nothing to a database; each as it is typed.
WITHOUT_DATABASE = (
    "--help",
    "--version",
    "apply --help",
    "db url",
    "db status",
    "new shop/billing more_items",
    "token --as 00000000-0000-4000-8000-000000000001",
    "lint --all --no-sqlfluff --fail-on never",
    "db stop",
)

Runs = dict[str, list[Run]]


def main() -> None:
    """Measure, print, and write down where asked to."""
    options = arguments()
    with TemporaryDirectory() as workshop:
        Path(workshop).chmod(0o755)  # the server may run as somebody else
        home = Path(workshop) / "home"
        home.mkdir()
        runs: Runs = {}
        for index in range(options.rounds + 1):
            print(f"round {index} of {options.rounds}", file=sys.stderr, flush=True)
            seen = dict(one_round(Path(workshop) / f"project_{index}", home))
            if index:  # before it, files and byte code came into memory
                for name, run in seen.items():
                    runs.setdefault(name, []).append(run)
        imported = imports(Path(workshop) / "project_0", home)
    found = goals(runs, imported)
    report = as_text(runs, imported, found)
    if options.write:
        write_section(options.write, "benchmarks.start", report)
    print(as_json(runs, imported, found) if options.json else report)


def arguments() -> argparse.Namespace:
    """The options of this command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="[%(default)s]")
    parser.add_argument("--json", action="store_true", help="print every run as JSON instead of tables")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables into the marked section of a file")
    return parser.parse_args()


def one_round(folder: Path, home: Path) -> Iterator[tuple[str, Run]]:
    """Each command once, in a new project folder whose server is made, ended, started again and ended again."""
    toolkit = programs().toolkit
    made_up(folder)

    def run(*words: str) -> Run:
        return measured((toolkit, *words), folder, home)

    yield PYTHON, measured((sys.executable, "-c", "pass"), folder, home)
    yield HELP, run("--help")
    yield "toolkit apply --help", run("apply", "--help")
    with stopped_at_the_end(toolkit, folder, home):
        yield FIRST_START, run("db", "start")
        yield "toolkit db start, it runs", run("db", "start")
        yield "toolkit db status", run("db", "status")
        yield "toolkit db url", run("db", "url")
        yield "toolkit status", run("status")
        yield "toolkit db stop", run("db", "stop")
        yield LATER_START, run("db", "start")


@contextmanager
def stopped_at_the_end(toolkit: str, folder: Path, home: Path) -> Iterator[None]:
    """A block after which no server of *folder* is left, whatever happened."""
    try:
        yield
    finally:
        subprocess.run([toolkit, "db", "stop"], cwd=folder, env=environment(home), capture_output=True, check=True)


def imports(folder: Path, home: Path) -> dict[str, tuple[str, ...]]:
    """For each command that needs no database, the packages from elsewhere that it imports."""
    toolkit = programs().toolkit
    with stopped_at_the_end(toolkit, folder, home):
        measured((toolkit, "db", "start"), folder, home)  # `db url` is for one that runs
        return {words: imported_by(words.split(), folder, home) for words in WITHOUT_DATABASE}


def imported_by(words: list[str], folder: Path, home: Path) -> tuple[str, ...]:
    """The installed packages that a command imports, without ours; raises CommandFailedError if it fails."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "toolkit", *words],
        cwd=folder,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = done.stderr.splitlines()
    if done.returncode:
        said = "\n".join(line for line in lines if not line.startswith("import time:"))
        raise CommandFailedError(f"toolkit {' '.join(words)} failed:\n{said}")
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines if line.startswith("import time:")}
    installed = names & packages_distributions().keys() - {"toolkit"}
    return tuple(sorted(name for name in installed if not name.startswith("_")))


def goals(runs: Runs, imported: dict[str, tuple[str, ...]]) -> tuple[Goal, ...]:
    """The goals of this project for starting."""
    knowing = sum(DRIVER in names for names in imported.values())
    return (
        Goal("seconds", HELP, 0.35, middle(runs[HELP], wall)),
        Goal("seconds", FIRST_START, 5, middle(runs[FIRST_START], wall)),
        Goal("seconds", LATER_START, 1, middle(runs[LATER_START], wall)),
        Goal(f"importing {DRIVER}", f"{len(imported)} commands without a database", 0, knowing),
    )


def as_text(runs: Runs, imported: dict[str, tuple[str, ...]], found: tuple[Goal, ...]) -> str:
    """The report: the goals, then each command, then what was imported."""
    lines = [
        (
            name,
            number(ratio(of, runs[PYTHON], cpu), 1),
            *(number(middle(of, figure)) for figure in (wall, cpu)),
            f"{max(run.memory for run in of) / 2**20:.0f}",
        )
        for name, of in runs.items()
    ]
    packages = [(f"toolkit {words}", ", ".join(names)) for words, names in imported.items()]
    return "\n\n".join(
        (
            f"Measured on {machine()}, {len(runs[HELP])} rounds.",
            goals_table(found),
            f"Cpu of `{PYTHON}` = 1:",
            table(("command", "cpu", "wall s", "cpu s", "peak MB"), lines),
            "Packages from elsewhere that are imported where no database is needed:",
            table(("command", "packages"), packages),
        )
    )


def as_json(runs: Runs, imported: dict[str, tuple[str, ...]], found: tuple[Goal, ...]) -> str:
    """Every run, every goal, every import."""
    return json.dumps(
        {
            "machine": machine(),
            "goals": [asdict(goal) | {"verdict": goal.verdict} for goal in found],
            "imports": imported,
            "runs": [{"command": name, **asdict(run)} for name, of in runs.items() for run in of],
        },
        indent=2,
    )


if __name__ == "__main__":
    try:
        main()
    except CommandFailedError as error:
        raise SystemExit(str(error)) from None
