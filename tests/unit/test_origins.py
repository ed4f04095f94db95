"""From rendered text back to the template: every character, whatever tags, loops and macros lie between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.core.places import Place, offset_at, place_at
from toolkit.io.origins import Origins, origins
from toolkit.io.templates import render

VARIABLES = {"ROLE": "reader", "REGION": "eu'-\"west", "ON": "1", "OFF": "", "P": "a_very_long_prefix_"}

TEMPLATE = """\
-- a comment
{% if ON %}
grant select on a to {{ ROLE }};
{% endif %}
{% macro twice(name) %}
select '{{ name }}';
select '{{ name }}' again;
{% endmacro %}
{{ twice(ROLE) }}{# more
   than a line #}
{% for number in range(2) %}
  select {{ number }};
{% endfor %}
{{ ROLE }}
last
"""


def led_back(source: str) -> Origins:
    text = render(source, VARIABLES, "a.sql")
    assert isinstance(text, str)
    return origins(source, text, VARIABLES, "a.sql")


def origin_of(source: str, piece: str, nth: int = 0) -> str:
    """What stands in *source* at the place that the *nth* *piece* of the rendered text came from."""
    found = led_back(source)
    at = -1
    for _ in range(nth + 1):
        at = found.text.index(piece, at + 1)
    return source[found.offset(at) :]


def test_each_rendered_line_is_led_back_to_its_line_in_the_file() -> None:
    found = led_back(TEMPLATE)
    lines = found.text.split("\n")

    assert [(found.place(Place(number, 1)).line, line) for number, line in enumerate(lines, 1)][:-1] == [
        (1, "-- a comment"),
        (3, "grant select on a to reader;"),
        (6, "select 'reader';"),
        (7, "select 'reader' again;"),
        (12, "  select 0;"),
        (12, "  select 1;"),
        (14, "reader"),
        (15, "last"),
    ]


@pytest.mark.parametrize(
    ("source", "piece", "expected"),
    [
        ("create table s.{{ P }}users (id int);", "users", "users (id int);"),
        ("create table s.{{ P }}users (id int);", "id", "id int);"),
        ("create table s.{{ P }}users (id int);", "long", "{{ P }}users (id int);"),
        ("{{ P }}{{ P }}users", "users", "users"),
        ("a {% if ON %}b {% else %}c {% endif %}d", "d", "d"),
        ("a {% if OFF %}b {% else %}c {% endif %}d", "c", "c {% endif %}d"),
        ("  {%- if ON -%}  a {%- endif -%}  b", "b", "b"),
        ("{% raw %}'{{1,2}}'{% endraw %} x", "1,2", "1,2}}'{% endraw %} x"),
        ("{# {{ P }} #}{{ P }}!", "!", "!"),
        ("{% macro m(n) %}as {{ n }}!{% endmacro %}select {{ m(P) }}", "!", "!{% endmacro %}select {{ m(P) }}"),
        ("{% if ON %}{{ P }}{% endif %}", "long", "{{ P }}{% endif %}"),
        ("{{ REGION | literal }} x", "west", "{{ REGION | literal }} x"),
        ("no tag\nat all", "at", "at all"),
    ],
)
def test_a_character_is_led_back_to_itself_or_to_the_tag_that_made_it(source: str, piece: str, expected: str) -> None:
    assert origin_of(source, piece) == expected


def test_in_a_loop_every_round_is_led_back_to_the_same_place() -> None:
    source = "{% for n in range(3) %}\n  select {{ n }} wrong;\n{% endfor %}\n"

    assert origin_of(source, "wrong", 2) == origin_of(source, "wrong", 0) == "wrong;\n{% endfor %}\n"


def test_where_a_template_changes_its_own_text_lines_count_as_they_are() -> None:
    found = led_back("{% set words %}a\nb{% endset %}\n{{ words | length }}\nc\n")

    assert [found.place(Place(line, 1)).line for line in (1, 2)] == [1, 2]
    assert found.place(Place(9, 1)) == Place(3, 1)


def test_the_end_of_the_text_and_places_that_are_none_are_led_back_too() -> None:
    found = led_back("a {{ P }}b\n")

    assert found.offset(len(found.text)) == len(found.source)
    assert found.place(Place(0, 0)) == Place(0, 0)
    assert found.place(Place(1, 0)) == Place(1, 0)


PIECES = st.lists(
    st.sampled_from(
        [
            *("a", "b\n", "  ", "{{ P }}", "{{ ROLE }}", "{% if ON %}x{% endif %}", "{% if OFF %}\ny\n{% endif %}\n"),
            *("{# c\n #}", "{% raw %}{{ {% endraw %}", "{% for i in range(2) %}\nz{{ i }}\n{% endfor %}\n", "é;"),
        ]
    ),
    max_size=12,
)


@given(PIECES)
def test_a_character_that_is_led_back_to_text_is_the_same_character(pieces: list[str]) -> None:
    found = led_back("".join(pieces))

    for offset, character in enumerate(found.text):
        origin = found.source[found.offset(offset) :]
        assert origin[0] == character or origin.startswith("{{")


@given(st.text(alphabet="ab\n"), st.integers(1, 5), st.integers(1, 5))
def test_a_place_in_a_text_is_found_again(text: str, line: int, column: int) -> None:
    offset = offset_at(text, Place(line, column))

    assert 0 <= offset <= len(text)
    assert offset_at(text, place_at(text, offset)) == offset
