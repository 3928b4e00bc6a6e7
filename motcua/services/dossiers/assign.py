"""Gives a step to one officer, or back to all who hold its role (NĐ 61/2018 Art. 19.1)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.services.dossiers._tasks import already_done
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.facts.holders import holds_role
from motcua.services.errors import NotDone


def assign_task(
    *, task: Task, to: Account | None, by: Account, at: datetime, version: int | None = None
) -> Task:
    """Assigns an open task to `to` (None: to nobody), who must hold its role at its agency on that day."""
    check_version(task.dossier, version)
    if to is not None and not holds_role(to, task, at):
        raise NotDone(
            Refused("wrong_role", N_("%(who)s không giữ vai trò của bước này ở cơ quan."), {"who": to.name})
        )
    with transaction.atomic():
        write_dossier(
            task.dossier,
            event="dossier.assigned",
            by=by,
            at=at,
            data={"task": task.pk, "to": to.pk if to else None, "was": task.assignee_id},
        )
        changed = Task.objects.filter(pk=task.pk, status=Task.OPEN).update(assignee=to)
        if not changed:
            raise NotDone(already_done(task))
    task.assignee = to
    return task
