"""Runs the tests that need a database on each Postgres of this machine: ``python -m tests.support.every_server``."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.support import servers
from toolkit.io.binaries import Binaries

FOLDERS = ("tests/database", "tests/api")
# Differences are tried by the hundred on the oldest and the newest version; what lies between has nothing of its own.
ENDS = (servers.MAJORS[0], servers.MAJORS[-1])
BETWEEN = ("--ignore-glob=*/test_difference_*",)


def main() -> int:
    """Say which versions there are, run the tests on each, say how each ended; 0 if all passed."""
    chosen = [int(argument) for argument in sys.argv[1:]] or list(servers.MAJORS)
    ended: dict[int, str] = {}
    for major in chosen:
        found = servers.find(major, servers.account())
        if not isinstance(found, Binaries):
            ended[major] = f"not here: {found}"
            continue
        print(f"== Postgres {found.version}", flush=True)  # noqa: T201
        environment = os.environ | {"TOOLKIT_TEST_SERVER": str(major)}
        left_out = () if major in ENDS else BETWEEN
        command = [sys.executable, "-m", "pytest", "-q", *FOLDERS, *left_out]
        code = subprocess.run(command, env=environment, cwd=servers.ROOT, check=False).returncode
        ended[major] = "passed" if code == 0 else f"failed (pytest ended with {code})"
    for major, how in ended.items():
        print(f"Postgres {major}: {how}")  # noqa: T201
    return int(any(how.startswith("failed") for how in ended.values()))


if __name__ == "__main__":
    sys.exit(main())
