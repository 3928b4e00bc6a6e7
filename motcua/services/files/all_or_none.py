"""The files of one sending: all are kept, or none of them, neither row nor bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO

from motcua.records.files.models import StoredFile
from motcua.records.files.vault import files_folder
from motcua.services.errors import NotDone
from motcua.services.files.store_file import StoredUpload, store_file

Store = Callable[[BinaryIO | bytes, str], StoredUpload]


@contextmanager
def all_or_none(*, at: datetime) -> Iterator[Store]:
    """Gives a `store(content, name)`. Where the block raises NotDone, everything it stored is gone again.

    The verb belongs inside the block: a refused filing must not leave somebody's papers behind.
    """
    kept: list[StoredFile] = []

    def store(content: BinaryIO | bytes, name: str) -> StoredUpload:
        upload = store_file(content=content, name=name, at=at)
        kept.append(upload.file)
        return upload

    try:
        yield store
    except NotDone:
        _take_back(kept)
        raise


def _take_back(files: Sequence[StoredFile]) -> None:
    StoredFile.objects.filter(pk__in=[file.pk for file in files]).delete()
    for file in files:
        (files_folder() / file.path).unlink(missing_ok=True)
