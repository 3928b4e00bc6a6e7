"""Takes away what belongs to nothing: bytes without a row, rows that no document, paper or export names.

A crash leaves them: between file and row, or between storing a paper and filing it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from motcua.records.files.models import StoredFile
from motcua.records.files.vault import files_folder
from motcua.records.papers.models import Paper

# A row may still be on its way; no transaction lasts a day.
OLD_ENOUGH = timedelta(days=1)
_BATCH = 500


def sweep_orphans(*, now: datetime) -> int:
    """Deletes files older than a day that are nobody's (`now`: the machine's time); how many."""
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
    """Those of the paths that are nobody's; what rows they have are gone."""
    found = set(paths)
    _forget_ownerless(found)
    return found - set(StoredFile.objects.filter(path__in=found).values_list("path", flat=True))


def _forget_ownerless(paths: Iterable[str]) -> None:
    unused = StoredFile.objects.filter(path__in=paths, documents=None, exports=None)
    without_document = set(unused.values_list("pk", flat=True))
    printed = Paper.objects.filter(file_id__in=without_document).values_list("file_id", flat=True)
    StoredFile.objects.filter(pk__in=without_document - set(printed)).delete()
