"""A due instant passes and nobody has moved: the dossier's story says so (NĐ 61/2018 Art. 19.9)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.records.dossiers.models import Dossier
from motcua.records.tasks.models import Task
from motcua.services.dossiers._write import changed_meanwhile, write_dossier
from motcua.services.errors import NotDone


def ring_dossier_alarm(*, dossier: Dossier, at: datetime) -> None:
    """Journals that the dossier is past its due instant; raises NotDone where somebody moved it meanwhile."""
    with transaction.atomic():
        write_dossier(dossier, event="dossier.overdue", by=None, at=at, changes={"next_alarm_at": None})


def ring_task_alarm(*, task: Task, at: datetime) -> bool:
    """Journals that a step is past its due instant; False where another worker has rung it already.

    `task.dossier` is loaded. Raises NotDone, with nothing written, where the dossier moved meanwhile.
    """
    mine = Task.objects.filter(pk=task.pk, status=Task.OPEN, next_alarm_at=task.next_alarm_at)
    if not mine.exists():
        return False
    with transaction.atomic():
        data = {"task": task.pk, "step": task.step, "agency": task.agency_id}
        write_dossier(task.dossier, event="dossier.step_overdue", by=None, at=at, data=data)
        # After the dossier's row, as in every verb: two that take its tasks first would wait crosswise.
        if not mine.update(next_alarm_at=None):
            raise NotDone(changed_meanwhile(task.dossier))
    return True
