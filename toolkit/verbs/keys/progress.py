"""Says now and then how far we are."""

from __future__ import annotations

import time
from collections.abc import Callable

TELL_EVERY = 2.0  # seconds between two lines


def teller(report: Callable[[str], None]) -> Callable[[str], None]:
    """Something that hands on a message if the last one was a while ago."""
    told = time.monotonic()

    def tell(message: str) -> None:
        nonlocal told
        if time.monotonic() - told >= TELL_EVERY:
            told = time.monotonic()
            report(message)

    return tell
