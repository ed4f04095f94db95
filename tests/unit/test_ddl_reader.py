"""What statements define, read from their text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.core.borders import Borders
from toolkit.core.checked import CheckedFile, World
from toolkit.core.ddl import (
    AlterTable,
    Comment,
    CreateIndex,
    CreatePolicy,
    CreateRoutine,
    CreateSchema,
    CreateTable,
    CreateTrigger,
    CreateType,
    CreateView,
    Ddl,
    Grant,
)
from toolkit.core.ddl_reader import read
from toolkit.core.identifiers import ObjectName
from toolkit.core.lexer import LexError
from toolkit.core.linting import check_file
from toolkit.core.systems import System

CASES = Path(__file__).parents[1] / "cases" / "lint"


def one(text: str) -> Ddl | None:
    (reading,) = read(text)
    return reading.ddl


def table(text: str) -> CreateTable:
    found = one(text)
    assert isinstance(found, CreateTable)
    return found


def routine(text: str) -> CreateRoutine:
    found = one(text)
    assert isinstance(found, CreateRoutine)
    return found


def index(text: str) -> CreateIndex:
    found = one(text)
    assert isinstance(found, CreateIndex)
    return found


def test_a_table_has_columns_with_types_and_constraints() -> None:
    found = table(
        'CREATE TABLE IF NOT EXISTS "Shop".Lines (\n'
        "  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
        '  "Order" uuid not null references shop.orders (id) on update cascade on delete set null deferrable,\n'
        "  price numeric(10, 2) default round(1.5, 2) check (price > 0) constraint lines_price_key unique,\n"
        "  sent timestamp with time zone,\n"
        "  exclude text,\n"
        "  like other including all,\n"
        "  constraint lines_fkey foreign key (id, price) references orders,\n"
        "  unique nulls not distinct (price, sent),\n"
        "  exclude using gist (sent with =)\n"
        ") partition by list (id);"
    )

    assert found.name.object == ObjectName("Shop", "lines")
    assert [(column.name.name, column.type) for column in found.columns] == [
        ("id", ("bigint",)),
        ("Order", ("uuid",)),
        ("price", ("numeric", "(", "10", ",", "2", ")")),
        ("sent", ("timestamp", "with", "time", "zone")),
        ("exclude", ("text",)),
    ]
    of_columns = [(one.kind, one.columns, one.says_on_delete) for column in found.columns for one in column.constraints]
    assert of_columns == [
        ("primary key", ("id",), False),
        ("foreign key", ("Order",), True),
        ("check", ("price",), False),
        ("unique", ("price",), False),
    ]
    assert [(one.kind, one.columns, str(one.references or "")) for one in found.constraints] == [
        ("foreign key", ("id", "price"), "orders"),
        ("unique", ("price", "sent"), ""),
        ("exclude", ("sent",), ""),
    ]


@pytest.mark.parametrize(
    ("text", "is_partition", "is_temporary", "columns"),
    [
        ("create table a.b partition of a.c for values in (1)", True, False, 0),
        ("create table a.b partition of a.c (constraint x check (d > 1)) default", True, False, 0),
        ("create temp table b (c int)", False, True, 1),
        ("create unlogged table a.b (c int)", False, False, 1),
        ("create table a.b as select 1 as c", False, False, 0),
        ("create table a.b ()", False, False, 0),
    ],
)
def test_tables_come_in_several_kinds(text: str, is_partition: bool, is_temporary: bool, columns: int) -> None:
    found = table(text)

    assert (found.is_partition, found.is_temporary, len(found.columns)) == (is_partition, is_temporary, columns)


def test_alter_table_adds_columns_and_constraints() -> None:
    found = one(
        "alter table if exists only a.b add column if not exists c int not null, add d text unique,"
        " add constraint b_c_fkey foreign key (c) references a.e (id) not valid, add primary key using index b_pkey,"
        " drop column f, enable row level security"
    )

    assert isinstance(found, AlterTable)
    assert [column.name.name for column in found.columns] == ["c", "d"]
    assert [(constraint.kind, constraint.columns) for constraint in found.constraints] == [
        ("foreign key", ("c",)),
        ("primary key", ()),
    ]
    assert found.enables_row_security


def test_disabling_row_security_is_not_enabling_it() -> None:
    found = one("alter table a.b disable row level security, force row level security")

    assert isinstance(found, AlterTable)
    assert not found.enables_row_security


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("create index i on a.b (c)", ("i", ("c",), "btree", False, None)),
        ("create index on a.b (c desc nulls last, d collate x.y)", ("", ("c", "d"), "btree", False, None)),
        ("create index concurrently if not exists i on only a.b using gin (c)", ("i", ("c",), "gin", False, None)),
        ("create index i on a.b (lower(c), (d + 1), e)", ("i", (None, None, "e"), "btree", False, None)),
        ("create index i on a.b (c) include (d) where c is not null", ("i", ("c",), "btree", True, "c")),
        ("create index i on a.b (c) where (c is not null)", ("i", ("c",), "btree", True, "c")),
        ("create index i on a.b (c) where c is not null and d", ("i", ("c",), "btree", True, None)),
        ("create index i on a.b (c) where d > 1", ("i", ("c",), "btree", True, None)),
    ],
)
def test_indexes(text: str, expected: tuple[object, ...]) -> None:
    found = index(text)

    name = found.name.name if found.name else ""
    assert (name, found.columns, found.method, found.is_partial, found.not_null_column) == expected
    assert str(found.table) == "a.b"


@pytest.mark.parametrize(
    ("text", "parameters", "clauses"),
    [
        ("create function a.f() returns int language sql return 1", (), ("language",)),
        (
            """create or replace function a.f(
                x int, in y a.t default 1, out z text, variadic r int[], double precision, int,
                timestamp with time zone, a.t, n.t%type
            ) returns setof record as 'x', 'stable' language sql security definer""",
            ("x", "y", "z", "r"),
            ("language", "security"),
        ),
        (
            """create function a.f(t timestamp with time zone, d double precision) returns null on null input
            returns int security invoker language plpgsql volatile set search_path to 'a' set x = '1' as $$ $$""",
            ("t", "d"),
            ("security", "language", "volatility", "search_path"),
        ),
        (
            "create function a.f() returns table (stable int) language sql stable begin atomic select 1; end",
            (),
            ("language", "volatility"),
        ),
        ("create procedure a.f(inout n int) language sql as 'x'", ("n",), ("language",)),
    ],
)
def test_routines(text: str, parameters: tuple[str, ...], clauses: tuple[str, ...]) -> None:
    found = routine(text)

    assert tuple(name.name for name in found.parameters) == parameters
    assert found.clauses == clauses


def test_a_definer_function_shows_its_search_path() -> None:
    text = "create function a.f() returns trigger language sql security definer set search_path = '' as 'x'"

    found = routine(text)

    assert (found.is_definer, found.search_path, found.returns) == (True, "''", "trigger")
    assert text[found.security_offset :].startswith("security definer")


def test_a_policy_has_its_clauses() -> None:
    found = one(
        "create policy p on a.b as restrictive for update to x, y using ((select f()) = c) with check (c in (1, 2))"
    )

    assert isinstance(found, CreatePolicy)
    assert (found.command, found.has_roles) == ("update", True)
    assert found.using is not None
    assert found.check is not None
    assert " ".join(token.text for token in found.check) == "c in ( 1 , 2 )"


@pytest.mark.parametrize(
    ("text", "is_materialized", "is_invoker"),
    [
        ("create view a.v as select 1", False, False),
        ("create or replace view a.v (x) with (security_invoker) as select 1", False, True),
        ("create recursive view a.v (x) with (security_barrier, security_invoker = 'on') as select 1", False, True),
        ("create temp view v with (security_invoker = off) as select 1 with check option", False, False),
        ("create materialized view if not exists a.v with (fillfactor = 70) as select 1", True, False),
    ],
)
def test_views(text: str, is_materialized: bool, is_invoker: bool) -> None:
    found = one(text)

    assert isinstance(found, CreateView)
    assert (found.is_materialized, found.is_security_invoker) == (is_materialized, is_invoker)


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("comment on table a.b is 'x'", "table", ("a", "b")),
        ('comment on column a.b."C" is null', "column", ("a", "b", "C")),
        ("comment on function a.f(int, text) is 'x'", "function", ("a", "f")),
        ("comment on materialized view a.v is 'x'", "materialized view", ("a", "v")),
        ("comment on policy p on a.b is 'x'", "policy", ("p",)),
    ],
)
def test_comments(text: str, kind: str, parts: tuple[str, ...]) -> None:
    assert one(text) == Comment(kind, parts)


@pytest.mark.parametrize(
    ("text", "to_public", "with_option"),
    [
        ("grant select on a.b to c", False, False),
        ("grant select (public) on public.b to c, PUBLIC", True, False),
        ('grant select on a.b to "public"', False, False),
        ("grant all on all tables in schema public to c with grant option granted by d", False, True),
        ("alter default privileges for role x in schema a grant select on tables to public", True, False),
        ("grant a to b with admin option", False, False),
    ],
)
def test_grants(text: str, to_public: bool, with_option: bool) -> None:
    found = one(text)

    assert isinstance(found, Grant)
    assert (found.public_offset is not None, found.grant_option_offset is not None) == (to_public, with_option)


def test_small_things() -> None:
    assert isinstance(one("create constraint trigger t after insert on a.b execute function a.f()"), CreateTrigger)
    assert isinstance(one("create schema if not exists a authorization b"), CreateSchema)
    assert isinstance(one("create domain a.d as text"), CreateType)
    enum = one("create type a.e as enum ('x')")
    assert isinstance(enum, CreateType)
    assert enum.is_enum


@pytest.mark.parametrize(
    "text",
    [
        "create extension x schema y",
        "create event trigger t on ddl_command_end execute function f()",
        "create schema authorization b",
        "create table",
        "create table (a int)",
        "create index on",
        "create policy p",
        "alter table",
        "alter default privileges revoke select on tables from public",
        "comment on",
        "revoke all on a.b from public",
        "select 1",
    ],
)
def test_what_is_not_asked_for_or_too_odd_is_nothing(text: str) -> None:
    assert one(text) is None


def test_offsets_count_from_the_start_of_the_file() -> None:
    text = "-- ä comment\n\nselect 1;\n\ncreate table a.lines (id uuid);\n"

    found = read(text)[1].ddl

    assert isinstance(found, CreateTable)
    assert text[found.name.offset :].startswith("lines (")
    assert text[found.columns[0].type_offset :].startswith("uuid")


WORDS = sorted(
    {
        word
        for file in CASES.glob("*/*.sql")
        for word in re.findall(r"\w+|'[^'\n]*'|[(),.;=]|::|--[^\n]*\n|\$\$", file.read_text(encoding="utf-8"))
    }
)


STARTS = (
    *("create table a.b (", "create policy p on a.b using (", "create function f(", "create index i on a.b ("),
    *("grant ", "alter table a.b add ", "comment on ", "create view a.v with ("),
)


@settings(deadline=None)
@given(st.sampled_from(["", *STARTS]), st.lists(st.sampled_from(WORDS), max_size=40))
def test_no_text_makes_the_rules_stumble(start: str, words: list[str]) -> None:
    text = start + " ".join(words)
    system = System("s", "sql/s/system.toml", ())
    try:
        readings = read(text)
    except LexError:
        return

    file = CheckedFile("sql/s/a/0010_x.sql", "script", system, "s/a", ("a",), text, readings)
    found = check_file(file, World((file,), Borders({}, {}, {}), {}, frozenset()))

    lines = text.split("\n")
    assert all(1 <= one.line <= len(lines) and 1 <= one.column <= len(lines[one.line - 1]) + 1 for one in found)
