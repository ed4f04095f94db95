"""
What row security costs: OneClass with many schools, each question as each kind of person, and three ways beside it.

The same statements run without row security, under policies that call a function for each row, and in a database with
a tenth of the schools; then over HTTP, beside a function that does nothing. All take turns within a round.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path

from tests.support import servers
from tests.support.api import SECRET
from toolkit.errors import ToolkitError
from toolkit.io import postgrest
from toolkit.verbs.token import Request, token

from .access_report import as_text, goals
from .access_seen import FEWER, NAIVE, NOTHING, OURS, QUICK, WITHOUT, Effort, Seen
from .asking import asking, spell
from .load import Load, get, loading
from .naive import naive
from .questions import NAME, QUESTIONS, Question
from .report import machine, write_section
from .schools import FEW, Person, applied, fill, people, settle
from .stage import Stage, fresh_database, stage

SILENT = {"PGRST_LOG_LEVEL": "crit"}  # each request would be noted


def main() -> None:
    """Measure, print, and write down where asked to."""
    options = arguments()
    effort = QUICK if options.quick else Effort()
    with stage(options.server) as on:
        seen = measured(on, effort)
    report = as_text(seen)
    if options.write:
        write_section(options.write, "benchmarks.access", report)
    print(as_json(seen) if options.json else report)


def arguments() -> argparse.Namespace:
    """The options of this command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.access", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two small schools: does it work?")
    parser.add_argument(
        "--server", type=int, default=18, metavar="MAJOR", help="version of Postgres, 15 to 18 [%(default)s]"
    )
    parser.add_argument("--json", action="store_true", help="print every round as JSON instead of tables")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables into the marked section of a file")
    return parser.parse_args()


def measured(on: Stage, effort: Effort) -> Seen:
    """Make the schools on that server, ask everything of everybody, and leave nothing behind."""
    with fresh_database(on) as many:
        few = min(FEW, effort.schools // 2)
        applied(on, many)
        began = time.monotonic()
        fill(on.server.admin_url(many), 1, few, effort.size)
        filling = time.monotonic() - began
        fewer = servers.clone(on.admin, many)
        try:
            say(f"{few} schools made in {filling:.0f} s")
            began = time.monotonic()
            fill(on.server.admin_url(many), few + 1, effort.schools, effort.size)
            filling += time.monotonic() - began
            say(f"{effort.schools} schools made in {filling:.0f} s")
            settle(on, fewer)
            settle(on, many)
            each_row = naive(on, many)
            try:
                seen = Seen(effort, machine(Postgres=on.version), filling)
                ask_sql(on, {OURS: many, FEWER: fewer, WITHOUT: many, NAIVE: each_row}, seen)
                ask_http(on, many, seen)
                return seen
            finally:
                servers.drop(on.admin, each_row)
        finally:
            servers.drop(on.admin, fewer)


def ask_sql(on: Stage, databases: dict[str, str], seen: Seen) -> None:
    """Ask every question as everybody through psycopg, each form in turn."""
    effort = seen.effort
    with ExitStack() as stack:
        conns = {form: stack.enter_context(asking(on.url(name), effort.bound)) for form, name in databases.items()}
        for question in QUESTIONS:
            say(f"through psycopg: {question.name}")
            for person in people():
                statements = {
                    OURS: question.ours,
                    FEWER: question.ours,
                    WITHOUT: question.without(person),
                    NAIVE: question.naive,
                }
                for form in turns(list(statements), effort.rounds):
                    known = seen.sql.setdefault((question.name, person.name, form), [])
                    if known and known[0].middle > 10 * effort.seconds:
                        continue  # once is enough of what takes so long
                    signed_in = form != WITHOUT
                    more = {"search": NAME}
                    known.append(
                        spell(conns[form], statements[form], person, more, signed_in=signed_in, seconds=effort.seconds)
                    )


def turns(forms: Sequence[str], rounds: int) -> Iterator[str]:
    """Each form once a round, each round beginning with another one."""
    for index in range(rounds):
        turn = index % len(forms)
        yield from (*forms[turn:], *forms[:turn])


def ask_http(on: Stage, database: str, seen: Seen) -> None:
    """Ask every question that has a path as everybody over HTTP, beside a function that does nothing."""
    effort = seen.effort
    with serving(on, database) as port:
        for count in effort.connections:
            with loading(postgrest.LOOPBACK, port, count) as load:
                for question in (each for each in QUESTIONS if each.path):
                    say(f"over HTTP, {count} connections: {question.name}")
                    for person in people():
                        ask_in_turns(load, question, person, count, seen)


def ask_in_turns(load: Load, question: Question, person: Person, count: int, seen: Seen) -> None:
    """One question as one person, on so many connections."""
    signed, service = signed_for(person), signed_for(None)
    path = question.request(person)
    forms = {
        OURS: get(path, signed, Prefer=question.prefer),
        NOTHING: get("/rpc/nothing", signed, Accept_Profile="nothing"),
    }
    if question.service is None and question.seen_by(person) in (people()[0].visible, "true"):
        # The same request of somebody whom row security does not bind has the same answer.
        forms[WITHOUT] = get(path, service, Prefer=question.prefer)
    for request in forms.values():
        load.ask(request, 0)
    for form in turns(list(forms), seen.effort.rounds):
        known = seen.http.setdefault((question.name, person.name, count, form), [])
        known.append(load.ask(forms[form], 2 * seen.effort.seconds))


@contextmanager
def serving(on: Stage, database: str) -> Iterator[int]:
    """The port of a PostgREST on that database."""
    program = postgrest.find_program(servers.ROOT, {})
    conninfo = on.server.url(database, "authenticator")
    settings = postgrest.ApiSettings(program, conninfo, ("platform", "nothing"), SECRET, environ=os.environ | SILENT)
    with postgrest.running(settings, ready_within=60) as api:
        yield api.port


def signed_for(person: Person | None) -> str:
    """The token of somebody; of None, one that row security does not bind."""
    request = Request(None, role="service_role") if person is None else Request(str(person.id))
    return token((), request, secret=SECRET, now=time.time()).text


def as_json(seen: Seen) -> str:
    """Every goal, and every round with its median in milliseconds."""
    return json.dumps(
        {
            "machine": seen.on_what,
            "filling": seen.filling,
            "goals": [asdict(goal) | {"verdict": goal.verdict} for goal in goals(seen)],
            "sql": [
                {"question": question, "person": person, "form": form, "ms": each.middle * 1e3, "cpu": each.cpu * 1e3}
                for (question, person, form), rounds in seen.sql.items()
                for each in rounds
            ],
            "http": [
                {"question": question, "person": person, "connections": count, "form": form, "rate": each.rate}
                for (question, person, count, form), rounds in seen.http.items()
                for each in rounds
            ],
        },
        indent=2,
    )


def say(message: str) -> None:
    """Tell a person how far it is."""
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except ToolkitError as error:
        raise SystemExit(f"{error.message}: {error.hint}") from None
