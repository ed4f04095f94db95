"""Rules about files as a whole: their header, and the transaction that they run in."""

from __future__ import annotations

from collections.abc import Iterator

from .checked import CheckedFile, World
from .findings import Finding
from .headers import read_header
from .statements import describe


def check_scripts(file: CheckedFile, world: World) -> Iterator[Finding]:
    """What is wrong with *file* as a file."""
    del world
    if file.error is not None:
        yield file.finding("FIL001", file.error.offset, file.error.message)
    yield from _header(file)
    alone: list[tuple[int, str]] = []
    together = 0
    for reading in file.readings:
        effect = describe(reading.statement)
        if effect.is_transaction_control:
            message = f"{effect.kind} would end or split the transaction that the file runs in"
            yield file.finding("TRX001", reading.statement.start, message)
        elif not effect.runs_in_transaction:
            alone.append((reading.statement.start, effect.kind))
        elif effect.kind != "comment":  # may follow what it speaks of
            together += 1
    if alone and together:
        start, kind = alone[0]
        yield file.finding("TRX002", start, f"{kind} cannot run in a transaction, and stands next to what can")


def _header(file: CheckedFile) -> Iterator[Finding]:
    header = read_header(file.text, file.system.name)
    short = "/".join(file.path.split("/")[-2:])
    expected = short if file.kind == "script" else file.path
    if header.name not in (expected, file.path):
        yield file.finding("HDR001", 0, f"the first line is not `-- {expected}`")
    if not header.what:
        yield file.finding("HDR002", 0, "the header has no `-- what:`")
