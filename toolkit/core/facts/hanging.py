"""What hangs on an object of any kind: its comment, its security labels, its privileges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..identifiers import quoted
from .acl import LETTERS, Acl, Link, role
from .base import Alteration, Fact, ObjectId, Statements, constant


@dataclass(frozen=True, slots=True)
class Hanging(Fact):
    """
    A fact about another: its path begins with the kind of that one.

    ``target`` is that other fact as the same catalog has it.
    """

    target: Fact = field(compare=False, repr=False, kw_only=True)

    @classmethod
    def parents_of(cls, path: tuple[str, ...]) -> tuple[ObjectId, ...]:
        """The fact that it is about."""
        return (ObjectId(path[0], cls.whole_of(path)),)

    @classmethod
    def whole_of(cls, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path of that fact."""
        return path[1 : len(path) + 1 - cls.own_names]


@dataclass(frozen=True, slots=True)
class Comment(Hanging):
    """A row of ``pg_description`` or ``pg_shdescription``."""

    kinds = ("comment",)

    text: str

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What says it."""
        del inside
        return (f"comment on {self.target.what} is {constant(self.text)}",)

    def drop(self) -> Statements:
        """What takes it back."""
        return (f"comment on {self.target.what} is null",)

    def alter(self, new: Comment) -> Alteration:
        """What says the other."""
        return Alteration(new.create(()))


@dataclass(frozen=True, slots=True)
class SecurityLabel(Hanging):
    """A row of ``pg_seclabel`` or ``pg_shseclabel``: the last name of its path is the provider."""

    kinds = ("security label",)
    own_names = 2

    label: str

    @property
    def provider(self) -> str:
        """Who understands the label."""
        return quoted(self.id.path[-1])

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What sets it."""
        del inside
        return (f"security label for {self.provider} on {self.target.what} is {constant(self.label)}",)

    def drop(self) -> Statements:
        """What removes it."""
        return (f"security label for {self.provider} on {self.target.what} is null",)

    def alter(self, new: SecurityLabel) -> Alteration:
        """What sets the other."""
        return Alteration(new.create(()))


@dataclass(frozen=True, slots=True)
class ExtensionDependency(Hanging):
    """That an object goes when an extension goes, the last name of the path, although it does not belong to it."""

    kinds = ("extension dependency",)
    own_names = 2
    has_needs = True

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """The extension."""
        return (ObjectId("extension", self.id.path[-1:]),)

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What ties it to the extension."""
        del inside
        return (f"alter {self.target.what} depends on extension {quoted(self.id.path[-1])}",)

    def drop(self) -> Statements:
        """What unties it."""
        return (f"alter {self.target.what} no depends on extension {quoted(self.id.path[-1])}",)


@dataclass(frozen=True, slots=True)
class Privileges(Hanging):
    """
    Who may do what with an object: its access control list. Where there is none, what is usual holds.

    ``chain`` is that part of it that others than the owner granted, who were allowed to pass it on.
    """

    kinds = ("privileges",)

    acl: tuple[tuple[str, tuple[str, ...]], ...]  # grantee and letters, both sorted; see `acl.Acl`
    chain: tuple[Link, ...] = ()


def changes(target: Fact, old: Acl, new: Acl) -> Statements:
    """``grant`` and ``revoke`` that lead from one list to the other; what is taken away comes first."""
    return (*revokes(target, old, new), *grants(target, old, new))


def revokes(target: Fact, old: Acl, new: Acl) -> Iterator[str]:
    """What takes away."""
    for grantee, letters in old.items():
        kept = new.get(grantee, frozenset())
        gone = [one for one in letters if one[0] not in {other[0] for other in kept}]
        if gone:
            passed_on = " cascade" if any(one.endswith("*") for one in gone) else ""
            yield f"revoke {words(target, gone)} from {role(grantee)}{passed_on}"
        option = [one for one in letters if one.endswith("*") and one[0] in kept]
        if option:
            yield f"revoke grant option for {words(target, option)} from {role(grantee)} cascade"


def grants(target: Fact, old: Acl, new: Acl) -> Iterator[str]:
    """What gives."""
    for grantee, letters in new.items():
        had = old.get(grantee, frozenset())
        plain = [one for one in letters if not one.endswith("*") and one[0] not in {other[0] for other in had}]
        if plain:
            yield f"grant {words(target, plain)} to {role(grantee)}"
        option = [one for one in letters if one.endswith("*") and one not in had]
        if option:
            yield f"grant {words(target, option)} to {role(grantee)} with grant option"


def passed_on(target: Fact, chain: Sequence[Link]) -> Iterator[str]:
    """What grants *chain*, each link by who may pass it on, once it may."""
    waiting = list(chain)
    while waiting:
        ready = [one for one in waiting if not any(one.grantor == other.grantee for other in waiting)] or waiting
        for one in ready:
            yield f"set local role {quoted(one.grantor)}"
            yield from grants(target, {}, {one.grantee: frozenset(one.letters)})
            yield "reset role"
        waiting = [one for one in waiting if one not in ready]


def words(target: Fact, letters: Sequence[str]) -> str:
    """``select, insert on table auth.users``, or for a column ``select (email) on table auth.users``."""
    is_column = target.id.kind in ("column", "view column")
    ordered = sorted({one[0] for one in letters}, key=list(LETTERS).index)
    column = f" ({quoted(target.id.path[-1])})" if is_column else ""
    name = ".".join(map(quoted, target.id.path[:2])) if is_column else target.name
    return f"{', '.join(LETTERS[one] + column for one in ordered)} on {target.grants_on} {name}"
