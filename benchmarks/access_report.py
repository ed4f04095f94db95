"""The tables of what row security costs: goals, ratios, milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median

from .access_seen import FEWER, NAIVE, OURS, WITHOUT, Seen, p95
from .questions import QUESTIONS
from .report import Goal, goals_table, number, table
from .schools import FEW, people

CONTEXT, LIST = "user context", "school list of 50"
# At most so many times the server's cpu of the same question without row security.
LIMITS = (
    ("page of 50", 4.0),
    ("page of 50 with names", 4.0),
    (LIST, 4.0),
    ("count", 1.6),
    ("count of everything", 1.6),
    ("search", 2.0),
)
GROWTH = 1.5  # with ten times the schools: more is growth, less may be a cache that holds less of each
# Requests a second of a function that does nothing, that of the question = 1.
RATES = ((CONTEXT, 1 / 0.7), (LIST, 1 / 0.4))
PEOPLE = tuple(person.name for person in people())
LEADER, ADMIN, STRANGER = "principal", "super admin", "stranger"
Figure = Callable[[str], float | None]


def goals(seen: Seen) -> tuple[Goal, ...]:
    """The goals of this project for row security: for a principal, and for whoever has it worst."""
    return tuple(every_goal(seen))


def every_goal(seen: Seen) -> Iterator[Goal]:
    """Each goal with what was seen."""
    yield Goal("making the schools: seconds", f"{seen.effort.schools} x {seen.effort.size}", 180, seen.filling)
    for name, limit in LIMITS:
        yield from for_both(
            f"{name}: cpu, without row security = 1",
            limit,
            lambda who, name=name: seen.cpu_ratio(name, who, OURS, WITHOUT),  # type: ignore[misc]
        )
    for question in QUESTIONS:
        name = question.name
        yield worst(
            f"{name}: cpu, with {fewer_schools(seen)} = 1",
            GROWTH,
            lambda who, name=name: seen.cpu_ratio(name, who, OURS, FEWER),  # type: ignore[misc]
            (who for who in PEOPLE if not (who == ADMIN and question.sees_all)),
        )
    for name, limit in RATES:
        yield from for_both(
            f"{name}, HTTP, {seen.busy} connections: an empty call's requests/s, its own = 1",
            limit,
            lambda who, name=name: inverse(seen.share(name, who, seen.busy)),  # type: ignore[misc]
        )
    for name, count, limit in ((CONTEXT, 1, 20), (CONTEXT, seen.busy, 100)):
        yield worst(
            f"{name}, HTTP, {count} connection{'s' * (count > 1)}: p95 ms",
            limit,
            lambda who, name=name, count=count: ms(p95(seen.http_walls(name, who, count))),  # type: ignore[misc]
        )
    for name, limit in ((CONTEXT, 5), (LIST, 20)):
        yield worst(
            f"{name}, psycopg: p95 ms",
            limit,
            lambda who, name=name: ms(p95(seen.sql_walls(name, who))),  # type: ignore[misc]
        )


def for_both(name: str, limit: float, figure: Figure) -> Iterator[Goal]:
    """The goal for a principal, who sees one school, and for whoever has it worst."""
    yield Goal(name, LEADER, limit, figure(LEADER))
    yield worst(name, limit, figure, (who for who in PEOPLE if who not in (LEADER, STRANGER)))


def worst(name: str, limit: float, figure: Figure, of: Iterator[str] | tuple[str, ...] = PEOPLE) -> Goal:
    """The goal for the one of these people for whom the figure is largest."""
    known = {who: value for who in of if (value := figure(who)) is not None}
    who = max(known, key=lambda each: known[each], default="")
    return Goal(name, f"worst: {who}" if who else "-", limit, known.get(who))


def as_text(seen: Seen) -> str:
    """The report: goals, then what goes through psycopg, then what goes over HTTP."""
    effort = seen.effort
    return "\n\n".join(
        (
            f"Measured on {seen.on_what}; {effort.schools} schools of {effort.size} people; {effort.rounds} rounds.",
            goals_table(goals(seen)),
            "### Through psycopg",
            f"Cpu of the server's process, without row security = 1; *more schools*: with {fewer_schools(seen)} = 1.",
            sql_table(seen),
            "### Over HTTP",
            "Requests a second, those of a function that does nothing = 1, on so many connections; then milliseconds.",
            http_table(seen),
        )
    )


def fewer_schools(seen: Seen) -> str:
    """How the smaller database is called."""
    few = min(FEW, seen.effort.schools // 2)
    return f"{few} school{'s' * (few > 1)}"


def sql_table(seen: Seen) -> str:
    """A line for each question and person."""
    header = ("question", "person", "ours", "naive", "more schools", "ms", "p95", "without", "naive ms")
    return table(header, [sql_line(seen, question.name, who) for question in QUESTIONS for who in PEOPLE])


def sql_line(seen: Seen, name: str, who: str) -> tuple[str, ...]:
    """Ratios first, then the milliseconds that they come from."""
    over = ">" * seen.is_bounded(name, who, NAIVE)
    ours, naive = (
        None if who == STRANGER else seen.cpu_ratio(name, who, form, WITHOUT)  # nothing is no measure
        for form in (OURS, NAIVE)
    )
    return (
        name,
        who,
        number(ours),
        f"{over}{number(naive, 1)}",
        number(seen.cpu_ratio(name, who, OURS, FEWER)),
        milliseconds(middle(seen.sql_walls(name, who))),
        milliseconds(p95(seen.sql_walls(name, who))),
        milliseconds(middle(seen.sql_walls(name, who, WITHOUT))),
        f"{over}{milliseconds(middle(seen.sql_walls(name, who, NAIVE)))}",
    )


def http_table(seen: Seen) -> str:
    """A line for each question and person; the shares first."""
    counts = seen.effort.connections
    header = (
        "question",
        "person",
        *(f"at {count}" for count in counts),
        f"without, at {seen.busy}",
        f"requests/s at {seen.busy}",
        *(f"ms at {count}" for count in counts),
        *(f"p95 at {count}" for count in counts),
    )
    lines = []
    for name in (question.name for question in QUESTIONS if question.path):
        for who in PEOPLE:
            rates = [each.rate for each in seen.http.get((name, who, seen.busy, OURS), [])]
            walls = [seen.http_walls(name, who, count) for count in counts]
            lines.append(
                (
                    name,
                    who,
                    *(number(seen.share(name, who, count)) for count in counts),
                    number(seen.share(name, who, seen.busy, WITHOUT)),
                    number(middle(rates), 0),
                    *(milliseconds(middle(each)) for each in walls),
                    *(milliseconds(p95(each)) for each in walls),
                )
            )
    return table(header, lines)


def middle(values: list[float]) -> float | None:
    """The median; None of nothing."""
    return median(values) if values else None


def ms(seconds: float | None) -> float | None:
    """Milliseconds."""
    return None if seconds is None else seconds * 1e3


def inverse(value: float | None) -> float | None:
    """One through it."""
    return None if value is None else 1 / value


def milliseconds(seconds: float | None) -> str:
    """Milliseconds, as text."""
    return number(ms(seconds))
