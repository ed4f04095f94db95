"""A finding: one thing that a check has to say about one object or one place in a file."""

from __future__ import annotations

from dataclasses import dataclass

SEVERITIES = ("info", "warning", "error")  # mildest first


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """
    What a check reports. Sorted by place, then code.

    ``line`` and ``column`` count from 1; 0 means that there is no such place.
    """

    path: str  # of a file relative to the project folder, or the name of a database object
    line: int
    column: int
    code: str
    severity: str  # one of SEVERITIES
    message: str
    remedy: str = ""
