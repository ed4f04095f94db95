"""The comment at the top of a SQL file: its own name, what it is, what it requires and why it is so."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from .places import Place, place_at
from .systems import ScriptId

KEYS = ("what", "requires", "why")

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
    their lines; None where the key is missing. ``misspelled`` are keys that look like ``requires`` but are not.
    """

    name: str | None
    what: str | None
    why: str | None
    requires: tuple[Reference, ...]
    misspelled: tuple[tuple[str, Place], ...]


def read_header(text: str, system: str) -> Header:
    """
    The header of *text*; a reference without a system means *system*.

    The header ends at the first line that is no comment. A line without a key continues the one before it; for
    ``requires`` only after a comma.
    """
    name: str | None = None
    words: dict[str, list[str]] = {}
    references: list[Reference] = []
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
                words.setdefault(key, []).append(entry.group(2))
                if key == "requires":
                    references += _references(text, at + entry.start(2), entry.group(2), system)
            elif difflib.get_close_matches(key, ["requires", "require", "required"], cutoff=0.8):
                misspelled.append((entry.group(1), place_at(text, at + entry.start(1))))
        elif key in KEYS and (rest := CONTINUED.match(line)):
            if key != "requires":
                words[key].append(rest.group(1))
            elif words[key][-1].endswith(","):
                words[key].append(rest.group(1))
                references += _references(text, at + rest.start(1), rest.group(1), system)
        at = found.end()
    return Header(name, _joined(words.get("what")), _joined(words.get("why")), tuple(references), tuple(misspelled))


def parse_reference(text: str, system: str) -> tuple[ScriptId | None, str | None]:
    """The id and slug that *text* names: ``auth/0010``, ``auth/0010_users.sql``, ``edulink/auth/0010_users.sql``."""
    found = REFERENCE.fullmatch(text)
    if found is None:
        return None, None
    return ScriptId(found["system"] or system, found["service"], found["number"]), found["slug"]


def _references(text: str, offset: int, listed: str, system: str) -> list[Reference]:
    found: list[Reference] = []
    for match in re.finditer(r"[^,\s]+", listed):
        id_, slug = parse_reference(match.group(), system)
        found.append(Reference(match.group(), place_at(text, offset + match.start()), id_, slug))
    return found


def _joined(lines: list[str] | None) -> str | None:
    return " ".join(line for line in lines if line) if lines is not None else None
