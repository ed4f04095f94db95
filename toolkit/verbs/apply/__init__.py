"""Brings a database to the state of the files: scripts, then roles, grants and policies, then reference rows."""

from __future__ import annotations

from ...core.ordering import Selection, select
from ...core.plan import make_plan
from ...core.systems import Project
from ...io import db, runner
from ..conflicts import refuse_conflicts
from .keys import Guard
from .model import Options, Outcome, Report, Step

__all__ = ["Options", "Outcome", "Step", "apply"]


def apply(conninfo: str, project: Project, selection: Selection, options: Options, report: Report) -> Outcome:
    """
    Bring the database to the state of the files that *selection* means, and tell what was done.

    Each script is a transaction with its row in the history; then come the policies in one, then each seed in one.
    Raises HistoryError where history and files contradict each other, and ConfigError for a foreign key that
    ``system.toml`` does not allow, before anything is changed; LockBusyError, SqlError and ConnectError where it had to
    stop: the same call goes on from there; BoundaryError where the catalog has such a key in the end.
    """
    guard = Guard(project, selection)
    with db.connected(conninfo) as conn:
        state = runner.read_state(conn)
        runner.refuse_pooler(conn, state, conninfo)
        plan = make_plan(project, select(project, selection), state, force_access=options.force_access)
        refuse_conflicts(conn, project, plan.conflicts)
        if plan.is_empty:
            guard.refuse_catalog(conn)
            return Outcome((), plan.waiting)
        # Only now: most runs have nothing to do, and these modules take as long to load as the rest of such a run.
        from .parsing import Parser
        from .steps import check_files, checked_plan, in_one_transaction, step_by_step

        parser = Parser()
        check_files(project, plan, parser, options)
        state = runner.take_lock(conn, wait_seconds=options.wait, report=report)
        plan = checked_plan(conn, project, selection, parser, state, options)
        runner.ensure_history(conn, state)
        run = in_one_transaction if options.single_transaction else step_by_step
        return run(conninfo, conn, project, plan, parser, guard, state, options, report)
