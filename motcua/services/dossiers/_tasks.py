"""Opens and closes the tasks that a dossier's process asks for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from motcua.kit.instants import instant, local
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.rules.process_model import ProcessStep, ProcessTable
from motcua.rules.time_limit import due_at, parse_limit
from motcua.rules.timeliness import timeliness_of
from motcua.services.agencies.find import find_agencies
from motcua.services.calendars.frozen import working_calendar
from motcua.services.errors import NotDone

INTAKE, RELEASE = "intake", "release"


def open_steps(dossier: Dossier, table: ProcessTable, steps: Iterable[str], *, at: datetime) -> list[Task]:
    """Makes a task for each step, at the agency its lane means, due at its own limit or the dossier's."""
    wanted = [table.step(step) for step in steps]
    if not wanted:
        return []
    agencies = find_agencies((step.where for step in wanted), receiving=dossier.receiving_agency)
    tasks = [_step_task(dossier, step, agencies[step.where], at) for step in wanted]
    return Task.objects.bulk_create(tasks)


def open_intake(dossier: Dossier, *, at: datetime) -> Task:
    """The desk's duty to answer a filed dossier, by the desk's own clock (NĐ 61/2018 Art. 17)."""
    return Task.objects.create(
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
    return Task.objects.create(
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
    changes = {
        "status": Task.DONE,
        "done_at": at,
        "done_by": by,
        "outcome": outcome,
        "note": note,
        "timeliness": _timeliness(task, at),
        "next_alarm_at": None,
    }
    if not Task.objects.filter(pk=task.pk, status=Task.OPEN).update(**changes):
        raise NotDone(already_done(task))
    for column, value in changes.items():
        setattr(task, column, value)


def cancel_open_tasks(dossier: Dossier) -> None:
    """Nobody has anything to do on a dossier that is closed."""
    Task.objects.filter(dossier=dossier, status=Task.OPEN).update(status=Task.CANCELLED, next_alarm_at=None)


def find_open_task(dossier: Dossier, step: str) -> Task:
    """The one open task of that step, or a refusal that says there is none."""
    task = Task.objects.filter(dossier=dossier, step=step, status=Task.OPEN).first()
    if task is None:
        raise NotDone(
            Refused("no_open_task", N_("Bước này không còn mở. Hãy tải lại trang để xem tình trạng mới."))
        )
    return task


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


def _step_task(dossier: Dossier, step: ProcessStep, agency: Agency, at: datetime) -> Task:
    due = step_due_at(dossier, step, agency, at)
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


def step_due_at(dossier: Dossier, step: ProcessStep, agency: Agency, at: datetime) -> datetime:
    """The earlier of the step's own reckoning and the dossier's due instant (rules of the clock, 3)."""
    calendar = working_calendar(dossier.calendar_version_id, agency.code)
    own = instant(due_at(local(at), parse_limit(step.limit), calendar))
    return min(own, dossier.due_at) if dossier.due_at else own


def _timeliness(task: Task, at: datetime) -> str:
    if task.due_at is None or not task.limit_text:
        return ""
    return timeliness_of(parse_limit(task.limit_text), local(task.due_at), local(at))
