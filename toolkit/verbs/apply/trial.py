"""Runs scripts and policies in a scratch database, so that they show what they mean; no history is kept there."""

from __future__ import annotations

from collections.abc import Collection

from ...core import sending
from ...core.messages import gather
from ...core.ordering import Selection, select
from ...core.plan import Access
from ...core.systems import Project, ScriptId
from ...io import db
from .access import access_parts, send_checked
from .model import Options
from .parsing import Parser
from .sender import send


def run_scripts(conn: db.Connection, project: Project, parser: Parser, chosen: Collection[ScriptId]) -> None:
    """Run the *chosen* scripts in their order; raises SqlError with the place in the file."""
    for script in select(project, Selection()):
        if script.id not in chosen:
            continue
        parsed = parser.parse(script)
        parts = [parsed.statements[index : index + 1] for index in range(len(parsed.statements))]
        for statements in parts if parsed.is_stepwise else [parsed.statements]:
            send(conn, gather(sending.body(script, statements)), script.path)


def run_access(conn: db.Connection, access: Access, parser: Parser) -> None:
    """Bring *access* in, in the open transaction."""
    send_checked(conn, access_parts(access, parser, None, Options(single_transaction=True)))
