"""SQL with variables."""

from __future__ import annotations

import pytest

from toolkit.core.faults import Fault
from toolkit.io.templates import render

VARIABLES = {"ROLE": "reader", "REGION": "eu'-\"west", "ON": "1", "OFF": "", "RATE": "0.5"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("no template at all\n", "no template at all\n"),
        ("to {{ ROLE }};\n\n", "to reader;\n\n"),
        ("{{ ROLE ~ '_role' }}", "reader_role"),
        ("{{ ROLE | upper }} {{ RATE }}", "READER 0.5"),
        ("{{ REGION | literal }}", "'eu''-\"west'"),
        ("{{ REGION | identifier }}", '"eu\'-""west"'),
        ("{{ 'a''b' | literal }}", "'ab'"),
        ("{% if ROLE == 'reader' %}yes{% endif %}{% if 'read' in ROLE %}!{% endif %}", "yes!"),
        ("{% if OFF %}yes{% else %}no{% endif %}", "no"),
        ("{{ ON | int + 1 }}", "2"),
        ("{% raw %}'{{1,2}}'{% endraw %}", "'{{1,2}}'"),
        ("{{ '<&>' }}", "<&>"),
    ],
)
def test_a_template_becomes_text(source: str, expected: str) -> None:
    assert render(source, VARIABLES, "a.sql") == expected


@pytest.mark.parametrize(
    ("source", "place", "message", "hint"),
    [
        ("\n\nto {{ ROL }};", "3:7", "'ROL' is undefined", 'did you mean "ROLE"?'),
        ("{% if ON %}\n{{ on_ }}\n{% endif %}", "2:4", "'on_' is undefined", 'did you mean "ON"?'),
        ("\n{% if %}", "2:1", "Expected an expression", "{% raw %}"),
        ("a\n{{ ROLE ", "2:1", "unexpected end of template", "{% raw %}"),
        ("a\n{{ REGION }}", "2:4", "the value of REGION is no plain word", "{{ REGION | identifier }}"),
        ("{{ REGION | upper }}", "1:4", "the value of REGION is no plain word", "literal"),
        ("{{ 'x' ~ REGION }}", "1:10", "the value of REGION is no plain word", "literal"),
        ("{{ '%s' | format(REGION) }}", "1:18", "the value of REGION is no plain word", "literal"),
        ("{{ OFF }}", "1:4", "the value of OFF is no plain word", "literal"),
        ("{{ [ROLE] }}", "1:1", "a list cannot be printed", ""),
        ("'{{1,2}}'", "1:1", "a tuple cannot be printed", ""),
        ("\n{% include 'x' %}", "2:1", "no loader", ""),
        ("{{ ROLE._value }}", "1:1", "unsafe", ""),
        ("{{ ROLE.__class__ }}", "1:1", "unsafe", ""),
        ("{{ lipsum() }}", "1:4", "'lipsum' is undefined", ""),
        ("{{ [1, 2] | random }}", "1:1", "No filter named 'random'", ""),
        ("\n{{ 1 / 0 }}", "2:1", "division by zero", ""),
    ],
)
def test_a_template_that_cannot_be_rendered_is_a_fault(source: str, place: str, message: str, hint: str) -> None:
    fault = render(source, VARIABLES, "a.sql")

    assert isinstance(fault, Fault)
    assert str(fault).startswith(f"a.sql:{place}: template: ")
    assert message in fault.message
    assert hint in fault.hint


def test_values_are_not_shown_when_they_are_refused() -> None:
    fault = render("{{ REGION }}", VARIABLES, "a.sql")

    assert "west" not in str(fault)
