"""The one door to Postgres: connect, read rows, run scripts, and turn every error into one of ours."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, LiteralString, TypeAlias

import psycopg
from psycopg import generators, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ..core.places import picture, place_at
from ..errors import ConnectError, LockBusyError, SqlError, ToolkitError

if TYPE_CHECKING:
    from psycopg.abc import PQGen
    from psycopg.pq.abc import PGconn, PGresult

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]
Query: TypeAlias = sql.SQL | sql.Composed | LiteralString

__all__ = [
    "SQL",
    "Connection",
    "Identifier",
    "Literal",
    "Notice",
    "Query",
    "StatementError",
    "address",
    "ask_all",
    "connect",
    "connected",
    "copy_in",
    "noticed",
    "query",
    "rows",
    "run",
    "translated",
    "with_database",
]

SQL = sql.SQL
Identifier = sql.Identifier
Literal = sql.Literal

ENDED = {"57P01", "57P02", "57P03"}  # the server, or an administrator, ended the session
LOCK_STATES = {"55P03", "40P01"}  # lock_not_available, deadlock_detected: the same statement may pass later


@dataclass(frozen=True, slots=True)
class Notice:
    """What Postgres said beside its results: NOTICE, WARNING and their like."""

    severity: str
    sqlstate: str
    message: str


class StatementError(SqlError):
    """
    Postgres refused one statement of a message.

    ``offset`` is where in the text that was sent Postgres points, from 0, None where it points nowhere.
    ``statement`` is the index of the statement in that text, from 0. ``hint`` and ``detail`` are Postgres' own.
    """

    def __init__(
        self, message: str, *, sqlstate: str, detail: str, hint: str, offset: int | None, statement: int, context: str
    ) -> None:
        super().__init__(message, sqlstate=sqlstate, detail=detail, hint=hint)
        self.offset = offset
        self.statement = statement
        self.context = context

    @property
    def is_lock(self) -> bool:
        """Whether somebody's lock was the reason, so that trying again may help."""
        return self.sqlstate in LOCK_STATES


def connect(conninfo: str, *, autocommit: bool = True, application_name: str = "toolkit") -> Connection:
    """
    Open a connection; raises ConnectError with the address but never with the password.

    Nothing is prepared on the server, so that a pooler in front does no harm before it is found out.
    """
    reject_unquoted_url(conninfo)
    try:
        merged = make_conninfo(conninfo, fallback_application_name=application_name, client_encoding="UTF8")
        options: dict[str, Any] = {"connect_timeout": 10} if "connect_timeout" not in conninfo_to_dict(conninfo) else {}
        return psycopg.connect(merged, autocommit=autocommit, prepare_threshold=None, **options)
    except psycopg.ProgrammingError:
        # libpq quotes the part it does not understand, and that part may be the password.
        raise ConnectError(
            "the address of the database cannot be read",
            hint="it must look like postgresql://user:password@host:5432/database; in the password write "
            "@ as %40, # as %23, / as %2F, : as %3A and % as %25",
        ) from None
    except psycopg.Error as error:
        raise _connect_error(conninfo, error) from None


@contextmanager
def connected(conninfo: str, *, application_name: str = "toolkit") -> Iterator[Connection]:
    """A connection in autocommit mode that is closed at the end, whatever happens."""
    conn = connect(conninfo, application_name=application_name)
    try:
        yield conn
    finally:
        conn.close()


def address(conninfo: str) -> str:
    """``user@host:port/database`` as libpq would understand *conninfo*, without the password."""
    try:
        parts = {key: str(value) for key, value in conninfo_to_dict(conninfo).items() if value is not None}
    except psycopg.ProgrammingError:
        return "(an address that cannot be read)"
    if "service" in parts and "host" not in parts:
        return f"service {parts['service']}"
    defaults = {item.keyword.decode(): (item.val or b"").decode() for item in psycopg.pq.Conninfo.get_defaults()}
    user, host, port, name = (parts.get(key) or defaults.get(key) or "" for key in ("user", "host", "port", "dbname"))
    return f"{user + '@' if user else ''}{host or 'local socket'}:{port or '5432'}/{name or user}"


def with_database(conninfo: str, name: str) -> str:
    """*conninfo* with another database."""
    return make_conninfo(conninfo, dbname=name)


def rows(conn: Connection, text: Query, params: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of one statement; ``%s`` in *text* stands for the values of *params*."""
    with translated():
        return conn.execute(text, params or None).fetchall()


def run(conn: Connection, text: str) -> list[list[tuple[str | None, ...]]]:
    """
    Send *text*, any number of statements, as one message, and return the rows of each statement as text.

    One network round trip. Without a ``begin`` inside, Postgres runs the message as one transaction. Raises
    StatementError, which knows the statement and, if Postgres says so, the character.
    """
    try:
        with conn.lock:
            results = conn.wait(_send(conn.pgconn, text.encode()))
    except psycopg.Error as error:
        raise _lost(error) from error
    done = []
    for index, result in enumerate(results):
        if result.status in (psycopg.pq.ExecStatus.FATAL_ERROR, psycopg.pq.ExecStatus.BAD_RESPONSE):
            if conn.closed or conn.pgconn.status == psycopg.pq.ConnStatus.BAD:
                raise ConnectError(
                    "the connection to the database was lost",
                    detail=_primary(result),
                    hint="run the same command again: it goes on where it stopped",
                )
            raise _statement_error(result, index)
        if result.status in (psycopg.pq.ExecStatus.COPY_IN, psycopg.pq.ExecStatus.COPY_OUT):
            conn.close()
            raise ToolkitError(
                "a COPY from or to the client stands inside a message",
                hint="only scripts may hold `copy … from stdin`; a COPY to stdout belongs into psql",
            )
        done.append(_rows(result))
    return done


def ask_all(conn: Connection, texts: Sequence[Query]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of each of these queries as they come; all are sent before the first answer is awaited."""
    with translated(), conn.pipeline():
        cursors = deque(conn.execute(text) for text in texts)
        while cursors:
            yield cursors.popleft().fetchall()


def ask_as(
    conn: Connection, role: str, claims: str, text: str
) -> tuple[tuple[str, ...], tuple[tuple[str | None, ...], ...]]:
    """
    The columns and rows (as text) of a query as somebody signed in gets them, exactly as PostgREST would ask.

    *claims* are JSON. All in one transaction that is rolled back.
    """
    with translated(), conn.transaction(force_rollback=True), conn.cursor() as cursor:
        cursor.execute("select set_config('request.jwt.claims', %s, true)", (claims,))
        cursor.execute(SQL("set local role {}").format(Identifier(role)))
        cursor.execute(text)
        found = cursor.fetchall()
        columns = tuple(column.name for column in cursor.description or ())
    return columns, tuple(tuple(None if cell is None else str(cell) for cell in row) for row in found)


def copy_in(conn: Connection, statement: str, data: str) -> None:
    """Run one ``copy … from stdin`` with its data; raises StatementError as `run` does."""
    try:
        with conn.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(data.encode())
    except psycopg.Error as error:
        raise _from_exception(error, statement) from error


@contextmanager
def noticed(conn: Connection) -> Iterator[list[Notice]]:
    """A list that fills with what Postgres says beside its results while the block runs."""
    notices: list[Notice] = []

    def keep(diagnostic: psycopg.errors.Diagnostic) -> None:
        notices.append(
            Notice(
                diagnostic.severity_nonlocalized or diagnostic.severity or "",
                diagnostic.sqlstate or "",
                diagnostic.message_primary or "",
            )
        )

    conn.add_notice_handler(keep)
    try:
        yield notices
    finally:
        conn.remove_notice_handler(keep)


@cache
def query(name: str) -> LiteralString:
    """The text of ``io/queries/<name>.sql``."""
    return (files(__package__) / "queries" / f"{name}.sql").read_text(encoding="utf-8")


@contextmanager
def translated() -> Iterator[None]:
    """Turn what psycopg raises inside the block into our errors."""
    try:
        yield
    except psycopg.Error as error:
        raise _from_exception(error, "") from error


def located(error: StatementError, path: str, text: str, offset: int) -> ToolkitError:
    """
    *error* as the reader of a file wants it: ``path:line:column``, the line and a caret under the character.

    *offset* is a place in *text*, the file on disk: where Postgres points, or else where the statement starts.
    """
    place = place_at(text, offset)
    found = unlocated(error, f"{path}:{place.line}:{place.column}")
    found.detail = "\n".join(part for part in (picture(text, place), found.detail) if part)
    return found


def unlocated(error: StatementError, subject: str) -> ToolkitError:
    """*error* where no place in a file is known: a constraint that is checked at the commit, for example."""
    # Where a lock is the reason, the context is only our own asking for it.
    detail = "\n".join(part for part in (error.detail, "" if error.is_lock else error.context) if part)
    message = f"{subject}: {error.message} (SQLSTATE {error.sqlstate})"
    if error.is_lock:
        return LockBusyError(message, detail=detail, hint=error.hint)
    return SqlError(message, sqlstate=error.sqlstate, detail=detail, hint=error.hint)


def is_in_transaction(conn: Connection) -> bool:
    """Whether a transaction is open on *conn*, failed or not."""
    return conn.pgconn.transaction_status != psycopg.pq.TransactionStatus.IDLE


def reject_unquoted_url(conninfo: str) -> None:
    """Raise ConnectError for a URL whose password holds a bare ``@``: libpq would take its end for the host."""
    match = re.match(r"postgres(?:ql)?://([^/?]*)", conninfo)
    if match and match.group(1).count("@") > 1:
        raise ConnectError(
            "the address of the database has more than one @ before its host",
            hint="in the password write @ as %40, # as %23, / as %2F, : as %3A and % as %25",
        )


def _send(pgconn: PGconn, text: bytes) -> PQGen[list[PGresult]]:
    pgconn.send_query(text)
    results: list[PGresult] = yield from generators.execute(pgconn)
    return results


def _rows(result: PGresult) -> list[tuple[str | None, ...]]:
    def cell(row: int, column: int) -> str | None:
        value = result.get_value(row, column)
        return None if value is None else bytes(value).decode()

    return [tuple(cell(row, column) for column in range(result.nfields)) for row in range(result.ntuples)]


def _field(result: PGresult, field: psycopg.pq.DiagnosticField) -> str:
    value = result.error_field(field)
    return value.decode(errors="replace") if value else ""


def _primary(result: PGresult) -> str:
    return _field(result, psycopg.pq.DiagnosticField.MESSAGE_PRIMARY) or result.get_error_message().strip()


def _statement_error(result: PGresult, statement: int) -> StatementError:
    field = psycopg.pq.DiagnosticField
    position = _field(result, field.STATEMENT_POSITION)
    return StatementError(
        _primary(result),
        sqlstate=_field(result, field.SQLSTATE),
        detail=_field(result, field.MESSAGE_DETAIL),
        hint=_field(result, field.MESSAGE_HINT),
        offset=int(position) - 1 if position else None,  # Postgres counts from 1
        statement=statement,
        context=_context(_field(result, field.CONTEXT), _field(result, field.INTERNAL_QUERY)),
    )


def _context(context: str, internal_query: str) -> str:
    parts = [f"in: {internal_query.strip()}"] if internal_query else []
    parts += [context] if context else []
    return "\n".join(parts)


def _from_exception(error: psycopg.Error, text: str) -> ToolkitError:
    diagnostic = error.diag
    if not diagnostic.sqlstate or diagnostic.sqlstate in ENDED:
        return _lost(error)
    position = diagnostic.statement_position
    return StatementError(
        diagnostic.message_primary or str(error),
        sqlstate=diagnostic.sqlstate,
        detail=diagnostic.message_detail or "",
        hint=diagnostic.message_hint or "",
        offset=int(position) - 1 if position and text else None,
        statement=0,
        context=_context(diagnostic.context or "", diagnostic.internal_query or ""),
    )


def _lost(error: psycopg.Error) -> ConnectError:
    return ConnectError(
        "the connection to the database was lost",
        detail=str(error).strip(),
        hint="run the same command again: it goes on where it stopped",
    )


def _connect_error(conninfo: str, error: psycopg.Error) -> ConnectError:
    text = str(error).strip()
    hint = "is the server running, and is the address right? `toolkit db status` shows the local one"
    if "password authentication failed" in text:
        hint = "the password or the user is wrong; a password may also come from PGPASSWORD or the password file"
    elif "does not exist" in text:
        hint = "create the database first, or correct its name in the address"
    elif "no password supplied" in text:
        hint = "give the password in the address, in PGPASSWORD or in the password file (~/.pgpass)"
    return ConnectError(f"cannot connect to {address(conninfo)}", detail=_without_password(text, conninfo), hint=hint)


def _without_password(text: str, conninfo: str) -> str:
    password = conninfo_to_dict(conninfo).get("password")
    return text.replace(str(password), "[redacted]") if password else text


def password(conninfo: str) -> str:
    """The password in *conninfo*, empty where it holds none."""
    return str(conninfo_to_dict(conninfo).get("password") or "")


def place(conninfo: str) -> tuple[str, str, str]:
    """Host (or socket folder), port and database, as *conninfo* names them; empty where it leaves them to libpq."""
    parts = conninfo_to_dict(conninfo)
    host, port, name = (str(parts.get(key) or "") for key in ("host", "port", "dbname"))
    return host, port, name


def notifications(conn: Connection, timeout: float = 0.0) -> list[str]:
    """The payloads of the notifications that have come; waits up to *timeout* seconds for the first."""
    with translated():
        return [note.payload for note in conn.notifies(timeout=timeout, stop_after=1 if timeout else None)]
