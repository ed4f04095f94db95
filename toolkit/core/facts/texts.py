"""Collations, conversions and text search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..identifiers import quoted
from .base import Alteration, Fact, Owned, Statements, aside, constant, dotted, joined


@dataclass(frozen=True, slots=True)
class Collation(Owned):
    """A row of ``pg_collation``; None stands for what the provider does not know."""

    kinds = ("collation",)
    is_swapped = True  # columns move over to the new one

    provider: str  # ``libc``, ``icu``, ``builtin``
    locale: str | None = None
    lc_collate: str | None = None
    lc_ctype: str | None = None
    rules: str | None = None
    deterministic: bool = True

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        parts = (
            f"provider = {self.provider}",
            f"locale = {constant(self.locale)}" if self.locale is not None else "",
            f"lc_collate = {constant(self.lc_collate)}" if self.lc_collate is not None else "",
            f"lc_ctype = {constant(self.lc_ctype)}" if self.lc_ctype is not None else "",
            f"rules = {constant(self.rules)}" if self.rules is not None else "",
            "" if self.deterministic else "deterministic = false",
        )
        return (f"create {self.what} ({', '.join(part for part in parts if part)})",)

    def set_aside(self) -> tuple[Statements, Statements]:
        """The old one gets another name until no column has it any more."""
        schema, name = self.id.path
        return (f"alter {self.what} rename to {quoted(aside(name))}",), (
            f"drop collation {dotted(schema, aside(name))}",
        )


@dataclass(frozen=True, slots=True)
class Conversion(Owned):
    """A row of ``pg_conversion``."""

    kinds = ("conversion",)

    source: str
    target: str
    function: str
    is_default: bool = False

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        head = f"create {'default ' if self.is_default else ''}{self.what}"
        return (f"{head} for {constant(self.source)} to {constant(self.target)} from {self.function}",)


@dataclass(frozen=True, slots=True)
class TextSearchDictionary(Owned):
    """A row of ``pg_ts_dict``; ``options`` are as Postgres keeps them, ``name = 'value'``."""

    kinds = ("text search dictionary",)

    template: str
    options: str | None = None

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        options = f", {self.options}" if self.options else ""
        return (f"create {self.what} (template = {self.template}{options})",)

    def alter(self, new: TextSearchDictionary) -> Alteration | None:
        """What sets other options; one that is gone is named without a value."""
        if replace(self, options=new.options) != new:
            return None
        before, after = _options(self.options), _options(new.options)
        parts = [f"{name} = {value}" for name, value in after.items() if before.get(name) != value]
        parts += [name for name in before if name not in after]
        return Alteration((f"alter {self.what} ({', '.join(parts)})",))


def _options(text: str | None) -> dict[str, str]:
    """``a = 'x', b = 'y'`` by name; a comma or a quote may stand inside of a value."""
    found: dict[str, str] = {}
    rest = text or ""
    while " = " in rest:
        name, _, rest = rest.partition(" = ")
        end = _end_of_value(rest)
        found[name.strip(" ,")] = rest[:end]
        rest = rest[end:]
    return found


def _end_of_value(text: str) -> int:
    """Where the value at the start of *text* ends: a quoted one at its last quote, another at the comma."""
    start = text.find("'")
    if start not in (0, 1):
        return len(text.partition(",")[0])
    position = start + 1
    while position < len(text):
        if text[position] == "'":
            if text[position : position + 2] != "''":
                return position + 1
            position += 1
        position += 1
    return position


@dataclass(frozen=True, slots=True)
class TextSearchConfiguration(Owned):
    """A row of ``pg_ts_config``; each mapping is a kind of token and its dictionaries in their order."""

    kinds = ("text search configuration",)

    parser: str
    mappings: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        return (f"create {self.what} (parser = {self.parser})", *self.changes(()))

    def alter(self, new: TextSearchConfiguration) -> Alteration | None:
        """What changes its mappings; the parser of a configuration stays."""
        return Alteration(new.changes(self.mappings)) if self.parser == new.parser else None

    def changes(self, old: tuple[tuple[str, tuple[str, ...]], ...]) -> Statements:
        """The statements that lead from those mappings to these."""
        before, after = dict(old), dict(self.mappings)
        found = [f"alter {self.what} drop mapping for {token}" for token in before if token not in after]
        for token, dictionaries in after.items():
            if before.get(token) != dictionaries:
                verb = "alter" if token in before else "add"
                found.append(f"alter {self.what} {verb} mapping for {token} with {', '.join(dictionaries)}")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class TextSearchPart(Fact):
    """A row of ``pg_ts_parser`` or ``pg_ts_template``: functions by their part, ``start = prsd_start``."""

    kinds = ("text search parser", "text search template")

    functions: tuple[tuple[str, str], ...]

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        parts = ", ".join(f"{name} = {function}" for name, function in self.functions)
        return (joined(("create", self.what, f"({parts})")),)
