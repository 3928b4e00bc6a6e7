"""Takes away bytes that no row knows: what a crash between file and row, or a rolled-back filing, left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from motcua.records.files.models import StoredFile
from motcua.records.files.vault import files_folder

# A row may still be on its way; no transaction lasts a day.
OLD_ENOUGH = timedelta(days=1)
_BATCH = 500


def sweep_orphans(*, now: datetime) -> int:
    """Deletes files older than a day that no StoredFile names (`now`: the machine's time); how many."""
    swept = 0
    old = _paths_before(files_folder(), (now - OLD_ENOUGH).timestamp())
    while batch := list(islice(old, _BATCH)):
        for path in _orphans(batch):
            (files_folder() / path).unlink(missing_ok=True)
            swept += 1
    return swept


def _paths_before(folder: Path, instant: float) -> Iterator[str]:
    for path in folder.glob("??/*"):
        if path.stat().st_mtime < instant:
            yield path.relative_to(folder).as_posix()


def _orphans(paths: Iterable[str]) -> set[str]:
    found = set(paths)
    return found - set(StoredFile.objects.filter(path__in=found).values_list("path", flat=True))
