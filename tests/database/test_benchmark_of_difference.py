"""The benchmark of `toolkit diff` works from end to end; times are no test."""

from __future__ import annotations

from pathlib import Path

from benchmarks.comparers import TOOLKIT, comparers
from benchmarks.difference import ALL, FEW, NONE, as_text, rounds
from benchmarks.stage import Stage, roles
from benchmarks.tables import databases
from benchmarks.verdicts import Verdict, left, verdict, wanted
from tests.support import servers
from toolkit.io import db

TABLES = 20


def test_every_planted_difference_is_found_and_none_is_overlooked(
    server: servers.Server, admin: db.Connection, platform_template: str, tmp_path: Path
) -> None:
    del platform_template
    on = Stage(server, admin, str(server.major), roles(admin))
    ready = comparers(tmp_path, with_others=False)
    with databases(on, TABLES) as pair:
        runs = {case: [run] for case, run in rounds(on, pair, ready, tmp_path, 1)}
        aim = wanted(on, pair)
        ours = verdict(on, pair, ready[0], aim, tmp_path)
        untouched = left(on, pair.old, pair, aim)

    assert {case.occasion for case in runs} == {FEW, NONE, ALL}
    assert ours == Verdict(planted=10, missed=(), others=0)
    # Who does nothing has missed them all.
    assert untouched.missed == tuple(one.what for one in pair.planted)
    assert "| toolkit diff | 10 of 10 | nothing |" in as_text((TABLES,), runs, {(TABLES, TOOLKIT): ours}, "a machine")
