"""What one look at a database tells before anything is planned: its version, its history, its states."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .history import Applied
from .systems import ScriptId


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """One row of ``toolkit.states``: the fingerprint of a policy state or a seed file, and what is noted beside it."""

    fingerprint: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """
    What ``io/queries/state.sql`` reads.

    ``server_version`` is Postgres' number, 150004 for 15.4. ``has_history`` is False on a database that the toolkit
    has never written to. ``states`` are by subject: ``policies``, or the path of a seed file.
    """

    server_version: int
    backend_pid: int
    database: str
    user: str
    has_history: bool
    is_replica: bool
    applied: tuple[Applied, ...] = ()
    states: Mapping[str, BroughtIn] = field(default_factory=dict)


def parse_state(row: tuple[str | None, ...]) -> DatabaseState:
    """The row of ``state.sql``, all columns as text."""
    version, pid, database, user, found, is_replica = (value or "" for value in row)
    content = json.loads(found) if found else {}
    return DatabaseState(
        server_version=int(version),
        backend_pid=int(pid),
        database=database,
        user=user,
        has_history=bool(found),
        is_replica=is_replica == "t",
        applied=tuple(
            Applied(ScriptId(system, service, number), slug, sha256, done)
            for system, service, number, slug, sha256, done in content.get("history", ())
        ),
        states={subject: BroughtIn(*value) for subject, value in content.get("states", {}).items()},
    )
