"""From a place in a rendered text back to the place in the template that it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core.places import Place, offset_at, place_at
from .templates import UnquotedValueError, environment, is_template, rendered

if TYPE_CHECKING:
    from jinja2 import nodes

MARK = re.compile(r"\x00(\d+)([+=])\x00")


@dataclass(frozen=True, slots=True)
class Stretch:
    """
    A stretch of rendered text from ``start`` on, which came from ``source`` on of the template.

    ``is_literal``: character by character. Otherwise all of it came out of the tag that stands at ``source``.
    """

    start: int
    source: int
    is_literal: bool


@dataclass(frozen=True, slots=True)
class Origins:
    """Where the characters of one rendered text came from. No ``stretches``: nobody knows, so lines count alike."""

    source: str
    text: str
    stretches: tuple[Stretch, ...]

    def offset(self, offset: int) -> int:
        """The offset in the template that the character at *offset* of the rendered text came from."""
        if self.source is self.text:
            return offset
        if not self.stretches:
            return offset_at(self.source, place_at(self.text, offset))
        index = bisect_right(self.stretches, offset, key=lambda stretch: stretch.start) - 1
        stretch = self.stretches[max(index, 0)]
        return stretch.source + (offset - stretch.start if stretch.is_literal else 0)

    def place(self, place: Place) -> Place:
        """The line and column in the template that *place* of the rendered text came from; 0 stays 0."""
        if not place.line:
            return place
        found = place_at(self.source, self.offset(offset_at(self.text, place)))
        return found if place.column else Place(found.line, 0)


def origins(source: str, text: str, variables: Mapping[str, str], path: str) -> Origins:
    """
    The origins of *text*, which *source* gave with *variables*.

    Found out by rendering once more with marks in the template's own text. Where a template changes that text, so that
    the marks do not come through, nothing can be said but that lines are likely to count alike.
    """
    if not is_template(source):
        return Origins(source, text, (Stretch(0, 0, is_literal=True),))
    from jinja2 import TemplateError

    try:
        marked = rendered(source, variables, path, lambda tree: _mark(tree, source))
    except (TemplateError, UnquotedValueError, TypeError, ValueError, ArithmeticError):
        marked = ""
    is_faithful = MARK.sub("", marked) == text
    return Origins(source, text, tuple(_stretches(marked)) if is_faithful else ())


def _mark(tree: nodes.Template, source: str) -> None:
    """Put a mark with its offset in *source* before all that is printed, and one behind the template's own text."""
    from jinja2 import nodes

    pieces = _pieces(source)
    for output in tree.find_all(nodes.Output):
        marked: list[nodes.Expr] = []
        for node in output.nodes:
            start, text = next(pieces, (0, ""))
            if isinstance(node, nodes.TemplateData):
                if text != node.data:
                    raise ValueError("what is printed is not in the order of the text")
                marked.append(nodes.TemplateData(f"\x00{start}+\x00{text}\x00{start + len(text)}=\x00"))
            else:
                marked += [nodes.TemplateData(f"\x00{start}=\x00"), node]
        output.nodes = marked


def _pieces(source: str) -> Iterator[tuple[int, str]]:
    """The pieces of text between the tags, and the tags that print something, each with its offset."""
    at = 0
    for _, kind, value in environment().lexer.tokeniter(source, None):
        # Blanks that a tag takes away are in no token.
        at = source.index(value, at)
        if kind == "variable_begin" or (kind == "data" and value):
            yield at, value
        at += len(value)


def _stretches(marked: str) -> Iterator[Stretch]:
    """The marks, as stretches of the text without them."""
    taken = 0
    yield Stretch(0, 0, is_literal=False)
    for mark in MARK.finditer(marked):
        yield Stretch(mark.start() - taken, int(mark.group(1)), mark.group(2) == "+")
        taken += len(mark.group())
