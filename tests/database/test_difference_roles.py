"""
What belongs to a whole server keeps the law too: roles, memberships, their settings, and parameters.

Two databases of a server cannot differ in it, so that a case is one database at two times.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support import law, servers
from toolkit.core.planning.plan import differing, plan
from toolkit.core.planning.steps import steps
from toolkit.io import db
from toolkit.verbs.diff.prove import run_steps

SINCE_16 = 16
ROLES = ("Case Ü", "case_a", "case_b", "case_c")
CASES = {
    "a role comes with every attribute": (
        "",
        """create role "Case Ü" superuser createdb createrole noinherit login
        replication bypassrls connection limit 3 valid until '2040-01-02 03:04:05+02'""",
    ),
    "attributes of a role change": (
        """create role case_a login createdb connection limit 5 valid until '2040-01-01'""",
        """create role case_a createrole noinherit bypassrls valid until 'infinity'""",
    ),
    "a role and what hangs on it goes": (
        """
        create role case_a;
        comment on role case_a is 'a';
        alter role case_a set work_mem to '8MB';
        create role case_b in role case_a;
        grant select on t to case_a;
        """,
        """
        create role case_b;
        comment on role case_b is 'b';
        """,
    ),
    "memberships are told from one another": (
        """
        create role case_a;
        create role case_b;
        create role case_c;
        grant case_a to case_b with admin option;
        grant case_b to case_c;
        """,
        """
        create role case_a;
        create role case_b;
        create role case_c;
        grant case_a to case_b;
        grant case_a to case_c;
        """,
    ),
    "settings of roles and of all of them": (
        """
        create role case_a;
        alter role case_a set search_path to a, "B";
        alter role case_a set statement_timeout to '3s';
        alter role all set lock_timeout to '9s';
        """,
        """
        create role case_a;
        alter role case_a set search_path to '';
        alter role case_a set app.tenant to 'it''s';
        alter role all set lock_timeout to '8s';
        alter role all set app.name to 'x';
        """,
    ),
    "privileges on parameters": (
        """
        create role case_a;
        create role case_b;
        grant set on parameter log_min_messages to case_a with grant option;
        grant alter system, set on parameter work_mem to case_b;
        """,
        """
        create role case_a;
        create role case_b;
        grant set on parameter log_min_messages to case_b;
        grant set on parameter app.name to public;
        """,
    ),
}
CASES_SINCE_16 = {
    "options of a membership change": (
        """
        create role case_a;
        create role case_b;
        grant case_a to case_b with admin true, inherit false, set false;
        """,
        """
        create role case_a;
        create role case_b;
        grant case_a to case_b with admin false, inherit true, set true;
        """,
    ),
    "a membership was granted by somebody else": (
        """
        create role case_a;
        create role case_b;
        create role case_c;
        grant case_a to case_b with admin option;
        grant case_a to case_c granted by case_b;
        """,
        """
        create role case_a;
        create role case_b;
        create role case_c;
        grant case_a to case_b;
        """,
    ),
    "a membership was granted twice": (
        """
        create role case_a;
        create role case_b;
        create role case_c;
        grant case_a to case_b with admin option;
        grant case_a to case_c;
        grant case_a to case_c with inherit false granted by case_b;
        """,
        """
        create role case_a;
        create role case_b;
        create role case_c;
        grant case_a to case_b with admin option;
        grant case_a to case_c with inherit false;
        """,
    ),
}


@pytest.fixture
def database(admin: db.Connection) -> Iterator[str]:
    """An empty database with one table."""
    name = servers.clone(admin, "template0")
    try:
        yield name
    finally:
        servers.drop(admin, name)
        for statement in _cleaning(admin):
            db.run(admin, statement)


@pytest.mark.parametrize("case", [*CASES, *CASES_SINCE_16])
def test_a_plan_leaves_nothing_of_the_server_to_differ(
    server: servers.Server, admin: db.Connection, database: str, case: str
) -> None:
    if case in CASES_SINCE_16 and server.major < SINCE_16:
        pytest.skip("memberships have no such options yet")
    first, second = (CASES | CASES_SINCE_16)[case]
    url = server.admin_url(database)
    with db.connected(url) as conn:
        db.run(conn, f"create table t (id int); {first}")
        old = law.remembered(url)
        for statement in _cleaning(conn):
            db.run(conn, statement)
        db.run(conn, second)
        new = law.remembered(url)

        assert differing(old, new) != ()
        for wanted in (old, new):
            before = law.remembered(url)
            changes = plan(before, wanted, differing(before, wanted))
            refused = run_steps(conn, steps(changes))
            text = "\n".join(change.statement for change in changes)
            assert (refused, differing(law.remembered(url), wanted)) == ("", ()), text


def _cleaning(conn: db.Connection) -> Iterator[str]:
    """What removes everything that a case may have made."""
    there = {name for (name,) in db.rows(conn, "select rolname::text from pg_roles")}
    for role in ROLES:
        if role in there:
            yield f'drop owned by "{role}" cascade'
    for role in ROLES:
        if role in there:
            yield f'drop role "{role}"'
    for (parameter,) in db.rows(conn, "select parname from pg_parameter_acl"):
        yield f"revoke all on parameter {parameter} from public"
    yield "alter role all reset all"
