"""The comment at the top of a SQL file: its own name, what it is, for which engine, what it requires, why it is so."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .places import Place, place_at
from .systems import ScriptId

KEYS = ("what", "requires", "why", "engine")
# What somebody may have meant who wrote something close to it.
SPELLINGS = {"requires": ("requires", "require", "required"), "engine": ("engine", "engines")}

COMMENT_LINE = re.compile(r"--[^\n]*(?:\n|$)")
ENTRY = re.compile(r"--[ \t]*([A-Za-z]+)[ \t]*:[ \t]*(.*)")
CONTINUED = re.compile(r"--[ \t]*(.*)")
OWN_NAME = re.compile(r"--[ \t]+(\S+\.sql)[ \t]*$")
REFERENCE = re.compile(
    r"(?:(?P<system>[^/\s]+)/)?(?P<service>[^/\s]+)/(?P<number>\d{4})(?:_(?P<slug>[A-Za-z0-9_]+?))?(?:\.sql)?"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """
    One name in a ``-- requires:`` line, as written, and where it stands.

    ``id`` is None where the text is no name of a script at all; ``slug`` is None where only the number is given.
    """

    text: str
    place: Place
    id: ScriptId | None
    slug: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """
    The leading comment lines of a SQL file.

    ``name`` is the file that the first line names, None where it names none. ``what`` and ``why`` are joined over
    their lines; None where the key is missing. ``engine`` is what its line says, and where. ``misspelled`` are keys
    that are none but look like one, see `meant`.
    """

    name: str | None
    what: str | None
    why: str | None
    requires: tuple[Reference, ...]
    misspelled: tuple[tuple[str, Place], ...]
    engine: tuple[str, Place] | None = None


def read_header(text: str, system: str) -> Header:
    """
    The header of *text*; a reference without a system means *system*.

    The header ends at the first line that is no comment. A line without a key continues the one before it; for
    ``requires`` only after a comma, for ``engine`` never.
    """
    name: str | None = None
    entries: list[tuple[str, str, int]] = []  # key, what follows it or continues it, where that starts
    misspelled: list[tuple[str, Place]] = []
    key = ""
    at = 0
    while found := COMMENT_LINE.match(text, at):
        line = found.group().rstrip()
        if at == 0 and (own := OWN_NAME.match(line)):
            name = own.group(1)
        elif entry := ENTRY.match(line):
            key = entry.group(1).lower()
            if key in KEYS:
                entries.append((key, entry.group(2), at + entry.start(2)))
            elif meant(key):
                misspelled.append((entry.group(1), place_at(text, at + entry.start(1))))
        elif (rest := CONTINUED.match(line)) and _goes_on(key, entries):
            entries.append((key, rest.group(1), at + rest.start(1)))
        at = found.end()
    references = [
        one for key, listed, start in entries if key == "requires" for one in _references(text, start, listed, system)
    ]
    engines = [(named, start) for key, named, start in entries if key == "engine"]
    return Header(
        name,
        _joined("what", entries),
        _joined("why", entries),
        tuple(references),
        tuple(misspelled),
        (", ".join(named for named, _ in engines), place_at(text, engines[0][1])) if engines else None,
    )


def parse_reference(text: str, system: str) -> tuple[ScriptId | None, str | None]:
    """The id and slug that *text* names: ``auth/0010``, ``auth/0010_users.sql``, ``edulink/auth/0010_users.sql``."""
    found = REFERENCE.fullmatch(text)
    if found is None:
        return None, None
    return ScriptId(found["system"] or system, found["service"], found["number"]), found["slug"]


def meant(key: str) -> str:
    """The key that *key* is a misspelling of; empty where it is a word like any other."""
    close = (right for right, alike in SPELLINGS.items() if difflib.get_close_matches(key.lower(), alike, cutoff=0.8))
    return next(close, "")


def _references(text: str, offset: int, listed: str, system: str) -> list[Reference]:
    found: list[Reference] = []
    for match in re.finditer(r"[^,\s]+", listed):
        id_, slug = parse_reference(match.group(), system)
        found.append(Reference(match.group(), place_at(text, offset + match.start()), id_, slug))
    return found


def _goes_on(key: str, entries: Sequence[tuple[str, str, int]]) -> bool:
    """Whether a line without a key belongs to the one before it, which has *key*."""
    match key:
        case "requires":
            return entries[-1][1].endswith(",")
        case "what" | "why":
            return True
    return False


def _joined(key: str, entries: Sequence[tuple[str, str, int]]) -> str | None:
    lines = [text for of, text, _ in entries if of == key]
    return " ".join(line for line in lines if line) if lines else None
