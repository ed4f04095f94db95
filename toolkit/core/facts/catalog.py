"""A catalog: every fact of a database by its name, and what depends on what."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .base import Fact, ObjectId
from .hanging import Hanging
from .reading import KINDS, fact_of

Address = tuple[int, int, int]  # classid, objid and objsubid, as in pg_depend
Edge = tuple[Address, Address, str]  # who depends, on what, and how (``deptype``)
Names = frozenset[ObjectId]

BELONGING = "iPSa"  # the ways in which an object goes with another
NOTHING: Names = frozenset()


@dataclass(frozen=True)
class Catalog:
    """
    What one database holds.

    ``raw`` has the fields of each fact as JSON: those that are equal in two catalogs are never taken apart.
    ``addresses`` says which fact an object of the server is. ``read_edges`` gives the rows of ``pg_depend``; it is
    asked once, and only if something differs. ``role`` is who read it, and will run what is planned.
    """

    raw: Mapping[ObjectId, str]
    addresses: Mapping[Address, ObjectId]
    read_edges: Callable[[], Iterable[Edge]]
    role: str
    major: int
    _facts: dict[ObjectId, Fact] = field(default_factory=dict, repr=False)

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

    def children(self, key: ObjectId) -> tuple[ObjectId, ...]:
        """The facts of which this one is the parent, in the order of the catalog."""
        return tuple(self._children.get(key, ()))

    def uses(self, key: ObjectId) -> Names:
        """The facts on which this one depends."""
        return frozenset(self._graph.uses.get(key, NOTHING))

    def used_by(self, key: ObjectId) -> Names:
        """The facts that depend on this one."""
        return frozenset(self._graph.used_by.get(key, NOTHING))

    def goes_with(self, key: ObjectId) -> Names:
        """The facts whose end ends this one too: the columns of an index, the table of a trigger."""
        parent = self.parent(key)
        return frozenset(self._graph.goes_with.get(key, NOTHING)) | (NOTHING if parent is None else {parent})

    @cached_property
    def _children(self) -> Mapping[ObjectId, list[ObjectId]]:
        found: dict[ObjectId, list[ObjectId]] = defaultdict(list)
        for key in self.raw:
            parent = self.parent(key)
            if parent is not None:
                found[parent].append(key)
        return found

    @cached_property
    def _graph(self) -> _Graph:
        edges = tuple(self.read_edges())
        home = _Home(self.addresses, edges)
        graph = _Graph(defaultdict(set), defaultdict(set), defaultdict(set))
        for dependent, referenced, how in edges:
            user, used = home.of(dependent), home.of(referenced)
            if user is not None and used is not None and user != used:
                graph.add(user, used, belongs=how in BELONGING and user.kind != "column")
        for key in self.raw:
            if KINDS[key.kind].has_needs:
                for need in self.fact(key).needs:
                    if need in self.raw:
                        graph.add(key, need, belongs=False)
        return graph


@dataclass(frozen=True, slots=True)
class _Graph:
    uses: dict[ObjectId, set[ObjectId]]
    used_by: dict[ObjectId, set[ObjectId]]
    goes_with: dict[ObjectId, set[ObjectId]]

    def add(self, user: ObjectId, used: ObjectId, *, belongs: bool) -> None:
        self.uses[user].add(used)
        self.used_by[used].add(user)
        if belongs:
            self.goes_with[user].add(used)


class _Home:
    """Finds the fact to which an object belongs: that of a view for its rule, that of a type for its array type."""

    def __init__(self, addresses: Mapping[Address, ObjectId], edges: Iterable[Edge]) -> None:
        self.known: dict[Address, ObjectId | None] = dict(addresses)
        self.owners: dict[Address, Address] = {}
        for dependent, referenced, how in edges:
            # An internal dependency says it best; of others the first serves.
            if how == "i" or (how in BELONGING and dependent not in self.owners):
                self.owners[dependent] = referenced

    def of(self, address: Address) -> ObjectId | None:
        """The fact of *address*, None where nothing that is compared owns it."""
        if address not in self.known:
            self.known[address] = None  # a circle ends here
            owner = (address[0], address[1], 0) if address[2] else self.owners.get(address)
            self.known[address] = self.of(owner) if owner else None
        return self.known[address]
