"""Opens and closes the tasks that a dossier's process asks for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from motcua.kit.instants import instant, local
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.rules.desk_deadlines import step_due_at
from motcua.rules.process_table import ProcessTable, TableStep
from motcua.rules.time_limit import parse_limit
from motcua.rules.timeliness import timeliness_of
from motcua.services.agencies.find import find_agencies
from motcua.services.calendars.frozen import working_calendar
from motcua.services.errors import NotDone

INTAKE, RELEASE = "intake", "release"


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


def intake_task(dossier: Dossier, *, at: datetime) -> Task:
    """The unsaved task of `open_intake`."""
    return Task(
        dossier=dossier,
        step=INTAKE,
        name=N_("Tiếp nhận hồ sơ"),
        kind=INTAKE,
        agency=dossier.receiving_agency,
        role="desk_officer",
        opened_at=at,
        due_at=dossier.answer_due_at,
        next_alarm_at=dossier.answer_due_at,
    )


def open_release(dossier: Dossier, *, at: datetime) -> Task:
    """The desk's duty to hand the result over; never late (NĐ 61/2018 Art. 20)."""
    task = release_task(dossier, at=at)
    task.save(force_insert=True)
    return task


def release_task(dossier: Dossier, *, at: datetime) -> Task:
    """The unsaved task of `open_release`."""
    return Task(
        dossier=dossier,
        step=RELEASE,
        name=N_("Trả kết quả"),
        kind=RELEASE,
        agency=dossier.receiving_agency,
        role="desk_officer",
        opened_at=at,
    )


def close_task(task: Task, *, by: Account, at: datetime, outcome: str = "", note: str = "") -> None:
    """Marks an open task done, or says who did it first."""
    changes = done_columns(task, by=by, at=at, outcome=outcome, note=note)
    if not Task.objects.filter(pk=task.pk, status=Task.OPEN).update(**changes):
        raise NotDone(already_done(task))
    for column, value in changes.items():
        setattr(task, column, value)


def done_columns(task: Task, *, by: Account, at: datetime, outcome: str, note: str) -> dict[str, Any]:
    """What a task's columns become when it is done."""
    return {
        "status": Task.DONE,
        "done_at": at,
        "done_by": by,
        "outcome": outcome,
        "note": note,
        "timeliness": _timeliness(task, at),
        "next_alarm_at": None,
    }


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


def restarted_due(dossier: Dossier, task: Task, *, at: datetime) -> datetime:
    """When an open step is due whose limit begins anew at `at`."""
    if dossier.due_at is None:
        raise ValueError(f"{dossier}: not received, has no steps")
    return _step_due(dossier.due_at, task.limit_text, dossier.calendar_version_id, task.agency, at)


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
        {
            "who": fresh.done_by.name if fresh.done_by else N_("Hệ thống"),
            "when": local(fresh.done_at).strftime("%H:%M %d/%m/%Y") if fresh.done_at else "",
        },
    )


def step_task(dossier: Dossier, step: TableStep, agency: Agency, at: datetime) -> Task:
    """The unsaved task of a step at its agency."""
    if step.limit is None or step.role is None or dossier.due_at is None:
        raise ValueError(f"{dossier}: step {step.id} of a published process lacks limit, role or due date")
    due = _step_due(dossier.due_at, step.limit, dossier.calendar_version_id, agency, at)
    return Task(
        dossier=dossier,
        step=step.id,
        name=step.name,
        kind=step.kind,
        agency=agency,
        role=step.role,
        opened_at=at,
        limit_text=step.limit,
        due_at=due,
        next_alarm_at=due,
    )


def _step_due(
    dossier_due: datetime, limit: str, calendar_version: int, agency: Agency, at: datetime
) -> datetime:
    calendar = working_calendar(calendar_version, agency.code)
    return instant(step_due_at(local(at), parse_limit(limit), local(dossier_due), calendar))


def _timeliness(task: Task, at: datetime) -> str:
    if task.due_at is None or not task.limit_text:
        return ""
    return timeliness_of(parse_limit(task.limit_text), local(task.due_at), local(at))
