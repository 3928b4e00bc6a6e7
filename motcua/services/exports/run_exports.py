"""The worker writes the registers that were asked for, slice by slice (TT 01/2018 Mẫu 06).

A workbook cannot be taken up half-written by another process: what is being written lives in this one,
its progress in the table. A worker that dies stops beating, and the next one begins that export anew.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Q

from motcua.kit.instants import local
from motcua.records.exports.models import Export
from motcua.services.exports._files import Writing, new_file
from motcua.services.exports._rows import register_ids, register_rows
from motcua.services.files.store_file import store_own_file
from motcua.services.journal.record_reading import record_reading

SLICE = 400
KEPT = timedelta(days=7)
_SILENT = timedelta(minutes=2)

_log = structlog.get_logger()


@dataclass(slots=True)
class _Work:
    export: Export
    ids: list[int]
    writing: Writing
    done: int = 0


@dataclass(slots=True)
class Exporter:
    """One worker's hand; `name` tells it from the others'."""

    name: str = field(default_factory=lambda: secrets.token_hex(8))
    work: _Work | None = None

    def run(self, *, at: datetime, now: datetime, keep_going: Callable[[], bool]) -> int:
        """Writes slices of one export until the turn is over; how many rows (at least 1 for any work).

        `at` is the business clock, `now` the machine's. May be killed at any point.
        """
        if self.work is None or not self._holds(self.work.export, now):
            self._drop()
            export = self._take(now)
            if export is None:
                return 0
            self._begin(export, at)
        work = self.work
        if work is None:
            return 1
        before = work.done
        try:
            self._go_on(work, at=at, keep_going=keep_going)
        except Exception:
            _log.exception("export.failed", export=work.export.pk)
            self._end(work, at=at, outcome="failed")
        return max(work.done - before, 1)

    def _take(self, now: datetime) -> Export | None:
        """The oldest export nobody is writing, now ours."""
        free = Q(beat_at=None) | Q(beat_at__lt=now - _SILENT)
        export = Export.objects.filter(free, ended_at=None).select_related("by").order_by("pk").first()
        if export is None:
            return None
        taken = Export.objects.filter(free, pk=export.pk, ended_at=None)
        won = taken.update(worker=self.name, beat_at=now, done_count=0)
        return export if won else None

    def _holds(self, export: Export, now: datetime) -> bool:
        """Beats; False where it was cancelled, or another worker has taken it for abandoned."""
        ours = Export.objects.filter(pk=export.pk, worker=self.name, ended_at=None, asked_at=export.asked_at)
        return bool(ours.update(beat_at=now))

    def _begin(self, export: Export, at: datetime) -> None:
        ids = register_ids(export)
        Export.objects.filter(pk=export.pk).update(row_count=len(ids))
        self.work = _Work(export, ids, new_file(export.kind, _title(export), at))

    def _go_on(self, work: _Work, *, at: datetime, keep_going: Callable[[], bool]) -> None:
        while work.done < len(work.ids) and keep_going():
            part = work.ids[work.done : work.done + SLICE]
            # Journalled before a single name of them is in the file.
            record_reading(by=work.export.by, dossiers=part, page="desk:register-export", at=at)
            work.writing.add(register_rows(part, first=work.done + 1))
            work.done += len(part)
            Export.objects.filter(pk=work.export.pk).update(done_count=work.done)
        if work.done >= len(work.ids):
            if not work.ids:
                work.writing.add([])
            self._end(work, at=at, outcome="written")

    def _end(self, work: _Work, *, at: datetime, outcome: str) -> None:
        open_one = Export.objects.filter(pk=work.export.pk, worker=self.name, ended_at=None)
        if outcome != "written":
            self._drop()
            open_one.update(ended_at=at, outcome=outcome)
            return
        content, self.work = work.writing.close(), None
        with transaction.atomic():
            file = store_own_file(content=content, media_type=work.writing.media_type, at=at)
            if not open_one.update(ended_at=at, outcome=outcome, file=file, expires_at=at + KEPT):
                file.delete()  # cancelled meanwhile: its bytes go with the sweep

    def _drop(self) -> None:
        if self.work is not None:
            self.work.writing.drop()
        self.work = None


def expire_exports(*, at: datetime) -> int:
    """Lets go of the files kept long enough; the sweep of orphans takes their bytes. How many."""
    return Export.objects.filter(file__isnull=False, expires_at__lte=at).update(file=None)


def _title(export: Export) -> str:
    if not export.received_from or not export.received_before:
        return f"Sổ theo dõi hồ sơ, lập ngày {local(export.asked_at):%d/%m/%Y}"
    last = local(export.received_before) - timedelta(minutes=1)
    return f"Sổ theo dõi hồ sơ, từ {local(export.received_from):%d/%m/%Y} đến {last:%d/%m/%Y}"
