"""The tools that compare two databases: how each is started, and what it writes."""

from __future__ import annotations

import subprocess
import sys
import venv
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from .measure import environment
from .tools import programs

TOOLKIT, SUPABASE, MIGRA = "toolkit diff", "supabase db diff", "migra"
OLD, NEW = "{old}", "{new}"  # stand in a command for the addresses of the databases
# As they were when migra was last published: it imports pkg_resources, and its SQL is for SQLAlchemy 1.
MIGRA_PACKAGES = ("migra==3.0.1663481299", "psycopg2-binary", "setuptools<80", "sqlalchemy<2")


@dataclass(frozen=True, slots=True)
class Comparer:
    """A tool that prints the script that turns one database into another; it may end with any of ``accepted``."""

    name: str
    version: str
    command: tuple[str, ...]
    accepted: Collection[int] = (0,)

    def on(self, old: str, new: str) -> tuple[str, ...]:
        """The command for the databases at these addresses."""
        return tuple(part.replace(OLD, old).replace(NEW, new) for part in self.command)

    def script(self, old: str, new: str, home: Path) -> str:
        """What it prints; raises CalledProcessError where it fails."""
        done = subprocess.run(
            self.on(old, new),
            cwd=home,
            env=environment(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        if done.returncode not in self.accepted:
            raise subprocess.CalledProcessError(done.returncode, self.name)
        return without_frame(done.stdout)


def without_frame(printed: str) -> str:
    """What was printed, without the lines that the Supabase CLI draws for people around it."""
    return "\n".join(line for line in printed.splitlines() if not line.startswith(("│", "▲", "●")))


def comparers(workshop: Path, *, with_others: bool = True) -> tuple[Comparer, ...]:
    """The tools that are here, ours first; migra is installed in a folder below *workshop*."""
    found = programs()
    ours = Comparer(
        TOOLKIT, said(found.toolkit, "--version"), (found.toolkit, "diff", "--sql", "--from", OLD, "--to", NEW)
    )
    others = []
    if with_others and found.supabase:
        # With two addresses it compares by the pg-delta that is in it, whatever `--use-…` says, and without Docker.
        command = (found.supabase, "db", "diff", "--from", OLD, "--to", NEW)
        others.append(Comparer(SUPABASE, said(found.supabase, "--version"), command))
    if with_others and (program := installed_migra(workshop / "migra")):
        version = MIGRA_PACKAGES[0].partition("==")[2]
        others.append(Comparer(MIGRA, version, (program, "--unsafe", "--with-privileges", OLD, NEW), accepted=(0, 2)))
    return (ours, *others)


def installed_migra(folder: Path) -> str | None:
    """migra in an environment of its own, None where it cannot be had."""
    venv.create(folder, with_pip=True)
    done = subprocess.run(
        [folder / "bin/pip", "install", "--quiet", *MIGRA_PACKAGES], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"without migra, which could not be installed: {done.stderr[-500:]}", file=sys.stderr)
        return None
    return str(folder / "bin/migra")


def said(*command: str) -> str:
    """The number in what a program says of its version."""
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return next(word for word in printed.split() if word[0].isdecimal())
