"""The command line as a whole: each command has help, no command is slow to ask, and mistakes are answered."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.cli import COMMANDS, wanted

HIDDEN = {"up", "push"}


def toolkit(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toolkit", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_lists_every_command_but_the_hidden_ones() -> None:
    shown = toolkit("--help").stdout.partition("Commands:")[2]

    assert {line.split()[0] for line in shown.splitlines() if line} == COMMANDS.keys() - HIDDEN


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    ended = toolkit(command, "--help")

    assert ended.returncode == 0
    assert ended.stdout.startswith("Usage: toolkit ")
    assert len(ended.stdout.splitlines()[2].split()) > 2, "a sentence says what it is for"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_needs_no_driver_and_no_linter(command: str) -> None:
    program = (
        "import sys\nfrom toolkit.cli import make_app\n"
        f"try: make_app([{command!r}])([{command!r}, '--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'psycopg', 'sqlfluff', 'jinja2', 'jwt', 'supabase'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)

    assert ended.stdout.splitlines()[-1] == "[]"


def test_a_misspelled_command_is_answered_with_the_right_one() -> None:
    ended = toolkit("aply")

    assert ended.returncode == 2
    assert "Did you mean 'apply'?" in ended.stderr


def test_a_folder_called_like_a_command_is_a_folder() -> None:
    assert wanted(["-C", "lint", "apply"]) == ["apply"]
    assert wanted(["--directory", "lint", "--version"]) == list(COMMANDS.values())
    assert wanted(["token", "--as", "apply"]) == ["api"]


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    ended = toolkit("-C", str(tmp_path / "nowhere"), "status")

    assert ended.returncode == 2
    assert "there is no such folder" in ended.stderr


def test_a_folder_without_systems_is_told_how_to_begin(tmp_path: Path) -> None:
    ended = toolkit("apply", "--db-url", "postgresql://127.0.0.1:1/x", folder=tmp_path)

    assert ended.returncode == 2
    assert "-C" in ended.stderr


def test_the_version_is_printed() -> None:
    assert toolkit("--version").stdout.startswith("toolkit ")
