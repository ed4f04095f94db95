"""What is sent to Postgres in one go, and the way back from a place in it to the file it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .systems import File


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A part of a message.

    ``statements`` are the offsets in ``text`` at which its statements start, in order. ``file`` is where it comes
    from, None for what the toolkit adds. ``offset`` is where ``text`` starts in that file's rendered text. Where
    ``is_literal`` is False, ``text`` stands for the one statement at ``offset`` but reads otherwise.
    """

    text: str
    statements: tuple[int, ...] = (0,)
    file: File | None = None
    offset: int = 0
    is_literal: bool = True


@dataclass(frozen=True, slots=True)
class Copy:
    """A ``copy … from stdin`` with its data, which travels in its own way. Fields as in `Piece`."""

    statement: str
    data: str = field(repr=False)
    file: File
    offset: int


@dataclass(frozen=True, slots=True)
class Place:
    """A character of a file: ``offset`` in its rendered text. ``exact`` is False where only the statement is known."""

    file: File
    offset: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Message:
    """Pieces that are sent as one text, joined as they are."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The text that is sent."""
        return "".join(piece.text for piece in self.pieces)

    def locate(self, offset: int | None, statement: int) -> Place | None:
        """
        The place in a file of the character at *offset* of the text, or else of its statement number *statement*.

        Both count from 0. None where the place is in what the toolkit added.
        """
        return self._by_statement(statement) if offset is None else self._by_offset(offset)

    def _by_offset(self, offset: int) -> Place | None:
        start = 0
        before: Piece | None = None
        for piece in self.pieces:
            if offset < start + len(piece.text):
                if before and before.file and not piece.statements:
                    # Our semicolon: the statement before it ended too early.
                    return Place(before.file, before.offset + len(before.text), exact=True)
                inside = offset - start if piece.is_literal else 0
                return Place(piece.file, piece.offset + inside, piece.is_literal) if piece.file else None
            start += len(piece.text)
            before = piece
        return None

    def _by_statement(self, statement: int) -> Place | None:
        for piece in self.pieces:
            if statement < len(piece.statements):
                if piece.file is None:
                    return None
                inside = piece.statements[statement] if piece.is_literal else 0
                return Place(piece.file, piece.offset + inside, exact=False)
            statement -= len(piece.statements)
        return None


Part = Message | Copy


def own(*statements: str) -> Piece:
    """A piece of the toolkit's own: *statements*, each without its semicolon, one a line."""
    text, starts = "", []
    for statement in statements:
        starts.append(len(text))
        text += f"{statement};\n"
    return Piece(text, tuple(starts))


def gather(parts: Iterable[Piece | Copy]) -> tuple[Part, ...]:
    """The messages to send one after another: neighbours joined, a copy alone."""
    found: list[Part] = []
    waiting: list[Piece] = []
    for part in parts:
        if isinstance(part, Copy):
            if waiting:
                found.append(Message(tuple(waiting)))
            waiting = []
            found.append(part)
        else:
            waiting.append(part)
    if waiting:
        found.append(Message(tuple(waiting)))
    return tuple(found)


def literal(value: str) -> str:
    """*value* as a string constant of SQL, for ``standard_conforming_strings = on``."""
    return "'" + value.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """*name* as a quoted identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'
