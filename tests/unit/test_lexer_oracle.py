"""
The lexer beside Postgres' own scanner and parser, which pglast holds.

The texts are all our own. Where Postgres refuses a text, anything that the lexer does with it is right.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pglast import split as postgres_split
from pglast.parser import ParseError, scan

from toolkit.core.lexer import LexError, split, tokens

STATEMENTS = [
    # queries
    "select 1",
    "select a, t.b as \"B\", 'it''s' from s.t where a <> 1 and b is not null order by 1 desc nulls last limit 5",
    "select * from (select 1 as x union all select 2) as q join lateral (values (q.x)) as v (y) on true",
    "with recursive r (n) as (select 1 union all select n + 1 from r where n < 10) select sum(n) from r",
    "with x as materialized (select 1) insert into t select * from x on conflict (a) do update set b = excluded.b",
    "update only t set (a, b) = (select 1, 2), c = default where d = any (array[1, 2]) returning *",
    "delete from t using u where t.id = u.id and u.x @> '{\"a\": [1]}'::jsonb",
    "merge into t using u on t.id = u.id when matched and u.x then update set a = 1 when not matched then do nothing",
    "select case a when 1 then 'x' else case when b then 'y' end end, t.\"end\", 1 as \"case\" from t",
    "select extract(year from now()), substring('abc' from 2 for 1), trim(both 'x' from 'xax'), position('a' in 'b')",
    "select a ->> 'b', a #>> '{c,d}', a @> b, a && b, a || b, -a, +b, a - -b, a*-1, a<-1, !~~ 'x' from t",
    "select 1 operator(pg_catalog.+) 2, a::numeric(10, 2), cast(b as text[]), c[1:2], d[3]",
    "select 1., .5, 1.5e10, 1e-3, 0x1F, 0o17, 0b11, 1_000_000, 1.5_5",
    "select $1, $2::int, a$1, a$b$ from t$",
    "select f(a => 1, variadic b => array['x'])",
    "select * from json_table('[]', '$[*]' columns (a int path '$.a'))",
    "table t",
    "values (1, 'a'), (2, 'b')",
    "select 1 /* a /* nested ; */ comment */ + 2 -- and ; another\n + 3",
    'select größe, "Größe" from "Tabelle;ä" as tä where \'ß\' = größe',
    "select a\u00a0b, \u00a0 from t",  # a no-break space is a letter
    # strings
    "select 'a'\n  'b'",
    "select 'a' -- a comment\n  -- and one more\n 'b;''c'",
    r"select E'a\'b', e'\\', E'\x41\u0041\n', e'a' -- ;" + "\n'\\';'",
    r"select U&'d\0061t\+000061', U&'d!0061' uescape '!', u&'\\;'",
    "select b'0101', B'', x'1F', X'ff', N'n', n'it''s'",
    r"select 'c:\', '\'",
    "select '', '''', ''''''",
    "select $$a;b$$, $tag$ $$ $tag$, $_1$ ' $_1$, $größe$;$größe$",
    "select $a$ $b$ $a $a$",
    "select '\n;\n', '--', '/*'",
    'select "a""b", ";", U&"d\\0061", u&"!0061" uescape \'!\'',
    # definitions
    "create table s.t (a int primary key, b text default ';' not null, c numeric(10, 2) check (c > 0), unique (a, b))",
    "create table p (a int) partition by range (a)",
    "create table p1 partition of p for values from (minvalue) to (10)",
    "create unique index concurrently if not exists i on t using btree ((lower(b)) desc) include (c) where a > 0",
    "create view v with (security_invoker = true) as select 1",
    "create rule r as on insert to t where new.a > 0 do instead (insert into u values (new.a); delete from v)",
    "create trigger t before insert or update of a, b on t for each row when (new.a > 0) execute function f('x;')",
    "create policy p on t for select to public using (a = (select 1))",
    "create function f(a int, out b text) returns text language plpgsql as $$ begin b := 'x;'; return; end $$",
    "create function f() returns int language sql return 1 + 2",
    "create function f() returns int begin atomic select 1; end",
    "create or replace procedure f(a int) language sql begin atomic insert into t values (a); delete from u; end",
    "create function f(a int) returns text begin atomic select case when a then case a when 1 then 'x' end end; end",
    "create function f() returns text begin atomic select case when a then 'end' end, (case when b then 1 end); end",
    "create function f() returns int begin atomic; select 1; ; select 2; end",
    'create function "begin"() returns int begin atomic select t."end" from t; select 1 as end; end',
    "create function f() returns int begin atomic select t.case, t.end from t; end",
    "create function begin(atomic int) returns int return atomic",
    "create function f(a int default case when true then 1 end) returns int begin atomic select a; end",
    "create table begin (atomic int)",
    "create operator === (leftarg = int, rightarg = int, function = int4eq)",
    "create type e as enum ('a;', 'b')",
    "do $do$ begin perform 1; end $do$",
    "do language plpgsql 'begin perform ''a;''; end'",
    "comment on function f(int) is 'it''s; fine'",
    "alter table t add constraint c check (a > 0) not valid, alter column b type text using b::text",
    "grant select (a, b), insert on t to x with grant option",
    'set search_path = a, "B"',
    "begin",
    "start transaction isolation level serializable",
    "commit",
    "end",
    "copy t (a, b) from '/tmp/x;' with (format csv, delimiter ';')",
    "copy t to stdout",
    "explain (analyze, buffers) select 1",
    "prepare p (int) as select $1",
    "listen x",
    "vacuum (full, analyze) t",
]
SEPARATORS = st.sampled_from([";", " ; ", ";\n", ";;", "; -- ;\n", ";\r\n/* ; /* ; */ */\n", " ;\n\t; "])
TRICKY = st.lists(
    st.sampled_from(
        [
            *"'\"$/*-+;()[].:,eEbBxXnuU& \n\r\ta1ä@<=|!~#%^`?_",
            *("''", "$a$", "$1", "--", "/*", "*/", "u&'", 'U&"', "e'", "\\", "'a'\n'b'", " -- c\n", "1.", ".."),
            *("::", ":=", "select", "1e5", "0x1f", "1_0", "->>", "<>", "=>", ">=", "@-", "-@", "+-"),
        ]
    ),
    max_size=25,
).map("".join)


def significant(text: str) -> list[str]:
    """The tokens of *text* without blanks, comments and semicolons around."""
    found = [one.text for one in tokens(text) if not one.is_blank]
    while found and found[-1] == ";":
        found.pop()
    return found


def by_postgres(text: str) -> list[list[str]]:
    """The statements of *text*, each as its tokens, as Postgres' parser cuts them."""
    return [significant(text[part]) for part in postgres_split(text, only_slices=True)]


def scanned(text: str) -> list[tuple[int, int, str]]:
    """Start, end and kind of every token, as Postgres' scanner sees them; raises ParseError."""
    return [(one.start, one.end + 1, kind_by_postgres(one.name, text[one.start])) for one in scan(text)]


KINDS = {
    **dict.fromkeys(("SQL_COMMENT", "C_COMMENT"), "comment"),
    **dict.fromkeys(("SCONST", "USCONST", "BCONST", "XCONST"), "string"),
    **dict.fromkeys(("ICONST", "FCONST"), "number"),
    **dict.fromkeys(("Op", "TYPECAST", "DOT_DOT", "COLON_EQUALS", "EQUALS_GREATER"), "operator"),
    **dict.fromkeys(("LESS_EQUALS", "GREATER_EQUALS", "NOT_EQUALS"), "operator"),
    "PARAM": "param",
    "UIDENT": "name",
}


def kind_by_postgres(name: str, first: str) -> str:
    """Our kind for a token that Postgres calls *name* and that starts with *first*."""
    if name.startswith("ASCII_"):
        return "symbol" if first in ",()[].;:" else "other" if first in "$_\\" else "operator"
    return KINDS.get(name, "name" if first == '"' else "word")


def ours(text: str) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.kind) for one in tokens(text) if one.kind != "space"]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_statement_has_the_tokens_that_postgres_sees(statement: str) -> None:
    assert ours(statement) == scanned(statement)


@given(st.lists(st.tuples(st.sampled_from(STATEMENTS), SEPARATORS), max_size=6))
@example([(statement, ";\n") for statement in STATEMENTS])
def test_statements_are_cut_where_postgres_cuts_them(parts: list[tuple[str, str]]) -> None:
    text = "".join(statement + separator for statement, separator in parts)

    assert [[token.text for token in one.tokens()] for one in split(text)] == by_postgres(text)


@settings(max_examples=1000)
@given(TRICKY)
@example("'a'\n'b'--c\n'd' 'e'")
@example("/*/ */ */ 1 /***/ 2")
@example("a$$b$$ $a$b$a$")
@example("1+-2 1@-2 *-- c")
@example("1..2 1.5.5")
@example("b'''a'\n'b'")
def test_a_text_has_the_tokens_that_postgres_sees_or_an_error(text: str) -> None:
    try:
        expected = scanned(text)
    except ParseError:
        return
    try:
        found = ours(text)
    except LexError as error:
        # Postgres' scanner lets a backslash through, for its parser to refuse.
        assert "is a command of psql" in error.message  # noqa: PT017  # both must hold: this error, or these tokens
    else:
        assert found == expected
