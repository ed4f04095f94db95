"""The worker: claims events, hands them to a command, and notes what became of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ...core.events import Event, as_lines
from ...core.redaction import bounded, redacted
from ...errors import ConnectError, ToolkitError
from ...io import db, deliveries, outbox
from ...io.deliveries import Answer, Command
from ...io.interrupts import Interrupts
from .link import Link

ERROR_LIMIT = 2000  # characters of an error that the outbox keeps
LONGEST_PAUSE = 30.0  # seconds after rounds in which nothing was delivered
PATIENCE = 5  # rounds in a row in which nothing was delivered, before `once` gives up


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """
    How to work. Times are in seconds.

    ``worker`` must be no other worker's name. ``each``: a process for each event. ``once``: end when nothing is left
    that is due. ``grace`` is how long a command may go on after we were asked to end. ``pause`` comes after a round in
    which nothing was delivered, and doubles with each more in a row.
    """

    conninfo: str = field(repr=False)
    command: Command
    worker: str
    batch: int = 100
    each: bool = False
    once: bool = False
    lease: float = 60.0
    poll: float = 5.0
    grace: float = 20.0
    pause: float = 0.5


@dataclass(frozen=True, slots=True)
class Progress:
    """How many events were delivered, and how often one failed."""

    delivered: int = 0
    failed: int = 0
    dead: int = 0


def work(
    settings: WorkSettings,
    interrupts: Interrupts,
    *,
    report: Callable[[str], None],
    relay: Callable[[bytes], None],
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Progress:
    """
    Deliver events until we are asked to end, or with ``once`` until none is due.

    *report* gets what is worth a line, *relay* what the command says on standard error. Whatever ends this, no event
    is lost: what is neither delivered nor released is delivered again when its claim lapses.
    """
    deliveries.require_program(settings.command)
    link = Link(settings.conninfo, interrupts, report)
    report(f"delivering as {settings.worker}; Ctrl-C ends it")
    try:
        return _Worker(settings, interrupts, link, report, relay, on_progress).run()
    finally:
        link.close()


class _Worker:
    def __init__(
        self,
        settings: WorkSettings,
        interrupts: Interrupts,
        link: Link,
        report: Callable[[str], None],
        relay: Callable[[bytes], None],
        on_progress: Callable[[Progress], None],
    ) -> None:
        self.settings = settings
        self.interrupts = interrupts
        self.link = link
        self.report = report
        self.relay = relay
        self.on_progress = on_progress
        self.progress = Progress()
        self.held_until = 0.0  # by our clock: after this, the events may be another worker's

    def run(self) -> Progress:
        failures = 0  # rounds in a row in which nothing was delivered
        while not self.interrupts:
            events = self.claim()
            if not events and self.settings.once:
                break
            if not events:
                self.wait_for_events()
                continue
            before = self.progress
            self.deliver(events)
            self.on_progress(self.progress)
            failures = 0 if self.progress.delivered > before.delivered else failures + 1
            if failures and not self.interrupts:
                self.hold_on(failures)
        return self.progress

    def claim(self) -> tuple[Event, ...]:
        self.held_until = time.monotonic() + self.settings.lease
        wanted = self.settings
        return self.link.do(lambda conn: outbox.claim(conn, wanted.worker, wanted.batch, wanted.lease))

    def wait_for_events(self) -> None:
        def wait(conn: db.Connection) -> None:
            if not db.notifications(conn):  # some may have come along with an answer
                self.interrupts.wait(self.settings.poll, [conn.fileno()])
                db.notifications(conn)

        self.link.do(wait)

    def hold_on(self, failures: int) -> None:
        """Nothing works: the command, or what it talks to, needs time."""
        if self.settings.once and failures >= PATIENCE:
            raise ToolkitError(
                f"the command has failed {failures} times in a row", hint="its errors: toolkit events status"
            )
        self.interrupts.wait(min(self.settings.pause * 2 ** min(failures - 1, 10), LONGEST_PAUSE))

    def deliver(self, events: tuple[Event, ...]) -> None:
        """
        Hand over a batch; if that fails, one event after the other, so that a bad one takes no other with it.

        At the first event that fails the rest is given back: its successors must wait for it, and the others are
        claimed again at once.
        """
        if len(events) > 1 and not self.settings.each:
            answer = self.hand_over(events, events)
            if answer.is_handled:
                self.acknowledge(events)
                return
            if answer.is_stopped:
                self.release(events)
                return
            self.report(f"{len(events)} events: the command {answer.reason}; again, one by one")
        for index, event in enumerate(events):
            answer = self.hand_over((event,), events[index:])
            if not answer.is_handled:
                rest = events[index:]
                if not answer.is_stopped:
                    self.fail(event, answer)
                    rest = events[index + 1 :]
                self.release(rest)
                return
            self.acknowledge((event,))
            if self.interrupts:
                self.release(events[index + 1 :])
                return

    def hand_over(self, events: tuple[Event, ...], held: tuple[Event, ...]) -> Answer:
        """Run the command for *events*, and keep the claim on all that are *held* meanwhile."""
        lease = self.settings.lease
        renewed = time.monotonic()
        if renewed > self.held_until - lease / 2 and not self.renew(held):
            return Answer("stopped", is_stopped=True)
        asked_to_end: float | None = None

        def may_go_on() -> bool:
            nonlocal renewed, asked_to_end
            now = time.monotonic()
            if self.interrupts and asked_to_end is None:
                asked_to_end = now
                self.report("ending after this delivery; a second signal stops it now")
            if asked_to_end is not None and (self.interrupts.count > 1 or now > asked_to_end + self.settings.grace):
                return False
            if now - renewed >= lease / 3:
                renewed = now
                return self.renew(held)
            return now < self.held_until

        try:
            return deliveries.deliver(
                self.settings.command,
                as_lines(events),
                interrupts=self.interrupts,
                may_go_on=may_go_on,
                every=min(1.0, lease / 10),
                relay=self.relay,
            )
        except ToolkitError:
            self.release(held)
            raise

    def renew(self, events: tuple[Event, ...]) -> bool:
        """Whether all *events* are still ours. While the server is away they are, until the lease ends."""
        asked = time.monotonic()
        ids = [event.id for event in events]
        lease = self.settings.lease
        try:
            renewed = self.link.once(lambda conn: outbox.renew(conn, self.settings.worker, ids, lease))
        except ConnectError:
            return asked < self.held_until
        if renewed == len(ids):
            self.held_until = asked + lease
            return True
        self.report(f"{len(ids) - renewed} events are no longer ours: the lease was over")
        return False

    def acknowledge(self, events: tuple[Event, ...]) -> None:
        ids = [event.id for event in events]
        noted = self.link.do(lambda conn: outbox.acknowledge(conn, self.settings.worker, ids))
        self.progress = replace(self.progress, delivered=self.progress.delivered + noted)
        if noted < len(ids):
            self.report(f"{len(ids) - noted} events were delivered but no longer ours: they will be delivered again")

    def release(self, events: tuple[Event, ...]) -> None:
        if events:
            ids = [event.id for event in events]
            self.link.do(lambda conn: outbox.release(conn, self.settings.worker, ids))

    def fail(self, event: Event, answer: Answer) -> None:
        said = redacted(answer.said, [db.password(self.settings.conninfo)])
        error = bounded(f"{answer.reason}: {said}" if said.strip() else answer.reason, ERROR_LIMIT)
        state = self.link.do(lambda conn: outbox.fail(conn, self.settings.worker, event.id, error))
        dead = state == "dead"
        self.progress = replace(
            self.progress, failed=self.progress.failed + 1, dead=self.progress.dead + (1 if dead else 0)
        )
        what = "given up, see `toolkit events status`" if dead else "it will be tried again"
        self.report(f"{event.type} {event.id} of {event.aggregate}: the command {answer.reason}; {what}")
