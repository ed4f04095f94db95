"""serve: a real PostgREST on a database, with the schemas that the systems expose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from ..core.systems import Project
from ..errors import ToolkitError, UsageError
from ..io import db, postgrest

# What our own configuration says, and what a setting of the login role would silently replace.
SCHEMAS_SETTING = "pgrst.db_schemas"
OUR_SETTINGS = (
    SCHEMAS_SETTING,
    "pgrst.db_anon_role",
    "pgrst.jwt_secret",
    "pgrst.jwt_secret_is_base64",
    "pgrst.jwt_aud",
)


@dataclass(frozen=True, slots=True)
class Served:
    """A PostgREST that is ready. ``schemas`` are those it really exposes, the default first."""

    api: postgrest.Api
    schemas: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Login:
    """What ``io/queries/api_login.sql`` found. ``overrides`` are settings of the login role, by name."""

    role: str
    present: tuple[str, ...]
    may_be_anon: bool
    overrides: dict[str, str]


@contextmanager
def serve(settings: postgrest.ApiSettings, *, log: Callable[[str], None]) -> Iterator[Served]:
    """
    PostgREST for the length of the block, ready for requests.

    Schemas that the database does not have are left out, with a warning. Raises ToolkitError for what PostgREST
    itself would only retry or say in its log: no connection, no schema, a login role that may not become anonymous.
    """
    with db.connected(settings.conninfo, application_name="toolkit serve") as conn:
        login = look_at(conn, settings)
    settings, warnings = checked(settings, login)
    with postgrest.running(settings, log=log) as api:
        yield Served(api, effective_schemas(settings, login), warnings)


def exposed_schemas(project: Project) -> tuple[str, ...]:
    """The schemas of all systems in the order of the project, each once; raises UsageError where there is none."""
    schemas = tuple(dict.fromkeys(schema for system in project.systems for schema in system.exposed_schemas))
    if not schemas:
        raise UsageError(
            "no system exposes a schema, so there is nothing to serve",
            hint='say in sql/<system>/system.toml which: [api] and below it schemas = ["…"]',
        )
    return schemas


def look_at(conn: db.Connection, settings: postgrest.ApiSettings) -> Login:
    """Ask the database as the login role."""
    parameters = {"schemas": list(settings.schemas), "anon": settings.anon_role}
    role, present, may_be_anon, entries = db.rows(conn, db.query("api_login"), parameters)[0]
    pairs = [entry.partition("=") for entry in entries]
    return Login(role, tuple(present), may_be_anon, {name: value for name, _, value in pairs})


def checked(settings: postgrest.ApiSettings, login: Login) -> tuple[postgrest.ApiSettings, tuple[str, ...]]:
    """The settings without the schemas that are not there, and what the user should know."""
    present = tuple(schema for schema in settings.schemas if schema in login.present)
    missing = tuple(schema for schema in settings.schemas if schema not in login.present)
    if not present:
        raise ToolkitError(
            f"the database has none of the schemas to expose: {', '.join(missing)}", hint="run `toolkit apply` first"
        )
    if not login.may_be_anon:
        raise ToolkitError(
            f"the role {login.role} may not become {settings.anon_role}, so PostgREST could serve nobody",
            hint=f"log in as authenticator, or: grant {settings.anon_role} to {login.role}",
        )
    warnings = [f"not in the database and left out: {', '.join(missing)}"] if missing else []
    for name in OUR_SETTINGS:
        if name in login.overrides and login.overrides[name] != ",".join(settings.schemas):
            value = f" ({login.overrides[name]})" if name == SCHEMAS_SETTING else ""
            warnings.append(
                f"{name}{value} is set for the role {login.role} in the database and wins over the project's files; "
                f"to undo it: alter role {login.role} reset {name}"
            )
    return replace(settings, schemas=present), tuple(warnings)


def effective_schemas(settings: postgrest.ApiSettings, login: Login) -> tuple[str, ...]:
    """What PostgREST exposes in the end."""
    override = login.overrides.get(SCHEMAS_SETTING, "")
    return tuple(part.strip() for part in override.split(",") if part.strip()) or settings.schemas
