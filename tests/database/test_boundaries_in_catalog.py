"""Foreign keys across services: none gets into the database, whoever makes it and however."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.support.projects import QUICK, run_apply, toolkit, write
from toolkit.core.ordering import Selection
from toolkit.errors import BoundaryError, ConfigError
from toolkit.verbs.apply import Options

MANIFEST = """\
[system]
name = "wash"

[services.auth]
schemas = ["wash"]

[services.booking]
schemas = ["wash"]
requires = ["auth"]

[variables]
AUTH_TABLE_PREFIX = "auth_"

[boundaries]
foreign_keys = "forbidden"
"""
USERS = """\
create schema wash;
create table wash.{{ AUTH_TABLE_PREFIX }}users (id uuid primary key);
create table wash.{{ AUTH_TABLE_PREFIX }}sessions (
    user_id uuid references wash.{{ AUTH_TABLE_PREFIX }}users (id) on delete cascade
);
"""
BOOKINGS = "create table wash.bookings (id uuid primary key, customer_id uuid);\n"
KEY = """\
{% if AUTH_TABLE_PREFIX %}
alter table wash.bookings
add constraint bookings_customer_id_fkey foreign key (customer_id)
references wash.{{ AUTH_TABLE_PREFIX }}users (id) on delete cascade;
{% endif %}
"""
HIDDEN = """\
do $$
begin
    execute 'alter table wash.bookings add constraint bookings_hidden_fkey '
        || 'foreign key (customer_id) references wash.{{ AUTH_TABLE_PREFIX }}users (id)';
exception when duplicate_object then
    null;
end
$$;
"""
BY_HAND = "alter table wash.bookings add constraint by_hand foreign key (customer_id) references wash.auth_users (id)"
PLAIN = "create table wash.vehicles (id uuid primary key, note text);\ncreate index on wash.vehicles (note);\n"


def a_car_wash(root: Path, *more: str, manifest: str = MANIFEST) -> Path:
    """Two features in one schema; *more* are further scripts of the second one."""
    files = {
        "sql/wash/system.toml": manifest,
        "sql/wash/auth/0010_users.sql": USERS,
        "sql/wash/booking/0010_bookings.sql": BOOKINGS,
    }
    write(root, {**files, **{f"sql/wash/booking/{number}0_more.sql": text for number, text in enumerate(more, 102)}})
    return root


def keys(url: str) -> list[str]:
    with psycopg.connect(url) as conn:
        found = conn.execute(
            """
            select c.conname::text from pg_constraint as c
            where c.contype = 'f' and c.connamespace = to_regnamespace('wash')
            order by 1
            """
        ).fetchall()
    return [name for (name,) in found]


def run(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute(statement.encode())


def test_a_script_with_a_key_across_services_stops_the_run_before_anything_is_sent(
    tmp_path: Path, fresh_db: str
) -> None:
    root = a_car_wash(tmp_path, PLAIN, KEY)

    with pytest.raises(ConfigError) as caught:
        run_apply(root, fresh_db)

    error = caught.value
    assert error.message.startswith("sql/wash/booking/1030_more.sql:3:16: the foreign key bookings_customer_id_fkey")
    assert "leads from wash/booking to wash/auth (wash.auth_users)" in error.message
    assert error.detail.split("\n") == [
        "   3 | add constraint bookings_customer_id_fkey foreign key (customer_id)",
        "     |                ^",
    ]
    assert "allowed under [boundaries]" in error.hint
    assert keys(fresh_db) == []


def test_all_of_them_are_named_at_once(tmp_path: Path, fresh_db: str) -> None:
    again = KEY.replace("bookings_customer_id_fkey", "other")

    with pytest.raises(ConfigError, match="2 mistakes") as caught:
        run_apply(a_car_wash(tmp_path, KEY, again), fresh_db)

    assert "1020_more.sql:3:16" in caught.value.message
    assert "1030_more.sql:3:16" in caught.value.message


@pytest.mark.parametrize("rule", ['foreign_keys = "any"', 'foreign_keys = "listed"\nallowed = ["booking -> auth"]'])
def test_a_key_that_the_system_allows_is_made(tmp_path: Path, fresh_db: str, rule: str) -> None:
    manifest = MANIFEST.replace('foreign_keys = "forbidden"', rule)

    run_apply(a_car_wash(tmp_path, KEY, HIDDEN, manifest=manifest), fresh_db)

    assert keys(fresh_db) == ["auth_sessions_user_id_fkey", "bookings_customer_id_fkey", "bookings_hidden_fkey"]


def test_a_key_that_the_file_allows_is_made_and_the_catalog_is_not_complained_about(
    tmp_path: Path, fresh_db: str
) -> None:
    allowed = KEY.replace("alter table", "-- lint: allow BND001 until the app keeps it true\nalter table")

    run_apply(a_car_wash(tmp_path, allowed), fresh_db)
    run_apply(tmp_path, fresh_db)

    assert "bookings_customer_id_fkey" in keys(fresh_db)


def test_a_key_that_no_text_shows_is_not_kept(tmp_path: Path, fresh_db: str) -> None:
    root = a_car_wash(tmp_path, PLAIN, HIDDEN)

    with pytest.raises(BoundaryError) as caught:
        run_apply(root, fresh_db)

    error = caught.value
    assert error.message == (
        "sql/wash/booking/1030_more.sql makes a foreign key across services that system.toml does not allow"
    )
    assert error.detail == (
        "the foreign key bookings_hidden_fkey of wash.bookings leads from wash/booking to wash/auth (wash.auth_users): "
        "sql/wash/booking/1030_more.sql:3:55"
    )
    assert "nothing of the script was kept" in error.hint
    assert '"booking -> auth" under [boundaries] in sql/wash/system.toml' in error.hint
    assert keys(fresh_db) == ["auth_sessions_user_id_fkey"]


def test_after_it_is_mended_the_run_goes_on(tmp_path: Path, fresh_db: str) -> None:
    root = a_car_wash(tmp_path, HIDDEN, PLAIN)
    with pytest.raises(BoundaryError):
        run_apply(root, fresh_db)
    write(root, {"sql/wash/booking/1020_more.sql": "do $$ begin perform 1; end $$;\n"})

    outcome = run_apply(root, fresh_db)

    assert [step.subject for step in outcome.steps if step.kind == "script"] == [
        "wash/booking/1020_more",
        "wash/booking/1030_more",
    ]


def test_in_a_single_transaction_such_a_key_undoes_everything(tmp_path: Path, fresh_db: str) -> None:
    with pytest.raises(BoundaryError):
        run_apply(a_car_wash(tmp_path, HIDDEN), fresh_db, options=Options(single_transaction=True))

    assert keys(fresh_db) == []


def test_other_prefixes_change_nothing(tmp_path: Path, fresh_db: str) -> None:
    root = a_car_wash(tmp_path, HIDDEN)

    ended = toolkit("apply", folder=root, url=fresh_db, AUTH_TABLE_PREFIX="people_")

    assert ended.returncode == BoundaryError.exit_code
    assert (
        "bookings_hidden_fkey of wash.bookings leads from wash/booking to wash/auth (wash.people_users)" in ended.stderr
    )
    assert keys(fresh_db) == ["people_sessions_user_id_fkey"]


def test_a_key_made_by_hand_is_found_although_nothing_is_due(tmp_path: Path, fresh_db: str) -> None:
    root = a_car_wash(tmp_path)
    run_apply(root, fresh_db)
    run(fresh_db, BY_HAND)

    with pytest.raises(BoundaryError, match="the database holds a foreign key across services") as caught:
        run_apply(root, fresh_db)

    assert caught.value.detail == (
        "the foreign key by_hand of wash.bookings leads from wash/booking to wash/auth (wash.auth_users)"
    )
    assert "alter table wash.bookings drop constraint by_hand" in caught.value.hint


def test_a_key_made_by_hand_does_not_keep_scripts_policies_and_rows_out(tmp_path: Path, fresh_db: str) -> None:
    root = a_car_wash(tmp_path)
    run_apply(root, fresh_db)
    run(fresh_db, BY_HAND)
    write(
        root,
        {
            "sql/wash/booking/0020_do.sql": "do $$ begin create table wash.made (id uuid); end $$;\n",
            "policies/wash/booking.sql": "alter table wash.bookings force row level security;\n",
            "seeds/wash/0010_rows.sql": "insert into wash.made values (gen_random_uuid());\n",
        },
    )

    with pytest.raises(BoundaryError):
        run_apply(root, fresh_db)
    run(fresh_db, "alter table wash.bookings drop constraint by_hand")

    assert run_apply(root, fresh_db).steps == ()
    with psycopg.connect(fresh_db) as conn:
        assert conn.execute("select count(*) from wash.made").fetchone() == (1,)


def test_a_script_that_drops_such_a_key_may_run(tmp_path: Path, fresh_db: str) -> None:
    root = a_car_wash(tmp_path)
    run_apply(root, fresh_db)
    run(fresh_db, BY_HAND)
    write(root, {"sql/wash/booking/0020_drop.sql": "alter table wash.bookings drop constraint by_hand;\n"})

    run_apply(root, fresh_db)

    assert keys(fresh_db) == ["auth_sessions_user_id_fkey"]


def test_a_partition_belongs_to_the_service_of_the_whole(tmp_path: Path, fresh_db: str) -> None:
    partitioned = "create table wash.events (id uuid, user_id uuid) partition by hash (id);\n"
    bound = "for values with (modulus 1, remainder 0)"
    made = f"do $$ begin create table wash.events_0 partition of wash.events {bound}; end $$;\n"
    root = a_car_wash(tmp_path, partitioned, made)
    run_apply(root, fresh_db)
    run(fresh_db, "alter table wash.events add constraint e foreign key (user_id) references wash.auth_users (id)")
    run(fresh_db, "alter table wash.events_0 add constraint e0 foreign key (user_id) references wash.auth_users (id)")

    with pytest.raises(BoundaryError) as caught:
        run_apply(root, fresh_db)

    assert [line.split()[3] for line in caught.value.detail.split("\n")] == ["e", "e0"]


def test_a_run_of_another_system_does_not_look(tmp_path: Path, fresh_db: str) -> None:
    root = a_car_wash(tmp_path)
    other = {
        "sql/other/system.toml": '[system]\nname = "other"\n[services.x]\nschemas = ["other"]\n',
        "sql/other/x/0010_x.sql": "create schema other;\n",
    }
    write(root, other)
    run_apply(root, fresh_db)
    run(fresh_db, BY_HAND)

    assert run_apply(root, fresh_db, Selection(systems=("other",)), QUICK).steps == ()


def test_keys_into_the_platform_are_nobodys_business(tmp_path: Path, fresh_db: str) -> None:
    script = "do $$ begin create table wash.t (id uuid references wash.bookings (id)); end $$;\n"

    run_apply(a_car_wash(tmp_path, script), fresh_db)

    assert "t_id_fkey" in keys(fresh_db)
