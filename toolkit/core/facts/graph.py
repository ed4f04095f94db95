"""What depends on what, as names of facts; found out from the rows of ``pg_depend``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .base import ObjectId

Address = str  # classid/objid, with :objsubid where it is not 0; as in pg_depend
Edge = tuple[Address, Address, str]  # who depends, on what, and how (``deptype``)
Names = frozenset[ObjectId]
NOTHING: Names = frozenset()
FAMILY = "operator family"
# A generated column does not go with the columns that it reads, nor a family with a function of a member.
KEPT = frozenset(("column", FAMILY))
BELONGING = "iPSa"  # the ways in which an object goes with another


@dataclass(frozen=True, slots=True)
class Graph:
    """
    ``belongs`` has those uses that end with what is used: an index goes with each of its columns.

    Lists without repetition: most are short, and sets would take more than twice the memory.
    """

    uses: dict[ObjectId, list[ObjectId]] = field(default_factory=lambda: defaultdict(list))
    used_by: dict[ObjectId, list[ObjectId]] = field(default_factory=lambda: defaultdict(list))
    belongs: dict[ObjectId, list[ObjectId]] = field(default_factory=lambda: defaultdict(list))

    def add(self, user: ObjectId, used: ObjectId, *, belongs: bool = False) -> None:
        """Note that *user* depends on *used*."""
        uses = self.uses[user]
        if used not in uses:
            uses.append(used)
            self.used_by[used].append(user)
        if belongs:
            self.end_with(user, used)

    def end_with(self, user: ObjectId, used: ObjectId) -> None:
        """Note that *user* ends with *used*."""
        if used not in self.belongs[user]:
            self.belongs[user].append(used)


def whole(address: Address) -> Address:
    """The address of the object that *address* is a part of: that of a table for its column."""
    return address.partition(":")[0]


def graph_of(addresses: Mapping[Address, ObjectId], edges: Sequence[Edge]) -> Graph:
    """The graph of the facts at *addresses*; an object without one counts for the fact that it belongs to."""
    # What an attribute uses, its type uses.
    home = _Home({address: key for address, key in addresses.items() if key.kind != "attribute"}, edges)
    # What a partition has from its table, but for indexes, is no fact of its own.
    copies = {dependent for dependent, _, how in edges if how == "P" and dependent not in addresses}
    graph = Graph()
    for dependent, referenced, how in edges:
        if how in "Sa" and dependent in copies:
            continue  # it goes with the partition, but its original does not
        user = home.known.get(dependent) or home.of(dependent)
        used = home.known.get(referenced) or home.of(referenced)
        if user is not None and used is not None and user.kind == "sequence" and used.kind == "column" and how == "a":
            graph.end_with(user, used)  # what ties it to the column is a fact of its own
        elif user is not None and used is not None and user != used:
            # The index behind a constraint goes with that, which stands in the way of whatever else the index is about.
            is_behind = user.kind == "constraint index" and how != "i"
            graph.add(user, used, belongs=how in BELONGING and user.kind not in KEPT and not is_behind)
    return graph


class _Home:
    """Finds the fact to which an object belongs: that of a view for its rule, that of a type for its array type."""

    def __init__(self, addresses: Mapping[Address, ObjectId], edges: Iterable[Edge]) -> None:
        self.known: dict[Address, ObjectId | None] = dict(addresses)
        self.owners: dict[Address, Address] = {}
        hows: dict[Address, str] = {}
        for dependent, referenced, how in edges:
            if how == "n":
                continue  # a use, and nothing more
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
            owner = whole(address) if ":" in address else self.owners.get(address)
            self.known[address] = self.of(owner) if owner else None
        return self.known[address]
