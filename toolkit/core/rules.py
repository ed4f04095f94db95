"""The rules of ``lint`` that are our own: what each asks for, and what to do where it is not so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """
    ``summary`` states what is asked for; ``remedy`` what to write instead.

    ``engine`` is the one that the rule is for; None: any.
    """

    code: str
    summary: str
    remedy: str
    severity: str = "error"
    engine: str | None = None


RULES: tuple[Rule, ...] = (
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
        engine="postgres",
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
    Rule(
        "CIT001",
        "It is said how the tables are spread over the nodes.",
        "call create_distributed_table() and create_reference_table() in a script, or plan it under [citus] in "
        "system.toml",
        "warning",
        engine="citus",
    ),
    Rule(
        "CIT002",
        "A table has the distribution column, or is a reference table.",
        "add the column; or make it a reference table, which is on every node and may be read by everybody's queries",
        engine="citus",
    ),
    Rule(
        "CIT003",
        "Keys, unique indexes and exclusions contain the distribution column.",
        "put it first into the key; a node sees no other node's rows, so nothing is unique over all tenants",
        engine="citus",
    ),
    Rule(
        "CIT004",
        "A foreign key has the distribution column at the same place on both sides, or leads to a reference table.",
        "refer to (<distribution column>, id); a node can only look up what lies on it",
        engine="citus",
    ),
    Rule(
        "CIT005",
        "A foreign key with the distribution column restricts or cascades on delete, and does nothing on update.",
        "on delete restrict or cascade; what should become null, a trigger or the application makes null",
        engine="citus",
    ),
    Rule(
        "CIT006",
        "Tables come first, then their distribution, then foreign keys and triggers: each in scripts of their own.",
        "move it into a later script: a key may only connect tables that already lie side by side",
        engine="citus",
    ),
    Rule(
        "CIT007",
        "Policies have no sub-select.",
        'call the function as it is; {{ per_statement("…") }} writes it for both engines',
        engine="citus",
    ),
    Rule(
        "CIT008",
        "Functions in policies read no table.",
        "take what they need from the claims; what has to be looked up, a function looks up before the request and "
        "puts into the claims",
        engine="citus",
    ),
    Rule(
        "CIT009",
        "Settings that policies read reach the nodes by `set local`.",
        "a function that PostgREST calls first (db-pre-request) executes `set local …` once more: docs/scale.md",
        engine="citus",
    ),
    Rule(
        "CIT010",
        "Functions of the API that use a table are plpgsql.",
        "language plpgsql: queries in sql functions get their parameters too late to be planned",
        engine="citus",
    ),
    Rule(
        "CIT011", "Reference tables have no triggers.", "put the check into a constraint or a function", engine="citus"
    ),
    Rule(
        "CIT012",
        "Privileges are granted by name.",
        "write the grants: default privileges do not reach the nodes",
        engine="citus",
    ),
    Rule(
        "CIT013", "Sequences are bigint.", "bigint; smaller ones cannot be drawn from on the nodes", "warning", "citus"
    ),
    Rule(
        "CIT014",
        "No rules, no inheritance, no partitions of partitions.",
        "triggers or functions, tables of their own, one level of partitions",
        engine="citus",
    ),
    Rule(
        "CIT015",
        "Constraints are deferred from the start, or never.",
        "initially deferred: `set constraints` does not reach the nodes",
        "warning",
        "citus",
    ),
    Rule(
        "CIT016",
        "Distributed tables are logged.",
        "a logged table: rows of others cannot be moved to another node without blocking writers",
        "warning",
        "citus",
    ),
    Rule(
        "CIT017",
        "Materialized views hold no rows of tenants.",
        "a table that a job fills; a materialized view lies on the coordinator alone, with the rows of all tenants",
        "warning",
        "citus",
    ),
)

RULE_BY_CODE = {rule.code: rule for rule in RULES}
