"""
Random schemas and random changes of them keep the law of every difference, there and back.

``TOOLKIT_RANDOM_EXAMPLES`` asks for more than the few pairs that are tried each time, and for others than the usual.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, assume, given, note, settings
from hypothesis import strategies as st

from tests.support import law, servers
from tests.support.random_schemas.changes import changed
from tests.support.random_schemas.hanging import rows
from tests.support.random_schemas.making import made
from toolkit.errors import ToolkitError
from toolkit.io import db

EXAMPLES = int(os.environ.get("TOOLKIT_RANDOM_EXAMPLES", "0"))
SIZES = (8, 20, 35)  # of the worlds, in things
# What Postgres says where rows do not fit into the wanted state: then no plan can keep them.
UNFIT = re.compile(
    r"contains? null|null value|violat|invalid|malformed|out of range|too long|could not create|duplicate key|overlap"
)
ROLES = ("case_a", "case_b")


@pytest.fixture(scope="module", autouse=True)
def case_roles(admin: db.Connection) -> Iterator[None]:
    """Roles that may own things and be granted something."""
    for role in ROLES:
        db.run(admin, f"create role {role}; grant {role} to postgres with admin option")
    yield
    for role in ROLES:
        db.run(admin, f"drop role {role}")


@pytest.mark.slow
@settings(
    max_examples=EXAMPLES or 25,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    # A failure prints both files: they tell more than the smallest numbers of the dice, which take an hour to find.
    phases=(Phase.generate,),
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much),
)
@given(dice=st.randoms(use_true_random=False), size=st.sampled_from(SIZES), edits=st.integers(1, 8))
def test_a_plan_between_random_schemas_leaves_nothing_to_differ(
    server: servers.Server, admin: db.Connection, dice: Random, size: int, edits: int
) -> None:
    old = made(dice, server.major, size)
    new = changed(old, dice, server.major, edits)
    note(f"-- old.sql\n{old.script()}\n-- new.sql\n{new.script()}")

    refused = tried(server, admin, old.script(), new.script(), tuple(rows(old)))
    if UNFIT.search(refused):
        refused = tried(server, admin, old.script(), new.script(), ())

    assert not refused


def tried(server: servers.Server, admin: db.Connection, old: str, new: str, planted: tuple[str, ...]) -> str:
    """Bring a database from *old* to *new* and back; returns what Postgres refuses of the plan, empty for nothing."""
    one, other = servers.clone(admin, "template0"), servers.clone(admin, "template0")
    try:
        assume(is_taken(server.url(one), old) and is_taken(server.url(other), new))
        with db.connected(server.url(one)) as conn:
            for statement in planted:
                db.run(conn, statement)
        states = [(law.remembered(server.url(name)), law.dumped(server.admin_url(name))) for name in (other, one)]
        now = states[1][0]
        for wanted, dump in states:
            try:
                verdict = law.bring(server.url(one), now, wanted, dump, server.admin_url(one))
            except AssertionError as error:
                return str(error)
            assert (verdict.left, verdict.lines, verdict.lost) == ((), (), ()), "\n".join(
                change.statement for change in verdict.plan
            )
            now = verdict.after
        return ""
    finally:
        servers.drop(admin, one)
        servers.drop(admin, other)


def is_taken(url: str, script: str) -> bool:
    """Whether Postgres takes the script: the model does not know all of its rules."""
    with db.connected(url) as conn:
        try:
            db.run(conn, script)
        except ToolkitError as error:
            note(f"refused: {error}")
            return False
    return True
