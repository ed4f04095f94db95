"""
The sides of a comparison: a database, a folder of SQL, the project's own files, or a snapshot.

Files show what they mean in a scratch database. Roles belong to a whole server: the policies of a project run in a
transaction that is rolled back when the comparison is done, and what a folder of SQL changes of the server is undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ...core.facts.base import ObjectId
from ...core.facts.catalog import Catalog
from ...core.facts.snapshots import load
from ...core.plan import access_state
from ...core.planning.plan import differing, plan
from ...core.scope import PLATFORM, is_server_wide, own_path, schema_of
from ...core.systems import Project, ScriptId
from ...errors import SqlError, ToolkitError, UsageError
from ...io import db
from ...io.facts import read_facts
from ...io.scratch import scratch_database
from ..apply.parsing import Parser
from ..apply.trial import run_access, run_scripts
from .clone import PREPARED, read

UNKNOWN = ("3F000", "42P01", "42883", "42704")  # no such schema, table, function or type
READ_ONLY = "begin isolation level repeatable read read only; set local search_path = ''"


@dataclass(frozen=True, slots=True)
class Files:
    """The project's files, as `apply` would bring them in; with ``scripts``, only these and their policies."""

    project: Project
    scripts: frozenset[ScriptId] | None = None


@dataclass(frozen=True, slots=True)
class Folder:
    """SQL files that are no project: all below *path*, run in the order of their names."""

    path: Path


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What `toolkit snapshot` wrote."""

    path: Path


@dataclass(frozen=True, slots=True)
class Database:
    """A database, as it is now."""

    conninfo: str


Side = Files | Folder | Snapshot | Database


@dataclass(frozen=True, slots=True)
class State:
    """
    What a side comes to.

    Files only speak of what they make: ``untouched`` is what the scratch database had before they ran (None: this side
    is a whole database), and ``schemas`` those of which they say everything (None: all).
    """

    catalog: Catalog
    untouched: Catalog | None = None
    schemas: frozenset[str] | None = None

    def speaks_of(self, key: ObjectId) -> bool:
        """Whether this side means something where it has no such fact, or the same as an empty database."""
        if self.untouched is None:
            return True
        schema = schema_of(key)
        is_about_schema = schema is None or key.kind == "default privileges" or len(own_path(key)) == 1
        is_theirs = is_about_schema and (schema is None or ObjectId("schema", (schema,)) in self.untouched)
        if not is_theirs and (self.schemas is None or schema in self.schemas):
            return True
        return self.catalog.raw.get(key) != self.untouched.raw.get(key)


def side_of(text: str) -> Side:
    """What somebody means with ``--from`` or ``--to``."""
    path = Path(text)
    if path.is_dir():
        return Folder(path)
    if "://" in text or "=" in text:
        return Database(text)
    if path.is_file():
        return Snapshot(path)
    raise UsageError(
        f"{text} is neither a database nor a file or folder",
        hint="write a URL (postgresql://…), a folder of SQL files, or a snapshot",
    )


def states_of(old: Side, new: Side, scratch: str | None, stack: ExitStack) -> tuple[State, State]:
    """
    The states of both sides, until *stack* is closed; *scratch* is as for `state_of`.

    Files that need what a platform keeps in a database, as ``auth.users``, get it from the one they are compared with.
    """
    # One folder after the other: both may make the same role.
    at_once = 1 if isinstance(old, Folder) and isinstance(new, Folder) else 2
    with ThreadPoolExecutor(at_once) as pool:
        try:
            before, after = pool.map(lambda side: stack.enter_context(state_of(side, scratch)), (old, new))
        except SqlError as error:
            if error.sqlstate not in UNKNOWN or isinstance(old, Database) == isinstance(new, Database):
                raise
        else:
            return before, after
    if isinstance(old, Database):
        before = stack.enter_context(state_of(old, scratch))
        return before, stack.enter_context(state_of(new, scratch, before.catalog))
    after = stack.enter_context(state_of(new, scratch))
    return stack.enter_context(state_of(old, scratch, after.catalog)), after


@contextmanager
def state_of(side: Side, scratch: str | None, near: Catalog | None = None) -> Iterator[State]:
    """
    The state of *side*, for the length of the block: what depends on what may be read later.

    *scratch* is the address of a server where files may be tried, None where there is none. They find there what the
    platform keeps in *near*.
    """
    match side:
        case Snapshot(path):
            yield State(load(path.read_text(encoding="utf-8"), str(path)))
        case Database(conninfo):
            with db.connected(conninfo) as conn:
                db.run(conn, READ_ONLY)
                yield State(read_facts(conn))
        case Folder(path):
            server = needed(scratch)
            with server_kept(server), scratch_database(server) as empty, db.connected(empty) as conn:
                untouched = furnished(conn, near)
                run_folder(empty, path)
                state = State(read(conn), untouched)
            yield state
        case Files(project):
            with scratch_database(needed(scratch)) as empty, db.connected(empty) as conn:
                untouched = furnished(conn, near)
                run_files(conn, side)
                db.run(conn, "set local search_path = ''")
                schemas = frozenset(schema for service in project.services() for schema in service.schemas)
                yield State(read_facts(conn), untouched, schemas)


def furnished(conn: db.Connection, near: Catalog | None) -> Catalog:
    """Make what the platform keeps in *near*, as far as this role can, and return the catalog then."""
    empty = read(conn)
    if near is None:
        return empty
    for change in plan(empty, near, [key for key in differing(empty, near) if key in near and is_of_platform(key)]):
        with suppress(ToolkitError):
            db.run(conn, PREPARED.format(change.statement))
    return read(conn)


def is_of_platform(key: ObjectId) -> bool:
    """Whether a fact is the platform's own, or an extension, which may hold what the platform uses."""
    return key.kind == "extension" or schema_of(key) in PLATFORM


def needed(scratch: str | None) -> str:
    """The server for scratch databases; raises UsageError where there is none."""
    if scratch is None:
        raise UsageError(
            "files show what they mean in a scratch database, and no server was named for it",
            hint="name one with --scratch-url, or start the local one: toolkit db start",
        )
    return scratch


@contextmanager
def server_kept(server: str) -> Iterator[None]:
    """Undo at the end what the block changed of the whole server: roles, their members and settings."""
    with db.connected(server) as conn:
        before = read(conn)
        try:
            yield
        finally:
            now = read(conn)
            for change in plan(now, before, filter(is_server_wide, differing(now, before))):
                db.run(conn, change.statement)


def run_folder(conninfo: str, path: Path) -> None:
    """Run every SQL file below *path*, each as one message."""
    with db.connected(conninfo) as conn:
        for file in sorted(path.rglob("*.sql")):
            text = file.read_text(encoding="utf-8")
            try:
                db.run(conn, text)
            except db.StatementError as error:
                raise db.located(error, str(file), text, error.offset or 0) from error


def run_files(conn: db.Connection, side: Files) -> None:
    """Run the scripts of *side*, then its policies in a transaction that stays open."""
    parser = Parser()
    scripts = side.scripts
    if scripts is None:
        scripts = frozenset(script.id for service in side.project.services() for script in service.scripts)
    run_scripts(conn, side.project, parser, scripts)
    db.run(conn, "begin")
    run_access(conn, access_state(side.project, scripts), parser)
