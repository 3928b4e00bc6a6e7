"""Takes an assignment back within ten seconds, while nobody has acted since; it has no legal effect."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.journal.models import Entry
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.services.dossiers._write import changed_meanwhile, write_dossier
from motcua.services.dossiers.facts.version import stream_of
from motcua.services.errors import NotDone

WITHIN = timedelta(seconds=10)
ASSIGNED = "dossier.assigned"


def is_undoable(entry: Entry, *, by: Account, now: datetime) -> bool:
    """Whether this last entry of a dossier's story is `by`'s assignment of the last ten seconds.

    `now` is the machine's clock: ten seconds are a courtesy to fingers, no limit of the law.
    """
    return entry.kind == ASSIGNED and entry.actor == by.pk and now - entry.recorded_at <= WITHIN


def undo_assign(*, dossier: Dossier, by: Account, at: datetime, now: datetime) -> Task:
    """Gives the step back to whom it was with before. NotDone too late, or when anybody acted since."""
    last = Entry.objects.filter(stream=stream_of(dossier), number=dossier.version).first()
    if last is None or not is_undoable(last, by=by, now=now):
        raise NotDone(
            Refused(
                "too_late_to_undo",
                N_("Chỉ hoàn tác được việc phân công của chính mình trong 10 giây, khi chưa ai làm gì thêm."),
            )
        )
    was = last.data.get("was")
    with transaction.atomic():
        data = {"task": last.data["task"], "to": was}
        write_dossier(dossier, event="dossier.assignment_undone", by=by, at=at, data=data)
        open_task = Task.objects.filter(pk=last.data["task"], status=Task.OPEN)
        if not open_task.update(assignee_id=was):
            raise NotDone(changed_meanwhile(dossier))
    return open_task.get()
