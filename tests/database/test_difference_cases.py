"""Every golden case keeps the law, there and back: tests/cases/<kind>/<case>/{old,new}.sql."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support import law, servers
from toolkit.io import db

CASES = servers.ROOT / "tests" / "cases"
MARK = re.compile(r"^-- (since|superuser)(?:: (\d+))?$", re.MULTILINE)
ROLES = ("case_a", "case_b", "case_c")


@pytest.fixture(scope="module", autouse=True)
def case_roles(admin: db.Connection) -> Iterator[None]:
    """Roles that cases may grant to, without any right of their own."""
    for role in ROLES:
        db.run(admin, f"create role {role}; grant {role} to postgres with admin option")
    yield
    for role in ROLES:
        db.run(admin, f"drop role {role}")


@pytest.mark.parametrize(
    "case",
    [pytest.param(old.parent, id=f"{old.parts[-3]}-{old.parts[-2]}") for old in sorted(CASES.glob("*/*/old.sql"))],
)
def test_a_plan_leaves_nothing_to_differ(server: servers.Server, admin: db.Connection, case: Path) -> None:
    marks = {key: value for name in ("old", "new") for key, value in MARK.findall((case / f"{name}.sql").read_text())}
    if int(marks.get("since", 0)) > server.major:
        pytest.skip(f"needs Postgres {marks['since']}")
    one, other = servers.clone(admin, "template0"), servers.clone(admin, "template0")
    try:
        address = server.admin_url if "superuser" in marks else server.url
        law.run_file(address(one), case / "old.sql")
        law.run_file(address(other), case / "new.sql")
        with ThreadPoolExecutor(2) as pool:
            old, new = pool.map(law.remembered, (address(one), address(other)))
            old_dump, new_dump = pool.map(law.dumped, (server.admin_url(one), server.admin_url(other)))

        now = old
        for wanted, dump in ((new, new_dump), (old, old_dump)):
            verdict = law.bring(address(one), now, wanted, dump, server.admin_url(one))
            now = verdict.after
            assert (verdict.left, verdict.lines, verdict.lost) == ((), (), ()), "\n".join(
                change.statement for change in verdict.plan
            )
    finally:
        servers.drop(admin, one)
        servers.drop(admin, other)
