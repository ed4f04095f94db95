"""What hangs on an object is said as Postgres wants it, also where no test server can have it."""

from __future__ import annotations

import json

import pytest

from toolkit.core.facts.base import ObjectId
from toolkit.core.facts.catalog import Catalog
from toolkit.core.facts.graph import Graph
from toolkit.core.planning.plan import differing, plan

TABLE = ObjectId("table", ("a", "t"))


def catalog(**labels: str) -> Catalog:
    """A table with a label of each provider."""
    raw = {TABLE: json.dumps({"owner": "ada"})}
    raw |= {
        ObjectId("security label", ("table", "a", "t", key)): json.dumps({"label": text})
        for key, text in labels.items()
    }
    return Catalog(raw, Graph, "ada", 18)


@pytest.mark.parametrize(
    ("old", "new", "statement"),
    [
        (catalog(), catalog(selinux="it's"), "security label for selinux on table a.t is 'it''s'"),
        (catalog(selinux="x"), catalog(selinux="y"), "security label for selinux on table a.t is 'y'"),
        (catalog(selinux="x"), catalog(), "security label for selinux on table a.t is null"),
    ],
    ids=("added", "changed", "removed"),
)
def test_a_security_label_is_set_and_removed_by_its_provider(old: Catalog, new: Catalog, statement: str) -> None:
    assert [change.statement for change in plan(old, new, differing(old, new))] == [statement]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (ObjectId("function", ("a", "f", "")), "function a.f()"),
        (ObjectId("procedure", ("a", "F", "integer, text")), 'procedure a."F"(integer, text)'),
        (ObjectId("privileges", ("function", "a", "f", "")), "privileges on function a.f()"),
        (ObjectId("comment", ("column", "a", "t", "b")), "comment on column a.t.b"),
    ],
)
def test_a_name_reads_as_in_a_statement(key: ObjectId, text: str) -> None:
    assert str(key) == text
