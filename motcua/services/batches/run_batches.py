"""The worker does what batches ask, task after task, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import QuerySet

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.batches.models import Batch, BatchItem
from motcua.services.batches.acts import ACTS
from motcua.services.dossiers.facts.holders import holds_role
from motcua.services.errors import NotDone

_AT_ONCE = 50
_NOT_YOURS = Refused(
    "not_yours", N_("Việc này nay do người khác giữ, hoặc bạn không còn giữ vai trò của bước này.")
)
_BROKEN = Refused("broken", N_("Hệ thống gặp lỗi ở hồ sơ này. Hãy thử lại; nếu vẫn vậy, hãy báo quản trị."))

_log = structlog.get_logger()


class _DoneByAnother(Exception):
    """Another worker has just done this item."""


def run_batches(*, at: datetime, keep_going: Callable[[], bool]) -> int:
    """Does items of the oldest batch that has any left; how many. May be killed at any point."""
    batch = Batch.objects.filter(ended_at=None).select_related("by", "to").order_by("pk").first()
    if batch is None:
        return 0
    items = list(_left(batch)[:_AT_ONCE])
    done = 0
    for item in items:
        if not keep_going():
            break
        _run(batch, item)
        done += 1
    if not items:
        Batch.objects.filter(pk=batch.pk, ended_at=None).update(ended_at=at)
    return done or int(not items)


def _left(batch: Batch) -> QuerySet[BatchItem]:
    related = ("task__agency", "task__dossier__receiving_agency", "task__dossier__lead_agency")
    waiting = BatchItem.objects.filter(batch=batch, state=BatchItem.WAITING)
    return waiting.select_related(*related).order_by("position")


def _run(batch: Batch, item: BatchItem) -> None:
    """The act and the item's own result stand or fall together, so none is done twice."""
    try:
        with transaction.atomic():
            _act(batch, item)
            if not _mark(item, BatchItem.DONE):
                raise _DoneByAnother
    except _DoneByAnother:
        return
    except NotDone as no:
        _mark(item, BatchItem.FAILED, no.refused)
    except Exception:
        _log.exception("batch.item_failed", batch=batch.pk, item=item.pk)
        _mark(item, BatchItem.FAILED, _BROKEN)


def _act(batch: Batch, item: BatchItem) -> None:
    # Rights are asked anew: since the batch began the officer may have lost the role, or the task.
    task, at = item.task, batch.started_at
    if task.assignee_id not in (None, batch.by_id) or not holds_role(batch.by, task, at):
        raise NotDone(_NOT_YOURS)
    ACTS[batch.act].do(batch, task, at, item.version)


def _mark(item: BatchItem, state: str, refused: Refused | None = None) -> bool:
    why = refused and {"code": refused.code, "message": refused.message, "params": dict(refused.params)}
    waiting = BatchItem.objects.filter(pk=item.pk, state=BatchItem.WAITING)
    return bool(waiting.update(state=state, refused=why))
