"""Where everybody asks over HTTP: a real PostgREST on a stage, which rolls every request back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from tests.support.api import Client, Response, settings
from tests.support.attempts import Attempt, The
from tests.support.servers import Server
from tests.support.stage import REFUSED, VISITOR, Stage, rows_text
from toolkit.core.personas import Persona
from toolkit.io import postgrest

METHODS = {"insert": "POST", "update": "PATCH", "delete": "DELETE", "call": "POST"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where everybody asks: a PostgREST that rolls every request back, on a database with everybody in it."""

    client: Client
    stage: Stage

    def ask(self, who: str, method: str, path: str, schema: str, body: object = None) -> Response:
        """One request of that person, as their signed token says."""
        persona = None if who == VISITOR else who
        return self.client.ask(method, path, body, who=persona, schema=schema, prefer="return=representation")

    def seen(self, who: str, table: str, names: tuple[str, ...], *, key: str = "id") -> tuple[str, ...]:
        """Which of these rows that person is given; the SQLSTATE where they are refused."""
        schema, name = table.split(".")
        wanted = ",".join(str(self.stage.ids[each]) for each in names)
        response = self.ask(who, "GET", f"/{name}?select={key}&{key}=in.({wanted})", schema)
        if response.status != 200:
            return (refusal(response, who),)
        found = {UUID(row[key]) for row in response.body}
        return tuple(each for each in names if self.stage.ids[each] in found)

    def outcome(self, who: str, attempt: Attempt) -> str:
        """What an attempt comes to, as `Stage.outcome` says it."""
        schema, name = attempt.target.split(".")
        body = {key: self.value(value) for key, value in attempt.values.items()}
        path = f"/rpc/{name}" if attempt.command == "call" else f"/{name}?select=id"
        if attempt.row:
            path += f"&id=eq.{self.stage.ids[attempt.row]}"
        response = self.ask(who, METHODS[attempt.command], path, schema, None if attempt.command == "delete" else body)
        if response.status not in (200, 201, 204):
            return refusal(response, who)
        return "1 row" if attempt.command == "call" else rows_text(len(response.body))

    def value(self, value: object) -> object:
        """A value as JSON has it."""
        return str(self.stage.ids[value]) if isinstance(value, The) else value


def refusal(response: Response, who: str) -> str:
    """The SQLSTATE of a refusal, which must come with the status that belongs to it."""
    if response.code == REFUSED:
        assert response.status == (401 if who == VISITOR else 403), response
    return response.code


@contextmanager
def opened(server: Server, stage: Stage, schemas: tuple[str, ...]) -> Iterator[Desk]:
    """A PostgREST for everybody on *stage*; the first of *schemas* is its default."""
    personas = tuple(Persona("test", who, "authenticated", claims=claims) for who, claims in stage.tokens.items())
    described = settings(server.url(stage.db.info.dbname, "authenticator"), schemas)
    described = replace(described, environ={**os.environ, "PGRST_DB_TX_END": "rollback"})
    with postgrest.running(described) as running:
        yield Desk(Client(running.port, personas), stage)
