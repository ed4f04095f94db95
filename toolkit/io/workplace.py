"""The folder ``.toolkit`` of a project: made, locked, and written so that a kill at any moment leaves no half file."""

from __future__ import annotations

import fcntl
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..errors import LockBusyError, ToolkitError

FOLDER = ".toolkit"
PROBE = "probe-"  # of folders that live for a moment, to find out what is allowed in a place
LOCK_LIMIT = 120.0  # seconds; the longest thing that is done under the lock is the first start on a slow machine
LOCK_PAUSE = 0.05


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses inside the block into an error with a way out."""
    try:
        yield
    except OSError as error:
        place = error.filename or folder
        hint = f"the local database lives in {folder}: make it readable and writable for you"
        if error.errno in (28, 122):  # ENOSPC, EDQUOT
            hint = "free some space (a fresh local database takes about 50 MB) and run the same command again"
        raise ToolkitError(f"{place}: {error.strerror or error}", hint=hint) from error


def make_folder(root: Path) -> Path:
    """``.toolkit`` of the project folder *root*, made and hidden from git where it is missing."""
    folder = root / FOLDER
    with explained(folder):
        if not folder.is_dir():
            owner = root.stat()
            folder.mkdir(mode=0o755, exist_ok=True)  # another start may be as new as this one
            give(folder, owner.st_uid, owner.st_gid, 0o755)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            write(ignore, "*\n", mode=0o644)
    return folder


def give(path: Path, uid: int, gid: int, mode: int) -> None:
    """Set mode and, as root, owner of something that we made; a link put in its place meanwhile is not followed."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        if os.geteuid() == 0:
            os.fchown(handle, uid, gid)
        os.fchmod(handle, mode)
    finally:
        os.close(handle)


def write(path: Path, text: str, *, mode: int) -> None:
    """Replace *path* in one step, on disk before it is visible; it belongs to the owner of its folder."""
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        with os.fdopen(_open(unfinished, os.O_WRONLY | os.O_EXCL, mode), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def open_log(path: Path, *, keep: int = 10_000_000) -> int:
    """A handle that appends to *path*; a log longer than *keep* bytes is put aside first, as ``<name>.1``."""
    with suppress(FileNotFoundError):
        if path.stat().st_size > keep:
            path.replace(path.with_name(path.name + ".1"))
    return _open(path, os.O_WRONLY | os.O_APPEND, 0o600)


def _open(path: Path, flags: int, mode: int) -> int:
    """Open or make *path*, as root for the owner of its folder; never through a link, never kept by a child."""
    owner = path.parent.stat()
    handle = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    try:
        if os.geteuid() == 0:
            os.fchown(handle, owner.st_uid, owner.st_gid)
        os.fchmod(handle, mode)
    except BaseException:
        os.close(handle)
        raise
    return handle


def sweep(folder: Path) -> None:
    """Remove what a killed command left unfinished in *folder*; only under the lock, which says that it is nobody's."""
    for leftover in folder.glob("*.new"):
        if not leftover.is_dir():
            leftover.unlink(missing_ok=True)
    for probe in folder.glob(PROBE + "*"):
        with suppress(OSError):
            probe.rmdir()


@contextmanager
def locked(folder: Path, say: Callable[[str], None], *, limit: float = LOCK_LIMIT) -> Iterator[None]:
    """
    Be the only ``toolkit db`` command that changes the local server; the others wait and say for whom.

    The kernel gives the lock back when its holder ends, however it ends. Raises LockBusyError after *limit* seconds.
    """
    with explained(folder):
        handle = _open(folder / "lock", os.O_RDWR, 0o644)
    try:
        _wait_for(handle, say, limit)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        sweep(folder)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, say: Callable[[str], None], limit: float) -> None:
    end = time.monotonic() + limit
    said = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(handle, 20, 0).decode(errors="replace") or "unknown"
            if not said:
                say(f"waiting for another toolkit command on this database (process {holder})")
                said = True
            if time.monotonic() > end:
                raise LockBusyError(
                    f"another toolkit command (process {holder}) has held the local database for {limit:.0f} s",
                    hint="wait for it, or end that process and run this again",
                ) from None
            time.sleep(LOCK_PAUSE)
        else:
            return
