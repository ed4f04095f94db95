"""Core as it is for Citus behind a real PostgREST, which calls core.pre_request() before each request."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support import servers
from tests.support.attempts import Attempt
from tests.support.core_citus import citus_staged, citus_template
from tests.support.core_matrix import ATTEMPTS, FORBIDDEN, READERS, readers_of
from tests.support.core_people import EVERYBODY
from tests.support.desk import Desk, opened
from tests.support.stage import REFUSED
from toolkit.io import db as door


@pytest.fixture(scope="module")
def desk(
    server: servers.Server, admin: door.Connection, platform_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("citus")
    with (
        pytest.MonkeyPatch.context() as patch,
        citus_template(server, admin, platform_template, folder) as template,
        citus_staged(server, admin, template) as stage,
    ):
        patch.setenv("PGRST_DB_PRE_REQUEST", "core.pre_request")
        with opened(server, stage, ("core",)) as desk:
            yield desk


@pytest.mark.parametrize("table", READERS)
def test_a_row_is_given_to_those_who_may_and_to_nobody_else(desk: Desk, table: str) -> None:
    seen = {who: desk.seen(who, table, tuple(READERS[table])) for who in EVERYBODY}

    assert seen == readers_of(table)


@pytest.mark.parametrize("attempt", [*ATTEMPTS, *FORBIDDEN], ids=str)
def test_a_write_is_for_those_who_may_and_for_nobody_else(desk: Desk, attempt: Attempt) -> None:
    came_to = {who: desk.outcome(who, attempt) for who in EVERYBODY}

    expected = {who: attempt.expected(who) for who in EVERYBODY}
    assert came_to == (dict.fromkeys(EVERYBODY, REFUSED) if attempt in FORBIDDEN else expected)
