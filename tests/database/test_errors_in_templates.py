"""An error in a file with variables is shown where it stands in the file, not in the text that came out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.projects import MANIFEST, a_project, project, run_apply, toolkit
from toolkit.core.ordering import Selection
from toolkit.errors import ConfigError, ToolkitError
from toolkit.verbs.lint import Request, lint
from toolkit.verbs.plan import plan

WITH_VARIABLES = f'{MANIFEST}\n[variables]\nPREFIX = "a_rather_long_prefix_"\nFULL = "yes"\n'
SCRIPT = "sql/shop/billing/0010_schema.sql"
# Rendered, each table is one line further up than in the file, and everything behind a prefix further right.
TABLES = """\
create schema billing;
{% if FULL %}
{# A comment
   of two lines. #}
{% for name in ["invoices", "payments"] %}
create table billing.{{ PREFIX }}{{ name }} (
    id bigint generated always as identity,
    constraint {{ PREFIX }}{{ name }}_pkey primary key (id)
);
{% endfor %}
{% endif %}
"""


def error_of(root: Path, url: str) -> ToolkitError:
    with pytest.raises(ToolkitError) as caught:
        run_apply(root, url)
    return caught.value


@pytest.mark.parametrize(
    ("mistake", "place", "line", "caret"),
    [
        (
            "create index on billing.{{ PREFIX }}invoices (nowhere);",
            "12:1",
            "create index on billing.{{ PREFIX }}invoices (nowhere);",
            "^",
        ),
        (
            "select a.id, a.nowhere from billing.{{ PREFIX }}invoices as a;",
            "12:14",
            "select a.id, a.nowhere from billing.{{ PREFIX }}invoices as a;",
            "             ^",
        ),
        (
            "insert into billing.{{ PREFIX }}invoices (id) select nowhere;",
            "12:54",
            "insert into billing.{{ PREFIX }}invoices (id) select nowhere;",
            "                                                     ^",
        ),
        ("select * from billing.{{ PREFIX }};", "12:15", "select * from billing.{{ PREFIX }};", "              ^"),
        ("select 1 +;", "12:11", "select 1 +;", "          ^"),
        ("{% if FULL %}\nselect\n  nowhere;\n{% endif %}", "14:3", "  nowhere;", "  ^"),
    ],
)
def test_what_postgres_points_at_is_shown_in_the_file(
    tmp_path: Path, fresh_db: str, mistake: str, place: str, line: str, caret: str
) -> None:
    root = a_project(tmp_path, {SCRIPT: f"{TABLES}{mistake}\n"}, manifest=WITH_VARIABLES)

    error = error_of(root, fresh_db)

    assert error.message.startswith(f"{SCRIPT}:{place}: ")
    number, _ = place.split(":")
    assert error.detail.split("\n")[:2] == [f"{number:>4} | {line}", f"     | {caret}"]


def test_other_variables_move_nothing_in_the_file(tmp_path: Path, fresh_db: str) -> None:
    root = a_project(tmp_path, {SCRIPT: f"{TABLES}select 1, nowhere;\n"}, manifest=WITH_VARIABLES)

    ended = toolkit("apply", folder=root, url=fresh_db, PREFIX="x", FULL="")

    assert f'error: {SCRIPT}:12:11: column "nowhere" does not exist' in ended.stderr


def test_a_row_that_cannot_be_copied_in_is_led_to_its_statement(tmp_path: Path, fresh_db: str) -> None:
    copied = "copy billing.{{ PREFIX }}invoices (id) from stdin;\nabc\n\\.\n"
    root = a_project(tmp_path, {SCRIPT: f"{TABLES}{copied}"}, manifest=WITH_VARIABLES)

    error = error_of(root, fresh_db)

    assert error.message.startswith(f"{SCRIPT}:12:1: ")
    assert error.detail.startswith("  12 | copy billing.{{ PREFIX }}invoices (id) from stdin;\n     | ^\n")


def test_a_file_that_cannot_be_split_is_shown_as_it_is(tmp_path: Path, fresh_db: str) -> None:
    root = a_project(tmp_path, {SCRIPT: f"{TABLES}select '{{{{ PREFIX }}}}' , 'open;\n"}, manifest=WITH_VARIABLES)

    error = error_of(root, fresh_db)

    assert isinstance(error, ConfigError)
    assert error.message.startswith(f"{SCRIPT}:12:25: ")
    assert error.detail == f"  12 | select '{{{{ PREFIX }}}}' , 'open;\n     | {' ' * 24}^"


def test_a_statement_that_may_not_be_in_a_file_is_shown_as_it_is(tmp_path: Path, fresh_db: str) -> None:
    root = a_project(tmp_path, {SCRIPT: f"{TABLES}select '{{{{ PREFIX }}}}'; commit;\n"}, manifest=WITH_VARIABLES)

    assert error_of(root, fresh_db).message.startswith(f"{SCRIPT}:12:24: a file may not begin or end a transaction")


def test_policies_and_seeds_are_shown_as_they_are_too(tmp_path: Path, fresh_db: str) -> None:
    files = {
        SCRIPT: TABLES,
        "policies/shop/billing.sql": "{# a\n b #}\nalter table billing.{{ PREFIX }}x enable row;\n",
    }

    message = error_of(a_project(tmp_path, files, manifest=WITH_VARIABLES), fresh_db).message

    assert message.startswith("policies/shop/billing.sql:3:")


def test_the_plan_names_the_lines_of_the_file(tmp_path: Path, fresh_db: str) -> None:
    root = a_project(tmp_path, {SCRIPT: TABLES}, manifest=WITH_VARIABLES)

    found = plan(fresh_db, project(root), Selection())

    assert [line.line for line in found.lines if line.path == SCRIPT] == [1, 6, 6]


def test_a_variable_with_another_value_is_named_where_the_text_is_not_what_was_applied(
    tmp_path: Path, fresh_db: str
) -> None:
    root = a_project(tmp_path, {SCRIPT: TABLES}, manifest=WITH_VARIABLES)
    run_apply(root, fresh_db)

    ended = toolkit("apply", folder=root, url=fresh_db, PREFIX="x_")

    assert ended.returncode == 6
    lines = ended.stderr.split("\n")
    assert f"{SCRIPT}:6" in lines[1]
    assert lines[2].strip() == "applied: create table billing.a_rather_long_prefix_invoices ("
    assert lines[3].strip() == "now:     create table billing.x_invoices ("
    assert lines[4].strip() == "or a variable has not the value that it had then: PREFIX, FULL"


def test_findings_of_lint_stand_where_they_are_in_the_file(tmp_path: Path) -> None:
    header = "-- billing/0010_schema.sql\n-- what: tables.\n\n"
    named = TABLES.replace("constraint {{ PREFIX }}{{ name }}_pkey", "constraint {{ PREFIX }}{{ name }}_wrong")
    root = a_project(tmp_path, {SCRIPT: f"{header}{named}"}, manifest=WITH_VARIABLES)

    found = lint(root, {}, Request(everything=True, sqlfluff=False)).findings

    assert [(one.line, one.column) for one in found if one.code == "NAM003"] == [(11, 16), (11, 16)]


def test_findings_of_sqlfluff_stand_where_they_are_in_the_file(tmp_path: Path) -> None:
    header = "-- billing/0010_schema.sql\n-- what: tables.\n\n"
    root = a_project(
        tmp_path,
        {SCRIPT: f"{header}{TABLES}select 1 FROM billing.{{{{ PREFIX }}}}invoices;\n"},
        manifest=WITH_VARIABLES,
    )

    found = lint(root, {}, Request(everything=True)).findings

    assert (15, 10) in [(one.line, one.column) for one in found if one.code == "CP01"]
