"""Where the address of the database comes from: flag, environment, ``.env``, ``toolkit.toml``, in this order."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import ConfigError, UsageError
from toolkit.settings import load_settings

CONFIG = """\
db_url = "postgresql://config/db"
lock_timeout = 7

[environments.staging]
db_url_from = "STAGING_URL"

[environments.production]
db_url = "postgresql://production/db"
"""


def conninfo(root: Path, environ: dict[str, str] | None = None, **options: str) -> str | None:
    target = load_settings(root, environ=environ or {}, **options).target  # type: ignore[arg-type]  # all are text
    return target.conninfo if target else None


def test_without_any_word_there_is_no_target(tmp_path: Path) -> None:
    assert conninfo(tmp_path) is None


def test_the_flag_wins_over_everything(tmp_path: Path) -> None:
    (tmp_path / "toolkit.toml").write_text(CONFIG)
    (tmp_path / ".env").write_text("DATABASE_URL=postgresql://dotenv/db\n")

    assert conninfo(tmp_path, {"DATABASE_URL": "postgresql://env/db"}, db_url="postgresql://flag/db") == (
        "postgresql://flag/db"
    )


def test_the_environment_wins_over_dotenv_and_dotenv_over_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "toolkit.toml").write_text(CONFIG)
    assert conninfo(tmp_path) == "postgresql://config/db"

    (tmp_path / ".env").write_text("export DATABASE_URL='postgresql://u:p%40%23%25@dotenv/db'  # a comment\n")
    assert conninfo(tmp_path) == "postgresql://u:p%40%23%25@dotenv/db"

    assert conninfo(tmp_path, {"DATABASE_URL": "postgresql://env/db"}) == "postgresql://env/db"


def test_pg_variables_of_the_process_are_left_to_libpq(tmp_path: Path) -> None:
    assert conninfo(tmp_path, {"PGHOST": "db.example.org", "PGPASSWORD": "x"}) == ""


def test_pg_variables_of_dotenv_are_handed_to_libpq_as_they_are(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text('PGHOST=db.example.org\nPGPASSWORD="it\'s @#% \\\\ here"\n')

    assert conninfo(tmp_path) == r"host='db.example.org' password='it\'s @#% \\ here'"


def test_a_user_or_password_alone_names_no_server(tmp_path: Path) -> None:
    assert conninfo(tmp_path, {"PGUSER": "ada", "PGPASSWORD": "x"}) is None


def test_an_environment_is_found_in_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "toolkit.toml").write_text(CONFIG)

    assert conninfo(tmp_path, env="production") == "postgresql://production/db"
    assert conninfo(tmp_path, {"STAGING_URL": "postgresql://s/db"}, env="staging") == "postgresql://s/db"


def test_an_environment_is_found_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / ".env.staging").write_text("DATABASE_URL=postgresql://staging/db\n")

    assert conninfo(tmp_path, env="staging") == "postgresql://staging/db"


@pytest.mark.parametrize(
    ("env", "reason"),
    [("staging", "STAGING_URL is not set"), ("produktion", "no environment is called 'produktion'")],
)
def test_an_environment_that_cannot_be_found_says_why_and_what_would_be_right(
    tmp_path: Path, env: str, reason: str
) -> None:
    (tmp_path / "toolkit.toml").write_text(CONFIG)

    with pytest.raises(UsageError, match=reason) as caught:
        conninfo(tmp_path, env=env)

    assert caught.value.hint


def test_flag_and_environment_together_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="both name a database"):
        conninfo(tmp_path, db_url="x", env="y")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("db_ulr = 'x'", "unknown key 'db_ulr'"),
        ("[environments.x]\nurl = 'x'", r"\[environments.x\]: unknown key 'url'"),
        ("[environments.x]", "needs one of db_url or db_url_from"),
        ("environments = {x = 1}", "is not a table"),
        ("db_url = ", "toolkit.toml: "),
    ],
)
def test_a_bad_configuration_is_refused_with_its_key(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "toolkit.toml").write_text(text)

    with pytest.raises(ConfigError, match=reason):
        conninfo(tmp_path)


def test_lock_timeout_follows_the_same_order(tmp_path: Path) -> None:
    (tmp_path / "toolkit.toml").write_text(CONFIG)

    assert load_settings(tmp_path, environ={}).lock_timeout == 7
    assert load_settings(tmp_path, environ={"TOOLKIT_LOCK_TIMEOUT": "5"}).lock_timeout == 5
    assert load_settings(tmp_path, environ={"TOOLKIT_LOCK_TIMEOUT": "5"}, lock_timeout=3).lock_timeout == 3
    with pytest.raises(UsageError, match="is not a number"):
        load_settings(tmp_path, environ={"TOOLKIT_LOCK_TIMEOUT": "soon"})
