"""
A SQL text becomes statements, cut where psql and Postgres would cut it.

A semicolon ends a statement, except inside parentheses (``create rule .. do (a; b)``) and inside the ``begin atomic``
body of a function. After ``copy .. from stdin;`` follow rows, not SQL.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .scanner import Kind, LexError, Token, after_mark, scan, tokens

__all__ = ["LexError", "Statement", "Token", "split", "tokens"]

COPY_DATA_END = re.compile(r"^\\\.\r?(?:\n|\Z)", re.MULTILINE)
REST_OF_LINE = re.compile(r"[ \t\f\v\r]*(?:--[^\n]*)?(?:\n|\Z)")
ROUTINES = ("function", "procedure")


@dataclass(frozen=True, slots=True)
class Statement:
    """
    One SQL statement, without its semicolon and without the comments before and after it.

    ``text`` is the part of the original from ``start`` to ``end`` (offsets count characters), ``line`` is that of its
    first character, from 1. ``copy_data`` is what follows a ``copy .. from stdin``, up to but without the line ``\\.``;
    None for every other statement.
    """

    text: str
    start: int
    end: int
    line: int
    copy_data: str | None = field(default=None, repr=False)

    def tokens(self) -> tuple[Token, ...]:
        """Its tokens without blanks and comments; their offsets count from the start of the statement."""
        text = self.text
        found = scan(text)
        return tuple(
            Token(kind, text[start:end], start) for kind, start, end in found if kind not in ("space", "comment")
        )


def split(text: str) -> tuple[Statement, ...]:
    """The statements of *text* in their order; empty ones are left out. Raises LexError."""
    statements: list[Statement] = []
    position, line, counted = after_mark(text), 1, 0
    while found := next_statement(text, position):
        start, end, position = found.start, found.end, found.after
        copy_data = None
        if found.is_copy_from_stdin:
            copy_data, position = read_copy_data(text, position)
        line += text.count("\n", counted, start)
        counted = start
        statements.append(Statement(text[start:end], start, end, line, copy_data))
    return tuple(statements)


@dataclass(slots=True)
class Reading:
    """What is known of a statement while its end is looked for."""

    start: int = -1  # of its first token; -1: none yet
    end: int = 0  # of its last token
    after: int = 0  # behind its semicolon
    head: list[str] = field(default_factory=list)  # its first words, enough to know `create or replace function`
    previous: str = ""  # the token before, where it was a word or a symbol
    previous_start: int = 0
    parentheses: list[int] = field(default_factory=list)  # offsets of those that are open
    blocks: list[int] = field(default_factory=list)  # offsets of the `begin atomic` and then `case` that are open
    is_copy_from_stdin: bool = False

    def take(self, kind: Kind, text: str, start: int) -> None:
        """Note a token, unless it is the end of the statement."""
        if kind == "word":
            text = text.lower()
            if len(self.head) < 4:
                self.head.append(text)
            if not self.parentheses:
                self.take_word(text, start)
        elif kind != "symbol":
            text = ""
        elif text == "(":
            self.parentheses.append(start)
        elif text == ")" and self.parentheses:
            self.parentheses.pop()
        self.previous, self.previous_start = text, start

    def take_word(self, word: str, start: int) -> None:
        """Note what opens or closes a block, and what makes rows follow."""
        match word:
            case "atomic" if self.previous == "begin" and not self.blocks and self.is_routine():
                self.blocks.append(self.previous_start)
            case "case" if self.blocks and not self.names_a_column():
                self.blocks.append(start)
            # The `end` of the body follows a semicolon; any other one outside of a `case` is the name of a column.
            case "end" if len(self.blocks) > 1 and not self.names_a_column():
                self.blocks.pop()
            case "end" if self.blocks and self.previous in (";", "atomic"):
                self.blocks.pop()
            case "stdin" | "stdout" if self.previous == "from" and self.head[0] == "copy":
                self.is_copy_from_stdin = True  # Postgres takes `from stdout` for `from stdin`

    def names_a_column(self) -> bool:
        """Whether the next word, reserved or not, is a name: ``t.case``, ``select 1 as end``."""
        return self.previous in ("as", ".")

    def is_routine(self) -> bool:
        """Whether this statement creates something that may have a ``begin atomic`` body."""
        match self.head:
            case ["create", "or", "replace", kind, *_] | ["create", kind, *_]:
                return kind in ROUTINES
        return False

    def refuse_if_open(self, text: str) -> None:
        """Raise LexError if the text ended too early."""
        if self.parentheses:
            raise LexError("this parenthesis is never closed", text, self.parentheses[0])
        if self.blocks:
            raise LexError("this block has no end", text, self.blocks[0], hint="end it with: end;")


def next_statement(text: str, position: int) -> Reading | None:
    """The first statement at or after *position*, None where nothing but blanks and semicolons is left."""
    reading = Reading(after=len(text))
    for kind, start, end in scan(text, position):
        if kind in ("space", "comment"):
            continue
        if kind == "symbol" and text[start] == ";" and not reading.parentheses and not reading.blocks:
            if reading.start < 0:
                continue
            reading.after = end
            return reading
        if reading.start < 0:
            reading.start = start
        reading.end = end
        reading.take(kind, text[start:end], start)
    reading.refuse_if_open(text)
    return reading if reading.start >= 0 else None


def read_copy_data(text: str, position: int) -> tuple[str, int]:
    """The rows that follow a ``copy .. from stdin;`` ending at *position*, and the offset behind them."""
    rest = REST_OF_LINE.match(text, position)
    if rest is None:
        raise LexError(
            "the rows of `copy .. from stdin` start on the next line: nothing may follow its semicolon", text, position
        )
    end = COPY_DATA_END.search(text, rest.end())
    if end is None:
        return text[rest.end() :], len(text)
    return text[rest.end() : end.start()], end.end()
