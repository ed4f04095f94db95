"""Privileges that new objects are born with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..identifiers import quoted
from .acl import LETTERS, Acl, role, usual
from .base import Alteration, Fact, Statements

# The objects of ``alter default privileges``, with the letters that may be granted on them and what everybody may.
OBJECTS = {
    "r": ("tables", "arwdDxtm", ""),
    "S": ("sequences", "rwU", ""),
    "f": ("functions", "X", "X"),
    "T": ("types", "U", "U"),
    "n": ("schemas", "UC", ""),
    "L": ("large objects", "rw", ""),
}


@dataclass(frozen=True, slots=True)
class DefaultPrivileges(Fact):
    """
    A row of ``pg_default_acl``; its path is role, schema (empty: every schema) and letter of the kind of object.

    Without a schema the list stands for what is usual; with one it is added to that.
    """

    kinds = ("default privileges",)
    is_last = True

    acl: tuple[tuple[str, tuple[str, ...]], ...]
    major: int = field(default=18, compare=False)  # of the Postgres that has it

    @property
    def granted(self) -> Acl:
        """The list."""
        return {grantee: frozenset(letters) for grantee, letters in self.acl}

    @property
    def usual(self) -> Acl:
        """What holds without the row."""
        owner, schema, kind = self.id.path
        _, letters, for_everybody = OBJECTS[kind]
        return {} if schema else usual(letters, owner, for_everybody=for_everybody, major=self.major)

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What comes to it from what is usual."""
        del inside
        return self.changes(self.usual, self.granted)

    def drop(self) -> Statements:
        """What goes back to what is usual."""
        return self.changes(self.granted, self.usual)

    def alter(self, new: DefaultPrivileges) -> Alteration:
        """What brings it to *new*."""
        return Alteration(self.changes(self.granted, new.granted))

    def changes(self, old: Acl, new: Acl) -> Statements:
        """``alter default privileges`` for each grantee of whom something is taken or to whom something is given."""
        found = []
        for grantee in sorted({*old, *new}):
            before, after = old.get(grantee, frozenset()), new.get(grantee, frozenset())
            gone = before - after
            # What may be passed on is taken away first where it stays without that.
            if gone:
                found.append(f"{self.head} revoke {self.words(gone)} from {role(grantee)}")
            plain = frozenset(one for one in after - before if not one.endswith("*"))
            option = frozenset(one for one in after - before if one.endswith("*"))
            if plain:
                found.append(f"{self.head} grant {self.words(plain)} to {role(grantee)}")
            if option:
                found.append(f"{self.head} grant {self.words(option)} to {role(grantee)} with grant option")
        return tuple(found)

    @property
    def head(self) -> str:
        """How every statement begins."""
        owner, schema, _ = self.id.path
        place = f" in schema {quoted(schema)}" if schema else ""
        return f"alter default privileges for role {quoted(owner)}{place}"

    def words(self, letters: frozenset[str]) -> str:
        """``select, insert on tables``."""
        ordered = sorted({one[0] for one in letters}, key=list(LETTERS).index)
        return f"{', '.join(LETTERS[one] for one in ordered)} on {OBJECTS[self.id.path[2]][0]}"
