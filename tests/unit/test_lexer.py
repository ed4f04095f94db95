"""Texts become tokens and statements."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.core.lexer import LexError, split, tokens
from toolkit.core.places import Place

BODY = """\
create or replace function a.f(x int) returns text
language sql
begin atomic
    insert into a.t values (case when x > 0 then 1 else 2 end);
    select case x when 1 then 'one' else case when x < 0 then 'less' end end, t.end, 3 as case from a.t;
end"""


def texts(text: str) -> list[str]:
    return [statement.text for statement in split(text)]


# Statements


@pytest.mark.parametrize("text", ["", " \r\n\t", ";", " ; ;; ", "-- select 1;", "/* select 1; */", "\ufeff", "\ufeff;"])
def test_a_text_without_a_statement_gives_none(text: str) -> None:
    assert split(text) == ()


def test_statements_know_where_they_stand() -> None:
    text = "-- first\nselect 1;\r\n\n/* second\n */ select\n 2 -- two\n ; ; select 3"

    found = split(text)

    assert [(one.text, one.line) for one in found] == [("select 1", 2), ("select\n 2", 5), ("select 3", 7)]
    assert all(text[one.start : one.end] == one.text for one in found)


def test_a_byte_order_mark_is_no_part_of_the_first_statement() -> None:
    (found,) = split("\ufeffselect 1;")

    assert (found.text, found.start, found.line) == ("select 1", 1, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "select ';'",
        "select 'it''s; fine'",
        r"select 'c:\'",  # standard_conforming_strings: a backslash is a backslash
        r"select E'it\'s; fine'",
        r"select e'\\'",
        "select e'a'\n  '\\';'",  # what goes on after a line break is an escape string, too
        "select 'a' -- ; '\n  ';'",
        r"select U&'\0061;'",
        'select U&"d\\0061;t" from t',
        "select b'1', x'ff', n';'",
        'select 1 as ";", 2 as "a"";b", 3 as "Größe;"',
        "select $$;$$",
        "select $a$ $$;$$ $b$;$b$ ' $a$",
        "select $größe$;$größe$",
        "select $1, a$1, a$$b$$ from t",
        "select größe$tag$ from t",
        "select 1 /* ; /* ; */ ; */ + 2",
        "select 1 -- ;\n + 2",
        "select 1 -- ;\r + 2",
        "select a[1:2], (array[1,2])[1]",
        "create rule r as on insert to t do also (insert into u values (1); delete from v)",
        "create table t (a int check (a > 0), b text default ');')",
        "create table begin (atomic int, case_ text)",
        "create function begin(atomic int) returns int language sql return atomic",
        BODY,
        BODY.replace("function", "procedure").replace("returns text\n", "\n"),
        BODY.replace("begin atomic", "BEGIN/* */ATOMIC").replace("\nend", "\nEND"),
        "create function f() returns int begin atomic end",
        'create function f() returns int begin atomic select 1 "end"; select 2 end; end',
        "do $do$ begin case when true then null; end case; end $do$",
        "select 1.e5 .5 from t",
        "select 1 operator(pg_catalog.+) 2 <> - 3 @-1 /2*3",
    ],
)
def test_a_statement_ends_only_at_its_own_semicolon(statement: str) -> None:
    assert texts(f"select 1;\n{statement} ;select 2") == ["select 1", statement, "select 2"]


def test_begin_is_a_block_only_in_a_routine() -> None:
    assert texts("begin; select 1; end; begin atomic; commit") == [
        "begin",
        "select 1",
        "end",
        "begin atomic",
        "commit",
    ]


# Errors


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("select 1;\nselect 'a;\n", 17, "this string is never closed"),
        ("select E'a\\'", 7, "this string is never closed"),
        ("select 'a'\n'b", 7, "this string is never closed"),
        ('select "a"";', 7, "this quoted identifier is never closed"),
        ("select /* /* */ 1;", 7, "this comment is never closed"),
        ("select $a$ $b$;", 7, "the text quoted with $a$ is never closed"),
        ("select (1 + (2);\nselect 3;", 7, "this parenthesis is never closed"),
        ("create function f() begin atomic select 1;", 20, "this block has no end"),
        ("create function f() begin atomic select case when a then b; end;", 20, "this block has no end"),
        ("select 1;\n\\connect other", 10, "\\connect is a command of psql, not SQL"),
        ("select 1 \\gset\n", 9, "\\gset is a command of psql, not SQL"),
        ("copy t from stdin; select 1;\n\\.\n", 18, "the rows of `copy .. from stdin` start on the next line"),
    ],
)
def test_what_cannot_be_cut_is_reported_where_it_begins(text: str, offset: int, message: str) -> None:
    with pytest.raises(LexError) as caught:
        split(text)

    assert caught.value.message.startswith(message)
    assert caught.value.offset == offset


def test_an_error_shows_the_line_with_a_caret() -> None:
    with pytest.raises(LexError) as caught:
        split("select 1;\nselect 'Größe\n")

    assert caught.value.place == Place(2, 8)
    assert caught.value.detail == "   2 | select 'Größe\n     |        ^"


# copy .. from stdin


@pytest.mark.parametrize(
    "statement",
    [
        "copy t from stdin",
        "COPY t FROM STDIN",
        'copy a."from ""t"" stdin" (b, "c;") from stdin with (format csv, delimiter \';\')',
        "copy t from /* rows */ stdin where a in (1)",
        "copy t from stdout",  # Postgres reads it as stdin
        "copy binary t from stdin",
    ],
)
def test_rows_after_copy_from_stdin_are_no_sql(statement: str) -> None:
    text = f"{statement}; -- rows\n1\tit's ;\n\\N\t(\n\\.x\n\\.\nselect 1;"

    copy, after = split(text)

    assert (copy.text, copy.copy_data) == (statement, "1\tit's ;\n\\N\t(\n\\.x\n")
    assert (after.text, after.line, after.copy_data) == ("select 1", 6, None)


@pytest.mark.parametrize(
    "statement",
    [
        "copy t to stdin",
        "copy t from 'stdin'",
        "copy t from program 'stdin'",
        'copy t from "stdin"',
        "copy (select 1 from stdin) to stdout",
        "select copy from stdin",
    ],
)
def test_no_rows_follow_any_other_statement(statement: str) -> None:
    assert texts(f"{statement};\nselect 1;\n") == [statement, "select 1"]


@pytest.mark.parametrize(
    ("rows", "data"),
    [
        ("1\n2\n", "1\n2\n"),
        ("1\n2", "1\n2"),
        ("\\.\n", ""),
        ("", ""),
        ("1\r\n\\.\r\n", "1\r\n"),
        ("1\n\\.", "1\n"),
        (" \\.\n\\.\n", " \\.\n"),
    ],
)
def test_rows_end_with_a_backslash_and_a_dot_or_with_the_text(rows: str, data: str) -> None:
    (copy,) = split(f"copy t from stdin;\n{rows}")

    assert copy.copy_data == data


def test_each_copy_has_its_own_rows() -> None:
    found = split("copy t from stdin;\n1\n\\.\ncopy u from stdin;\n2\n\\.\ncopy v from stdin")

    assert [(one.text[:6], one.copy_data) for one in found] == [("copy t", "1\n"), ("copy u", "2\n"), ("copy v", "")]


# Tokens


def test_every_kind_of_token_is_told_apart() -> None:
    text = "\ufeffselect \"A\", $1::int, 'x', 1.5, $ -- end"

    assert [(one.kind, one.text) for one in tokens(text) if one.kind != "space"] == [
        ("word", "select"),
        ("name", '"A"'),
        ("symbol", ","),
        ("param", "$1"),
        ("operator", "::"),
        ("word", "int"),
        ("symbol", ","),
        ("string", "'x'"),
        ("symbol", ","),
        ("number", "1.5"),
        ("symbol", ","),
        ("other", "$"),
        ("comment", "-- end"),
    ]


def test_the_tokens_of_a_statement_hold_no_blanks() -> None:
    (statement,) = split("  select /* one */ 1 -- two\n;")

    assert [(one.text, one.start, one.end) for one in statement.tokens()] == [("select", 0, 6), ("1", 17, 18)]


def test_only_bare_words_are_keywords() -> None:
    assert [one.word for one in tokens('SELECT "select"') if not one.is_blank] == ["select", ""]


# Laws

# Whole tokens and groups of them; anything may stand beside anything with a blank between.
PIECES = st.sampled_from(
    [
        *("a", "Größe", "a$1", '"b;""c"', "1", "1.5e-3", ".5", "1_000", "$1", "0x1F", "end", "case", "begin", "copy"),
        *("';'", "'it''s'", "'\\'", r"E'\';'", "e''''", "'a'\n';'", "b'01'", "n';'", r"U&'\0061'", 'u&"d;"'),
        *("$$;$$", "$x$ $$ ; ' $x$", "$ä$;$ä$", "/* ; ' */", "/* /* */ ; */", "-- ; '\n", "--\r\n"),
        *("(a; b)", "( ) ", "(';', (1))", "[1]", "+", "-", "<>", "@-", "::", ":=", "..", ".", ",", "=>", "|", "/", "*"),
    ]
)
BLANKS = st.sampled_from([" ", "\n", "\r\n", "\t ", " /* ; */ ", " -- ;\n", " /* /* ' */ */\n"])
SEPARATORS = st.sampled_from([";", " ;", ";;", ";\n", "; -- ;\n", "; /* ; */ ; "])
STATEMENTS = st.builds(
    lambda pieces, blanks: "".join(x for pair in zip(["select", *pieces], [*blanks, ""], strict=False) for x in pair),
    st.lists(PIECES, max_size=8),
    st.lists(BLANKS, min_size=8, max_size=8),
).map(lambda text: text.rstrip())
# What a scanner trips over, in all orders.
TRICKY = st.lists(
    st.sampled_from(
        [*"'\"$\\/*-+;()[].:,eEbxnuU& \n\ta1ä@<=|\ufeff", "$a$", "--", "/*", "*/", "''", "begin atomic", "end"]
    ),
    max_size=30,
).map("".join)
ANYTHING = st.one_of(st.text(), TRICKY)


def is_whole(text: str) -> bool:
    """Whether a semicolon may follow: not inside a comment, nor inside a string that goes on in the next line."""
    try:
        return tokens(text)[-1].kind != "comment"
    except LexError:
        return False


@given(st.lists(STATEMENTS.filter(is_whole), max_size=5), st.data())
def test_joined_statements_come_apart_again(statements: list[str], data: st.DataObject) -> None:
    text = "".join(one + data.draw(SEPARATORS) for one in statements)

    found = split(text)

    assert [one.text for one in found] == statements
    assert [text[one.start : one.end] for one in found] == statements
    assert [one.line for one in found] == [text.count("\n", 0, one.start) + 1 for one in found]


@given(ANYTHING)
def test_tokens_lose_nothing(text: str) -> None:
    try:
        found = tokens(text)
    except LexError as error:
        assert 0 <= error.offset < len(text)  # noqa: PT017  # a text that is refused is refused somewhere
    else:
        assert "".join(one.text for one in found) == text
        assert [one.start for one in found] == [sum(len(b.text) for b in found[:n]) for n in range(len(found))]
        assert all(one.text for one in found)


@given(ANYTHING)
def test_between_statements_there_is_nothing_but_blanks_and_semicolons(text: str) -> None:
    try:
        found = split(text)
    except LexError as error:
        assert 0 <= error.offset < len(text)  # noqa: PT017  # a text that is refused is refused somewhere
        return
    position = 0
    for one in found:
        between = tokens(text[position : one.start]) if one.start > position else ()
        assert all(token.is_blank or token.text in (";", "\ufeff") for token in between)
        assert one.tokens()
        position = one.end


@pytest.mark.parametrize(
    "unit",
    [
        *("select 1;\n", "select 'a', \"b\" /* c */ from t; -- d\n", " ", ";", "''", "' ", '""', "+", "-+", "("),
        *(
            "/*",
            "*/",
            "/**/",
            "--",
            "$",
            "$a$",
            "$a",
            "E'\\'",
            "'a'\n",
            "'a' -- b\n",
            "\\",
            "1",
            "1.",
            "._",
            "\n",
            "ä",
            ")",
        ),
        *("begin atomic case ", "copy t from stdin;\n\\.\n", "copy t from stdin;\n", "U&", "&", "*-", "~-"),
    ],
)
@pytest.mark.parametrize("opening", ["", "'", "/*", "create function f() begin atomic "])
def test_the_time_grows_no_faster_than_the_text(opening: str, unit: str) -> None:
    text = opening + unit * (200_000 // len(unit))

    started = time.process_time()
    with suppress(LexError):
        split(text)
    spent = time.process_time() - started

    assert spent < 10  # a few tenths of a second; anything quadratic takes minutes
