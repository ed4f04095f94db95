"""
Each rule of our own finds what it is for, and nothing else.

``tests/cases/lint/<code>/`` holds ``script.bad.sql`` and ``script.good.sql`` (or ``policies.``...), which take their
place in the project of ``tests/cases/lint/project``, and in ``expected.txt`` all that is found in the bad ones.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from toolkit.core.findings import Finding
from toolkit.core.linting import check_project
from toolkit.core.rules import RULE_BY_CODE, RULES
from toolkit.io.files import read_project

CASES = Path(__file__).parents[1] / "cases" / "lint"
CODES = sorted(folder.name for folder in CASES.iterdir() if folder.name != "project")
PLACES = {"script": "sql/shop/orders/0020_case.sql", "policies": "policies/shop/orders.sql"}


def findings(case: Path, folder: Path) -> tuple[Finding, ...]:
    """What is found in the file *case*, in its place in the project, copied to *folder*."""
    shutil.copytree(CASES / "project", folder, dirs_exist_ok=True)
    place = folder / PLACES[case.name.split(".")[0]]
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(case, place)
    if (case.parent / "system.toml").exists():
        shutil.copyfile(case.parent / "system.toml", folder / "sql/shop/system.toml")
    return check_project(read_project(folder, {}))


@pytest.mark.parametrize("code", CODES)
def test_a_rule_finds_what_it_is_for(code: str, tmp_path: Path) -> None:
    found = [
        f"{case.name}:{one.line}:{one.column}: {one.severity} {one.code}: {one.message}\n"
        for case in sorted((CASES / code).glob("*.bad.sql"))
        for one in findings(case, tmp_path / case.name)
    ]

    assert "".join(found) == (CASES / code / "expected.txt").read_text(encoding="utf-8")
    assert any(f" {code}: " in line for line in found)


@pytest.mark.parametrize("code", CODES)
def test_a_rule_finds_nothing_where_nothing_is_wrong(code: str, tmp_path: Path) -> None:
    cases = sorted((CASES / code).glob("*.good.sql"))

    assert cases
    for case in cases:
        assert [one for one in findings(case, tmp_path / case.name) if one.code == code] == []


def test_every_rule_has_its_case() -> None:
    assert sorted(CODES) == sorted(rule.code for rule in RULES)


def test_every_rule_stands_in_the_documentation() -> None:
    page = (CASES.parents[2] / "docs" / "projects.md").read_text(encoding="utf-8")
    severity = {"error": "", "warning": " (warning)"}

    missing = [one.code for one in RULES if f"| {one.code}{severity[one.severity]} | {one.summary} |" not in page]

    assert missing == []


def test_every_finding_says_what_to_do(tmp_path: Path) -> None:
    for code in CODES:
        for case in (CASES / code).glob("*.bad.sql"):
            for one in findings(case, tmp_path / code / case.name):
                assert one.remedy == RULE_BY_CODE[one.code].remedy != ""
