"""Takes secrets out of what strangers' programs say, before it is kept or shown."""

from __future__ import annotations

import re
from collections.abc import Iterable

REDACTED = "[redacted]"
MASK = rf"\g<kept>{REDACTED}"

PATTERNS = (
    re.compile(r"(?P<kept>://[^/\s:@]*:)[^\s@]+(?=@)"),  # the password of a URL
    re.compile(r"(?P<kept>\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{8,}", re.IGNORECASE),
    re.compile(r"(?P<kept>)\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"),  # a JSON web token
    re.compile(
        r"(?P<kept>\b\w*(?:password|passwd|secret|token|api_?key)[\"']?\s*[=:]\s*[\"']?)[^\s\"',;}]+", re.IGNORECASE
    ),
)


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """*text* without *secrets* and without what looks like a password or a token."""
    for secret in secrets:
        text = text.replace(secret, REDACTED) if secret else text
    for pattern in PATTERNS:
        text = pattern.sub(MASK, text)
    return text


def bounded(text: str, limit: int) -> str:
    """The end of *text*, at most *limit* characters, without what a terminal or a text column cannot hold."""
    text = "".join(char if char in "\n\t" or char.isprintable() else "\ufffd" for char in text).strip()
    return text if len(text) <= limit else "…" + text[len(text) - limit + 1 :]
