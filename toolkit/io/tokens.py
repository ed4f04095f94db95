"""JSON web tokens for local use: the secret that a project folder keeps, and the signing."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..errors import ToolkitError, UsageError
from .workplace import FOLDER, make_folder

FILE_NAME = "jwt-secret"
SHORTEST = 32  # what PostgREST accepts for HS256, and what RFC 7518 asks for


def local_secret(root: Path) -> str:
    """
    The secret of the project folder *root*; made on first use, and kept in its ``.toolkit`` for its owner only.

    Of two processes that make it at once, both return the one that was first.
    """
    path = _folder(root) / FILE_NAME
    try:
        if not path.exists():
            _publish(path, secrets.token_hex(32))
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)
        return checked(path.read_text(encoding="ascii").strip(), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise ToolkitError(
            f"the secret for tokens cannot be used: {path}: {error}",
            hint="it must be readable by you; remove the file to have a new one made",
        ) from error


def secret_from(environ: Mapping[str, str], variable: str) -> str:
    """The secret that an environment variable holds."""
    if not environ.get(variable):
        raise UsageError(f"the variable {variable} is not set", hint="it must hold the secret that signs tokens")
    return checked(environ[variable], variable)


def checked(secret: str, source: str) -> str:
    """*secret*, if PostgREST and we can use it as the shared key of HS256."""
    if len(secret.encode()) < SHORTEST:
        raise UsageError(f"the secret in {source} is shorter than {SHORTEST} bytes", hint="PostgREST would refuse it")
    if secret[0] in "@{":  # PostgREST would look for a file, or for a set of keys
        raise UsageError(f"the secret in {source} is no plain text", hint="only a shared secret (HS256) is supported")
    return secret


def signed(claims: Mapping[str, object], secret: str) -> str:
    """The token with *claims*, signed with HS256."""
    import jwt  # costs 50 ms

    return jwt.encode(dict(claims), secret, algorithm="HS256")


def _folder(root: Path) -> Path:
    try:
        return make_folder(root)
    except ToolkitError:
        if (root / FOLDER).is_dir():  # another process has just made it
            return make_folder(root)
        raise


def _publish(path: Path, secret: str) -> None:
    """Write the file so that nobody ever sees half of it, unless somebody else was first."""
    owner = path.parent.stat()
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}.", encoding="ascii") as file:
        file.write(secret + "\n")  # mode 0600 by tempfile
        file.flush()
        os.fsync(file.fileno())
        if os.geteuid() == 0:
            os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)
