"""
The law of every difference: apply the plan, read again, and nothing differs.

Two readers judge it who know nothing of each other: our own facts and ``pg_dump``. A case is a pair of databases; it is
tried there and back.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from toolkit.core.facts.base import ObjectId
from toolkit.core.facts.catalog import Catalog
from toolkit.core.planning.plan import Change, differing, plan
from toolkit.core.planning.steps import steps
from toolkit.io import db
from toolkit.io.binaries import wheel_folder
from toolkit.io.facts import read_facts
from toolkit.verbs.diff.prove import run_steps

from . import rows

# Since a security release, Postgres notes for itself when the type of a column last changed.
VERSION_MARK = re.compile(r"^ALTER .* SET \(pg_attver=\d+\);\n?|pg_attver=\d+, |, pg_attver=\d+", re.MULTILINE)
GRANTS = re.compile(r"(?:^(?:GRANT|REVOKE|ALTER DEFAULT PRIVILEGES) .*;\n?)+", re.MULTILINE)
NOISE = re.compile(r"^(?:--.*|\\.*|SET .*|SELECT pg_catalog\.set_config.*)\n", re.MULTILINE)
STATISTICS = re.compile(r"^(CREATE STATISTICS .* ON )(.*)( FROM .*)$")
TABLE = re.compile(r"CREATE (?:UNLOGGED |FOREIGN )?TABLE ")
COLUMN_LIST = re.compile(r"^CREATE (?:UNLOGGED |FOREIGN )?TABLE .*?\(\n(.*?)\n\)", re.DOTALL)
Plan = Callable[[Catalog, Catalog], tuple[Change, ...]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What came of a plan. ``left`` are the facts that still differ; ``lines`` the objects that pg_dump prints otherwise,
    ``-`` before those of the wanted state that are missing and ``+`` before those that should not be there. ``lost``
    says which rows and positions of sequences are gone although no label said so. ``after`` is what is there now.
    """

    plan: tuple[Change, ...]
    left: tuple[ObjectId, ...]
    lines: tuple[str, ...]
    lost: tuple[str, ...]
    after: Catalog = field(repr=False)


@contextmanager
def read(url: str) -> Iterator[Catalog]:
    """The catalog of a database, for the length of the block."""
    with db.connected(url) as conn, conn.transaction():
        db.run(conn, "set local search_path = ''")
        yield read_facts(conn)


def remembered(url: str) -> Catalog:
    """The catalog of a database as it is now, with its dependencies."""
    with read(url) as catalog:
        assert catalog.graph is not None  # read while the connection is open
        return catalog


def plain(before: Catalog, wanted: Catalog) -> tuple[Change, ...]:
    """The plan that leads from one catalog to another."""
    return plan(before, wanted, differing(before, wanted))


def bring(
    url: str, before: Catalog, wanted: Catalog, wanted_dump: frozenset[str], dump_url: str, planned: Plan = plain
) -> Verdict:
    """
    Apply the plan that brings the database of *url* from *before* to *wanted*, and say what is not as it should be.

    *dump_url* is the same database for somebody who sees all of it; *wanted_dump* what pg_dump prints of the wanted.
    """
    changes = planned(before, wanted)
    content = rows.held(dump_url, before)
    with db.connected(url) as conn:
        refused = run_steps(conn, steps(changes))
        assert not refused, "\n".join((refused, *(change.statement for change in changes)))
    with ThreadPoolExecutor(1) as pool:  # pg_dump is another program, and the server has a process for each
        dump = pool.submit(dumped, dump_url)
        after = remembered(url)
        found = dump.result()
    lines = [f"- {one}" for one in sorted(wanted_dump - found)] + [f"+ {one}" for one in sorted(found - wanted_dump)]
    labelled = {change.id for change in changes if change.loses}
    lost = rows.lost(content, rows.held(dump_url, after), before, after, labelled)
    return Verdict(changes, differing(after, wanted), tuple(lines), tuple(lost), after)


def dumped(url: str) -> frozenset[str]:
    """What ``pg_dump`` prints of a database, statement by statement, without what has no meaning: order of columns."""
    command = [str(pg_dump()), "--schema-only", "--no-sync", url]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    text = VERSION_MARK.sub("", NOISE.sub("", printed))
    # In which order privileges were granted has no meaning.
    text = GRANTS.sub(lambda block: block[0].rstrip().replace(";\n", ";\n\n") + "\n\n", text)
    return frozenset(normalised(one) for one in re.split(r";\n\n", text) if normalised(one))


@cache
def pg_dump() -> Path:
    """The newest pg_dump that there is: that of the local server."""
    return wheel_folder() / "pg_dump"


def normalised(statement: str) -> str:
    """*statement* with the columns of a table, and what is set for them after, in the order of the alphabet."""
    text = statement.strip()
    text = STATISTICS.sub(lambda found: found[1] + ", ".join(sorted(found[2].split(", "))) + found[3], text)
    if not TABLE.match(text):
        return text
    text, *settings = f"{text};\n".split(";\n")
    match = COLUMN_LIST.match(text)
    if match is not None:
        columns = sorted(line.rstrip(",").strip() for line in match[1].split("\n"))
        text = text[: match.start(1)] + "\n".join(columns) + text[match.end(1) :]
    return ";\n".join((text, *sorted(filter(None, settings))))


def run_file(url: str, path: Path) -> None:
    """Run a file of SQL."""
    with db.connected(url) as conn:
        db.run(conn, path.read_text(encoding="utf-8"))
