"""
What the user says of objects that got another name.

Two catalogs do not tell a rename from an object that went and another that came. So a rename is never guessed: it is
said (``shop.items.titel=title``), and where one is likely it is only offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from ...errors import UsageError
from ..facts.base import ObjectId, dotted
from ..facts.catalog import Catalog
from ..facts.hanging import Hanging
from ..facts.reading import KINDS
from ..facts.types import Enum
from ..scope import is_server_wide

NAME = re.compile(r'"(?:[^"]|"")*"|[^".()]+')
SIGN = re.compile(r'((?:"(?:[^"]|"")*"|[^"=])+)=(.+)', re.DOTALL)
# What has no name of its own, or none that can be changed.
NAMELESS = frozenset(
    (
        *("default", "identity", "not null", "constraint index", "sequence owner", "partition", "index attachment"),
        *("clustered on",),
        *("replica identity index", "trigger state", "default privileges", "user mapping", "cast", "transform"),
        *("operator", "extension", "large object", "setting", "publication table", "publication schema"),
    )
)
SIGNED = frozenset(("function", "procedure", "aggregate"))  # the name stands before the types of the arguments
HINT = "write OLD=NEW, as in --rename shop.items.titel=title; the kind may stand before: 'table shop.items=goods'"


@dataclass(frozen=True, slots=True)
class Rename:
    """``old`` is called ``new`` from now on; ``values`` are the old and new value where it is one of an enumeration."""

    old: ObjectId
    new: ObjectId
    values: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """The new name."""
        return self.new.path[place(self.new)]


def place(key: ObjectId) -> int:
    """Where in the path the name itself stands."""
    return -2 if key.kind in SIGNED else -1


def resolved(hints: Iterable[str], old: Catalog) -> tuple[Rename, ...]:
    """What the hints mean in *old*; raises UsageError where one is malformed, unknown or ambiguous."""
    return tuple(_resolved(hint, old) for hint in hints)


def _resolved(hint: str, old: Catalog) -> Rename:
    match = SIGN.fullmatch(hint.strip())
    if match is None:
        raise UsageError(f"--rename {hint}: no new name", hint=HINT)
    before, after = match[1].strip(), match[2].strip()
    names = [_unquoted(part) for part in NAME.findall(after.partition("(")[0])]
    if not names or not all(names):
        raise UsageError(f"--rename {hint}: no new name", hint=HINT)
    found = [key for key in old.raw if before in spellings(key)]
    values = [one for key in old.raw if key.kind == "enum" for one in _values(key, old) if before in one.spellings]
    if len(found) + len(values) != 1:
        raise UsageError(f"--rename {hint}: {_trouble(before, found, values, old)}", hint=HINT)
    if values:
        [value] = values
        return Rename(value.key, value.key, (value.text, names[-1]))
    [key] = found
    return Rename(key, _called(key, names))


def spellings(key: ObjectId) -> frozenset[str]:
    """How people write the name of a fact that can be renamed; empty for any other."""
    if key.kind in NAMELESS or issubclass(KINDS[key.kind], Hanging) or is_server_wide(key):
        return frozenset()
    path = key.path[:-1] if key.kind in SIGNED else key.path
    found = {".".join(path), dotted(*path)}
    if key.kind in SIGNED:
        found |= {f"{one}({key.path[-1]})" for one in found}
    return frozenset((*found, *(f"{key.kind} {one}" for one in found)))


@dataclass(frozen=True, slots=True)
class _Value:
    key: ObjectId
    text: str

    @property
    def spellings(self) -> frozenset[str]:
        found = {".".join((*self.key.path, self.text)), dotted(*self.key.path, self.text)}
        return frozenset((*found, *(f"value {one}" for one in found)))

    def __str__(self) -> str:
        return f"value {dotted(*self.key.path, self.text)}"


def _values(key: ObjectId, catalog: Catalog) -> list[_Value]:
    fact = catalog.fact(key)
    return [_Value(key, value) for value in fact.values] if isinstance(fact, Enum) else []


def _trouble(name: str, found: list[ObjectId], values: list[_Value], old: Catalog) -> str:
    if found or values:
        return f"{name} may be {', or '.join(map(str, (*found, *values)))}: write the kind before it"
    known = {one: key for key in old.raw for one in spellings(key)}
    near = get_close_matches(name, known, n=1)
    return f"there is no {name}" + (f"; is it {near[0]}?" if near else "")


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name.strip()


def _called(key: ObjectId, names: list[str]) -> ObjectId:
    path = list(key.path)
    at = place(key)
    path[at] = names[-1]
    # The name of a table may be in another schema.
    if len(names) == len(path[:at]) + 1 == 2:
        path[0] = names[0]
    return ObjectId(key.kind, tuple(path))
