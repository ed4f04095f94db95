"""Columns for sealed secrets: what the domain takes, and which key a value is sealed with."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from psycopg import errors

from tests.support.edulink_world import broken_house_rules
from toolkit.core.envelopes import SealingError, parse
from toolkit.core.keyrings import Key, Keyring
from toolkit.io.sealing import seal
from toolkit.sealing import place

Db = psycopg.Connection[tuple[Any, ...]]

HEAD = b"\x01\x02k1"
BODY = bytes(range(12)) + b"ciphertext" + bytes(range(16))
ENVELOPE = HEAD + BODY


@pytest.fixture
def db(clone_of: Callable[[str], str]) -> Iterator[Db]:
    with psycopg.connect(clone_of("common"), autocommit=True) as connection:
        yield connection


def key_ids(db: Db, values: list[bytes]) -> list[str | None]:
    found = db.execute(
        "select common.sealed_key_id(v.value) from unnest(%s::bytea[]) with ordinality as v (value, position) "
        "order by v.position",
        [values],
    )
    return [row[0] for row in found]


@pytest.mark.parametrize(
    ("envelope", "key_id"),
    [
        pytest.param(ENVELOPE, "k1", id="usual"),
        pytest.param(HEAD + bytes(28), "k1", id="of the empty text"),
        pytest.param(b"\x01\x01k" + bytes(28), "k", id="shortest id"),
        pytest.param(b"\x01\x40" + b"k" * 64 + BODY, "k" * 64, id="longest id"),
        pytest.param(b"\x01\x0f2026-11-21.a_b9" + BODY, "2026-11-21.a_b9", id="every mark"),
        pytest.param(None, None, id="null"),
    ],
)
def test_a_column_takes_an_envelope(db: Db, envelope: bytes | None, key_id: str | None) -> None:
    found = db.execute("select %s::bytea::common.sealed, common.sealed_key_id(%s)", [envelope, envelope]).fetchone()

    assert found == (envelope, key_id)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"correct horse battery staple", id="short text"),
        pytest.param(b"correct horse battery staple, and then some more of the same", id="long text"),
        pytest.param(ENVELOPE.hex().encode(), id="hex of an envelope"),
        pytest.param(b"AQJrMQABAgMEBQYHCAkKC2NpcGhlcnRleHQAAQIDBAUGBwgJCgsMDQ4P", id="base64 of an envelope"),
        pytest.param(b'{"key": "k1", "ciphertext": "AAAA", "nonce": "AAAA", "tag": "AAAA"}', id="json"),
        pytest.param(bytes(60), id="zeros"),
        pytest.param(b"\x01", id="only the version"),
        pytest.param(b"\x02\x02k1" + BODY, id="another version"),
        pytest.param(b"\x01\x00" + BODY, id="no id"),
        pytest.param(b"\x01\x41" + b"k" * 65 + BODY, id="id too long"),
        pytest.param(b"\x01\xff" + b"k" * 255 + BODY, id="id much too long"),
        pytest.param(b"\x01\x02K1" + BODY, id="capital"),
        pytest.param(b"\x01\x02k-" + BODY, id="mark at the end"),
        pytest.param(b"\x01\x03k 1" + BODY, id="blank"),
        pytest.param(b"\x01\x03k1\n" + BODY, id="end of line"),
        pytest.param(b"\x01\x03k\x001" + BODY, id="zero in the id"),
        pytest.param(b"\x01\x03k\xc3\xa9" + BODY, id="letter of another alphabet"),
        pytest.param(b"\x01\x03k\\1" + BODY, id="backslash"),
        pytest.param(HEAD + BODY[:27], id="too short for a tag"),
        pytest.param(b"\x01\x40" + b"k" * 29, id="shorter than its id"),
    ],
)
def test_a_column_refuses_everything_else(db: Db, value: bytes) -> None:
    with pytest.raises(errors.CheckViolation):
        db.execute("select %s::bytea::common.sealed", [value])

    assert key_ids(db, [value]) == [None]


def test_a_refusal_does_not_show_the_secret(db: Db) -> None:
    db.execute("create table common.vault (id bigint primary key, secret_enc common.sealed)")

    with pytest.raises(errors.CheckViolation) as refused:
        db.execute("insert into common.vault (id, secret_enc) values (1, 'correct horse'::bytea)")

    diagnostic = refused.value.diag
    said = " ".join(str(getattr(diagnostic, name)) for name in dir(diagnostic) if name.startswith("message"))
    assert "correct" not in said + str(diagnostic.context)
    assert b"correct horse".hex() not in said
    assert diagnostic.constraint_name == "sealed_check"


def test_database_and_application_agree_on_what_an_envelope_is(db: Db) -> None:
    random_ = random.Random(1)
    alphabet = [0, 1, 2, 3, 30, 31, 64, 65, 255, *b"az09._-AZ \n\\"]
    values = [
        bytes(random_.choices([1, 1, 1, 0, 2], k=1) + random_.choices([1, 2, 3, 20, 64, 65], k=1))
        + bytes(random_.choices(alphabet, k=random_.randrange(110)))
        for _ in range(2000)
    ]
    values += [b"\x01" + bytes([n]) + b"k" * n + bytes(size) for n in range(67) for size in (27, 28)]

    def key_id(value: bytes) -> str | None:
        try:
            return parse(value).key_id
        except SealingError:
            return None

    expected = [key_id(value) for value in values]
    assert key_ids(db, values) == expected
    assert sum(found is not None for found in expected) > 80
    for value, found in zip(values, expected, strict=True):
        if found is not None:
            db.execute("select %s::bytea::common.sealed", [value])


def test_what_the_module_seals_the_column_takes(db: Db) -> None:
    keys = Keyring((Key("k1", bytes(32)),))

    for size in (0, 1, 16, 5000):
        envelope = seal(keys, place("common.vault.secret_enc", 1), bytes(size))
        db.execute("select %s::bytea::common.sealed", [envelope])


def test_a_user_writes_a_sealed_column_and_the_key_shows_itself(db: Db) -> None:
    db.execute("""
        create table common.vault (
            id bigint primary key,
            secret_enc common.sealed not null,
            key_id text not null generated always as (common.sealed_key_id(secret_enc)) stored
        );
        grant insert, select on common.vault to authenticated;
    """)

    with db.transaction():
        db.execute("set local role authenticated")
        db.execute("insert into common.vault (id, secret_enc) values (1, %s)", [ENVELOPE])
        assert db.execute("select secret_enc, key_id from common.vault").fetchall() == [(ENVELOPE, "k1")]


def test_a_role_without_any_grant_in_the_schema_writes_a_sealed_column(db: Db, unique: str) -> None:
    db.execute(f"""
        create schema cellar;
        create table cellar.secrets (id bigint primary key, secret_enc common.sealed);
        create role service_{unique};
        grant service_{unique} to current_user;
        grant usage on schema cellar to service_{unique};
        grant insert on cellar.secrets to service_{unique};
    """)
    try:
        with db.transaction():
            db.execute(f"set local role service_{unique}")
            db.execute("insert into cellar.secrets (id, secret_enc) values (1, %s)", [ENVELOPE])
            with pytest.raises(errors.CheckViolation), db.transaction():
                db.execute("insert into cellar.secrets (id, secret_enc) values (2, 'plain')")
    finally:
        db.execute(f"drop schema cellar cascade; drop role service_{unique}")


def test_the_id_of_a_key_is_for_users_and_visitors_and_not_for_public(db: Db) -> None:
    found = db.execute("""
        select r.rolname, has_function_privilege(r.oid, 'common.sealed_key_id(bytea)', 'execute')
        from pg_roles as r
        where r.rolname in ('anon', 'authenticated', 'migration_role')
        order by r.rolname
    """).fetchall()

    assert found == [("anon", True), ("authenticated", True), ("migration_role", False)]


def test_the_schema_keeps_the_house_rules(db: Db) -> None:
    assert broken_house_rules(db, "common") == []
