"""`apply` when things go wrong: killed, raced, cut off, locked out, out of space, behind a pooler, without rights."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests.support import facts
from tests.support.projects import INVOICES, SCHEMA, a_project, run_apply, start_toolkit, toolkit, write
from toolkit.core.facts.base import ObjectId
from toolkit.errors import ConnectError, LockBusyError, SqlError, UsageError
from toolkit.verbs.apply import Options

KILLS = 20


def a_long_project(folder: Path, *, scripts: int = 12) -> Path:
    """A project of tables, rows, an index made concurrently, policies and a seed: every kind of step there is."""
    files = {"billing/0010_schema.sql": SCHEMA, "billing/0020_invoices.sql": INVOICES}
    for number in range(3, 3 + scripts):
        files[f"billing/{number:03}0_t{number}.sql"] = (
            f"create table billing.t{number} (id bigint generated always as identity primary key, n int);\n"
            f"alter table billing.t{number} enable row level security;\n"
            f"insert into billing.t{number} (n) select n from generate_series(1, 2000) as n;\n"
            f"select pg_sleep(0.01);\n"
        )
    files["billing/0800_index.sql"] = (
        "create index concurrently t3_n_idx on billing.t3 (n);\n"
        "alter table billing.t3 add column note text;\n"
        "create unique index concurrently t4_n_idx on billing.t4 (n);\n"
    )
    files["policies/shop/billing.sql"] = (
        "grant usage on schema billing to anon;\n"
        "create policy t3_select_anon on billing.t3 for select to anon using (true);\n"
        "grant select on billing.t3 to anon;\n"
    )
    files["seeds/shop/0010_invoices.sql"] = (
        "insert into billing.invoices (id, total_cents) overriding system value values (1, 100)\n"
        "on conflict do nothing;\n"
    )
    return a_project(folder, files)


def catalog(url: str) -> Mapping[ObjectId, str]:
    return facts.catalog_of(url, ["billing"]).raw


def history(url: str) -> list[tuple[str, str, int | None]]:
    with psycopg.connect(url) as conn:
        return conn.execute(
            "select script_number, sha256, statements_done from toolkit.history order by script_number"
        ).fetchall()


def rows(url: str) -> tuple[int, ...]:
    with psycopg.connect(url) as conn:
        found = conn.execute(
            "select (select count(*) from billing.t3), (select count(*) from billing.t14),"
            " (select count(*) from billing.invoices)"
        ).fetchone()
        assert found is not None
        return found


def test_killed_at_random_points_and_started_again_it_ends_as_an_undisturbed_run(
    tmp_path: Path, fresh_db: str, another_db: Iterator[str]
) -> None:
    folder = a_long_project(tmp_path)
    started = time.monotonic()
    assert toolkit("apply", folder=folder, url=fresh_db).returncode == 0
    whole = time.monotonic() - started
    expected = (catalog(fresh_db), history(fresh_db), rows(fresh_db))
    seed = random.randrange(2**32)
    delays = random.Random(seed)

    killed = 0
    for _ in range(4 * KILLS):  # a run that is done before its time teaches us to be quicker, and does not count
        if killed == KILLS:
            break
        url = next(another_db)
        started = time.monotonic()
        process = start_toolkit("apply", folder=folder, url=url)
        try:
            process.communicate(timeout=delays.uniform(0.1 * whole, whole))
            whole = min(whole, time.monotonic() - started)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            killed += 1
        assert toolkit("apply", folder=folder, url=url).returncode == 0
        assert (catalog(url), history(url), rows(url)) == expected, f"seed {seed}"

    assert killed == KILLS


@pytest.mark.parametrize("runners", [2, 10])
def test_several_runners_at_once_run_each_script_once_and_the_others_say_for_whom_they_wait(
    tmp_path: Path, fresh_db: str, runners: int
) -> None:
    folder = a_long_project(tmp_path, scripts=12)
    write(folder, {"sql/shop/billing/0900_slow.sql": "select pg_sleep(1);"})

    processes = [start_toolkit("apply", folder=folder, url=fresh_db) for _ in range(runners)]
    ended = [(process.communicate(timeout=120), process.returncode) for process in processes]

    assert [code for _, code in ended] == [0] * runners
    done = [out for (out, _), _ in ended if "scripts" in out]
    assert len(done) == 1, "exactly one runner found something to do"
    waited = [err for (_, err), _ in ended if "another runner is at work" in err]
    assert waited
    assert all("process" in err and "toolkit" in err for err in waited)


def test_a_runner_that_may_not_wait_ends_with_lock_busy(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    write(folder, {"sql/shop/billing/0030_slow.sql": "select pg_sleep(3);"})
    first = start_toolkit("apply", folder=folder, url=fresh_db)
    wait_for(fresh_db, "select exists (select from pg_locks where locktype = 'advisory')")

    second = toolkit("apply", "--wait", "0.3", folder=folder, url=fresh_db)

    assert second.returncode == 5
    assert "another runner is at work on this database: process" in second.stderr
    assert first.wait(timeout=60) == 0
    first.communicate()


def test_a_cut_connection_is_told_and_the_next_run_goes_on(tmp_path: Path, fresh_db: str, admin_url: str) -> None:
    folder = a_project(tmp_path)
    write(folder, {"sql/shop/billing/0030_slow.sql": "select pg_sleep(60);"})
    process = start_toolkit("apply", folder=folder, url=fresh_db)
    wait_for(fresh_db, "select exists (select from pg_stat_activity where wait_event = 'PgSleep')")

    with psycopg.connect(admin_url, autocommit=True) as conn:
        conn.execute("select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'")
    _, err = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "Traceback" not in err
    assert "error:" in err
    write(folder, {"sql/shop/billing/0030_slow.sql": "select 1;"})
    assert run_apply(folder, fresh_db).steps[0].subject == "shop/billing/0030_slow"


def test_ctrl_c_keeps_nothing_of_the_running_script_and_leaves_no_session(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    write(folder, {"sql/shop/billing/0030_slow.sql": "create table billing.x (); select pg_sleep(60);"})
    process = start_toolkit("apply", folder=folder, url=fresh_db)
    wait_for(fresh_db, "select exists (select from pg_stat_activity where wait_event = 'PgSleep')")

    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "Traceback" not in err
    assert [number for number, *_ in history(fresh_db)] == ["0010", "0020"]
    wait_for(
        fresh_db,
        "select not exists (select from pg_stat_activity where datname = current_database()"
        " and application_name = 'toolkit')",
    )


def test_a_blocked_lock_is_waited_for_in_bounds_and_readers_do_not_queue_behind_us(
    tmp_path: Path, fresh_db: str
) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    write(folder, {"sql/shop/billing/0030_more.sql": "alter table billing.invoices add column note text;"})
    slowest = 0.0
    done = threading.Event()

    def read() -> None:
        nonlocal slowest
        with psycopg.connect(fresh_db, autocommit=True) as conn:
            while not done.is_set():
                started = time.monotonic()
                conn.execute("select count(*) from billing.invoices").fetchall()
                slowest = max(slowest, time.monotonic() - started)
                time.sleep(0.005)

    with psycopg.connect(fresh_db) as holder:
        holder.execute("select count(*) from billing.invoices").fetchall()
        reader = threading.Thread(target=read)
        reader.start()
        started = time.monotonic()
        with pytest.raises(LockBusyError) as caught:
            run_apply(folder, fresh_db, options=Options(lock_timeout=2, retries=3))
        waited = time.monotonic() - started
        done.set()
        reader.join()

    assert caught.value.exit_code == 5
    assert "access share on billing.invoices" in caught.value.detail.lower()
    assert waited < 8
    assert slowest < 0.5, "a reader stood behind us in the queue"
    assert run_apply(folder, fresh_db).steps[0].subject == "shop/billing/0030_more"


def test_a_lock_that_is_freed_in_time_is_no_error(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    run_apply(folder, fresh_db)
    write(folder, {"sql/shop/billing/0030_more.sql": "alter table billing.invoices add column note text;"})
    said: list[str] = []

    with psycopg.connect(fresh_db) as holder:
        holder.execute("select from billing.invoices")
        timer = threading.Timer(0.6, holder.rollback)
        timer.start()
        outcome = run_apply(folder, fresh_db, options=Options(retries=10), said=said)
        timer.join()

    assert outcome.steps[0].subject == "shop/billing/0030_more"
    assert any("a lock is busy, trying again" in line for line in said)


def test_a_failed_concurrent_index_is_found_and_built_anew(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    write(
        folder,
        {
            "sql/shop/billing/0030_rows.sql": "insert into billing.invoices (total_cents) values (1), (1);",
            "sql/shop/billing/0040_index.sql": "create table billing.before_it ();\n"
            "create unique index concurrently invoices_total_idx on billing.invoices (total_cents);\n"
            "create table billing.after_it ();\n",
        },
    )

    with pytest.raises(SqlError, match=r"0040_index.sql:2:1: .*\(SQLSTATE 23505\)"):
        run_apply(folder, fresh_db)
    with psycopg.connect(fresh_db) as conn:
        left = "select indisvalid from pg_index where indexrelid = 'billing.invoices_total_idx'::regclass"
        assert conn.execute(left).fetchone() == (False,)
        conn.execute("delete from billing.invoices where id = 2")

    run_apply(folder, fresh_db)

    with psycopg.connect(fresh_db) as conn:
        assert conn.execute(left).fetchone() == (True,)
        assert conn.execute("select to_regclass('billing.after_it') is not null").fetchone() == (True,)
    assert history(fresh_db)[-1][2] is None


def test_a_script_that_is_half_done_shows_in_the_status(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path)
    write(
        folder,
        {
            "sql/shop/billing/0030_index.sql": "create index concurrently i on billing.invoices (total_cents);\n"
            "create table billing.invoices ();\n"
        },
    )
    with pytest.raises(SqlError, match="0030_index.sql:2:1: .*already exists"):
        run_apply(folder, fresh_db)

    shown = toolkit("status", folder=folder, url=fresh_db)

    assert "unfinished 0030" in shown.stdout


def test_a_statement_that_runs_out_of_space_leaves_nothing_and_the_run_can_go_on(
    tmp_path: Path, fresh_db: str, admin_url: str
) -> None:
    """``temp_file_limit`` ends a statement with 53400, of the same class as a full disk."""
    folder = a_project(tmp_path)
    filling = (
        "create table billing.half ();\n"
        "select count(*) from (select md5(n::text) as t from generate_series(1, 400000) as n order by t offset 1) x;\n"
    )
    write(folder, {"sql/shop/billing/0030_big.sql": filling})
    name = conninfo_to_dict(fresh_db)["dbname"]
    with psycopg.connect(admin_url, autocommit=True) as conn:
        conn.execute(f"alter database {name} set temp_file_limit = '1MB'".encode())
        conn.execute(f"alter database {name} set work_mem = '64kB'".encode())

    with pytest.raises(SqlError, match=r"0030_big.sql:2:1: .*SQLSTATE 53400"):
        run_apply(folder, fresh_db)

    assert [number for number, *_ in history(fresh_db)] == ["0010", "0020"]
    write(folder, {"sql/shop/billing/0030_big.sql": "select 1;"})
    run_apply(folder, fresh_db)
    assert [number for number, *_ in history(fresh_db)] == ["0010", "0020", "0030"]


def test_a_server_that_is_not_there_is_a_clear_error_without_the_password(tmp_path: Path) -> None:
    folder = a_project(tmp_path)

    ended = toolkit("apply", folder=folder, url="postgresql://ada:s3cr3t%40%23%25@127.0.0.1:1/shop")

    assert ended.returncode == 1
    assert "cannot connect to ada@127.0.0.1:1/shop" in ended.stderr
    assert "s3cr3t" not in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("password", ["p@ss", "p%zz", "p@h/x#y?z:%"])
def test_a_password_that_is_not_encoded_in_the_url_is_never_shown(tmp_path: Path, password: str) -> None:
    folder = a_project(tmp_path)

    ended = toolkit("apply", folder=folder, url=f"postgresql://ada:{password}@127.0.0.1:1/shop")

    assert ended.returncode == 1
    assert password not in ended.stderr
    assert "ss" not in ended.stderr.partition("hint:")[0].replace("address", "")


def test_a_role_that_may_not_create_is_told_by_file_and_line(tmp_path: Path, fresh_db: str, admin_url: str) -> None:
    folder = a_project(tmp_path)
    with psycopg.connect(admin_url, autocommit=True) as conn:
        conn.execute("create role poor login password 'poor'")
    try:
        with pytest.raises((SqlError, ConnectError), match=r"permission denied"):
            run_apply(folder, make_conninfo(fresh_db, user="poor", password="poor"))
    finally:
        with psycopg.connect(admin_url, autocommit=True) as conn:
            conn.execute("drop role poor")


@pytest.fixture
def pooler(tmp_path: Path, fresh_db: str) -> Iterator[str]:
    """The address of a pgbouncer in front of the database, in transaction mode."""
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None:
        pytest.skip("pgbouncer is not installed")
    parts = conninfo_to_dict(fresh_db)
    port = free_port()
    target = f"host={parts['host']} port={parts['port']} dbname={parts['dbname']} user=postgres"
    target += f" password={parts['password']}" if parts.get("password") else ""
    config = tmp_path / "pgbouncer.ini"
    config.write_text(
        f"[databases]\nshop = {target}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n"
        "auth_type = any\npool_mode = transaction\nunix_socket_dir =\nignore_startup_parameters = extra_float_digits\n"
    )
    config.chmod(0o644)
    # pgbouncer will not run as root; its configuration lies in a folder that only root may enter.
    with config.open() as reading:
        process = subprocess.Popen(
            [program, "-q", f"/dev/fd/{reading.fileno()}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            pass_fds=[reading.fileno()],
            user="nobody" if os.geteuid() == 0 else None,
        )
    url = f"postgresql://postgres@127.0.0.1:{port}/shop"
    try:
        wait_for(url, "select true")
        yield url
    finally:
        process.terminate()
        process.communicate(timeout=10)


def test_a_transaction_pooler_is_refused_with_the_port_to_use(tmp_path: Path, pooler: str) -> None:
    folder = a_project(tmp_path)

    with pytest.raises(UsageError, match="is a transaction pooler") as caught:
        run_apply(folder, pooler)

    assert "5432" in caught.value.hint


def wait_for(url: str, condition: str, *, seconds: float = 20) -> None:
    """Wait until *condition*, a query of one truth, is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with psycopg.connect(url, application_name="watcher", connect_timeout=5) as conn:
                if conn.execute(condition.encode()).fetchone() == (True,):
                    return
        except psycopg.OperationalError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"never true: {condition}")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
