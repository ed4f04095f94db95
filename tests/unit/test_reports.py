"""Findings in the forms that people and CI systems read."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from toolkit.core.findings import Finding
from toolkit.core.reports import WRITERS, counts, fails, report
from toolkit.core.rules import RULE_BY_CODE

ERROR = Finding("sql/a.sql", 3, 7, "NAM001", "error", '"Ünï" & <co>', "rename it")
WARNING = Finding("sql/b, c.sql", 1, 1, "NAM008", "warning", "100% wrong:\nnext line")
INFO = Finding("billing.invoices", 0, 0, "XYZ001", "info", "an object of a database")
ALL = (ERROR, WARNING, INFO)


def test_text_has_a_line_for_each_and_the_way_out_below() -> None:
    assert report("text", "lint", ALL, {}) == (
        'sql/a.sql:3:7: error NAM001: "Ünï" & <co>\n    rename it\n'
        "sql/b, c.sql:1:1: warning NAM008: 100% wrong:\nnext line\n"
        "billing.invoices: info XYZ001: an object of a database"
    )


def test_json_has_every_field_and_the_counts() -> None:
    log = json.loads(report("json", "lint", ALL, {}))

    assert log["counts"] == {"error": 1, "warning": 1, "info": 1}
    assert log["findings"][0] == {
        "path": "sql/a.sql",
        "line": 3,
        "column": 7,
        "code": "NAM001",
        "severity": "error",
        "message": '"Ünï" & <co>',
        "remedy": "rename it",
    }


def test_github_gets_one_command_a_line_with_its_own_escapes() -> None:
    assert report("github", "lint", ALL, {}).splitlines() == [
        '::error file=sql/a.sql,line=3,col=7,title=NAM001::"Ünï" & <co> (rename it)',
        "::warning file=sql/b%2C c.sql,line=1,col=1,title=NAM008::100%25 wrong:%0Anext line",
        "::notice file=billing.invoices,title=XYZ001::an object of a database",
    ]


def test_sarif_points_to_files_and_to_objects() -> None:
    log = json.loads(report("sarif", "lint", ALL, RULE_BY_CODE))

    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["NAM001", "NAM008", "XYZ001"]
    assert run["tool"]["driver"]["rules"][0]["help"]["text"] == RULE_BY_CODE["NAM001"].remedy
    assert [(result["ruleId"], result["ruleIndex"], result["level"]) for result in run["results"]] == [
        ("NAM001", 0, "error"),
        ("NAM008", 1, "warning"),
        ("XYZ001", 2, "note"),
    ]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "sql/a.sql"
    assert place["region"] == {"startLine": 3, "startColumn": 7}
    assert run["results"][2]["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "billing.invoices"}]


def test_junit_fails_once_for_each_finding_but_not_for_notes() -> None:
    suite = ElementTree.fromstring(report("junit", "lint", ALL, {})).find("testsuite")

    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("3", "2")
    assert [case.get("classname") for case in suite] == ["sql/a.sql", "sql/b, c.sql", "billing.invoices"]
    failure = suite[0].find("failure")
    assert failure is not None
    assert failure.get("message") == '"Ünï" & <co>'
    assert suite[2].find("failure") is None


def test_junit_has_a_test_that_passes_where_nothing_was_found() -> None:
    suite = ElementTree.fromstring(report("junit", "lint", (), {})).find("testsuite")

    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), len(suite)) == ("1", "0", 1)


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_control_characters_break_no_form(form: str) -> None:
    odd = Finding("sql/a.sql", 1, 1, "NAM001", "error", "a\x00b\x1b[31m\ud800\uffff]]>")

    text = report(form, "lint", (odd,), {})

    if form in ("json", "sarif"):
        json.loads(text)
    if form == "junit":
        ElementTree.fromstring(text)
    assert "\x1b" not in text
    assert "\x00" not in text
    text.encode()  # what is printed must be text


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_no_findings_are_a_valid_report(form: str) -> None:
    text = report(form, "lint", (), {})

    if form in ("json", "sarif"):
        json.loads(text)
    if form in ("text", "github"):
        assert text == ""


@pytest.mark.parametrize(
    ("findings", "fail_on", "expected"),
    [
        ((), "info", False),
        (ALL, "error", True),
        (ALL, "never", False),
        ((WARNING, INFO), "error", False),
        ((WARNING, INFO), "warning", True),
        ((INFO,), "warning", False),
        ((INFO,), "info", True),
    ],
)
def test_a_report_fails_at_or_above_a_severity(findings: tuple[Finding, ...], fail_on: str, expected: bool) -> None:
    assert fails(findings, fail_on) is expected


def test_severities_are_counted_worst_first() -> None:
    assert list(counts(ALL).items()) == [("error", 1), ("warning", 1), ("info", 1)]
