"""Findings as text for people, and in the forms that CI systems read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from .findings import SEVERITIES, Finding
from .rules import Rule

SARIF_LEVELS = {"info": "note", "warning": "warning", "error": "error"}
GITHUB_COMMANDS = {"info": "notice", "warning": "warning", "error": "error"}
# Control characters could drive a terminal, halves of characters cannot be printed, and XML takes none of them.
UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Writer = Callable[[str, Sequence[Finding], Mapping[str, Rule]], str]


def as_text(suite: str, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> str:
    """One line a finding, with the way out below it."""
    del suite, rules
    lines: list[str] = []
    for finding in findings:
        lines.append(f"{place_of(finding)}: {finding.severity} {finding.code}: {finding.message}")
        if finding.remedy:
            lines.append(f"    {finding.remedy}")
    return "\n".join(lines)


def as_json(suite: str, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> str:
    """An object with the findings and how many there are of each severity."""
    del rules
    return json.dumps(
        {"suite": suite, "counts": counts(findings), "findings": [_fields(finding) for finding in findings]},
        indent=2,
        ensure_ascii=False,
    )


def as_github(suite: str, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> str:
    """Workflow commands, which GitHub shows at the lines of a pull request."""
    del suite, rules
    return "\n".join(_github(finding) for finding in findings)


def as_sarif(suite: str, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> str:
    """A log of SARIF 2.1.0."""
    codes = sorted({finding.code for finding in findings})
    run = {
        "tool": {"driver": {"name": suite, "rules": [_sarif_rule(code, rules.get(code)) for code in codes]}},
        "results": [_sarif_result(finding, codes.index(finding.code)) for finding in findings],
        "columnKind": "unicodeCodePoints",
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False)


def as_junit(suite: str, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> str:
    """A suite with one failed test a finding; with one test that passes where there are none."""
    del rules
    failures = sum(finding.severity != "info" for finding in findings)
    cases = [_junit_case(finding) for finding in findings]
    cases = cases or [f"    <testcase classname={quoteattr(suite)} name={quoteattr(suite)}/>"]
    head = f'  <testsuite name={quoteattr(suite)} tests="{len(cases)}" failures="{failures}" errors="0">'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", head, *cases, "  </testsuite>", "</testsuites>"]
    return "\n".join(lines)


WRITERS: Mapping[str, Writer] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "junit": as_junit,
}


def report(form: str, suite: str, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> str:
    """*findings* in one of the forms of ``WRITERS``. *suite* names the check, *rules* explain codes where they can."""
    return WRITERS[form](suite, [_printable(finding) for finding in findings], rules)


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, worst first."""
    return {severity: sum(one.severity == severity for one in findings) for severity in reversed(SEVERITIES)}


def fails(findings: Sequence[Finding], fail_on: str) -> bool:
    """Whether a finding is at or above *fail_on*; with ``never``, none is."""
    if fail_on not in SEVERITIES:
        return False
    return any(SEVERITIES.index(finding.severity) >= SEVERITIES.index(fail_on) for finding in findings)


def place_of(finding: Finding) -> str:
    """``path:line:column``, or only what is known of it."""
    return ":".join([finding.path, *(str(number) for number in (finding.line, finding.column) if number)])


def _printable(finding: Finding) -> Finding:
    path, message, remedy = (UNPRINTABLE.sub("?", text) for text in (finding.path, finding.message, finding.remedy))
    return replace(finding, path=path, message=message, remedy=remedy)


def _fields(finding: Finding) -> dict[str, str | int]:
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "remedy": finding.remedy,
    }


def _message(finding: Finding) -> str:
    return f"{finding.message} ({finding.remedy})" if finding.remedy else finding.message


def _github(finding: Finding) -> str:
    def quoted(text: str, more: str = "") -> str:
        return "".join(f"%{ord(char):02X}" if char in f"%\r\n{more}" else char for char in text)

    fields = {"file": finding.path, "line": finding.line, "col": finding.column, "title": finding.code}
    given = ",".join(f"{key}={quoted(str(value), ':,')}" for key, value in fields.items() if value)
    return f"::{GITHUB_COMMANDS[finding.severity]} {given}::{quoted(_message(finding))}"


def _sarif_rule(code: str, rule: Rule | None) -> dict[str, object]:
    if rule is None:
        return {"id": code}
    return {"id": code, "shortDescription": {"text": rule.summary}, "help": {"text": rule.remedy}}


def _sarif_result(finding: Finding, index: int) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": SARIF_LEVELS[finding.severity],
        "message": {"text": _message(finding)},
    }
    if finding.line:
        region = {"startLine": finding.line, "startColumn": max(finding.column, 1)}
        place = {"artifactLocation": {"uri": finding.path, "uriBaseId": "%SRCROOT%"}, "region": region}
        return {**result, "locations": [{"physicalLocation": place}]}
    return {**result, "locations": [{"logicalLocations": [{"fullyQualifiedName": finding.path}]}]}


def _junit_case(finding: Finding) -> str:
    name = f"{finding.code} {place_of(finding)}"
    head = f"    <testcase classname={quoteattr(finding.path)} name={quoteattr(name)}"
    if finding.severity == "info":
        return f"{head}><system-out>{escape(_message(finding))}</system-out></testcase>"
    failure = f"<failure type={quoteattr(finding.severity)} message={quoteattr(finding.message)}>"
    return f"{head}>{failure}{escape(f'{place_of(finding)}: {_message(finding)}')}</failure></testcase>"
