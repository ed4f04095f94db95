"""Where the options come from: flag, then environment, then ``.env``, then ``toolkit.toml``, then the default."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import ConfigError, UsageError

LIBPQ_VARIABLES = {
    "PGHOST": "host",
    "PGHOSTADDR": "hostaddr",
    "PGPORT": "port",
    "PGDATABASE": "dbname",
    "PGUSER": "user",
    "PGPASSWORD": "password",
    "PGPASSFILE": "passfile",
    "PGSERVICE": "service",
    "PGSSLMODE": "sslmode",
    "PGSSLROOTCERT": "sslrootcert",
}
# Any of these says which server is meant; PGUSER or PGPASSWORD alone does not.
NAMING_VARIABLES = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGSERVICE")
TOP_LEVEL_KEYS = ("db_url", "environments", "key_file", "lock_timeout", "retries")
ENVIRONMENT_KEYS = ("db_url", "db_url_from")


@dataclass(frozen=True, slots=True)
class Target:
    """
    A database that somebody named.

    ``conninfo`` is a URL or keyword string for libpq, which adds ``PG*`` variables, the password file and the service
    file by itself; it may hold a password and is never printed. ``source`` says where the name came from.
    """

    conninfo: str
    source: str


@dataclass(frozen=True, slots=True)
class Settings:
    """
    What holds for one call of the tool.

    ``environ`` is the process environment over ``.env``. ``target`` is None where nobody named a database: the caller
    then takes the local one. ``lock_timeout`` is in seconds.
    """

    root: Path
    environ: Mapping[str, str]
    target: Target | None
    lock_timeout: float
    retries: int

    @property
    def state_dir(self) -> Path:
        """Where the local database and other things of this machine live; git ignores it."""
        return self.root / ".toolkit"


def load_settings(
    root: Path,
    *,
    db_url: str | None = None,
    env: str | None = None,
    lock_timeout: float | None = None,
    retries: int | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Put the options together; raises ConfigError for a file that cannot be used and UsageError for a wrong name."""
    if db_url and env:
        raise UsageError("--db-url and --env both name a database", hint="give one of them")
    config = read_config(root / "toolkit.toml")
    process = dict(os.environ if environ is None else environ)
    merged = {**read_dotenv(root / ".env"), **process}
    return Settings(
        root=root,
        environ=merged,
        target=choose_target(root, config, merged, process, db_url=db_url, env=env),
        lock_timeout=first(lock_timeout, number(merged, "TOOLKIT_LOCK_TIMEOUT"), config.get("lock_timeout"), 2.0),
        retries=int(first(retries, number(merged, "TOOLKIT_RETRIES"), config.get("retries"), 10)),
    )


def choose_target(
    root: Path,
    config: Mapping[str, Any],
    merged: Mapping[str, str],
    process: Mapping[str, str],
    *,
    db_url: str | None,
    env: str | None,
) -> Target | None:
    """The database that was named most directly, None where none was."""
    if db_url:
        return Target(db_url, "--db-url")
    if env:
        return environment_target(root, config, merged, env)
    if merged.get("DATABASE_URL"):
        where = "DATABASE_URL" if process.get("DATABASE_URL") else "DATABASE_URL in .env"
        return Target(merged["DATABASE_URL"], where)
    if any(merged.get(name) for name in NAMING_VARIABLES):
        return Target(libpq_conninfo(merged, process), "the PG* variables")
    if config.get("db_url"):
        return Target(str(config["db_url"]), "db_url in toolkit.toml")
    return None


def environment_target(root: Path, config: Mapping[str, Any], merged: Mapping[str, str], env: str) -> Target:
    """The database of ``--env NAME``: from ``toolkit.toml``, else from ``.env.NAME``."""
    environments: Mapping[str, Any] = config.get("environments", {})
    entry = environments.get(env)
    if entry is not None:
        if "db_url_from" in entry:
            variable = str(entry["db_url_from"])
            if not merged.get(variable):
                raise UsageError(
                    f"--env {env}: the variable {variable} is not set",
                    hint=f"toolkit.toml says that the address of {env} is in {variable}: export it or put it in .env",
                )
            return Target(merged[variable], f"{variable} (--env {env})")
        return Target(str(entry["db_url"]), f"--env {env} in toolkit.toml")
    own = read_dotenv(root / f".env.{env}")
    if own.get("DATABASE_URL"):
        return Target(own["DATABASE_URL"], f".env.{env}")
    if any(own.get(name) for name in NAMING_VARIABLES):
        return Target(libpq_conninfo(own, {}), f".env.{env}")
    close = difflib.get_close_matches(env, environments, n=1)
    known = ", ".join(sorted(environments)) or "none"
    raise UsageError(
        f"no environment is called {env!r} (toolkit.toml knows: {known})",
        hint=f"did you mean --env {close[0]}?"
        if close
        else f'add [environments.{env}] with db_url_from = "…" to toolkit.toml, or a file .env.{env}',
    )


def libpq_conninfo(variables: Mapping[str, str], process: Mapping[str, str]) -> str:
    """A keyword string of the variables that libpq cannot see itself, because they are only in a file."""
    parts = []
    for name, keyword in LIBPQ_VARIABLES.items():
        value = variables.get(name)
        if value and process.get(name) != value:
            quoted = value.replace("\\", "\\\\").replace("'", "\\'")
            parts.append(f"{keyword}='{quoted}'")
    return " ".join(parts)


def read_config(path: Path) -> dict[str, Any]:
    """``toolkit.toml`` as it is, checked; empty where there is none."""
    if not path.exists():
        return {}
    try:
        config = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name}: {error}", hint="the file must be TOML in UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path.name} cannot be read: {error.strerror}") from error
    check_keys(path.name, config, TOP_LEVEL_KEYS)
    for name, entry in config.get("environments", {}).items():
        where = f"{path.name}: [environments.{name}]"
        if not isinstance(entry, dict):
            raise ConfigError(f"{where} is not a table", hint=f'write [environments.{name}] and below it db_url = "…"')
        check_keys(where, entry, ENVIRONMENT_KEYS)
        if len([key for key in ENVIRONMENT_KEYS if key in entry]) != 1:
            raise ConfigError(f"{where} needs one of {' or '.join(ENVIRONMENT_KEYS)}")
    return config


def check_keys(where: str, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
    """Raise ConfigError for the first key of *table* that nobody would read."""
    for key in table:
        if key not in known:
            close = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"known keys: {', '.join(known)}"
            raise ConfigError(f"{where}: unknown key {key!r}", hint=hint)


def read_dotenv(path: Path) -> dict[str, str]:
    """The variables of a ``.env`` file; empty where there is none."""
    if not path.is_file():
        return {}
    from dotenv import dotenv_values  # costs 20 ms, and most projects have no .env

    try:
        return {key: value for key, value in dotenv_values(path, interpolate=False).items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name} cannot be read: {error}") from error


def number(variables: Mapping[str, str], name: str) -> float | None:
    """The variable as a number, None where it is not set."""
    value = variables.get(name)
    if not value:
        return None
    try:
        return float(value)
    except ValueError as error:
        raise UsageError(f"{name}={value!r} is not a number") from error


def first(*values: Any) -> float:
    """The first value that is not None."""
    return float(next(value for value in values if value is not None))
