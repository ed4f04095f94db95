"""The text of new files: scripts, policies and system files that apply and lint clean from the start."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

from .manifest import NAME
from .toml_places import locate

FIRST_TABLE = "items"
TABLE_PREFIX = "_TABLE_PREFIX"  # how the variable of a service ends that stands before the names of its tables
VERBS = tuple(
    f"{verb}_"
    for verb in (
        *("add", "alter", "allow", "backfill", "change", "clean", "convert", "copy", "create", "delete", "disable"),
        *("drop", "enable", "fill", "fix", "forbid", "grant", "insert", "load", "make", "merge", "move", "remove"),
        *("rename", "replace", "revoke", "set", "split", "update", "validate"),
    )
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A script to be: the part of its file's name, its header lines without ``--``, its statements."""

    slug: str
    header: tuple[str, ...]
    body: str


def script(name: str, header: Sequence[str], requires: Sequence[str], body: str) -> str:
    """A SQL file: its header, with what it requires after what it is, then *body*."""
    needs = [f"requires: {', '.join(requires)}"] if requires else []
    lines = [f"-- {line}" for line in (name, *header[:1], *needs, *header[1:])]
    return "\n".join([*lines, *(["", body] if body else []), ""])


def prefix_variable(service: str) -> str:
    """The variable that holds the prefix of the service's tables: ``LOYALTY_TABLE_PREFIX``."""
    return f"{service.upper()}{TABLE_PREFIX}"


def printed(variable: str) -> str:
    """*variable* as a template prints it."""
    return f"{{{{ {variable} }}}}"


def body_for(slug: str, schema: str, prefix: str = "") -> tuple[str, str]:
    """
    What a script called *slug* probably does, in words, and the SQL to begin with.

    A schema or table comes as SQL that can run; for what needs to be filled in there is an example in comments.
    *prefix* stands before the name of a table.
    """
    words = slug.replace("_", " ")
    if slug in ("schema", "create_schema"):
        return f"the schema {schema}.", schema_body(schema)
    for pattern, example in EXAMPLES:
        if found := re.fullmatch(pattern, slug):
            return f"{words}.", _example(example(schema, found))
    if NAME.fullmatch(slug) and singular(slug) != slug and not slug.startswith(VERBS):
        return f"one row per {singular(words)}.", table_body(schema, slug, prefix)
    return f"{words}.", ""


def singular(words: str) -> str:
    """*words* with the last one in the singular, as far as its ending tells."""
    for ending, single in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", "")):
        if words.endswith(ending) and not words.endswith(("ss", "us", "is")):
            return words.removesuffix(ending) + single
    return words


def schema_body(schema: str) -> str:
    """A schema with its comment."""
    return f"create schema {schema};\n\ncomment on schema {schema} is 'Say here whose data this is.';"


def table_body(schema: str, name: str, prefix: str = "") -> str:
    """A table that follows the rules of ``lint``; *prefix* stands before its name."""
    table = f"{prefix}{name}"
    return f"""\
create table {schema}.{table} (
    id uuid not null default gen_random_uuid(),
    created_at timestamptz not null default now(),
    constraint {table}_pkey primary key (id)
);

alter table {schema}.{table} enable row level security;

comment on table {schema}.{table} is 'One row per {singular(name.replace("_", " "))}.';
comment on column {schema}.{table}.id is 'Unique in every database.';
comment on column {schema}.{table}.created_at is 'When the row was written.';"""


def policies(path: str, service: str, schema: str, name: str, prefix: str = "") -> str:
    """The policy file of a new service: everything is closed, with an example of how to open it."""
    table = f"{prefix}{name}"
    return f"""\
-- {path}
-- what: who reads and writes the tables of {service}.
-- why: nobody so far. Write the policy first and the grant after it:
--
--     create policy {table}_select_member
--     on {schema}.{table}
--     for select
--     to authenticated
--     using (owner_id = (select common.current_user_id()));
--
--     grant usage on schema {schema} to authenticated;
--     grant select on {schema}.{table} to authenticated;

alter table {schema}.{table} force row level security;
"""


def system_file(name: str, requires: Sequence[str], service: str, schemas: Sequence[str]) -> str:
    """``system.toml`` of a new system with one service."""
    needs = [f"requires = {toml_list(requires)}"] if requires else []
    return "\n".join(
        [
            "[system]",
            f'name = "{name}"',
            'description = "Say here what it is for."',
            *needs,
            "",
            service_table(service, schemas),
        ]
    )


def service_table(name: str, schemas: Sequence[str]) -> str:
    """``[services.<name>]`` with its keys."""
    return f'[services.{name}]\ndescription = "Say here what it is for."\nschemas = {toml_list(schemas)}\n'


def with_service(text: str, table: str) -> str | None:
    """
    The system file *text* with *table* after its last service; every other character stays as it is.

    None where the services are not written as tables of their own, so that none can be added that way.
    """
    lines = text.split("\n")
    at = _end_of_services(text, lines)
    before = "\n".join(lines[:at]).rstrip("\n")
    after = "\n".join(lines[at:]).strip("\n")
    added = f"{before}\n\n{table}" + (f"\n{after}\n" if after else "")
    try:
        tomllib.loads(added)
    except tomllib.TOMLDecodeError:
        return None
    return added


def with_variable(text: str, name: str, value: str) -> str | None:
    """
    The system file *text* with a variable more, below the last that ends alike; every other character stays as it is.

    None where that one is not a line of its own under ``[variables]``.
    """
    lines = text.split("\n")
    places = locate(text)
    alike = [key for key in places if len(key) == 2 and key[0] == "variables" and str(key[1]).endswith(TABLE_PREFIX)]
    line = max(places[key].line for key in alike)
    added = "\n".join([*lines[:line], f'{name} = "{value}"', *lines[line:]])
    before = tomllib.loads(text)
    try:
        is_right = tomllib.loads(added) == {**before, "variables": {**before["variables"], name: value}}
    except tomllib.TOMLDecodeError:
        is_right = False
    return added if is_right else None


def toml_list(values: Sequence[str]) -> str:
    """Names as a list in TOML."""
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


def _end_of_services(text: str, lines: Sequence[str]) -> int:
    """How many lines come before the table that follows the last service, and before the comment on it."""
    places = locate(text)
    last = max((place.line for key, place in places.items() if key[0] == "services"), default=len(lines))
    following = [place.line for key, place in places.items() if key[0] != "services" and place.line > last]
    if not following:
        return len(lines)
    at = min(following) - 1
    while at > last and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
        at -= 1
    return at


def _example(sql: str) -> str:
    return "-- For example:\n--\n" + "\n".join(f"--     {line}".rstrip() for line in sql.split("\n"))


def _column(schema: str, slug: re.Match[str]) -> str:
    column, table = slug.groups()
    return (
        f"alter table {schema}.{table} add column {column} text;\n\n"
        f"comment on column {schema}.{table}.{column} is 'What it says.';"
    )


def _key(schema: str, slug: re.Match[str]) -> str:
    del slug
    return (
        f"alter table {schema}.{FIRST_TABLE}\n"
        f"add constraint {FIRST_TABLE}_owner_id_fkey\n"
        f"foreign key (owner_id) references other_schema.owners (id) on delete restrict;"
    )


def _index(schema: str, slug: re.Match[str]) -> str:
    del slug
    return (
        f"create index concurrently {FIRST_TABLE}_owner_id_idx on {schema}.{FIRST_TABLE} (owner_id);\n\n"
        "A file with `concurrently` holds nothing else: it cannot run in a transaction."
    )


def _trigger(schema: str, slug: re.Match[str]) -> str:
    del slug
    return (
        f"create trigger tg_900_set_updated_at\nbefore update on {schema}.{FIRST_TABLE}\n"
        "for each row execute function common.tg__set_updated_at();"
    )


def _function(schema: str, slug: re.Match[str]) -> str:
    name = slug.group(1)
    return f"""\
create function {schema}.{name}(item_id uuid)
returns text
language sql
stable
security invoker
set search_path = ''
as $$
    select i.status from {schema}.{FIRST_TABLE} as i where i.id = {name}.item_id;
$$;

comment on function {schema}.{name}(uuid) is 'What it answers.';"""  # noqa: S608  # text for a person to edit


EXAMPLES = (
    (r"add_(\w+)_to_(\w+)", _column),
    (r"(?:\w+_)?keys?", _key),
    (r"(?:\w+_)?index(?:es)?|index_\w+", _index),
    (r"(?:\w+_)?triggers?", _trigger),
    (r"(\w+)_functions?", _function),
)
