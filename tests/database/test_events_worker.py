"""`toolkit events`: every event reaches the command at least once, in order for each aggregate, whatever breaks."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.support import servers
from tests.support.projects import a_project, start_toolkit, toolkit
from toolkit.core.ordering import Selection
from toolkit.errors import ConnectError, ToolkitError, UsageError
from toolkit.io import db
from toolkit.io.deliveries import Command
from toolkit.io.files import read_project
from toolkit.io.interrupts import watched
from toolkit.verbs import events
from toolkit.verbs.apply import Options, apply

# Appends what it reads to the file that it is given, line by line, slowly enough to be killed in the middle.
SINK = """\
import os, sys, time
sink = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
for line in sys.stdin.buffer:
    os.write(sink, line)
    time.sleep(0.004)
"""


@pytest.fixture(scope="module")
def outbox_template(server: servers.Server, admin: db.Connection, platform_template: str) -> Iterator[str]:
    """The name of a database with the system ``common`` and no other."""
    name = servers.clone(admin, platform_template)
    project = read_project(servers.ROOT, {})
    apply(server.url(name), project, Selection(systems=("common",)), Options(), ignore)
    yield name
    servers.drop(admin, name)


@pytest.fixture
def outbox(server: servers.Server, admin: db.Connection, outbox_template: str) -> Iterator[str]:
    """The address of a new database with an empty outbox, as the deployer."""
    name = servers.clone(admin, outbox_template)
    yield server.url(name)
    servers.drop(admin, name)


@dataclass
class Shift:
    """One worker at work in this process, and what it said."""

    url: str
    said: list[str] = field(default_factory=list)
    relayed: bytes = b""

    def work(self, command: Command, **options: Any) -> events.Progress:
        settings = events.WorkSettings(self.url, command, worker="tester", once=True, **options)
        with watched() as interrupts:
            return events.work(settings, interrupts, report=self.said.append, relay=self.relay)

    def relay(self, said: bytes) -> None:
        self.relayed += said


@pytest.fixture
def shift(outbox: str) -> Shift:
    return Shift(outbox)


@pytest.fixture
def sink(tmp_path: Path) -> Path:
    """Where the commands of a test write what they get."""
    return tmp_path / "sink"


def into(sink: Path, more: str = "", timeout: float = 30.0) -> Command:
    """A command that appends its lines to *sink*, and then runs *more* in the shell with the lines in ``$LINES``."""
    line = f'LINES=$(cat); printf "%s\\n" "$LINES" >> {sink}; {more or ":"}'
    return Command(("/bin/sh", "-c", line), dict(os.environ), timeout)


# What a command gets


def test_a_command_reads_a_line_of_json_for_each_event(shift: Shift, sink: Path) -> None:
    publish(shift.url, "user", "7", "user.created", {"name": "Zoë\n", "exact": 123456789012345678901})

    progress = shift.work(into(sink))

    (line,) = sink.read_text().splitlines()
    event = json.loads(line)
    assert progress == events.Progress(delivered=1)
    assert (event["type"], event["aggregatetype"], event["aggregateid"]) == ("user.created", "user", "7")
    assert (event["aggregate_version"], event["attempt"], event["source_service"]) == (1, 1, "shop/tests")
    assert event["payload"]["name"] == "Zoë\n"
    assert event["timestamp"].endswith("Z")
    assert "123456789012345678901" in line


def test_events_come_in_batches_in_order(shift: Shift, sink: Path) -> None:
    publish_many(shift.url, aggregates=3, each=10)

    progress = shift.work(into(sink), batch=7)

    assert progress.delivered == 30
    assert_in_order(sink, aggregates=3, each=10)
    assert len(sink.read_text().splitlines()) == 30


def test_each_event_may_have_a_process_of_its_own(shift: Shift, sink: Path) -> None:
    publish_many(shift.url, aggregates=2, each=3)
    command = into(sink, 'printf "%s" "$LINES" | wc -l >&2')

    progress = shift.work(command, each=True)

    assert progress.delivered == 6
    assert shift.relayed.split() == [b"0"] * 6  # one line, of which the shell has cut off the end
    assert_in_order(sink, aggregates=2, each=3)


def test_what_the_command_says_is_handed_on_as_it_is(shift: Shift, sink: Path) -> None:
    publish_many(shift.url)

    shift.work(into(sink, "echo working >&2"))

    assert shift.relayed == b"working\n"


def test_a_command_that_reads_nothing_and_ends_well_has_handled_everything(shift: Shift) -> None:
    publish_many(shift.url, aggregates=50, each=10)

    assert shift.work(Command(("true",), dict(os.environ), 30)).delivered == 500


# What fails


def test_a_bad_event_takes_no_other_with_it(shift: Shift, sink: Path) -> None:
    publish_many(shift.url, aggregates=4, each=3)
    poison = publish(shift.url, "user", "1", "user.poison", {})
    publish(shift.url, "user", "1", "user.updated", {})  # must wait for it
    publish(shift.url, "user", "2", "user.updated", {})  # need not
    command = into(sink, 'case "$LINES" in *user.poison*) echo "no antidote" >&2; exit 3;; esac')

    progress = shift.work(command)

    assert (progress.delivered, progress.failed, progress.dead) == (13, 1, 0)
    assert states(shift.url) == {"settled": 13, "waiting": 1, "held": 1}
    ((attempts, error),) = ask(shift.url, "select attempts, last_error from common.outbox_events where id = %s", poison)
    assert (attempts, error) == (1, "exited with code 3: no antidote")


def test_an_event_that_keeps_failing_becomes_a_dead_letter(shift: Shift) -> None:
    event = publish(shift.url, "user", "1", "user.poison", {})
    for _ in range(4):
        ask(shift.url, "update common.outbox_events set next_attempt_at = now() where id = %s returning id", event)
        progress = shift.work(Command(("false",), dict(os.environ), 30))

    assert progress.dead == 1
    assert states(shift.url) == {"dead": 1}


def test_once_gives_up_when_nothing_works(shift: Shift) -> None:
    publish_many(shift.url, aggregates=20)

    with pytest.raises(ToolkitError, match="failed 5 times in a row"):
        shift.work(Command(("false",), dict(os.environ), 30), pause=0.01)

    assert states(shift.url) == {"waiting": 5, "ready": 15}


def test_a_command_that_takes_too_long_is_stopped_with_all_its_children(shift: Shift, tmp_path: Path) -> None:
    publish_many(shift.url)
    pids = tmp_path / "pids"
    line = f"sleep 60 & echo $! > {pids}; wait"

    progress = shift.work(Command(("/bin/sh", "-c", line), dict(os.environ), timeout=0.5))

    assert progress.failed == 1
    assert "timed out after 0.5 s" in shift.said[-1]
    assert eventually(lambda: not servers.is_alive(int(pids.read_text())))


def test_secrets_that_a_command_says_are_not_kept(shift: Shift) -> None:
    event = publish(shift.url, "user", "1", "user.created", {})
    said = f"token=abc123 {servers.PASSWORD} postgresql://me:geheim@host/db \\0 Bearer abcdefghijk"

    shift.work(Command(("/bin/sh", "-c", f"printf '{said}' >&2; exit 1"), dict(os.environ), 30))

    ((error,),) = ask(shift.url, "select last_error from common.outbox_events where id = %s", event)
    assert error.startswith("exited with code 1: token=[redacted] [redacted] postgresql://me:[redacted]@host/db")
    assert "abcdefghijk" not in error


def test_a_reason_without_end_is_cut_to_its_end(shift: Shift) -> None:
    event = publish(shift.url, "user", "1", "user.created", {})

    shift.work(
        Command(("/bin/sh", "-c", "yes x | head -c 1000000 >&2; echo at last >&2; exit 1"), dict(os.environ), 30)
    )

    ((error,),) = ask(shift.url, "select last_error from common.outbox_events where id = %s", event)
    assert len(error) <= 2000
    assert error.endswith("at last")


def test_a_program_that_is_not_there_is_said_before_anything_is_claimed(shift: Shift) -> None:
    publish_many(shift.url)

    with pytest.raises(UsageError, match="no such program"):
        shift.work(Command(("/no/such/program",), dict(os.environ), 30))

    assert states(shift.url) == {"ready": 1}


def test_a_database_without_outbox_is_told_what_to_apply(fresh_db: str) -> None:
    with pytest.raises(ToolkitError, match="has no outbox") as error:
        Shift(fresh_db).work(Command(("true",), dict(os.environ), 30))

    assert "toolkit apply --system common" in error.value.hint


# Leases


def test_a_lease_is_renewed_while_the_command_runs(shift: Shift, sink: Path) -> None:
    publish_many(shift.url)

    with in_background(lambda: steal(shift.url, seconds=3.0)) as thief:
        progress = shift.work(into(sink, "sleep 3"), lease=1.0)

    assert progress.delivered == 1
    assert thief.result == []
    assert len(sink.read_text().splitlines()) == 1


def test_a_worker_that_lost_its_lease_stops_the_command_and_does_not_acknowledge(shift: Shift, sink: Path) -> None:
    publish_many(shift.url)

    def take_away() -> None:
        eventually(sink.exists)
        ask(
            shift.url, "update common.outbox_events set claimed_by = 'thief', claimed_until = now() + '1 h' returning 1"
        )

    with in_background(take_away):
        progress = shift.work(into(sink, "sleep 30"), lease=1.0)

    assert progress.delivered == 0
    assert any("no longer ours" in line for line in shift.said)
    assert states(shift.url) == {"claimed": 1}


def test_a_connection_that_is_cut_while_the_command_runs_loses_nothing(
    shift: Shift, sink: Path, admin: db.Connection
) -> None:
    publish_many(shift.url, aggregates=5)

    def cut() -> None:
        eventually(sink.exists)
        cut_workers(admin, shift.url)

    with in_background(cut):
        progress = shift.work(into(sink, "sleep 1"))

    assert progress.delivered == 5
    assert len(sink.read_text().splitlines()) == 5
    assert states(shift.url) == {"settled": 5}


def test_without_a_server_at_the_start_there_is_an_error(outbox: str) -> None:
    nowhere = outbox.replace(servers.database_of(outbox), "no_such_database")

    with pytest.raises(ConnectError):
        Shift(nowhere).work(Command(("true",), dict(os.environ), 30))


# The command


def worker(folder: Path, url: str, *options: str, command: tuple[str, ...]) -> subprocess.Popen[str]:
    """`toolkit events work` as a user starts it."""
    return start_toolkit("events", "work", *options, "--", *command, folder=a_project(folder), url=url)


def sink_command(sink: Path) -> tuple[str, ...]:
    """The program that appends to *sink*."""
    return (sys.executable, "-S", "-E", "-c", SINK, str(sink))


@pytest.mark.slow
def test_killed_at_random_moments_nothing_is_lost_and_the_order_holds(tmp_path: Path, outbox: str, sink: Path) -> None:
    random.seed(20)
    aggregates, rounds, each = 40, 20, 3
    options = ("--lease", "1s", "--poll", "200ms", "--batch", "17")
    workers = [worker(tmp_path, outbox, *options, command=sink_command(sink)) for _ in range(3)]

    for round_ in range(rounds):
        publish_many(outbox, aggregates=aggregates, each=each, after=round_ * each)
        time.sleep(random.uniform(0.05, 0.6))
        victim = random.randrange(len(workers))
        workers[victim].kill()
        workers[victim].communicate(timeout=10)
        workers[victim] = worker(tmp_path, outbox, *options, command=sink_command(sink))
    everything = eventually(lambda: states(outbox) == {"settled": aggregates * rounds * each}, within=90)
    for process in workers:
        process.terminate()
    ends = [process.communicate(timeout=30)[1] for process in workers]

    assert everything, ends
    assert [process.returncode for process in workers] == [0, 0, 0], ends
    assert_in_order(sink, aggregates=aggregates, each=rounds * each)


def test_a_worker_wakes_up_for_a_new_event(tmp_path: Path, outbox: str, sink: Path) -> None:
    process = worker(tmp_path, outbox, "--poll", "1h", command=sink_command(sink))
    assert process.stderr is not None
    assert "delivering as" in process.stderr.readline()
    time.sleep(0.5)  # it has looked, found nothing and sleeps
    started = time.monotonic()

    publish_many(outbox)

    assert eventually(sink.exists)
    assert time.monotonic() - started < 5
    process.terminate()
    process.communicate(timeout=30)
    assert process.returncode == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_lets_the_command_finish(
    tmp_path: Path, outbox: str, sink: Path, number: signal.Signals, code: int
) -> None:
    publish_many(outbox, aggregates=10)
    command = ("/bin/sh", "-c", f"cat >> {sink}; sleep 1")
    process = worker(tmp_path, outbox, "--batch", "5", command=command)
    assert eventually(sink.exists)

    process.send_signal(number)
    said = process.communicate(timeout=30)[1]

    assert process.returncode == code
    assert "5 delivered" in said
    assert states(outbox) == {"settled": 5, "ready": 5}


def test_a_second_signal_stops_the_command_and_gives_its_events_back(tmp_path: Path, outbox: str, sink: Path) -> None:
    publish_many(outbox, aggregates=10)
    process = worker(tmp_path, outbox, command=("/bin/sh", "-c", f"cat >> {sink}; sleep 60"))
    assert eventually(sink.exists)
    assert process.stderr is not None

    process.send_signal(signal.SIGINT)
    while "second" not in process.stderr.readline():
        pass
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)

    assert process.returncode == 130
    assert states(outbox) == {"ready": 10}


def test_a_command_that_does_not_finish_in_its_grace_is_stopped(tmp_path: Path, outbox: str, sink: Path) -> None:
    publish_many(outbox)
    process = worker(tmp_path, outbox, "--grace", "500ms", command=("/bin/sh", "-c", f"cat >> {sink}; sleep 60"))
    assert eventually(sink.exists)

    process.terminate()
    process.communicate(timeout=30)

    assert process.returncode == 0
    assert states(outbox) == {"ready": 1}


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux ends the children of a killed process")
def test_the_command_does_not_outlive_a_killed_worker(tmp_path: Path, outbox: str) -> None:
    publish_many(outbox)
    pid = tmp_path / "pid"
    process = worker(tmp_path, outbox, command=("/bin/sh", "-c", f"echo $$ > {pid}; exec sleep 60"))
    assert eventually(lambda: pid.exists() and pid.read_text().strip() != "")

    process.kill()
    process.communicate(timeout=10)

    assert eventually(lambda: not servers.is_alive(int(pid.read_text())))


def test_once_ends_with_1_when_an_event_failed(tmp_path: Path, outbox: str) -> None:
    publish_many(outbox)

    assert toolkit("events", "work", "--once", "--", "false", folder=a_project(tmp_path), url=outbox).returncode == 1
    assert toolkit("events", "work", "--once", "--", "false", folder=a_project(tmp_path), url=outbox).returncode == 0


def test_a_line_for_the_shell_may_be_given_instead(tmp_path: Path, outbox: str) -> None:
    publish_many(outbox, aggregates=3)

    done = toolkit("events", "work", "--once", "--command", "wc -l | tr -d ' '", folder=a_project(tmp_path), url=outbox)

    assert (done.returncode, done.stdout) == (0, "3\n")
    assert "3 delivered" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [(), ("--command", "true", "--", "true"), ("--lease", "soon", "--", "true"), ("--lease", "1ms", "--", "true")],
)
def test_a_call_that_makes_no_sense_is_wrong_usage(tmp_path: Path, outbox: str, arguments: tuple[str, ...]) -> None:
    done = toolkit("events", "work", "--once", *arguments, folder=a_project(tmp_path), url=outbox)

    assert done.returncode == 2
    assert "hint:" in done.stderr


# Status and retry


def test_status_counts_by_state_and_type_and_shows_no_payload(tmp_path: Path, outbox: str) -> None:
    dead = a_dead_letter(outbox, {"colour": "green"})
    publish(outbox, "user", "dead", "user.updated", {})
    publish_many(outbox, aggregates=2)

    text = toolkit("events", "status", folder=a_project(tmp_path), url=outbox).stdout
    found = json.loads(toolkit("events", "status", "-o", "json", folder=a_project(tmp_path), url=outbox).stdout)

    assert {name: state["events"] for name, state in found["states"].items()} == {
        "ready": 2,
        "claimed": 0,
        "waiting": 0,
        "held": 1,
        "dead": 1,
        "settled": 0,
    }
    assert found["types"][0] == {
        "type": "user.created",
        "ready": 2,
        "claimed": 0,
        "waiting": 0,
        "held": 0,
        "dead": 0,
    }
    assert [letter["id"] for letter in found["dead_letters"]] == [dead]
    assert found["dead_letters"][0]["holds_back"] == 1
    assert "out of order" in text
    assert "green" not in text + json.dumps(found)


def test_status_shows_payloads_on_request(tmp_path: Path, outbox: str) -> None:
    a_dead_letter(outbox, {"colour": "green"})

    text = toolkit("events", "status", "--payload", folder=a_project(tmp_path), url=outbox).stdout

    assert '{"colour": "green"}' in text


def test_status_can_fail_on_dead_letters(tmp_path: Path, outbox: str) -> None:
    assert toolkit("events", "status", "--exit-code", folder=a_project(tmp_path), url=outbox).returncode == 0
    a_dead_letter(outbox)
    assert toolkit("events", "status", "--exit-code", folder=a_project(tmp_path), url=outbox).returncode == 3


def test_a_role_that_may_not_read_the_table_sees_counts(
    server: servers.Server, outbox: str, admin: db.Connection, unique: str
) -> None:
    role = f"watcher_{unique}"
    db.run(admin, f"create role {role} login password '{servers.PASSWORD}'")
    try:
        run(
            outbox, f"grant usage on schema common to {role}; grant execute on function common.event_status() to {role}"
        )
        publish_many(outbox)

        found = events.status(outbox.replace("postgres:", f"{role}:", 1), dead_limit=10, show_payload=False)

        assert (found.count("ready"), found.types, found.dead_letters) == (1, None, None)
    finally:
        run(server.admin_url(servers.database_of(outbox)), f"drop owned by {role}")
        db.run(admin, f"drop role {role}")


def test_dead_letters_are_due_again_after_retry(tmp_path: Path, outbox: str) -> None:
    folder = a_project(tmp_path)
    one, two = a_dead_letter(outbox, aggregate="1"), a_dead_letter(outbox, aggregate="2", type_="user.other")
    a_dead_letter(outbox, aggregate="3")

    assert toolkit("events", "retry", one, folder=folder, url=outbox).stdout == "1 due now\n"
    assert toolkit("events", "retry", "--type", "user.other", folder=folder, url=outbox).stdout == "1 due now\n"
    assert states(outbox) == {"ready": 2, "dead": 1}
    assert toolkit("events", "retry", "--all", folder=folder, url=outbox).stdout == "1 due now\n"
    assert toolkit("events", "work", "--once", "--", "true", folder=folder, url=outbox).returncode == 0
    assert states(outbox) == {"settled": 3}
    assert toolkit("events", "retry", two, folder=folder, url=outbox).returncode == 1  # settled: nothing to retry


def test_discarding_asks_and_lets_the_rest_go(tmp_path: Path, outbox: str) -> None:
    folder = a_project(tmp_path)
    event = a_dead_letter(outbox)
    publish(outbox, "user", "dead", "user.updated", {})

    unasked = toolkit("events", "retry", event, "--discard", folder=folder, url=outbox)
    asked = toolkit("events", "retry", event, "--discard", "--yes", "--reason", "tested", folder=folder, url=outbox)

    assert (unasked.returncode, asked.returncode) == (2, 0)
    assert asked.stdout == "1 discarded\n"
    assert states(outbox) == {"settled": 1, "ready": 1}
    assert ask(outbox, "select last_error from common.outbox_events where id = %s", event) == [("tested",)]


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("--all", "--type", "x")])
def test_retry_wants_to_know_which(tmp_path: Path, outbox: str, arguments: tuple[str, ...]) -> None:
    done = toolkit("events", "retry", *arguments, folder=a_project(tmp_path), url=outbox)

    assert (done.returncode, done.stdout) == (2, "")


# Small helpers


def run(url: str, text: str) -> None:
    with db.connected(url) as conn:
        db.run(conn, text)


def ask(url: str, query: Any, *values: object) -> list[tuple[Any, ...]]:
    with db.connected(url) as conn:
        return db.rows(conn, query, values)


def publish(url: str, kind: str, aggregate: str, type_: str, payload: object) -> str:
    """Publish one event and return its id."""
    call = "select common.publish_event(%s, %s, %s, %s::jsonb, 'shop/tests')::text"
    return str(ask(url, call, kind, aggregate, type_, json.dumps(payload))[0][0])


def publish_many(url: str, *, aggregates: int = 1, each: int = 1, after: int = 0) -> None:
    """*each* events for every one of *aggregates*, numbered from *after*, those of one aggregate far apart."""
    call = """
        select common.publish_event('user', a::text, 'user.created', jsonb_build_object('n', n), 'shop/tests')
        from generate_series(%s::integer, %s) as n, generate_series(1, %s) as a order by n, a
    """
    ask(url, call, after + 1, after + each, aggregates)


def a_dead_letter(url: str, payload: object = None, *, aggregate: str = "dead", type_: str = "user.sad") -> str:
    """Publish an event that was given up, and return its id."""
    event = publish(url, "user", aggregate, type_, payload or {})
    given_up = """
        update common.outbox_events
        set dead_lettered_at = now(), attempts = 4, last_error = 'out of order'
        where id = %s
        returning id
    """
    ask(url, given_up, event)
    return event


def states(url: str) -> dict[str, int]:
    """How many events are in each state, without the empty ones."""
    return {state: count for state, count, _ in ask(url, "select * from common.event_status()") if count}


def assert_in_order(sink: Path, *, aggregates: int, each: int) -> None:
    """Every event was delivered, and of each aggregate, every one for the first time after all those before it."""
    first: dict[str, list[int]] = defaultdict(list)
    for line in sink.read_text().splitlines():
        event = json.loads(line)
        number = event["payload"]["n"]
        if number not in first[event["aggregateid"]]:
            first[event["aggregateid"]].append(number)
    assert first == {str(aggregate): list(range(1, each + 1)) for aggregate in range(1, aggregates + 1)}


def steal(url: str, *, seconds: float) -> list[tuple[Any, ...]]:
    """What another worker gets while it tries for some time."""
    end = time.monotonic() + seconds
    stolen: list[tuple[Any, ...]] = []
    time.sleep(0.3)  # the other one comes first
    while time.monotonic() < end - 0.5:
        stolen += ask(url, "select id from common.claim_events('thief')")
        time.sleep(0.1)
    return stolen


def cut_workers(admin: db.Connection, url: str) -> None:
    """End the connections of all workers to that database."""
    call = """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = %s and application_name = 'toolkit events work'
    """
    db.rows(admin, call, (servers.database_of(url),))


class in_background:  # noqa: N801  # reads like a function
    """Run something on a thread for the length of the block; ``result`` is there afterwards."""

    def __init__(self, job: Callable[[], Any]) -> None:
        self.result: Any = None
        self.thread = threading.Thread(target=lambda: setattr(self, "result", job()))

    def __enter__(self) -> in_background:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.thread.join(60)


def eventually(condition: Callable[[], bool], within: float = 15.0) -> bool:
    """Whether *condition* came true in time."""
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def ignore(message: str) -> None:
    """Hear nothing."""
    del message
