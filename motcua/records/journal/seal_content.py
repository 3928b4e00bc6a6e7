"""What a seal says, its hash and its signature. No Django: verifiers use it alone.

A seal's tree has the hashes of its entries as leaves, in the order of `position`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from motcua.kit.instants import utc_text

# Signed before the hash, so that a signature made for anything else never passes for a seal's.
_SIGNED_PREFIX = b"motcua journal seal v1\x00"


@dataclass(frozen=True, slots=True)
class SealContent:
    """`root` and `previous_hash` in hex; `previous_hash` of the first seal is empty."""

    number: int
    size: int
    root: str
    previous_hash: str
    sealed_at: datetime

    @property
    def hash(self) -> str:
        """SHA-256 (hex) of the content's canonical JSON."""
        content = [self.number, self.size, self.root, self.previous_hash, utc_text(self.sealed_at)]
        return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()

    def sign(self, key: Ed25519PrivateKey) -> str:
        """Ed25519 over the hash, hex."""
        return key.sign(_SIGNED_PREFIX + bytes.fromhex(self.hash)).hex()

    def is_signed(self, signature: str, key: Ed25519PublicKey) -> bool:
        try:
            key.verify(bytes.fromhex(signature), _SIGNED_PREFIX + bytes.fromhex(self.hash))
        except (InvalidSignature, ValueError):
            return False
        return True
