"""
The same changes in forms that do not keep readers and writers waiting, at the price of more steps.

Indexes are built concurrently; constraints are added without a look at the rows that are there, which are checked in a
transaction of its own; a column becomes not null once a check has proven it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..facts.base import ObjectId, constant, dotted
from ..facts.catalog import Catalog
from ..facts.constraints import Constraint
from ..facts.not_nulls import NotNull
from ..facts.tables import Table
from ..identifiers import cut, quoted
from .plan import Change

INDEX = re.compile(r"create (unique )?index ", re.IGNORECASE)
UNIQUE = re.compile(
    r"(?P<kind>UNIQUE|PRIMARY KEY)(?P<nulls> NULLS NOT DISTINCT)? \((?P<columns>(?:[^()\"]|\"[^\"]*\")*)\)"
    r"(?P<include> INCLUDE \((?:[^()\"]|\"[^\"]*\")*\))?(?P<timing>(?: DEFERRABLE)?(?: INITIALLY DEFERRED)?)"
)
NOT_NULL_CHECK = "_not_null_proof"


def online(changes: Iterable[Change], new: Catalog) -> tuple[Change, ...]:
    """*changes* so that tables which are there stay in use; *new* is the catalog that they lead to."""
    known = tuple(changes)
    made = {change.id for change in known if change.move == "create" and change.id.kind == "table"}
    return tuple(better for change in known for better in _better(change, made, new))


def _better(change: Change, made: set[ObjectId], new: Catalog) -> Iterator[Change]:
    table = _table(change.id)
    fact = new.get(change.id)
    if table is None or table in made:
        yield change
    elif change.id.kind == "index" and not _is_partitioned(table, new):
        yield from _index(change)
    elif change.move == "create" and isinstance(fact, Constraint) and not _is_partitioned(table, new):
        yield from _constraint(change, fact)
    elif change.move == "create" and isinstance(fact, NotNull) and change.statement.endswith(" set not null"):
        yield from _not_null(change, fact)
    elif change.id.kind == "partition" and change.move == "drop" and change.id not in new:
        yield replace(change, statement=f"{change.statement} concurrently")
        yield replace(change, statement=_without_leftover(table, new))
    else:
        yield change


def _table(key: ObjectId) -> ObjectId | None:
    if key.kind in ("index", "constraint", "foreign key", "not null", "partition"):
        return ObjectId("table", key.path[:2])
    return None


def _is_partitioned(table: ObjectId, new: Catalog) -> bool:
    fact = new.get(table)
    return isinstance(fact, Table) and fact.partition_key is not None


def _index(change: Change) -> Iterator[Change]:
    if change.move == "create" and INDEX.match(change.statement):
        yield replace(change, statement=INDEX.sub(r"create \1index concurrently ", change.statement, count=1))
    elif change.move == "drop":
        yield replace(change, statement=change.statement.replace("drop index ", "drop index concurrently ", 1))
    else:
        yield change


def _constraint(change: Change, fact: Constraint) -> Iterator[Change]:
    name = quoted(fact.id.path[2])
    if fact.type in "fc" and not fact.definition.endswith(" NOT VALID") and fact.is_local:
        yield replace(change, statement=f"{change.statement} not valid", commits=True)
        # With a weaker lock than adding takes, which is why it has to be a transaction of its own.
        yield replace(change, statement=f"alter table {fact.table} validate constraint {name}", commits=True)
        return
    match = UNIQUE.fullmatch(fact.definition) if fact.type in "pu" else None
    if match is None:
        yield change
        return
    over = f"({match['columns']}){match['include'] or ''}{match['nulls'] or ''}"
    yield replace(change, statement=f"create unique index concurrently {name} on {fact.table} {over}")
    using = f"{match['kind']} using index {name}{match['timing']}"
    yield replace(change, statement=f"alter table {fact.table} add constraint {name} {using}")


def _without_leftover(table: ObjectId, new: Catalog) -> str:
    """What drops the check that Postgres leaves, under a name of its own, where a partition was."""
    kept = [constant(key.path[2]) for key in new.children(table) if key.kind == "constraint"]
    known = f" and conname not in ({', '.join(kept)})" if kept else ""
    name = dotted(*table.path)
    action = constant(f"alter table {name.replace('%', '%%')} drop constraint %I")
    return (
        "do $do$ declare leftover name; begin for leftover in select conname from pg_catalog.pg_constraint "  # noqa: S608
        f"where conrelid = {constant(name)}::pg_catalog.regclass and contype = 'c'{known} "
        f"loop execute pg_catalog.format({action}, leftover); end loop; end $do$"
    )


def _not_null(change: Change, fact: NotNull) -> Iterator[Change]:
    table, column = dotted(*fact.id.path[:2]), quoted(fact.id.path[2])
    name = quoted(cut(fact.id.path[2][: 63 - len(NOT_NULL_CHECK)]) + NOT_NULL_CHECK)
    check = f"alter table {table} add constraint {name} check ({column} is not null) not valid"
    yield replace(change, statement=check, commits=True)
    yield replace(change, statement=f"alter table {table} validate constraint {name}", commits=True)
    yield change
    yield replace(change, statement=f"alter table {table} drop constraint {name}", commits=True)
