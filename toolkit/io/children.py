"""Programs that we start beside us and that must not outlive us."""

from __future__ import annotations

import ctypes
import functools
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import IO

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
Stream = IO[bytes] | int | None


def spawn(
    arguments: Sequence[str],
    *,
    environ: Mapping[str, str],
    stdin: Stream = subprocess.DEVNULL,
    stdout: Stream = None,
    stderr: Stream = None,
) -> subprocess.Popen[bytes]:
    """
    Start a program in a process group of its own, so that a Ctrl-C in the terminal reaches only us.

    On Linux the kernel ends it when we are gone, even by ``kill -9``. (To be exact: when the calling thread is gone,
    so call this from one that lives as long as the program should.) Raises OSError where it cannot be started.
    """
    return subprocess.Popen(
        list(arguments),
        env=dict(environ),
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
        preexec_fn=_dies_with_us(),  # noqa: PLW1509  # safe beside threads: all it needs is loaded before the fork
    )


def stop(process: subprocess.Popen[bytes], *, grace: float = 5.0) -> None:
    """End the program and what it started in its group: ask, wait *grace* seconds at most, then kill."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _dies_with_us() -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    return functools.partial(_ask_kernel, ctypes.CDLL(None, use_errno=True).prctl, os.getpid())


def _ask_kernel(prctl: Callable[[int, int], int], parent: int) -> None:
    """Runs in the child between fork and exec."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before the kernel knew
        os._exit(1)
