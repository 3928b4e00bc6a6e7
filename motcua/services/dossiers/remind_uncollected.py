"""Nobody has come for a result: its applicant is reminded, once, and nothing is late (NĐ 61/2018 Art. 20)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account
from motcua.records.releases.models import Notice
from motcua.records.tasks.models import Task
from motcua.services.dossiers._write import changed_meanwhile, write_dossier
from motcua.services.errors import NotDone


def remind_uncollected(*, task: Task, by: Account | None, at: datetime) -> Notice:
    """Reminds the applicant of the result that the open release `task` (with its dossier) waits to give.

    `by` None: the worker. Raises NotDone where it was handed over meanwhile, or they were reminded before.
    """
    dossier = task.dossier
    if Notice.objects.filter(dossier=dossier, kind=Notice.UNCOLLECTED).exists():
        raise NotDone(Refused("already_reminded", N_("Người nộp đã được nhắc đến nhận kết quả.")))
    with transaction.atomic():
        data = {"notice": Notice.UNCOLLECTED}
        write_dossier(dossier, event="dossier.uncollected_reminded", by=by, at=at, data=data)
        # After the dossier's row, as in every verb: two that take its tasks first would wait crosswise.
        waiting = Task.objects.filter(pk=task.pk, status=Task.OPEN, step=Task.RELEASE)
        if not waiting.update(next_alarm_at=None):
            raise NotDone(changed_meanwhile(dossier))
        return Notice.objects.create(dossier=dossier, kind=Notice.UNCOLLECTED, at=at, by=by)
