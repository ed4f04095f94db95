"""A real PostgREST for tests, and somebody who asks it."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.support import servers
from toolkit.core.personas import Persona
from toolkit.errors import ToolkitError
from toolkit.io import postgrest
from toolkit.verbs.token import Request, token

SECRET = "the tests sign their tokens with this, and nobody else does"


@dataclass(frozen=True, slots=True)
class Response:
    """What PostgREST answered. ``body`` is None where there is none; header names are in lower case."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> str:
        """The SQLSTATE or PGRST code of an error."""
        return str(self.body["code"])


@dataclass(frozen=True, slots=True)
class Client:
    """
    Asks one PostgREST.

    ``who`` is the name of a persona or the id of a user, None for a visitor without a token; ``schema`` None is the
    default one.
    """

    port: int
    personas: tuple[Persona, ...] = field(default=(), repr=False)
    secret: str = field(default=SECRET, repr=False)

    def get(self, path: str, *, who: str | None = None, schema: str | None = None) -> Response:
        """Read rows."""
        return self.ask("GET", path, who=who, schema=schema)

    def post(self, path: str, body: object, *, who: str | None = None, schema: str | None = None) -> Response:
        """Insert rows, or call a function under ``/rpc``; what was written is not returned."""
        return self.ask("POST", path, body, who=who, schema=schema)

    def patch(self, path: str, body: object, *, who: str | None = None, schema: str | None = None) -> Response:
        """Change rows, and return those that were changed."""
        return self.ask("PATCH", path, body, who=who, schema=schema, prefer="return=representation")

    def delete(self, path: str, *, who: str | None = None, schema: str | None = None) -> Response:
        """Delete rows, and return those that were deleted."""
        return self.ask("DELETE", path, who=who, schema=schema, prefer="return=representation")

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        who: str | None = None,
        schema: str | None = None,
        prefer: str = "return=minimal",
        bearer: str | None = None,
    ) -> Response:
        """One request; *bearer* is a token to send as it is."""
        headers = {"Prefer": prefer, "Content-Type": "application/json"}
        if who is not None:
            bearer = self.token(who)
        if bearer is not None:
            headers["Authorization"] = f"Bearer {bearer}"
        if schema is not None:
            headers |= {"Accept-Profile": schema, "Content-Profile": schema}
        connection = http.client.HTTPConnection(postgrest.LOOPBACK, self.port, timeout=30)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Response(answer.status, json.loads(text) if text else None, found)
        finally:
            connection.close()

    def token(self, who: str, *, now: float | None = None) -> str:
        """A token for ``who``; *now* is when it is signed, in seconds since 1970."""
        return token(self.personas, Request(who), secret=self.secret, now=time.time() if now is None else now).text


def settings(conninfo: str, schemas: tuple[str, ...]) -> postgrest.ApiSettings:
    """Settings for tests; skips the test where PostgREST is not installed."""
    try:
        program = postgrest.find_program(servers.ROOT, {})
    except ToolkitError as error:
        pytest.skip(f"{error.message}: {error.hint}")
    return postgrest.ApiSettings(program, conninfo, schemas, SECRET)


@contextmanager
def serving(
    server: servers.Server, database: str, schemas: tuple[str, ...], personas: tuple[Persona, ...] = ()
) -> Iterator[Client]:
    """A client of a PostgREST on that database."""
    with postgrest.running(settings(server.url(database, "authenticator"), schemas)) as api:
        yield Client(api.port, personas)
