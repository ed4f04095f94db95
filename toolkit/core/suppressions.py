"""Exceptions to the rules: ``-- lint: allow NAM003 <reason>`` in the line above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .checked import CheckedFile
from .findings import Finding
from .rules import RULE_BY_CODE
from .scanner import LexError, tokens

MARK = re.compile(r"--\s*lint\s*:\s*(.*)")
ALLOW = re.compile(r"allow\s+([A-Za-z]{3}\d{3}(?:\s*,\s*[A-Za-z]{3}\d{3})*)\s*[:,-]?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Allowance:
    """One code that may be found from line ``first`` to line ``last``; ``line`` is that of the comment itself."""

    code: str
    line: int
    column: int
    first: int
    last: int

    def covers(self, finding: Finding) -> bool:
        """Whether *finding* is what is allowed here."""
        return finding.code == self.code and self.first <= finding.line <= self.last


def apply_allowances(file: CheckedFile, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """
    *findings* of *file* without those that it allows, and what is wrong with its allowances.

    Of a rule for another engine nobody can say whether its exception is still needed.
    """
    allowances, wrong = read_allowances(file)
    kept = without_allowed(allowances, findings)
    unused = [
        _finding(file, "LNT002", one.line, one.column, f"nothing here breaks {one.code}")
        for one in allowances
        if not any(one.covers(finding) for finding in findings) and RULE_BY_CODE[one.code].engine in (None, file.engine)
    ]
    return (*kept, *wrong, *unused)


def without_allowed(allowances: Sequence[Allowance], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """*findings* that none of *allowances* covers."""
    return tuple(finding for finding in findings if not any(one.covers(finding) for one in allowances))


def read_allowances(file: CheckedFile) -> tuple[tuple[Allowance, ...], tuple[Finding, ...]]:
    """
    The allowances in *file*, and those that lack a code or a reason.

    One above a statement holds for the whole statement, one inside of a statement for the next line, and one in the
    comment at the top of the file for the file as a whole too.
    """
    allowances: list[Allowance] = []
    wrong: list[Finding] = []
    for line, column, text in _marks(file):
        found = ALLOW.fullmatch(text)
        codes = [code.upper() for code in re.split(r"\s*,\s*", found.group(1))] if found else []
        unknown = [code for code in codes if code not in RULE_BY_CODE]
        if found is None:
            wrong.append(_finding(file, "LNT001", line, column, f"`{text}` allows nothing"))
        elif unknown:
            wrong.append(_finding(file, "LNT001", line, column, f"there is no rule {', '.join(unknown)}"))
        elif not found.group(2).strip():
            wrong.append(_finding(file, "LNT001", line, column, "the reason is missing"))
        else:
            first, last = _range(file, line)
            allowances += [Allowance(code, line, column, first, last) for code in codes]
    return tuple(allowances), tuple(wrong)


def _marks(file: CheckedFile) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of each comment that speaks to ``lint``."""
    if "lint" not in file.text:
        return
    try:
        every = tokens(file.text)
    except LexError:
        return
    line, counted = 1, 0
    for token in every:
        if token.kind == "comment" and (mark := MARK.match(token.text)):
            line += file.text.count("\n", counted, token.start)
            counted = token.start
            column = token.start - (file.text.rfind("\n", 0, token.start) + 1) + 1
            yield line, column, mark.group(1).strip()


def _range(file: CheckedFile, line: int) -> tuple[int, int]:
    """The lines that a comment in *line* speaks of: those of the next code below it."""
    lines = file.text.split("\n")
    below = line + 1
    while below <= len(lines) and (not lines[below - 1].strip() or lines[below - 1].lstrip().startswith("--")):
        below += 1
    start = 1 if all(not text or text.startswith("--") for text in lines[:line]) else line
    for reading in file.readings:
        if reading.statement.line == below:
            return start, below + reading.statement.text.count("\n")
    return start, below


def _finding(file: CheckedFile, code: str, line: int, column: int, message: str) -> Finding:
    rule = RULE_BY_CODE[code]
    return Finding(file.path, line, column, code, rule.severity, message, rule.remedy)
