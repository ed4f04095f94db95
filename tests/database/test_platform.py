"""The stand-in for Supabase: what works there works here, what fails there fails here, on every major version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from tests.support import servers
from toolkit.errors import SqlError, ToolkitError
from toolkit.io import db, standin
from toolkit.io.standin_files import World, standin_files, world_text
from toolkit.verbs import local

REFUSED = "42501"
API_ROLES = ("anon", "authenticated", "service_role")
# Roles belong to the server: other tests of the session leave those of the project on it.
PLATFORM_ROLES = "^(anon|authenticat.*|service_role|postgres|supabase_.*|dashboard_user|pgbouncer|pg_.*)$"


@dataclass(frozen=True, slots=True)
class Database:
    """A database with the stand-in: its server, its addresses, and a connection as the deployer, in autocommit."""

    server: servers.Server
    name: str
    deployer: db.Connection

    @property
    def admin_url(self) -> str:
        return self.server.admin_url(self.name)

    @property
    def has_admin_option(self) -> bool:
        """Whether this Postgres tells the members of a role from those who may hand it on, also for CREATEROLE."""
        return self.server.major >= 16


@pytest.fixture(scope="module")
def platform(each_server: servers.Server) -> Iterator[Database]:
    """One database a version, for tests that leave nothing behind."""
    with a_database(each_server) as database:
        yield database


@contextmanager
def a_database(server: servers.Server) -> Iterator[Database]:
    with db.connected(server.admin_url("postgres")) as admin:
        name = servers.clone(admin, servers.TEMPLATE)
        with db.connected(server.url(name)) as deployer:
            yield Database(server, name, deployer)
        servers.drop(admin, name)


@pytest.fixture
def deployer(platform: Database) -> Iterator[db.Connection]:
    """The deployer inside a transaction that is rolled back."""
    db.run(platform.deployer, "begin")
    yield platform.deployer
    db.run(platform.deployer, "rollback")


@pytest.fixture
def own_database(each_server: servers.Server) -> Iterator[Database]:
    """A database for one test, which may change it."""
    with a_database(each_server) as database:
        yield database


@pytest.fixture
def bare_database(each_server: servers.Server) -> Iterator[Database]:
    """A database without the platform, on a server that has its roles; the connection is the superuser's."""
    with db.connected(each_server.admin_url("postgres")) as admin:
        name = f"bare_{each_server.major}"
        db.run(admin, f"create database {name} template template0")
        with db.connected(each_server.admin_url(name)) as conn:
            yield Database(each_server, name, conn)
        servers.drop(admin, name)


def refusal(conn: db.Connection, *statements: str) -> str:
    """The SQLSTATE with which Postgres refuses the last of the statements; the others must pass."""
    *given, last = statements
    for statement in given:
        db.run(conn, statement)
    with pytest.raises(SqlError) as caught:
        db.run(conn, last)
    return caught.value.sqlstate


# Roles and what belongs to whom


def test_the_roles_have_the_attributes_of_supabase(platform: Database) -> None:
    found = db.rows(
        platform.deployer,
        """
        select
            rolname,
            concat_ws(
                ' ',
                case when rolsuper then 'super' end,
                case when rolcanlogin then 'login' end,
                case when rolinherit then 'inherit' end,
                case when rolcreatedb then 'createdb' end,
                case when rolcreaterole then 'createrole' end,
                case when rolreplication then 'replication' end,
                case when rolbypassrls then 'bypassrls' end
            )
        from pg_roles
        where rolname ~ %s and rolname !~ '^pg_'
        """,
        [PLATFORM_ROLES],
    )

    assert dict(found) == {
        "supabase_admin": "super login inherit createdb createrole replication bypassrls",
        "postgres": "login inherit createdb createrole replication bypassrls",
        "anon": "inherit",
        "authenticated": "inherit",
        "service_role": "inherit bypassrls",
        "authenticator": "login",
        "supabase_auth_admin": "login createrole",
        "supabase_storage_admin": "login createrole",
        "supabase_realtime_admin": "",
        "supabase_replication_admin": "login inherit replication",
        "supabase_read_only_user": "login inherit bypassrls",
        "dashboard_user": "inherit createdb createrole replication",
        "pgbouncer": "login inherit",
    }


def test_the_api_roles_have_the_timeouts_of_supabase(platform: Database) -> None:
    found = db.rows(
        platform.deployer,
        "select rolname, rolconfig from pg_roles where rolname ~ '^(postgres|anon|authenticated|authenticator)$'",
    )

    assert dict(found) == {
        "postgres": ['search_path="$user", public, extensions'],
        "anon": ["statement_timeout=3s"],
        "authenticated": ["statement_timeout=8s"],
        "authenticator": ["statement_timeout=8s", "lock_timeout=8s"],
    }


def test_the_memberships_are_those_of_supabase(platform: Database) -> None:
    found = db.rows(
        platform.deployer,
        """
        select m.member::regrole::text, m.roleid::regrole::text, m.admin_option
        from pg_auth_members as m
        where m.member::regrole::text in ('authenticator', 'postgres') and m.roleid::regrole::text ~ %s
        """,
        [PLATFORM_ROLES],
    )

    with_admin = platform.has_admin_option
    assert set(found) == {
        *(("authenticator", role, False) for role in API_ROLES),
        *(("postgres", role, with_admin) for role in API_ROLES),
        ("postgres", "authenticator", with_admin),  # the shim for pgrst.db_schemas
        ("postgres", "pg_monitor", False),
        ("postgres", "pg_read_all_data", False),
        ("postgres", "pg_signal_backend", False),
    }


def test_the_authenticator_may_become_an_api_role_but_has_nothing_of_theirs_by_itself(platform: Database) -> None:
    with db.connected(platform.server.url(platform.name, "authenticator")) as conn:
        for role in API_ROLES:
            db.run(conn, f"set role {role}; reset role")

        assert refusal(conn, "set role postgres") == REFUSED
        assert db.rows(conn, "select pg_has_role('anon', 'usage')") == [(False,)]


def test_postgres_owns_the_database_and_finds_extensions(platform: Database) -> None:
    found = db.rows(
        platform.deployer,
        """
        select datdba::regrole::text, current_setting('search_path')
        from pg_database where datname = current_database()
        """,
    )

    assert found == [("postgres", '"$user", public, extensions')]


def test_the_schemas_belong_to_the_platform_and_api_roles_may_look_into_them(platform: Database) -> None:
    owners = db.rows(
        platform.deployer,
        "select nspname, nspowner::regrole::text from pg_namespace where nspname !~ '^(pg_|information|toolkit)'",
    )
    usage = db.rows(
        platform.deployer,
        """
        select nspname, rolname
        from pg_namespace, pg_roles
        where rolname in ('anon', 'authenticated', 'service_role', 'postgres')
            and nspname in ('auth', 'extensions', 'public')
            and has_schema_privilege(rolname, pg_namespace.oid, 'usage')
        """,
    )

    assert dict(owners) == {
        "auth": "supabase_admin",
        "extensions": "postgres",
        "graphql": "supabase_admin",
        "graphql_public": "supabase_admin",
        "pgbouncer": "pgbouncer",
        "public": "pg_database_owner",
        "realtime": "supabase_admin",
        "storage": "supabase_admin",
        "vault": "supabase_admin",
    }
    assert len(usage) == 12


# What postgres cannot do


@pytest.mark.parametrize(
    "statement",
    [
        "create table auth.things ()",
        "create view auth.things as select 1 as one",
        "create sequence auth.things",
        "create type auth.things as enum ()",
        "create function auth.things() returns integer language sql return 1",
        "create table storage.things ()",
        "create table realtime.things ()",
        "alter table auth.users add column things text",
        "create index on auth.users (created_at)",
        "alter role anon nosuperuser",
        "alter default privileges for role supabase_admin grant select on tables to anon",
        "set role supabase_auth_admin",
        "set role supabase_admin",
        "alter system set work_mem = '8MB'",
        "copy (select 1) to program 'true'",
        "select pg_reload_conf()",
        "create event trigger things on ddl_command_end execute function extensions.pgrst_ddl_watch()",
        "create role things superuser",
    ],
)
def test_postgres_is_refused(platform: Database, statement: str) -> None:
    assert refusal(platform.deployer, statement) == REFUSED


def test_postgres_is_refused_a_comment_on_its_own_trigger_on_auth_users(deployer: db.Connection) -> None:
    state = refusal(
        deployer,
        "create function public.welcome() returns trigger language plpgsql as 'begin return new; end'",
        "create trigger welcome after insert on auth.users for each row execute function public.welcome()",
        "comment on trigger welcome on auth.users is 'Greets.'",
    )

    assert state == REFUSED


def test_postgres_is_refused_to_name_the_superuser_attribute_of_a_role_it_made(deployer: db.Connection) -> None:
    assert refusal(deployer, "create role things", "alter role things nosuperuser") == REFUSED


def test_postgres_cannot_give_itself_the_admin_option_on_a_role_it_made(
    platform: Database, deployer: db.Connection
) -> None:
    statements = ("create role things", "grant things to postgres with admin option")

    if platform.has_admin_option:
        assert refusal(deployer, *statements) == "0LP01"
    else:  # Postgres 15 has no such rule, nor has Supabase on 15
        for statement in statements:
            db.run(deployer, statement)


# What postgres can do


@pytest.mark.parametrize(
    "statement",
    [
        "alter role anon set statement_timeout = '5s'",
        "create role things; grant things to authenticator",
        "create role things; grant authenticated to things",
        "create schema things",
        "create table public.things (); create publication things for table public.things",
        "create table public.things (); alter publication supabase_realtime add table public.things",
        "create table public.things (user_id uuid references auth.users (id) on delete cascade)",
        "insert into auth.users (id, email) values (gen_random_uuid(), 'ada@example.org')",
        """
        create function public.f() returns trigger language plpgsql as 'begin return new; end';
        create trigger f after insert on auth.users for each row execute function public.f()
        """,
        "create policy things on storage.objects for select to authenticated using (owner_id = 'x')",
        """
        create policy things on storage.objects using (true);
        alter policy things on storage.objects using (false);
        drop policy things on storage.objects
        """,
        "insert into storage.buckets (id, name) values ('things', 'things')",
        "alter role authenticator set pgrst.db_schemas = 'public, things'",
        "set session_replication_role = 'replica'",
    ],
)
def test_postgres_may(deployer: db.Connection, statement: str) -> None:
    db.run(deployer, statement)


def test_postgres_may_make_a_role_that_bypasses_row_security(platform: Database, deployer: db.Connection) -> None:
    if platform.server.major >= 16:
        db.run(deployer, "create role things bypassrls")
    else:  # only a superuser may on Postgres 15: a marked shim does it
        db.run(deployer, "select toolkit_shim.create_bypassrls_role('things')")

    assert db.rows(deployer, "select rolbypassrls, rolsuper from pg_roles where rolname = 'things'") == [(True, False)]
    db.run(deployer, "alter role things set lock_timeout = '1s'; grant things to authenticator; drop role things")


def test_the_shims_are_for_the_deployer_only(platform: Database) -> None:
    with db.connected(platform.server.url(platform.name, "authenticator")) as conn:
        assert refusal(conn, "set role service_role", "select toolkit_shim.create_extension('dblink')") == REFUSED


def test_postgres_may_install_extensions_that_postgres_trusts(deployer: db.Connection) -> None:
    trusted = db.rows(
        deployer,
        "select distinct name from pg_available_extension_versions where trusted and name <> 'plpgsql' limit 3",
    )
    if not trusted:
        pytest.skip("this server comes without trusted extensions")

    for (name,) in trusted:
        db.run(deployer, f'create extension "{name}" with schema extensions cascade')


def test_postgres_may_install_untrusted_extensions_of_the_list_through_a_shim(deployer: db.Connection) -> None:
    if not db.rows(deployer, "select from pg_available_extensions where name in ('dblink', 'file_fdw')"):
        pytest.skip("this server comes without contrib extensions")

    db.run(deployer, "select toolkit_shim.create_extension('dblink')")

    assert refusal(deployer, "select toolkit_shim.create_extension('file_fdw')") == REFUSED


@pytest.mark.parametrize(
    "statement",
    [
        "alter table storage.objects add column things text",
        "alter table storage.objects disable row level security",
        "create index on storage.objects (version)",
        "comment on table storage.objects is 'Mine.'",
        "comment on column storage.objects.name is 'Mine.'",
        "alter table storage.buckets owner to postgres",
        "drop table storage.objects",
        "alter table storage.objects drop column version",
    ],
)
def test_postgres_may_not_change_the_tables_of_storage_although_it_may_write_policies(
    platform: Database, statement: str
) -> None:
    assert refusal(platform.deployer, statement) == REFUSED


# Who is asking


def test_without_claims_nobody_is_asking(deployer: db.Connection) -> None:
    assert db.rows(deployer, "select auth.uid(), auth.role(), auth.email(), auth.jwt()") == [(None, None, None, None)]

    db.run(deployer, "set local request.jwt.claims = ''")  # as it is after a transaction that had claims
    assert db.rows(deployer, "select auth.uid(), auth.role(), auth.email(), auth.jwt()") == [(None, None, None, None)]


def test_claims_come_from_one_setting_and_single_ones_win(deployer: db.Connection) -> None:
    db.run(
        deployer,
        """
        set local request.jwt.claims =
            '{"sub": "11111111-1111-1111-1111-111111111111", "role": "authenticated", "email": "ada@example.org"}'
        """,
    )
    found = "select auth.uid()::text, auth.role(), auth.email(), auth.jwt() ->> 'email'"
    ada = "11111111-1111-1111-1111-111111111111"
    assert db.rows(deployer, found) == [(ada, "authenticated", "ada@example.org", "ada@example.org")]

    db.run(deployer, "set local request.jwt.claim.sub = '22222222-2222-2222-2222-222222222222'")
    db.run(deployer, "set local request.jwt.claim.role = 'anon'")
    bob = "22222222-2222-2222-2222-222222222222"
    assert db.rows(deployer, found) == [(bob, "anon", "ada@example.org", "ada@example.org")]


def test_a_subject_that_is_no_uuid_raises(deployer: db.Connection) -> None:
    db.run(deployer, """set local request.jwt.claims = '{"sub": "ada"}'""")

    assert refusal(deployer, "select auth.uid()") == "22P02"


def test_every_api_role_may_ask_who_it_is(deployer: db.Connection) -> None:
    for role in API_ROLES:
        db.run(deployer, f"set local role {role}; select auth.uid(), auth.jwt(); reset role")


# PostgREST is told


@pytest.mark.parametrize(
    ("statement", "is_told"),
    [
        ("create table public.things ()", True),
        ("create function public.f() returns integer language sql return 1", True),
        ("comment on schema public is 'x'", True),
        ("create schema things", True),
        ("create table public.things (); create table public.others ()", True),
        ("grant usage on schema public to anon", False),
        ("create temporary table things (id integer)", False),
        ("create role things", False),
    ],
)
def test_postgrest_is_told_when_the_schema_changes(own_database: Database, statement: str, is_told: bool) -> None:
    with db.connected(own_database.admin_url) as listener:
        db.run(listener, "listen pgrst")
        db.run(own_database.deployer, statement)
        db.run(own_database.deployer, "drop role if exists things")
        db.run(own_database.deployer, "notify pgrst, 'end'")

        told = []
        for notification in listener.notifies(timeout=10):
            if notification.payload == "end":
                break
            told.append(notification.payload)

    assert told == (["reload schema"] if is_told else [])


def test_what_tells_postgrest_belongs_to_the_platform(platform: Database) -> None:
    found = db.rows(
        platform.deployer,
        "select evtname, evtevent, evtowner::regrole::text from pg_event_trigger where evtname ~ '^pgrst' order by 1",
    )

    assert found == [
        ("pgrst_ddl_watch", "ddl_command_end", "supabase_admin"),
        ("pgrst_drop_watch", "sql_drop", "supabase_admin"),
    ]


def test_a_drop_alone_tells_postgrest(own_database: Database) -> None:
    db.run(own_database.deployer, "create table public.things ()")
    with db.connected(own_database.admin_url) as listener:
        db.run(listener, "listen pgrst")
        db.run(own_database.deployer, "drop table public.things")

        assert [told.payload for told in listener.notifies(timeout=10, stop_after=1)] == ["reload schema"]


# Default privileges

OBJECTS = """
    create table public.things (id integer);
    create sequence public.numbers;
    create function public.answer() returns integer language sql return 42;
"""
TABLE_PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def granted(database: Database, role: str) -> dict[str, set[str]]:
    """What *role* was granted by name on the objects of `OBJECTS`, by object."""
    maintain = ("MAINTAIN",) if database.server.major >= 17 else ()
    found: dict[str, set[str]] = {}
    for kind, name, acl in (("r", "things", "relacl"), ("S", "numbers", "relacl")):
        rows = db.rows(
            database.deployer,
            db.SQL(
                "select a.privilege_type from pg_class as c, aclexplode(c.{}) as a "
                "where c.relkind = %s and c.oid = to_regclass(%s) and a.grantee = to_regrole(%s)"
            ).format(db.Identifier(acl)),
            (kind, f"public.{name}", role),
        )
        found[name] = {privilege for (privilege,) in rows}
    rows = db.rows(
        database.deployer,
        "select a.privilege_type from pg_proc as p, aclexplode(p.proacl) as a "
        "where p.oid = to_regprocedure('public.answer()') and a.grantee = to_regrole(%s)",
        (role,),
    )
    found["answer"] = {privilege for (privilege,) in rows}
    assert found["things"] <= {*TABLE_PRIVILEGES, *maintain}
    return found


def put_into(database: Database, world: World) -> None:
    with db.connected(database.admin_url) as conn:
        standin.lay(conn, world)


@pytest.mark.parametrize("role", API_ROLES)
def test_in_the_old_world_new_objects_in_public_are_open_to_the_api(own_database: Database, role: str) -> None:
    put_into(own_database, World.old)
    db.run(own_database.deployer, OBJECTS)

    maintain = {"MAINTAIN"} if own_database.server.major >= 17 else set()
    assert granted(own_database, role) == {
        "things": {*TABLE_PRIVILEGES, *maintain},
        "numbers": {"SELECT", "UPDATE", "USAGE"},
        "answer": {"EXECUTE"},
    }


@pytest.mark.parametrize("role", API_ROLES)
@pytest.mark.parametrize("history", [(), (World.old, World.new)], ids=["at first", "after the old one"])
def test_in_the_new_world_new_objects_in_public_are_closed_to_the_api_but_for_four_privileges(
    own_database: Database, role: str, history: tuple[World, ...]
) -> None:
    for world in history:
        put_into(own_database, world)
    db.run(own_database.deployer, OBJECTS)

    maintain = {"MAINTAIN"} if own_database.server.major >= 17 else set()
    assert granted(own_database, role) == {
        "things": {"TRUNCATE", "REFERENCES", "TRIGGER", *maintain},
        "numbers": {"UPDATE"},
        "answer": set(),
    }
    # ... which still comes through PUBLIC.
    assert db.rows(own_database.deployer, "select has_function_privilege('anon', 'public.answer()', 'execute')") == [
        (True,)
    ]


@pytest.mark.parametrize("world", World)
def test_other_schemas_have_no_defaults_in_either_world(own_database: Database, world: World) -> None:
    put_into(own_database, world)
    db.run(own_database.deployer, "create schema things; create table things.things ()")

    assert db.rows(own_database.deployer, "select relacl from pg_class where relname = 'things'") == [(None,)]


# Laying


def test_laying_again_changes_nothing(own_database: Database) -> None:
    with db.connected(own_database.admin_url) as conn:
        standin.lay(conn, None)  # a clone lacks what belongs to the database itself, not to what is in it
        before = fingerprint(conn)
        laid = standin.lay(conn, None)
        after = fingerprint(conn)

    assert set(laid) <= {file.name for file in standin_files() if not file.unless}
    assert after == before


def test_on_supabase_itself_nothing_is_changed(own_database: Database) -> None:
    with db.connected(own_database.admin_url) as conn:
        # given: what only the stand-in has is gone, and something that laying would bring back is missing
        db.run(conn, "drop schema toolkit_shim cascade; drop function auth.email(); drop publication supabase_realtime")
        before = fingerprint(conn)

        assert standin.platform_of(conn) is standin.Platform.supabase
        assert standin.lay(conn, World.old) == ()
        assert fingerprint(conn) == before


def test_only_what_is_missing_is_laid(bare_database: Database) -> None:
    conn = bare_database.deployer
    # given: somebody's own imitation of a part
    db.run(conn, "create schema auth; create table auth.users (id uuid primary key)")
    db.run(conn, "create function auth.uid() returns uuid language sql return null::uuid")

    laid = standin.lay(conn, None)

    assert {"030_auth_users.sql", "040_auth_functions.sql"}.isdisjoint(laid)
    assert "050_storage.sql" in laid
    assert db.rows(
        conn, "select count(*) from pg_attribute where attrelid = 'auth.users'::regclass and attnum > 0"
    ) == [(1,)]


def test_a_laying_that_fails_leaves_nothing(bare_database: Database) -> None:
    conn = bare_database.deployer
    db.run(conn, "create schema storage; create table storage.buckets ()")  # in the way of the fifth file
    before = fingerprint(conn)

    with pytest.raises(SqlError, match="buckets"):
        standin.lay(conn, None)

    assert fingerprint(conn) == before


def test_a_laying_that_was_killed_leaves_nothing(bare_database: Database) -> None:
    conn = bare_database.deployer
    before = fingerprint(conn)
    with db.connected(bare_database.admin_url) as killed:
        db.run(killed, "begin")
        for file in standin_files()[:5]:
            db.run(killed, file.text)
        killed.pgconn.finish()

    wait_for_no_other(conn)
    assert fingerprint(conn) == before
    assert "030_auth_users.sql" in standin.lay(conn, None)


def test_preparing_needs_a_superuser(bare_database: Database) -> None:
    address = bare_database.server.url(bare_database.name)

    with pytest.raises(ToolkitError, match="superuser, and postgres is none"):
        local.prepare(address, world=None, confirmed_host=None, say=print)


def test_preparing_a_bare_database_makes_the_deployer_at_home(bare_database: Database) -> None:
    laid = local.prepare(bare_database.admin_url, world=World.old, confirmed_host=None, say=print)

    with db.connected(bare_database.server.url(bare_database.name)) as deployer:
        db.run(deployer, "create schema things; create table public.things (u uuid references auth.users (id))")
        assert db.rows(deployer, "select has_table_privilege('anon', 'public.things', 'insert')") == [(True,)]
    assert laid == tuple(file.name for file in standin_files())


def test_preparing_twice_says_nothing_is_missing(own_database: Database) -> None:
    laid = local.prepare(own_database.admin_url, world=None, confirmed_host=None, say=print)

    assert all(not file.unless for file in standin_files() if file.name in laid)


@pytest.mark.parametrize(
    ("host", "hostaddr", "expected"),
    [
        ("/var/run/postgresql", "", True),
        ("localhost", "127.0.0.1", True),
        ("127.0.0.1", "", True),
        ("::1", "::1", True),
        ("db.example.org", "203.0.113.7", False),
        ("localhost", "203.0.113.7", False),
        ("db.example.org", "", False),
    ],
)
def test_a_server_is_local_by_its_address_not_its_name(host: str, hostaddr: str, expected: bool) -> None:
    assert standin.is_local(host, hostaddr) is expected


def test_each_file_says_what_it_is_and_what_is_real() -> None:
    for file in standin_files():
        assert file.text.startswith(f"-- {file.name}\n"), file.name
        assert "\n-- what: " in file.text, file.name
        assert "-- real: " in file.text or "exists on Supabase" in file.text, file.name
    assert world_text(World.new) != world_text(World.old)


def fingerprint(conn: db.Connection) -> list[tuple[object, ...]]:
    """Everything that laying could change in a database, as text."""
    return db.rows(
        conn,
        """
        select 'schema', nspname::text, nspowner::regrole::text, nspacl::text from pg_namespace
        where nspname !~ '^pg_(toast|temp)'
        union all
        select 'relation', oid::regclass::text, relowner::regrole::text, relacl::text from pg_class
        where relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
        union all
        select 'function', oid::regprocedure::text, proowner::regrole::text, proacl::text || prosrc from pg_proc
        where pronamespace::regnamespace::text !~ '^(pg_|information_schema)'
        union all
        select 'default', defaclnamespace::regnamespace::text, defaclrole::regrole || defaclobjtype::text,
            defaclacl::text
        from pg_default_acl
        union all
        select 'event trigger', evtname::text, evtowner::regrole::text, evtenabled::text from pg_event_trigger
        union all
        select 'publication', pubname::text, pubowner::regrole::text, '' from pg_publication
        union all
        select 'role', rolname::text, rolsuper::text || rolcreaterole || rolbypassrls, rolconfig::text from pg_roles
        union all
        select 'member', m.member::regrole::text, m.roleid::regrole::text, m.admin_option::text
        from pg_auth_members as m
        union all
        select 'database', datname::text, datdba::regrole::text, datacl::text from pg_database
        where datname = current_database()
        order by 1, 2, 3, 4
        """,
    )


def wait_for_no_other(conn: db.Connection) -> None:
    """Wait until nobody else is in the database of *conn*, a few seconds at most."""
    for _ in range(100):
        others = "select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        if not db.rows(conn, others):
            return
        db.run(conn, "select pg_sleep(0.05)")
    pytest.fail("somebody stays in the database")
