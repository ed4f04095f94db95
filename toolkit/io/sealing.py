"""Seals and opens secrets with AES-256-GCM. The one door to ``cryptography``, which is imported when it is needed."""

from __future__ import annotations

import os

from ..core.envelopes import NONCE_LENGTH, TAG_LENGTH, Envelope, Place, SealingError, associated_data, parse
from ..core.keyrings import KEY_LENGTH, Key, Keyring


def new_key(key_id: str) -> Key:
    """A key that nobody has had before."""
    return Key(key_id, os.urandom(KEY_LENGTH))


def seal(keys: Keyring, where: Place, secret: bytes) -> bytes:
    """*secret* in an envelope that only the current key opens, and only in its place; another one at each call."""
    return sealed_with(keys.current, os.urandom(NONCE_LENGTH), where, secret)


def sealed_with(key: Key, nonce: bytes, where: Place, secret: bytes) -> bytes:
    """As `seal`, with a nonce of the caller's: to be used with one key once and never again."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealed = AESGCM(key.secret).encrypt(nonce, secret, associated_data(key.id, where))
    return bytes(Envelope(key.id, nonce, sealed[:-TAG_LENGTH], sealed[-TAG_LENGTH:]))


def open_sealed(keys: Keyring, where: Place, value: bytes) -> bytes:
    """The secret in *value*; raises SealingError where it is no envelope, its key is missing, or it does not fit."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    envelope = parse(value)
    key = keys.find(envelope.key_id)
    if key is None:
        raise SealingError(
            f"no key has the id {envelope.key_id}", hint="keep a key as long as something is sealed with it"
        )
    try:
        return AESGCM(key.secret).decrypt(
            envelope.nonce, envelope.ciphertext + envelope.tag, associated_data(key.id, where)
        )
    except InvalidTag:
        raise SealingError(
            f"the key {key.id} does not open it",
            hint="it was changed, or comes from another row or column, or another key had this id",
        ) from None
