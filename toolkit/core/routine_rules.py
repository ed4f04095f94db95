"""Rules about functions, procedures and views: whose rights they use, and what their names resolve to."""

from __future__ import annotations

from collections.abc import Iterator

from .checked import CheckedFile, World
from .ddl import CreateRoutine, CreateView, Reading
from .findings import Finding
from .places import place_at

CLAUSES = {
    "function": ("language", "volatility", "security", "search_path"),
    "procedure": ("language", "security", "search_path"),  # a procedure has no volatility
}


def check_routines(file: CheckedFile, world: World) -> Iterator[Finding]:
    """What is wrong with the functions, procedures and views in *file*."""
    del world
    for reading in file.readings:
        match reading.ddl:
            case CreateRoutine() as routine:
                yield from _routine(file, reading, routine)
            case CreateView(is_materialized=False, is_security_invoker=False, name=name):
                yield file.finding("VIE001", name.offset, f"the view {name} is not security_invoker")


def _routine(file: CheckedFile, reading: Reading, routine: CreateRoutine) -> Iterator[Finding]:
    expected = CLAUSES[routine.kind]
    missing = [clause for clause in expected if clause not in routine.clauses]
    if missing:
        yield file.finding("FUN001", routine.name.offset, f"{routine.name} does not state its {', '.join(missing)}")
    elif routine.clauses != expected:
        message = f"{routine.name} states {', '.join(routine.clauses)}, in this order"
        yield file.finding("FUN001", routine.name.offset, message)
    if not routine.is_definer:
        return
    if routine.search_path != "''":
        message = f"{routine.name} is security definer without an empty search_path"
        yield file.finding("FUN002", routine.security_offset, message)
    if not _says_why(file, reading, routine):
        message = f"nothing says why {routine.name} is security definer"
        yield file.finding("FUN003", routine.security_offset, message)


def _says_why(file: CheckedFile, reading: Reading, routine: CreateRoutine) -> bool:
    """Whether there is a comment in the head of the function, or right above it."""
    if reading.comments:
        return True
    first = place_at(file.text, routine.name.offset).line
    above = file.text.split("\n")[first - 2].strip() if first > 1 else ""
    return above.startswith("--") or above.endswith("*/")
