"""Takes a file in: looked over, freed of camera data, encrypted and on the disk before its row is.

A crash in between leaves bytes without a row, which `sweep_orphans` takes away; never a row without bytes.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from motcua.records.files.models import StoredFile
from motcua.records.files.vault import CHUNK, write_stored
from motcua.services.files._refusals import not_taken
from motcua.services.files.inspect_upload import inspect_upload

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """`file` is saved; `name` is the cleaned label to show people."""

    file: StoredFile
    name: str


def store_file(*, content: BinaryIO | bytes, name: str, at: datetime) -> StoredUpload:
    """Keeps somebody's file (a seekable stream or bytes, up to 50 MB); raises NotDone saying what to mend."""
    stream = BytesIO(content) if isinstance(content, bytes) else content
    inspected = inspect_upload(stream, name)
    try:
        file = _keep(_chunks_of(inspected.stream), inspected.media_type, at)
    except OSError as problem:
        if problem.errno in _NO_ROOM:
            raise not_taken("storage_full", inspected.name) from problem
        raise
    return StoredUpload(file=file, name=inspected.name)


def store_own_file(*, content: bytes, media_type: str, at: datetime) -> StoredFile:
    """Keeps a file the system made itself, such as a printed form: nothing to look over."""
    return _keep([content], media_type, at)


def _keep(chunks: Iterable[bytes], media_type: str, at: datetime) -> StoredFile:
    written = write_stored(chunks)
    return StoredFile.objects.create(
        digest=written.digest, path=written.path, size=written.size, media_type=media_type, stored_at=at
    )


def _chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk
