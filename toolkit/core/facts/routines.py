"""Functions, procedures and aggregates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import repeat, zip_longest
from zlib import crc32

from ..identifiers import quoted
from .base import UNCHANGED, Alteration, Fact, Owned, Statements, aside, constant, dotted, split_option
from .roles import set_to, setting_name

VOLATILITIES = {"v": "volatile", "s": "stable", "i": "immutable"}
PARALLELS = {"u": "unsafe", "r": "restricted", "s": "safe"}
USUAL_ROWS = 1000
USUAL_COST = 100
BY_SYMBOL = ("c", "internal")  # languages whose functions are compiled elsewhere, and cost 1
LONG = 50  # bytes of a name to which something can be added
NAMED_ONCE = "iv"  # the modes of arguments whose name is no name of a result


@dataclass(frozen=True, slots=True)
class Function(Owned):
    """
    A row of ``pg_proc`` that is no aggregate. The last name of its path are the types of its input, ``text, integer``.

    ``arguments`` and ``result`` are as in its statement. ``names``, ``modes`` and ``types`` are those of all arguments,
    None where there are none, where all are input, and where the path says it (never that of a procedure). ``body`` is
    None where ``atomic``, which is parsed, says what it does. ``cost`` and ``rows`` are None where they are the usual.
    """

    kinds = ("function",)
    privileges = "X"
    grants_on = "function"
    is_left = True

    language: str
    arguments: str = ""
    names: tuple[str, ...] | None = None
    modes: tuple[str, ...] | None = None
    types: tuple[str, ...] | None = None
    default_count: int = 0
    result: str | None = None
    body: str | None = None
    atomic: str | None = None
    library: str | None = None  # of a function in C; the body is its symbol
    is_window: bool = False
    volatility: str = "v"
    strict: bool = False
    definer: bool = False
    leakproof: bool = False
    parallel: str = "u"
    cost: float | None = None
    rows: float | None = None
    support: str | None = None
    transforms: tuple[str, ...] | None = None
    settings: tuple[str, ...] | None = None  # each ``name=value``

    @property
    def name(self) -> str:
        """With the types of its input, which tell it from others of its name."""
        return f"{self.bare_name}({self.id.path[2]})"

    @property
    def bare_name(self) -> str:
        """Schema and name."""
        return dotted(*self.id.path[:2])

    @property
    def slot(self) -> tuple[str, ...]:
        """Functions, procedures and aggregates share their names."""
        return ("routine", *self.id.path)

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it; one that calls itself has to be there before."""
        del inside
        if self.atomic is not None and f"{self.bare_name}(" in self.atomic:
            return (*self.sketch(), self.definition("create or replace"))
        return (self.definition("create"),)

    def set_aside(self) -> tuple[Statements, Statements]:
        """It gets another name: calls that would do for both are those of the one that stays."""
        return set_aside(self)

    def sketch(self) -> Statements:
        """A body that is parsed only when it is called uses nothing."""
        return () if self.atomic is None else (replace(self, atomic=None, body="").definition("create"),)

    def alter(self, new: Function) -> Alteration | None:
        """What changes its attributes, or puts the new one in its place; None where callers would not fit any more."""
        if not self.fits(new):
            return None
        attributes = tuple(self.changes(new))
        is_plain = self.with_attributes_of(new) == new and not (self.support and not new.support)
        if is_plain and _settled(self.settings or (), new.settings or ()) == list(new.settings or ()):
            return Alteration((f"alter {self.what} {' '.join(attributes)}",))
        return Alteration((new.definition("create or replace"),))

    def fits(self, new: Function) -> bool:
        """Whether Postgres lets *new* take its place."""
        if (self.result, self.modes, self.types, self.is_window) != (new.result, new.modes, new.types, new.is_window):
            return False
        is_polymorphic = self.arguments != new.arguments and any(
            one.startswith("any") for one in self.id.path[2].split(", ")
        )
        if new.default_count < self.default_count or (self.default_count and is_polymorphic):
            return False
        pairs = zip_longest(self.names or (), new.names or (), fillvalue="")
        return all(
            before == after or (before == "" and mode in NAMED_ONCE)
            for (before, after), mode in zip(pairs, self.modes or repeat("i"), strict=False)
        )

    def with_attributes_of(self, other: Function) -> Function:
        """It with all that ``alter`` can change as in *other*."""
        return replace(
            self,
            volatility=other.volatility,
            strict=other.strict,
            definer=other.definer,
            leakproof=other.leakproof,
            parallel=other.parallel,
            cost=other.cost,
            rows=other.rows,
            support=other.support,
            settings=other.settings,
        )

    def changes(self, new: Function) -> Iterator[str]:
        """The words that ``alter`` has for the attributes of *new* that differ."""
        for name, words in new.words():
            if getattr(self, name) != getattr(new, name):
                yield words
        before, after = self.settings or (), new.settings or ()
        kept = {name for name, _ in map(split_option, after)}
        yield from (f"reset {setting_name(name)}" for name, _ in map(split_option, before) if name not in kept)
        yield from (_set(one) for one in after if one not in before)

    def words(self) -> Iterator[tuple[str, str]]:
        """Each attribute, but for the settings, with the words that say what it is."""
        yield "volatility", VOLATILITIES[self.volatility]
        yield "strict", "strict" if self.strict else "called on null input"
        yield "definer", f"security {'definer' if self.definer else 'invoker'}"
        yield "leakproof", "leakproof" if self.leakproof else "not leakproof"
        yield "parallel", f"parallel {PARALLELS[self.parallel]}"
        usual_cost = 1 if self.language in BY_SYMBOL else USUAL_COST
        yield "cost", f"cost {usual_cost if self.cost is None else self.cost}"
        yield "rows", f"rows {USUAL_ROWS if self.rows is None else self.rows}"
        if self.support:
            yield "support", f"support {self.support}"

    def definition(self, verb: str) -> str:
        """Its statement."""
        blank = type(self)(self.id, owner=self.owner, language=self.language)
        attributes = [words for name, words in self.words() if getattr(self, name) != getattr(blank, name)]
        lines = [f"{verb} {self.id.kind} {self.bare_name}({self.arguments})"]
        lines += [f"returns {self.result}"] if self.result else []
        lines += [f"language {quoted(self.language)}{' window' if self.is_window else ''}"]
        lines += ["transform " + ", ".join(f"for type {one}" for one in self.transforms)] if self.transforms else []
        lines += [" ".join(attributes)] if attributes else []
        lines += [_set(one) for one in self.settings or ()]
        return "\n".join((*lines, self.source))

    @property
    def source(self) -> str:
        """What it does, as its statement says it."""
        if self.atomic is not None:
            return self.atomic
        body = self.body or ""
        if self.library is not None:
            return f"as {constant(self.library)}, {constant(body)}"
        return f"as {constant(body)}" if self.language in BY_SYMBOL else f"as {in_dollars(body)}"


@dataclass(frozen=True, slots=True)
class Procedure(Function):
    """A function that is called by ``call``."""

    kinds = ("procedure",)
    grants_on = "procedure"

    @property
    def name(self) -> str:
        """With the types of its input, each said to be input: without that, output may be meant as well."""
        arguments = zip(self.types or (), self.modes or repeat("i"), strict=False)
        return f"{self.bare_name}({', '.join(f'in {one}' for one, mode in arguments if mode != 'o')})"


@dataclass(frozen=True, slots=True)
class Aggregate(Owned):
    """
    A row of ``pg_aggregate``. The last name of its path are the types of its input.

    ``arguments`` are as in its statement, ``*`` where there are none. ``options`` too, each ``name = value``.
    """

    kinds = ("aggregate",)
    privileges = "X"
    grants_on = "function"

    arguments: str
    result: str
    options: tuple[str, ...]
    of_kind: str = "n"  # or ``o``, over an ordered set, ``h``, hypothetical

    @property
    def name(self) -> str:
        """As a function."""
        return f"{dotted(*self.id.path[:2])}({self.id.path[2]})"

    @property
    def what(self) -> str:
        """As an aggregate, which names its arguments otherwise."""
        return f"aggregate {dotted(*self.id.path[:2])}({self.arguments})"

    @property
    def slot(self) -> tuple[str, ...]:
        """Functions, procedures and aggregates share their names."""
        return ("routine", *self.id.path)

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        return (f"create {self.definition}",)

    def alter(self, new: Aggregate) -> Alteration | None:
        """What puts the new one in its place, if it takes and gives the same."""
        if (self.arguments, self.result, self.of_kind) != (new.arguments, new.result, new.of_kind):
            return None
        return Alteration((f"create or replace {new.definition}",)) if self.options != new.options else UNCHANGED

    def set_aside(self) -> tuple[Statements, Statements]:
        """It gets another name, as a function does."""
        return set_aside(self)

    @property
    def definition(self) -> str:
        """Its statement, but for the verb."""
        return f"{self.what} ({', '.join(self.options)})"


def set_aside(routine: Function | Aggregate) -> tuple[Statements, Statements]:
    """How a routine makes room for another of its name, and how it is dropped after that."""
    schema, name, signature = routine.id.path
    # Types may have other names by then: a name that no other has tells which one it is.
    mark = f"{crc32(signature.encode()):08x}" if "." in signature else ""
    other = aside(name[:LONG] if mark else name) + mark
    renamed = f"alter {routine.what} rename to {quoted(other)}"
    if mark:
        return (renamed,), (f"drop routine {dotted(schema, other)}",)
    return (renamed,), replace(routine, id=routine.id._replace(path=(schema, other, signature))).drop()


def in_dollars(text: str) -> str:
    """*text* as a constant between dollar signs, with a tag that is not in it."""
    tag = "function"
    while f"${tag}$" in text:
        tag += "x"
    return f"${tag}${text}${tag}$"


def _settled(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """What ``alter`` makes of *old*: a setting stays at its place, a new one comes last."""
    before, after = dict(map(split_option, old)), dict(map(split_option, new))
    kept = {name: after[name] for name in before if name in after}
    return [f"{name}={value}" for name, value in {**kept, **after}.items()]


def _set(setting: str) -> str:
    return set_to(*split_option(setting))
