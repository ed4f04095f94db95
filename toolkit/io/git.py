"""What git knows about a folder: which files somebody changed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from ..errors import UsageError

# Where a branch comes from if nobody says so. The first that exists is taken.
BASES = ("@{upstream}", "origin/HEAD", "origin/main", "origin/master", "main", "master")

ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX")


def changed_files(root: Path, base: str | None = None) -> tuple[str, ...] | None:
    """
    The files below *root* that differ from where the branch left *base*, committed or not, and the untracked ones.

    Paths are relative to *root*; deleted files are left out. None where *root* is in no work tree, or git is missing,
    or nothing was committed yet. Raises UsageError for a *base* that git does not know.
    """
    head = _git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head is None:
        if base is not None:
            raise UsageError(f"--base {base}: {root} has no history in git")
        return None
    start = _start(root, base) or "HEAD"
    # --relative: paths are those below root, also where it is not the top of the work tree.
    changed = (
        _git(root, "diff", "--name-only", "--relative", "--no-renames", "--diff-filter=d", "-z", start, "--") or ""
    )
    untracked = _git(root, "ls-files", "--others", "--exclude-standard", "-z") or ""
    return tuple(sorted({path for path in (*changed.split("\0"), *untracked.split("\0")) if path}))


def _start(root: Path, base: str | None) -> str | None:
    """The commit at which the branch left *base*; for None, left the first of ``BASES`` that there is."""
    if base is not None:
        if _git(root, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}") is None:
            raise UsageError(f"--base {base}: git knows no such commit", hint="name a branch, a tag or a commit")
        return (_git(root, "merge-base", base, "HEAD") or base).strip()
    for candidate in BASES:
        if found := _git(root, "merge-base", candidate, "HEAD"):
            return found.strip()
    return None


def _git(root: Path, *arguments: str) -> str | None:
    """What git says, None where it fails."""
    # A hook runs with variables that would make git look at another repository than that of the folder.
    environment = {
        key: value for key, value in os.environ.items() if key not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX")
    }
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=False, env=environment, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None
