"""An officer asks for many tasks to be done in one go; the worker does them (TT 01/2018 Art. 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.batches.models import Batch, BatchItem
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.services.batches.acts import ACTS
from motcua.services.errors import NotDone

MOST = 1_000


def start_batch(
    *,
    act: str,
    tasks: Sequence[Task],
    by: Account,
    at: datetime,
    key: str,
    to: Account | None = None,
    seen: Mapping[int, int] | None = None,
) -> Batch:
    """Keeps what is to be done; nothing is done yet. The caller has asked the right to each task.

    `tasks` with their dossiers; `seen`: the dossier's version by task, where the officer saw another than
    the one loaded. The same `key` again is the same batch. Raises
    NotDone where nothing, or more than 1,000, is asked, or an act that does not fit a task.
    """
    if refused := _refused(act, tasks):
        raise NotDone(refused)
    try:
        with transaction.atomic():
            batch = Batch.objects.create(
                key=f"{by.pk}:{key}"[:64], by=by, act=act, to=to, item_count=len(tasks), started_at=at
            )
            BatchItem.objects.bulk_create(
                BatchItem(
                    batch=batch,
                    position=number,
                    task=task,
                    version=(seen or {}).get(task.pk, task.dossier.version),
                )
                for number, task in enumerate(tasks, 1)
            )
    except IntegrityError:
        return Batch.objects.get(key=f"{by.pk}:{key}"[:64])
    return batch


def _refused(act: str, tasks: Sequence[Task]) -> Refused | None:
    if act not in ACTS:
        return Refused("unknown_act", N_("Hãy chọn việc cần làm với các hồ sơ đã chọn."))
    if not tasks:
        return Refused("nothing_chosen", N_("Hãy chọn ít nhất một hồ sơ."))
    if len(tasks) > MOST:
        return Refused("too_many", N_("Mỗi lần làm nhiều nhất %(most)s hồ sơ."), {"most": MOST})
    if not all(ACTS[act].fits(task) for task in tasks):
        return Refused("does_not_fit", N_("Có hồ sơ không ở bước làm được việc này. Hãy chọn lại."))
    return None
