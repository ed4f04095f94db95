"""Rows of Edulink for tests. A builder makes up what a test does not care about; keywords are columns that it does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, LiteralString, TypeAlias
from uuid import UUID, uuid4

from psycopg import Connection, IntegrityError, sql
from psycopg.types.json import Jsonb

Db: TypeAlias = Connection[Any]  # rows are tuples of whatever the columns hold

TODAY = date(2026, 9, 1)


def insert(db: Db, schema: LiteralString, table: LiteralString, **columns: object) -> UUID:
    """Insert one row and return its id. A dict or a list is written as jsonb."""
    statement = sql.SQL("insert into {} ({}) values ({}) returning id").format(
        sql.Identifier(schema, table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(map(sql.Placeholder, columns)),
    )
    values = {name: Jsonb(value) if isinstance(value, dict | list) else value for name, value in columns.items()}
    return UUID(str(one(db, statement, values)))


def one(db: Db, query: LiteralString | sql.Composed, values: Any = None) -> Any:
    """The only value of the only row; a test that gets another number of rows is wrong."""
    rows = db.execute(query, values).fetchall()
    assert len(rows) == 1, rows
    assert len(rows[0]) == 1, rows
    return rows[0][0]


def constraint_broken_by(db: Db, builder: Callable[..., UUID], *given: object, **columns: object) -> str | None:
    """The name of the constraint that refuses what *builder* would insert; None where it is let in. Nothing stays."""
    try:
        with db.transaction(force_rollback=True):
            builder(db, *given, **columns)
    except IntegrityError as error:
        return error.diag.constraint_name
    return None


@contextmanager
def acting_as(db: Db, role: LiteralString, **claims: object) -> Iterator[None]:
    """One transaction as *role* with these claims; all is rolled back, also the right to become the role."""
    with db.transaction(force_rollback=True):
        db.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(role)))
        db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(claims) if claims else ""])
        db.execute(sql.SQL("set local role {}").format(sql.Identifier(role)))
        yield


@contextmanager
def signed_in(db: Db, user_id: object) -> Iterator[None]:
    """One transaction with the claims of that user, still as the deployer; it is kept."""
    with db.transaction():
        db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps({"sub": str(user_id)})])
        yield


def a_user(db: Db, **columns: object) -> UUID:
    """An account without a profile."""
    return insert(db, "auth_schema", "users", **({"email": f"{uuid4()}@people.example"} | columns))


def a_profile(db: Db, **columns: object) -> UUID:
    """A person: a profile, and the account that it belongs to."""
    email = f"{uuid4()}@people.example"
    role = columns.get("role", "student")
    user_id = columns.get("auth_user_id") or a_user(db, email=email, role=role)
    given: dict[str, object] = {
        "auth_user_id": user_id,
        "email": email,
        "first_name": "Ada",
        "last_name": "L",
        "role": role,
    }
    return insert(db, "user_schema", "user_profiles", **(given | columns))


def account_of(db: Db, profile_id: UUID) -> UUID:
    """The account of a profile: what a token's ``sub`` says."""
    found = one(db, "select auth_user_id from user_schema.user_profiles where id = %s", [profile_id])
    return UUID(str(found))


def an_institution(db: Db, **columns: object) -> UUID:
    name = f"Institute {uuid4()}"
    given: dict[str, object] = {
        "name": name,
        "institution_type": "university",
        "email": f"{uuid4()}@institutes.example",
        "registration_number": str(uuid4()),
    }
    return insert(db, "institution_schema", "institutions", **(given | columns))


def a_department(db: Db, institution_id: UUID, **columns: object) -> UUID:
    given: dict[str, object] = {"institution_id": institution_id, "name": "Computing", "code": "CS"}
    return insert(db, "institution_schema", "departments", **(given | columns))


def a_program(db: Db, institution_id: UUID, **columns: object) -> UUID:
    given: dict[str, object] = {"institution_id": institution_id, "name": "Bachelor of Computing", "code": "BSC-CS"}
    return insert(db, "institution_schema", "programs", **(given | columns))


def a_code(db: Db, institution_id: UUID, **columns: object) -> UUID:
    given: dict[str, object] = {"institution_id": institution_id, "code": uuid4().hex[:12].upper()}
    return insert(db, "institution_schema", "registration_codes", **(given | columns))


def a_membership(db: Db, profile_id: UUID, institution_id: UUID, **columns: object) -> UUID:
    given: dict[str, object] = {
        "user_profile_id": profile_id,
        "institution_id": institution_id,
        "role": "student",
        "status": "active",
    }
    return insert(db, "institution_schema", "institution_memberships", **(given | columns))


def a_posting(db: Db, **columns: object) -> UUID:
    """A posting that anybody may see: public, verified, active."""
    employer_id = columns.get("employer_profile_id") or a_profile(db, role="employer")
    given: dict[str, object] = {
        "employer_profile_id": employer_id,
        "title": "Intern",
        "description": "Work and learn.",
        "start_date": TODAY,
        "end_date": TODAY + timedelta(weeks=8),
        "duration_weeks": 8,
        "deadline": datetime(2026, 8, 1, tzinfo=UTC),
        "is_verified": True,
    }
    return insert(db, "internship_schema", "internship_postings", **(given | columns))


def an_application(db: Db, **columns: object) -> UUID:
    given: dict[str, object] = {
        "user_profile_id": columns.get("user_profile_id") or a_profile(db),
        "internship_posting_id": columns.get("internship_posting_id") or a_posting(db),
    }
    return insert(db, "application_schema", "applications", **(given | columns))


def a_document(db: Db, application_id: UUID, **columns: object) -> UUID:
    given: dict[str, object] = {"file": "papers/1.pdf", "original_filename": "resume.pdf", "file_size": 1}
    return insert(db, "application_schema", "application_documents", application_id=application_id, **(given | columns))


def a_review(db: Db, application_id: UUID, **columns: object) -> UUID:
    return insert(db, "application_schema", "application_reviews", application_id=application_id, **columns)


def a_week(db: Db, **columns: object) -> UUID:
    """An entry in a logbook."""
    given: dict[str, object] = {"week_number": 1, "activities": "Read the data model."}
    return insert(db, "internship_schema", "internship_progress", **(given | columns))


def a_grade(db: Db, **columns: object) -> UUID:
    given: dict[str, object] = {"evaluator_kind": "company", "rating": 5}
    return insert(db, "internship_schema", "internship_evaluations", **(given | columns))


def a_template(db: Db, **columns: object) -> UUID:
    given: dict[str, object] = {
        "name": str(uuid4()),
        "category": "system",
        "notification_type": "email",
        "body_template": "Hello.",
    }
    return insert(db, "notification_schema", "notification_templates", **(given | columns))


def a_notification(db: Db, **columns: object) -> UUID:
    """A message that is due, to an address."""
    given: dict[str, object] = {
        "recipient_email": "ada@people.example",
        "notification_type": "email",
        "category": "system",
        "message": "Hello.",
    }
    return insert(db, "notification_schema", "notification_queue", **(given | columns))


def broken_house_rules(db: Db, schema: LiteralString) -> list[str]:
    """What a schema lacks of what every schema of ours has, as sentences."""
    rows = db.execute(HOUSE_RULES, {"schema": schema}).fetchall()
    return sorted(row[0] for row in rows)


HOUSE_RULES: LiteralString = """
with tables as (
    select c.* from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = %(schema)s and c.relkind in ('r', 'p')
),
foreign_keys as (select k.* from pg_constraint as k join tables as t on t.oid = k.conrelid where k.contype = 'f')

select relname || ' does not enable and force row security' from tables
where not (relrowsecurity and relforcerowsecurity)
union all
select relname || ' has no comment' from tables where obj_description(oid, 'pg_class') is null
union all
select t.relname || '.' || a.attname || ' has no comment' from tables as t join pg_attribute as a on a.attrelid = t.oid
where a.attnum > 0 and not a.attisdropped and col_description(t.oid, a.attnum) is null
union all
select p.proname || ' has no comment' from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
where n.nspname = %(schema)s and obj_description(p.oid, 'pg_proc') is null
union all
select p.proname || ' does not fix its search_path' from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
where n.nspname = %(schema)s and coalesce(array_to_string(p.proconfig, ','), '') not like '%%search_path=%%'
union all
select 'the schema has no comment' from pg_namespace where nspname = %(schema)s
and obj_description(oid, 'pg_namespace') is null
union all
select conname || ' does not say what happens on delete' from foreign_keys where confdeltype = 'a'
union all
select k.conname || ' has no index that starts with its columns' from foreign_keys as k
where not exists (
    select from pg_index as i
    where i.indrelid = k.conrelid and i.indpred is null
    and (string_to_array(i.indkey::text, ' ')::smallint[])[1:cardinality(k.conkey)] = k.conkey
)
union all
select t.relname || ' does not keep updated_at' from tables as t join pg_attribute as a on a.attrelid = t.oid
where a.attname = 'updated_at' and not exists (
    select from pg_trigger as g join pg_proc as p on p.oid = g.tgfoid
    where g.tgrelid = t.oid and p.proname in ('tg__set_updated_at', 'tg__forbid_change') and g.tgenabled = 'O'
)
"""
