"""Operators, their classes and families, and casts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..identifiers import quoted
from .base import Alteration, Fact, Owned, Statements, dotted, joined

NONE = "NONE"  # the argument that a prefix operator does not have
CAST_CONTEXTS = {"a": "as assignment", "i": "as implicit", "e": ""}


@dataclass(frozen=True, slots=True)
class Operator(Owned):
    """A row of ``pg_operator``; the path is schema, name, left and right type (``NONE`` where there is none)."""

    kinds = ("operator",)

    function: str
    commutator: str | None = None
    negator: str | None = None
    restrict: str | None = None
    join: str | None = None
    hashes: bool = False
    merges: bool = False

    @property
    def name(self) -> str:
        """Operators are not quoted."""
        schema, name, left, right = self.id.path
        return f"{quoted(schema)}.{name} ({left}, {right})"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        schema, name, left, right = self.id.path
        parts = (
            f"function = {self.function}",
            f"leftarg = {left}" if left != NONE else "",
            f"rightarg = {right}" if right != NONE else "",
            f"commutator = {self.commutator}" if self.commutator else "",
            f"negator = {self.negator}" if self.negator else "",
            f"restrict = {self.restrict}" if self.restrict else "",
            f"join = {self.join}" if self.join else "",
            "hashes" if self.hashes else "",
            "merges" if self.merges else "",
        )
        return (f"create operator {quoted(schema)}.{name} ({', '.join(part for part in parts if part)})",)

    def alter(self, new: Operator) -> Alteration | None:
        """What changes the estimators; anything else is another operator."""
        if replace(self, restrict=new.restrict, join=new.join) != new:
            return None
        return Alteration((f"alter {self.what} set (restrict = {new.restrict or NONE}, join = {new.join or NONE})",))


@dataclass(frozen=True, slots=True)
class OperatorShell(Fact):
    """An operator that another one names as its commutator or negator, and that nobody has made."""

    kinds = ("operator shell",)

    @property
    def what(self) -> str:
        """As ``drop`` names it."""
        schema, name, left, right = self.id.path
        return f"operator {quoted(schema)}.{name} ({left}, {right})"

    @property
    def slot(self) -> tuple[str, ...]:
        """It shares its name with operators."""
        return ("operator", *self.id.path)

    def create(self, inside: Sequence[Fact]) -> Statements:
        """Nothing: whoever names it makes it."""
        del inside
        return ()


@dataclass(frozen=True, slots=True)
class OperatorFamily(Owned):
    """
    A row of ``pg_opfamily``; the path is schema, name and index method.

    ``loose`` are members of no class, each as in ``add`` and as in ``drop``.
    """

    kinds = ("operator family",)

    loose: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """With its index method."""
        return f"{dotted(*self.id.path[:2])} using {quoted(self.id.path[2])}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        return (f"create {self.what}", *self.changes(()))

    def alter(self, new: OperatorFamily) -> Alteration:
        """What drops members and adds others."""
        return Alteration(new.changes(self.loose))

    def changes(self, old: tuple[tuple[str, str], ...]) -> Statements:
        """The statements that lead from those members to these."""
        gone = ", ".join(drop for add, drop in old if (add, drop) not in self.loose)
        come = ", ".join(add for add, drop in self.loose if (add, drop) not in old)
        return tuple(f"alter {self.what} {verb} {what}" for verb, what in (("drop", gone), ("add", come)) if what)


@dataclass(frozen=True, slots=True)
class OperatorClass(Owned):
    """A row of ``pg_opclass``; the path is schema, name and index method. ``members`` are as in its statement."""

    kinds = ("operator class",)

    type: str
    members: tuple[str, ...] = ()
    is_default: bool = False
    family: str | None = None  # where it is not of its own name
    storage: str | None = None

    @property
    def name(self) -> str:
        """With its index method."""
        return f"{dotted(*self.id.path[:2])} using {quoted(self.id.path[2])}"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it, and its family where that has its name."""
        del inside
        schema, name, method = self.id.path
        parts = [*self.members, *([f"storage {self.storage}"] if self.storage else [])]
        return (
            joined(
                (
                    f"create operator class {dotted(schema, name)}",
                    "default" if self.is_default else "",
                    f"for type {self.type} using {quoted(method)}",
                    f"family {self.family}" if self.family else "",
                    f"as {', '.join(parts)}",
                )
            ),
        )


@dataclass(frozen=True, slots=True)
class Cast(Fact):
    """A row of ``pg_cast``; the path is source and target type."""

    kinds = ("cast",)

    method: str  # ``f``: by function, ``i``: by their texts, ``b``: as it is
    context: str
    function: str | None = None

    @property
    def name(self) -> str:
        """Its two types."""
        source, target = self.id.path
        return f"({source} as {target})"

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it."""
        del inside
        how = {"f": f"with function {self.function}", "i": "with inout", "b": "without function"}[self.method]
        return (joined(("create", self.what, how, CAST_CONTEXTS[self.context])),)
