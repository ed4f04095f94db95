"""
A database with everybody in it who may be curious about others: what the tests of access stand on.

What is planted has a name, and statements say ``%(ada)s`` where they mean its id. Who is planted, and what their tokens
say, is a matter of each system.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

import psycopg

from tests.support.servers import Server, clone, drop
from toolkit.io import db as door

Db: TypeAlias = psycopg.Connection[Any]  # rows are tuples of whatever the columns hold
Claims: TypeAlias = Mapping[str, object]

REFUSED = "42501"  # insufficient_privilege: no grant, or row security refuses the row
VISITOR = "visitor"  # no token: the role anon
NOWHERE = UUID("00000000-0000-4000-8000-00000000dead")  # the id of nothing


@dataclass(frozen=True, slots=True)
class Stage:
    """
    A database with everybody in it.

    ``ids`` has what is planted, by name. ``tokens`` has the claims of everybody who has a token, by name; their role is
    ``authenticated``.
    """

    db: Db
    ids: Mapping[str, UUID]
    tokens: Mapping[str, Claims]

    @contextmanager
    def acting_as(self, who: str) -> Iterator[Db]:
        """One transaction as that person, as PostgREST would begin it; rolled back."""
        with self.db.transaction(force_rollback=True):
            self.db.execute("select set_config('request.jwt.claims', %s, true)", [json.dumps(self.claims(who))])
            self.db.execute("set local role anon" if who == VISITOR else "set local role authenticated")
            yield self.db

    def claims(self, who: str) -> Claims:
        """What the token of that person says."""
        return {"role": "anon"} if who == VISITOR else {"role": "authenticated", **self.tokens[who]}

    def outcome(self, who: str, statement: str) -> str:
        """What comes of a statement: ``1 row``, ``2 rows`` … or the SQLSTATE of the refusal. Nothing stays."""
        with self.acting_as(who) as db:
            return outcome(db, statement, self.ids)

    def rows(self, who: str, statement: str) -> list[tuple[object, ...]]:
        """The rows that a statement gives that person."""
        with self.acting_as(who) as db:
            return db.execute(statement, self.ids).fetchall()

    def seen(self, who: str, table: str, names: tuple[str, ...], *, key: str = "id") -> tuple[str, ...]:
        """Which of the rows with these names that person sees; ``42501`` where they may not even ask."""
        statement = f"select {key} from {table} where {key} = any (%(wanted)s)"
        with self.acting_as(who) as db:
            try:
                found = db.execute(statement, {"wanted": [self.ids[name] for name in names]}).fetchall()
            except psycopg.errors.InsufficientPrivilege:
                return (REFUSED,)
        visible = {id_ for (id_,) in found}
        return tuple(name for name in names if self.ids[name] in visible)


def outcome(db: Db, statement: str, values: Mapping[str, object]) -> str:
    """What comes of a statement in the open transaction, as `Stage.outcome` says it."""
    try:
        with db.transaction():
            count = db.execute(statement, values).rowcount
    except psycopg.Error as error:
        return str(error.sqlstate)
    return rows_text(count)


def rows_text(count: int) -> str:
    """``0 rows``, ``1 row``, ``2 rows`` …"""
    return f"{count} row{'' if count == 1 else 's'}"


@contextmanager
def staged(
    server: Server,
    admin: door.Connection,
    template: str,
    plant: Callable[[Db], Mapping[str, UUID]],
    tokens: Callable[[Mapping[str, UUID]], Mapping[str, Claims]],
) -> Iterator[Stage]:
    """
    A database of its own, cloned from *template*, with everybody in it.

    *plant* inserts everybody and everything as the deployer, in autocommit mode, and returns the ids by name; from
    these *tokens* says what each token says.
    """
    name = clone(admin, template)
    try:
        with psycopg.connect(server.url(name), autocommit=True) as db:
            ids = {"nowhere": NOWHERE, **plant(db)}
            yield Stage(db, ids, tokens(ids))
    finally:
        drop(admin, name)
