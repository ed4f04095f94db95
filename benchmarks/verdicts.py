"""What a tool found: its script is run on a copy, and two readers say what is left of the planted differences."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError

from tests.support import servers
from tests.support.law import dumped, remembered
from toolkit.core.facts.catalog import Catalog
from toolkit.core.planning.plan import differing
from toolkit.errors import ToolkitError
from toolkit.io import db

from .comparers import Comparer
from .stage import Stage
from .tables import Databases, Planted


@dataclass(frozen=True, slots=True)
class Wanted:
    """The new database as the two readers see it."""

    catalog: Catalog
    dump: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    ``missed`` names the planted differences that are left, ``others`` counts objects that differ and did not before.

    ``failure`` says why the script did not run, empty where it did.
    """

    planted: int
    missed: tuple[str, ...]
    others: int = 0
    failure: str = ""

    @property
    def words(self) -> str:
        """What is left."""
        kinds = ", ".join(dict.fromkeys(self.missed)) or "nothing"
        return f"its script fails: {self.failure}" if self.failure else kinds


def wanted(on: Stage, pair: Databases) -> Wanted:
    """The new database of *pair*, read by both."""
    return Wanted(remembered(on.url(pair.new)), dumped(on.server.admin_url(pair.new)))


def verdict(on: Stage, pair: Databases, tool: Comparer, aim: Wanted, home: Path) -> Verdict:
    """What is left when the script of *tool* has run on a copy of the old database."""
    everything = tuple(one.what for one in pair.planted)
    copy = servers.clone(on.admin, pair.old)
    try:
        script = tool.script(on.url(copy), on.url(pair.new), home)
        with db.connected(on.url(copy)) as conn:
            db.run(conn, script)
        return left(on, copy, pair, aim)
    except (ToolkitError, CalledProcessError) as error:
        return Verdict(len(everything), everything, failure=str(error).partition("\n")[0])
    finally:
        servers.drop(on.admin, copy)


def left(on: Stage, database: str, pair: Databases, aim: Wanted) -> Verdict:
    """What tells *database* from the new one."""
    names = [set(key.path) for key in differing(remembered(on.url(database)), aim.catalog)]
    statements = dumped(on.server.admin_url(database)) ^ aim.dump

    def is_left(one: Planted) -> bool:
        return any(is_about(one, path) for path in names) or any(is_printed(one, text) for text in statements)

    known = [path for path in names if any(is_about(one, path) for one in pair.planted)]
    missed = tuple(one.what for one in pair.planted if is_left(one))
    return Verdict(len(pair.planted), missed, others=len(names) - len(known))


def is_about(one: Planted, path: set[str]) -> bool:
    """Whether the names of a fact are those of the object that a planted difference is on."""
    return {one.schema, one.name} <= path


def is_printed(one: Planted, statement: str) -> bool:
    """Whether a statement of pg_dump names that object."""
    return f"{one.schema}.{one.name}" in statement or f"{one.name} ON {one.schema}." in statement
