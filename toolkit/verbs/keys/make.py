"""A new key, in the file of the others."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path

from ...core.keyrings import Keyring
from ...io.keyring import add_key
from ...io.sealing import new_key


def new_id() -> str:
    """An id that sorts by the day on which it was made: ``2026-11-21-3f9a``."""
    return f"{datetime.now(UTC):%Y-%m-%d}-{secrets.token_hex(2)}"


def add(path: Path, key_id: str, *, standby: bool) -> Keyring:
    """Put a new key into the file, as the current one unless *standby*; the keys that it then holds."""
    return add_key(path, new_key(key_id), standby=standby)
