"""Gives a stored file back in clear. Whether the asker may see it is the caller's business."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.records.files.models import StoredFile
from motcua.records.files.vault import read_stored


def read_file(*, file: StoredFile) -> Iterator[bytes]:
    """The content in chunks of up to 1 MiB; raises vault.DamagedFile where the bytes were changed."""
    return read_stored(file.path)


def read_whole_file(*, file: StoredFile) -> bytes:
    """The content in one piece, for what is small (a printed form, a picture to show)."""
    return b"".join(read_stored(file.path))
