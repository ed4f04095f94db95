"""Scripts as messages: the text that goes to Postgres for a script, a policy state, a seed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from .lexer import Statement
from .messages import Copy, Piece, literal, own
from .systems import File, Script, ScriptId


def opening(lock_timeout: float, files: Iterable[File] = (), *, begin: bool = True) -> Piece:
    """
    The start of a transaction: a lock is waited for *lock_timeout* seconds, a statement may take its time.

    The settings of the systems that *files* belong to come last, so that they may say otherwise.
    """
    settings = dict(pair for file in files for pair in file.settings)
    return own(
        *(["begin"] if begin else []),
        f"set local lock_timeout = '{max(1, round(lock_timeout * 1000))}ms'",
        "set local statement_timeout = 0",
        "set local standard_conforming_strings = on",
        *(setting(name, value) for name, value in settings.items()),
    )


def locking(locks: Collection[tuple[str, str]], take_locks: str) -> tuple[Piece, ...]:
    """The pieces that take *locks*, (table, mode), without waiting; *take_locks* is ``io/queries/take_locks.sql``."""
    if not locks:
        return ()
    return (own(setting("toolkit.locks", json.dumps([list(lock) for lock in locks]))), Piece(take_locks))


def setting(name: str, value: str) -> str:
    """A statement that gives a setting a value until the transaction ends."""
    return f"select set_config({literal(name)}, {literal(value)}, true)"


def body(
    file: File, statements: Sequence[Statement], *, leave_out: Collection[Statement] = ()
) -> tuple[Piece | Copy, ...]:
    """*statements*, neighbours in *file*, in as few pieces as possible; a ``copy … from stdin`` is one of its own."""
    found: list[Piece | Copy] = []
    run: list[Statement] = []
    for statement in statements:
        if statement.copy_data is None and statement not in leave_out:
            run.append(statement)
            continue
        found += _piece(file, run)
        run = []
        if statement.copy_data is not None:
            found.append(Copy(statement.text, statement.copy_data, file, statement.start))
    return (*found, *_piece(file, run))


def closing(*rows: str, commit: bool = True) -> Piece:
    """The end of a transaction: what was set for the session is undone, *rows* are written for the toolkit itself."""
    return own("reset role", "reset all", *rows, *(["commit"] if commit else []))


def history_row(script: Script, version: str) -> str:
    """The statement that writes a finished script into the history."""
    values = (
        *(literal(value) for value in _identity(script)),
        literal(script.text),
        "clock_timestamp()",
        "round(1000 * extract(epoch from clock_timestamp() - transaction_timestamp()), 3)",
        literal(version),
    )
    return (
        "insert into toolkit.history (system_name, service_name, script_number, slug, sha256, script, finished_at, "
        f"duration_ms, toolkit_version) values ({', '.join(values)})"
    )


def begun_row(script: Script, version: str) -> str:
    """The statement that notes the start of a script that runs outside a transaction; the row may be there already."""
    values = ", ".join([*(literal(value) for value in _identity(script)), literal(script.text), "0", literal(version)])
    return (
        "insert into toolkit.history (system_name, service_name, script_number, slug, sha256, script, statements_done, "
        f"toolkit_version) values ({values}) on conflict (system_name, service_name, script_number) do update set "
        "slug = excluded.slug, sha256 = excluded.sha256, script = excluded.script where history.statements_done = 0"
    )


def progress_row(script: Script, done: int | None) -> str:
    """The statement that notes how many statements of a script are done; None: all of them."""
    finished = (
        "statements_done = null, finished_at = clock_timestamp(), "
        "duration_ms = round(1000 * extract(epoch from clock_timestamp() - started_at), 3)"
    )
    change = finished if done is None else f"statements_done = {done}"
    return f"update toolkit.history set {change} where {history_key(script.id)}"


def state_row(subject: str, fingerprint: str, detail: dict[str, object] | None = None) -> str:
    """The statement that notes a state (policies, a seed) as brought in."""
    values = ", ".join(literal(value) for value in (subject, fingerprint, json.dumps(detail or {})))
    return (
        f"insert into toolkit.states (subject, fingerprint, detail) values ({values}) on conflict (subject) do update "
        "set fingerprint = excluded.fingerprint, detail = excluded.detail, applied_by = session_user, "
        "applied_at = now()"
    )


def _piece(file: File, run: Sequence[Statement]) -> tuple[Piece, ...]:
    if not run:
        return ()
    start, end = run[0].start, run[-1].end
    offsets = tuple(statement.start - start for statement in run)
    # The line break ends a comment behind the last statement.
    return (Piece(file.text[start:end], offsets, file, start), Piece("\n;\n", ()))


def _identity(script: Script) -> tuple[str, ...]:
    return (script.id.system, script.id.service, script.id.number, script.slug, script.sha256)


def history_key(id_: ScriptId) -> str:
    """The condition that finds the row of a script in ``toolkit.history``."""
    columns = ("system_name", "service_name", "script_number")
    values = (id_.system, id_.service, id_.number)
    return " and ".join(f"{column} = {literal(value)}" for column, value in zip(columns, values, strict=True))
