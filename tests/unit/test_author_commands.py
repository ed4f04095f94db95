"""`toolkit new` and `toolkit lint` as a user calls them: what they print where, and the code they exit with."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support.folders import a_shop
from tests.support.projects import toolkit

ORDERS = "sql/shop/orders/0010_orders.sql"
GRANT = "-- orders/0010_orders.sql\n-- what: orders.\n\ngrant select on orders.orders to public;\n"
NAMELESS = (
    "-- orders/0010_orders.sql\n-- what: orders.\n\nalter table orders.orders\n"
    "add foreign key (id) references orders.others (id) on delete cascade;\n"
    "create index others_id_idx on orders.orders (id);\n"
)
WARNING = NAMELESS.replace("others_id_idx", "orders_id_idx")


def test_new_prints_the_path_and_nothing_else(tmp_path: Path) -> None:
    done = toolkit("new", "shop/orders", "backfill", folder=a_shop(tmp_path))

    assert (done.returncode, done.stdout, done.stderr) == (0, "sql/shop/orders/0020_backfill.sql\n", "")


def test_new_prints_json_where_asked(tmp_path: Path) -> None:
    done = toolkit("-C", str(a_shop(tmp_path / "shop")), "new", "bank", "--system", "-o", "json", folder=tmp_path)

    assert json.loads(done.stdout)["written"][0] == "sql/bank/system.toml"


@pytest.mark.parametrize(
    "arguments",
    [
        ("shop/orders",),
        ("shop/orders", "x", "--service"),
        ("shop", "--service", "--system"),
        ("shop/orders", "A B"),
        ("shop/nothing", "x"),
    ],
)
def test_new_refuses_what_cannot_mean_anything(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = toolkit("new", *arguments, folder=a_shop(tmp_path))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: ")
    assert "hint: " in done.stderr


def test_lint_is_content_with_what_is_right(tmp_path: Path) -> None:
    done = toolkit("lint", folder=a_shop(tmp_path))

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "2 files: nothing to complain about\n")


def test_lint_prints_findings_and_fails(tmp_path: Path) -> None:
    done = toolkit("lint", "--no-sqlfluff", folder=a_shop(tmp_path, {ORDERS: GRANT}))

    assert done.returncode == 4
    assert done.stdout.startswith(f"{ORDERS}:4:34: error GRA001: ")
    assert done.stderr == "2 files: 1 error\n"


@pytest.mark.parametrize(
    ("fail_on", "code"), [(None, 0), ("error", 0), ("warning", 4), ("info", 4), ("never", 0), ("nothing", 2)]
)
def test_lint_fails_from_the_severity_that_was_asked_for(tmp_path: Path, fail_on: str | None, code: int) -> None:
    options = [] if fail_on is None else ["--fail-on", fail_on]

    done = toolkit("lint", "--no-sqlfluff", *options, folder=a_shop(tmp_path, {ORDERS: WARNING}))

    assert done.returncode == code


def test_lint_never_fails_where_it_is_told_not_to(tmp_path: Path) -> None:
    done = toolkit("lint", "--no-sqlfluff", "--fail-on", "never", folder=a_shop(tmp_path, {ORDERS: GRANT}))

    assert done.returncode == 0
    assert "GRA001" in done.stdout


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github"])
def test_lint_speaks_the_forms_of_ci_systems(tmp_path: Path, form: str) -> None:
    done = toolkit("lint", "--no-sqlfluff", "-o", form, folder=a_shop(tmp_path, {ORDERS: GRANT}))

    assert done.returncode == 4
    assert "GRA001" in done.stdout
    if form in ("json", "sarif"):
        json.loads(done.stdout)
    elif form == "junit":
        ElementTree.fromstring(done.stdout)
    else:
        assert done.stdout.startswith(f"::error file={ORDERS},line=4,col=34,title=GRA001::")


def test_lint_refuses_a_name_that_is_no_file_and_paths_beside_all(tmp_path: Path) -> None:
    root = a_shop(tmp_path)

    assert toolkit("lint", "sql/nothing", folder=root).returncode == 2
    assert toolkit("lint", "--all", "sql", folder=root).returncode == 2


def test_a_mistake_in_the_files_is_shown_with_its_place(tmp_path: Path) -> None:
    done = toolkit("lint", folder=a_shop(tmp_path, {"sql/shop/system.toml": "[system]\nnme = 1\n"}))

    assert done.returncode == 2
    assert 'sql/shop/system.toml:2:1: system.nme: unknown key (did you mean "name"?)' in done.stderr
