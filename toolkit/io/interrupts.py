"""Ctrl-C and SIGTERM as something to look at, for work that must not be torn apart in the middle."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

WATCHED = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """
    Which signal has asked us to end, and how often.

    A signal also makes ``wait`` return, so that nobody sleeps through it.
    """

    def __init__(self, wakeup: int) -> None:
        self.count = 0
        self.first: signal.Signals | None = None
        self._wakeup = wakeup

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def exit_code(self) -> int:
        """130 after a Ctrl-C; 0 after a SIGTERM, which is how a service is ended."""
        return 130 if self.first is signal.SIGINT else 0

    def wait(self, timeout: float, files: Sequence[int] = ()) -> bool:
        """Sleep until a signal comes, one of *files* can be read, or *timeout* seconds; whether a file can be read."""
        poll = select.poll()
        for file in (self._wakeup, *files):
            poll.register(file, select.POLLIN)
        ready = [file for file, _ in poll.poll(max(0.0, timeout) * 1000)]
        if self._wakeup in ready:
            os.read(self._wakeup, 4096)
        return any(file in ready for file in files)

    def note(self, number: int, _frame: FrameType | None) -> None:
        """The signal handler."""
        self.count += 1
        self.first = self.first or signal.Signals(number)


@contextmanager
def watched() -> Iterator[Interrupts]:
    """For the length of the block, Ctrl-C and SIGTERM are only noted. Main thread only, as signals are."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    interrupts = Interrupts(reader)
    earlier_wakeup = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    earlier = {number: signal.signal(number, interrupts.note) for number in WATCHED}
    try:
        yield interrupts
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(earlier_wakeup)
        os.close(reader)
        os.close(writer)
