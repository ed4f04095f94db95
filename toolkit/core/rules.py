"""The rules of ``lint`` that are our own: what each asks for, and what to do where it is not so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """``summary`` states what is asked for; ``remedy`` what to write instead."""

    code: str
    summary: str
    remedy: str
    severity: str = "error"


RULES = (
    Rule("FIL001", "The text can be cut into statements.", "close what is open"),
    Rule(
        "HDR001",
        "The first line of a file is its own name.",
        "a file that is copied or renamed says so itself: write the line as shown",
    ),
    Rule("HDR002", "The header says what the file is for.", "add `-- what: …` below the first line"),
    Rule("LNT001", "An exception names its rule and its reason.", "write `-- lint: allow NAM003 the reason`"),
    Rule("LNT002", "An exception is still needed.", "remove the line", "warning"),
    Rule(
        "NAM001",
        "A name needs no quotes: lower-case letters, digits and _, no reserved word, at most 63 bytes.",
        "rename it; a name that needs quotes needs them in every query of everybody",
    ),
    Rule("NAM002", "Every object is named with its schema.", "write schema.name: search_path differs between callers"),
    Rule("NAM003", "Constraints are called as Postgres would call them.", "rename it, so that all look alike"),
    Rule("NAM004", "Indexes are called <table>_<columns>_idx.", "rename it; a unique index may end in _key"),
    Rule(
        "NAM005",
        "Triggers are called tg_<NNN>_<task>.",
        "rename it; triggers fire in the order of their names, and the number says so",
    ),
    Rule(
        "NAM006",
        "Trigger functions, and only they, are called tg__<task> or tg_<table>__<task>.",
        "rename it",
    ),
    Rule(
        "NAM007",
        "Policies are called <table>_<command>_<who>.",
        "rename it, so that errors and lists explain themselves",
    ),
    Rule("NAM008", "Constraints have a name.", "write `constraint <name>` before it", "warning"),
    Rule("TAB001", "Every table has a primary key.", "add `constraint <table>_pkey primary key (…)`"),
    Rule(
        "TAB002",
        "Row security is enabled in the file that creates the table.",
        "add `alter table <table> enable row level security;` below the table",
    ),
    Rule("COM001", "Schemas, tables, views and functions have a comment.", "add `comment on … is '…';`"),
    Rule("COM002", "Columns have a comment.", "add `comment on column … is '…';`"),
    Rule("TYP001", "No serial.", "uuid default gen_random_uuid(), or bigint generated always as identity"),
    Rule("TYP002", "No timestamp without time zone.", "timestamptz"),
    Rule("TYP003", "No varchar and no char.", "text with a named check: the type of a column in use is hard to change"),
    Rule("TYP004", "No enum types.", "text with a named check: a value of an enum can never be removed"),
    Rule("KEY001", "A foreign key says what happens on delete.", "on delete restrict, cascade or set null"),
    Rule(
        "KEY002",
        "A foreign key has an index that starts with its columns.",
        "create one in a file of this service; else each delete of a parent reads the whole table",
    ),
    Rule(
        "BND001",
        "Foreign keys cross services only where system.toml allows it.",
        "keep the id without a key, or add the pair to allowed under [boundaries] in system.toml",
    ),
    Rule(
        "BND002",
        "A service creates things in its own schemas only.",
        "move the file, or name the schema in system.toml",
    ),
    Rule(
        "FUN001",
        "Functions state language, volatility, security and search_path, in this order.",
        "as in: language sql stable security invoker set search_path = ''",
    ),
    Rule(
        "FUN002",
        "Security definer goes with an empty search_path.",
        "write `set search_path = ''` and name everything with its schema; else a caller's objects may be found first",
    ),
    Rule("FUN003", "A comment says why a function is security definer.", "write `security definer -- because …`"),
    Rule(
        "VIE001",
        "Views are security_invoker.",
        "write `with (security_invoker = true)`; else the view shows what its owner sees",
    ),
    Rule("POL001", "Policies say to whom they apply.", "add `to <role>`; without it every role is meant"),
    Rule(
        "POL002",
        "select and delete have using, insert has with check, update and all have both.",
        "write the clauses that this command has",
    ),
    Rule(
        "POL003",
        "Function calls in policies that do not depend on the row are wrapped in (select …).",
        "write (select …) around the call: it then runs once per statement, not once per row",
    ),
    Rule("GRA001", "Nothing is granted to public.", "grant to a role by name"),
    Rule(
        "GRA002", "Nothing is granted with grant option.", "leave it out: grants are written in files, by nobody else"
    ),
    Rule(
        "TRX001",
        "Files have no transaction control.",
        "remove it: each script is one transaction of its own already",
    ),
    Rule(
        "TRX002",
        "What cannot run in a transaction has a script of its own.",
        "move it to a script of its own, which is then run statement by statement",
    ),
)

RULE_BY_CODE = {rule.code: rule for rule in RULES}
