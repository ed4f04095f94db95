"""One person who asks one question of a database again and again, for a short while."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import cast

import psycopg

from toolkit.io import db

from .schools import Person


@dataclass(frozen=True, slots=True)
class Spell:
    """
    One person asking for a short while.

    ``walls`` are seconds, from sending the statement to having its rows. ``cpu`` is what one of them took of the
    server's process. ``answer`` is what was read the last time, None where the bound of time came first: then there is
    one wall, which is that bound.
    """

    walls: tuple[float, ...]
    cpu: float
    answer: tuple[tuple[object, ...], ...] | None

    @property
    def middle(self) -> float:
        """The median of the walls."""
        return median(self.walls)


@contextmanager
def asking(url: str, bound: float) -> Iterator[db.Connection]:
    """
    A connection for measuring: statements end after *bound* seconds, and are the work of one process.

    Without parallel workers, because those would not be counted; and whoever serves many at once has none to spare.
    """
    with db.connected(url) as conn:
        conn.execute("set max_parallel_workers_per_gather = 0")
        conn.execute("select set_config('statement_timeout', %s, false)", [f"{bound * 1000:.0f}"])
        yield conn


def spell(
    conn: db.Connection, statement: str, person: Person, more: Mapping[str, object], *, signed_in: bool, seconds: float
) -> Spell:
    """*person* asks for so long, twice at least; the first time is not counted unless it is the only one."""
    text = cast("db.Query", statement)  # ours, put together from constants
    values = {"id": person.id, "school": person.school, **more}
    walls: list[float] = []
    rows: list[tuple[object, ...]] = []
    first = 0.0
    with conn.transaction(force_rollback=True):
        if signed_in:
            sign_in(conn, person)
        try:
            first = -time.perf_counter()
            used = cpu_of(conn)
            rows = conn.execute(text, values).fetchall()
            first += time.perf_counter()
            if first > seconds:
                return Spell((first,), cpu_of(conn) - used, tuple(rows))
            used = cpu_of(conn)
            until = time.perf_counter() + seconds
            while not walls or time.perf_counter() < until:
                began = time.perf_counter()
                rows = conn.execute(text, values).fetchall()
                walls.append(time.perf_counter() - began)
        except psycopg.errors.QueryCanceled:
            return Spell((first + time.perf_counter(),), cpu_of(conn) - used, None)
        return Spell(tuple(walls), (cpu_of(conn) - used) / len(walls), tuple(rows))


def sign_in(conn: db.Connection, person: Person) -> None:
    """What PostgREST does before each request."""
    claims = {"role": "authenticated", "sub": str(person.id)}
    conn.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(claims)])
    conn.execute("set local role authenticated")


def cpu_of(conn: db.Connection) -> float:
    """
    Seconds of processor time that the server's process behind *conn* has used.

    Linux alone says so exactly; elsewhere it is the time of day, which is as good where nothing else runs.
    """
    try:
        return int(Path(f"/proc/{conn.info.backend_pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
    except FileNotFoundError:
        return time.perf_counter()
