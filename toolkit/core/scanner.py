"""
PostgreSQL's lexical rules: a text becomes tokens, as the server's own scanner would see them.

The rules are those of the documentation's chapter "Lexical Structure", with ``standard_conforming_strings`` on.
The scanner refuses only what has no end (a quote, a comment) and what is meant for psql. What is otherwise wrong
(``1abc``, a lone ``$``) comes out as some token, because Postgres says better than we could what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ..errors import ToolkitError
from .places import Place, picture, place_at

# word: keyword or bare identifier. name: identifier in double quotes. other: nothing that Postgres knows.
Kind = Literal["space", "comment", "word", "name", "string", "number", "param", "operator", "symbol", "other"]


class LexError(ToolkitError):
    """A text that cannot be cut into tokens or statements. ``offset`` and ``place`` say where the trouble starts."""

    def __init__(self, message: str, text: str, offset: int, *, hint: str = "") -> None:
        self.offset = offset
        self.place: Place = place_at(text, offset)
        super().__init__(message, detail=picture(text, self.place), hint=hint)


class Token(NamedTuple):
    """One token. The texts of all tokens, joined, are the text that they came from. ``start`` counts characters."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset one past the last character."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """The keyword or bare identifier in lower case; empty for every other token."""
        return self.text.lower() if self.kind == "word" else ""

    @property
    def is_blank(self) -> bool:
        """White space or a comment: nothing that the parser gets to see."""
        return self.kind in ("space", "comment")


BYTE_ORDER_MARK = "\ufeff"
# What a token starts with decides what it is. Of things with an end of their own only the opening is matched here
# and the end is searched below: a pattern over all of a long quote would make Python's matcher remember each step.
# As in Postgres, every character outside ASCII (a no-break space too) belongs to an identifier.
START = re.compile(
    r"""
      (?P<space>      [ \t\n\r\f\v]+ )
    | (?P<escaped>    [eE]' )
    | (?P<bits>       [bBxX]' )
    | (?P<quoted>     (?: [uU]& )? ' )
    | (?P<name>       (?: [uU]& )? " )
    | (?P<word>       [A-Za-z_\x80-\U0010ffff] [A-Za-z_0-9$\x80-\U0010ffff]* )
    | (?P<symbol>     [,()\[\];] )
    | (?P<number>     0 (?: [xX] (?: _?[0-9a-fA-F] )+ | [oO] (?: _?[0-7] )+ | [bB] (?: _?[01] )+ )
                      | (?: [0-9][0-9_]* (?: \. (?!\.) [0-9_]* )? | \.[0-9][0-9_]* ) (?: [eE][+-]?[0-9][0-9_]* )? )
    | (?P<comment>    --[^\n\r]* )
    | (?P<block>      /\* )
    | (?P<dollar>     \$ (?: [A-Za-z_\x80-\U0010ffff] [A-Za-z_0-9\x80-\U0010ffff]* )? \$ )
    | (?P<param>      \$[0-9]+ )
    | (?P<compound>   :: | := | \.\. )
    | (?P<operator>   [~!@\#^&|`?+\-*/%<>=]+ )
    | (?P<dot>        [.:] )
    | (?P<psql>       \\ (?: \w+ | . )? )
    | (?P<other>      . )
    """,
    re.VERBOSE | re.DOTALL,
)
QUOTE = re.compile("'")
QUOTE_OR_BACKSLASH = re.compile(r"['\\]")
BLANK = re.compile(r"[ \t\n\r\f\v]+|--[^\n\r]*")
COMMENT_EDGE = re.compile(r"/\*|\*/")
# An operator of several characters ends in + or - only if it also holds one of these.
ODD_OPERATOR = re.compile(r"[~!@#%^&|`?]")
OPERATOR_END = re.compile(r"--|/\*")


def words(text: str) -> frozenset[str]:
    """The words of *text* as a set: how tables of keywords are written here."""
    return frozenset(text.split())


def tokens(text: str) -> tuple[Token, ...]:
    """Every token of *text*, blanks and comments included; a byte order mark is a blank. Raises LexError."""
    start = after_mark(text)
    mark = (Token("space", BYTE_ORDER_MARK, 0),) if start else ()
    return (*mark, *(Token(kind, text[begin:end], begin) for kind, begin, end in scan(text, start)))


def after_mark(text: str) -> int:
    """Where *text* begins, behind a byte order mark; anywhere else that character is a letter."""
    return 1 if text.startswith(BYTE_ORDER_MARK) else 0


def scan(text: str, position: int = 0) -> Iterator[tuple[Kind, int, int]]:  # noqa: C901, PLR0912  # a table in disguise
    """The kind, start and end of each token of *text* from *position* on, in time linear in its length."""
    while match := START.match(text, position):
        start, position = match.span()
        match match.lastgroup:
            case "space" | "word" | "symbol" | "number" | "comment" | "param" | "other" as kind:
                yield kind, start, position
            case "operator":
                for end in operator_ends(text, start, position):
                    yield "operator", start, end
                    start = position = end
            case "compound":
                yield "operator", start, position
            case "dot":
                yield "symbol", start, position
            case "quoted":
                position = end_of_string(text, start, position, QUOTE)
                yield "string", start, position
            case "escaped":
                position = end_of_string(text, start, position, QUOTE_OR_BACKSLASH)
                yield "string", start, position
            case "bits":
                position = end_of_string(text, start, position, QUOTE, doubles=False)
                yield "string", start, position
            case "dollar":
                position = end_of_dollar_quote(text, start, match.group())
                yield "string", start, position
            case "name":
                position = end_of_name(text, start, position)
                yield "name", start, position
            case "block":
                position = end_of_comment(text, start)
                yield "comment", start, position
            case _:
                raise LexError(
                    f"{match.group()} is a command of psql, not SQL",
                    text,
                    start,
                    hint="leave it out: the text goes to Postgres, not through psql",
                )


def operator_ends(text: str, start: int, end: int) -> Sequence[int]:
    """Where the operators in a run of operator characters end; after the last one a comment may start."""
    if end - start == 1:
        return (end,)
    if comment := OPERATOR_END.search(text, start, end):
        end = comment.start()
    if ODD_OPERATOR.search(text, start, end):
        return (end,)
    first = start + max(1, len(text[start:end].rstrip("+-")))
    return range(first, end + 1)  # what follows the first one is all + and -, each an operator of its own


def end_of_string(text: str, start: int, position: int, stops: re.Pattern[str], *, doubles: bool = True) -> int:
    """One past the quote that closes a string, which it *doubles* inside; its next character is at *position*."""
    while stop := stops.search(text, position):
        position = stop.end()
        if stop.group() == "\\" or (doubles and text.startswith("'", position)):
            position += 1
        elif more := continuation(text, position):
            position = more
        else:
            return position
    raise LexError("this string is never closed", text, start, hint="a quote inside a string is doubled: 'it''s'")


def continuation(text: str, position: int) -> int:
    """
    The offset behind the quote that takes a string up again on a later line, 0 where there is none.

    ``'a' -- even with a comment`` and on the next line ``'b'`` make one string, ``ab``.
    """
    first = position
    while blank := BLANK.match(text, position):
        position = blank.end()
    if position > first and text.startswith("'", position):
        between = text[first:position]
        return position + 1 if "\n" in between or "\r" in between else 0
    return 0


def end_of_name(text: str, start: int, position: int) -> int:
    """One past the quote that closes an identifier; its first character is at *position*."""
    while position := text.find('"', position) + 1:
        if not text.startswith('"', position):
            return position
        position += 1  # a doubled quote
    raise LexError("this quoted identifier is never closed", text, start)


def end_of_dollar_quote(text: str, start: int, tag: str) -> int:
    """One past the *tag* that closes the dollar quote that it opens at *start*."""
    close = text.find(tag, start + len(tag))
    if close < 0:
        raise LexError(f"the text quoted with {tag} is never closed", text, start)
    return close + len(tag)


def end_of_comment(text: str, start: int) -> int:
    """One past the end of a block comment; unlike in C, comments nest."""
    depth = 0
    for edge in COMMENT_EDGE.finditer(text, start):
        depth += 1 if edge.group() == "/*" else -1
        if depth == 0:
            return edge.end()
    raise LexError("this comment is never closed", text, start, hint="comments nest: each /* needs its own */")
