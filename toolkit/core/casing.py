"""SQL as this project writes it: keywords in lower case."""

from __future__ import annotations

from .identifiers import ASCII_LOWER
from .scanner import tokens


def lowered(statement: str) -> str:
    """
    *statement* with its bare words in lower case, which mean the same; what is quoted stays as it is.

    Postgres prints definitions with keywords in capitals.
    """
    if statement == statement.translate(ASCII_LOWER):
        return statement
    return "".join(
        token.text.translate(ASCII_LOWER) if token.kind == "word" else token.text for token in tokens(statement)
    )
