"""What was changed by hand: how a database differs from those files that were applied to it."""

from __future__ import annotations

from ...core.plan import rows_of
from ...core.planning.wording import Difference
from ...core.scope import Scope
from ...core.systems import Project
from ...io import db, runner
from . import diff
from .states import Database, Files


def drift(conninfo: str, project: Project, *, scratch: str | None = None) -> tuple[Difference, ...]:
    """What the database has otherwise than the applied scripts and their policies say; what is pending is no drift."""
    found = diff(applied(conninfo, project), Database(conninfo), Scope(), scratch=scratch or conninfo)
    return found.differences


def applied(conninfo: str, project: Project) -> Files:
    """Those of the project's files that are applied to the database."""
    with db.connected(conninfo) as conn:
        state = runner.read_state(conn)
    return Files(project, frozenset(row.id for row in rows_of(project, state) if row.is_finished))
