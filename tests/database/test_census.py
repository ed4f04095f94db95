"""Nothing in a catalog is invisible without being said: every column of ``pg_catalog`` has its place in the census."""

from __future__ import annotations

from tests.support.servers import Server
from toolkit.core.census import CENSUS, unmanaged
from toolkit.io import db

COLUMNS = """
    select c.relname::text, a.attname::text
    from pg_catalog.pg_class as c
    join pg_catalog.pg_attribute as a on a.attrelid = c.oid
    where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
"""


def test_every_column_of_the_catalog_is_managed_or_named(each_server: Server) -> None:
    with db.connected(each_server.admin_url("postgres")) as conn:
        columns = db.rows(conn, COLUMNS)

    unknown = sorted(f"{name}.{column}" for name, column in columns if column not in known(name))

    assert unknown == []
    assert len(columns) > 400


def test_every_unmanaged_column_has_a_reason() -> None:
    assert all(why for _, why in unmanaged())
    assert "pg_attribute.attnum" in dict(unmanaged())


def test_no_column_is_in_two_places() -> None:
    for name, census in CENSUS.items():
        listed = [*census.managed.split(), *census.own.split(), *census.unmanaged]
        assert len(listed) == len(set(listed)), name


def known(name: str) -> frozenset[str]:
    return CENSUS[name].columns() if name in CENSUS else frozenset()
