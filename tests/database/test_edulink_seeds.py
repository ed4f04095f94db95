"""The seeds: safe to run twice, and a demo world that shows every case that its readers will ask about."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from tests.support.edulink_world import Db, one

ROOT = Path(__file__).parents[2]
SCHEMAS = [
    "auth_schema",
    "user_schema",
    "institution_schema",
    "notification_schema",
    "application_schema",
    "internship_schema",
]


@pytest.fixture
def db(edulink_db: str) -> Iterator[Db]:
    with psycopg.connect(edulink_db, autocommit=True) as connection:
        yield connection


@pytest.fixture
def demo(db: Db) -> Db:
    """A database with reference and demo rows."""
    seed(db, "seeds/edulink")
    seed(db, "seeds/edulink/demo")
    return db


def seed(db: Db, folder: str) -> None:
    for file in sorted((ROOT / folder).glob("*.sql")):
        with db.transaction():
            db.execute(file.read_bytes())


def snapshot(db: Db) -> dict[str, object]:
    """Of each table how many rows there are and a digest of all of them, with the transaction that wrote each."""
    tables = db.execute(
        "select n.nspname, c.relname from pg_class as c join pg_namespace as n on n.oid = c.relnamespace"
        " where n.nspname = any (%s) and c.relkind = 'r'",
        [[*SCHEMAS, "common"]],
    ).fetchall()
    digest = sql.SQL(
        "select array[count(*)::text, md5(string_agg(t.xmin::text || t::text, ',' order by t::text))] from {} as t"
    )
    return {f"{schema}.{table}": one(db, digest.format(sql.Identifier(schema, table))) for schema, table in tables}


def test_running_all_seeds_twice_touches_nothing(demo: Db) -> None:
    before = snapshot(demo)

    seed(demo, "seeds/edulink")
    seed(demo, "seeds/edulink/demo")

    assert snapshot(demo) == before
    assert before["application_schema.applications"][0] == "7"  # type: ignore[index]  # a snapshot is an array of text


def test_the_reference_rows_name_every_channel_and_every_template_fits_one(db: Db) -> None:
    seed(db, "seeds/edulink")

    channels = db.execute("select name from notification_schema.notification_channels order by name").fetchall()
    assert [row[0] for row in channels] == ["email", "in_app", "push", "sms"]
    strays = db.execute(
        "select t.name from notification_schema.notification_templates as t"
        " where t.notification_type not in (select c.name from notification_schema.notification_channels as c)"
    ).fetchall()
    assert strays == []


def test_every_variable_of_a_template_is_explained_and_used(db: Db) -> None:
    seed(db, "seeds/edulink")

    odd = db.execute(
        "select t.name, v.used, v.explained from notification_schema.notification_templates as t,"
        " lateral (select"
        " array(select distinct m.found[1] from regexp_matches(t.subject_template || t.body_template, '{(\\w+)}', 'g')"
        " as m (found) order by 1) as used,"
        " array(select k from jsonb_object_keys(t.variables) as k order by 1) as explained) as v"
        " where v.used <> v.explained"
    ).fetchall()

    assert odd == []


def test_what_an_environment_says_of_a_channel_or_a_template_outlives_the_seeds(db: Db) -> None:
    seed(db, "seeds/edulink")
    db.execute("update notification_schema.notification_channels set is_enabled = false where name = 'sms'")
    db.execute("update notification_schema.notification_templates set body_template = 'Karibu!' where name = 'welcome'")

    seed(db, "seeds/edulink")

    assert one(db, "select is_enabled from notification_schema.notification_channels where name = 'sms'") is False
    assert (
        one(db, "select body_template from notification_schema.notification_templates where name = 'welcome'")
        == "Karibu!"
    )


def test_the_demo_has_an_application_in_each_state_and_its_steps(demo: Db) -> None:
    statuses = Counter(row[0] for row in demo.execute("select status from application_schema.applications").fetchall())
    assert statuses == {
        "pending": 1,
        "reviewed": 1,
        "interview_scheduled": 1,
        "accepted": 2,
        "rejected": 1,
        "withdrawn": 1,
    }
    unexplained = demo.execute(
        "select a.id from application_schema.applications as a where a.status <> 'pending' and not exists ("
        " select from application_schema.application_status_history as h"
        " where h.application_id = a.id and h.to_status = a.status and h.changed_by = a.status_changed_by)"
    ).fetchall()
    assert unexplained == []


def test_the_demo_has_a_posting_of_each_kind(demo: Db) -> None:
    kinds = demo.execute(
        "select visibility, is_verified, is_active, is_deleted from internship_schema.internship_postings"
    ).fetchall()

    assert set(kinds) == {
        ("public", True, True, False),
        ("institution_only", True, True, False),
        ("public", False, True, False),
        ("public", True, False, False),
        ("public", True, False, True),
    }


def test_every_accepted_application_of_the_demo_has_its_placement_and_one_is_running(demo: Db) -> None:
    placements = demo.execute(
        "select i.status from application_schema.applications as a"
        " left join internship_schema.internship_applications as i on i.application_id = a.id"
        " where a.status = 'accepted' order by 1"
    ).fetchall()

    assert placements == [("accepted",), ("active",)]


def test_the_demo_has_members_of_every_kind_and_somebody_in_two_institutions(demo: Db) -> None:
    members = demo.execute(
        "select distinct role, status from institution_schema.institution_memberships order by 1, 2"
    ).fetchall()
    assert members == [
        ("admin", "active"),
        ("faculty", "active"),
        ("staff", "active"),
        ("student", "active"),
        ("student", "pending"),
        ("student", "suspended"),
    ]
    twice = one(
        demo,
        "select p.first_name from institution_schema.institution_memberships as m"
        " join user_schema.user_profiles as p on p.id = m.user_profile_id group by p.id having count(*) = 2",
    )
    assert twice == "Daniel"


def test_accounts_and_profiles_of_the_demo_name_each_other(demo: Db) -> None:
    people = one(demo, "select count(*) from auth_schema.users")
    linked = one(
        demo,
        "select count(*) from auth_schema.users as u join user_schema.user_profiles as p"
        " on p.id = u.user_profile_id and p.auth_user_id = u.id and p.email = u.email and p.role = u.role"
        " and p.is_active = u.is_active and p.is_verified = u.is_email_verified",
    )

    assert (people, linked) == (15, 15)


def test_every_persona_but_two_is_somebody_in_the_demo(demo: Db) -> None:
    personas = tomllib.loads((ROOT / "policies/edulink/access.toml").read_text(encoding="utf-8"))["personas"]
    accounts = dict(demo.execute("select id, email from auth_schema.users where is_active").fetchall())

    nobody = set()
    for name, persona in personas.items():
        claims = persona["claims"]
        if "sub" not in claims or UUID(claims["sub"]) not in accounts:
            nobody.add(name)
        else:
            assert accounts[UUID(claims["sub"])] == claims["email"]

    assert nobody == {"anon", "stranger"}
    assert personas["anon"]["role"] == "anon"


def test_no_demo_account_has_a_password(demo: Db) -> None:
    assert one(demo, "select count(*) from auth_schema.users where password_hash is not null") == 0
