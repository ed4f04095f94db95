"""
What a statement does, told from its text.

That the locks are those of Postgres is tested on real servers, in tests/database/test_locks.py.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.core.effects import ConcurrentIndex, Created, DeclaredRole, Effect
from toolkit.core.identifiers import ObjectName, quoted
from toolkit.core.lexer import LexError, split
from toolkit.core.locks import Lock
from toolkit.core.scanner import words
from toolkit.core.statements import describe


def described(statement: str) -> Effect:
    (found,) = split(statement)
    return describe(found)


def locks(statement: str) -> str:
    return described(statement).locks_in_words


@pytest.mark.parametrize(
    ("statement", "kind", "names"),
    [
        ("create unique index i on s.t (a)", "create index", ("s.i",)),
        ("CREATE INDEX CONCURRENTLY ON s.t (a)", "create index concurrently", ()),
        ("create or replace view s.v as select 1", "create view", ("s.v",)),
        ("alter table only s.t add a int", "alter table", ("s.t",)),
        ("drop materialized view if exists a, b.c", "drop materialized view", ("a", "b.c")),
        ("comment on column s.t.\"C\" is 'x'", "comment", ('s.t."C"',)),
        ("with x as (select 1) update s.t set a = 1", "update", ("s.t",)),
        ("(select 1 from s.t)", "select", ("s.t",)),
        ("vacuum full s.t", "vacuum full", ("s.t",)),
        ("create text search configuration s.c (copy = simple)", "create text search configuration", ("s.c",)),
        ("rollback to savepoint x", "rollback", ()),
    ],
)
def test_a_statement_has_a_kind_and_names(statement: str, kind: str, names: tuple[str, ...]) -> None:
    effect = described(statement)

    assert (effect.kind, effect.names) == (kind, names)


@pytest.mark.parametrize(
    ("statement", "reads", "writes"),
    [
        ("alter table t add constraint c foreign key (a) references u", False, True),
        ("alter table t add column a int", True, True),
        ("alter table t validate constraint c", False, False),
        ("create index on t (a)", False, True),
        ("create index concurrently on t (a)", False, False),
        ("reindex table t", True, True),  # who plans a query needs all indexes
        ("drop index i", True, True),
        ("insert into t values (1)", False, False),
        ("select * from t", False, False),
        ("refresh materialized view concurrently m", False, True),
        ("create schema s", False, False),
        ("do $$ begin end $$", True, True),  # who knows
    ],
)
def test_it_is_told_whom_a_statement_keeps_waiting(statement: str, reads: bool, writes: bool) -> None:
    effect = described(statement)

    assert (effect.blocks_reads, effect.blocks_writes) == (reads, writes)


def test_locks_can_be_read_and_put_into_statements() -> None:
    effect = described('drop index "My Schema"."order", s.i')

    assert effect.locks == (Lock("access exclusive", '"My Schema"."order"'), Lock("access exclusive", "s.i"))
    assert effect.locks_in_words == (
        'access exclusive on "My Schema"."order"; access exclusive on s.i; '
        'access exclusive on the table of index "My Schema"."order"; access exclusive on the table of index s.i'
    )
    assert locks("set role x") == "no lock on a table"


def test_a_table_that_is_named_twice_has_its_strongest_lock() -> None:
    assert locks("create policy p on s.t using (a in (select b from S.T))") == "access exclusive on s.t"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("with t as (select * from t) select * from t", "access share on t"),
        ("with recursive t as (select 1 union select * from t) select * from t", "no lock on a table"),
        ("with a as (with u as (select 1) select * from u) select * from u, a", "access share on u"),
        ("with t as (select 1) insert into t select * from t", "row exclusive on t"),
        (
            "with a as (select 1), b as (select * from a) select (select 1 from b where 1 in (select 1 from a))",
            "no lock on a table",
        ),
        ("select * from f(1) with ordinality as x, t", "access share on t"),
        (
            "select * from (t as a join (u cross join v) on true), lateral (select 1 from w) as x",
            "access share on t; access share on u; access share on v; access share on w",
        ),
        ("select a from t where b in (select c, d from u), e", "access share on t; access share on u"),
        ("select * from t where exists (select from u) for update", "row share on t; access share on u"),
        ("select * from t as a, u as b for update of a for share of b", "row share on t; row share on u"),
        ("select overlay(a placing b from 1 for 2), a is not distinct from b from t", "access share on t"),
        ("insert into t (a) select * from u on conflict do update set a = 1", "row exclusive on t; access share on u"),
        (
            "delete from only t using u, v where true returning *",
            "row exclusive on t; access share on u; access share on v",
        ),
    ],
)
def test_the_tables_of_a_query_are_found(statement: str, expected: str) -> None:
    assert locks(statement) == expected


@pytest.mark.parametrize(
    "statement",
    [
        *("do $$ begin end $$", "call f()", "execute p", "explain execute p", "create extension x", "load 'x'"),
        *("import foreign schema a from server b into c", "drop owned by x", "reassign owned by x to y"),
        *("alter table t frobnicate", "alter table t add constraint c frobnicate", "alter table t alter c frobnicate"),
        *("alter table all in tablespace a set tablespace b", "create schema s create table t (a int)"),
        *("create function f() returns int language sql as E'select 1'", "lock table t in some mode"),
        *("frobnicate t", "create frobnicator f", "alter frobnicator f", "drop frobnicator f", "1", ":x"),
        # Cut short: every one of them is a syntax error.
        *("create", "create table", "create index", "create index i", "create trigger t", "alter"),
        *("alter table", "drop", "drop trigger t", "comment on table", "comment on column c", "grant select on"),
        *(
            "truncate",
            "lock",
            "copy",
            "insert into",
            "update",
            "create policy p on",
            "create table t inherits",
            "declare c",
        ),
    ],
)
def test_what_the_text_does_not_tell_is_unknown(statement: str) -> None:
    assert not described(statement).is_known


@pytest.mark.parametrize(
    ("action", "work"),
    [
        ("add a int", "none"),
        ("add a int default 1 not null", "none"),
        ("add a timestamptz default now()", "none"),
        ("add a numeric default 1::numeric(10, 2)", "none"),
        ("add a int references u", "none"),
        ("add a int default null check (a > 0)", "scan"),
        ("add a int default 1 references u", "scan"),
        ("add a int not null", "scan"),
        ("add a int unique", "scan"),
        ("add a uuid default gen_random_uuid()", "rewrite"),
        ("add a uuid default (common.new_id()) not null", "rewrite"),
        ("add a bigserial", "rewrite"),
        ("add a int generated always as identity", "rewrite"),
        ("add a int generated always as (b + 1) stored", "rewrite"),
        ("add a int generated always as (f(b)) virtual", "none"),
        ("add constraint c check (f(a)) not valid", "none"),
        ("add constraint c check (f(a))", "scan"),
        ("add constraint c unique using index i", "none"),
        ("add primary key using index i", "scan"),
        ("add a int, alter b set not null, alter c type text", "rewrite"),
        ("alter a set default f()", "none"),
        ("alter column type type text", "rewrite"),
        ("drop column if exists a", "none"),
        ("enable row level security, force row level security", "none"),
    ],
)
def test_the_work_of_an_alter_table_is_told(action: str, work: str) -> None:
    assert described(f"alter table t {action}").work == work


@pytest.mark.parametrize(
    "statement",
    [
        *(
            "begin",
            "BEGIN work",
            "start transaction read only",
            "commit",
            "end",
            "rollback",
            "abort",
            "commit and chain",
        ),
        *("savepoint a", "release a", "release savepoint a", "rollback to a", "prepare transaction 'x'"),
        *("commit prepared 'x'", "rollback prepared 'x'"),
    ],
)
def test_transaction_control_is_told(statement: str) -> None:
    assert described(statement).is_transaction_control


@pytest.mark.parametrize(
    "statement",
    ["prepare begin as select 1", "set transaction read only", "start_transaction", "create table begin (a int)"],
)
def test_other_statements_are_no_transaction_control(statement: str) -> None:
    assert not described(statement).is_transaction_control


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        ("create index concurrently i on s.t (a)", ConcurrentIndex("i", "s.t")),
        (
            'create unique index concurrently if not exists "I x" on only s."T" using gin (a)',
            ConcurrentIndex('"I x"', 's."T"'),
        ),
        ("create index concurrently on t (a)", ConcurrentIndex("", "t")),
        ("create index i on s.t (a)", None),
        ("drop index concurrently i", None),
    ],
)
def test_the_index_of_a_concurrent_build_is_told(statement: str, index: ConcurrentIndex | None) -> None:
    assert described(statement).concurrent_index == index


@pytest.mark.parametrize(
    ("statement", "role"),
    [
        ("create role a", DeclaredRole("a", ())),
        ('create role "A b" with nologin NOBYPASSRLS', DeclaredRole("A b", ("nologin", "NOBYPASSRLS"))),
        (
            "create role a in role b connection limit 5",
            DeclaredRole("a", ("in", "role", "b", "connection", "limit", "5")),
        ),
        ("create user a createdb", DeclaredRole("a", ("login", "createdb"))),
        ("create user a nologin", DeclaredRole("a", ("nologin",))),
        ("create group a", DeclaredRole("a", ())),
        ("alter role a login", None),
    ],
)
def test_a_declared_role_is_told(statement: str, role: DeclaredRole | None) -> None:
    assert described(statement).role == role


def test_everything_that_a_statement_names_is_listed_as_created() -> None:
    table = ObjectName("s", "t")

    effect = described(
        'create table S.T (a int constraint a_check check (a > 0), "B" text, constraint t_key unique (a))'
    )

    assert effect.creates == (
        Created("table", table),
        Created("column", ObjectName(None, "a"), table),
        Created("constraint", ObjectName(None, "a_check"), table),
        Created("column", ObjectName(None, "B"), table),
        Created("constraint", ObjectName(None, "t_key"), table),
    )
    assert effect.creates_tables == ("s.t",)
    assert described("alter table s.t rename to u").creates_tables == ("s.u",)
    assert described("create index on s.t (a)").creates == (Created("index", None, table),)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("users", "users"),
        ("a1_", "a1_"),
        ("a$", '"a$"'),
        ("Ab", '"Ab"'),
        ("order", '"order"'),
        ('a"b', '"a""b"'),
        ("", '""'),
    ],
)
def test_a_name_is_quoted_where_it_must_be(name: str, shown: str) -> None:
    assert quoted(name) == shown


WORDS = st.sampled_from(
    sorted(
        words("""
    create alter drop table index view policy on to from select insert into update delete set values with as join using
    only where for of begin atomic end language sql function return add constraint column type references check not null
    default unique foreign key partition attach cascade concurrently if exists explain analyze vacuum cluster reindex
    copy grant comment lock in mode union order by role user subscription publication tables schema inherits like
    a s.t "Q" 'x' $$select/**/1/**/from/**/t$$ 1 ( ) (a) , . * = [ ] ::
    """)
    )
)


@given(st.lists(WORDS, min_size=1, max_size=14).map(" ".join))
@example("select * from " + "(" * 5000 + "t" + ")" * 5000)
@example("explain " * 5000)
@example("\ufeff\ufeff")
@example("create table t (a int, , )")
@example("create subscription s connection 'x' publication p with (, create_slot)")
def test_no_statement_is_too_odd_to_be_described(text: str) -> None:
    try:
        statements = split(text)
    except LexError:
        return

    for statement in statements:
        effect = describe(statement)
        assert effect.kind
        assert all(one.table for one in effect.locks)
