"""A catalog: every fact of a database by its name, and what depends on what."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .base import Fact, ObjectId
from .graph import NOTHING, Graph, Names
from .hanging import Hanging
from .reading import KINDS, fact_of


@dataclass(frozen=True)
class Catalog:
    """
    What one database holds.

    ``raw`` has the fields of each fact as JSON: those that are equal in two catalogs are never taken apart.
    ``read_graph`` says what depends on what; it is asked once, and only if something differs. ``role`` is who read the
    catalog, and will run what is planned; ``major`` the version of Postgres.
    """

    raw: Mapping[ObjectId, str]
    read_graph: Callable[[], Graph]
    role: str
    major: int
    _facts: dict[ObjectId, Fact] = field(default_factory=dict, repr=False)
    _children: dict[ObjectId, tuple[ObjectId, ...]] = field(default_factory=dict, repr=False)

    def __contains__(self, key: ObjectId) -> bool:
        return key in self.raw

    def fact(self, key: ObjectId) -> Fact:
        """The fact of that name; raises KeyError where there is none."""
        if key not in self._facts:
            values = json.loads(self.raw[key])
            kind = KINDS[key.kind]
            if issubclass(kind, Hanging):
                values["target"] = self.fact(kind.parents_of(key.path)[0])
            self._facts[key] = fact_of(key, values)
        return self._facts[key]

    def get(self, key: ObjectId) -> Fact | None:
        """The fact of that name, None where there is none."""
        return self.fact(key) if key in self.raw else None

    def parent(self, key: ObjectId) -> ObjectId | None:
        """The fact with which this one is made and goes: the table of a column. None where it stands alone."""
        return next((one for one in KINDS[key.kind].parents_of(key.path) if one in self.raw), None)

    def table_of(self, key: ObjectId) -> ObjectId | None:
        """The table that the fact is, or is a part of."""
        found: ObjectId | None = key
        while found is not None and found.kind != "table":
            found = self.parent(found)
        return found

    def children(self, key: ObjectId) -> tuple[ObjectId, ...]:
        """The facts of which this one is the parent, in the order of the catalog."""
        if key not in self._children:
            self._children[key] = tuple(one for one in self._near.get(key.path, ()) if self.parent(one) == key)
        return self._children[key]

    def uses(self, key: ObjectId) -> Names:
        """The facts on which this one depends."""
        return frozenset(self.graph.uses.get(key, NOTHING))

    def used_by(self, key: ObjectId) -> Names:
        """The facts that depend on this one."""
        return frozenset(self.graph.used_by.get(key, NOTHING))

    def goes_with(self, key: ObjectId) -> Names:
        """The facts whose end ends this one too: the columns of an index, the table of a trigger."""
        parent = self.parent(key)
        return frozenset(self.graph.belongs.get(key, NOTHING)) | (NOTHING if parent is None else {parent})

    @cached_property
    def _near(self) -> Mapping[tuple[str, ...], list[ObjectId]]:
        """The facts by the path of what they may hang on; few are ever asked for, so more is not found out."""
        found: dict[tuple[str, ...], list[ObjectId]] = defaultdict(list)
        for key in self.raw:
            kind = KINDS[key.kind]
            if kind.parents or issubclass(kind, Hanging):
                found[kind.whole_of(key.path)].append(key)
        return found

    @cached_property
    def graph(self) -> Graph:
        """What depends on what, with the needs that facts tell themselves."""
        graph = self.read_graph()
        for key in self.raw:
            kind = KINDS[key.kind]
            if kind.has_needs:
                for need in self.fact(key).needs:
                    if need in self.raw:
                        graph.add(key, need, belongs=kind.ends_with_needs)
            if key.kind == "constraint" and '"p"' in self.raw[key]:  # a primary key refuses null
                for used in tuple(graph.uses[key]):
                    need = ObjectId("not null", used.path)
                    if used.kind == "column" and need in self.raw:
                        graph.add(key, need)
        return graph
