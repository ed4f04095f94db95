"""
Sealing of secrets for applications: what is stored is an envelope that opens only in its place.

    from toolkit.sealing import keys_from_environment, open_sealed, place, seal

    keys = keys_from_environment()
    where = place("core.platform_credentials.secret_enc", tenant_id, credential_id)
    envelope = seal(keys, where, b"the secret")
    secret = open_sealed(keys, where, envelope)

``docs/keys.md`` describes the envelope for other languages. To import this costs nothing: the cipher is imported at the
first call.
"""

from __future__ import annotations

from .core.envelopes import Place, SealingError, place
from .core.keyrings import Key, Keyring
from .io.keyring import keys_from_environment
from .io.sealing import open_sealed, seal

__all__ = ["Key", "Keyring", "Place", "SealingError", "keys_from_environment", "open_sealed", "place", "seal"]
