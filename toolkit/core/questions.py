"""The question that the demo asks as several personas. Read from ``[demo]`` in ``policies/<system>/access.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field

from ..errors import ConfigError

EXAMPLE = 'write question = "…", sql = "select …" and ask_as = ["<persona>", "<persona>"] under [demo]'


@dataclass(frozen=True, slots=True)
class Question:
    """One query, and the names of the personas of ``system`` that ask it, in their order."""

    system: str
    text: str
    sql: str = field(repr=False)
    ask_as: tuple[str, ...] = ()


def parse_question(system: str, path: str, text: str) -> Question | None:
    """The ``[demo]`` of one ``access.toml``, None where it has none; raises ConfigError for a bad one."""
    try:
        table = tomllib.loads(text).get("demo")
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    if table is None:
        return None
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: demo must be a table", hint=EXAMPLE)
    question, sql, ask_as = table.get("question"), table.get("sql"), table.get("ask_as")
    if not isinstance(question, str) or not isinstance(sql, str) or not isinstance(ask_as, list) or not ask_as:
        raise ConfigError(f"{path}: [demo] lacks question, sql or ask_as", hint=EXAMPLE)
    return Question(system, question, sql.strip(), tuple(str(name) for name in ask_as))
