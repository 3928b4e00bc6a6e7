"""An officer sends a step back to whoever passed it on, with the reason (NĐ 61/2018 Art. 19)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.rules.process_moves import Marking, send_back
from motcua.services.dossiers._input import reason_of
from motcua.services.dossiers._tasks import (
    already_done,
    check_running,
    close_task,
    who_was_first,
)
from motcua.services.dossiers._write import check_version, write_dossier
from motcua.services.dossiers.facts.holders import holds_role, in_place_of
from motcua.services.dossiers.facts.tasks import SENT_BACK, step_before, step_task
from motcua.services.errors import NotDone
from motcua.services.processes.frozen import process_table


def send_back_task(*, task: Task, by: Account, at: datetime, reason: str, version: int | None = None) -> Task:
    """Ends an open step as sent back and opens the one before it again; that one.

    It goes to the officer who did it, if they still hold its role, else to all who do. The new limit is
    the step's own, never later than the dossier's due date, which does not move. Raises NotDone where the
    step is done already, the dossier is stopped or changed meanwhile, nothing led straight to the step,
    or the reason is missing.
    """
    dossier = task.dossier
    if task.status != Task.OPEN:
        raise NotDone(already_done(task))
    check_version(dossier, version)
    check_running(dossier)
    told = reason_of(reason)
    before = _step_before(dossier, task)
    table = process_table(dossier.process_version_id or 0)
    progress = send_back(table, Marking.from_json(dossier.marking), task.step, before.step)
    if isinstance(progress, Refused):
        raise NotDone(progress)
    again = step_task(dossier, table.steps[before.step], before.agency, at)
    again.assignee = _who_did(before, at)
    with transaction.atomic():
        try:
            write_dossier(
                dossier,
                event="dossier.step_sent_back",
                by=by,
                at=at,
                changes={"marking": progress.marking.to_json()},
                data={
                    "task": task.pk,
                    "step": task.step,
                    "to": before.step,
                    "again": before.pk,
                    **in_place_of(task, by),
                },
            )
        except NotDone as no:
            raise who_was_first(task, no) from None
        close_task(task, by=by, at=at, outcome=SENT_BACK, note=told)
        again.save(force_insert=True)
    return again


def _step_before(dossier: Dossier, task: Task) -> Task:
    done = Task.objects.filter(dossier=dossier, status=Task.DONE).select_related("agency", "done_by")
    before = step_before(process_table(dossier.process_version_id or 0), task, list(done))
    if before is None:
        raise NotDone(
            Refused(
                "no_way_back",
                N_("Không có bước nào chuyển thẳng đến bước này, nên không trả lại được. Hãy ghi ghi chú."),
            )
        )
    return before


def _who_did(before: Task, at: datetime) -> Account | None:
    who = before.done_by
    return who if who is not None and holds_role(who, before, at) else None
