"""The difference between two databases: in words, and as statements that end it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace

from ..core.facts.base import ObjectId
from ..core.planning.online import online
from ..core.planning.plan import differing, plan
from ..core.planning.steps import Step, steps
from ..core.planning.wording import Difference, differences
from ..core.scope import Scope, without_owners
from ..errors import UsageError
from .prove import Proof, prove
from .states import Side, State, state_of

NO_SCRATCH = "a plan is proven in a scratch database, and no server was named for it"


@dataclass(frozen=True, slots=True)
class Diff:
    """What tells two databases apart, and the steps that turn the first into the second."""

    differences: tuple[Difference, ...]
    steps: tuple[Step, ...]
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
            "proof": self.proof and self.proof.as_json(),
        }


def diff(
    old: Side,
    new: Side,
    scope: Scope,
    *,
    scratch: str | None = None,
    without_blocking: bool = False,
    proven: bool = False,
) -> Diff:
    """
    What must happen to *old* so that it is as *new*, as far as *scope* goes.

    *without_blocking* takes the forms that keep nobody waiting, in more steps. With *proven*, the steps are run on a
    clone of *old* in a scratch database.
    """
    with ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        before, after = pool.map(lambda side: stack.enter_context(state_of(side, scratch)), (old, new))
        found = compared(before, after, scope, without_blocking=without_blocking)
        if not proven:
            return found
        if scratch is None:
            raise UsageError(NO_SCRATCH, hint="name a server with --scratch-url, or start the local one")
        return replace(
            found, proof=prove(before.catalog, after.catalog, found.steps, covers(before, after, scope), scratch)
        )


def compared(old: State, new: State, scope: Scope, *, without_blocking: bool = False) -> Diff:
    """The difference of two states."""
    before = old.catalog
    wanted = new.catalog if scope.owners else without_owners(before, new.catalog)
    is_covered = covers(old, new, scope)
    keys = tuple(key for key in differing(before, wanted) if is_covered(key))
    changes = plan(before, wanted, keys)
    return Diff(differences(before, wanted, keys), steps(online(changes, wanted) if without_blocking else changes))


def covers(old: State, new: State, scope: Scope) -> Callable[[ObjectId], bool]:
    """Whether a fact is compared: it is in the scope, and both sides speak of it."""
    return lambda key: scope.covers(key) and old.speaks_of(key) and new.speaks_of(key)
