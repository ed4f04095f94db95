"""
What is really different about roles, grants and policies, so that nothing that is equal is dropped and made again.

The files show what they mean in a scratch database with the same scripts. The policies run there in a transaction that
is rolled back as soon as it is read, because roles belong to the whole server.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from contextlib import closing

from ...core import sending
from ...core.facts.acl import printed, usual
from ...core.facts.base import ObjectId, Owned
from ...core.facts.catalog import Catalog
from ...core.facts.reading import KINDS
from ...core.facts.tables import Table
from ...core.messages import Part, Piece, gather, own
from ...core.plan import Access
from ...core.planning.plan import Change, differing, plan
from ...core.planning.steps import labelled
from ...core.scope import schema_of
from ...core.state import DatabaseState
from ...core.systems import Project, ScriptId
from ...errors import ToolkitError
from ...io import db
from ...io.facts import read_facts
from ...io.scratch import scratch_database
from .access import declared_roles, schemas_of, state_rows
from .model import Options
from .parsing import Parsed, Parser
from .trial import run_access, run_scripts

# What a policy file may say so that the difference tells all of it; anything else is simply run.
KNOWN = ("alter default privileges", "create policy", "create role", "grant", "revoke")
KNOWN_COMMENTS = ("comment on policy ", "comment on role ")
KNOWN_TABLE_ACTIONS = ("force row level security", "enable row level security")


def access_changes(
    conninfo: str,
    conn: db.Connection,
    project: Project,
    access: Access,
    parser: Parser,
    state: DatabaseState,
    finished: Collection[ScriptId],
) -> tuple[Change, ...] | None:
    """
    The statements that bring *access* in, where only that is needed which differs.

    None where that cannot be known: the policies come for the first time, the files hold more than access, a role is
    new or another, or no scratch database can be made like this one.
    """
    if any(one.subject not in state.states for one in access.systems):
        return None
    if not all(is_plain(parser.parse(file)) for file in access.files):
        return None
    try:
        wanted = tried(conninfo, project, access, parser, finished)
    except ToolkitError:
        return None  # the files speak of something that only this database has, or they are wrong: that will be seen
    current = read(conn)
    roles = {role.name for file in access.files for role in declared_roles(parser.parse(file)).values()}
    if any(current.get(key) != wanted.get(key) for key in (ObjectId("role", (name,)) for name in roles)):
        return None
    target = overlaid(current, wanted, schemas_of(access, state), roles)
    return plan(current, target, differing(current, target))


def is_plain(parsed: Parsed) -> bool:
    """Whether the file holds nothing but statements about access."""
    return all(
        effect.kind in KNOWN
        or (effect.kind == "comment" and statement.text.lower().startswith(KNOWN_COMMENTS))
        or (effect.kind == "alter table" and statement.text.lower().endswith(KNOWN_TABLE_ACTIONS))
        for effect, statement in zip(parsed.effects, parsed.statements, strict=True)
    )


def tried(conninfo: str, project: Project, access: Access, parser: Parser, finished: Collection[ScriptId]) -> Catalog:
    """The catalog that the *finished* scripts and the policies of *access* make in an empty database."""
    with scratch_database(conninfo) as empty, closing(db.connect(empty)) as conn:
        run_scripts(conn, project, parser, finished)
        db.run(conn, "begin")
        run_access(conn, access, parser)
        db.run(conn, "set local search_path = ''")
        catalog = read_facts(conn)
        _ = catalog.graph  # kept by the catalog: it outlives the transaction
        db.run(conn, "rollback")
        return catalog


def read(conn: db.Connection) -> Catalog:
    """The catalog of *conn* now, with its dependencies."""
    with conn.transaction():
        db.run(conn, "set local search_path = ''")
        catalog = read_facts(conn)
        _ = catalog.graph
        return catalog


def overlaid(current: Catalog, wanted: Catalog, schemas: Collection[str], roles: Collection[str]) -> Catalog:
    """*current*, with the access that *wanted* has to *schemas* and of *roles*."""
    raw = dict(current.raw)
    for key in current.raw:
        if is_access(key, schemas, roles, current) and key not in wanted:
            del raw[key]
    raw |= {
        key: text
        for key, text in wanted.raw.items()
        if is_access(key, schemas, roles, current) and _has_place(key, current, wanted)
    }
    for key in current.raw:
        if schema_of(key) in schemas:
            _close(raw, key, current, wanted)
    return Catalog(raw, lambda: wanted.graph, current.role, current.major)


def is_access(key: ObjectId, schemas: Collection[str], roles: Collection[str], current: Catalog) -> bool:
    """Whether the policy files of *schemas* and *roles* say what this fact shall be."""
    match key.kind:
        case "policy" | "privileges":
            return schema_of(key) in schemas
        case "comment":
            about = key.path[0]
            return (about == "policy" and schema_of(key) in schemas) or (about == "role" and key.path[1] in roles)
        case "default privileges":
            return key.path[0] == current.role and (key.path[1] in schemas or not key.path[1])
        case "membership":
            return bool(set(key.path) & set(roles)) and current.role not in key.path
    return key.kind == "setting" and key.path[0] in roles and not key.path[1]


def _has_place(key: ObjectId, current: Catalog, wanted: Catalog) -> bool:
    """Whether what the fact is about is there, and ours."""
    if key.kind == "default privileges":
        return True
    parents = KINDS[key.kind].parents_of(key.path)
    return not parents or any(parent in current and _is_ours(parent, current, wanted) for parent in parents)


def _is_ours(key: ObjectId, current: Catalog, wanted: Catalog) -> bool:
    """Whether we may say who does what with the object: that of another owner is left alone."""
    fact = current.get(key)
    if isinstance(fact, Owned):
        other = wanted.get(key)
        return fact.owner == current.role or (isinstance(other, Owned) and other.owner == fact.owner)
    parent = current.parent(key)
    return parent is None or _is_ours(parent, current, wanted)


def _close(raw: dict[ObjectId, str], key: ObjectId, current: Catalog, wanted: Catalog) -> None:
    """Forced row security as the files say; what the scripts do not make is its owner's alone."""
    fact = current.fact(key)
    other = wanted.get(key)
    if isinstance(fact, Table) and isinstance(other, Table) and _is_ours(key, current, wanted):
        flags = {"row_security": other.row_security or fact.row_security, "forced": other.forced}
        raw[key] = json.dumps(json.loads(raw[key]) | flags)
    name = ObjectId("privileges", (key.kind, *key.path))
    if isinstance(fact, Owned) and fact.privileges and _is_ours(key, current, wanted):
        if other is None:
            own = usual(fact.privileges, fact.owner, for_everybody="", major=current.major)
            raw[name] = json.dumps({"acl": printed(own, fact.owner)})
    elif name in current.raw and not _is_ours(key, current, wanted):
        raw[name] = current.raw[name]


def change_parts(
    changes: Iterable[Change], access: Access, parser: Parser, gone: Collection[str], options: Options
) -> tuple[Part, ...]:
    """What is sent to make *changes* and drop the roles *gone*, all of one transaction but its commit."""
    statements = tuple(labelled(changes))
    locks = {(lock.table, lock.mode) for one in statements for lock in one.effect.locks if lock.blocks_others}
    return gather(
        (
            sending.opening(options.lock_timeout, access.files, begin=not options.single_transaction),
            *sending.locking(sorted(locks), db.query("take_locks")),
            own("set local search_path = ''", *(one.change.statement for one in statements)),
            own("reset search_path", sending.setting("toolkit.former_roles", json.dumps(sorted(gone)))),
            Piece(db.query("drop_roles")),
            sending.closing(
                *state_rows(access, parser),
                *(["notify pgrst, 'reload schema'"] if statements else []),
                commit=False,
            ),
        )
    )
