"""What was changed by hand: how a database differs from those files that were applied to it."""

from __future__ import annotations

from ...core.plan import rows_of
from ...core.scope import Scope
from ...core.systems import Project
from ...core.traces import Drift, Trace, traced
from ...io import db, runner
from . import diff
from .states import Database, Files

MAY_READ = "select coalesce(has_table_privilege(to_regclass('toolkit.ddl_log')::oid, 'select'), false)"


def drift(conninfo: str, project: Project, *, scratch: str | None = None) -> tuple[Drift, ...]:
    """
    What the database has otherwise than the applied scripts and their policies say; what is pending is no drift.

    Where `toolkit watch` notes changes, with who made them.
    """
    found = diff(applied(conninfo, project), Database(conninfo), Scope(), scratch=scratch or conninfo)
    return tuple(traced(found.differences, noted(conninfo)))


def noted(conninfo: str) -> tuple[Trace, ...]:
    """What was noted of changes by hand, the newest first; nothing where nobody watches or it may not be read."""
    with db.connected(conninfo) as conn:
        [[may_read]] = db.rows(conn, MAY_READ)
        return tuple(Trace(*row) for row in db.rows(conn, db.query("ddl_log"))) if may_read else ()


def applied(conninfo: str, project: Project) -> Files:
    """Those of the project's files that are applied to the database."""
    with db.connected(conninfo) as conn:
        state = runner.read_state(conn)
    return Files(project, frozenset(row.id for row in rows_of(project, state) if row.is_finished))
