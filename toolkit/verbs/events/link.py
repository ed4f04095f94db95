"""A worker's connection, which comes back when it is cut."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from ...errors import ConnectError
from ...io import db, outbox
from ...io.interrupts import Interrupts

FIRST_PAUSE = 0.2  # seconds; doubled after each failure
LONGEST_PAUSE = 15.0
GIVE_UP_AFTER = 600.0
LOCK_ATTEMPTS = 5
Result = TypeVar("Result")


class Link:
    """
    Runs things on a connection that listens for events; connects anew when it is lost.

    What is run may be run a second time, after a cut that hid the answer of the first; the functions of the outbox
    are made for that.
    """

    def __init__(self, conninfo: str, interrupts: Interrupts, report: Callable[[str], None]) -> None:
        self.conninfo = conninfo
        self.interrupts = interrupts
        self.report = report
        self.conn = self.connect()

    def connect(self) -> db.Connection:
        """A new connection; raises ConnectError."""
        conn = db.connect(self.conninfo, application_name="toolkit events work")
        try:
            outbox.require(conn)
            outbox.listen(conn)
        except BaseException:
            conn.close()
            raise
        return conn

    def do(self, action: Callable[[db.Connection], Result]) -> Result:
        """
        The result of *action*, however often the connection is cut meanwhile.

        Raises ConnectError when the server stays away for ten minutes, or when we are asked to end while it is away.
        """
        deadline, pause = time.monotonic() + GIVE_UP_AFTER, FIRST_PAUSE
        while True:
            try:
                return self.once(action)
            except ConnectError as error:
                if self.interrupts or time.monotonic() > deadline:
                    raise
                self.report(f"{error.message}; next try in {pause:g} s")
            self.interrupts.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def once(self, action: Callable[[db.Connection], Result]) -> Result:
        """The result of *action*, on a new connection if the last one was lost; raises ConnectError if this is cut."""
        if self.conn.closed:
            self.conn = self.connect()
        for attempt in range(1, LOCK_ATTEMPTS + 1):
            try:
                return action(self.conn)
            except ConnectError:
                self.conn.close()
                raise
            except db.StatementError as error:
                if self.conn.closed:  # Postgres had a last word, for example that it is shutting down
                    raise ConnectError(f"the connection to the database was lost: {error.message}") from error
                if not error.is_lock or attempt == LOCK_ATTEMPTS:
                    raise
                self.interrupts.wait(0.1 * attempt)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()
