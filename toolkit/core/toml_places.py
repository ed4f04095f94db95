"""Where the keys of a TOML text stand. The standard library reads the values but keeps no positions."""

from __future__ import annotations

import re
import tomllib

from .places import Place, place_at

KeyPath = tuple[str | int, ...]  # ("services", "auth", "requires", 0): the first element of that array
Places = dict[KeyPath, Place]

BLANK = re.compile(r"(?:[ \t]|\r?\n|#[^\n]*)*")
SPACE = re.compile(r"[ \t]*")
SCALAR = re.compile(r"[^\s,\]}#]+(?: [0-9][0-9:.Z+-]*)?")  # a date may be followed by a blank and a time
STRING = re.compile(
    r'"""(?:\\.|(?!""").)*"{3,5}|' + r"'''(?:(?!''').)*'{3,5}|" + r'"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*'", re.DOTALL
)
KEY_PART = re.compile(r'"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*'|" + r"[A-Za-z0-9_-]+")


def locate(text: str) -> Places:
    """
    The place of every key and array element of *text*, which must be valid TOML.

    The place of a key is where it is first named, also when that is as part of a header or a dotted key.
    """
    return _Locator(text).document()


class _Locator:
    """A reader that trusts its input: ``tomllib`` has accepted it before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: Places = {}
        self.lengths: dict[KeyPath, int] = {}  # of arrays of tables

    def document(self) -> Places:
        table: KeyPath = ()
        self.skip(BLANK)
        while self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                table = self.header("[[", "]]")
            elif self.text[self.at] == "[":
                table = self.header("[", "]")
            else:
                self.pair(table)
            self.skip(BLANK)
        return self.places

    def header(self, opening: str, closing: str) -> KeyPath:
        self.at += len(opening)
        path = self.key((), resolve=True)
        self.at += len(closing)
        if opening == "[[":
            index = self.lengths.get(path, 0)
            self.lengths[path] = index + 1
            path = (*path, index)
            self.places[path] = self.places[path[:-1]]
        return path

    def pair(self, table: KeyPath) -> None:
        path = self.key(table)
        self.at += 1  # the equals sign
        self.skip(SPACE)
        self.value(path)

    def key(self, table: KeyPath, *, resolve: bool = False) -> KeyPath:
        """Read a key with its dots; with *resolve*, a part that is an array of tables means its last element."""
        path = table
        while True:
            self.skip(SPACE)
            start = self.at
            part = self.take(KEY_PART)
            name = next(iter(tomllib.loads(f"{part} = 0"))) if part[0] in "\"'" else part
            if resolve and path in self.lengths:
                path = (*path, self.lengths[path] - 1)
            path = (*path, name)
            self.places.setdefault(path, place_at(self.text, start))
            self.skip(SPACE)
            if self.text[self.at] != ".":
                return path
            self.at += 1

    def value(self, path: KeyPath) -> None:
        match self.text[self.at]:
            case "[":
                self.items(path)
            case "{":
                self.inline_table(path)
            case '"' | "'":
                self.take(STRING)
            case _:
                self.take(SCALAR)

    def items(self, path: KeyPath) -> None:
        self.at += 1
        index = 0
        self.skip(BLANK)
        while self.text[self.at] != "]":
            self.places[(*path, index)] = place_at(self.text, self.at)
            self.value((*path, index))
            index += 1
            self.separator()
        self.at += 1

    def inline_table(self, path: KeyPath) -> None:
        self.at += 1
        self.skip(BLANK)
        while self.text[self.at] != "}":
            self.pair(path)
            self.separator()
        self.at += 1

    def separator(self) -> None:
        self.skip(BLANK)
        if self.text[self.at] == ",":
            self.at += 1
            self.skip(BLANK)

    def skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:  # a bug of ours: tomllib has read the same text
            raise AssertionError(
                f"TOML that tomllib accepts at offset {self.at}: {self.text[self.at : self.at + 20]!r}"
            )
        self.at = found.end()
        return found.group()
