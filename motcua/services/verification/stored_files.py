"""Stored files: there, whole, and the bytes that were taken in."""

from __future__ import annotations

import random
from collections.abc import Iterator

from motcua.records.files.models import StoredFile
from motcua.records.files.vault import DamagedFile, content_digest, read_stored
from motcua.services.verification.findings import Findings

NAME = "stored files"
_CHUNK = 500


def check_files(findings: Findings, sample: int | None) -> None:
    check = findings.check(NAME)
    for file in _files(sample):
        check.saw()
        try:
            digest, size = content_digest(read_stored(file.path))
        except (DamagedFile, OSError) as problem:
            check.problem(f"file {file.pk} ({file.path}): {problem}")
            continue
        if (digest, size) != (file.digest, file.size):
            check.problem(f"file {file.pk} ({file.path}): these are not the {file.size} bytes taken in")


def _files(sample: int | None) -> Iterator[StoredFile]:
    rows = StoredFile.objects.order_by("pk")
    if sample is not None:
        ids = list(rows.values_list("pk", flat=True))
        yield from rows.filter(pk__in=random.Random(0).sample(ids, min(sample, len(ids))))  # noqa: S311
        return
    last = 0
    while chunk := list(rows.filter(pk__gt=last)[:_CHUNK]):
        yield from chunk
        last = chunk[-1].pk
