"""The commands for the outbox: deliver its events, see how it is doing, and deal with dead letters."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..core.durations import in_words, parse_duration
from ..errors import UsageError
from . import options
from .output import BOLD, DIM, RED, Output, say, show, show_json, styled, table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ..core.events import DeadLetter, OutboxStatus
    from ..verbs.events import Progress

SHORTEST_LEASE = 1.0
TELL_EVERY = 5.0  # seconds between two lines of progress

app = typer.Typer(help="Deliver events of the outbox to a command.", no_args_is_help=True)

Ids = Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Events, by id.", show_default=False)]


@app.command(context_settings={"allow_interspersed_args": False})
def work(
    arguments: Annotated[
        list[str] | None, typer.Argument(metavar="[--] COMMAND [ARG]...", help="Program to start, and its arguments.")
    ] = None,
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    command: Annotated[
        str | None, typer.Option("--command", metavar="LINE", help="Instead of COMMAND: a line for the shell.")
    ] = None,
    batch: Annotated[int, typer.Option(metavar="N", min=1, max=10_000, help="Events to claim at a time.")] = 100,
    each: Annotated[bool, typer.Option("--each", help="Start the command for each event, not for each batch.")] = False,
    once: Annotated[bool, typer.Option("--once", help="End when no event is due, with 1 if one failed.")] = False,
    timeout: Annotated[str, typer.Option(metavar="TIME", help="Longest run of the command.")] = "5m",
    lease: Annotated[
        str, typer.Option(metavar="TIME", help="How long a claim outlives this worker; it is renewed while it lives.")
    ] = "1m",
    poll: Annotated[str, typer.Option(metavar="TIME", help="Longest wait for news of new events.")] = "5s",
    grace: Annotated[
        str, typer.Option(metavar="TIME", help="How long the command may go on after a Ctrl-C or SIGTERM.")
    ] = "20s",
    worker_name: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name of this worker in the outbox. [default: the host's]")
    ] = None,
) -> None:
    """
    Deliver events to a command, until Ctrl-C.

    Each event is delivered at least once, those of one aggregate in order.

    The command is started once per batch. It reads a JSON object per line from its standard input, with the keys id,
    type, aggregatetype, aggregateid, aggregate_version, timestamp, source_service, target_service, correlation_id,
    attempt and payload, and then the end of the file. Exit code 0 says that it has handled all of them, and they are
    done. Any other says that it has not: then it is started again for one event after the other, and the event that
    fails is tried again later (after 10 s, 1 min, 6 min ...), with the end of its standard error kept as the reason,
    until it becomes a dead letter. Later events of the same aggregate wait for it; all others go on.

    Since events may come twice, for example when this is killed before it could note the delivery, the command should
    ignore an id that it has seen. Any number of workers may run. After the first Ctrl-C or SIGTERM the command may
    finish; the second stops it, and its events are given back.

    For example: toolkit events work -- curl --fail --silent --data-binary @- https://consumer.example/events
    """
    import platform
    import secrets

    from ..io.deliveries import Command, shell
    from ..io.interrupts import watched
    from ..verbs.events import WorkSettings
    from ..verbs.events import work as verb

    if bool(arguments) == bool(command):
        raise UsageError(
            "what shall get the events?", hint="give a program after --, or a line for the shell: --command"
        )
    target = options.target_of(options.settings_for(directory, db_url, env))
    settings = WorkSettings(
        conninfo=target.conninfo,
        command=Command(
            tuple(arguments or shell(command or "")), dict(os.environ), timeout=seconds_of("--timeout", timeout)
        ),
        # No other worker may have the name, also not one that has the same --worker-name.
        worker=f"{worker_name or platform.node() or 'worker'}:{os.getpid()}:{secrets.token_hex(3)}",
        batch=batch,
        each=each,
        once=once,
        lease=seconds_of("--lease", lease, at_least=SHORTEST_LEASE),
        poll=seconds_of("--poll", poll, at_least=0.1),
        grace=seconds_of("--grace", grace, at_least=0),
    )
    with watched() as interrupts:
        progress = verb(settings, interrupts, report=say, relay=relay, on_progress=teller())
    say(summary(progress))
    if interrupts:
        raise typer.Exit(interrupts.exit_code)
    if progress.failed:
        raise typer.Exit(1)


@app.command()
def call(
    function: Annotated[str, typer.Argument(metavar="FUNCTION", help="As schema.name; it takes one jsonb.")],
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
) -> None:
    """
    Give the events on standard input to a function in the database, all in one transaction.

    It is meant as the command of a worker whose subscriber is written in SQL. The function gets each event as one
    object, and ignores what it does not want; when it raises, none of the events is handled.

    For example: toolkit events work -- toolkit events call billing.handle_event
    """
    from ..verbs.events import call as verb

    target = options.target_of(options.settings_for(directory, db_url, env))
    count = verb(target.conninfo, function, sys.stdin.buffer)  # events are UTF-8, whatever the locale
    say(f"{function} has handled {count} event{'' if count == 1 else 's'}")


@app.command()
def status(
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    limit: Annotated[int, typer.Option(metavar="N", min=0, help="How many dead letters to show, oldest first.")] = 10,
    payload: Annotated[bool, typer.Option("--payload", help="Show the payloads of dead letters.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 3 if there are dead letters.")] = False,
    output: options.Format = Output.text,
) -> None:
    """Show how many events are in which state, and the dead letters."""
    from ..verbs.events import status as verb

    target = options.target_of(options.settings_for(directory, db_url, env))
    found = verb(target.conninfo, dead_limit=limit, show_payload=payload)
    if output is Output.json:
        show_json(status_as_json(found))
    else:
        show_status(found)
    if exit_code and found.count("dead"):
        raise typer.Exit(3)


@app.command()
def retry(
    ids: Ids = None,
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    all_: Annotated[bool, typer.Option("--all", help="Every dead letter.")] = False,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Dead letters of this type.")] = None,
    discard: Annotated[
        bool, typer.Option("--discard", help="Do not deliver them: let later events of the same aggregates go.")
    ] = False,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why they are discarded; kept with them.")
    ] = "discarded by hand",
    yes: options.Yes = False,
    output: options.Format = Output.text,
) -> None:
    """
    Deliver dead letters again, or discard them.

    Their attempts are counted anew. An event that is only waiting for its next attempt, named by its id, is due at
    once.
    """
    from ..verbs import events as verb

    if bool(ids) + all_ + bool(type_) != 1:
        raise UsageError("which events?", hint="name them by id, or give --type TYPE or --all (every dead letter)")
    wanted = [uuid_of(text) for text in ids] if ids else None
    conninfo = options.target_of(options.settings_for(directory, db_url, env)).conninfo
    if not discard:
        done = verb.retry(conninfo, ids=wanted, type_=type_)
    else:
        letters = verb.doomed(conninfo, ids=wanted, type_=type_)
        confirm_discard(letters, yes=yes)
        done = verb.discard(conninfo, letters, reason) if letters else 0
    if output is Output.json:
        show_json({"discarded" if discard else "retried": done})
    else:
        show(f"{done} {'discarded' if discard else 'due now'}")
    if wanted and done < len(set(wanted)):
        say(f"left alone: {len(set(wanted)) - done}, not found, delivered already, or held by a worker")
        raise typer.Exit(1)


def register(parent: typer.Typer) -> None:
    """Add the commands of this module to *parent*."""
    parent.add_typer(app, name="events")


def relay(said: bytes) -> None:
    """Hand on what the command says on standard error."""
    sys.stderr.buffer.write(said)
    sys.stderr.flush()


def teller() -> Callable[[Progress], None]:
    """Something that says now and then how far we are."""
    told = time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal told
        if time.monotonic() - told >= TELL_EVERY:
            told = time.monotonic()
            say(styled(summary(progress), DIM, sys.stderr))

    return tell


def summary(progress: Progress) -> str:
    """How many events went where."""
    text = f"{progress.delivered} delivered"
    if progress.failed:
        text += f", {progress.failed} failed" + (f" ({progress.dead} given up)" if progress.dead else "")
    return text


def show_status(found: OutboxStatus) -> None:
    """A table of states, one of types, and the dead letters."""
    show(
        table(("state", "events", "oldest"), [(s.state, str(s.events), age(found, s.oldest_at)) for s in found.states])
    )
    if found.types:
        names = ("ready", "claimed", "waiting", "held", "dead")
        lines = [(t.type, *(str(getattr(t, name) or "-") for name in names)) for t in found.types]
        show("\n" + table(("type", *names), lines))
    if found.types is None:
        say("by type and one by one only for who may read common.outbox_events")
    for letter in found.dead_letters or ():
        held = f", holds back {letter.holds_back}" if letter.holds_back else ""
        head = f"dead: {letter.type} {letter.id}"
        show(f"\n{styled(head, RED, sys.stdout)} of {letter.aggregate}")
        show(f"  given up {age(found, letter.since)} ago after {letter.attempts} attempts{held}")
        for line in letter.last_error.splitlines():
            show(f"  {styled(line, DIM, sys.stdout)}")
        if letter.payload is not None:
            show(f"  payload: {json.dumps(letter.payload, ensure_ascii=False)}")
    if found.dead_letters is not None and len(found.dead_letters) < found.count("dead"):
        say(f"and {found.count('dead') - len(found.dead_letters)} more dead letters: --limit N")
    if found.count("dead"):
        say("deliver them again with: toolkit events retry --all (or ID..., --type TYPE)")


def status_as_json(found: OutboxStatus) -> dict[str, Any]:
    """A status as plain values."""
    result: dict[str, Any] = {
        "states": {
            s.state: {"events": s.events, "oldest_at": s.oldest_at and s.oldest_at.isoformat()} for s in found.states
        }
    }
    if found.types is not None:
        names = ("type", "ready", "claimed", "waiting", "held", "dead")
        result["types"] = [{name: getattr(t, name) for name in names} for t in found.types]
    if found.dead_letters is not None:
        names = ("id", "type", "aggregate", "attempts", "holds_back", "last_error")
        result["dead_letters"] = [
            {name: getattr(letter, name) for name in names}
            | {"since": letter.since.isoformat()}
            | ({} if letter.payload is None else {"payload": letter.payload})
            for letter in found.dead_letters
        ]
    return result


def age(found: OutboxStatus, moment: datetime | None) -> str:
    """How long ago, by the clock of the database."""
    return "-" if moment is None else in_words(max(0.0, (found.now - moment).total_seconds()))


def confirm_discard(letters: Sequence[DeadLetter], *, yes: bool) -> None:
    """Show what will be discarded, and ask."""
    for letter in letters:
        say(f"discard {styled(letter.type, BOLD, sys.stderr)} {letter.id} of {letter.aggregate}")
    if not letters or yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("what is discarded is never delivered, and nobody is there to be asked", hint="add --yes")
    if not typer.confirm("They will never be delivered. Go on?", err=True):
        raise typer.Exit(1)


def seconds_of(option: str, text: str, *, at_least: float = 0.1) -> float:
    """The value of an option that is a length of time."""
    seconds = parse_duration(text)
    if seconds is None:
        raise UsageError(f"{option} {text!r} is no length of time", hint="for example 500ms, 30s, 5m or 1h")
    if not at_least <= seconds <= 86400:
        raise UsageError(f"{option} {text} is out of bounds", hint=f"it must be between {at_least:g} s and a day")
    return seconds


def uuid_of(text: str) -> str:
    """The id of an event."""
    import uuid

    try:
        return str(uuid.UUID(text))
    except ValueError as error:
        raise UsageError(f"{text!r} is not the id of an event", hint="ids are uuids: toolkit events status") from error
