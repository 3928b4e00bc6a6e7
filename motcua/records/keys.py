"""The keys of this installation: data keys (rotating), the index key and the journal's signing key.

They lie in the data folder's `keys/` (0600) or where MOTCUA_KEYS points, and never in a backup.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings


class MissingKey(LookupError):
    """Something was sealed under a data key that is not here."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """`ciphers` by key id; `current` is the id new data is sealed under."""

    ciphers: dict[int, AESGCM]
    current: int
    index_key: bytes
    signing_key: Ed25519PrivateKey

    @property
    def public_key(self) -> str:
        """The journal's verifying key, hex."""
        raw = self.signing_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return raw.hex()


def keys_folder() -> Path:
    return Path(settings.MOTCUA_KEYS)


def make_keys(folder: Path) -> None:
    """Writes a first set of keys where none is; an existing set is left as it is."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / "keys.json"
    if target.exists():
        return
    signing = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    content = {
        "data_keys": {"1": _text(secrets.token_bytes(32))},
        "current": 1,
        "index_key": _text(secrets.token_bytes(32)),
        "signing_key": _text(signing),
    }
    write_keys(target, content)


def rotate_keys(folder: Path) -> int:
    """Adds a data key and makes it current; old data stays readable under the old ones."""
    target = folder / "keys.json"
    content = read_keys(folder)
    newest = max(int(key_id) for key_id in content["data_keys"]) + 1
    content["data_keys"][str(newest)] = _text(secrets.token_bytes(32))
    content["current"] = newest
    write_keys(target, content)
    forget_keys()
    return newest


def write_keys(target: Path, content: dict[str, object]) -> None:
    # A half-written key file would lose everything: write beside, flush, then rename.
    beside = target.with_suffix(".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(content, stream, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(target)


def read_keys(folder: Path) -> dict[str, Any]:
    """The key file's content; for looking after keys, not for using them."""
    content: dict[str, Any] = json.loads((folder / "keys.json").read_text("utf-8"))
    return content


def fingerprints(content: Mapping[str, Any]) -> dict[str, str]:
    """What tells one set of keys from another and nothing about them: name of the key → 16 hex digits."""
    named = {f"data key {key_id}": key for key_id, key in content["data_keys"].items()}
    named |= {"index key": content["index_key"], "signing key": content["signing_key"]}
    return {name: _fingerprint(_bytes(key)) for name, key in named.items()}


def _fingerprint(key: bytes) -> str:
    return hashlib.sha256(b"motcua key fingerprint\0" + key).hexdigest()[:16]


@cache
def _read(path: str, changed_ns: int) -> KeyRing:
    content = json.loads(Path(path).read_text("utf-8"))
    return KeyRing(
        ciphers={int(key_id): AESGCM(_bytes(key)) for key_id, key in content["data_keys"].items()},
        current=int(content["current"]),
        index_key=_bytes(content["index_key"]),
        signing_key=Ed25519PrivateKey.from_private_bytes(_bytes(content["signing_key"])),
    )


# A rotation by another process is noticed within this time, without a look at the disk for every value.
NOTICED_WITHIN_SECONDS = 5.0
_ring: KeyRing | None = None
_looked_at = 0.0


def key_ring() -> KeyRing:
    """This installation's keys as of the last few seconds."""
    global _ring, _looked_at
    now = monotonic()
    if _ring is None or now - _looked_at > NOTICED_WITHIN_SECONDS:
        path = keys_folder() / "keys.json"
        _ring, _looked_at = _read(str(path), path.stat().st_mtime_ns), now
    return _ring


def forget_keys() -> None:
    """Reads them anew at the next use."""
    global _ring
    _ring = None


def ring_with(key_id: int) -> KeyRing:
    """The keys with that data key among them; raises MissingKey where the installation has it no more."""
    if key_id not in key_ring().ciphers:
        # Another process may have rotated the keys since we read them.
        forget_keys()
    ring = key_ring()
    if key_id not in ring.ciphers:
        raise MissingKey(f"data key {key_id} is not in {keys_folder() / 'keys.json'}")
    return ring


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
