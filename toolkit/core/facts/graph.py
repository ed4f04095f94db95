"""What depends on what, as names of facts; found out from the rows of ``pg_depend``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .base import ObjectId

Address = tuple[int, int, int]  # classid, objid and objsubid, as in pg_depend
Edge = tuple[Address, Address, str]  # who depends, on what, and how (``deptype``)
Names = frozenset[ObjectId]
NOTHING: Names = frozenset()
FAMILY = "operator family"
# A generated column does not go with the columns that it reads, nor a family with a function of a member.
KEPT = frozenset(("column", FAMILY))
BELONGING = "iPSa"  # the ways in which an object goes with another


@dataclass(frozen=True, slots=True)
class Graph:
    """``belongs`` has those uses that end with what is used: an index goes with each of its columns."""

    uses: dict[ObjectId, set[ObjectId]] = field(default_factory=lambda: defaultdict(set))
    used_by: dict[ObjectId, set[ObjectId]] = field(default_factory=lambda: defaultdict(set))
    belongs: dict[ObjectId, set[ObjectId]] = field(default_factory=lambda: defaultdict(set))

    def add(self, user: ObjectId, used: ObjectId, *, belongs: bool = False) -> None:
        """Note that *user* depends on *used*."""
        self.uses[user].add(used)
        self.used_by[used].add(user)
        if belongs:
            self.belongs[user].add(used)


def graph_of(addresses: Mapping[Address, ObjectId], edges: Iterable[Edge]) -> Graph:
    """The graph of the facts at *addresses*; an object without one counts for the fact that it belongs to."""
    known = tuple(edges)
    # What an attribute uses, its type uses.
    home = _Home({address: key for address, key in addresses.items() if key.kind != "attribute"}, known)
    # What a partition has from its table, but for indexes, is no fact of its own.
    copies = {dependent for dependent, _, how in known if how == "P" and dependent not in addresses}
    graph = Graph()
    for dependent, referenced, how in known:
        if how in "Sa" and dependent in copies:
            continue  # it goes with the partition, but its original does not
        user, used = home.of(dependent), home.of(referenced)
        if user is not None and used is not None and user != used:
            graph.add(user, used, belongs=how in BELONGING and user.kind not in KEPT)
    return graph


class _Home:
    """Finds the fact to which an object belongs: that of a view for its rule, that of a type for its array type."""

    def __init__(self, addresses: Mapping[Address, ObjectId], edges: Iterable[Edge]) -> None:
        self.known: dict[Address, ObjectId | None] = dict(addresses)
        self.owners: dict[Address, Address] = {}
        hows: dict[Address, str] = {}
        for dependent, referenced, how in edges:
            # An internal dependency says it best, then that of a copy on its original; of others the first serves.
            # A member of an operator family may go with its function too, but belongs to the family.
            is_member = how == "a" and (one := self.known.get(referenced)) is not None and one.kind == FAMILY
            if (
                how == "i"
                or (how == "P" and hows.get(dependent) != "i")
                or (how in "Sae" and (dependent not in hows or (is_member and hows[dependent] == "a")))
            ):
                self.owners[dependent] = referenced
                hows[dependent] = how

    def of(self, address: Address) -> ObjectId | None:
        """The fact of *address*, None where nothing that is compared owns it."""
        if address not in self.known:
            self.known[address] = None  # a circle ends here
            owner = (address[0], address[1], 0) if address[2] else self.owners.get(address)
            self.known[address] = self.of(owner) if owner else None
        return self.known[address]
