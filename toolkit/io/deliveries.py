"""Hands lines to a command: one process per delivery, the lines on its standard input, its exit code the answer."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, cast

from ..errors import UsageError
from . import children
from .interrupts import Interrupts

TAIL = 64 * 1024  # bytes of standard error that are kept for the reason of a failure
LOOK = 0.05  # seconds between two looks at the process where the kernel cannot tell us of its end


@dataclass(frozen=True, slots=True)
class Command:
    """What to start, with the environment it gets. ``timeout`` is in seconds."""

    arguments: tuple[str, ...]
    environ: Mapping[str, str] = field(repr=False)
    timeout: float


@dataclass(frozen=True, slots=True)
class Answer:
    """
    How one delivery ended.

    ``reason`` is empty when the command has handled everything (exit code 0), else it says why not; ``said`` is the
    end of its standard error. ``is_stopped``: we ended it ourselves before its time, which says nothing about it.
    """

    reason: str
    said: str = ""
    is_stopped: bool = False

    @property
    def is_handled(self) -> bool:
        """Whether the command vouches for every line."""
        return not self.reason


def require_program(command: Command) -> None:
    """Raise UsageError where the command cannot be started, before anything is given to it."""
    if shutil.which(command.arguments[0], path=command.environ.get("PATH")) is None:
        raise _cannot_start(command, "no such program")


def deliver(
    command: Command,
    lines: bytes,
    *,
    interrupts: Interrupts,
    may_go_on: Callable[[], bool],
    every: float,
    relay: Callable[[bytes], None],
) -> Answer:
    """
    Start *command*, give it *lines*, and wait for its end.

    *may_go_on* is asked every *every* seconds and after each signal; when it says no, the command is stopped. *relay*
    gets what the command says on standard error, as it says it. Raises UsageError where it cannot be started.
    """
    with tempfile.TemporaryFile() as stdin:
        # A file, not a pipe: the command may read as slowly as it likes, or not at all, and nobody waits for anybody.
        stdin.write(lines)
        stdin.seek(0)
        try:
            process = children.spawn(command.arguments, environ=command.environ, stdin=stdin, stderr=subprocess.PIPE)
        except OSError as error:
            raise _cannot_start(command, error.strerror or str(error)) from error
    watch = _Watch(process, relay)
    try:
        return watch.until_end(command.timeout, interrupts, may_go_on, every)
    finally:
        watch.close()


class _Watch:
    """One process, its standard error and the end of both."""

    def __init__(self, process: subprocess.Popen[bytes], relay: Callable[[bytes], None]) -> None:
        self.process = process
        self.relay = relay
        self.stderr = cast("IO[bytes]", process.stderr)  # spawned with a pipe
        os.set_blocking(self.stderr.fileno(), False)
        self.is_open = True
        self.tail = b""
        # Where the kernel has it, this can be read as soon as the process has ended.
        self.ended = os.pidfd_open(process.pid) if hasattr(os, "pidfd_open") else None

    def until_end(self, timeout: float, interrupts: Interrupts, may_go_on: Callable[[], bool], every: float) -> Answer:
        start = asked = time.monotonic()
        signals = interrupts.count
        while self.process.poll() is None:
            now = time.monotonic()
            if now - start >= timeout:
                return self.stopped(f"timed out after {timeout:g} s")
            if now - asked >= every or interrupts.count != signals:
                asked, signals = now, interrupts.count
                if not may_go_on():
                    return self.stopped("stopped", is_stopped=True)
            self.sleep(interrupts, min(start + timeout, asked + every) - now)
            self.read()
        self.read()
        return Answer(_reason(self.process.returncode), self.said())

    def sleep(self, interrupts: Interrupts, longest: float) -> None:
        files = [self.stderr.fileno()] if self.is_open else []
        if self.ended is not None:
            files.append(self.ended)
        else:
            longest = min(longest, LOOK)
        interrupts.wait(longest, files)

    def read(self) -> None:
        """Take and hand on what has been said so far; some of it, if the command talks without end."""
        for _ in range(16 if self.is_open else 0):
            try:
                said = os.read(self.stderr.fileno(), 65536)
            except BlockingIOError:
                return
            if not said:
                self.is_open = False
                return
            self.relay(said)
            self.tail = (self.tail + said)[-TAIL:]

    def stopped(self, reason: str, *, is_stopped: bool = False) -> Answer:
        children.stop(self.process)
        self.read()
        return Answer(reason, self.said(), is_stopped)

    def said(self) -> str:
        return self.tail.decode(errors="replace")

    def close(self) -> None:
        children.stop(self.process)  # after an exception: it must not go on with lines that are given to others
        self.stderr.close()
        if self.ended is not None:
            os.close(self.ended)


def _reason(code: int) -> str:
    if code == 0:
        return ""
    if code > 0:
        return f"exited with code {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"


def _cannot_start(command: Command, reason: str) -> UsageError:
    return UsageError(
        f"the command cannot be started: {command.arguments[0]}: {reason}",
        hint="give a program and its arguments after --, or a line for the shell with --command",
    )


def shell(text: str) -> Sequence[str]:
    """The arguments that run *text* by the shell."""
    return ("/bin/sh", "-c", text)
