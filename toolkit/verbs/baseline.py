"""Adopts a database that holds the files' objects already, once it is proven that files and database are the same."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .. import __version__
from ..core import sending
from ..core.ordering import Selection, select
from ..core.plan import access_state, is_begun, rows_of
from ..core.planning.wording import Difference
from ..core.scope import Scope
from ..core.systems import Project, ScriptId
from ..errors import UsageError
from ..io import db, runner
from .apply import Options
from .apply.access import state_rows
from .apply.model import Report
from .apply.parsing import Parser
from .diff import diff
from .diff.states import Database, Files


@dataclass(frozen=True, slots=True)
class Baseline:
    """
    What a baseline found.

    ``adopted`` is empty where there are ``differences``, from the files to the database: then nothing was written.
    """

    adopted: tuple[ScriptId, ...]
    differences: tuple[Difference, ...]


def baseline(
    conninfo: str, project: Project, selection: Selection, options: Options, *, scratch: str | None, report: Report
) -> Baseline:
    """
    Write the history of a database in which the scripts of *selection* were run by other means.

    The files are run in a scratch database on the server of *scratch* (None: the same server); the catalogs of all
    schemas concerned must be equal. Raises UsageError for a database that has a history already.
    """
    scripts = select(project, selection)
    with runner.alone(conninfo, wait_seconds=options.wait, report=report) as (conn, state):
        if applied := rows_of(project, state):
            raise UsageError(
                f"{state.database} has a history of {len(applied)} scripts already",
                hint="`toolkit status` shows it; `toolkit repair` brings history and files together",
            )
        chosen = frozenset(script.id for script in scripts)
        scope = Scope(include=concerned(project, chosen))
        files, database = Files(project, chosen), Database(conninfo)
        if differences := diff(files, database, scope, scratch=scratch or conninfo).differences:
            return Baseline((), differences)
        runner.ensure_history(conn, state)
        rows = [sending.history_row(script, __version__) for script in scripts]
        access = access_state(project, chosen)
        rows += state_rows(access, Parser())
        db.run(conn, "begin;\n" + "".join(f"{row};\n" for row in rows) + "commit;")
        return Baseline(tuple(script.id for script in scripts), ())


def concerned(project: Project, scripts: Collection[ScriptId]) -> tuple[str, ...]:
    """The schemas of the services of which *scripts* hold anything, in the order of the project."""
    services = [service for service in project.services() if is_begun(service, scripts)]
    return tuple(dict.fromkeys(schema for service in services for schema in service.schemas))
