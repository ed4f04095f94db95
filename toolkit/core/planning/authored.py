"""Steps as versioned scripts: what `toolkit diff --write` puts into files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from ...errors import UsageError
from ..scaffold import Draft
from .steps import Labelled, Step, statement_text
from .wording import Difference

Danger = Literal["data-loss", "rewrite"]
NAMED = 4  # so many differences are named in a header
WHY = "why: the difference between two databases, as toolkit diff saw it"


def drafts(slug: str, found: Sequence[Difference], steps: Sequence[Step]) -> tuple[Draft, ...]:
    """One script for each step: what is a transaction of its own is a file of its own."""
    return tuple(
        Draft(
            slug if len(steps) == 1 else f"{slug}_{number}",
            (f"what: {summary(found)}", *_why(step)),
            "\n".join(statement_text(one) for one in step.changes).rstrip("\n"),
        )
        for number, step in enumerate(steps, start=1)
    )


def summary(found: Sequence[Difference]) -> str:
    """What is different, in a line."""
    verbs = {"added": "adds", "removed": "removes", "changed": "changes", "renamed": "renames"}
    named = ", ".join(f"{verbs[one.how]} {one.title}" for one in found[:NAMED])
    return f"{named} and {len(found) - NAMED} more." if len(found) > NAMED else f"{named}."


def _why(step: Step) -> tuple[str, ...]:
    labels = dict.fromkeys(label for one in step.changes for label in one.labels if " on " not in label)
    return (f"{WHY}; {'; '.join(labels)}.",) if labels else (f"{WHY}.",)


def refuse(steps: Iterable[Step], allowed: Collection[str]) -> None:
    """Raise UsageError where the steps do something that must be allowed and is not."""
    for step in steps:
        for one in step.changes:
            for danger, what in dangers(one):
                if danger not in allowed:
                    raise UsageError(
                        f"the script would {what}: {one.change.statement}",
                        hint=f"look at all of it with --sql; if that is meant: --allow {danger}",
                    )


def dangers(one: Labelled) -> Iterable[tuple[Danger, str]]:
    """What a statement does that nobody should do by accident, and that in words."""
    if one.change.loses:
        yield "data-loss", f"lose data ({one.change.loses})"
    if one.locks and one.effect.work == "rewrite":
        yield "rewrite", "rewrite a table, which nobody can read or write meanwhile"
