"""
Runs one command and prints what it took, as JSON: wall and cpu seconds, the memory of its largest process in bytes.

A small process of its own, because to Linux the peak of a new process is at least that of the one that started it. It
imports next to nothing, and is started with ``python -I -S``: peaks below its own 10 MB cannot be seen.
"""

import os
import sys
import time


def main() -> None:
    """``launch.py LOG COMMAND...``: what the command says goes to the file LOG."""
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    silence = os.open(os.devnull, os.O_RDONLY)
    streams = [(os.POSIX_SPAWN_DUP2, silence, 0), (os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)]
    began = time.perf_counter()
    pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=streams)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - began
    code = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    print(f'{{"code": {code}, "wall": {wall:.6f}, "cpu": {cpu:.6f}, "memory": {usage.ru_maxrss * 1024}}}')


if __name__ == "__main__":
    main()
