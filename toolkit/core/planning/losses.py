"""Which changes lose data: rows, values, or the place of a sequence."""

from __future__ import annotations

from ..facts.base import Fact, ObjectId
from ..facts.columns import Column, is_lossy
from ..facts.identities import Identity
from ..facts.sequences import Sequence
from ..facts.tables import Partition, Table
from .carrying import COUNTERS, carried, forgotten
from .graph import Node
from .verbs import Verbs

HOLDERS = {
    "table": "its rows",
    "sequence": "its position",
    "identity": "its position",
    "large object": "its content",
    "extension": "its objects",
    "user mapping": "its secrets",
    "subscription": "its connection",
}


def _keeps_partitions(verbs: Verbs, table: ObjectId) -> bool:
    """Whether all that hangs on a partitioned table, and holds its rows, stays."""
    facts = [verbs.old.get(key) for key in verbs.old.used_by(table)]
    parts = [ObjectId("table", fact.id.path) for fact in facts if isinstance(fact, Partition)]
    kept = carried(verbs)
    return all(part in kept or verbs.of.get(part) not in ("drop", "replace") for part in parts)


def loss(verbs: Verbs, node: Node) -> str:
    """What is lost, in words; empty where nothing is."""
    match node.move:
        case "drop":
            return _of_drop(verbs, node.id)
        case "alter" if node.id in verbs.old and node.id in verbs.new:
            return _of_alteration(verbs.old.fact(node.id), verbs.new.fact(node.id))
    return ""


def _of_drop(verbs: Verbs, key: ObjectId) -> str:
    fact = verbs.old.fact(key)
    target = carried(verbs).get(key) if key.kind in ("table", *COUNTERS) else None
    if target is not None:
        return forgotten(verbs, key, target) if key.kind == "table" else ""
    if isinstance(fact, Table) and fact.partition_key and _keeps_partitions(verbs, key):
        return ""
    if isinstance(fact, Column):
        return "" if fact.generated or not fact.is_local else "its values"
    return HOLDERS.get(key.kind, "")


def _of_alteration(before: Fact, after: Fact) -> str:
    if isinstance(before, Identity | Sequence) and isinstance(after, Identity | Sequence):
        if after.options.is_elsewhere(before.options):
            return HOLDERS[after.id.kind]
        narrower = after.options.is_narrower(before.options)
        return f"{HOLDERS[after.id.kind]}, if the new bounds exclude it" if narrower else ""
    if isinstance(before, Column) and isinstance(after, Column) and is_lossy(before.type, after.type):
        return f"what {after.type} cannot hold"
    return ""
