"""`apply` on a real server: order, history, what is refused, and where errors point."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.support.projects import INVOICES, SCHEMA, a_project, project, run_apply, toolkit, write
from toolkit.core.ordering import Selection
from toolkit.errors import ConfigError, HistoryError, SqlError, UsageError
from toolkit.verbs.apply import Options
from toolkit.verbs.apply.steps import dry_run
from toolkit.verbs.status import status


def history(url: str) -> list[tuple[str, str]]:
    with psycopg.connect(url) as conn:
        return conn.execute("select script_number, slug from toolkit.history order by 1").fetchall()


def exists(url: str, name: str) -> bool:
    with psycopg.connect(url) as conn:
        return conn.execute("select to_regclass(%s) is not null", [name]).fetchone() == (True,)


def test_scripts_run_by_number_and_are_kept_in_the_history(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)

    outcome = run_apply(folder, fresh_db)

    assert [step.subject for step in outcome.steps if step.kind == "script"] == [
        "shop/billing/0010_schema",
        "shop/billing/0020_invoices",
    ]
    assert history(fresh_db) == [("0010", "schema"), ("0020", "invoices")]


def test_a_second_apply_finds_nothing_to_do(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)

    assert run_apply(folder, fresh_db).steps == ()


def test_the_history_keeps_who_when_how_long_and_the_text(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)

    with psycopg.connect(fresh_db) as conn:
        row = conn.execute(
            "select script, applied_by, finished_at >= started_at, duration_ms >= 0, length(sha256)"
            " from toolkit.history where script_number = '0020'"
        ).fetchone()

    assert row == (INVOICES, "postgres", True, True, 64)


def test_a_failing_script_leaves_nothing_of_itself_and_everything_before_it(tmp_path: Path, fresh_db: str) -> None:
    bad = INVOICES + "insert into billing.invoices (total_cents) values (null);\n"
    folder = a_project(tmp_path, {"billing/0010_schema.sql": SCHEMA, "billing/0020_invoices.sql": bad})

    with pytest.raises(SqlError, match=r"sql/shop/billing/0020_invoices.sql:6:1: .*\(SQLSTATE 23502\)"):
        run_apply(folder, fresh_db)

    assert history(fresh_db) == [("0010", "schema")]
    assert not exists(fresh_db, "billing.invoices")


def test_after_the_mistake_is_mended_the_run_goes_on_where_it_stopped(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path, {"billing/0010_schema.sql": SCHEMA, "billing/0020_invoices.sql": "create tabel x ();"})
    with pytest.raises(SqlError, match="0020_invoices.sql:1:8"):
        run_apply(folder, fresh_db)
    a_project(tmp_path)

    outcome = run_apply(folder, fresh_db)

    assert [step.subject for step in outcome.steps if step.kind == "script"] == ["shop/billing/0020_invoices"]


def test_an_error_shows_the_line_with_a_caret_under_the_character_that_postgres_means(
    tmp_path: Path, fresh_db: str
) -> None:
    text = "-- äöü: a comment with umlauts\n\ncreate table billing.a (\n    id bigint,\n    x nosuchtype\n);\n"
    folder = a_project(tmp_path, {"billing/0010_schema.sql": SCHEMA, "billing/0020_a.sql": text})

    with pytest.raises(SqlError) as caught:
        run_apply(folder, fresh_db)

    assert caught.value.message.startswith("sql/shop/billing/0020_a.sql:5:7: ")
    line, caret = caught.value.detail.split("\n")[:2]
    assert line[caret.index("^") :].startswith("nosuchtype")


def test_an_error_without_a_position_points_at_its_statement(tmp_path: Path, fresh_db: str) -> None:
    text = f"{INVOICES}\ninsert into billing.invoices (total_cents) values (1);\n\n\nselect 1 / 0;\n"
    folder = a_project(tmp_path, {"billing/0010_schema.sql": SCHEMA, "billing/0020_a.sql": text})

    with pytest.raises(SqlError, match=r"0020_a.sql:10:1: division by zero \(SQLSTATE 22012\)"):
        run_apply(folder, fresh_db)


def test_an_error_inside_a_function_says_where_in_it(tmp_path: Path, fresh_db: str) -> None:
    text = "do $$\nbegin\n    perform 1 / 0;\nend\n$$;\n"
    folder = a_project(tmp_path, {"billing/0010_schema.sql": SCHEMA, "billing/0020_a.sql": text})

    with pytest.raises(SqlError) as caught:
        run_apply(folder, fresh_db)

    assert "line 3 at PERFORM" in caught.value.detail


def test_an_error_at_the_commit_names_the_script(tmp_path: Path, fresh_db: str) -> None:
    text = """\
create table billing.a (id int constraint a_pkey primary key);
create table billing.b (
    a_id int constraint b_a_id_fkey references billing.a (id) deferrable initially deferred
);
insert into billing.b values (1);
"""
    folder = a_project(tmp_path, {"billing/0010_schema.sql": SCHEMA, "billing/0020_a.sql": text})

    with pytest.raises(SqlError, match=r"sql/shop/billing/0020_a.sql: .*b_a_id_fkey.* \(SQLSTATE 23503\)"):
        run_apply(folder, fresh_db)

    assert not exists(fresh_db, "billing.a")


def test_rows_after_copy_from_stdin_arrive(tmp_path: Path, fresh_db: str) -> None:
    text = (
        "create table billing.a (id int, note text);\n"
        "copy billing.a from stdin;\n1\tone; two\n2\t\\N\n\\.\n"
        "create index a_id_idx on billing.a (id);\n"
    )
    folder = a_project(tmp_path, {"billing/0010_schema.sql": SCHEMA, "billing/0020_a.sql": text})

    run_apply(folder, fresh_db)

    with psycopg.connect(fresh_db) as conn:
        assert conn.execute("select * from billing.a order by 1").fetchall() == [(1, "one; two"), (2, None)]


def test_a_bad_row_after_copy_undoes_the_whole_script(tmp_path: Path, fresh_db: str) -> None:
    text = "create table billing.a (id int);\ncopy billing.a from stdin;\n1\nx\n\\.\n"
    folder = a_project(tmp_path, {"billing/0010_schema.sql": SCHEMA, "billing/0020_a.sql": text})

    with pytest.raises(SqlError, match=r"0020_a.sql:2:1: invalid input syntax .*22P02"):
        run_apply(folder, fresh_db)

    assert not exists(fresh_db, "billing.a")


@pytest.mark.parametrize("statement", ["commit;", "begin;", "rollback;", "start transaction;", "savepoint x;"])
def test_a_script_that_ends_its_transaction_is_refused_before_anything_runs(
    tmp_path: Path, fresh_db: str, statement: str
) -> None:
    folder = a_project(tmp_path, {"billing/0010_schema.sql": SCHEMA, "billing/0020_a.sql": f"select 1;\n{statement}\n"})

    with pytest.raises(ConfigError, match=r"0020_a.sql:2:1: a file may not begin or end a transaction"):
        run_apply(folder, fresh_db)

    assert not exists(fresh_db, "toolkit.history")


def test_what_a_script_sets_for_the_session_does_not_reach_the_next(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(
        tmp_path,
        {
            "billing/0010_schema.sql": SCHEMA + "set search_path = billing;\nset role anon;\n",
            "billing/0020_a.sql": "create table public.seen as select current_setting('search_path') as path,"
            " current_user::text as who;",
        },
    )

    run_apply(folder, fresh_db)

    with psycopg.connect(fresh_db) as conn:
        row = conn.execute("select path, who from public.seen").fetchone()
    assert row is not None
    assert "billing" not in row[0]
    assert row[1] == "postgres"


def test_a_dry_run_shows_sql_that_psql_could_run_and_writes_nothing(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)

    text = dry_run(fresh_db, project(folder), Selection(), Options())

    assert INVOICES.strip().removesuffix(";") in text
    assert not exists(fresh_db, "toolkit.history")
    with psycopg.connect(fresh_db, autocommit=True) as conn:
        conn.execute(text.encode())
    assert run_apply(folder, fresh_db).steps == ()


def test_a_dry_run_of_a_single_transaction_is_one(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    write(folder, {"sql/shop/billing/0030_bad.sql": "select 1 / 0;"})

    text = dry_run(fresh_db, project(folder), Selection(), Options(single_transaction=True))

    with psycopg.connect(fresh_db, autocommit=True) as conn, pytest.raises(psycopg.errors.DivisionByZero):
        conn.execute(text.encode())
    assert not exists(fresh_db, "toolkit.history")


def test_one_service_can_be_taken_to_a_number(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)

    run_apply(folder, fresh_db, Selection(services=("billing",), to="0010"))

    assert history(fresh_db) == [("0010", "schema")]


def test_a_single_transaction_keeps_all_or_nothing(tmp_path: Path, fresh_db: str) -> None:
    files = {"billing/0010_schema.sql": SCHEMA, "billing/0020_a.sql": "select 1 / 0;"}
    folder = a_project(tmp_path, files)
    together = Options(single_transaction=True)

    with pytest.raises(SqlError, match=r"0020_a.sql:1:1: division by zero"):
        run_apply(folder, fresh_db, options=together)
    assert history(fresh_db) == []

    write(folder, {"sql/shop/billing/0020_a.sql": INVOICES})
    run_apply(folder, fresh_db, options=together)
    assert [number for number, _ in history(fresh_db)] == ["0010", "0020"]


def test_a_single_transaction_refuses_a_script_that_cannot_be_part_of_one(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    write(folder, {"sql/shop/billing/0030_i.sql": "create index concurrently i on billing.invoices (total_cents);"})

    with pytest.raises(UsageError, match="0030_i.sql cannot run inside a transaction"):
        run_apply(folder, fresh_db, options=Options(single_transaction=True))


def test_an_edited_script_is_refused_with_the_first_line_that_differs(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    write(folder, {"sql/shop/billing/0020_invoices.sql": INVOICES.replace("bigint not null", "integer not null")})

    with pytest.raises(HistoryError) as caught:
        run_apply(folder, fresh_db)

    assert "0020_invoices.sql was edited after it was applied" in caught.value.message
    assert "0020_invoices.sql:3\n  applied:     total_cents bigint not null,\n" in caught.value.detail
    assert "toolkit new shop/billing" in caught.value.hint
    assert caught.value.exit_code == 6


def test_a_missing_script_is_refused(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    (folder / "sql/shop/billing/0020_invoices.sql").unlink()

    with pytest.raises(HistoryError, match=r"shop/billing/0020_invoices.sql was applied, and its file is gone"):
        run_apply(folder, fresh_db)


def test_a_renamed_script_is_refused(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    scripts = folder / "sql/shop/billing"
    (scripts / "0020_invoices.sql").rename(scripts / "0020_bills.sql")

    with pytest.raises(HistoryError, match=r"0020_bills.sql was applied as 0020_invoices.sql"):
        run_apply(folder, fresh_db)


def test_a_late_script_is_refused(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    write(folder, {"sql/shop/billing/0015_late.sql": "select 1;"})

    with pytest.raises(HistoryError, match=r"0015_late.sql is new, but shop/billing is already at 0020"):
        run_apply(folder, fresh_db)


def test_status_tells_version_pending_and_what_was_edited(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    write(
        folder,
        {"sql/shop/billing/0020_invoices.sql": INVOICES + "-- more\n", "sql/shop/billing/0030_more.sql": "select 1;"},
    )

    found = status(fresh_db, project(folder), Selection())

    assert not found.is_current
    line = found.services[0]
    assert (line.version, line.pending) == ("0020", ("0030",))
    assert [conflict.code for conflict in line.conflicts] == ["edited"]


def test_the_command_ends_with_the_exit_code_of_its_error_and_talks_on_stderr(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)

    first = toolkit("apply", "-o", "json", folder=folder, url=fresh_db)
    pending = toolkit("status", "--exit-code", folder=folder, url=fresh_db)
    write(folder, {"sql/shop/billing/0030_more.sql": "select 1;"})
    behind = toolkit("status", "--exit-code", folder=folder, url=fresh_db)
    write(folder, {"sql/shop/billing/0020_invoices.sql": "select 2;"})
    conflict = toolkit("apply", folder=folder, url=fresh_db)

    assert (first.returncode, first.stderr) == (0, "")
    assert '"subject": "shop/billing/0020_invoices"' in first.stdout
    assert (pending.returncode, behind.returncode) == (0, 3)
    assert (conflict.returncode, conflict.stdout) == (6, "")
    assert conflict.stderr.startswith("error: sql/shop/billing/0020_invoices.sql was edited")


def test_plan_names_lock_and_table_of_each_statement(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    write(folder, {"sql/shop/billing/0030_more.sql": "alter table billing.invoices add column note text;"})

    shown = toolkit("plan", folder=folder, url=fresh_db)

    assert shown.returncode == 0
    assert "access exclusive on billing.invoices" in shown.stdout.lower()
    assert "alter table billing.invoices add column note text;" in shown.stdout


def test_identifiers_with_quotes_and_umlauts_survive(tmp_path: Path, fresh_db: str) -> None:
    table = 'billing."Größe ""x"" ;"'
    folder = a_project(
        tmp_path,
        {
            "billing/0010_schema.sql": SCHEMA,
            "billing/0020_a.sql": f'create table {table} ("Maß" int);\nalter table {table} enable row level security;',
            "policies/shop/billing.sql": f"""\
create policy "für alle; 's" on {table} for select to anon using (true);
grant usage on schema billing to anon;
grant select on {table} to anon;
""",
        },
    )

    run_apply(folder, fresh_db)
    run_apply(folder, fresh_db, options=Options(force_access=True))

    with psycopg.connect(fresh_db) as conn:
        found = conn.execute("select policyname from pg_policies where schemaname = 'billing'").fetchall()
    assert found == [("für alle; 's",)]
