"""Keys for sealing, and the text that holds them: one for new envelopes, and older ones for those that exist."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field

from ..errors import ConfigError, UsageError
from .envelopes import KEY_ID

KEY_LENGTH = 32  # AES-256
ENTRY = "write one key per line, or with commas between them: its id, a colon, and 32 bytes in base64"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of AES-256. Neither ``repr`` nor ``str`` shows the secret part."""

    id: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keyring:
    """At least one key, no two with one id. The first is the current one, which seals; all of them open."""

    keys: tuple[Key, ...]

    @property
    def current(self) -> Key:
        """The key that seals."""
        return self.keys[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the keys, the current one first."""
        return tuple(key.id for key in self.keys)

    def find(self, key_id: str) -> Key | None:
        """The key with this id, None where there is none."""
        return next((key for key in self.keys if key.id == key_id), None)


def parse_keyring(text: str, source: str) -> Keyring:
    """
    The keys in *text*; ``#`` begins a comment, and the first key is the current one.

    Raises ConfigError, which counts the entries and shows none of them: what stands in the wrong place may be a key.
    """
    keys: list[Key] = []
    for number, entry in enumerate(_entries(text), 1):
        key = _parse_entry(entry)
        if key is None:
            raise ConfigError(f"{source}: entry {number} is no key", hint=ENTRY)
        if any(known.id == key.id for known in keys):
            raise ConfigError(f"{source}: entry {number} has the id of an earlier one", hint="every key has its own id")
        keys.append(key)
    if not keys:
        raise ConfigError(f"{source} holds no key", hint="make one: toolkit keys new")
    return Keyring(tuple(keys))


def as_entry(key: Key) -> str:
    """The key as it stands in a file or variable: with its secret."""
    return f"{key.id}:{base64.b64encode(key.secret).decode('ascii')}"


def with_key(text: str, key: Key, *, standby: bool) -> str:
    """
    The text of a key file with one more key: before all others, so that it is the current one, or after them.

    Every line that was there stays as it is.
    """
    before = text if not text or text.endswith("\n") else text + "\n"
    entry = as_entry(key) + "\n"
    if standby:
        return before + entry
    lines = before.splitlines(keepends=True)
    first = next((index for index, line in enumerate(lines) if _entries(line)), len(lines))
    return "".join((*lines[:first], entry, *lines[first:]))


def checked_id(key_id: str) -> str:
    """*key_id*, if it can be the id of a key; raises UsageError."""
    if not KEY_ID.fullmatch(key_id):
        raise UsageError(
            "that is no id for a key", hint="1 to 64 lower-case letters and digits, and between them . _ -: 2026-11"
        )
    return key_id


def _entries(text: str) -> list[str]:
    """The words of *text* that stand in no comment."""
    return [word for line in text.splitlines() for word in line.partition("#")[0].replace(",", " ").split()]


def _parse_entry(entry: str) -> Key | None:
    key_id, colon, encoded = entry.partition(":")
    if not colon or not KEY_ID.fullmatch(key_id):
        return None
    try:
        secret = base64.b64decode(encoded.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        return None
    return Key(key_id, secret) if len(secret) == KEY_LENGTH else None
