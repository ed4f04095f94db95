"""The difference between two databases: in words, and as statements that end it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from ...core.census import unmanaged
from ...core.facts.base import ObjectId
from ...core.planning.likeness import offers
from ...core.planning.online import online
from ...core.planning.plan import differing, plan
from ...core.planning.steps import Step, steps
from ...core.planning.wording import Difference, differences
from ...core.scope import Scope, without_owners
from ...errors import UsageError
from .prove import Proof, prove
from .renamed import Renamed, renamed
from .states import Side, State, states_of

NO_SCRATCH = "{} in a scratch database, and no server was named for it"


@dataclass(frozen=True, slots=True)
class Diff:
    """
    What tells two databases apart, and the steps that turn the first into the second.

    ``offers`` are renames that may be meant, as ``--rename`` takes them.
    """

    differences: tuple[Difference, ...]
    steps: tuple[Step, ...]
    offers: tuple[str, ...] = ()
    proof: Proof | None = None

    @property
    def losses(self) -> tuple[str, ...]:
        """What the steps lose, in words; each once, in their order."""
        changes = (one.change for step in self.steps for one in step.changes)
        return tuple(dict.fromkeys(f"{change.id}: {change.loses}" for change in changes if change.loses))

    def as_json(self) -> dict[str, object]:
        """For programs: what differs, and the steps with the labels of each statement."""
        return {
            "differences": [one.as_json() for one in self.differences],
            "steps": [
                {
                    "transaction": step.is_transaction,
                    "statements": [
                        {
                            "sql": one.change.statement,
                            "object": str(one.change.id),
                            "locks": [str(lock) for lock in one.locks],
                            "blocks": one.blocks or None,
                            "work": one.effect.work,
                            "loses": one.change.loses or None,
                        }
                        for one in step.changes
                    ],
                }
                for step in self.steps
            ],
            "renames": list(self.offers),
            "unmanaged": dict(unmanaged()),
            "proof": self.proof and self.proof.as_json(),
        }


def diff(
    old: Side,
    new: Side,
    scope: Scope,
    *,
    scratch: str | None = None,
    renames: Sequence[str] = (),
    without_blocking: bool = False,
    proven: bool = False,
) -> Diff:
    """
    What must happen to *old* so that it is as *new*, as far as *scope* goes.

    *scratch* is a server for scratch databases. *renames* say what has another name in *new*, as ``shop.items=goods``.
    *without_blocking* takes the forms that keep nobody waiting, in more steps. With *proven*, the steps are run on a
    clone of *old*. Raises UsageError where there is no server for what needs one, or a rename names nothing.
    """
    with ExitStack() as stack:
        stack.enter_context(uncollected())
        before, after = states_of(old, new, scratch, stack)
        start = Renamed(before.catalog, (), (), lambda key: key)
        if renames:
            start = renamed(before.catalog, after.catalog, renames, needed(scratch, "renames are tried"))
        state = replace(before, catalog=start.catalog)
        found = compared(state, after, scope, start, without_blocking=without_blocking)
        if not proven:
            return found
        server = needed(scratch, "a plan is proven")
        is_covered = covers(state, after, scope)
        return replace(
            found, proof=prove(before.catalog, after.catalog, found.steps, is_covered, server, start.now_called)
        )


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector out: catalogs are large, have no circles, and stay until the end."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def needed(scratch: str | None, what_for: str) -> str:
    """The server for scratch databases; raises UsageError where there is none."""
    if scratch is None:
        raise UsageError(NO_SCRATCH.format(what_for), hint="name a server with --scratch-url, or start the local one")
    return scratch


def compared(old: State, new: State, scope: Scope, start: Renamed, *, without_blocking: bool = False) -> Diff:
    """The difference of two states; *start* has the renames that led to *old* and must run before."""
    before = old.catalog
    wanted = new.catalog if scope.owners else without_owners(before, new.catalog)
    is_covered = covers(old, new, scope)
    keys = tuple(key for key in differing(before, wanted) if is_covered(key))
    changes = plan(before, wanted, keys)
    return Diff(
        (*start.differences, *differences(before, wanted, keys)),
        steps((*start.changes, *(online(changes, before, wanted) if without_blocking else changes))),
        tuple(offers(before, wanted, keys)),
    )


def covers(old: State, new: State, scope: Scope) -> Callable[[ObjectId], bool]:
    """Whether a fact is compared: it is in the scope, and both sides speak of it."""
    return lambda key: scope.covers(key) and old.speaks_of(key) and new.speaks_of(key)
