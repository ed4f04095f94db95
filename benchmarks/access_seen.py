"""What was measured of row security, and with how much effort."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median, quantiles

from .asking import Spell
from .load import Answers
from .schools import SIZES

# The ways in which a question is asked. All but WITHOUT and NAIVE are as the repository has it.
OURS, FEWER, WITHOUT, NAIVE = "ours", "fewer schools", "without", "naive"
NOTHING = "nothing"  # over HTTP: a function that does nothing


@dataclass(frozen=True, slots=True)
class Effort:
    """How many schools of how many people, how often, and for how long each; ``bound`` (seconds) ends a statement."""

    schools: int = SIZES[0]
    size: int = SIZES[1]
    rounds: int = 3
    seconds: float = 0.12
    bound: float = 5.0
    connections: tuple[int, ...] = (1, 8, 64)


QUICK = Effort(schools=2, size=50, rounds=1, seconds=0.005, bound=2.0, connections=(1, 4))


@dataclass(frozen=True, slots=True)
class Seen:
    """
    All that was measured; the lists have one entry a round, unless once took long enough.

    ``sql`` is by question, person and form, ``http`` by question, person, connections and form. ``filling`` is in
    seconds.
    """

    effort: Effort
    on_what: str
    filling: float
    sql: dict[tuple[str, str, str], list[Spell]] = field(default_factory=dict)
    http: dict[tuple[str, str, int, str], list[Answers]] = field(default_factory=dict)

    @property
    def busy(self) -> int:
        """The number of connections of which the goals speak: 8 of 1, 8 and 64."""
        return self.effort.connections[1]

    def cpu_ratio(self, question: str, person: str, form: str, base: str) -> float | None:
        """The server's cpu for one form to that for another, the median over the rounds that both have."""
        ours, others = (self.sql.get((question, person, each), []) for each in (form, base))
        pairs = [(mine.cpu, other.cpu) for mine, other in zip(ours, others, strict=False)]
        return median(mine / other for mine, other in pairs) if pairs else None

    def share(self, question: str, person: str, count: int, form: str = OURS) -> float | None:
        """Requests a second to those of the function that does nothing; None where the form was not asked."""
        ours, nothing = (self.http.get((question, person, count, each), []) for each in (form, NOTHING))
        pairs = [(mine.rate, other.rate) for mine, other in zip(ours, nothing, strict=False)]
        return median(mine / other for mine, other in pairs) if pairs else None

    def sql_walls(self, question: str, person: str, form: str = OURS) -> list[float]:
        """Seconds of every time that it was asked through psycopg."""
        return [wall for each in self.sql.get((question, person, form), []) for wall in each.walls]

    def http_walls(self, question: str, person: str, count: int) -> list[float]:
        """Seconds of every request on so many connections."""
        return [wall for each in self.http.get((question, person, count, OURS), []) for wall in each.walls]

    def is_bounded(self, question: str, person: str, form: str) -> bool:
        """Whether the bound of time came before the answer."""
        return any(each.answer is None for each in self.sql.get((question, person, form), []))


def p95(walls: list[float]) -> float | None:
    """The time within which 95 of 100 are done; None of nothing."""
    return quantiles(walls, n=20, method="inclusive")[-1] if len(walls) > 1 else next(iter(walls), None)
