"""Which changes lose data: rows, values, or the place of a sequence."""

from __future__ import annotations

from ..facts.columns import Column, is_lossy
from .graph import Node
from .verbs import Verbs

HOLDERS = {
    "table": "its rows",
    "sequence": "its position",
    "large object": "its content",
    "extension": "its objects",
    "user mapping": "its secrets",
    "subscription": "its connection",
}


def loss(verbs: Verbs, node: Node) -> str:
    """What is lost, in words; empty where nothing is."""
    if node.move == "drop":
        fact = verbs.old.fact(node.id)
        if isinstance(fact, Column):
            return "" if fact.generated or not fact.is_local else "its values"
        return HOLDERS.get(node.id.kind, "")
    if node.move == "alter" and node.id.kind == "column":
        before, after = verbs.old.fact(node.id), verbs.new.fact(node.id)
        if isinstance(before, Column) and isinstance(after, Column) and is_lossy(before.type, after.type):
            return f"what {after.type} cannot hold"
    return ""
