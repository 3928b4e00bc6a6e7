"""Opens and closes the tasks that a dossier asks for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.rules.process_table import ProcessTable
from motcua.services.agencies.find import find_agencies
from motcua.services.dossiers._write import who_and_when
from motcua.services.dossiers.facts.tasks import (
    done_columns,
    intake_task,
    release_task,
    restarted_due,
    step_task,
)
from motcua.services.errors import NotDone

_RUNNING = frozenset({"received", "processing"})


def open_steps(dossier: Dossier, table: ProcessTable, steps: Iterable[str], *, at: datetime) -> list[Task]:
    """Makes a task for each step, at the agency its lane means, due at its own limit or the dossier's."""
    wanted = [table.steps[step] for step in steps]
    if not wanted:
        return []
    agencies = find_agencies((step.where or "" for step in wanted), receiving=dossier.receiving_agency)
    tasks = [step_task(dossier, step, agencies[step.where or ""], at) for step in wanted]
    return Task.objects.bulk_create(tasks)


def open_intake(dossier: Dossier, *, at: datetime) -> Task:
    """The desk's duty to answer a filed dossier, by the desk's own clock (NĐ 61/2018 Art. 17)."""
    task = intake_task(dossier, at=at)
    task.save(force_insert=True)
    return task


def open_release(dossier: Dossier, *, at: datetime) -> Task:
    """The desk's duty to hand the result over; never late (NĐ 61/2018 Art. 20)."""
    task = release_task(dossier, at=at)
    task.save(force_insert=True)
    return task


def close_task(task: Task, *, by: Account, at: datetime, outcome: str = "", note: str = "") -> None:
    """Marks an open task done, or says who did it first."""
    changes = done_columns(task, by=by, at=at, outcome=outcome, note=note)
    if not Task.objects.filter(pk=task.pk, status=Task.OPEN).update(**changes):
        raise NotDone(already_done(task))
    for column, value in changes.items():
        setattr(task, column, value)


def cancel_open_tasks(dossier: Dossier) -> None:
    """Nobody has anything to do on a dossier that is closed."""
    Task.objects.filter(dossier=dossier, status=Task.OPEN).update(status=Task.CANCELLED, next_alarm_at=None)


def mute_open_steps(dossier: Dossier) -> None:
    """While the clock stands still no step is late, so none may ring."""
    Task.objects.filter(dossier=dossier, status=Task.OPEN).update(next_alarm_at=None)


def restart_open_steps(dossier: Dossier, *, at: datetime) -> None:
    """When the clock goes on, the limits of the open steps begin anew, under the dossier's new due date.

    Nobody could work on them meanwhile; what the evaluation measures is the dossier's own date.
    """
    waiting = Task.objects.filter(dossier=dossier, status=Task.OPEN).exclude(limit_text="")
    for task in waiting.select_related("agency"):
        due = restarted_due(dossier, task, at=at)
        Task.objects.filter(pk=task.pk).update(due_at=due, next_alarm_at=due)


def find_open_task(dossier: Dossier, step: str) -> Task:
    """The one open task of that step, or a refusal that says who did it first or that there is none."""
    task = Task.objects.filter(dossier=dossier, step=step, status=Task.OPEN).first()
    if task is None:
        raise NotDone(_why_none(dossier, step))
    return task


def _why_none(dossier: Dossier, step: str) -> Refused:
    done = Task.objects.filter(dossier=dossier, step=step, status=Task.DONE).order_by("-done_at").first()
    if done is not None:
        return already_done(done)
    return Refused("no_open_task", N_("Bước này không còn mở. Hãy tải lại trang để xem tình trạng mới."))


def already_done(task: Task) -> Refused:
    fresh = Task.objects.select_related("done_by").get(pk=task.pk)
    return Refused(
        "already_done",
        N_("%(who)s đã làm xong bước này lúc %(when)s. Bạn không cần làm gì thêm."),
        who_and_when(fresh.done_by, fresh.done_at),
    )


def who_was_first(task: Task, no: NotDone) -> NotDone:
    """That the step was done meanwhile says more than that the dossier was changed."""
    is_done = Task.objects.filter(pk=task.pk, status=Task.DONE).exists()
    return NotDone(already_done(task)) if is_done else no


def check_running(dossier: Dossier) -> None:
    if dossier.status not in _RUNNING:
        raise NotDone(
            Refused(
                "not_running",
                N_("Hồ sơ đang dừng chờ người dân hoặc đã kết thúc, nên chưa thể làm bước này."),
            )
        )
