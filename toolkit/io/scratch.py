"""Makes the scratch databases in which files show what they mean."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import SqlError
from . import db


@contextmanager
def scratch_database(conninfo: str) -> Iterator[str]:
    """
    The address of a new, empty database on the server of *conninfo*, dropped at the end.

    Raises SqlError where the role may not create one.
    """
    name = f"toolkit_scratch_{secrets.token_hex(6)}"
    with db.connected(conninfo) as conn:
        try:
            db.run(conn, f"create database {name} template template0")
        except db.StatementError as error:
            raise SqlError(
                f"cannot make a scratch database: {error.message}",
                sqlstate=error.sqlstate,
                hint="what the files mean is found out by running them in an empty database of the same server; "
                "the role needs CREATEDB for that",
            ) from error
        try:
            yield db.with_database(conninfo, name)
        finally:
            db.run(conn, f"drop database if exists {name} with (force)")
