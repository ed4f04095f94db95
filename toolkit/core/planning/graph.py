"""The order of changes: what is needed is there before, and what is in the way is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from ..facts.base import SIGNED, ObjectId, Owned, Statements
from ..facts.columns import Column
from ..facts.indexes import IndexAttachment
from ..facts.reading import KINDS, RANKS
from ..facts.sequences import SequenceOwner
from ..facts.tables import Partition
from ..ordering import find_cycle, topological
from .carrying import WATCHERS, arrivals, carried
from .inheriting import above, all_above, counterparts
from .row_types import holders
from .verbs import RENEWED, Verb, Verbs

# aside: make room, or let go of what is dropped; finish: drop what was set aside; sketch: make it so that it uses
# nothing yet; loosen: make it so that it uses nothing any more; save, fill: see `carrying`.
Move = Literal["rename", "drop", "aside", "alter", "create", "finish", "sketch", "loosen", "save", "fill"]


class Node(NamedTuple):
    """One thing that happens to one fact."""

    move: Move
    id: ObjectId

    def __str__(self) -> str:
        return f"{self.move} {self.id}"


MOVES: Mapping[Verb, tuple[Move, ...]] = {
    "create": ("create",),
    "drop": ("drop",),
    "alter": ("alter",),
    "replace": ("drop", "create"),
    "swap": ("aside", "create", "finish"),
    "yield": ("aside", "finish"),
}
PHASES: Mapping[Move, int] = {
    "save": -1,
    **dict.fromkeys(("loosen", "drop", "aside"), 0),
    **dict.fromkeys(("sketch", "create", "alter", "fill"), 1),
    "finish": 2,
}
MOVES_OF_CONTENT: tuple[Move, ...] = ("save", "fill")
SKETCHES: Mapping[Move, Move] = {"create": "sketch", "drop": "loosen"}
LAST = 3
FIRM = 3  # see `firmness`
RENEWABLE = ("view", "materialized view", "function", "procedure", "rule", "policy", "trigger")  # they hold nothing


@dataclass(frozen=True, slots=True)
class Ordered:
    """The nodes that have statements of their own, in order, and the ids that come with the creation of another."""

    nodes: tuple[Node, ...]
    inside: Mapping[ObjectId, tuple[ObjectId, ...]]


def order(verbs: Verbs) -> Ordered | ObjectId:
    """
    Every change once, each after those that it needs; equal plans for equal catalogs.

    The id of a fact: there is no order unless that is made anew instead of altered.
    """
    graph = _Graph(verbs)
    while True:
        nodes, needs = graph.folded()
        circle = find_cycle(nodes, needs)
        if not circle:
            return Ordered(topological(nodes, needs), graph.inside())
        turning = graph.break_up(circle)
        if turning is not None:
            return turning


class _Graph:
    """The nodes with what each needs; a node may be folded into another, which then does its work."""

    def __init__(self, verbs: Verbs) -> None:
        self.verbs = verbs
        self.nodes = {Node(move, key) for key, verb in verbs.of.items() for move in MOVES[verb]}
        self.nodes |= {Node("aside", key) for key, alteration in verbs.alterations.items() if alteration.first}
        self.nodes |= {Node("finish", key) for key, alteration in verbs.alterations.items() if alteration.last}
        self.namesakes: dict[tuple[str, ...], list[Node]] = defaultdict(list)  # routines that make room, by their names
        for key, verb in verbs.of.items():
            if verb == "yield" and key.kind in SIGNED:
                self.namesakes[key.path[:2]].append(Node("aside", key))
        self.attachments: dict[tuple[str, ...], list[Node]] = defaultdict(list)  # by the table whose index gets a part
        for key, verb in verbs.of.items():
            if verb in ("create", "replace") and isinstance(fact := verbs.new.fact(key), IndexAttachment):
                self.attachments[fact.of[:2]].append(Node("create", key))
        self.carried = carried(verbs)
        self.nodes |= {Node(move, key) for key in self.carried for move in MOVES_OF_CONTENT}
        self.alone: set[Node] = set()  # must not be folded
        self.cut: set[tuple[Node, Node]] = set()  # needs that are given up
        self.needs: dict[Node, set[Node]] = defaultdict(set)
        for node, need in self.edges():
            if node in self.nodes and need in self.nodes and node != need:
                self.needs[node].add(need)

    # What needs what

    def edges(self) -> Iterator[tuple[Node, Node]]:
        """Each node with one that comes before it."""
        takers = self.takers()
        yield from self.around_content()
        for node in self.nodes:
            match node.move:
                case "drop":
                    yield from self.before_drop(node)
                case "aside" if node.id.kind != "table":  # that one lets go of no more than its type
                    yield from self.around_writing(node)
                    for user in (*self.verbs.old.used_by(node.id), *self.verbs.old.children(node.id)):
                        yield node, Node("drop", user)
                case "finish":
                    yield from self.before_finish(node)
                case "create":
                    yield from self.around_creation(node)
                    slots = self.verbs.new.fact(node.id).slots
                    yield from ((node, taker) for slot in slots for taker in takers.get(slot, ()))
                case "alter":
                    yield from self.before_alteration(node)

    def around_creation(self, node: Node) -> Iterator[tuple[Node, Node]]:
        """What it uses comes before it; what a table must have to inherit, or to become a partition, before that."""
        yield from self.before_new_state(node)
        yield from self.around_writing(node)
        if self.verbs.of.get(ObjectId("table", node.id.path[:2])) in (None, "alter"):
            yield from ((Node("create", one), node) for one in counterparts(self.verbs.new, node.id))
        if self.verbs.is_brought(node.id):
            yield Node("create", ObjectId("partition", node.id.path[:2])), node

    def before_alteration(self, node: Node) -> Iterator[tuple[Node, Node]]:
        """What is in the way is dropped, and what the new state uses is there."""
        yield node, Node("aside", node.id)
        yield node, Node("drop", ObjectId("partition", node.id.path[:2]))
        if node.id.kind == "column":  # one that is made anew may be partitioned by it
            for part in self.verbs.old.used_by(ObjectId("table", node.id.path[:2])):
                if part.kind == "partition" and self.verbs.of.get(ObjectId("table", part.path)) in RENEWED:
                    yield node, Node("drop", part)
        owned = self.verbs.new.get(ObjectId("sequence owner", node.id.path))
        if isinstance(owned, SequenceOwner):  # it gets its owner with the table
            yield node, Node("alter", ObjectId("table", owned.column[:2]))
        yield from self.before_new_state(node)
        yield from self.around_writing(node)
        yield from self.before_column_privileges(node)
        # What happens to a column happens to those that inherit it.
        wholes = (node.id, *(all_above(self.verbs.old, node.id) if node.id.kind == "column" else ()))
        for user in (*self.verbs.old.used_by(node.id), *self.verbs.old.children(node.id)):
            yield from ((Node("alter", one), Node("drop", user)) for one in wholes)

    def around_writing(self, node: Node) -> Iterator[tuple[Node, Node]]:
        """What holds rows of the table lets go of them before a column is written, and takes them back after."""
        table = self.verbs.written_table(node.id)
        if table is not None:
            for one in holders(self.verbs.old, table):
                yield from ((node, Node(move, one)) for move in ("aside", "drop"))
            for one in holders(self.verbs.new, table):
                yield from ((Node(move, one), node) for move in ("alter", "create"))

    def around_content(self) -> Iterator[tuple[Node, Node]]:
        """Content is saved before anything changes, and is back before anything looks at it."""
        for key, target in self.carried.items():
            yield from ((node, Node("save", key)) for node in self.nodes if node.move not in MOVES_OF_CONTENT)
            yield Node("fill", key), Node("save", key)
            yield from ((Node("fill", key), Node("create", part)) for part in arrivals(self.verbs, target))
            yield from (
                (node, Node("fill", key)) for node in self.nodes if node.move == "create" and node.id.kind in WATCHERS
            )

    def before_finish(self, node: Node) -> Iterator[tuple[Node, Node]]:
        """What was set aside is left by all; what is altered last has all its parts."""
        if node.id in self.verbs.alterations:
            yield node, Node("alter", node.id)
            yield from self.before_new_state(node)
            for part in (*self.verbs.old.children(node.id), *self.verbs.new.children(node.id)):
                yield from ((node, Node(move, part)) for move in ("drop", "alter", "create"))
            return
        yield node, Node("create", node.id)
        for user in self.verbs.old.used_by(node.id):
            yield node, Node("alter", user)
            yield node, Node("finish", user)

    def before_drop(self, node: Node) -> Iterator[tuple[Node, Node]]:
        """Users are dropped, or altered so that they use it no more."""
        old, new = self.verbs.old, self.verbs.new
        yield from ((node, Node("drop", one)) for one in counterparts(old, node.id))
        fact = old.fact(node.id)
        if isinstance(fact, Column) and not fact.is_local:  # it goes with that of the table above
            yield from ((Node("drop", one), node) for one in above(old, node.id))
        if self.verbs.is_left_behind(node.id):
            yield node, Node("drop", ObjectId("partition", node.id.path[:2]))
        table = old.parent(node.id)
        if table is not None and table.kind == "table":
            yield node, Node("aside", table)
        for user in (*old.used_by(node.id), *old.children(node.id)):
            yield from ((node, Node(move, user)) for move in ("drop", "finish", "aside"))
            is_free = node.id not in new.uses(user) and node.id != new.parent(user)
            if self.verbs.of.get(user) == "alter" and is_free:
                yield node, Node("alter", user)
        # A partition that only moves stays while its table changes: what happens to the table happens to it as well.
        fact = old.fact(node.id)
        whole = ObjectId("table", fact.of) if isinstance(fact, Partition) else node.id
        if (
            isinstance(fact, Partition)
            and self.verbs.of[node.id] == "replace"
            and self.verbs.of.get(whole) != "replace"
            and self.verbs.of.get(ObjectId("table", node.id.path)) not in RENEWED
        ):
            parts = [*old.children(whole), *new.children(whole)]
            parts += [ObjectId("not null", part.path) for part in parts if part.kind == "column"]
            for part in parts:
                if part.kind in ("column", "constraint", "not null"):
                    yield from ((node, Node(move, part)) for move in ("drop", "alter", "create"))

    def before_column_privileges(self, node: Node) -> Iterator[tuple[Node, Node]]:
        """Revoking from a table takes away the same on its columns, so that columns come after it."""
        if node.id.kind == "privileges" and node.id.path[0] in ("column", "view column"):
            parent = self.verbs.new.parent(ObjectId(node.id.path[0], node.id.path[1:]))
            if parent is not None:
                yield node, Node("alter", ObjectId("privileges", (parent.kind, *parent.path)))

    def before_new_state(self, node: Node) -> Iterator[tuple[Node, Node]]:
        """What the new state uses is there, and as it shall be."""
        new = self.verbs.new
        if node.id.kind in ("column", "default"):
            yield from ((node, Node(move, one)) for one in above(new, node.id) for move in ("create", "alter"))
        if node.id.kind == "partition":
            for part in new.children(ObjectId("table", node.id.path)):
                if part.kind == "column":
                    yield node, Node("alter", part)
                    yield node, Node("alter", ObjectId("not null", part.path))
            # Postgres takes no index that is not yet whole for that of the table.
            yield from ((node, one) for one in self.attachments.get(node.id.path, ()))
        fact, before = new.get(node.id), self.verbs.old.get(node.id)
        owner = before.owner if isinstance(before, Owned) and node.move != "create" else new.role
        if isinstance(fact, Owned) and fact.owner != owner:
            # Who shall own something must be allowed to make it there.
            yield node, Node("alter", ObjectId("privileges", ("schema", *node.id.path[:1])))
        for used in (*new.uses(node.id), node.id):
            yield from ((node, one) for one in self.namesakes.get(used.path[:2], ()) if used.kind in SIGNED)
            for one in (used, new.parent(used)):
                if one is not None:
                    yield node, Node("create", one)
                    yield node, Node("alter", one)

    def takers(self) -> dict[tuple[str, ...], list[Node]]:
        """The nodes that free a name, by that name."""
        found: dict[tuple[str, ...], list[Node]] = defaultdict(list)
        for node in self.nodes:
            if node.move in ("drop", "aside") and self.verbs.of[node.id] != "alter":
                for slot in self.verbs.old.fact(node.id).slots:
                    found[slot].append(node)
        return found

    def moves(self, key: ObjectId) -> bool:
        """Whether a partition stays while it is taken from a table that is made anew."""
        return key.kind == "partition" and key in self.verbs.new and self.verbs.of.get(key) == "replace"

    # Folding

    def is_apart(self, key: ObjectId, owner: ObjectId) -> bool:
        """Whether *key* is part of a partition that has left the table of *owner* by then."""
        whole = self.verbs.old.table_of(owner)
        is_gone = whole is not None and self.verbs.of.get(whole) in ("drop", "replace")
        return is_gone and self.verbs.old.table_of(key) != whole and self.moves(ObjectId("partition", key.path[:2]))

    def host(self, node: Node) -> Node:
        """The node that does the work of *node*: itself, or that of what it goes with or is made with."""
        if node in self.alone:
            return node
        if node.move == "drop" and not self.moves(node.id):
            for owner in sorted(self.verbs.old.goes_with(node.id)):
                if self.is_apart(node.id, owner):
                    continue
                for move in ("drop", "aside"):
                    if Node(move, owner) in self.nodes and self.verbs.of[owner] != "alter":
                        return self.host(Node(move, owner))
        if node.move == "create" and self.verbs.new.fact(node.id).is_inline:
            parent = self.verbs.new.parent(node.id)
            if parent is not None and Node("create", parent) in self.nodes:
                return self.host(Node("create", parent))
        return node

    def folded(self) -> tuple[tuple[Node, ...], dict[Node, set[Node]]]:
        """The nodes that stand for themselves, in the order that serves where nothing else decides, and their needs."""
        hosts = {node: self.host(node) for node in self.nodes}
        needs: dict[Node, set[Node]] = defaultdict(set)
        for node, before in self.needs.items():
            for one in before:
                if hosts[node] != hosts[one] and (hosts[node], hosts[one]) not in self.cut:
                    needs[hosts[node]].add(hosts[one])
        return tuple(sorted(set(hosts.values()), key=rank)), needs

    def inside(self) -> Mapping[ObjectId, tuple[ObjectId, ...]]:
        """What is made by the creation of another fact, in the order of the catalog."""
        found: dict[ObjectId, list[ObjectId]] = defaultdict(list)
        for key in self.verbs.new.raw:
            node = Node("create", key)
            if node in self.nodes and (host := self.host(node)) != node:
                found[host.id].append(key)
        return {key: tuple(ids) for key, ids in found.items()}

    def break_up(self, circle: Iterable[Node]) -> ObjectId | None:
        """
        Unfold what makes the circle; where nothing is folded, give up a need. Returns what it would be better to make
        anew than to alter: it turns from what is dropped to what cannot be made before that.
        """
        pairs = set(pairwise(circle))
        links = [
            (node, one)
            for node, before in self.needs.items()
            for one in before
            if (self.host(node), self.host(one)) in pairs or (self.host(one), self.host(node)) in pairs
        ]
        # What is made alone comes after that of which it is a part, what is dropped alone before: then others may wait
        # for the whole, or the whole for others.
        made = {node for node, _ in links if node.move == "create" and self.host(node) != node}
        unfolded = made | {one for _, one in links if one.move == "drop" and self.host(one) != one}
        if unfolded:
            self.alone |= unfolded
        elif not self.split(pairs):
            given_up = min(pairs, key=lambda pair: (firmness(*pair), *map(rank, pair)))
            turning = [one.id for node, one in pairs if (node.move, one.move) == ("drop", "alter")]
            renewable = sorted(one for one in turning if one.kind in RENEWABLE)
            if firmness(*given_up) == FIRM and renewable:
                return renewable[0]
            self.cut.add(given_up)
        return None

    def split(self, pairs: Iterable[tuple[Node, Node]]) -> bool:
        """Make something of the circle in two steps, of which the first uses nothing; returns whether there is such."""
        if any(firmness(*pair) < FIRM for pair in pairs):
            return False
        found = [(node, one) for node, one in pairs if one.move in SKETCHES and self.sketch(one)]
        if not found:
            return False
        node, whole = max(found, key=lambda pair: rank(pair[1]))
        first = Node(SKETCHES[whole.move], whole.id)
        self.nodes.add(first)
        # Others of the circle have enough of the first step, and do not see the second.
        self.cut.add((node, whole))
        self.needs[node].add(first)
        self.needs[whole].add(first)
        if whole.move == "create":
            self.needs[first] |= self.folded()[1][whole] - {first}
        return True

    def sketch(self, node: Node) -> Statements:
        """What makes the fact use nothing; empty where there is no such thing."""
        return (self.verbs.new if node.move == "create" else self.verbs.old).fact(node.id).sketch()


def firmness(node: Node, need: Node) -> int:
    """How much *node* needs *need*; the less, the sooner it does without."""
    if node.move == "sketch":
        return 0
    # What is only altered was there before: most of the time it will do as it was.
    if need.move == "alter" and node.move in ("alter", "create"):
        return 1 if node.move == "alter" else 2
    return FIRM


def rank(node: Node) -> tuple[int, int, tuple[str, ...], str]:
    """The order in which nodes come where nothing else decides."""
    fact = KINDS[node.id.kind]
    phase = LAST if fact.is_last else PHASES[node.move]
    if fact.goes_last and node.move == "drop":
        phase = LAST + 1
    kind = RANKS[node.id.kind]
    return (phase, -kind if phase != 1 else kind, node.id.path, node.move)
