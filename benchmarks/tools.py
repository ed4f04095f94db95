"""The tools that are measured side by side: what each is given, and how it is started."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .content import ROOT, Content, write

FIRST = 20260101000000  # the tools that want a moment in a file's name get these, one after another
PACKAGES = ROOT / "node_modules"
URL = "{url}"  # stands in a command for the address of the database


@dataclass(frozen=True, slots=True)
class Tool:
    """
    One tool, ready to apply one content.

    ``command`` holds ``{url}`` once. ``knows_what_is_done`` is False for one that would do everything a second time.
    """

    name: str
    command: tuple[str, ...]
    folder: Path
    knows_what_is_done: bool = True

    def on(self, url: str) -> tuple[str, ...]:
        """The command for the database at *url*."""
        return tuple(part.replace(URL, url) for part in self.command)


@dataclass(frozen=True, slots=True)
class Programs:
    """
    The programs of this machine, as paths; None: it is not here.

    Those from npm are the programs themselves, not the scripts for Node that start them: that saves them some 40 ms.
    """

    toolkit: str
    psql: str
    dbmate: str | None
    supabase: str | None


def programs() -> Programs:
    """What is installed: the toolkit beside this Python, psql on the path, the others in ``node_modules``."""
    psql = shutil.which("psql")
    if psql is None:
        raise SystemExit("psql is needed: everything is compared with it")
    return Programs(
        toolkit=str(Path(sys.executable).with_name("toolkit")),
        psql=psql,
        dbmate=first(PACKAGES.glob("@dbmate/*/bin/dbmate")),
        supabase=first(PACKAGES.glob("@supabase/cli-*/bin/supabase")),
    )


def tools(found: Programs, content: Content, workshop: Path) -> tuple[Tool, ...]:
    """Each tool that is here with *content* laid out as it wants it, in folders under *workshop*."""
    every = [
        Tool("toolkit apply", (found.toolkit, "apply", "--db-url", URL), content.folder),
        psql(found.psql, content, workshop / "psql"),
    ]
    if found.dbmate:
        every.append(dbmate(found.dbmate, content, workshop / "dbmate"))
    if found.supabase:
        every.append(supabase(found.supabase, content, workshop / "supabase"))
    return tuple(every)


def psql(program: str, content: Content, folder: Path) -> Tool:
    """All files as one, in one transaction: the least that one can do."""
    write(folder / "all.sql", "\n".join(file.text for file in content.files))
    command = (program, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-1", "-f", "all.sql", URL)
    return Tool("psql -1", command, folder, knows_what_is_done=False)


def dbmate(program: str, content: Content, folder: Path) -> Tool:
    """A transaction a file; without the dump of the schema that it makes by default, which needs pg_dump."""
    for name, text in numbered(content):
        write(folder / "migrations" / name, f"-- migrate:up\n{text}\n-- migrate:down\n")
    command = (program, "--no-dump-schema", "--migrations-dir", "migrations", "--url", URL, "migrate")
    return Tool("dbmate", command, folder)


def supabase(program: str, content: Content, folder: Path) -> Tool:
    """A transaction a file, in the flat folder that this tool wants."""
    for name, text in numbered(content):
        write(folder / "supabase/migrations" / name, text)
    return Tool("supabase db push", (program, "db", "push", "--yes", f"--remote={URL}"), folder)


def numbered(content: Content) -> list[tuple[str, str]]:
    """Names that sort in the order of the files, each with its text."""
    return [(f"{FIRST + index}_{file.name}.sql", file.text) for index, file in enumerate(content.files, start=1)]


def first(paths: Iterable[object]) -> str | None:
    """The first of *paths* as text, None if there is none."""
    return next((str(path) for path in paths), None)
