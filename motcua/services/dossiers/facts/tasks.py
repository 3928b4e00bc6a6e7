"""The tasks a dossier asks for, drawn up but not saved, with their limits (NĐ 61/2018 Art. 17, 19, 20)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from motcua.kit.instants import instant, local
from motcua.kit.words import N_
from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.records.tasks.models import Task
from motcua.rules.collecting import uncollected_from
from motcua.rules.desk_deadlines import step_due_at
from motcua.rules.process_moves import leads_straight
from motcua.rules.process_table import ProcessTable, TableStep
from motcua.rules.time_limit import parse_limit
from motcua.rules.timeliness import timeliness_of
from motcua.services.calendars.frozen import working_calendar
from motcua.services.calendars.uncollected import uncollected_after

SENT_BACK = "sent_back"


def intake_task(dossier: Dossier, *, at: datetime) -> Task:
    """The unsaved task of `open_intake`."""
    return Task(
        dossier=dossier,
        step=Task.INTAKE,
        name=N_("Tiếp nhận hồ sơ"),
        kind=Task.INTAKE,
        agency=dossier.receiving_agency,
        role="desk_officer",
        opened_at=at,
        due_at=dossier.answer_due_at,
        next_alarm_at=dossier.answer_due_at,
    )


def release_task(dossier: Dossier, *, at: datetime) -> Task:
    """The unsaved task of `open_release`; its alarm reminds the applicant, it is never late."""
    return Task(
        dossier=dossier,
        step=Task.RELEASE,
        name=N_("Trả kết quả"),
        kind=Task.RELEASE,
        agency=dossier.receiving_agency,
        role="desk_officer",
        opened_at=at,
        next_alarm_at=instant(
            uncollected_from(local(at), uncollected_after(dossier.rulebook_version_id, at))
        ),
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


def restarted_due(dossier: Dossier, task: Task, *, at: datetime) -> datetime:
    """When an open step is due whose limit begins anew at `at`."""
    if dossier.due_at is None:
        raise ValueError(f"{dossier}: not received, has no steps")
    return _step_due(dossier.due_at, task.limit_text, dossier.calendar_version_id, task.agency, at)


def step_before(table: ProcessTable, task: Task, done: Iterable[Task]) -> Task | None:
    """Of the steps done, the last that led straight to `task`: where it can be sent back to."""
    ways = [one for one in done if one.outcome != SENT_BACK and leads_straight(table, one.step, task.step)]
    return max(ways, key=lambda one: one.pk, default=None)


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


def _step_due(
    dossier_due: datetime, limit: str, calendar_version: int, agency: Agency, at: datetime
) -> datetime:
    calendar = working_calendar(calendar_version, agency.code)
    return instant(step_due_at(local(at), parse_limit(limit), local(dossier_due), calendar))


def _timeliness(task: Task, at: datetime) -> str:
    if task.due_at is None or not task.limit_text:
        return ""
    return timeliness_of(parse_limit(task.limit_text), local(task.due_at), local(at))
