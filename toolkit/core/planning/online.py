"""
The same changes in forms that do not keep readers and writers waiting, at the price of more steps.

Indexes are built concurrently, one that is built anew beside the old one; constraints are added without a look at the
rows that are there, which are checked in a transaction of its own; a column becomes not null once a check has proven
it. What only new tables see stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ..facts.base import Fact, ObjectId, constant, dotted
from ..facts.catalog import Catalog
from ..facts.constraints import NOT_NULL, NOT_VALID, Constraint, DomainConstraint
from ..facts.indexes import Index
from ..facts.not_nulls import NotNull
from ..facts.tables import Partition, Table
from ..identifiers import cut, quoted
from .plan import Change

NOT_ENFORCED = " NOT ENFORCED"
INDEX = re.compile(r"create (?P<unique>unique )?index (?P<name>\"(?:[^\"]|\"\")*\"|\S+)", re.IGNORECASE)
LISTED = r"\((?:[^()\"]|\"[^\"]*\")*\)"
UNIQUE = re.compile(
    rf"(?P<kind>UNIQUE|PRIMARY KEY)(?P<nulls> NULLS NOT DISTINCT)? (?P<columns>{LISTED})(?<! WITHOUT OVERLAPS\))"
    rf"(?P<include> INCLUDE {LISTED})?(?P<options> WITH {LISTED})?"
    r"(?P<timing>(?: DEFERRABLE)?(?: INITIALLY DEFERRED)?)"
)
PROOF, BESIDE = "_not_null_proof", "_anew"
KEPT_BY_TABLE = frozenset(("constraint", "foreign key", "not null"))
SINCE_NOT_VALID_NULLS = SINCE_NOT_VALID_KEYS_OF_PARTITIONED = 18


def online(changes: Iterable[Change], old: Catalog, new: Catalog) -> tuple[Change, ...]:
    """*changes*, which lead from *old* to *new*, so that tables which are there stay in use."""
    forms = _Forms(tuple(changes), old, new)
    return tuple(_apart(change for each in forms.all() for change in each))


def _apart(changes: Iterable[Change]) -> Iterator[Change]:
    """*changes*; one that reads all rows to validate a constraint holds no lock but its own, which is a weak one."""
    before: Change | None = None
    for change in changes:
        is_validation = change.id.kind in KEPT_BY_TABLE and " validate constraint " in change.statement
        if before is not None:
            yield replace(before, commits=before.commits or is_validation)
        before = replace(change, commits=True) if is_validation else change
    if before is not None:
        yield before


@dataclass(frozen=True)
class _Forms:
    """The changes of a plan, each in the form that keeps nobody waiting."""

    changes: tuple[Change, ...]
    old: Catalog
    new: Catalog

    def all(self) -> Iterator[Iterable[Change]]:
        """For each change what does the same."""
        renewed = self.renewed
        for place, change in enumerate(self.changes):
            if place in renewed:
                yield ()  # it is dropped when the new one is there
            elif change.move == "create" and INDEX.match(change.statement) and change.id in renewed.values():
                yield _renewal(change)
            else:
                yield self.better(change)

    def better(self, change: Change) -> Iterable[Change]:
        """What does the same as *change*."""
        fact = (self.old if change.move == "drop" else self.new).get(change.id)
        table = self.lasting(change.id)
        if fact is None or table is None:
            return (change,)
        is_partitioned = _is_partitioned(self.new, table)
        if isinstance(fact, Index) and not is_partitioned:
            return (_concurrent(change),)
        if isinstance(fact, Partition) and change.move == "drop" and change.id not in self.new:
            return self.detached(change, fact)
        return self.created(change, fact, is_partitioned=is_partitioned) if change.move == "create" else (change,)

    def created(self, change: Change, fact: Fact, *, is_partitioned: bool) -> Iterable[Change]:
        """What makes a constraint, or a column not null."""
        match fact:
            case Constraint(type="f") if is_partitioned and self.major < SINCE_NOT_VALID_KEYS_OF_PARTITIONED:
                return (change,)
            case Constraint(type="f" | "c") | DomainConstraint():
                return _checked_later(change, fact)
            case Constraint() if not is_partitioned and not self.would_become_local(fact):
                return _indexed_first(change, fact)
            case NotNull():
                return self.not_null(change, fact)
        return (change,)

    def would_become_local(self, key: Constraint) -> bool:
        """Whether a primary key that takes over an index would make not null its table's own, which is inherited."""
        if key.type != "p" or self.major < SINCE_NOT_VALID_NULLS:
            return False
        columns = (self.new.get(ObjectId("not null", used.path)) for used in self.new.uses(key.id))
        return any(isinstance(one, NotNull) and not one.is_local for one in columns)

    @property
    def major(self) -> int:
        """The version of the server on which the changes run."""
        return self.old.major

    def lasting(self, key: ObjectId) -> ObjectId | None:
        """The table, materialized view or domain to which a fact belongs, if it is there before and after."""
        kinds = ("domain",) if key.kind == "domain constraint" else ("table", "materialized view")
        for kind in kinds:
            whole = ObjectId(kind, key.path[:2])
            if whole in self.old and whole in self.new and whole not in self.made:
                return whole
        return None

    @cached_property
    def made(self) -> frozenset[ObjectId]:
        """What the plan makes, or makes anew."""
        return frozenset(change.id for change in self.changes if change.move == "create")

    @cached_property
    def renewed(self) -> dict[int, ObjectId]:
        """
        The indexes that are built anew, by the place of the change that drops the old one.

        The new one can be built beside it if nothing happens between that concerns the index.
        """
        dropped: dict[ObjectId, int] = {}
        found = {}
        for place, change in enumerate(self.changes):
            fact = self.old.get(change.id)
            if change.move == "drop" and isinstance(fact, Index) and fact.is_valid:
                dropped[change.id] = place
            elif change.move == "create" and change.id in dropped and INDEX.match(change.statement):
                before = dropped.pop(change.id)
                table = self.lasting(change.id)
                is_apart = all(self.is_apart(one, change.id) for one in self.changes[before + 1 : place])
                if table is not None and not _is_partitioned(self.new, table) and is_apart:
                    found[before] = change.id
        return found

    def is_apart(self, change: Change, index: ObjectId) -> bool:
        """Whether *change* is no matter for an index: it is about something else than the table and what both use."""
        if change.id.kind == "index" and change.id != index:
            return self.old.parent(change.id) is not None
        used = self.old.uses(index) | self.new.uses(index)
        return change.id.path[:2] != index.path[:2] and change.id not in used

    def free(self, name: str, ending: str) -> str:
        """A name for a constraint that none has before or after: *name* with *ending*, and a number if need be."""
        taken = {key.path[-1] for one in (self.old, self.new) for key in one.raw if key.kind in KEPT_BY_TABLE}
        number = 1
        while (found := _with_ending(name, ending if number == 1 else f"{ending}_{number}")) in taken:
            number += 1
        return found

    def not_null(self, change: Change, fact: NotNull) -> Iterator[Change]:
        """A constraint that is validated later, or, where there is none, a check that proves it before."""
        table, column = dotted(*fact.id.path[:2]), quoted(fact.id.path[2])
        if not fact.is_valid:
            yield change
        elif self.major >= SINCE_NOT_VALID_NULLS:
            name = quoted(fact.constraint or fact.usual)
            inherited = " no inherit" if fact.no_inherit else ""
            added = f"alter table {table} add constraint {name} not null {column}{inherited} not valid"
            yield replace(change, statement=added)
            yield replace(change, statement=f"alter table {table} validate constraint {name}")
        else:
            name = quoted(self.free(fact.id.path[2], PROOF))
            check = f"alter table {table} add constraint {name} check ({column} is not null) not valid"
            yield replace(change, statement=check)
            yield replace(change, statement=f"alter table {table} validate constraint {name}")
            yield change
            yield replace(change, statement=f"alter table {table} drop constraint {name}", commits=True)

    def detached(self, change: Change, fact: Partition) -> Iterator[Change]:
        """Postgres refuses to do it concurrently beside a default partition, and leaves a check behind otherwise."""
        if fact.is_pending:
            yield change
            return
        others = (self.old.fact(key) for key in self.old.raw if key.kind == "partition")
        if any(isinstance(one, Partition) and one.of == fact.of and one.bound == "DEFAULT" for one in others):
            yield change
            return
        yield replace(change, statement=f"{change.statement} concurrently")
        yield replace(change, statement=self.without_leftover(change.id))

    def without_leftover(self, partition: ObjectId) -> str:
        """What drops the check that Postgres leaves, under a name of its own, where a partition was."""
        both = {key for one in (self.old, self.new) for key in one.raw if key.kind == "constraint"}
        kept = sorted(constant(key.path[2]) for key in both if key.path[:2] == partition.path)
        known = f" and conname not in ({', '.join(kept)})" if kept else ""
        name = dotted(*partition.path)
        action = constant(f"alter table {name.replace('%', '%%')} drop constraint %I")
        return (
            "do $do$ declare leftover name; begin for leftover in select conname from pg_catalog.pg_constraint "  # noqa: S608
            f"where conrelid = {constant(name)}::pg_catalog.regclass and contype = 'c'{known} "
            f"loop execute pg_catalog.format({action}, leftover); end loop; end $do$"
        )


def _is_partitioned(catalog: Catalog, table: ObjectId) -> bool:
    fact = catalog.get(table)
    return isinstance(fact, Table) and fact.partition_key is not None


def _with_ending(name: str, ending: str) -> str:
    return cut(name)[: 63 - len(ending)].encode()[: 63 - len(ending)].decode(errors="ignore") + ending


def _concurrent(change: Change) -> Change:
    statement = change.statement
    if change.move == "create" and (match := INDEX.match(statement)):
        head = f"create {match['unique'] or ''}index concurrently {match['name']}"
        return replace(change, statement=head.lower()[: -len(match["name"])] + statement[match.start("name") :])
    if change.move == "drop":
        return replace(change, statement=statement.replace("drop index ", "drop index concurrently ", 1))
    return change


def _renewal(change: Change) -> Iterator[Change]:
    """The new index is built under another name, and takes that of the old one when that is gone."""
    schema, _, name = change.id.path
    beside = _with_ending(name, BESIDE)
    built = _concurrent(change).statement.replace(f" {quoted(name)} ", f" {quoted(beside)} ", 1)
    yield replace(change, statement=built)
    yield replace(change, statement=f"drop index concurrently {dotted(schema, name)}")
    yield replace(change, statement=f"alter index {dotted(schema, beside)} rename to {quoted(name)}")


def _checked_later(change: Change, fact: Fact) -> Iterator[Change]:
    """First for what is written from now on, then for the rows that are there."""
    definition = str(getattr(fact, "definition", ""))
    if definition.endswith((NOT_VALID, NOT_ENFORCED)) or definition == NOT_NULL:
        yield change
        return
    # With a weaker lock than adding takes, which is why it has to be a transaction of its own.
    owner = "domain" if isinstance(fact, DomainConstraint) else "table"
    validated = f"alter {owner} {dotted(*fact.id.path[:2])} validate constraint {quoted(fact.id.path[2])}"
    yield replace(change, statement=f"{change.statement} not valid", commits=True)
    yield replace(change, statement=validated, commits=True)


def _indexed_first(change: Change, fact: Constraint) -> Iterator[Change]:
    """The index behind a key, built concurrently, becomes that of the constraint."""
    match = UNIQUE.fullmatch(fact.definition)
    if match is None:
        yield change
        return
    name = quoted(fact.id.path[2])
    over = "".join(match[part] or "" for part in ("columns", "include", "nulls", "options"))
    yield replace(change, statement=f"create unique index concurrently {name} on {fact.table} {over}")
    using = f"{match['kind']} using index {name}{match['timing']}"
    yield replace(change, statement=f"alter table {fact.table} add constraint {name} {using}")
