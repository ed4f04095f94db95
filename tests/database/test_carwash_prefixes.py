"""The prefixes of the features: any may be chosen in the environment until something is applied, and not after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import facts, projects, servers
from tests.support.carwash_people import DEFAULT, OTHER
from tests.support.carwash_world import TABLES, Wash, built, opened
from toolkit.io import db

# Features may share a prefix: no two of them have a table of the same name.
SAME = dict.fromkeys(DEFAULT, "w_")
OF_A_TABLE = """
select c.relname::text from pg_class as c
where c.relnamespace = 'carwash'::regnamespace and c.relkind = 'r'
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return projects.only("carwash", tmp_path)


@dataclass(frozen=True, slots=True)
class Pair:
    """Addresses of two databases with the car wash: with the prefixes of the design, and with others."""

    design: str
    other: str


@pytest.fixture(scope="module")
def pair(
    server: servers.Server,
    admin: db.Connection,
    platform_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Pair]:
    def folder() -> Path:
        return tmp_path_factory.mktemp("carwash")

    with (
        built(server, admin, platform_template, folder()) as design,
        built(server, admin, platform_template, folder(), OTHER) as other,
    ):
        yield Pair(server.url(design), server.url(other))


def apply(folder: Path, url: str, prefixes: Mapping[str, str]) -> tuple[int, str]:
    """`toolkit apply` as a user calls it, with the prefixes in the environment."""
    ended = projects.toolkit("apply", "--system", "carwash", folder=folder, url=url, **prefixes)
    return ended.returncode, ended.stderr


def tables(url: str) -> set[str]:
    with db.connected(url) as conn:
        return {str(name) for (name,) in db.rows(conn, OF_A_TABLE)}


def renamed(text: str) -> str:
    """What was called with another prefix, as the design calls it; a name of a table tells whose prefix it is."""
    for prefix, other in OTHER.items():
        text = re.sub(rf"(?<![a-z]){other}(?=[a-z])", DEFAULT[prefix], text)
    return text


def test_the_command_takes_the_prefixes_from_the_environment(folder: Path, fresh_db: str) -> None:
    status, said = apply(folder, fresh_db, OTHER)

    assert status == 0, said
    assert {"people_users", "job_bookings", "money_transactions", "place_locations"} <= tables(fresh_db)
    assert len(tables(fresh_db)) == len(TABLES)


def test_after_that_they_cannot_be_changed_any_more(folder: Path, fresh_db: str) -> None:
    apply(folder, fresh_db, OTHER)
    before = tables(fresh_db)

    status, said = apply(folder, fresh_db, DEFAULT)

    assert (status, tables(fresh_db)) == (6, before)
    assert "_TABLE_PREFIX" in said
    assert "hint:" in said
    assert apply(folder, fresh_db, OTHER)[0] == 0


@pytest.mark.parametrize("prefix", ["", "a b", 'x"', "x; drop table y; --"])
def test_a_prefix_that_is_no_plain_word_is_refused_before_anything_runs(
    folder: Path, fresh_db: str, prefix: str
) -> None:
    status, said = apply(folder, fresh_db, {**DEFAULT, "AUTH_TABLE_PREFIX": prefix})

    assert status == 2
    assert "the value of AUTH_TABLE_PREFIX is no plain word" in said
    with db.connected(fresh_db) as conn:
        assert db.rows(conn, "select 1 from pg_namespace where nspname = 'carwash'") == []


def test_built_with_other_prefixes_there_is_the_same(pair: Pair) -> None:
    """Object by object: whatever is in one is in the other, under its own name."""
    design = facts.catalog_of(pair.design, ["carwash"]).raw
    other = facts.catalog_of(pair.other, ["carwash"]).raw

    assert sorted(renamed(str(key)) for key in other) == sorted(map(str, design))
    assert len(design) > 300


def test_no_name_of_the_design_is_left(pair: Pair) -> None:
    """Also not inside of a function, a policy or a view, where nothing would say so before it is called."""
    names = "|".join(f"{DEFAULT[prefix]}{table}" for prefix, table in owners())
    with db.connected(pair.other) as conn:
        bodies = db.rows(
            conn,
            "select p.proname::text, p.prosrc from pg_proc as p where p.pronamespace = 'carwash'::regnamespace"
            " union all select viewname::text, definition from pg_views where schemaname = 'carwash'"
            " union all select policyname::text, concat(qual, with_check) from pg_policies where schemaname = 'carwash'"
            " union all select conname::text, pg_get_constraintdef(oid) from pg_constraint"
            " where connamespace = 'carwash'::regnamespace"
            " union all select indexname::text, indexdef from pg_indexes where schemaname = 'carwash'"
            " union all select tgname::text, pg_get_triggerdef(oid) from pg_trigger"
            " where tgrelid in (select oid from pg_class where relnamespace = 'carwash'::regnamespace)",
        )
    left = [name for name, body in bodies if re.search(rf"\b({names})\b", f"{name} {body}")]

    assert left == []
    assert len(bodies) > 100


def owners() -> list[tuple[str, str]]:
    """The variable and the name without prefix of each table."""
    by_feature = {
        "AUTH_TABLE_PREFIX": TABLES[:4],
        "BOOKING_TABLE_PREFIX": TABLES[4:8],
        "PAYMENT_TABLE_PREFIX": TABLES[8:9],
        "LOCATION_TABLE_PREFIX": TABLES[9:],
    }
    return [(prefix, table) for prefix, names in by_feature.items() for table in names]


def test_features_may_share_a_prefix(
    server: servers.Server, admin: db.Connection, platform_template: str, tmp_path: Path
) -> None:
    with opened(server, admin, platform_template, tmp_path, SAME) as wash:
        listed = wash.stage.rows("ada", "select customer_name from carwash.booking_list()")

    assert listed == [("Ada Tester",)] * 3


@pytest.mark.parametrize("prefixes", [DEFAULT, OTHER], ids=["prefixes-of-the-design", "other-prefixes"])
def test_every_function_can_be_called(
    server: servers.Server,
    admin: db.Connection,
    platform_template: str,
    tmp_path: Path,
    prefixes: dict[str, str],
) -> None:
    """A body is not looked at before it is called: here all are, as the deployer, with nothing or with a sample."""
    with opened(server, admin, platform_template, tmp_path, prefixes) as wash:
        assert {name: came_to for name, came_to in called(wash).items() if came_to in BROKEN} == {}


SAMPLES = {
    "uuid": "'00000000-0000-4000-8000-00000000dead'",
    "uuid[]": "'{}'",
    "text": f"'{'0' * 64}'",
    "text[]": "'{admin}'",
    "jsonb": """'{"type": "UserDeleted", "payload": {"user_id": "00000000-0000-4000-8000-00000000dead"}}'""",
    "boolean": "false",
    "integer": "1",
    "inet": "'127.0.0.1'",
    "timestamp with time zone": "now()",
}
BROKEN = ("42P01", "42703", "42883", "42804", "42601", "42702", "42P13")  # a name or a type that is not there


def called(wash: Wash) -> dict[str, str]:
    """What a call of each function comes to, by name."""
    functions = wash.rows(
        "select p.proname::text, array(select format_type(t, null) from unnest(p.proargtypes) as t)"
        " from pg_proc as p where p.pronamespace = 'carwash'::regnamespace and p.prorettype <> 'trigger'::regtype"
    )
    came_to = {}
    for name, types in functions:
        arguments = ", ".join(f"{SAMPLES[type_]}::{type_}" for type_ in types)
        came_to[name] = wash.outcome_as("postgres", f"select * from carwash.{name}({arguments})")
    assert len(came_to) > 20
    assert "1 row" in came_to.values()
    return came_to
