"""
The files of core as they are for Citus, on a plain Postgres.

No server of the tests can load Citus. So functions of its names stand in: they distribute nothing, but refuse what
Citus refuses at that moment, and write down what they were asked. What runs on several nodes is not shown here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import projects
from tests.support.core_people import plant, tokens
from tests.support.core_world import Db
from tests.support.servers import Server, clone, drop
from tests.support.stage import VISITOR, Stage, staged
from toolkit.core.ordering import Selection
from toolkit.io import db as door
from toolkit.io.files import read_project
from toolkit.verbs.apply import Options, apply

ENGINE = {"TOOLKIT_ENGINE": "citus"}

STAND_IN = """
create table public.distributed (
    position integer generated always as identity, relation text primary key, key_column text, beside text
);

create function public.refuse_as_citus(relation regclass, key_column text)
returns void
language plpgsql
as $$
declare
    fault text;
begin
    select 'a trigger: ' || t.tgname into fault from pg_trigger as t where t.tgrelid = relation and not t.tgisinternal;
    if fault is null then
        select 'a foreign key: ' || k.conname into fault
        from pg_constraint as k
        where k.contype = 'f' and relation in (k.conrelid, k.confrelid);
    end if;
    if fault is null and key_column is not null then
        select 'a key without the tenant: ' || i.indexrelid::regclass into fault
        from pg_index as i
        where i.indrelid = relation and i.indisunique and not exists (
            select from pg_attribute as a
            where a.attrelid = relation and a.attname = key_column and a.attnum = any (i.indkey::smallint[])
        );
    end if;
    if fault is not null then
        raise exception '% has %', relation, fault;
    end if;
end;
$$;

create function public.create_distributed_table(
    relation regclass, key_column text, colocate_with text default 'default'
)
returns void
language plpgsql
security definer
as $$
begin
    perform public.refuse_as_citus(relation, key_column);
    insert into public.distributed (relation, key_column, beside) values (relation::text, key_column, colocate_with);
end;
$$;

create function public.create_reference_table(relation regclass)
returns void
language plpgsql
security definer
as $$
begin
    perform public.refuse_as_citus(relation, null);
    insert into public.distributed (relation) values (relation::text);
end;
$$;

grant select on public.distributed to public;
"""


class CitusStage(Stage):
    """A stage where each request begins with the function that PostgREST calls before it."""

    __slots__ = ()

    @contextmanager
    def acting_as(self, who: str) -> Iterator[Db]:
        """One transaction as that person, as PostgREST would begin it; rolled back."""
        with self.db.transaction(force_rollback=True):
            self.db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(self.claims(who))])
            self.db.execute("set local role anon" if who == VISITOR else "set local role authenticated")
            self.db.execute("select core.pre_request()")
            yield self.db


@contextmanager
def citus_template(server: Server, admin: door.Connection, platform_template: str, folder: Path) -> Iterator[str]:
    """The name of a database with core as it is for Citus, made in *folder*, from which others are cloned."""
    name = clone(admin, platform_template)
    try:
        # Before anybody connects: a setting of a database is that of its later sessions.
        door.run(admin, f"alter database {name} set citus.enable_unsafe_triggers = 'on'")
        with door.connected(server.admin_url(name)) as conn:
            door.run(conn, STAND_IN)
        project = read_project(projects.only("core", folder), ENGINE)
        apply(server.url(name), project, Selection(), Options(), lambda message: None)
        yield name
    finally:
        drop(admin, name)
        # Roles belong to the whole server, and other tests want those of one Postgres.
        for role in ("core_service_role", "core_readonly_role", "core_migrator"):
            door.run(admin, f"alter role {role} nologin")


@contextmanager
def citus_staged(server: Server, admin: door.Connection, template: str) -> Iterator[CitusStage]:
    """A database of its own, cloned from *template*, with everybody in it."""
    with staged(server, admin, template, plant, tokens) as stage:
        yield CitusStage(stage.db, stage.ids, stage.tokens)
