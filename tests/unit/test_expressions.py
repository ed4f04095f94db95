"""Expressions are said so that Postgres prints them again as it did."""

from __future__ import annotations

import pytest

from toolkit.core.facts.expressions import stable


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        (
            "((x)::text = ANY ((ARRAY['a'::character varying])::text[]))",
            "((x)::text = ANY (ARRAY['a'::character varying]))",
        ),
        ('(x <> ALL ((ARRAY[\'a\'::a."t("])::a."T"[]))', "(x <> ALL (ARRAY['a'::a.\"t(\"]))"),
        (
            "ANY ((ARRAY['(', ')]'])::text[]) OR ANY ((ARRAY[(f(1))])::text[])",
            "ANY (ARRAY['(', ')]']) OR ANY (ARRAY[(f(1))])",
        ),
    ],
)
def test_a_list_is_not_converted_by_hand(printed: str, said: str) -> None:
    assert stable(printed) == said


@pytest.mark.parametrize(
    "printed",
    [
        "(n = ANY (ARRAY[1, 2]))",
        "f((ARRAY['a'::character varying])::text[])",
        "(x = 'ANY ((ARRAY[1])::text[])'::text)",
        "(x = ANY ((ARRAY['a'::character varying(3)])::character varying(2)[]))",
        "SELECT a.column1 FROM ( VALUES (1)) a",
        "SELECT 'FROM (VALUES (1)) \"*VALUES*\"'::text AS t",
    ],
)
def test_everything_else_is_said_as_it_is_printed(printed: str) -> None:
    assert stable(printed) == printed


def test_values_are_not_selected_from() -> None:
    old = (
        'SELECT "*VALUES*".column1 AS x,\n    "*VALUES*".column2 AS "y z"\n   FROM (VALUES (1,\'a)\'::text)) "*VALUES*"'
    )
    new = 'SELECT 1\nUNION ALL\n SELECT column1 AS x\n   FROM (VALUES (1), (2)) "*VALUES*"'

    assert stable(old) == "VALUES (1,'a)'::text)"
    assert stable(new) == "SELECT 1\nUNION ALL\n VALUES (1), (2)"


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("(((x = a) OR (x = b)) OR (x = c))", "(((x = a) OR (x = b))::boolean OR (x = c))"),
        (
            "((((a <> 1) AND (a <> 2)) AND (a <> 3)) AND b)",
            "((((a <> 1) AND (a <> 2))::boolean AND (a <> 3))::boolean AND b)",
        ),
        ("(((x = a) OR (x = b)) AND (x = c))", "(((x = a) OR (x = b)) AND (x = c))"),
        ("((x = a) OR ((x = b) OR (x = c)))", "((x = a) OR ((x = b) OR (x = c)))"),
        ("((f((a OR b))) OR c)", "((f((a OR b))) OR c)"),
    ],
)
def test_a_chain_keeps_the_parentheses_of_its_first_operand(printed: str, said: str) -> None:
    assert stable(printed) == said


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        (
            "SELECT 'a'::text AS k\nUNION\n SELECT 'b'::text",
            "SELECT 'a'::text AS k\nUNION\n SELECT 'b'::text AS \"?column?\"",
        ),
        ("ARRAY( SELECT 'k, FROM'::text, 1)", "ARRAY( SELECT 'k, FROM'::text AS \"?column?\", 1)"),
        (
            "EXISTS ( SELECT NULL::timestamp with time zone\n   FROM t)",
            'EXISTS ( SELECT NULL::timestamp with time zone AS "?column?"\n   FROM t)',
        ),
        ("SELECT f('a'::text, 'b'::text) AS f", "SELECT f('a'::text, 'b'::text) AS f"),
        ("SELECT '(1)'::character varying(3) AS \"varchar\"", "SELECT '(1)'::character varying(3) AS \"varchar\""),
    ],
)
def test_a_value_without_a_name_stays_without(printed: str, said: str) -> None:
    assert stable(printed) == said
