"""The commands for the API: a local PostgREST, and tokens for it."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..core.durations import parse_duration
from ..errors import ConfigError, ToolkitError, UsageError
from . import options
from .output import DIM, Output, say, show, show_json, styled, table, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..core.personas import Persona
    from ..settings import Settings
    from ..verbs.serve import Served

LOGIN_VARIABLE = "TOOLKIT_AUTHENTICATOR_URL"

SecretEnv = Annotated[
    str | None,
    typer.Option("--secret-env", metavar="NAME", help="Variable with the secret of tokens. [default: one kept here]"),
]


def serve(
    directory: options.Directory = None,
    db_url: options.DbUrl = None,
    env: options.Env = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1; 0 for any free one.")] = 3000,
    authenticator_url: Annotated[
        str | None,
        typer.Option(
            "--authenticator-url",
            metavar="URL",
            help=f"Database, as the role PostgREST logs in with. Default: {LOGIN_VARIABLE}, else the local one.",
        ),
    ] = None,
    secret_env: SecretEnv = None,
    postgrest: Annotated[
        Path | None,
        typer.Option("--postgrest", metavar="PATH", help="Program to run. [default: from `npm ci`, else on PATH]"),
    ] = None,
) -> None:
    """
    Serve the exposed schemas by a local PostgREST.

    It listens on this machine only, until Ctrl-C. After a GRANT by hand it wants: notify pgrst, 'reload schema'. Its
    other settings are taken from PGRST_* variables, such as PGRST_LOG_LEVEL=info for a line per request.
    """
    from ..io import postgrest as io
    from ..io.interrupts import watched
    from ..verbs import serve as verb

    settings = options.settings_for(directory, db_url, env)
    api_settings = io.ApiSettings(
        program=io.find_program(settings.root, settings.environ, postgrest),
        schemas=verb.exposed_schemas(options.project_of(settings)),
        conninfo=login_of(settings, authenticator_url),
        jwt_secret=secret_of(settings, secret_env),
        port=port,
    )
    with watched() as interrupts, verb.serve(api_settings, log=relay) as served:
        show_served(served, example_persona(settings))
        while not interrupts:
            interrupts.wait(0.5)
            if (code := served.api.wait(0)) is not None:
                raise ToolkitError(f"PostgREST ended by itself, with code {code}", detail=served.api.last_words())
        say("stopping")
    raise typer.Exit(interrupts.exit_code)


def token(
    directory: options.Directory = None,
    who: Annotated[
        str | None,
        typer.Option("--as", metavar="WHO", help="A persona of policies/<system>/access.toml, or the uuid of a user."),
    ] = None,
    role: Annotated[
        str | None, typer.Option(metavar="NAME", help="Database role. [default: the persona's, or authenticated]")
    ] = None,
    expires: Annotated[str, typer.Option(metavar="TIME", help="How long it is valid: 90s, 30m, 12h, 7d.")] = "1h",
    claims: Annotated[
        str, typer.Option(metavar="JSON", help='More claims: \'{"app_metadata": {"school": "…"}}\'.')
    ] = "{}",
    secret_env: SecretEnv = None,
    list_: Annotated[bool, typer.Option("--list", help="Show the personas instead.")] = False,
    output: options.Format = Output.text,
) -> None:
    """
    Print a signed token for the local API.

    For example: curl -H "Authorization: Bearer $(toolkit token --as NAME)" http://127.0.0.1:3000/TABLE
    """
    from ..io.personas import read_personas
    from ..verbs import token as verb

    settings = options.settings_for(directory)
    personas = read_personas(settings.root)
    if list_:
        show_personas(personas, output)
        return
    request = verb.Request(who, role, claims_of(claims), seconds_of("--expires", expires))
    made = verb.token(personas, request, secret=secret_of(settings, secret_env), now=time.time())
    if output is Output.json:
        show_json({"token": made.text, "claims": made.claims})
    else:
        show(made.text)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    app.command()(serve)
    app.command()(token)


def login_of(settings: Settings, given: str | None) -> str:
    """The address that PostgREST logs in with: the one that was given, else that of the project's local server."""
    from ..io import db
    from ..io.server import local_url

    named = given or settings.environ.get(LOGIN_VARIABLE)
    if named:
        return named
    target = options.target_of(settings)
    host, port, database = db.place(target.conninfo)
    login = local_url(settings.root, role="authenticator", database=database or "postgres")
    if login and db.place(login)[:2] == (host.replace("localhost", "127.0.0.1"), port):
        return login
    raise UsageError(
        f"PostgREST needs a login of its own on {db.address(target.conninfo)}, and it is not the local server",
        hint="give it by --authenticator-url postgresql://authenticator:PASSWORD@host:5432/database, "
        f"or in {LOGIN_VARIABLE}",
    )


def secret_of(settings: Settings, variable: str | None) -> str:
    """The secret that tokens are signed with."""
    from ..io.tokens import local_secret, secret_from

    return secret_from(settings.environ, variable) if variable else local_secret(settings.root)


def claims_of(text: str) -> dict[str, object]:
    """The value of ``--claims``."""
    try:
        claims = json.loads(text)
    except ValueError as error:
        raise UsageError(
            f"--claims is not JSON: {error}", hint='for example --claims \'{"email": "a@b.example"}\''
        ) from error
    if not isinstance(claims, dict):
        raise UsageError("--claims is not a JSON object", hint='for example --claims \'{"email": "a@b.example"}\'')
    return claims


def seconds_of(option: str, text: str) -> float:
    """The value of an option that is a length of time."""
    seconds = parse_duration(text)
    if seconds is None:
        raise UsageError(
            f"{option} {text!r} is no length of time", hint="for example 500ms, 30s, 10m, 12h, 7d or 1h30m"
        )
    return seconds


def relay(line: str) -> None:
    """Hand on what PostgREST says."""
    say(styled(f"postgrest: {line}", DIM, sys.stderr))


def show_served(served: Served, persona: str) -> None:
    """The address on stdout; on stderr what to do with it."""
    for warning in served.warnings:
        warn(warning)
    first, *others = served.schemas
    say(f"schemas: {first} (the default)" + "".join(f", {schema}" for schema in others))
    show(served.api.url)
    url = f'"{served.api.url}/TABLE?limit=5"'
    say(f"as anybody:     curl {url}")
    say(f'as somebody:    curl -H "Authorization: Bearer $(toolkit token --as {persona})" {url}')
    if others:
        say(f'another schema: add -H "Accept-Profile: {others[0]}"')
    say("Ctrl-C stops it")


def example_persona(settings: Settings) -> str:
    """A name for ``--as`` that works here: of somebody who is signed in, if there is one."""
    from ..io.personas import read_personas

    try:
        personas = read_personas(settings.root)
    except ConfigError:
        return "NAME"  # `toolkit token` will say what is wrong
    signed_in = [persona for persona in personas if persona.claims.get("sub")]
    if not signed_in:
        return "UUID"
    name = signed_in[0].name
    return name if [persona.name for persona in personas].count(name) == 1 else str(signed_in[0])


def show_personas(personas: Sequence[Persona], output: Output) -> None:
    """All personas, with the system where a name is used twice."""
    if output is Output.json:
        show_json(
            [
                {"name": p.name, "system": p.system, "role": p.role, "description": p.description, "claims": p.claims}
                for p in personas
            ]
        )
        return
    lines = [(p.name, p.system, p.role, str(p.claims.get("sub", "-")), p.description) for p in personas]
    if lines:
        show(table(("persona", "system", "role", "sub", "description"), lines))
    else:
        say("no personas: they stand in policies/<system>/access.toml as [personas.<name>]")
