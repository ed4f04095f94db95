"""The online form of a plan: the same law, nobody waits for long, and a plan that stopped is continued by the next."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.support import law, servers
from tests.support.projects import a_project, toolkit
from tests.support.servers import ROOT
from toolkit.core.facts.catalog import Catalog
from toolkit.core.planning.online import online
from toolkit.core.planning.plan import Change
from toolkit.core.planning.steps import Step, steps
from toolkit.io import db
from toolkit.verbs.diff.prove import run_steps

CASES = ROOT / "tests" / "cases"
SINCE = re.compile(r"^-- since: (\d+)$", re.MULTILINE)
LOCK_TIMEOUT = 0.4  # seconds
SLACK = 1.5  # seconds that a busy machine may need besides
OLD = """
    create schema shop;
    create table shop.kinds (id int primary key);
    create table shop.items (id int constraint items_pkey primary key, kind int, title text, price int);
    create index items_title_idx on shop.items (title);
    create index items_price_idx on shop.items (price);
    create domain shop.code as text;
    create table shop.codes (code shop.code);
    create table shop.sales (id int, year int) partition by list (year);
    create table shop.sales_1 partition of shop.sales for values in (1);
    create table shop.sales_2 partition of shop.sales for values in (2);
    insert into shop.kinds select generate_series(0, 9);
    insert into shop.items select n, n % 10, 'title ' || n, n from generate_series(1, 2000) as n;
    insert into shop.codes values ('a');
    insert into shop.sales values (1, 1), (2, 2);
"""
NEW = """
    create schema shop;
    create table shop.kinds (id int primary key);
    create table shop.items (
        id int constraint items_pkey primary key,
        kind int not null constraint items_kind_fkey references shop.kinds,
        title text constraint items_title_key unique,
        price int,
        note text,
        constraint items_price_check check (price > 0)
    );
    create index items_kind_idx on shop.items (kind) where price > 10;
    create index items_price_idx on shop.items (price desc);
    create domain shop.code as text constraint code_check check (value <> '');
    create table shop.codes (code shop.code);
    create table shop.sales (id int, year int) partition by list (year);
    create table shop.sales_1 partition of shop.sales for values in (1);
    create table shop.sales_2 (id int, year int);
"""


def without_blocking(before: Catalog, wanted: Catalog) -> tuple[Change, ...]:
    """The online form of the plan."""
    return online(law.plain(before, wanted), before, wanted)


def online_steps(url: str, wanted: Catalog) -> tuple[Step, ...]:
    """How the database of *url* gets to *wanted*."""
    return steps(without_blocking(law.remembered(url), wanted))


@pytest.fixture
def wanted(server: servers.Server, another_db: Iterator[str]) -> Catalog:
    """The catalog of the new state."""
    url = next(another_db)
    with db.connected(url) as conn:
        db.run(conn, NEW)
    return law.remembered(url)


@pytest.fixture
def shop(fresh_db: str) -> str:
    """The address of a database in the old state."""
    with db.connected(fresh_db) as conn:
        db.run(conn, OLD)
    return fresh_db


class Customer(threading.Thread):
    """Reads and writes the items all the time, and remembers how long it had to wait."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.longest = 0.0
        self.served = 0
        self.ended = threading.Event()

    def run(self) -> None:
        """Buy until the shop closes."""
        with psycopg.connect(self.url, autocommit=True) as conn:
            while not self.ended.is_set():
                begun = time.monotonic()
                conn.execute("select count(*) from shop.items where price > 1000")
                conn.execute("update shop.items set price = price + 1 where id = %s", (self.served % 2000 + 1,))
                self.longest = max(self.longest, time.monotonic() - begun)
                self.served += 1
                time.sleep(0.005)


@contextmanager
def a_customer(url: str) -> Iterator[Customer]:
    """Somebody who uses the shop during the block."""
    customer = Customer(url)
    customer.start()
    try:
        yield customer
    finally:
        customer.ended.set()
        customer.join()


def apply(url: str, plan: tuple[Step, ...]) -> str:
    """Run a plan as its script would, with a lock timeout; what Postgres refused."""
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(f"set lock_timeout = '{LOCK_TIMEOUT}s'".encode())
        for step in plan:
            refused = run_steps(conn, (step,))
            if refused:
                return refused
    return ""


# Cases whose online form is another than the plain one.
DIFFERENT = """
    column/not_null_comes_and_goes
    column/not_null_is_not_inherited
    column/quoted_names
    constraint/an_index_becomes_one_and_back
    constraint/checks_not_inherited_and_not_valid
    constraint/checks_that_are_not_enforced
    constraint/comments_and_indexes_behind_them
    constraint/deferrable_and_deferred
    constraint/every_kind_comes_and_goes
    constraint/kinds_exchange_their_names
    constraint/unique_with_nulls_and_included_columns
    constraint/without_overlaps_and_period
    domain/not_null_a_default_and_checks_come_and_go
    foreign_key/actions_and_match
    foreign_key/in_circles_that_turn_round
    foreign_key/not_enforced
    foreign_key/the_key_that_it_needs_is_made_anew
    index/a_clustered_one_is_built_anew
    index/expressions_conditions_and_included_columns
    index/moves_to_another_table
    index/quoted_names
    index/unique_and_nulls_not_distinct
    partition/foreign_keys_from_and_to
    partition/indexes_on_the_whole_and_on_parts_only
    partition/one_is_attached_and_another_detached
    partition/primary_key_and_unique_come_and_go
    table/replica_identity_over_an_index_that_goes
"""


@pytest.mark.parametrize("case", DIFFERENT.split())
def test_the_online_form_leaves_nothing_to_differ(server: servers.Server, admin: db.Connection, case: str) -> None:
    texts = "".join((CASES / case / f"{name}.sql").read_text(encoding="utf-8") for name in ("old", "new"))
    needed = SINCE.search(texts)
    if needed and int(needed[1]) > server.major:
        pytest.skip(f"needs Postgres {needed[1]}")
    one, other = servers.clone(admin, "template0"), servers.clone(admin, "template0")
    try:
        law.run_file(server.url(one), CASES / case / "old.sql")
        law.run_file(server.url(other), CASES / case / "new.sql")
        old, new = law.remembered(server.url(one)), law.remembered(server.url(other))
        old_dump, new_dump = law.dumped(server.admin_url(one)), law.dumped(server.admin_url(other))
        forms = [(without_blocking(*way), law.plain(*way)) for way in ((old, new), (new, old))]

        assert any(form != plain for form, plain in forms)
        now = old
        for wanted, dump in ((new, new_dump), (old, old_dump)):
            verdict = law.bring(server.url(one), now, wanted, dump, server.admin_url(one), without_blocking)
            assert (verdict.left, verdict.lines, verdict.lost) == ((), (), ())
            now = verdict.after
    finally:
        servers.drop(admin, one)
        servers.drop(admin, other)


def test_nobody_waits_while_a_plan_runs(shop: str, wanted: Catalog) -> None:
    plan = online_steps(shop, wanted)

    with a_customer(shop) as customer:
        refused = apply(shop, plan)

    assert refused == ""
    assert customer.served > 0
    assert customer.longest < LOCK_TIMEOUT + SLACK
    assert law.plain(law.remembered(shop), wanted) == ()


def test_a_plan_that_gets_no_lock_fails_soon_and_is_continued_by_the_next(shop: str, wanted: Catalog) -> None:
    with psycopg.connect(shop) as reader, a_customer(shop) as customer:
        reader.execute("select from shop.items")  # in a transaction that stays open
        begun = time.monotonic()
        refused = apply(shop, online_steps(shop, wanted))
        took = time.monotonic() - begun

    assert "lock timeout" in refused
    assert max(took, customer.longest) < LOCK_TIMEOUT + 2 * SLACK
    assert apply(shop, online_steps(shop, wanted)) == ""
    assert law.plain(law.remembered(shop), wanted) == ()


def test_a_plan_that_stopped_after_any_statement_is_continued_by_the_next(shop: str, wanted: Catalog) -> None:
    start = law.remembered(shop)
    plan = online_steps(shop, wanted)
    assert len(plan) > 8

    for count in range(1, len(plan)):
        assert apply(shop, plan[:count]) == ""
        assert apply(shop, online_steps(shop, wanted)) == "", f"after {count} steps"
        assert law.plain(law.remembered(shop), wanted) == (), f"after {count} steps"
        with db.connected(shop) as conn:
            assert run_steps(conn, steps(law.plain(law.remembered(shop), start))) == ""


def test_an_index_whose_making_was_broken_off_is_built_again(shop: str, wanted: Catalog) -> None:
    index = next(
        step for step in online_steps(shop, wanted) if "create unique index" in step.changes[0].change.statement
    )
    with psycopg.connect(shop) as writer:
        writer.execute("update shop.items set title = title where id = 1")  # whose end the index has to wait for
        refused = apply(shop, (index,))

    left = left_behind(shop)
    again = [change.statement for change in without_blocking(law.remembered(shop), wanted)]

    assert "lock timeout" in refused
    assert left == ["shop.items_title_key"]
    assert "drop index concurrently shop.items_title_key" in again
    assert apply(shop, online_steps(shop, wanted)) == ""
    assert law.plain(law.remembered(shop), wanted) == ()
    assert left_behind(shop) == []


def left_behind(url: str) -> list[str]:
    """The names of invalid indexes."""
    with psycopg.connect(url) as conn:
        rows = conn.execute("select indexrelid::regclass::text from pg_index where not indisvalid").fetchall()
    return [name for (name,) in rows]


def test_a_detachment_that_was_broken_off_is_finished(shop: str, wanted: Catalog) -> None:
    detach = next(
        step
        for step in online_steps(shop, wanted)
        if "concurrently" in step.changes[0].change.statement and "detach" in step.changes[0].change.statement
    )
    with psycopg.connect(shop) as reader:
        reader.execute("select from shop.sales")
        refused = apply(shop, (detach,))

    assert "lock timeout" in refused
    assert any(" finalize" in change.statement for change in law.plain(law.remembered(shop), wanted))
    assert apply(shop, online_steps(shop, wanted)) == ""
    assert law.plain(law.remembered(shop), wanted) == ()


def test_a_check_that_was_to_prove_not_null_has_a_name_of_its_own(
    server: servers.Server, shop: str, wanted: Catalog
) -> None:
    if server.major >= 18:
        pytest.skip("not null is a constraint of its own")
    with db.connected(shop) as conn:
        db.run(conn, "alter table shop.items add constraint kind_not_null_proof check (kind < 1000)")

    assert apply(shop, online_steps(shop, wanted)) == ""
    assert law.plain(law.remembered(shop), wanted) == ()


def test_the_script_waits_for_locks_only_as_long_as_it_is_told(
    shop: str, another_db: Iterator[str], tmp_path: Path
) -> None:
    other = next(another_db)
    with db.connected(other) as conn:
        db.run(conn, NEW)
    command = ("diff", "--from", shop, "--to", other, "--sql", "--online", "--lock-timeout", "2s")

    done = toolkit(*command, folder=a_project(tmp_path))

    blocks = done.stdout.split("begin;\n")[1:]
    assert blocks
    assert all("set local lock_timeout = '2s';" in block.partition("commit;")[0] for block in blocks)
    # Nobody waits for who makes an index; a partition that leaves keeps its readers waiting.
    detachment = "alter table shop.sales detach partition shop.sales_2 concurrently;\nreset lock_timeout;\n"
    assert done.stdout.count("set lock_timeout = '2s';") == done.stdout.count(detachment) == 1
