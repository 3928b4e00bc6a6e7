"""Seals personal data for rest (AES-GCM) and makes the keyed digests and blind indexes beside it.

A sealed value is key id (2 bytes) ‖ nonce (12) ‖ ciphertext and tag; `purpose` (table.column) is
authenticated with it, so that a value moved to another column does not open.
"""

from __future__ import annotations

import hmac
import json
import os
from typing import Any

from motcua.records.keys import key_ring, ring_with


def canonical(value: Any) -> bytes:
    """The one JSON text of a value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def seal_bytes(plain: bytes, purpose: str) -> bytes:
    ring = key_ring()
    nonce = os.urandom(12)
    return (
        ring.current.to_bytes(2, "big")
        + nonce
        + ring.ciphers[ring.current].encrypt(nonce, plain, purpose.encode())
    )


def open_bytes(sealed: bytes | memoryview, purpose: str) -> bytes:
    """The plain bytes. Raises cryptography's InvalidTag where a byte was changed."""
    blob = bytes(sealed)
    key_id = key_id_of(blob)
    return ring_with(key_id).ciphers[key_id].decrypt(blob[2:14], blob[14:], purpose.encode())


def key_id_of(sealed: bytes | memoryview) -> int:
    """Under which data key the value lies."""
    return int.from_bytes(sealed[:2], "big")


def seal(value: Any, purpose: str) -> bytes:
    return seal_bytes(canonical(value), purpose)


def open_sealed(sealed: bytes | memoryview, purpose: str) -> Any:
    """The value sealed, or an empty object where nothing was."""
    return json.loads(open_bytes(sealed, purpose)) if sealed else {}


def digest(value: Any, purpose: str) -> str:
    """A keyed hash (hex) of a JSON value: proves it unchanged, tells nothing without the key."""
    return digest_bytes(canonical(value), purpose)


def digest_bytes(plain: bytes, purpose: str) -> str:
    return hmac.digest(key_ring().index_key, purpose.encode() + b"\0" + plain, "sha256").hex()


def blind_index(value: str, kind: str) -> str:
    """What exact search of a personal value goes by; empty for an empty value."""
    return digest_bytes(value.encode("utf-8"), f"index:{kind}") if value else ""
