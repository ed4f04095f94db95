"""Roles, grants and policies: brought to the state of the files in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ...core import sending
from ...core.messages import Copy, Part, Piece, gather, own
from ...core.plan import Access, SystemAccess
from ...core.roles import Role, as_setting, declared
from ...core.state import DatabaseState
from ...errors import SqlError
from ...io import db
from .model import Options, Report
from .parsing import Parsed, Parser
from .sender import patiently, send

# A GRANT or REVOKE that does nothing, because we may not, is only a warning to Postgres.
DID_NOTHING = {"01006", "01007"}


def access_parts(access: Access, parser: Parser, state: DatabaseState | None, options: Options) -> tuple[Part, ...]:
    """
    What is sent to make *access* anew, all of one transaction but its commit.

    Without a *state*, nothing is known of what was there before, and nothing is noted.
    """
    bodies: list[Piece | Copy] = []
    roles: list[Role] = []
    for parsed in (parser.parse(file) for file in access.files):
        declarations = declared_roles(parsed)
        roles += declarations.values()
        left_out = [parsed.statements[index] for index in declarations]
        bodies += sending.body(parsed.file, parsed.statements, leave_out=left_out)
    gone = roles_gone(access, parser, state)
    return gather(
        (
            sending.opening(options.lock_timeout, access.files, begin=not options.single_transaction),
            own(
                sending.setting("toolkit.schemas", json.dumps(sorted(schemas_of(access, state)))),
                sending.setting("toolkit.roles", as_setting(roles)),
                sending.setting("toolkit.former_roles", json.dumps(sorted(gone))),
            ),
            Piece(db.query("declare_roles")),
            Piece(db.query("reset_access")),
            *bodies,
            Piece(db.query("drop_roles")),
            sending.closing(
                *(state_rows(access, parser) if state else ()),
                # A GRANT fires no event trigger, so PostgREST would go on with what it knew.
                "notify pgrst, 'reload schema'",
                commit=False,
            ),
        )
    )


def schemas_of(access: Access, state: DatabaseState | None) -> frozenset[str]:
    """The schemas whose access the files say, and those of which they said it when they were last brought in."""
    schemas = {schema for one in access.systems for schema in one.schemas}
    return frozenset(schemas | {schema for detail in _former(access, state) for schema in detail.get("schemas", ())})


def roles_gone(access: Access, parser: Parser, state: DatabaseState | None) -> frozenset[str]:
    """The roles that the files declared when they were last brought in, and declare no longer."""
    roles = {role.name for file in access.files for role in declared_roles(parser.parse(file)).values()}
    return frozenset({role for detail in _former(access, state) for role in detail.get("roles", ())} - roles)


def _former(access: Access, state: DatabaseState | None) -> list[Mapping[str, Any]]:
    """What was kept when the files were last brought in."""
    if state is None:
        return []
    return [known.detail for one in access.systems if (known := state.states.get(one.subject))]


def state_rows(access: Access, parser: Parser) -> tuple[str, ...]:
    """The statements that note *access* as brought in."""
    return tuple(sending.state_row(one.subject, one.fingerprint, _detail(one, parser)) for one in access.systems)


def _detail(access: SystemAccess, parser: Parser) -> dict[str, object]:
    """What is kept beside the fingerprint: the roles and schemas to clear away should the files name them no more."""
    roles = {role.name for file in access.files for role in declared_roles(parser.parse(file)).values()}
    return {"roles": sorted(roles), "schemas": sorted(access.schemas)}


def bring_access(conn: db.Connection, parts: Sequence[Part], options: Options, report: Report) -> None:
    """Send what brings access in, as a transaction of its own; raises SqlError where a grant had no effect."""

    def once() -> None:
        send_checked(conn, parts)
        db.run(conn, "commit")

    patiently(conn, "policies", options, report, once)


def send_checked(conn: db.Connection, parts: Sequence[Part]) -> None:
    """Send *parts*, all but the commit; raises SqlError where a grant had no effect."""
    with db.noticed(conn) as notices:
        send(conn, parts, "policies")
    empty = [notice.message for notice in notices if notice.sqlstate in DID_NOTHING]
    if empty:
        raise SqlError(
            "a grant or revoke in the policy files had no effect: " + "; ".join(dict.fromkeys(empty)),
            sqlstate="01007",
            hint="only the owner of an object, or who holds the grant option, may do that: are you the deployer?",
        )


def declared_roles(parsed: Parsed) -> dict[int, Role]:
    """
    The roles that a policy file declares, by the number of their statement.

    Raises ConfigError for what cannot be a state, such as a password, and for what cannot be in one transaction.
    """
    roles = {}
    for index, effect in enumerate(parsed.effects):
        if not effect.runs_in_transaction:
            raise parsed.refused(
                index, "this statement cannot run inside a transaction", "put it into a versioned script of its own"
            )
        if effect.role is None:
            continue
        try:
            roles[index] = declared(effect.role.name, effect.role.options)
        except ValueError as error:
            raise parsed.refused(
                index,
                f"a role is declared by its attributes only, not with {error}",
                "write memberships as `grant`, settings as `alter role … set`, and no password at all",
            ) from error
    return roles
