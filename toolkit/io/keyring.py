"""Where the keys come from: a variable or a file; and how a new one gets into the file."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..core.keyrings import Key, Keyring, parse_keyring, with_key
from ..errors import ToolkitError, UsageError
from .newfiles import one_at_a_time
from .workplace import write

VARIABLE = "TOOLKIT_KEYS"
FILE_VARIABLE = "TOOLKIT_KEY_FILE"
LOCAL_NAME = "keys"  # in the folder .toolkit of a project
OTHERS_READ = 0o007
GROUP_WRITES = 0o020  # a group may read, since that is how secrets are mounted into containers


@dataclass(frozen=True, slots=True)
class KeySource:
    """A key file, or where ``file`` is None the variable ``TOOLKIT_KEYS`` with its text."""

    name: str
    file: Path | None
    text: str = ""

    def __repr__(self) -> str:
        return f"KeySource({self.name!r})"


def named_source(environ: Mapping[str, str]) -> KeySource | None:
    """What the environment names: the keys themselves or a file; raises UsageError if both."""
    if environ.get(VARIABLE) and environ.get(FILE_VARIABLE):
        raise UsageError(f"{VARIABLE} and {FILE_VARIABLE} both name keys", hint="unset one of them, or give --key-file")
    if environ.get(VARIABLE):
        return KeySource(VARIABLE, None, environ[VARIABLE])
    if environ.get(FILE_VARIABLE):
        return file_source(Path(environ[FILE_VARIABLE]))
    return None


def file_source(path: Path) -> KeySource:
    """The key file at *path*, which need not exist yet."""
    return KeySource(str(path), path)


def keys_from_environment(environ: Mapping[str, str] | None = None) -> Keyring:
    """The keys that ``TOOLKIT_KEYS`` holds, or the file that ``TOOLKIT_KEY_FILE`` names; raises UsageError."""
    source = named_source(os.environ if environ is None else environ)
    if source is None:
        raise UsageError("no keys were named", hint=f"set {VARIABLE} or {FILE_VARIABLE}: docs/keys.md")
    return read_keys(source)


def read_keys(source: KeySource) -> Keyring:
    """The keys of *source*; raises ConfigError for a text without keys, UsageError for a file that cannot be read."""
    return parse_keyring(source.text if source.file is None else _read(source.file), source.name)


def add_key(path: Path, key: Key, *, standby: bool) -> Keyring:
    """
    Put *key* into the file, which is made if it is missing; those that are there stay. The keys that it then holds.

    Replaced in one step; of two that add a key at once, neither loses its own. Raises UsageError where a key has the
    id, or the file is not the caller's alone.
    """
    if path.is_symlink():
        path = path.resolve()  # a file that is replaced would leave the link's target as it was
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent}: there is no such folder", hint=f"mkdir -m 700 {path.parent}")
    with one_at_a_time(path.parent):
        text = _read(path) if path.exists() else ""
        if text.strip() and parse_keyring(text, str(path)).find(key.id):
            raise UsageError(f"{path} has a key {key.id}", hint="a key is never replaced: choose another id")
        text = with_key(text, key, standby=standby)
        try:
            write(path, text, mode=0o600)
        except OSError as error:
            raise ToolkitError(f"{path}: {error.strerror}", hint="the folder must be writable for you") from None
    return parse_keyring(text, str(path))


def _read(path: Path) -> str:
    """The text of a key file, read through the handle whose mode was looked at."""
    try:
        with path.open(encoding="utf-8") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            if mode & (OTHERS_READ | GROUP_WRITES):
                raise UsageError(f"{path} is open to others (mode {mode:04o})", hint=f"chmod 600 {path}")
            return file.read()
    except OSError as error:
        hint = "make it: toolkit keys new" if error.errno == errno.ENOENT else "it must be a file that you can read"
        raise UsageError(f"the key file {path} cannot be read: {error.strerror}", hint=hint) from None
    except UnicodeDecodeError:
        raise UsageError(f"the key file {path} is no text", hint="it holds a key per line: docs/keys.md") from None
