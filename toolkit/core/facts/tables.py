"""Tables, and how a partition hangs on its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..identifiers import quoted
from .base import Alteration, Fact, ObjectId, Owned, Statements, dotted, joined, options_change, options_list
from .columns import Column, OfColumn
from .constraints import Constraint

Options = tuple[str, ...]  # each ``name=value``
HEAP = "heap"
REPLICA_IDENTITIES = {"n": "nothing", "f": "full"}


@dataclass(frozen=True, slots=True)
class Table(Owned):
    """
    A row of ``pg_class`` for a table, partitioned or not, a partition too.

    ``inherits`` are schema and name of the parents of a table that is no partition, in their order. Which index is the
    replica identity is a fact of its own.
    """

    kinds = ("table",)
    privileges = "arwdDxtm"
    grants_on = "table"

    persistence: str = "p"  # or ``u``, unlogged
    access_method: str = HEAP
    options: Options | None = None
    toast_options: Options | None = None
    row_security: bool = False
    forced: bool = False
    partition_key: str | None = None  # as after ``partition by``
    replica_identity: str = "d"  # or ``n``, ``f``
    of_type: str | None = None
    inherits: tuple[tuple[str, str], ...] | None = None
    is_partition: bool = False

    @property
    def slot(self) -> tuple[str, ...]:
        """Tables share their names with all other relations."""
        return ("relation", *self.id.path)

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it, with its columns, their defaults and its constraints as far as they are *inside*."""
        parents = ", ".join(dotted(*parent) for parent in self.inherits or ())
        storage = [*(self.options or ()), *(f"toast.{option}" for option in self.toast_options or ())]
        twins = again(inside)
        statement = joined(
            (
                "create",
                "unlogged" if self.persistence == "u" else "",
                self.what,
                f"of {self.of_type}" if self.of_type else "",
                self.elements([fact for fact in inside if fact not in twins]),
                f"inherits ({parents})" if parents else "",
                f"partition by {self.partition_key}" if self.partition_key else "",
                f"using {quoted(self.access_method)}" if self.access_method != HEAP else "",
                f"with ({options_list(storage)})" if storage else "",
            )
        )
        blank = Table(self.id, owner=self.owner)
        added = (f"alter {self.what} add {fact.definition_in_table}" for fact in twins)
        return (statement, *added, *self.flags(blank), *parts_of_columns(inside, is_partition=self.is_partition))

    def elements(self, inside: Sequence[Fact]) -> str:
        """What stands between the parentheses of ``create table``."""
        lines = []
        for fact in inside:
            # What an inheriting table gets from its parents comes by itself; a partition is attached later.
            if isinstance(fact, Column) and (fact.is_local or self.is_partition):
                lines.append(fact.definition(inside, typed=self.of_type is not None))
            elif isinstance(fact, Constraint) and (fact.is_local or self.is_partition):
                lines.append(fact.definition_in_table)
        if not lines:
            return "" if self.of_type else "()"
        return "(\n    " + ",\n    ".join(lines) + "\n)"

    def alter(self, new: Table) -> Alteration | None:
        """What brings it to *new*; the way of partitioning cannot be changed in place."""
        if self.partition_key != new.partition_key:
            return None
        statements: list[str] = []
        if self.of_type != new.of_type:
            statements.append(f"alter {self.what} " + (f"of {new.of_type}" if new.of_type else "not of"))
        disturbs: frozenset[str] = frozenset()
        old_parents, new_parents = self.inherits or (), new.inherits or ()
        first = [f"alter {self.what} no inherit {dotted(*one)}" for one in old_parents if one not in new_parents]
        last = [f"alter {self.what} inherit {dotted(*one)}" for one in new_parents if one not in old_parents]
        if self.persistence != new.persistence:
            disturbs = frozenset(("foreign key",))  # one that is logged must not refer to one that is not
            statements.append(f"alter {self.what} set {'unlogged' if new.persistence == 'u' else 'logged'}")
        if self.access_method != new.access_method:
            statements.append(f"alter {self.what} set access method {quoted(new.access_method)}")
        for prefix, before, after in (
            ("", self.options, new.options),
            ("toast.", self.toast_options, new.toast_options),
        ):
            setting, resetting = options_change(
                [prefix + option for option in before or ()], [prefix + option for option in after or ()]
            )
            # There may only be something to toast when all columns are as they shall be.
            found = last if prefix else statements
            found += [f"alter {self.what} set ({setting})"] if setting else []
            found += [f"alter {self.what} reset ({resetting})"] if resetting else []
        return Alteration((*statements, *new.flags(self)), disturbs, first=tuple(first), last=tuple(last))

    def rework(self, replaced: Fact) -> Alteration | None:
        """
        A typed table lets go of its type, and takes the new one of that name when its columns are like that; what
        inherits lets go of its table. That a partition moves is a fact of its own.
        """
        if isinstance(replaced, Table):
            parent = dotted(*replaced.id.path)
            if self.is_partition:
                return Alteration(())
            return Alteration(
                (f"alter {self.what} inherit {parent}",), first=(f"alter {self.what} no inherit {parent}",)
            )
        if self.of_type is None or self.of_type != replaced.name:
            return None
        return Alteration((), first=(f"alter {self.what} not of",), last=(f"alter {self.what} of {self.of_type}",))

    def flags(self, old: Table) -> Statements:
        """What row security and replica identity take to come from *old*."""
        found = []
        if self.row_security != old.row_security:
            found.append(f"alter {self.what} {'enable' if self.row_security else 'disable'} row level security")
        if self.forced != old.forced:
            found.append(f"alter {self.what} {'' if self.forced else 'no '}force row level security")
        if self.replica_identity != old.replica_identity:
            identity = REPLICA_IDENTITIES.get(self.replica_identity, "default")
            found.append(f"alter {self.what} replica identity {identity}")
        return tuple(found)


def again(inside: Sequence[Fact]) -> list[Constraint]:
    """The keys that say the same as another before them: in one statement, Postgres would make one of both."""
    seen: set[str] = set()
    found = []
    for fact in inside:
        if isinstance(fact, Constraint) and fact.type in "pu":
            columns = fact.definition[fact.definition.index("(") :]
            if columns in seen:
                found.append(fact)
            seen.add(columns)
    return found


def parts_of_columns(inside: Sequence[Fact], *, is_partition: bool) -> Statements:
    """What is left to say of the columns of a new table: settings, and what it has otherwise than its parents."""
    said = {fact.id.path for fact in inside if isinstance(fact, Column) and (fact.is_local or is_partition)}
    found: list[str] = []
    for fact in inside:
        if isinstance(fact, Column):
            found += fact.settings(None)
        elif isinstance(fact, OfColumn) and fact.id.path in said:
            found += fact.afterwards
        elif isinstance(fact, OfColumn) and not fact.is_copy:
            found += fact.create(())
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Partition(Fact):
    """
    That a table is a partition of another, ``of``; ``bound`` is as after ``attach partition``.

    ``is_pending``: a concurrent detachment began and was not finished. ``condition`` holds for its rows.
    """

    kinds = ("partition",)
    parents = ("table", "foreign table")
    own_names = 0
    has_needs = True

    of: tuple[str, str]
    bound: str
    is_pending: bool = False
    condition: str | None = field(default=None, compare=False)

    @property
    def what(self) -> str:
        """The table."""
        return f"table {dotted(*self.id.path)}"

    @property
    def needs(self) -> tuple[ObjectId, ...]:
        """The other table."""
        return (ObjectId("table", self.of),)

    def create(self, inside: Sequence[Fact]) -> Statements:
        """What makes it a partition."""
        del inside
        return (f"alter table only {dotted(*self.of)} attach partition {dotted(*self.id.path)} {self.bound}",)

    def drop(self) -> Statements:
        """What makes it a table of its own."""
        rest = " finalize" if self.is_pending else ""
        return (f"alter table {dotted(*self.of)} detach partition {dotted(*self.id.path)}{rest}",)
