"""Personas: who asks a question, as a database role with JWT claims. Read from ``policies/<system>/access.toml``."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .faults import Fault, did_you_mean
from .places import Place, place_at
from .toml_places import KeyPath, Places, locate
from .toml_values import dotted, nearest, type_name

KEYS = ("role", "description", "claims")
DECIDED_ELSEWHERE = {
    "role": "write the role beside the claims: PostgREST switches to it",
    "iat": "it is set when a token is made",
    "exp": "it is set when a token is made",
}


@dataclass(frozen=True, slots=True)
class Persona:
    """
    One ``[personas.<name>]`` table.

    ``role`` is the database role that PostgREST switches to. ``claims`` are what a token says beside it, values as
    JSON has them; an anonymous persona has none.
    """

    system: str
    name: str
    role: str
    description: str = ""
    claims: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.system}/{self.name}"

    def is_as(self, other: Persona) -> bool:
        """Whether the database could not tell this persona from *other*."""
        return self.role == other.role and self.claims == other.claims


def parse_personas(system: str, path: str, text: str) -> tuple[tuple[Persona, ...], tuple[Fault, ...]]:
    """
    The personas of one ``access.toml`` in the order of the file, and what is wrong with it.

    Other tables of the file belong to others and are not looked at.
    """
    try:
        tables = tomllib.loads(text).get("personas", {})
    except tomllib.TOMLDecodeError as error:
        return (), (_syntax_fault(error, path, text),)
    reader = _Reader(system, path, locate(text))
    if not isinstance(tables, dict):
        reader.fault(("personas",), f"must be a table, not {type_name(tables)}", "write [personas.<name>]")
        return (), tuple(reader.faults)
    personas = tuple(reader.persona(name, table) for name, table in tables.items())
    return personas, tuple(reader.faults)


def named(personas: Iterable[Persona], name: str) -> tuple[Persona, ...]:
    """
    The personas that *name* may mean: ``ada`` or ``edulink/ada``.

    Of those that the database could not tell apart (every system has an ``anon``), only the first.
    """
    found: list[Persona] = []
    for persona in personas:
        if name in (persona.name, str(persona)) and not any(persona.is_as(other) for other in found):
            found.append(persona)
    return tuple(found)


class _Reader:
    """Takes personas out of the document and notes what is wrong with them, so that one run names every fault."""

    def __init__(self, system: str, path: str, places: Places) -> None:
        self.system = system
        self.path = path
        self.places = places
        self.faults: list[Fault] = []

    def persona(self, name: str, table: object) -> Persona:
        key: KeyPath = ("personas", name)
        if not isinstance(table, dict):
            self.fault(key, f"must be a table, not {type_name(table)}", f"write [personas.{name}]")
            return Persona(self.system, name, "")
        for unknown in table.keys() - set(KEYS):
            self.fault((*key, unknown), "unknown key", did_you_mean(unknown, KEYS))
        return Persona(
            self.system,
            name,
            self.role((*key, "role"), table.get("role")),
            self.text((*key, "description"), table.get("description", "")),
            self.claims((*key, "claims"), table.get("claims", {})),
        )

    def role(self, key: KeyPath, role: object) -> str:
        if role is None or role == "":
            self.fault(key, "missing", 'the database role of the persona, such as `role = "authenticated"`')
            return ""
        return self.text(key, role)

    def text(self, key: KeyPath, value: object) -> str:
        if isinstance(value, str):
            return value
        self.fault(key, f"must be a string, not {type_name(value)}", "write it in double quotes")
        return ""

    def claims(self, key: KeyPath, claims: object) -> Mapping[str, object]:
        if not isinstance(claims, dict):
            self.fault(key, f"must be a table, not {type_name(claims)}", 'write `claims = { sub = "…" }`')
            return {}
        for name in DECIDED_ELSEWHERE.keys() & claims.keys():
            self.fault((*key, name), "is not a claim that a persona may give", DECIDED_ELSEWHERE[name])
        for name, value in claims.items():
            if name == "sub":
                self.text((*key, name), value)
            elif not _is_json(value):
                self.fault((*key, name), "cannot be written as JSON", "write a date or a special number as a string")
        return claims

    def fault(self, key: KeyPath, message: str, hint: str) -> None:
        place = nearest(self.places, key)
        self.faults.append(Fault(self.path, place.line, place.column, f"{dotted(key)}: {message}", hint))


def _is_json(value: object) -> bool:
    match value:
        case dict():
            return all(_is_json(item) for item in value.values())
        case list():
            return all(_is_json(item) for item in value)
        case float():
            return math.isfinite(value)
        case _:
            return isinstance(value, str | int | bool)


def _syntax_fault(error: tomllib.TOMLDecodeError, path: str, text: str) -> Fault:
    """Where tomllib stopped; before Python 3.14 it says so only in its message."""
    found = re.search(r"line (\d+), column (\d+)", str(error))
    place = Place(int(found[1]), int(found[2])) if found else place_at(text, len(text))
    return Fault(path, place.line, place.column, f"not valid TOML: {str(error).partition(' (at ')[0]}")
