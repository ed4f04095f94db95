"""
Columns elsewhere that hold whole rows of a table, or values of a domain inside of others.

While there are such, Postgres lets no column of the table be written: neither one of another type, nor a new one that
has values at once. What holds the rows lets go of them meanwhile. Nor does the domain get a condition: another domain
takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.base import ObjectId
from ..facts.catalog import Catalog
from ..facts.columns import Column

# Before this version, since a security release, neither may the body of a function name the row type.
FREE_BODIES = 18
ATOMIC = '"atomic"'  # a field of those


def holders(catalog: Catalog, table: ObjectId) -> Iterator[ObjectId]:
    """The columns, materialized views and bodies of functions that hold rows of *table*."""
    for user in catalog.used_by(table):
        parent = catalog.parent(user)
        if user.kind == "column" and parent != table:
            yield user
        elif parent is not None and parent.kind == "materialized view" and user.kind == "view column":
            yield parent
        elif catalog.major < FREE_BODIES and user.kind in ("function", "procedure") and ATOMIC in catalog.raw[user]:
            yield user


def has_value(catalog: Catalog, key: ObjectId) -> bool:
    """Whether Postgres may have to write something into each row for the new column *key*."""
    column = catalog.get(key)
    if not isinstance(column, Column):
        return False
    is_given = any(ObjectId(kind, key.path) in catalog for kind in ("default", "identity"))
    return is_given or column.generated is not None or "." in column.type  # a domain may have a default, or refuse null


def is_enclosed(catalog: Catalog, domain: ObjectId) -> bool:
    """Whether there are arrays, composite types or ranges of the domain."""
    users = (catalog.get(key) for key in catalog.used_by(domain))
    return any(
        user.type.endswith("[]") if isinstance(user, Column) else user.id.kind in ("composite type", "range")
        for user in users
        if user is not None
    )
