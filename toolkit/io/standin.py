"""Lays the Supabase stand-in on a database: what is missing of roles, schemas, functions and default privileges."""

from __future__ import annotations

from enum import StrEnum
from ipaddress import ip_address

from ..errors import ToolkitError
from . import db
from .standin_files import World, standin_files, world_text


class Platform(StrEnum):
    """What a database has of Supabase."""

    none = "none"  # or some of it; what is missing can be laid
    standin = "standin"
    supabase = "supabase"  # the real thing: nothing there is ours to change


def platform_of(conn: db.Connection) -> Platform:
    """
    What that database is.

    The stand-in is told by the schema of its shims, the real thing by who owns ``auth.uid()``; what somebody else put
    together in its likeness is neither.
    """
    ((is_standin, is_supabase),) = db.rows(
        conn,
        """
        select
            to_regnamespace('toolkit_shim') is not null,
            to_regrole('supabase_admin') is not null and exists (
                select
                from pg_catalog.pg_proc as p
                where p.oid = to_regprocedure('auth.uid()') and p.proowner = to_regrole('supabase_auth_admin')
            )
        """,
    )
    if is_standin:
        return Platform.standin
    return Platform.supabase if is_supabase else Platform.none


def is_local(host: str, hostaddr: str) -> bool:
    """Whether a server is on this machine, as far as its address tells: a socket, or a loopback address."""
    if host.startswith(("/", "@")):
        return True
    try:
        return ip_address(hostaddr or host).is_loopback
    except ValueError:
        return False


def lay(conn: db.Connection, world: World | None) -> tuple[str, ...]:
    """
    Lay what is missing, in one transaction, and return the names of the files that ran.

    *world* None leaves the default privileges of a database that has the stand-in as they are, and makes others new.
    On a real Supabase nothing is done. Raises ToolkitError where something is missing and *conn* is no superuser.
    """
    before = platform_of(conn)
    if before is Platform.supabase:
        return ()
    ((is_superuser, name),) = db.rows(
        conn, "select rolsuper, rolname from pg_catalog.pg_roles where rolname = current_user"
    )
    if not is_superuser:
        raise ToolkitError(
            f"the stand-in for Supabase must be laid by a superuser, and {name} is none",
            hint="name a superuser in --db-url; once it is laid, everything else works as postgres",
        )
    laid = []
    db.run(conn, "begin")
    try:
        for file in standin_files():
            if not (file.unless and _holds(conn, file.unless)):
                db.run(conn, file.text)
                laid.append(file.name)
        if world is not None or before is Platform.none:
            db.run(conn, world_text(world or World.new))
        db.run(conn, "commit")
    except BaseException:
        if not conn.closed:
            db.run(conn, "rollback")
        raise
    return tuple(laid)


def set_passwords(conn: db.Connection, passwords: dict[str, str]) -> None:
    """Give roles their passwords; what travels and what a log might show is the SCRAM verifier, not the password."""
    for role, password in passwords.items():
        verifier = conn.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
        statement = db.SQL("alter role {} password {}").format(db.Identifier(role), db.Literal(verifier))
        db.run(conn, statement.as_string(conn))


def _holds(conn: db.Connection, condition: str) -> bool:
    ((answer,),) = db.run(conn, f"select {condition}")[-1]
    return answer == "t"
