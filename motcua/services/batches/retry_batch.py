"""What failed in a batch is tried again, alone, as it stands now."""

from __future__ import annotations

from datetime import datetime

from motcua.records.batches.models import Batch, BatchItem
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.services.batches.acts import ACTS
from motcua.services.batches.start_batch import start_batch


def retry_batch(*, batch: Batch, by: Account, at: datetime) -> Batch:
    """A new batch of the failed tasks that are still open and fit; pressed twice it is one.

    The officer has read why each failed, so the versions are those of now. Raises NotDone where none is left.
    """
    failed = BatchItem.objects.filter(batch=batch, state=BatchItem.FAILED, task__status=Task.OPEN)
    tasks = [item.task for item in failed.select_related("task__dossier").order_by("position")]
    return start_batch(
        act=batch.act,
        tasks=[task for task in tasks if ACTS[batch.act].fits(task)],
        by=by,
        at=at,
        key=f"retry-{batch.pk}",
        to=batch.to,
    )
