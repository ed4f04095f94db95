"""`lint` as a whole: which files it looks at, what sqlfluff says of them, and where it points."""

from __future__ import annotations

import builtins
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.folders import SHOP_TOML, a_shop, write_files
from toolkit.errors import ToolkitError, UsageError
from toolkit.io.style import HOUSE_STYLE, check_style, load_config, settings_of
from toolkit.verbs.lint import Outcome, Request, lint

ROOT = Path(__file__).parents[2]
ACCOUNTS = "sql/shop/accounts/0010_accounts.sql"
ORDERS = "sql/shop/orders/0010_orders.sql"
SEED = "seeds/shop/0010_rates.sql"
UGLY = "-- orders/0010_orders.sql\n-- what: orders.\n\nSELECT  1;\n"
WITH_ROLE = f'{SHOP_TOML}\n[variables]\nROLE = "reader"\n'


def run(root: Path, *paths: str, **options: Any) -> Outcome:
    return lint(root, {}, Request(tuple(root / path for path in paths), **options))


def files(root: Path, *paths: str, **options: Any) -> tuple[str, ...]:
    """The files that would be looked at."""
    return run(root, *paths, sqlfluff=False, **options).files


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, "-C", str(root), *arguments], check=True, capture_output=True)


def a_committed_shop(root: Path) -> Path:
    a_shop(root, {SEED: "-- seeds/shop/0010_rates.sql\n-- what: rates.\n\nselect 3;\n", ".gitignore": ".toolkit/\n"})
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "first")
    return root


# Which files


def test_outside_of_git_every_file_is_looked_at(tmp_path: Path) -> None:
    assert files(a_shop(tmp_path)) == (ACCOUNTS, ORDERS)


def test_before_the_first_commit_every_file_is_looked_at(tmp_path: Path) -> None:
    git(a_shop(tmp_path), "init")

    assert files(tmp_path) == (ACCOUNTS, ORDERS)


def test_in_git_only_changed_and_untracked_files_are_looked_at(tmp_path: Path) -> None:
    root = a_committed_shop(tmp_path)
    assert files(root) == ()

    write_files(root, {ORDERS: UGLY, "sql/shop/orders/0020_new.sql": UGLY})
    git(root, "add", ORDERS)

    assert files(root) == (ORDERS, "sql/shop/orders/0020_new.sql")


def test_ignored_and_deleted_files_are_not_looked_at(tmp_path: Path) -> None:
    root = a_committed_shop(tmp_path)
    (root / SEED).unlink()

    assert files(root) == ()


def test_on_a_branch_what_the_branch_changed_is_looked_at(tmp_path: Path) -> None:
    root = a_committed_shop(tmp_path)
    git(root, "switch", "-c", "work")
    write_files(root, {ORDERS: UGLY})
    git(root, "commit", "-am", "second")
    git(root, "switch", "main")
    write_files(root, {SEED: "select 4;\n"})
    git(root, "commit", "-am", "third, elsewhere")
    git(root, "switch", "work")

    assert files(root) == (ORDERS,)
    assert files(root, base="HEAD") == ()
    assert files(root, base="HEAD~1") == (ORDERS,)


def test_a_base_that_git_does_not_know_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="git knows no such commit"):
        files(a_committed_shop(tmp_path / "one"), base="nowhere")
    with pytest.raises(UsageError, match="no history in git"):
        files(a_shop(tmp_path / "other"), base="main")


def test_a_project_may_be_a_folder_within_a_work_tree(tmp_path: Path) -> None:
    root = a_shop(tmp_path / "database")
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "first")
    write_files(tmp_path, {"unrelated.sql": "", f"database/{ORDERS}": UGLY})

    assert files(root) == (ORDERS,)


def test_a_changed_system_file_concerns_all_files_of_the_system(tmp_path: Path) -> None:
    root = a_committed_shop(tmp_path)
    write_files(root, {"sql/shop/system.toml": WITH_ROLE})

    assert files(root) == (ACCOUNTS, ORDERS, SEED)


def test_everything_may_be_asked_for(tmp_path: Path) -> None:
    assert files(a_committed_shop(tmp_path), everything=True) == (ACCOUNTS, ORDERS, SEED)


def test_files_and_folders_may_be_named(tmp_path: Path) -> None:
    root = a_committed_shop(tmp_path)

    assert files(root, ORDERS) == (ORDERS,)
    assert files(root, "sql") == (ACCOUNTS, ORDERS)
    assert files(root, "sql/shop/accounts", SEED) == (ACCOUNTS, SEED)
    assert files(root, ".") == (ACCOUNTS, ORDERS, SEED)


@pytest.mark.parametrize("path", ["sql/shop/order", "sql/shop/orders/0010_order.sql", "sql/shop/system.toml"])
def test_a_name_that_is_no_sql_file_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(UsageError, match="no SQL file of the project"):
        files(a_shop(tmp_path), path)


def test_a_name_outside_of_the_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not in the project folder"):
        files(a_shop(tmp_path / "project"), "../other.sql")


# What is found, and where


def test_findings_of_sqlfluff_and_our_own_come_together_in_the_order_of_the_files(tmp_path: Path) -> None:
    found = run(a_shop(tmp_path, {ORDERS: UGLY.replace("-- what: orders.", "-- why: so.")})).findings

    assert [(one.path, one.line, one.code) for one in found] == [
        (ORDERS, 1, "HDR002"),
        (ORDERS, 4, "CP01"),
        (ORDERS, 4, "LT01"),
    ]


def test_sqlfluff_may_be_left_out(tmp_path: Path) -> None:
    assert run(a_shop(tmp_path, {ORDERS: UGLY}), sqlfluff=False).findings == ()


def test_findings_in_other_files_are_kept_back(tmp_path: Path) -> None:
    assert run(a_shop(tmp_path, {ORDERS: UGLY}), ACCOUNTS).findings == ()


def test_rendered_text_is_checked_and_the_line_of_the_file_is_shown(tmp_path: Path) -> None:
    text = (
        "-- orders/0010_orders.sql\n-- what: grants.\n\n{% for role in [ROLE, 'writer'] %}\n{% if role %}\n"
        "grant SELECT on orders.orders to {{ role }};\n{% endif %}\n{% endfor %}\n"
        "grant select on orders.orders to public;\n"
    )
    root = a_shop(tmp_path, {"sql/shop/system.toml": WITH_ROLE, ORDERS: text})

    found = run(root, ORDERS).findings

    assert [(one.line, one.code) for one in found] == [(6, "CP01"), (6, "CP01"), (9, "GRA001")]


def test_what_sqlfluff_cannot_parse_is_an_error(tmp_path: Path) -> None:
    found = run(a_shop(tmp_path, {ORDERS: UGLY.replace("SELECT  1", "create tabel x")}), ORDERS).findings

    assert [(one.line, one.code, one.severity) for one in found] == [(4, "PRS", "error")]


def test_a_remark_for_sqlfluff_is_heard(tmp_path: Path) -> None:
    assert run(a_shop(tmp_path, {ORDERS: UGLY.replace("1;", "1;  -- noqa: CP01, LT01")}), ORDERS).findings == ()


def test_a_large_file_is_not_left_out(tmp_path: Path) -> None:
    rows = ",\n".join(f"({number}, 'a name of some length')" for number in range(1, 700))
    text = f"-- {SEED}\n-- what: rates.\n\nINSERT into orders.rates (id, rate_name)\nvalues\n{rows};\n"

    found = run(a_shop(tmp_path, {SEED: text}), SEED).findings

    assert len(text) > 20_000  # sqlfluff leaves out larger files unless told otherwise
    assert [(one.line, one.code) for one in found] == [(4, "CP01")]


def test_without_sqlfluff_installed_the_way_out_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_sqlfluff(name: str, *arguments: Any, **options: Any) -> Any:
        if name.startswith("sqlfluff"):
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without_sqlfluff)

    with pytest.raises(ToolkitError, match="sqlfluff is not installed") as caught:
        run(a_shop(tmp_path))
    assert 'pip install "schema-toolkit[lint]"' in caught.value.hint
    assert run(a_shop(tmp_path), sqlfluff=False).findings == ()


# The cache


def test_what_was_found_once_is_not_looked_for_again(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {ORDERS: UGLY})
    steps: list[tuple[int, int]] = []

    first = lint(root, {}, Request(), lambda done, total: steps.append((done, total)))
    second = lint(root, {}, Request(), lambda done, total: steps.append((done, total)))

    assert first == second
    assert steps == [(0, 2), (1, 2), (2, 2), (2, 2)]


def test_another_text_or_another_configuration_is_looked_at_anew(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {ORDERS: UGLY})
    before = run(root).findings
    write_files(root, {".sqlfluff": "[sqlfluff]\ndialect = postgres\nexclude_rules = CP01\n"})
    without_rule = run(root).findings
    write_files(root, {ORDERS: UGLY.replace("  1", " 1")})

    assert [one.code for one in before] == ["CP01", "LT01"]
    assert [one.code for one in without_rule] == ["LT01"]
    assert run(root).findings == ()


@pytest.mark.parametrize("content", ["", "[", '{"a": 1}', "[[1]]"])
def test_a_broken_cache_costs_nothing_but_time(tmp_path: Path, content: str) -> None:
    root = a_shop(tmp_path, {ORDERS: UGLY})
    before = run(root).findings
    for entry in (root / ".toolkit/cache/sqlfluff").iterdir():
        entry.write_text(content)

    assert run(root).findings == before


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {ORDERS: UGLY, ".toolkit/cache": "a file where a folder should be"})

    assert [one.code for one in run(root).findings] == ["CP01", "LT01"]


@pytest.mark.slow
def test_many_files_are_shared_between_processes(tmp_path: Path) -> None:
    texts = {f"{number}.sql": f"SELECT {number};\n" for number in range(6)}

    found = check_style(a_shop(tmp_path), texts, None)

    assert [(one.path, one.code) for one in found] == [(path, "CP01") for path in texts]


# The configuration


def test_a_folder_without_a_configuration_gets_the_house_style(tmp_path: Path) -> None:
    config = load_config(a_shop(tmp_path))

    assert config.get("max_line_length") == 120
    assert config.get("capitalisation_policy", section=("rules", "capitalisation.keywords")) == "lower"


def test_this_repository_says_the_same_in_its_own_configuration(tmp_path: Path) -> None:
    assert settings_of(load_config(ROOT)) == settings_of(load_config(a_shop(tmp_path)))


def test_a_broken_configuration_is_an_error_with_its_reason(tmp_path: Path) -> None:
    root = a_shop(tmp_path, {".sqlfluff": "[sqlfluff]\ndialect = klingon\n"})

    with pytest.raises(ToolkitError, match="dialect"):
        run(root)


def test_the_house_style_is_a_part_of_the_package() -> None:
    assert HOUSE_STYLE.is_file()
