"""Lengths of time as people write them on a command line: ``500ms``, ``30s``, ``1h30m``."""

from __future__ import annotations

import re

SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
PART = f"({NUMBER})(ms|s|m|h|d)"


def parse_duration(text: str) -> float | None:
    """Seconds; a bare number means seconds. None where *text* is no length of time."""
    text = text.strip()
    if re.fullmatch(NUMBER, text):
        return float(text)
    if not re.fullmatch(f"({PART})+", text):
        return None
    return sum(float(number) * SECONDS[unit] for number, unit in re.findall(PART, text))


def in_words(seconds: float) -> str:
    """The two largest units, rounded: ``3 d 4 h``, ``12 min``, ``0.4 s``."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, hours = round(seconds / 60), round(seconds / 3600)
    if minutes < 60:
        return f"{minutes} min"
    if hours < 24:
        return _two(minutes // 60, "h", minutes % 60, "min")
    return _two(hours // 24, "d", hours % 24, "h")


def _two(large: int, unit: str, small: int, small_unit: str) -> str:
    return f"{large} {unit} {small} {small_unit}" if small else f"{large} {unit}"
