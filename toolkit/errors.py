"""The family of errors that this package raises on purpose. Each says what happened, where, and the way out."""

from __future__ import annotations


class ToolkitError(Exception):
    """
    Base of every error this package raises on purpose.

    ``message`` says what happened and where; ``hint`` what to do about it. ``detail`` is shown between the two, as
    it is: the line of a file with its caret, a list of scripts. None of them ever holds a password or a token.
    """

    exit_code = 1  # the table of exit codes is in the README

    def __init__(self, message: str, *, detail: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail
        self.hint = hint


class UsageError(ToolkitError):
    """The command was called in a way that cannot mean anything: a wrong option, a name that does not exist."""

    exit_code = 2


class ConfigError(UsageError):
    """A file of the project cannot be used as it is: ``system.toml``, ``toolkit.toml``, a header, a template."""


class ConnectError(ToolkitError):
    """No database could be reached, or it refused us."""


class SqlError(ToolkitError):
    """Postgres refused a statement. ``sqlstate`` is its five-character code."""

    def __init__(self, message: str, *, sqlstate: str = "", detail: str = "", hint: str = "") -> None:
        super().__init__(message, detail=detail, hint=hint)
        self.sqlstate = sqlstate


class LockBusyError(ToolkitError):
    """Somebody else holds a lock that we need, for longer than we may wait. Safe to try again."""

    exit_code = 5


class BoundaryError(ToolkitError):
    """The database holds a foreign key from one service into another that ``system.toml`` does not allow."""

    exit_code = 4


class HistoryError(ToolkitError):
    """The files and what the database says was applied contradict each other."""

    exit_code = 6
