"""``watch``: notes who changes objects by hand, so that drift can tell how it came about."""

from __future__ import annotations

from ..errors import SqlError
from ..io import db

INSUFFICIENT_PRIVILEGE = "42501"


def watch(conninfo: str, *, on: bool) -> None:
    """
    Begin or end to note changes in ``toolkit.ddl_log``, by event triggers; to begin twice is no matter.

    Raises SqlError where the role may not make event triggers.
    """
    with db.connected(conninfo) as conn, conn.transaction():
        try:
            db.run(conn, db.query("watch" if on else "unwatch"))
        except db.StatementError as error:
            if error.sqlstate != INSUFFICIENT_PRIVILEGE:
                raise
            hint = "event triggers are for superusers, and on Supabase for postgres: run this once as such a role"
            raise SqlError(f"changes cannot be noted: {error.message}", sqlstate=error.sqlstate, hint=hint) from error
