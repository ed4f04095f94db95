"""Where keys stand in TOML: what the standard library reads, we find."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.core.places import Place
from toolkit.core.toml_places import KeyPath, locate

EVERYTHING = '''\
# a comment with [brackets] and "quotes"
title = "a \\"quoted\\" # no comment"
'single' = 'C:\\path'

[services.auth]   # trailing comment
schemas = [ "auth_schema",  # first
    'other',
]
requires = []
text = """
[services.fake]
key = "no key"
ends with quotes"""""
raw = \'\'\'
x = 1 \'\'\'

[services."two words"]
inline = { schemas = ["a", "b"], "q.k".deep = { n = -1 } }
a.b.c = 1
when = 1979-05-27 07:32:00
on = 1979-05-27
float = 6.26e-23

[[list]]
name = 1
[[list]]
name = 2
[list.sub]
name = 3
'''


def test_each_key_is_found_where_it_is_written() -> None:
    places = locate(EVERYTHING)

    assert places["title",] == Place(2, 1)
    assert places["services", "auth"] == Place(5, 11)
    assert places["services", "auth", "schemas"] == Place(6, 1)
    assert places["services", "auth", "schemas", 0] == Place(6, 13)
    assert places["services", "auth", "schemas", 1] == Place(7, 5)
    assert places["services", "two words", "inline", "schemas", 1] == Place(18, 28)
    assert places["services", "two words", "inline", "q.k", "deep", "n"] == Place(18, 49)
    assert places["services", "two words", "a", "b", "c"] == Place(19, 5)
    assert places["list", 0, "name"] == Place(25, 1)
    assert places["list", 1, "sub", "name"] == Place(29, 1)


def test_what_looks_like_a_key_inside_of_a_string_is_none() -> None:
    assert ("services", "fake") not in locate(EVERYTHING)


def test_no_key_of_a_document_is_forgotten() -> None:
    assert set(paths(tomllib.loads(EVERYTHING))) <= set(locate(EVERYTHING))


@pytest.mark.parametrize("text", ["", "# only a comment", "\n\n", "a=1", "[t]", 'a=""', "a=''''''", "[ t . u ]\nx = 1"])
def test_small_documents_are_read_to_their_end(text: str) -> None:
    assert set(paths(tomllib.loads(text))) <= set(locate(text))


KEYS = st.sampled_from(["a", "b-c", '"d.e"', "'f g'", "1"])
SCALARS = st.one_of(
    st.integers().map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["true", "inf", '"]"', "'}'", '"\\""', '"""a\n"b" ]"""', "'''\n'q''''", "07:32:00"]),
)
SPACE = st.sampled_from(["", " ", "\t"])
BREAKS = st.sampled_from(["", " ", "\n", " # ] }\n"])


def arrays(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda items, space: f"[{space}{f'{space},{space}'.join(items)}{space}]", st.lists(values), BREAKS)


def inline_tables(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.dictionaries(KEYS, values).map(
        lambda table: "{" + ", ".join(f"{k} = {v}" for k, v in table.items()) + "}"
    )


VALUES = st.recursive(SCALARS, lambda inner: arrays(inner) | inline_tables(inner), max_leaves=6)
TABLES = st.dictionaries(KEYS, VALUES, max_size=3)


@settings(deadline=None)
@given(st.dictionaries(KEYS, TABLES, max_size=3), SPACE)
def test_any_document_is_located_as_a_whole(document: dict[str, dict[str, str]], space: str) -> None:
    text = "\n".join(
        f"{space}[{name}]{space}\n" + "".join(f"{space}{key}{space}={space}{value}\n" for key, value in table.items())
        for name, table in document.items()
    )

    places = locate(text)

    assert set(paths(tomllib.loads(text))) == set(places)
    for path, place in places.items():
        if isinstance(path[-1], str):
            assert path[-1] in text.split("\n")[place.line - 1][place.column - 1 :]


def paths(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    """The path of everything in a document."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from paths(inner, (*path, index))
