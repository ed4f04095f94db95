"""Hands events to a function in the database: the command of a worker whose subscriber is SQL."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from ...errors import SqlError, ToolkitError, UsageError
from ...io import db

# Everything of that name, and whether it can be called with one jsonb.
CANDIDATES = """
select
    pg_get_function_identity_arguments(p.oid),
    p.prokind = 'f'
    and p.provariadic = 0
    and p.pronargs - p.pronargdefaults <= 1
    and p.proargtypes[0] = 'jsonb'::regtype,
    has_schema_privilege(n.oid, 'usage') and has_function_privilege(p.oid, 'execute'),
    current_user::text
from pg_proc as p
join pg_namespace as n on n.oid = p.pronamespace
where n.nspname = %s and p.proname = %s
order by 2 desc, 1
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the worker gave it: ``text`` goes to the database unchanged, so that no number loses a digit."""

    text: str
    name: str  # id and type, for messages


def call(conninfo: str, function: str, lines: Iterable[bytes]) -> int:
    """
    Call *function* (``schema.name``, of one jsonb) for each of *lines*, in their order, in one transaction; how many.

    Raises UsageError for a line that is no JSON object and for a function that does not exist or takes something else,
    and SqlError where the function refuses an event: then none of the lines was handled.
    """
    schema, dot, name = function.partition(".")
    if not (schema and dot and name):
        raise UsageError(f'"{function}" is no function', hint="write it with its schema: billing.handle_event")
    events = [_read(line) for line in lines if line.strip()]
    statement = db.SQL("select {}(%s::jsonb)").format(db.Identifier(schema, name))
    with db.connected(conninfo, application_name="toolkit events call") as conn:
        _check(conn, schema, name)
        with conn.transaction():
            for event in events:
                try:
                    db.rows(conn, statement, (event.text,))
                except SqlError as error:
                    raise SqlError(
                        f"{function} refuses event {event.name}: {error.message}",
                        sqlstate=error.sqlstate,
                        detail=error.detail,
                        hint=error.hint,
                    ) from error
    return len(events)


def _check(conn: db.Connection, schema: str, name: str) -> None:
    """Say what is wrong with the function before it is called; Postgres' own words would not tell the way out."""
    function = f"{schema}.{name}"
    found = db.rows(conn, CANDIDATES, (schema, name))
    if not found:
        raise UsageError(
            f"there is no function {function} in {db.address(conn.info.dsn)}",
            hint="is it the right database, and was the function's system applied? upper and lower case matter",
        )
    arguments, is_subscriber, may_call, user = found[0]
    if not is_subscriber:
        raise UsageError(
            f"{function} cannot be called with an event: it takes ({arguments})",
            hint="a subscriber is a function of one jsonb: the event",
        )
    if not may_call:
        raise ToolkitError(
            f"{user} may not call {function}",
            hint=f"grant {user} a role that may, or: grant usage on schema {schema} to {user}; "
            f"grant execute on function {function}(jsonb) to {user}",
        )


def _read(line: bytes) -> Line:
    try:
        text = line.decode()
        event = json.loads(text)
    except ValueError:
        event = None
    if not isinstance(event, dict):
        raise UsageError("a line of the input is no JSON object", hint="it must be as `toolkit events work` gives it")
    return Line(text, f"{event.get('id')} ({event.get('type')})")
