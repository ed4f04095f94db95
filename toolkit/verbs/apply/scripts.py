"""One script at a time: in a transaction with its history row, or statement by statement where Postgres wants that."""

from __future__ import annotations

from functools import partial

from ... import __version__
from ...core import sending
from ...core.effects import ConcurrentIndex
from ...core.messages import Copy, Part, Piece, gather
from ...core.systems import Script
from ...errors import LockBusyError
from ...io import db
from .keys import Guard
from .model import Options, Report
from .parsing import Parsed
from .script_keys import hides_keys
from .sender import describe_blockers, patiently, send


def script_parts(script: Script, parsed: Parsed, options: Options) -> tuple[Part, ...]:
    """What is sent for a script that runs as one transaction, or as a part of the one transaction of all."""
    return gather((*_beginning(script, parsed, options), _end(script, options)))


def run_script(
    conn: db.Connection,
    script: Script,
    parsed: Parsed,
    done: int | None,
    options: Options,
    report: Report,
    guard: Guard,
) -> None:
    """
    Apply one script and write it into the history.

    *done* statements of it were done by a run that was stopped; None where this is the first. *guard* looks at the
    foreign keys that it makes where its text does not tell them, before they are kept.
    """
    try:
        if parsed.is_stepwise:
            _run_stepwise(conn, script, parsed, done, options, report)
        elif script.id.system in guard.systems and hides_keys(parsed):
            action = partial(_send_guarded, conn, script, parsed, options, guard)
            patiently(conn, str(script.id), options, report, action)
        else:
            parts = script_parts(script, parsed, options)
            patiently(conn, str(script.id), options, report, partial(send, conn, parts, script.path))
    except LockBusyError as error:
        raise describe_blockers(conn, error, [table for table, _ in parsed.strong_locks()]) from error


def _beginning(script: Script, parsed: Parsed, options: Options) -> tuple[Piece | Copy, ...]:
    return (
        sending.opening(options.lock_timeout, [script], begin=not options.single_transaction),
        *sending.locking(parsed.strong_locks(), db.query("take_locks")),
        *sending.body(script, parsed.statements),
    )


def _end(script: Script, options: Options) -> Piece:
    return sending.closing(sending.history_row(script, __version__), commit=not options.single_transaction)


def _send_guarded(conn: db.Connection, script: Script, parsed: Parsed, options: Options, guard: Guard) -> None:
    before = guard.crossings(conn, [script.id.system])
    send(conn, gather(_beginning(script, parsed, options)), script.path)
    guard.refuse_new(conn, script, before)
    send(conn, gather((_end(script, options),)), script.path)


def _run_stepwise(
    conn: db.Connection, script: Script, parsed: Parsed, done: int | None, options: Options, report: Report
) -> None:
    # While nothing is done, an edit is welcome: the row takes the new text.
    db.run(conn, sending.begun_row(script, __version__))
    for index, effect in enumerate(parsed.effects):
        if index < (done or 0):
            continue
        noted = sending.progress_row(script, index + 1)
        if effect.runs_in_transaction:
            parts = gather(
                (
                    sending.opening(options.lock_timeout, [script]),
                    *sending.locking(parsed.only(index).strong_locks(), db.query("take_locks")),
                    *sending.body(script, parsed.statements[index : index + 1]),
                    sending.closing(noted),
                )
            )
            patiently(conn, str(script.id), options, report, partial(send, conn, parts, script.path))
        else:
            _run_alone(conn, script, parsed.only(index), options, may_be_done=index == done)
            db.run(conn, noted)
    db.run(conn, sending.progress_row(script, None))


def _run_alone(conn: db.Connection, script: Script, parsed: Parsed, options: Options, *, may_be_done: bool) -> None:
    """
    The one statement of *parsed*, outside a transaction.

    An invalid index that a failed run left behind is dropped first. ``may_be_done``: a stopped run may have finished
    this very statement without being able to note it; then a valid index is taken for its work.
    """
    # Such a statement waits for old transactions, and blocks nobody meanwhile; it has no second try, so more patience.
    patience = options.lock_timeout * (options.retries + 1)
    db.run(conn, f"set lock_timeout = '{round(patience * 1000)}ms';\nset statement_timeout = 0;")
    index = parsed.effects[0].concurrent_index
    if index is not None and _is_built(conn, index) and may_be_done:
        return
    send(conn, gather(sending.body(script, parsed.statements)), script.path)


def _is_built(conn: db.Connection, index: ConcurrentIndex) -> bool:
    """Whether a valid index of that name is there; an invalid one is dropped."""
    found = db.rows(conn, db.query("index_state"), {"name": index.name, "table": index.table})
    if not found:
        return False
    path, is_valid = found[0]
    if not is_valid:
        db.run(conn, f"drop index concurrently {path}")
    return bool(is_valid)
