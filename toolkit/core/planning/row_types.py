"""
Columns elsewhere that hold whole rows of a table.

While there are such, Postgres lets no column of the table be written: neither one of another type, nor a new one that
has values at once. What holds the rows lets go of them meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.base import ObjectId
from ..facts.catalog import Catalog
from ..facts.columns import Column
from .verbs import Verbs


def holders(catalog: Catalog, table: ObjectId) -> Iterator[ObjectId]:
    """The columns, and the materialized views, that hold rows of *table*."""
    for user in catalog.used_by(table):
        parent = catalog.parent(user)
        if user.kind == "column" and parent != table:
            yield user
        elif parent is not None and parent.kind == "materialized view" and user.kind == "view column":
            yield parent


def written(verbs: Verbs, key: ObjectId) -> ObjectId | None:
    """The table that stays and gets values for the column *key*; None where there is no such."""
    table = ObjectId("table", key.path[:2])
    if key.kind != "column" or verbs.of.get(table, "alter") != "alter":
        return None
    if key in verbs.alterations:
        return table if verbs.alterations[key].disturbs else None
    column = verbs.new.get(key)
    if not isinstance(column, Column) or verbs.of.get(key) not in ("create", "replace"):
        return None
    has_value = any(ObjectId(kind, key.path) in verbs.new for kind in ("default", "identity"))
    return table if has_value or column.generated == "s" or "." in column.type else None
