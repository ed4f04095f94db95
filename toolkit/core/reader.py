"""A cursor over the tokens of a statement, for those who look for a few things in it and skip the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from .identifiers import ObjectName, folded
from .scanner import Token

END = Token("other", "", 0)


class UnreadableError(Exception):
    """The statement is not written as expected. Never leaves the core: who reads statements answers "unknown"."""


class Reader:
    """
    Reads forward over *tokens*, which hold no blanks and no comments.

    A phrase is a few lower-case keywords with blanks between, ``"if not exists"``. A quoted identifier is never a
    keyword.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self, ahead: int = 0) -> Token:
        """The next token, or the one *ahead* tokens later; ``END`` behind the last."""
        position = self.at + ahead
        return self.tokens[position] if 0 <= position < len(self.tokens) else END

    def rest(self) -> Sequence[Token]:
        """What was not read yet."""
        return self.tokens[self.at :]

    def at_end(self) -> bool:
        """Whether everything was read."""
        return self.at >= len(self.tokens)

    def skip(self) -> None:
        """Read over one token, or over a whole parenthesis."""
        depth = 0
        while not self.at_end():
            text = self.symbol_at(0)
            self.at += 1
            depth += (text in ("(", "[")) - (text in (")", "]"))
            if depth <= 0:
                return

    def symbol_at(self, ahead: int) -> str:
        """The next symbol (or the one *ahead* tokens later), empty where there is another kind of token."""
        token = self.peek(ahead)
        return token.text if token.kind == "symbol" else ""

    def sees(self, phrase: str) -> bool:
        """Whether *phrase* comes next."""
        at = self.at
        for word in _words(phrase):  # the innermost loop of everything that reads statements
            if at >= len(self.tokens) or self.tokens[at].word != word:
                return False
            at += 1
        return True

    def accept(self, *phrases: str) -> str:
        """Read the first of *phrases* that comes next and return it; empty, and nothing read, if none does."""
        for phrase in phrases:
            if self.sees(phrase):
                self.at += len(_words(phrase))
                return phrase
        return ""

    def expect(self, phrase: str) -> None:
        """Read *phrase*; raises UnreadableError where something else comes."""
        if not self.accept(phrase):
            raise UnreadableError(phrase)

    def symbol(self, text: str) -> bool:
        """Read the symbol *text* if it comes next."""
        if self.symbol_at(0) != text:
            return False
        self.at += 1
        return True

    def find(self, phrase: str) -> bool:
        """Read up to and with the next *phrase* outside of parentheses; nothing is read where there is none."""
        before = self.at
        while not self.at_end():
            if self.accept(phrase):
                return True
            self.skip()
        self.at = before
        return False

    def seek(self, phrase: str) -> None:
        """As `find`, but raises UnreadableError where *phrase* does not come."""
        if not self.find(phrase):
            raise UnreadableError(phrase)

    def has(self, phrase: str) -> bool:
        """Whether *phrase* comes somewhere, outside of parentheses."""
        return Reader(self.rest()).find(phrase)

    def identifier(self) -> str:
        """Read one identifier; raises UnreadableError where there is none."""
        token = self.peek()
        if token.kind not in ("word", "name"):
            raise UnreadableError("a name")
        self.at += 1
        if token.kind == "name" and self.peek().word == "uescape" and self.peek(1).kind == "string":
            self.at += 2
            return folded(token, self.peek(-1).text[1:2])
        return folded(token)

    def parts(self) -> tuple[str, ...]:
        """Read a dotted name; raises UnreadableError where there is none."""
        parts = [self.identifier()]
        while self.symbol("."):
            parts.append(self.identifier())
        return tuple(parts)

    def name(self) -> ObjectName:
        """Read the name of an object, with or without its schema (and database, which is dropped)."""
        return named(self.parts())

    def relation(self) -> ObjectName:
        """Read the name of a table, perhaps with ``only`` before and ``*`` behind."""
        if self.accept("only") and self.symbol("("):
            name = self.name()
            self.symbol(")")
            return name
        name = self.name()
        if self.peek().kind == "operator" and self.peek().text == "*":
            self.at += 1
        return name

    def group(self) -> Reader:
        """Read a parenthesis and return a reader of its inside; raises UnreadableError where there is none."""
        if self.symbol_at(0) != "(":
            raise UnreadableError("(")
        start = self.at + 1
        self.skip()
        return Reader(self.tokens[start : self.at - 1])

    def items(self) -> Iterator[Reader]:
        """Read the rest as a list, and return a reader of each item between the commas outside of parentheses."""
        start = self.at
        while not self.at_end():
            if self.symbol_at(0) == ",":
                yield Reader(self.tokens[start : self.at])
                start = self.at + 1
            self.skip()
        if self.at > start:
            yield Reader(self.tokens[start : self.at])


@cache
def _words(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.split())


def named(parts: Sequence[str]) -> ObjectName:
    """The name of an object from its dotted parts."""
    return ObjectName(parts[-2] if len(parts) > 1 else None, parts[-1])
