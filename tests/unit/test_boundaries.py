"""Foreign keys across services: where they may lead, and how the owner of a table is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.folders import write_files
from toolkit.core.boundaries import may_refer
from toolkit.core.findings import Finding
from toolkit.core.linting import boundary_findings
from toolkit.core.systems import Boundaries
from toolkit.io.files import read_project

SHARED = '[system]\nname = "wash"\n[services.booking]\nschemas = ["wash"]\n[services.loyalty]\nschemas = ["wash"]\n'
BOOKINGS = "create schema wash;\ncreate table wash.bookings (id uuid, constraint bookings_pkey primary key (id));\n"
KEY = "create table wash.points (\n    booking_id uuid references wash.bookings (id) on delete cascade\n);\n"


def findings(root: Path, rule: str, script: str = KEY) -> tuple[Finding, ...]:
    """What is found where two features share a schema under *rule*, and *script* belongs to the second one."""
    files = {
        "sql/wash/system.toml": f"{SHARED}\n[boundaries]\n{rule}\n",
        "sql/wash/booking/0010_bookings.sql": BOOKINGS,
        "sql/wash/loyalty/0010_points.sql": script,
    }
    return boundary_findings(read_project(write_files(root, files), {}))


def test_in_a_shared_schema_a_table_belongs_to_the_service_whose_file_creates_it(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, 'foreign_keys = "forbidden"')

    assert (found.path, found.line, found.code) == ("sql/wash/loyalty/0010_points.sql", 2, "BND001")
    assert "from wash/loyalty to wash/booking (wash.bookings)" in found.message


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ('foreign_keys = "any"', 0),
        ('foreign_keys = "listed"\nallowed = ["loyalty -> booking"]', 0),
        ('foreign_keys = "listed"\nallowed = ["booking -> loyalty"]', 1),
        ('foreign_keys = "listed"', 1),
    ],
)
def test_a_key_may_cross_where_the_system_file_says_so(tmp_path: Path, rule: str, number: int) -> None:
    assert len(findings(tmp_path, rule)) == number


def test_an_exception_in_the_file_is_heard(tmp_path: Path) -> None:
    script = f"-- lint: allow BND001 until loyalty keeps its own copy\n{KEY}"

    assert findings(tmp_path, 'foreign_keys = "forbidden"', script) == ()


def test_keys_within_a_service_and_into_foreign_schemas_are_nobodys_business(tmp_path: Path) -> None:
    script = (
        "create table wash.points (id uuid references wash.points (id), user_id uuid references auth.users (id));\n"
    )

    assert findings(tmp_path, 'foreign_keys = "forbidden"', script) == ()


@pytest.mark.parametrize(
    ("rule", "referring", "referred", "expected"),
    [
        ("forbidden", "a/x", "a/x", True),
        ("forbidden", "a/x", "a/y", False),
        ("forbidden", "a/x", "b/x", False),
        ("listed", "a/x", "a/y", True),
        ("listed", "a/y", "a/x", False),
        ("any", "a/y", "b/x", True),
    ],
)
def test_rules(rule: str, referring: str, referred: str, expected: bool) -> None:
    assert may_refer(Boundaries(rule, (("a/x", "a/y"),)), referring, referred) is expected
