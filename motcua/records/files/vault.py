"""Bytes at rest in the data folder's `files/`: encrypted in chunks, so that no file lies in memory whole.

A stored file is `MCF1` ‖ key id (2) ‖ nonce prefix (7) ‖ chunks of 1 MiB, each AES-GCM with a nonce of
prefix ‖ counter (4) ‖ 1 for the last chunk, 0 before (the STREAM construction): chunks cannot be
changed, swapped, dropped or cut off unnoticed.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from django.conf import settings

from motcua.records.keys import MissingKey, key_ring, ring_with

CHUNK = 1024 * 1024
_MAGIC = b"MCF1"
_HEADER = len(_MAGIC) + 2 + 7
_TAG = 16
_PURPOSE = b"file.content"


class DamagedFile(Exception):
    """The stored bytes are missing, changed or cut off. The message says which, and where."""


@dataclass(frozen=True, slots=True)
class Written:
    """`path` inside `files/`, `digest` keyed over the plain content, `size` of it in bytes."""

    path: str
    digest: str
    size: int


def files_folder() -> Path:
    return Path(settings.MOTCUA_FILES)


def write_stored(chunks: Iterable[bytes], path: str | None = None) -> Written:
    """Encrypts plain `chunks` to a new path (or, for a change of key, the same), flushed to the disk."""
    path = path or _new_path()
    target = files_folder() / path
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    measured = _Measured(chunks)
    try:
        with beside.open("xb") as stream:
            for piece in _encrypted(_rechunked(measured)):
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    flush_folder(target.parent)
    return Written(path=path, digest=measured.digest, size=measured.size)


def read_stored(path: str) -> Iterator[bytes]:
    """The plain content in chunks; raises DamagedFile, at the latest where the damage is."""
    try:
        with (files_folder() / path).open("rb") as stream:
            yield from _decrypted(stream)
    except FileNotFoundError:
        raise DamagedFile("the file is not there") from None


def key_id_of_stored(path: str) -> int:
    """Under which data key the file lies."""
    try:
        with (files_folder() / path).open("rb") as stream:
            return _read_header(stream)[0]
    except FileNotFoundError:
        raise DamagedFile("the file is not there") from None


def content_digest(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Keyed digest (hex) and size of plain content."""
    measured = _Measured(chunks)
    for _ in measured:
        pass
    return measured.digest, measured.size


def flush_folder(folder: Path) -> None:
    """Makes a rename in the folder last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _Measured:
    """Passes chunks on; afterwards their digest and size are known."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        # The same value as sealing.digest_bytes over the whole content.
        self._hmac = hmac.new(key_ring().index_key, _PURPOSE + b"\0", hashlib.sha256)
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._hmac.update(chunk)
            self.size += len(chunk)
            yield chunk

    @property
    def digest(self) -> str:
        return self._hmac.hexdigest()


def _new_path() -> str:
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


def _encrypted(chunks: Iterator[tuple[bytes, bool]]) -> Iterator[bytes]:
    ring, prefix = key_ring(), os.urandom(7)
    cipher = ring.ciphers[ring.current]
    yield _MAGIC + ring.current.to_bytes(2, "big") + prefix
    for counter, (chunk, is_last) in enumerate(chunks):
        yield cipher.encrypt(_nonce(prefix, counter, is_last), chunk, _PURPOSE)


def _decrypted(stream: BinaryIO) -> Iterator[bytes]:
    key_id, prefix = _read_header(stream)
    try:
        cipher = ring_with(key_id).ciphers[key_id]
    except MissingKey as missing:
        raise DamagedFile(str(missing)) from None
    counter, piece = 0, stream.read(CHUNK + _TAG)
    while True:
        ahead = stream.read(CHUNK + _TAG)
        try:
            yield cipher.decrypt(_nonce(prefix, counter, not ahead), piece, _PURPOSE)
        except (InvalidTag, ValueError):
            place = _HEADER + counter * (CHUNK + _TAG)
            what = f"changed or cut off in its bytes {place} to {place + len(piece)}"
            raise DamagedFile(what) from None
        if not ahead:
            return
        counter, piece = counter + 1, ahead


def _read_header(stream: BinaryIO) -> tuple[int, bytes]:
    header = stream.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise DamagedFile(f"its first {_HEADER} bytes are not a stored file's")
    return int.from_bytes(header[4:6], "big"), header[6:]


def _nonce(prefix: bytes, counter: int, is_last: bool) -> bytes:
    return prefix + counter.to_bytes(4, "big") + (b"\x01" if is_last else b"\x00")


def _rechunked(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Chunks of exactly CHUNK bytes, the last one shorter, each with whether it is the last."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) > CHUNK:
            yield bytes(waiting[:CHUNK]), False
            del waiting[:CHUNK]
    yield bytes(waiting), True
