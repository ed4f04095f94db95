"""Values out of a TOML document, with a fault for each that has the wrong type, stands twice or is unknown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from .faults import Fault, did_you_mean
from .places import Place
from .toml_places import KeyPath, Places


class TomlReader:
    """
    Takes values out of a document and notes what is wrong with them in ``faults``.

    ``places`` learns the elements of lists by their value too, as ``("system", "requires", "common")``.
    """

    def __init__(self, path: str, places: Places) -> None:
        self.path = path
        self.places = places
        self.faults: list[Fault] = []

    def table(self, key: KeyPath, parent: Mapping[str, object], known: tuple[str, ...]) -> Mapping[str, object]:
        """The table at *key*, by its last part in *parent*; empty if missing. Without *known* keys any will do."""
        value = parent.get(str(key[-1]), {})
        if not isinstance(value, dict):
            self.wrong_type(key, "a table", value, f"write [{dotted(key)}] and its keys below")
            return {}
        if known:
            self.known_keys(key, value, known)
        return value

    def known_keys(self, key: KeyPath, table: Mapping[str, object], known: tuple[str, ...]) -> None:
        """Note the keys of *table* that nobody would read."""
        for name in table:
            if name not in known:
                self.fault((*key, name), f"{dotted((*key, name))}: unknown key", did_you_mean(name, known))

    def text(self, key: KeyPath, table: Mapping[str, object]) -> str:
        """The string at *key*; empty where it is missing or none."""
        value = table.get(str(key[-1]), "")
        if isinstance(value, str):
            return value
        self.wrong_type(key, "a string", value, f'write `{key[-1]} = "{value}"`' if is_plain(value) else "")
        return ""

    def strings(self, key: KeyPath, table: Mapping[str, object]) -> tuple[str, ...]:
        """The strings of the list at *key*, each once."""
        values = table.get(str(key[-1]), [])
        if not isinstance(values, list):
            hint = f'write `{key[-1]} = ["{values}"]`' if is_plain(values) else ""
            self.wrong_type(key, "a list of strings", values, hint)
            return ()
        found: list[str] = []
        for index, value in enumerate(values):
            if not isinstance(value, str):
                self.wrong_type((*key, index), "a string", value, f'"{value}"' if is_plain(value) else "")
            elif value in found:
                self.fault((*key, index), f'{dotted(key)}: "{value}" stands here twice', "remove one of them")
            else:
                found.append(value)
                self.places[(*key, value)] = nearest(self.places, (*key, index))
        return tuple(found)

    def wrong_type(self, key: KeyPath, wanted: str, value: object, hint: str) -> None:
        """Note that *value* is not what is *wanted*."""
        self.fault(key, f"{dotted(key)}: must be {wanted}, not {type_name(value)}", hint)

    def fault(self, key: KeyPath, message: str, hint: str) -> None:
        """Note a fault at *key*, or at the table around it."""
        place = nearest(self.places, key)
        self.faults.append(Fault(self.path, place.line, place.column, message, hint))


def nearest(places: Places, key: KeyPath) -> Place:
    """The place of *key*, of the innermost table around it that has one, or of the first character."""
    while key and key not in places:
        key = key[:-1]
    return places.get(key, Place(1, 1))


def syntax_fault(error: tomllib.TOMLDecodeError, text: str, path: str) -> Fault:
    """The fault of a text that is no TOML."""
    reason, _, where = str(error).rpartition(" (at ")
    numbers = re.findall(r"\d+", where)
    # "at end of document" has no numbers
    line, column = (int(number) for number in numbers) if len(numbers) == 2 else (text.count("\n") + 1, 1)
    return Fault(path, line, column, f"not valid TOML: {reason}", "strings stand in double quotes, lists in brackets")


def dotted(key: KeyPath) -> str:
    """*key* as TOML writes it; positions in lists are left out."""
    return ".".join(part for part in key if isinstance(part, str))


def is_plain(value: object) -> bool:
    """Whether *value* can stand between quotes as it is."""
    return isinstance(value, str | int | float) and '"' not in str(value)


def type_name(value: object) -> str:
    """The type of *value* in the words of TOML."""
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case list():
            return "a list"
        case dict():
            return "a table"
    return "a date"
