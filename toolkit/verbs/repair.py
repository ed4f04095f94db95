"""Brings history and files together again, by proposals that each show their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .. import __version__
from ..core import sending
from ..core.facts.base import ObjectId
from ..core.facts.catalog import Catalog
from ..core.history import Conflict, Review, review
from ..core.lexer import split
from ..core.messages import gather, literal
from ..core.ordering import order
from ..core.plan import rows_of
from ..core.planning.wording import differences
from ..core.scope import Scope
from ..core.systems import Project, Script
from ..io import db, runner
from ..io.scratch import scratch_database
from .apply import Options
from .apply.model import Report
from .apply.parsing import parse
from .apply.scripts import script_parts
from .apply.sender import send
from .conflicts import conflict_key, describe_edit, explained
from .diff.clone import read


@dataclass(frozen=True, slots=True)
class Proposal:
    """
    One thing that does not fit, and what can be done about it.

    ``statement`` changes the history when it is carried out; ``file`` is a path and the text to write there. With
    neither, a person must decide. ``evidence`` are lines that show why.
    """

    subject: str
    message: str
    evidence: tuple[str, ...] = ()
    statement: str = ""
    file: tuple[str, str] | None = field(default=None, repr=False)

    @property
    def is_possible(self) -> bool:
        """Whether the toolkit can carry it out."""
        return bool(self.statement or self.file)

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "subject": self.subject,
            "message": self.message,
            "possible": self.is_possible,
            "evidence": list(self.evidence),
        }


def repair(
    conninfo: str,
    project: Project,
    root: Path,
    options: Options,
    report: Report,
    *,
    scratch: str | None,
    carry_out: bool,
) -> tuple[Proposal, ...]:
    """
    What does not fit between history, files and catalog, with proposals; *carry_out* does those that are possible.

    Pending scripts are run in a scratch database (on the server of *scratch*, None: the same) to learn what they make;
    one of which the catalog shows everything may be marked as applied, one of which it shows a part is reported.
    """
    with runner.alone(conninfo, wait_seconds=options.wait, report=report) as (conn, state):
        if not state.has_history:
            return ()
        found = review(order(project), rows_of(project, state))
        found = replace(found, conflicts=explained(project, found.conflicts))
        proposals = [*_for_conflicts(conn, found), *_for_pending(conn, conninfo, project, found, options, scratch)]
        if carry_out:
            for proposal in proposals:
                if proposal.file is not None:
                    path, text = proposal.file
                    (root / path).parent.mkdir(parents=True, exist_ok=True)
                    (root / path).write_text(text, encoding="utf-8", newline="\n")
                if proposal.statement:
                    db.run(conn, proposal.statement)
        return tuple(proposals)


def _for_conflicts(conn: db.Connection, found: Review) -> list[Proposal]:
    makers: dict[str, Callable[[db.Connection, Conflict], Proposal]] = {
        "edited": _edited,
        "missing": _missing,
        "renamed": _renamed,
        "late": _decide,
        "engine": _decide,
    }
    return [makers[conflict.code](conn, conflict) for conflict in found.conflicts]


def _edited(conn: db.Connection, conflict: Conflict) -> Proposal:
    assert conflict.script is not None  # noqa: S101  # an edited script has its file
    applied = db.rows(conn, db.query("applied_script"), conflict_key(conflict))[0][0]
    evidence = tuple(describe_edit(conn, conflict).split("\n"))
    if _meaning(applied) != _meaning(conflict.script.text):
        return Proposal(conflict.script.path, f"{conflict.message}: {conflict.hint}", evidence)
    return Proposal(
        conflict.script.path,
        "only comments and white space were edited: take the new text into the history",
        evidence,
        f"update toolkit.history set sha256 = {literal(conflict.script.sha256)}, "  # noqa: S608
        f"script = {literal(conflict.script.text)} where {sending.history_key(conflict.id)}",
    )


def _missing(conn: db.Connection, conflict: Conflict) -> Proposal:
    assert conflict.applied is not None  # noqa: S101  # a missing script has its row
    text = db.rows(conn, db.query("applied_script"), conflict_key(conflict))[0][0]
    id_ = conflict.id
    path = f"sql/{id_.system}/{id_.service}/{id_.number}_{conflict.applied.slug}.sql"
    return Proposal(path, "the file is gone: write it again from the history", file=(path, text))


def _renamed(conn: db.Connection, conflict: Conflict) -> Proposal:
    del conn
    assert conflict.script is not None  # noqa: S101  # a renamed script has its file
    return Proposal(
        conflict.script.path,
        f"{conflict.message}, with the same text: take the new name into the history",
        statement=f"update toolkit.history set slug = {literal(conflict.script.slug)} "  # noqa: S608
        f"where {sending.history_key(conflict.id)}",
    )


def _decide(conn: db.Connection, conflict: Conflict) -> Proposal:
    del conn
    return Proposal(str(conflict.id), f"{conflict.message}: {conflict.hint}")


def _for_pending(
    conn: db.Connection, conninfo: str, project: Project, found: Review, options: Options, scratch: str | None
) -> list[Proposal]:
    """Proposals for scripts that somebody ran by hand: the catalog shows what they make, the history does not know."""
    late = {conflict.id for conflict in found.conflicts}
    pending = [script for script in found.pending if script.id not in late]
    if not pending or any(conflict.code == "engine" for conflict in found.conflicts):
        return []
    scope = Scope(include=tuple(schema for service in project.services() for schema in service.schemas))
    present = read(conn)
    proposals = []
    with scratch_database(scratch or conninfo) as empty, db.connected(empty) as other:
        runner.ensure_history(other, runner.read_state(other))
        waiting = {script.id for script in pending}
        for script in order(project):
            before = read(other) if script.id in waiting else None
            _run_in_scratch(other, script, options)
            if before is not None:
                proposal = _compare(script, before, read(other), present, scope)
                proposals += [proposal] if proposal else []
    return proposals


def _run_in_scratch(conn: db.Connection, script: Script, options: Options) -> None:
    parsed = parse(script)
    if parsed.is_stepwise:
        for statement in parsed.statements:
            send(conn, gather(sending.body(script, [statement])), script.path)
    else:
        send(conn, script_parts(script, parsed, options), script.path)


def _compare(script: Script, before: Catalog, after: Catalog, present: Catalog, scope: Scope) -> Proposal | None:
    """What to say of a script that leads from *before* to *after*; None where *present* shows nothing of it."""
    makes = [key for key in after.raw if scope.covers(key) and before.raw.get(key) != after.raw[key]]
    lacking = [key for key in makes if present.get(key) != after.fact(key)]
    if len(lacking) == len(makes):
        return None
    if lacking:
        return Proposal(
            script.path,
            "somebody ran a part of it: it is not marked as applied, because the catalog does not show all of it",
            tuple(_lacks(after, present, lacking))[:10],
        )
    return Proposal(
        script.path,
        f"the catalog shows all {len(makes)} facts that it makes: mark it as applied",
        statement=sending.history_row(script, __version__),
    )


def _lacks(after: Catalog, present: Catalog, keys: Iterable[ObjectId]) -> Iterator[str]:
    for one in differences(after, present, keys):
        yield f"{one.title} is not there" if one.how == "removed" else "\n".join(one.as_lines())


def _meaning(text: str) -> list[str]:
    """The tokens of *text* without blanks and comments."""
    return [token.text for statement in split(text) for token in statement.tokens()]
