"""
What a fact is: one object of a database, or one property of it that has a life of its own.

A fact knows how it is created, dropped and brought from one state to another, and nothing of other facts: what must
happen before what is found out from the catalog's dependencies, for all kinds alike (``core/planning``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar, NamedTuple, Self

from ..identifiers import cut, quoted
from ..messages import literal

SIGNED = frozenset(("function", "procedure", "aggregate"))  # kinds with types of arguments at the end of the path
HANGING = frozenset(("comment", "privileges", "security label", "extension dependency"))  # kinds about another object
ASIDE = "__old"
Statements = tuple[str, ...]  # each without its semicolon, in the order in which they run


class ObjectId(NamedTuple):
    """
    The name of a fact everywhere.

    ``kind`` is as in ``create <kind>`` where there is such a statement. ``path`` has unquoted names from the outermost,
    ``("auth", "users", "email")``; where names do not tell two objects apart, its last part says what does, as the
    argument types of a function.
    """

    kind: str
    path: tuple[str, ...]

    def __str__(self) -> str:
        if self.kind in HANGING and len(self.path) > 1:
            return f"{self.kind} on {ObjectId(self.path[0], self.path[1:])}"
        if self.kind in SIGNED:
            return f"{self.kind} {dotted(*self.path[:2])}({', '.join(self.path[2:])})"
        return f"{self.kind} {dotted(*self.path)}"


@lru_cache(maxsize=1024)  # parts of the same object are asked for one after the other
def ids_of(kinds: tuple[str, ...], path: tuple[str, ...]) -> tuple[ObjectId, ...]:
    """The names of facts of each of these kinds with that path."""
    return tuple(ObjectId(kind, path) for kind in kinds)


def dotted(*names: str) -> str:
    """*names* as they may stand in a statement, joined by dots."""
    return ".".join(map(quoted, names))


@dataclass(frozen=True, slots=True)
class Alteration:
    """
    How an existing object is brought to its new state without making it anew.

    ``disturbs`` are the kinds of objects that Postgres does not let stand while it runs, if they depend on the object:
    they are dropped before and made again after. ``commits`` is True where what follows may only use the result after
    a commit. ``first`` runs before what the object uses is dropped, to let go of it; ``last`` when all its parts are
    as they shall be.
    """

    statements: Statements
    disturbs: frozenset[str] = frozenset()
    commits: bool = False
    first: Statements = ()
    last: Statements = ()


UNCHANGED = Alteration(())


@dataclass(frozen=True, slots=True)
class Fact:
    """
    Base of all facts. Fields other than ``id`` are what is compared; expressions are as Postgres prints them while
    ``search_path`` is empty.
    """

    id: ObjectId

    kinds: ClassVar[tuple[str, ...]] = ()  # of the ids that have this class
    parents: ClassVar[tuple[str, ...]] = ()  # kinds of what the path without its last name stands for
    own_names: ClassVar[int] = 1  # how many of the last names of the path are its own
    has_needs: ClassVar[bool] = False  # whether ``needs`` has to be asked
    ends_with_needs: ClassVar[bool] = False  # whether the end of any of these ends it too
    is_last: ClassVar[bool] = False  # whether it changes when all else has
    goes_last: ClassVar[bool] = False  # whether it is dropped when all else has changed
    privileges: ClassVar[str] = ""  # the letters of those that may be granted on it, as in an aclitem
    grants_on: ClassVar[str] = ""  # the words before its name in ``grant … on``
    is_swapped: ClassVar[bool] = False  # whether a replacement is made beside the old one, which goes last
    is_left: ClassVar[bool] = False  # whether columns leave it before it is replaced, and come back after

    @property
    def name(self) -> str:
        """The object as it may stand in a statement: ``auth.users``, ``auth.login(text)``."""
        return dotted(*self.id.path)

    @property
    def what(self) -> str:
        """The object as ``comment on``, ``alter … owner to`` and ``drop`` name it: ``table auth.users``."""
        return f"{self.id.kind} {self.name}"

    @property
    def is_inline(self) -> bool:
        """Whether the statement that creates the parent may create this as well."""
        return False

    @classmethod
    def parents_of(cls, path: tuple[str, ...]) -> tuple[ObjectId, ...]:
        """What a fact with this path may hang on: of these names at most one is in a catalog."""
        return ids_of(cls.parents, cls.whole_of(path))

    @classmethod
    def whole_of(cls, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path of what a fact with this path may hang on, of whatever kind that is."""
        return path[: len(path) - cls.own_names]

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """What it depends on without a row in ``pg_depend``."""
        return ()

    @property
    def slot(self) -> tuple[str, ...]:
        """What no two facts may have at the same time: tables and views share their names."""
        return (self.id.kind, *self.id.path)

    @property
    def slots(self) -> tuple[tuple[str, ...], ...]:
        """All that no two facts may have at the same time, if that is more than one name."""
        return (self.slot,)

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it, with those of its inline children that come with it. The owner is set by others."""
        raise NotImplementedError(self.id)

    def drop(self) -> Statements:
        """What removes it."""
        return (f"drop {self.what}",)

    def alter(self, new: Self) -> Alteration | None:
        """What brings it to *new*, which differs; None where only dropping and making it again will do."""
        del new
        return None

    def set_aside(self) -> tuple[Statements, Statements]:
        """For what is swapped: how the old one makes room for the new one, and how it is dropped after that."""
        raise NotImplementedError(self.id)

    def sketch(self) -> Statements:
        """
        What makes it as others see it, without what it uses: for two objects that use each other.

        Empty where there is no such thing. Where there is, it can be made in the place of the whole and the whole in
        its place: both begin with ``create`` and mean the same with ``create or replace``.
        """
        return ()

    def rework(self, replaced: Fact) -> Alteration | None:
        """
        What must be done to this fact of the new catalog when *replaced*, which it uses, is swapped or left.

        None: it is dropped before and made again after.
        """
        del replaced
        return None


@dataclass(frozen=True, slots=True)
class Owned(Fact):
    """A fact with an owner."""

    owner: str = field(kw_only=True)

    def owner_change(self, old: str) -> Statements:
        """What gives it to its owner, if *old* is another."""
        return alter_owner(self.what, old, self.owner)


def alter_owner(what: str, old: str, new: str) -> Statements:
    """``alter … owner to``, if the owner is another; *what* is the object as ``table auth.users``."""
    return () if old == new else (f"alter {what} owner to {quoted(new)}",)


def aside(name: str) -> str:
    """The name that an object has while another takes its place."""
    return cut(name[: 63 - len(ASIDE)]) + ASIDE


def text_or_null(value: str | None) -> str:
    """*value* as a constant of SQL."""
    return "null" if value is None else constant(value)


def constant(value: str) -> str:
    """*value* as a constant that means the same with every setting of ``standard_conforming_strings``."""
    return ("E" + literal(value.replace("\\", "\\\\"))) if "\\" in value else literal(value)


def joined(parts: Iterable[str]) -> str:
    """*parts* with blanks between, empty ones left out."""
    return " ".join(part for part in parts if part)


def options_change(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """
    What goes into ``set (…)`` and ``reset (…)`` to come from *old* to *new*, both lists of ``name=value``.
    """
    before, after = dict(map(split_option, old)), dict(map(split_option, new))
    setting = ", ".join(
        f"{quoted_option(name)} = {constant(value)}" for name, value in after.items() if before.get(name) != value
    )
    resetting = ", ".join(quoted_option(name) for name in before if name not in after)
    return setting, resetting


def options_list(options: Sequence[str]) -> str:
    """``(name = 'value', …)`` of a list of ``name=value``; empty where there is none."""
    return ", ".join(f"{quoted_option(name)} = {constant(value)}" for name, value in map(split_option, options))


def quoted_option(name: str) -> str:
    """The name of an option, which may have a namespace: ``toast.autovacuum_enabled``."""
    return ".".join(map(quoted, name.split(".")))


def split_option(option: str) -> tuple[str, str]:
    """Name and value of ``name=value``."""
    name, _, value = option.partition("=")
    return name, value
