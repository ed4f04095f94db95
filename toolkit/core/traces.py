"""Who changed an object by hand, and when: rows of ``toolkit.ddl_log`` beside what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .facts.base import dotted
from .planning.wording import Difference
from .scope import own_path


class Trace(NamedTuple):
    """A change that was noted; ``object_identity`` as Postgres writes it, ``noted_at`` with its time zone."""

    object_identity: str
    noted_at: str
    login_role: str
    application_name: str
    command: str

    def __str__(self) -> str:
        client = f" with {self.application_name}" if self.application_name else ""
        return f"{self.command} by {self.login_role}{client}, {self.noted_at}"


@dataclass(frozen=True, slots=True)
class Drift:
    """Something that was changed by hand, and how it came about, the newest first; empty where nobody noted it."""

    difference: Difference
    traces: tuple[Trace, ...] = ()

    def as_lines(self) -> Iterator[str]:
        """For people."""
        yield from self.difference.as_lines()
        for trace in self.traces:
            yield f"    {trace}"

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return {**self.difference.as_json(), "traces": [trace._asdict() for trace in self.traces]}


def traced(found: Iterable[Difference], log: Sequence[Trace]) -> Iterator[Drift]:
    """Each difference with the changes of its object, or else of the table that it belongs to."""
    for difference in found:
        own = [trace for trace in log if trace.object_identity in identities(difference)]
        whole = dotted(*own_path(difference.id)[:2])
        yield Drift(difference, tuple(own or [trace for trace in log if trace.object_identity == whole])[:3])


def identities(difference: Difference) -> frozenset[str]:
    """How Postgres may write the object: ``billing.invoices.total``, ``tg on billing.invoices``."""
    path = own_path(difference.id)
    words = difference.title.partition(" ")[2]
    return frozenset((dotted(*path), words, difference.title.removeprefix(f"{difference.id.kind} ")))
