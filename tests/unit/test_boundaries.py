"""Foreign keys across services: where they may lead, and how the owner of a table is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.folders import write_files
from toolkit.core.borders import borders_of, may_refer
from toolkit.core.findings import Finding
from toolkit.core.identifiers import ObjectName
from toolkit.core.lexer import split
from toolkit.core.linting import check_project
from toolkit.core.systems import Boundaries
from toolkit.core.table_makers import read_makers
from toolkit.io.files import read_project

SHARED = '[system]\nname = "wash"\n[services.booking]\nschemas = ["wash"]\n[services.loyalty]\nschemas = ["wash"]\n'
BOOKINGS = "create schema wash;\ncreate table wash.bookings (id uuid, constraint bookings_pkey primary key (id));\n"
KEY = "create table wash.points (\n    booking_id uuid references wash.bookings (id) on delete cascade\n);\n"


def findings(root: Path, rule: str, script: str = KEY) -> tuple[Finding, ...]:
    """The keys found where two features share a schema under *rule*, and *script* belongs to the second one."""
    files = {
        "sql/wash/system.toml": f"{SHARED}\n[boundaries]\n{rule}\n",
        "sql/wash/booking/0010_bookings.sql": BOOKINGS,
        "sql/wash/loyalty/0010_points.sql": script,
    }
    found = check_project(read_project(write_files(root, files), {}))
    return tuple(one for one in found if one.code == "BND001")


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


def test_a_key_leads_from_the_service_of_its_table_whoever_writes_it(tmp_path: Path) -> None:
    script = (
        "create table wash.points (id uuid, constraint points_pkey primary key (id));\n"
        "alter table wash.bookings add constraint b foreign key (id) references wash.points (id) on delete cascade;\n"
    )

    (found,) = findings(tmp_path, 'foreign_keys = "forbidden"', script)

    assert "from wash/booking to wash/loyalty" in found.message


def owners(root: Path, booking: str, loyalty: str, *tables: str) -> list[str | None]:
    files = {
        "sql/wash/system.toml": SHARED,
        "sql/wash/booking/0010_a.sql": booking,
        "sql/wash/loyalty/0010_b.sql": loyalty,
    }
    project = read_project(write_files(root, files), {})
    borders = borders_of(project, read_makers(project.services(), lambda script: split(script.text)))
    return [borders.owner(ObjectName("wash", table)) for table in tables]


def test_a_table_keeps_its_service_under_a_new_name_and_under_the_old_one(tmp_path: Path) -> None:
    booking = "create table wash.a (x int);\nalter table if exists only wash.a rename to b;\n"

    assert owners(tmp_path, booking, "", "a", "b", "c") == ["wash/booking", "wash/booking", None]


def test_a_table_that_is_dropped_here_and_made_there_has_moved(tmp_path: Path) -> None:
    booking = "create table wash.a (x int);\ndrop table if exists wash.z, wash.a cascade;\n"

    assert owners(tmp_path, booking, "create unlogged table if not exists wash.a ();\n", "a") == ["wash/loyalty"]


def test_names_in_comments_strings_and_functions_make_no_table(tmp_path: Path) -> None:
    booking = (
        "-- create table wash.a (x int);\n"
        "select 'create table wash.a ()';\n"
        "create function wash.f() returns void language sql as $$ create table wash.a () $$;\n"
        "create temporary table a (x int);\n"
        'create table wash."A" ();\n'
    )

    assert owners(tmp_path, booking, "", "a", "A") == [None, "wash/booking"]


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
