"""Files and folders of a project as they lie on disk: text that may be used, or the reason why it may not."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ..core.faults import Fault
from ..core.places import place_at

BOM = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a folder; ``path`` is relative to the project folder, with forward slashes."""

    name: str
    path: str
    is_folder: bool

    @property
    def is_sql(self) -> bool:
        """Whether somebody means this to be run."""
        return not self.is_folder and self.name.lower().endswith(".sql")


def list_folder(root: Path, path: str) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """
    What the folder *path* holds, by name, and the links in it that lead out of the project; empty where it is missing.

    Hidden files are left out: editors and version control keep theirs there.
    """
    try:
        with os.scandir(root / path) as found:
            listed = sorted((one for one in found if not one.name.startswith(".")), key=lambda one: one.name)
    except FileNotFoundError:
        return (), ()
    except NotADirectoryError:
        return (), (Fault(path, 0, 0, "is no folder", "it must be one"),)
    except OSError as error:
        return (), (Fault(path, 0, 0, f"cannot be read: {error.strerror}", "check its permissions"),)
    entries: list[Entry] = []
    faults: list[Fault] = []
    for one in listed:
        own = f"{path}/{one.name}"
        if one.is_symlink() and not (root / own).resolve().is_relative_to(root.resolve()):
            faults.append(
                Fault(own, 0, 0, "is a link that leads out of the project folder", "put the file itself here")
            )
        else:
            entries.append(Entry(one.name, own, one.is_dir()))
    return tuple(entries), tuple(faults)


def read_source(root: Path, path: str) -> str | Fault:
    """
    The text of the file *path*, or why it cannot be used.

    A byte order mark is dropped and CRLF becomes LF, so that a file means, and hashes, the same in every checkout.
    """
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        return Fault(path, 0, 0, f"cannot be read: {error.strerror}", "check that it is there, and its permissions")
    if data.startswith(UTF_16_MARKS):
        return Fault(path, 1, 1, "is UTF-16, not UTF-8", "save it as UTF-8")
    try:
        text = data.removeprefix(BOM).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return _not_utf8(path, data, error.start + (len(BOM) if data.startswith(BOM) else 0))
    if "\0" in text:
        place = place_at(text, text.index("\0"))
        return Fault(path, place.line, place.column, "holds a NUL byte, which Postgres cannot store", "remove it")
    return text


def _not_utf8(path: str, data: bytes, offset: int) -> Fault:
    start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[start:offset].removeprefix(BOM).decode("utf-8")) + 1
    line = data.count(b"\n", 0, offset) + 1
    return Fault(path, line, column, f"is not UTF-8: byte {offset} is 0x{data[offset]:02x}", "save it as UTF-8")
