"""What strangers' programs say is kept without their secrets."""

from __future__ import annotations

import pytest

from toolkit.core.redaction import bounded, redacted


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("postgresql://ada:geheim@host/db", "postgresql://ada:[redacted]@host/db"),
        ("https://host/path?x=1", "https://host/path?x=1"),
        ("Authorization: Bearer abc.def-ghi", "Authorization: Bearer [redacted]"),
        ("got eyJhbGciOi.eyJzdWIi.c2ln from", "got [redacted] from"),
        ("password=geheim next", "password=[redacted] next"),
        ('{"api_key": "geheim", "n": 1}', '{"api_key": "[redacted]", "n": 1}'),
        ("DB_PASSWORD: geheim", "DB_PASSWORD: [redacted]"),
        ("the token was wrong", "the token was wrong"),
    ],
)
def test_what_looks_like_a_secret_is_taken_out(said: str, kept: str) -> None:
    assert redacted(said) == kept


def test_secrets_that_are_known_are_taken_out_wherever_they_stand() -> None:
    assert redacted("my s3same opens", ["s3same", ""]) == "my [redacted] opens"


def test_a_long_text_keeps_its_end() -> None:
    assert bounded("a" * 50 + "the end", 10) == "…aathe end"


def test_what_a_text_column_or_a_terminal_cannot_hold_is_replaced() -> None:
    assert bounded("a\x00b\x1b[31mc\ud800\n\td", 100) == "a\ufffdb\ufffd[31mc\ufffd\n\td"
