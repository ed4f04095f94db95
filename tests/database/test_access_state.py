"""Roles, grants and policies as a state: what the files lack goes, what they have comes, and no table is ever open."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.support.law import read
from tests.support.projects import INVOICES, SCHEMA, a_project, run_apply, write
from toolkit.core.planning.plan import differing
from toolkit.core.scope import schema_of
from toolkit.errors import ConfigError, LockBusyError, SqlError
from toolkit.verbs.apply import Options

TABLE = INVOICES + "alter table billing.invoices enable row level security;\n"
POLICIES = """\
grant usage on schema billing to authenticated;
create policy invoices_select_all on billing.invoices for select to authenticated using (true);
grant select on billing.invoices to authenticated;
"""
OPEN = {"billing/0010_schema.sql": SCHEMA, "billing/0020_invoices.sql": TABLE, "policies/shop/billing.sql": POLICIES}


def grants(url: str, name: str = "billing.invoices") -> list[tuple[str, str]]:
    with psycopg.connect(url) as conn:
        return conn.execute(
            """
            select pg_get_userbyid(a.grantee)::text, string_agg(a.privilege_type, ', ' order by a.privilege_type)
            from pg_class as c, aclexplode(c.relacl) as a
            where c.oid = %s::regclass and a.grantee <> c.relowner
            group by 1 order by 1
            """,
            [name],
        ).fetchall()


def policies(url: str) -> list[str]:
    with psycopg.connect(url) as conn:
        rows = conn.execute("select policyname from pg_policies where schemaname = 'billing' order by 1").fetchall()
        return [row[0] for row in rows]


def run(url: str, text: str) -> None:
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(text.encode())


def test_what_the_files_say_is_brought_in(tmp_path: Path, fresh_db: str) -> None:
    run_apply(a_project(tmp_path, OPEN), fresh_db)

    assert grants(fresh_db) == [("authenticated", "SELECT")]
    assert policies(fresh_db) == ["invoices_select_all"]


def test_a_grant_and_a_policy_that_the_files_do_not_have_are_removed(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path, OPEN)
    run_apply(folder, fresh_db)
    run(
        fresh_db,
        "grant insert, truncate on billing.invoices to anon; grant update (total_cents) on billing.invoices to anon;"
        "create policy sneaky on billing.invoices to anon using (true); grant usage on schema billing to public;"
        "alter default privileges in schema billing grant select on tables to anon;",
    )

    run_apply(folder, fresh_db, options=Options(force_access=True))

    assert grants(fresh_db) == [("authenticated", "SELECT")]
    assert policies(fresh_db) == ["invoices_select_all"]
    with psycopg.connect(fresh_db) as conn:
        left = conn.execute(
            "select (select count(*) from pg_attribute where attrelid = 'billing.invoices'::regclass"
            " and array_length(attacl, 1) > 0),"
            " (select count(*) from pg_default_acl where defaclnamespace = 'billing'::regnamespace),"
            " has_schema_privilege('anon', 'billing', 'usage')"
        ).fetchone()
    assert left == (0, 0, False)


def test_an_unchanged_state_is_left_alone_and_a_changed_file_is_brought_in(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path, OPEN)
    run_apply(folder, fresh_db)

    assert run_apply(folder, fresh_db).steps == ()

    write(folder, {"policies/shop/billing.sql": POLICIES + "grant insert (total_cents) on billing.invoices to anon;\n"})
    assert [step.kind for step in run_apply(folder, fresh_db).steps] == ["policies"]
    assert policies(fresh_db) == ["invoices_select_all"]


def test_a_new_function_belongs_to_nobody_until_it_is_granted(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path, OPEN)
    write(folder, {"sql/shop/billing/0030_f.sql": "create function billing.f() returns int language sql return 1;"})

    run_apply(folder, fresh_db)

    with psycopg.connect(fresh_db) as conn:
        assert conn.execute("select has_function_privilege('anon', 'billing.f()', 'execute')").fetchone() == (False,)


def test_a_mistake_in_a_policy_file_leaves_the_old_state(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path, OPEN)
    run_apply(folder, fresh_db)
    write(folder, {"policies/shop/billing.sql": POLICIES + "\ngrant select on billing.nothing to anon;\n"})

    with pytest.raises(SqlError, match=r"policies/shop/billing.sql:5:1: .*nothing.*42P01"):
        run_apply(folder, fresh_db)

    assert grants(fresh_db) == [("authenticated", "SELECT")]
    assert policies(fresh_db) == ["invoices_select_all"]


def test_the_table_is_closed_to_everybody_in_every_moment_of_a_change(tmp_path: Path, fresh_db: str) -> None:
    """A reader who may see nothing asks again and again while the policies are brought in twenty times."""
    nothing = POLICIES.replace("using (true)", "using (false)")
    folder = a_project(tmp_path, OPEN | {"policies/shop/billing.sql": nothing})
    run_apply(folder, fresh_db)
    run(fresh_db, "insert into billing.invoices (total_cents) values (1), (2)")
    seen: list[int] = []
    done = threading.Event()

    def read() -> None:
        with psycopg.connect(fresh_db, autocommit=True) as conn:
            conn.execute("set role authenticated")
            while not done.is_set():
                try:
                    seen.append(len(conn.execute("select * from billing.invoices").fetchall()))
                except psycopg.errors.InsufficientPrivilege:
                    seen.append(0)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(20):
        run_apply(folder, fresh_db, options=Options(force_access=True))
    done.set()
    reader.join()

    assert len(seen) > 20
    assert set(seen) == {0}


def test_a_role_is_declared_and_kept_as_declared(tmp_path: Path, fresh_db: str, unique: str) -> None:
    role = f"role_{unique}"
    folder = a_project(
        tmp_path,
        OPEN | {"policies/shop/roles.sql": f"create role {role} nologin noinherit;\ngrant {role} to authenticator;\n"},
    )
    run_apply(folder, fresh_db)
    run(fresh_db, f"alter role {role} login createdb; alter role {role} set work_mem = '1MB'; grant anon to {role}")

    run_apply(folder, fresh_db, options=Options(force_access=True))

    with psycopg.connect(fresh_db) as conn:
        found = conn.execute(
            "select rolcanlogin, rolcreatedb, rolinherit, rolconfig from pg_roles where rolname = %s", [role]
        ).fetchone()
        members = conn.execute(
            "select roleid::regrole::text, member::regrole::text from pg_auth_members"
            " where (roleid = %(r)s::regrole or member = %(r)s::regrole) and member <> 'postgres'::regrole",
            {"r": role},
        ).fetchall()
    assert found == (False, False, False, None)
    assert members == [(role, "authenticator")]


def test_a_role_that_the_files_no_longer_have_is_dropped(tmp_path: Path, fresh_db: str, unique: str) -> None:
    role = f"role_{unique}"
    folder = a_project(
        tmp_path,
        OPEN | {"policies/shop/roles.sql": f"create role {role};\ngrant select on billing.invoices to {role};\n"},
    )
    run_apply(folder, fresh_db)
    (folder / "policies/shop/roles.sql").unlink()

    run_apply(folder, fresh_db)

    with psycopg.connect(fresh_db) as conn:
        assert conn.execute("select from pg_roles where rolname = %s", [role]).fetchall() == []


def test_a_password_in_a_role_declaration_is_refused(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path, OPEN | {"policies/shop/roles.sql": "create role x login password 'geheim';\n"})

    with pytest.raises(ConfigError, match=r"policies/shop/roles.sql:1:1: .*attributes only") as caught:
        run_apply(folder, fresh_db)

    assert "no password" in caught.value.hint


def test_a_grant_without_effect_is_an_error(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(
        tmp_path, OPEN | {"policies/shop/roles.sql": "grant select on pg_catalog.pg_authid to authenticated;\n"}
    )

    with pytest.raises(SqlError, match=r"had no effect|permission denied"):
        run_apply(folder, fresh_db)

    assert grants(fresh_db) == []


def test_policies_wait_until_all_scripts_of_their_schema_are_applied(tmp_path: Path, fresh_db: str) -> None:
    from toolkit.core.ordering import Selection

    folder = a_project(tmp_path, OPEN)
    write(folder, {"sql/shop/billing/0030_more.sql": "select 1;"})

    outcome = run_apply(folder, fresh_db, Selection(services=("billing",), to="0020"))

    assert [str(service) for service in outcome.waiting] == ["shop/billing"]
    assert grants(fresh_db) == []
    run_apply(folder, fresh_db)
    assert grants(fresh_db) == [("authenticated", "SELECT")]


def test_a_busy_table_stops_the_policies_without_holding_up_readers(tmp_path: Path, fresh_db: str) -> None:
    folder = a_project(tmp_path, OPEN)
    run_apply(folder, fresh_db)

    write(folder, {"policies/shop/billing.sql": POLICIES.replace("invoices_select_all", "invoices_select_any")})

    with psycopg.connect(fresh_db) as reader:
        reader.execute("select from billing.invoices")
        with pytest.raises(LockBusyError) as caught:
            run_apply(folder, fresh_db, options=Options(lock_timeout=0.2, retries=1))

    assert caught.value.exit_code == 5
    assert policies(fresh_db) == ["invoices_select_all"]


def test_what_is_equal_is_not_touched(tmp_path: Path, fresh_db: str) -> None:
    other = "create table billing.notes (id int);\nalter table billing.notes enable row level security;\n"
    more = POLICIES + "create policy notes_select_all on billing.notes for select to authenticated using (true);\n"
    folder = a_project(tmp_path, OPEN | {"billing/0030_notes.sql": other, "policies/shop/billing.sql": more})
    run_apply(folder, fresh_db)
    oids = "select p.polname, p.oid from pg_policy as p where p.polrelid = 'billing.invoices'::regclass"
    with psycopg.connect(fresh_db) as conn:
        before = conn.execute(oids).fetchall()
    write(folder, {"policies/shop/billing.sql": more.replace("notes_select_all", "notes_select_any")})

    with psycopg.connect(fresh_db) as reader:
        reader.execute("select from billing.invoices")  # in the way of everybody who wants to drop its policies
        run_apply(folder, fresh_db, options=Options(lock_timeout=0.2, retries=1))

    with psycopg.connect(fresh_db) as conn:
        assert conn.execute(oids).fetchall() == before
    assert policies(fresh_db) == ["invoices_select_all", "notes_select_any"]


def test_only_what_differs_or_all_anew_come_to_the_same(
    tmp_path: Path, fresh_db: str, another_db: Iterator[str]
) -> None:
    folder = a_project(tmp_path, OPEN)
    extra = POLICIES + "create policy more on billing.invoices as restrictive for update to anon using (true);\n"
    extra += "grant update (total_cents) on billing.invoices to anon;\n"
    extra += "alter table billing.invoices force row level security;\n"
    run_apply(folder, fresh_db)
    run(fresh_db, "create table billing.stray (id int); grant select on billing.stray to anon")
    run(fresh_db, "revoke all on billing.invoices from authenticated; grant delete on billing.invoices to public")
    write(folder, {"policies/shop/billing.sql": extra})
    anew = next(another_db)
    run_apply(folder, anew)
    run(anew, "create table billing.stray (id int)")

    run_apply(folder, fresh_db)

    with read(fresh_db) as one, read(anew) as other:
        assert [str(key) for key in differing(one, other) if schema_of(key) == "billing"] == []


def test_objects_of_other_owners_are_left_alone(tmp_path: Path, fresh_db: str, admin_url: str) -> None:
    folder = a_project(tmp_path, OPEN)
    run_apply(folder, fresh_db)
    run(
        make_conninfo(admin_url),
        "create table billing.theirs (); grant select on billing.theirs to anon;",
    )

    run_apply(folder, fresh_db, options=Options(force_access=True))

    assert grants(fresh_db, "billing.theirs") == [("anon", "SELECT")]


def test_what_another_project_folder_applied_to_the_same_database_is_left_alone(tmp_path: Path, fresh_db: str) -> None:
    ours = a_project(tmp_path / "ours", OPEN)
    theirs = tmp_path / "theirs"
    write(
        theirs,
        {
            "sql/library/system.toml": '[system]\nname = "library"\n\n[services.books]\nschemas = ["books"]\n',
            "sql/library/books/0010_schema.sql": "create schema books;",
            "policies/library/books.sql": "grant usage on schema books to anon;",
        },
    )
    run_apply(ours, fresh_db)

    run_apply(theirs, fresh_db)

    assert grants(fresh_db) == [("authenticated", "SELECT")]
    assert policies(fresh_db) == ["invoices_select_all"]
    assert run_apply(ours, fresh_db).steps == ()
    assert run_apply(theirs, fresh_db).steps == ()
