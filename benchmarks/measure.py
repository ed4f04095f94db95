"""One run of one command, measured."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .proxy import Proxy, Traffic

LAUNCHER = Path(__file__).with_name("launch.py")
LIMIT_SECONDS = 300  # nothing here takes so long; what does hangs
# No tool may be sent to another server, or be kept from using what it compiled the last time.
IGNORED = ("PG", "DATABASE_URL", "DBMATE_", "SUPABASE_", "TOOLKIT_", "PYTHON", "FORCE_COLOR")
# Nor may one draw colours, or talk to its maker meanwhile.
QUIET = {"DO_NOT_TRACK": "1", "SUPABASE_NO_UPDATE_NOTIFIER": "1", "NO_COLOR": "1"}


@dataclass(frozen=True, slots=True)
class Run:
    """
    What one run took.

    ``wall`` and ``cpu`` are seconds, ``cpu`` in user and kernel mode of the command and all that it started; the server
    is not in it. ``memory`` is the peak of its largest process, in bytes. ``traffic`` is None without the proxy.
    """

    wall: float
    cpu: float
    memory: int
    traffic: Traffic | None = None


class CommandFailedError(Exception):
    """A command that was to be measured did not do its work: then there is nothing to compare."""


def measured(
    command: Sequence[str], folder: Path, home: Path, *, proxy: Proxy | None = None, accepted: Collection[int] = (0,)
) -> Run:
    """
    Run *command* in *folder*; raises CommandFailedError with what it said if its exit code is none of *accepted*.

    *home* is its home directory, and where Python keeps byte code from one run to the next.
    """
    log = home / "said"
    if proxy:
        proxy.take()  # what came before is not ours
    launcher = subprocess.Popen(
        [sys.executable, "-I", "-S", str(LAUNCHER), str(log), *command],
        cwd=folder,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        out, _ = launcher.communicate(timeout=LIMIT_SECONDS)
    except BaseException:  # too late, or interrupted: the command would go on without us
        os.killpg(launcher.pid, signal.SIGKILL)
        launcher.wait()
        raise
    result = json.loads(out)
    if result.pop("code") not in accepted:
        said = log.read_text(encoding="utf-8", errors="replace")
        raise CommandFailedError(f"{' '.join(command[:3])} failed:\n{said[-2000:]}")
    run = Run(**result)
    return replace(run, traffic=proxy.take()) if proxy else run


def environment(home: Path, base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables for a measured command: those of ours that have nothing to do with it, and its own home."""
    kept = {name: value for name, value in base.items() if not name.startswith(IGNORED)}
    # Wherever packages are installed, and whoever may write there.
    byte_code = home / "byte_code"
    return kept | QUIET | {"HOME": str(home), "PYTHONPYCACHEPREFIX": str(byte_code)}
