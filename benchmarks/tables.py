"""A made-up database of any size, the same with a few differences that are known, and an empty one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.support import servers
from toolkit.io import db

from .stage import Stage, fresh_database

SCHEMAS = 20
APART = 100  # one table in so many differs


@dataclass(frozen=True, slots=True)
class Planted:
    """A difference that is known: ``statement`` makes it, in ``schema`` and on the object that is called ``name``."""

    what: str
    statement: str
    schema: str
    name: str


def schema_of(number: int) -> str:
    """The schema of a table."""
    return f"area_{number % SCHEMAS:02}"


def schemas() -> str:
    """What comes first: the schemas, and who may use them."""
    return "".join(
        f"create schema {name};\ngrant usage on schema {name} to anon, authenticated;\n"
        for name in map(schema_of, range(SCHEMAS))
    )


def made_up_table(number: int) -> str:
    """A table with all that belongs to one: keys, indexes, policies, grants, a function, a trigger, comments."""
    schema, name = schema_of(number), f"items_{number}"
    table = f"{schema}.{name}"
    parent = f"{schema}.items_{number - SCHEMAS}" if number >= SCHEMAS else table
    return f"""\
create table {table} (
    id uuid not null default gen_random_uuid(),
    tenant_id uuid not null,
    parent_id uuid,
    number bigint generated always as identity,
    name text not null,
    status text not null default 'draft',
    total numeric(12, 2) not null default 0,
    updated_at timestamptz not null default now(),
    constraint {name}_pkey primary key (id),
    constraint {name}_name_key unique (tenant_id, name),
    constraint {name}_parent_id_fkey foreign key (parent_id) references {parent} (id) on delete cascade,
    constraint {name}_status_check check (status in ('draft', 'issued', 'paid', 'void'))
);
create index {name}_parent_id_idx on {table} (parent_id);
create index {name}_status_idx on {table} (tenant_id, status, updated_at desc) where status <> 'void';
alter table {table} enable row level security;
create policy {name}_read on {table} for select to authenticated
using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy {name}_write on {table} for insert to authenticated
with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid and status = 'draft');
grant select, insert on {table} to authenticated;
grant select (id, name) on {table} to anon;
create function {schema}.tg_{name}() returns trigger language plpgsql set search_path = '' as $$
begin
    new.updated_at := now();
    return new;
end;
$$;
create trigger tg_{name} before update on {table} for each row execute function {schema}.tg_{name}();
comment on table {table} is 'Items of kind {number}, one row each.';
comment on column {table}.parent_id is 'The item that this one is a part of; null: it stands alone.';
comment on column {table}.status is 'Where the item is in its life.';
comment on function {schema}.tg_{name}() is 'Keeps updated_at.';
"""


def planted(tables: int) -> tuple[Planted, ...]:
    """One difference for each hundred tables, ten at least; of a kind after the other, in a schema after the other."""
    apart = min(APART, max(1, tables // 10))
    places = range(0, tables, apart)
    return tuple(difference(index, start + (7 * index) % apart) for index, start in enumerate(places))


def difference(index: int, number: int) -> Planted:
    """The difference of that index, on the table of that number."""
    schema, name = schema_of(number), f"items_{number}"
    table = f"{schema}.{name}"
    function = f"{schema}.tg_{name}() returns trigger language plpgsql set search_path = ''"
    kinds = (
        ("a new column", f"alter table {table} add column note text default 'none'", name),
        ("another type", f"alter table {table} alter column total type numeric(14, 4)", name),
        ("another default", f"alter table {table} alter column status set default 'issued'", name),
        ("an index less", f"drop index {schema}.{name}_parent_id_idx", f"{name}_parent_id_idx"),
        ("another policy", f"alter policy {name}_read on {table} using (true)", name),
        ("a privilege less", f"revoke insert on {table} from authenticated", name),
        ("a privilege on a column more", f"grant select (status) on {table} to anon", name),
        (
            "another function body",
            f"create or replace function {function} as $$ begin return new; end; $$",
            f"tg_{name}",
        ),
        ("a trigger that is off", f"alter table {table} disable trigger tg_{name}", name),
        ("another comment", f"comment on table {table} is 'Items that are something else.'", name),
    )
    what, statement, of = kinds[index % len(kinds)]
    return Planted(what, statement, schema, of)


@dataclass(frozen=True, slots=True)
class Databases:
    """``new`` is ``old`` with the differences of ``planted``, ``same`` is equal to it; all are names."""

    tables: int
    empty: str
    old: str
    same: str
    new: str
    planted: tuple[Planted, ...]


@contextmanager
def databases(on: Stage, tables: int) -> Iterator[Databases]:
    """The databases with that many tables; dropped with the block."""
    with fresh_database(on) as empty, fresh_database(on) as old:
        with db.connected(on.url(old)) as conn:
            db.run(conn, schemas())
            for number in range(tables):
                db.run(conn, made_up_table(number))
        with db.connected(on.server.admin_url(old)) as conn:
            db.run(conn, "analyze")  # as a server does by itself, which this one is told not to
        copies = [servers.clone(on.admin, old), servers.clone(on.admin, old)]
        try:
            known = planted(tables)
            with db.connected(on.url(copies[1])) as conn:
                for one in known:
                    db.run(conn, one.statement)
            yield Databases(tables, empty, old, copies[0], copies[1], known)
        finally:
            for name in copies:
                servers.drop(on.admin, name)
