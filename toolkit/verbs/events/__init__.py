"""events: deliver the outbox to a command, and look after what could not be delivered."""

from __future__ import annotations

from .call import call
from .upkeep import discard, doomed, retry, status
from .worker import Progress, WorkSettings, work

__all__ = ["Progress", "WorkSettings", "call", "discard", "doomed", "retry", "status", "work"]
