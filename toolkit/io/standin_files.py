"""The SQL files of the Supabase stand-in (``io/platform``), as values. Knows no database."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class World(StrEnum):
    """The default privileges of ``public``: new (since 2026: closed to the API roles) or old (open)."""

    new = "new"
    old = "old"


@dataclass(frozen=True, slots=True)
class File:
    """
    One file of the stand-in.

    ``unless`` is an SQL condition from its header; where it holds, the file is not needed. Empty: the file asks itself.
    """

    name: str
    text: str
    unless: str


@cache
def standin_files() -> tuple[File, ...]:
    """The numbered files of ``io/platform``, in their order."""
    folder = files(__package__) / "platform"
    names = sorted(entry.name for entry in folder.iterdir() if re.match(r"\d+_.*\.sql$", entry.name))
    texts = [(name, (folder / name).read_text(encoding="utf-8")) for name in names]
    return tuple(File(name, text, _unless(text)) for name, text in texts)


def world_text(world: World) -> str:
    """The statements that put a database that has the stand-in into *world*, whatever it was in."""
    folder = files(__package__) / "platform"
    names = ("old", "new") if world is World.new else ("old",)  # the new one is the old one with less
    return "\n".join((folder / f"default_privileges_{name}.sql").read_text(encoding="utf-8") for name in names)


def standin_digest() -> str:
    """A name for the present text of the stand-in."""
    texts = [file.text for file in standin_files()] + [world_text(World.new)]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def _unless(text: str) -> str:
    found = re.search(r"^-- unless: (.*)$", text, re.MULTILINE)
    return found[1] if found else ""
