"""The form of a sealed secret: its bytes, and what ties it to its place. Knows no key and no cipher."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import ToolkitError

if TYPE_CHECKING:
    from uuid import UUID

VERSION = 1
NONCE_LENGTH = 12
TAG_LENGTH = 16
KEY_ID = re.compile(r"[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?")
NULL = b"\xff\xff\xff\xff"  # the length of a field that is null, as in Postgres' own binary format


class SealingError(ToolkitError):
    """A secret cannot be sealed or opened. Says why, and never holds a secret, a key or an envelope."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """
    A sealed secret, as columns of the domain ``sealed`` hold it.

    ``ciphertext`` is as long as the secret; ``nonce`` has 12 bytes and ``tag`` 16.
    """

    key_id: str
    nonce: bytes
    ciphertext: bytes
    tag: bytes

    def __bytes__(self) -> bytes:
        return header(self.key_id) + self.nonce + self.ciphertext + self.tag


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where a sealed secret belongs: a column, and a row by its identity. Nowhere else can it be opened.

    ``identity`` is ``tenant_id``, where the table has such a column, and then the other columns of the primary key in
    the order of the key; each as Postgres prints it (``::text``), in UTC and ISO style if it is a time.
    """

    schema: str
    table: str
    column: str
    identity: tuple[str | None, ...]

    def __str__(self) -> str:
        return f"{self.schema}.{self.table}.{self.column}"


def place(column: str, *identity: str | int | UUID | None) -> Place:
    """
    The place ``schema.table.column`` in the row with this identity: tenant, then the rest of the primary key.

    Raises SealingError for a column that is not named in full, and for a row without an identity.
    """
    names = column.split(".")
    if len(names) != 3 or not all(names):
        raise SealingError(f"{column!r} is no column", hint="name it in full: schema.table.column")
    # A null may be one of the values, but not all of them; and Postgres writes true where Python writes True.
    if all(value is None for value in identity) or any(isinstance(value, bool) for value in identity):
        raise SealingError(
            f"a secret in {column} needs the identity of its row",
            hint="tenant_id, if the table has it, and then the other columns of the primary key",
        )
    schema, table, name = names
    return Place(schema, table, name, tuple(None if value is None else str(value) for value in identity))


def header(key_id: str) -> bytes:
    """The bytes before the nonce; by them alone one can tell which key an envelope is sealed with."""
    if not KEY_ID.fullmatch(key_id):
        raise SealingError("the id of the key is no word", hint="lower-case letters, digits, and between them . _ -")
    return bytes([VERSION, len(key_id)]) + key_id.encode("ascii")


def associated_data(key_id: str, where: Place) -> bytes:
    """What is authenticated and not stored: the header, then schema, table, column and identity with their lengths."""
    return header(key_id) + b"".join(map(_field, (where.schema, where.table, where.column, *where.identity)))


def parse(value: bytes) -> Envelope:
    """The parts of an envelope; raises SealingError for anything else."""
    length = value[1] if len(value) > 1 else 0
    body = value[2 + length :]
    if len(body) < NONCE_LENGTH + TAG_LENGTH or value[0] != VERSION:
        raise SealingError("the value is no envelope of version 1", hint="was it ever sealed?")
    try:
        key_id = value[2 : 2 + length].decode("ascii")
    except UnicodeDecodeError:
        key_id = ""
    if not KEY_ID.fullmatch(key_id):
        raise SealingError("the value is no envelope: it names no key", hint="was it ever sealed?")
    return Envelope(key_id, body[:NONCE_LENGTH], body[NONCE_LENGTH:-TAG_LENGTH], body[-TAG_LENGTH:])


def _field(value: str | None) -> bytes:
    if value is None:
        return NULL
    encoded = value.encode()
    return struct.pack(">I", len(encoded)) + encoded
