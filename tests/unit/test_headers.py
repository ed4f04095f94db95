"""The comment at the top of a SQL file."""

from __future__ import annotations

import pytest

from toolkit.core.headers import parse_reference, read_header
from toolkit.core.places import Place
from toolkit.core.systems import ScriptId

HEADER = """\
-- auth/0090_user_keys.sql
-- what: keys into the profiles,
--   which came later.
-- requires: user/0010_user_profiles.sql,  common/outbox/0010_events.sql,
--   0020
-- requires: mail/0030
-- why: both services
-- refer to each other.

-- requires: user/0099_not_in_the_header.sql
select 1;
"""


def test_a_header_says_name_what_why_and_requirements() -> None:
    header = read_header(HEADER, "edu")

    assert header.name == "auth/0090_user_keys.sql"
    assert header.what == "keys into the profiles, which came later."
    assert header.why == "both services refer to each other."
    assert [(one.text, one.id, one.place) for one in header.requires] == [
        ("user/0010_user_profiles.sql", ScriptId("edu", "user", "0010"), Place(4, 14)),
        ("common/outbox/0010_events.sql", ScriptId("common", "outbox", "0010"), Place(4, 44)),
        ("0020", None, Place(5, 6)),
        ("mail/0030", ScriptId("edu", "mail", "0030"), Place(6, 14)),
    ]


def test_a_text_without_comments_has_an_empty_header() -> None:
    header = read_header("select 1; -- requires: a/0010", "edu")

    assert (header.name, header.what, header.why, header.requires) == (None, None, None, ())


def test_keys_may_be_written_in_capitals() -> None:
    assert [one.text for one in read_header("-- Requires: a/0010\n", "edu").requires] == ["a/0010"]


def test_prose_after_a_requirement_is_not_read_as_one() -> None:
    assert [one.text for one in read_header("-- requires: a/0010\n-- b/0020 came earlier\n", "e").requires] == [
        "a/0010"
    ]


@pytest.mark.parametrize("key", ["require", "reqires", "Required", "requries"])
def test_a_key_that_looks_like_requires_is_reported(key: str) -> None:
    assert read_header(f"-- x\n--  {key}: a/0010\n", "edu").misspelled == ((key, Place(2, 5)),)


def test_other_keys_are_free() -> None:
    assert read_header("-- note: a\n-- see: b\n-- why: c\n", "edu").misspelled == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("auth/0010", (ScriptId("edu", "auth", "0010"), None)),
        ("auth/0010.sql", (ScriptId("edu", "auth", "0010"), None)),
        ("auth/0010_users", (ScriptId("edu", "auth", "0010"), "users")),
        ("shop/auth/0010_a_b.sql", (ScriptId("shop", "auth", "0010"), "a_b")),
        ("auth", (None, None)),
        ("auth/10_users.sql", (None, None)),
        ("a/b/c/0010_users.sql", (None, None)),
    ],
)
def test_a_reference_names_a_script_in_short_or_in_full(
    text: str, expected: tuple[ScriptId | None, str | None]
) -> None:
    assert parse_reference(text, "edu") == expected
