"""What an apply does when there is something to do: looks at every file first, then goes script by script."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial

from ... import __version__
from ...core import sending
from ...core.messages import Part, gather, own
from ...core.ordering import Selection, select
from ...core.plan import Access, Plan, make_plan, text_hash
from ...core.state import DatabaseState
from ...core.systems import Project, SqlFile
from ...errors import UsageError
from ...io import db, runner
from ..conflicts import refuse_conflicts
from .access import access_parts, bring_access, roles_gone, send_checked
from .access_changes import access_changes, change_parts
from .keys import Guard
from .model import Options, Outcome, Report, Step
from .parsing import Parser
from .script_keys import refuse_keys
from .scripts import run_script, script_parts
from .sender import message_text, patiently, send


def checked_plan(
    conn: db.Connection,
    project: Project,
    selection: Selection,
    parser: Parser,
    state: DatabaseState,
    options: Options,
) -> Plan:
    """The plan for a database in *state*, after everything was looked at that can stop it before it starts."""
    plan = make_plan(project, select(project, selection), state, force_access=options.force_access)
    refuse_conflicts(conn, project, plan.conflicts)
    check_files(project, plan, parser, options)
    return plan


def check_files(project: Project, plan: Plan, parser: Parser, options: Options) -> None:
    """Split every file of *plan* and look at its foreign keys: a slip in the last one stops us before the first."""
    for script in plan.scripts:
        if parser.parse(script).is_stepwise and options.single_transaction:
            raise UsageError(
                f"{script.path} cannot run inside a transaction, so --single-transaction is not possible",
                hint="apply up to it with --service and --to first, or leave --single-transaction away",
            )
    for file in (*(plan.access.files if plan.access else ()), *plan.seeds):
        parser.parse(file)
    refuse_keys(project, plan.scripts, parser)


def dry_run(conninfo: str, project: Project, selection: Selection, options: Options) -> str:
    """The SQL that `apply` would send now, as a script for psql; nothing is written. Empty: nothing to do."""
    parser = Parser()
    with db.connected(conninfo) as conn:
        state = runner.read_state(conn)
        plan = checked_plan(conn, project, selection, parser, state, options)
        # Before the scripts have run, nobody can say what of the access will differ.
        access: tuple[Part, ...] = ()
        if plan.access and (plan.scripts or options.single_transaction):
            access = access_parts(plan.access, parser, state, options)
        elif plan.access:
            access = _what_differs(conninfo, conn, project, plan.access, parser, state, options)
    together = options.single_transaction and not plan.is_empty
    texts = ["begin;\n"] if together else []
    if not plan.is_empty and not state.has_history:
        schema = db.query("history_schema")
        texts.append(schema if together else f"begin;\n{schema}\ncommit;\n")
    for script in plan.scripts:
        parsed = parser.parse(script)
        if parsed.is_stepwise:
            row = own(sending.history_row(script, __version__))
            parts: tuple[Part, ...] = gather((*sending.body(script, parsed.statements), row))
        else:
            parts = script_parts(script, parsed, options)
        texts.append(f"-- {script.path}\n{message_text(parts)}")
    if plan.access is not None:
        text = message_text(access)
        texts.append(f"-- policies\n{text}" + ("" if together else "commit;\n"))
    texts += [f"-- {seed.path}\n{message_text(seed_parts(seed, parser, options))}" for seed in plan.seeds]
    texts += ["commit;\n"] if together else []
    return "\n".join(texts)


def seed_parts(seed: SqlFile, parser: Parser, options: Options) -> tuple[Part, ...]:
    """What is sent for a seed: its text and the note that it was run, in one transaction."""
    alone = not options.single_transaction
    return gather(
        (
            sending.opening(options.lock_timeout, [seed], begin=alone),
            *sending.body(seed, parser.parse(seed).statements),
            sending.closing(sending.state_row(seed.path, text_hash(seed)), commit=alone),
        )
    )


def run_seeds(
    conn: db.Connection, seeds: Sequence[SqlFile], parser: Parser, options: Options, report: Report
) -> list[Step]:
    """Run *seeds* in their order, each in a transaction of its own."""
    steps = []
    for seed in seeds:
        once = partial(send, conn, seed_parts(seed, parser, options), seed.path)
        steps.append(_timed("seed", seed.path, report, partial(patiently, conn, seed.path, options, report, once)))
    return steps


def step_by_step(
    conninfo: str,
    conn: db.Connection,
    project: Project,
    plan: Plan,
    parser: Parser,
    guard: Guard,
    state: DatabaseState,
    options: Options,
    report: Report,
) -> Outcome:
    """Each script of *plan* as a transaction, then its policies in one, then each seed in one."""
    done = {row.id: row.statements_done or 0 for row in state.applied if not row.is_finished}
    steps = []
    for script in plan.scripts:
        action = partial(run_script, conn, script, parser.parse(script), done.get(script.id), options, report, guard)
        steps.append(_timed("script", f"{script.id}_{script.slug}", report, action))
    if plan.access is not None:
        bring = partial(_bring, conninfo, conn, project, plan.access, parser, state, options, report)
        steps.append(_timed("policies", "policies", report, bring))
    steps += run_seeds(conn, plan.seeds, parser, options, report)
    # Last, so that a key which somebody made by hand does not keep a new policy from the tables.
    guard.refuse_catalog(conn)
    return Outcome(tuple(steps), plan.waiting)


def _bring(
    conninfo: str,
    conn: db.Connection,
    project: Project,
    access: Access,
    parser: Parser,
    state: DatabaseState,
    options: Options,
    report: Report,
) -> None:
    """Bring *access* in."""
    bring_access(conn, _what_differs(conninfo, conn, project, access, parser, state, options), options, report)


def _what_differs(
    conninfo: str,
    conn: db.Connection,
    project: Project,
    access: Access,
    parser: Parser,
    state: DatabaseState,
    options: Options,
) -> tuple[Part, ...]:
    """What brings *access* in: only what differs where that can be known, else all of it anew."""
    finished = {row.id for row in runner.read_state(conn).applied if row.is_finished}
    changes = access_changes(conninfo, conn, project, access, parser, state, finished)
    if changes is None:
        return access_parts(access, parser, state, options)
    return change_parts(changes, access, parser, roles_gone(access, parser, state), options)


def in_one_transaction(
    conninfo: str,
    conn: db.Connection,
    project: Project,
    plan: Plan,
    parser: Parser,
    guard: Guard,
    state: DatabaseState,
    options: Options,
    report: Report,
) -> Outcome:
    """All of *plan* or nothing. A busy lock undoes everything, and everything is tried again."""
    del conninfo, project

    def everything() -> tuple[Step, ...]:
        db.run(conn, "begin")
        steps = []
        for script in plan.scripts:
            parts = script_parts(script, parser.parse(script), options)
            subject = f"{script.id}_{script.slug}"
            steps.append(_timed("script", subject, report, partial(send, conn, parts, script.path)))
        if plan.access is not None:
            parts = access_parts(plan.access, parser, state, options)
            steps.append(_timed("policies", "policies", report, partial(send_checked, conn, parts)))
        for seed in plan.seeds:
            parts = seed_parts(seed, parser, options)
            steps.append(_timed("seed", seed.path, report, partial(send, conn, parts, seed.path)))
        guard.refuse_catalog(conn)
        db.run(conn, "commit")
        return tuple(steps)

    return Outcome(patiently(conn, "the transaction", options, report, everything), plan.waiting)


def _timed(kind: str, subject: str, report: Report, action: Callable[[], object]) -> Step:
    started = time.monotonic()
    action()
    step = Step(kind, subject, time.monotonic() - started)
    report(f"{subject}  {1000 * step.seconds:.0f} ms")
    return step
