"""
What is known of the rows that a table takes, before any is tried: of columns, keys, checks and bounds of partitions.

It is about two states: what is there, and what shall be, which the rows should suit as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from .facts.base import ObjectId, constant, dotted
from .facts.catalog import Catalog
from .facts.columns import Column
from .facts.constraints import Constraint, DomainConstraint
from .facts.identities import Identity
from .facts.tables import Partition, Table
from .samples import Samples, literals, samples

REFERENCE = re.compile(r"FOREIGN KEY \((?P<own>.*?)\) REFERENCES (?P<table>.*?)\((?P<other>.*?)\)")
CHECK = re.compile(r"CHECK (?P<condition>\(.*\))(?: NO INHERIT)?(?: NOT VALID| NOT ENFORCED)?", re.DOTALL)
UNIQUE = re.compile(
    r"(?:PRIMARY KEY|UNIQUE)(?: NULLS NOT DISTINCT)? \((?P<columns>(?:[^()\"]|\"[^\"]*\")*)(?<! OVERLAPS)\)"
)
VALUE = re.compile(r"\bVALUE\b")
CHOICES = 30  # values of a column
NULL = "null"
Names = Callable[[ObjectId], ObjectId]
# For columns by their names as printed: the table and the column to which each refers; those that shall refer to what
# is not there yet.
Keys = tuple[Mapping[str, tuple[ObjectId, str]], frozenset[str]]


@dataclass(frozen=True)
class Fitting:
    """
    Says which values may fit into the columns of the tables of *catalog*, which shall be as *after*.

    *now_called* tells the name that a table has there.
    """

    catalog: Catalog
    after: Catalog
    now_called: Names
    _keys: dict[ObjectId, Keys] = field(default_factory=dict)

    @cached_property
    def samples(self) -> Samples:
        """What knows the types."""
        return samples(self.catalog, self.after)

    def columns(self, key: ObjectId) -> list[Column]:
        """Those that hold what somebody put there."""
        facts = (self.catalog.fact(child) for child in self.catalog.children(key))
        return [fact for fact in facts if isinstance(fact, Column) and not fact.generated]

    def constraints(self, key: ObjectId) -> list[Constraint]:
        """Those of a table, then those that it shall have as well."""
        found: dict[str, Constraint] = {}
        for catalog, name in ((self.catalog, key), (self.after, self.now_called(key))):
            for child in catalog.children(name) if name in catalog else ():
                if isinstance(fact := catalog.fact(child), Constraint):
                    found.setdefault(fact.definition, fact)
        return list(found.values())

    def references(self, key: ObjectId) -> set[ObjectId]:
        """The tables to which foreign keys of this one refer, itself among them if so."""
        matches = (REFERENCE.match(one.definition) for one in self.constraints(key) if one.type == "f")
        return {self.tables[match["table"]] for match in matches if match and match["table"] in self.tables}

    # Values

    def values(self, key: ObjectId, column: Column, number: int) -> list[str]:
        """The values to try for a column in row *number*."""
        found = list(islice(self.samples.of(column.type, self.said(key, column), number), CHOICES))
        new = self.after.get(ObjectId("column", (*self.now_called(key).path, column.id.path[2])))
        if isinstance(new, Column) and new.type != column.type and not new.generated:
            # Something that can become what it shall be.
            fitting = islice(self.samples.as_text(new.type, self.said(key, column), number), 2)
            found = [*(f"({value})::{column.type}" for value in fitting), *found]
        found = [*self.for_new_bound(key, column, number), *found]
        referred, homeless = self.keys(key)
        if column.short in homeless and not self.refuses_null(column):
            return [NULL]
        if column.short in referred:
            table, name = referred[column.short]
            of_other = f"(select {name} from {dotted(*table.path)} offset"  # noqa: S608
            found = [f"{of_other} {place} limit 1)" for place in (number - 1, 0)]
        if self.refuses_null(column):
            return found
        # Null passes most checks, also those of which nothing can be told yet.
        return [NULL, *found] if any(mentions(one, column.short) for one in self.untold(key)) else [*found, NULL]

    def untold(self, key: ObjectId) -> Iterator[str]:
        """The checks to come that use what is not there yet."""
        name = self.now_called(key)
        for child in self.after.children(name) if name in self.after else ():
            fact = self.after.fact(child)
            if isinstance(fact, Constraint) and fact.type == "c" and not self.has_all(self.after.uses(child)):
                yield fact.definition

    def chosen(self, key: ObjectId, column: Column, found: Sequence[str], number: int) -> Sequence[str]:
        """Those of *found* that checks of this column alone let pass: Postgres chooses."""
        conditions = list(dict.fromkeys(self.own_checks(key, column)))
        if not conditions:
            return found
        options = ", ".join(f"({one})" for one in found)
        of_these = f"(select {column.short} from (values {options}) as options ({column.short}) where"  # noqa: S608
        passing = " and ".join(conditions)
        return [f"{of_these} {passing} offset {place} limit 1)" for place in (0, number - 1, number, 3, 5)]

    def own_checks(self, key: ObjectId, column: Column) -> Iterator[str]:
        """The conditions of checks, that are there or can be kept already, which look at this column alone."""
        for catalog, table in ((self.catalog, key), (self.after, self.now_called(key))):
            for child in catalog.children(table) if table in catalog else ():
                fact = catalog.fact(child)
                match = CHECK.fullmatch(fact.definition) if isinstance(fact, Constraint) else None
                used = catalog.uses(child)
                columns = {one.path for one in used if one.kind == "column"}
                if match and columns == {(*table.path, column.id.path[2])} and self.has_all(used):
                    yield match["condition"]

    def for_new_bound(self, key: ObjectId, column: Column, number: int) -> list[str]:
        """Where a table shall be a partition: what its bound names for the column."""
        part = self.after.get(ObjectId("partition", self.now_called(key).path))
        if not isinstance(part, Partition):
            return []
        whole = self.after.get(ObjectId("table", part.of))
        if not isinstance(whole, Table) or not mentions(whole.partition_key or "", column.short):
            return []
        texts, numbers = literals([part.bound])
        return [f"{constant(text)}::{column.type}" for text in texts] + [f"({one} + {number - 1})" for one in numbers]

    def literal(self, key: ObjectId, column: Column, number: int, seen: frozenset[ObjectId] = frozenset()) -> str:
        """The value of a column in a row of which all tables are told: that of the column to which it refers."""
        referred = self.keys(key)[0].get(column.short)
        if referred is not None and column.id not in seen:
            table, name = referred
            for other in self.columns(table):
                if other.short == name:
                    return self.literal(table, other, number, seen | {column.id})
        return next(self.samples.of(column.type, self.said(key, column), number), NULL)

    def said(self, key: ObjectId, column: Column) -> list[str]:
        """What checks and bounds of partitions say of a column."""
        checks = [one.definition for one in self.constraints(key) if one.type == "c"]
        return [
            one for one in (*checks, *self.bounds(key, column)) if "FOR VALUES" in one or mentions(one, column.short)
        ]

    def bounds(self, key: ObjectId, column: Column) -> Iterator[str]:
        """The bounds of the partitions of a table, and of theirs, if they are over the column."""
        for part, bound in self.partitions.get(key, ()):
            fact = self.catalog.get(key) or self.after.get(key)
            if isinstance(fact, Table) and mentions(fact.partition_key or "", column.short) and "HASH" not in bound:
                yield bound
            yield from self.bounds(part, column)

    # Keys and conditions

    def keys(self, key: ObjectId) -> Keys:
        """What foreign keys, that are there or shall be, say of the columns of a table."""
        if key not in self._keys:
            self._keys[key] = self.read_keys(key)
        return self._keys[key]

    def read_keys(self, key: ObjectId) -> Keys:
        """The same, found out."""
        found: dict[str, tuple[ObjectId, str]] = {}
        homeless = set()
        for constraint in self.constraints(key):
            match = REFERENCE.match(constraint.definition) if constraint.type == "f" else None
            table = self.tables.get(match["table"]) if match else None
            there = {column.short for column in self.columns(table)} if table else set()
            pairs = zip(match["own"].split(", "), match["other"].split(", "), strict=False) if match else ()
            for own, other in pairs:
                column, name = own.removeprefix("PERIOD "), other.removeprefix("PERIOD ")
                if table is not None and name in there:
                    found.setdefault(column, (table, name))
                else:
                    homeless.add(column)
        return found, frozenset(homeless)

    def new_checks(self, key: ObjectId) -> Iterator[str]:
        """The conditions that the rows of a table shall keep, as far as all that they use is there."""
        name = self.now_called(key)
        for child in self.after.children(name) if name in self.after else ():
            fact = self.after.fact(child)
            match = CHECK.fullmatch(fact.definition) if isinstance(fact, Constraint) else None
            if match and self.catalog.get(child) != fact and self.has_all(self.after.uses(child)):
                yield match["condition"]

    def new_keys(self, key: ObjectId) -> Iterator[str]:
        """The columns of which no two rows may have the same, as they are listed, as far as they are there."""
        name = self.now_called(key)
        for child in self.after.children(name) if name in self.after else ():
            fact = self.after.fact(child)
            match = UNIQUE.match(fact.definition) if isinstance(fact, Constraint) else None
            if match and self.catalog.get(child) != fact and self.has_all(self.after.uses(child)):
                yield match["columns"]

    def new_domains(self, key: ObjectId) -> Iterator[str]:
        """The conditions of domains that the columns of a table have and shall keep."""
        for column in self.columns(key):
            domain = self.domains.get(column.type)
            for child in self.after.children(domain) if domain is not None and domain in self.after else ():
                fact = self.after.fact(child)
                match = CHECK.fullmatch(fact.definition) if isinstance(fact, DomainConstraint) else None
                if match and self.catalog.get(child) != fact and self.has_all(self.after.uses(child)):
                    yield column.short.join(VALUE.split(match["condition"]))

    def has_all(self, used: Iterable[ObjectId]) -> bool:
        """Whether what shall be used is there already."""
        return all(one in self.catalog for one in used)

    # Single columns

    def has_default(self, column: Column) -> bool:
        """Whether Postgres fills it by itself."""
        return any(ObjectId(kind, column.id.path) in self.catalog for kind in ("identity", "default"))

    def refuses_null(self, column: Column) -> bool:
        """Whether null is nothing for it, now or later."""
        table = self.now_called(ObjectId("table", column.id.path[:2]))
        later = ObjectId("not null", (*table.path, column.id.path[2]))
        return ObjectId("not null", column.id.path) in self.catalog or later in self.after

    def counts_itself(self, column: Column) -> bool:
        """Whether its value comes from a sequence, always."""
        identity = self.catalog.get(ObjectId("identity", column.id.path))
        return isinstance(identity, Identity) and identity.always

    # By name

    @cached_property
    def tables(self) -> Mapping[str, ObjectId]:
        """The tables by their names as they are printed."""
        return {dotted(*key.path): key for key in self.catalog.raw if key.kind == "table"}

    @cached_property
    def domains(self) -> Mapping[str, ObjectId]:
        """The domains by their names as they are printed."""
        return {dotted(*key.path): key for key in self.catalog.raw if key.kind == "domain"}

    @cached_property
    def partitions(self) -> Mapping[ObjectId, list[tuple[ObjectId, str]]]:
        """The partitions of each table with their bounds, first those that are there before and after."""
        found: dict[ObjectId, list[tuple[ObjectId, str]]] = defaultdict(list)
        for key in self.catalog.raw:
            fact = self.catalog.fact(key) if key.kind == "partition" else None
            if isinstance(fact, Partition):
                place = 0 if self.after.get(self.now_called(key)) == fact else len(found[ObjectId("table", fact.of)])
                found[ObjectId("table", fact.of)].insert(place, (ObjectId("table", key.path), fact.bound))
        return found


def mentions(text: str, name: str) -> bool:
    """Whether the expression names that column, as it is printed."""
    return re.search(rf"(?<![\w\"]){re.escape(name)}(?![\w\"])", text) is not None
