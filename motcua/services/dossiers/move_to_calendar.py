"""An open dossier goes over to a newer calendar; its due instants are reckoned anew (rules.md 1, 3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.kit.instants import instant, local, local_date
from motcua.records.calendars.models import CalendarVersion
from motcua.records.dossiers.models import Dossier
from motcua.records.tasks.models import Task
from motcua.rules.lifecycle import CLOCK_RUNNING
from motcua.rules.time_limit import due_at, parse_limit
from motcua.services.calendars.frozen import parameter, working_calendar
from motcua.services.dossiers._write import write_dossier
from motcua.services.dossiers.facts.clock import clock_facts, reckoned
from motcua.services.dossiers.facts.messages import tell_portal
from motcua.services.dossiers.facts.tasks import restarted_due
from motcua.services.outbox.post import Outgoing


def move_to_calendar(*, dossier: Dossier, calendar: CalendarVersion, at: datetime) -> bool:
    """Whether it went over: what happened under the old calendar must be possible under the new one.

    An apology whose new date would no longer be later than the due date keeps the dossier where it is.
    Raises NotDone where somebody changed the dossier meanwhile.
    """
    dues = _dues(dossier, calendar)
    if dues is None:
        return False
    moved = {name: due for name, due in dues.items() if due != getattr(dossier, name)}
    changes: dict[str, Any] = {"calendar_version": calendar, **dues}
    # A dossier that waits for its applicant rings for the wait, not for the limit.
    is_running = dossier.status in CLOCK_RUNNING
    if is_running and dossier.next_alarm_at is not None and "due_at" in dues:
        changes["next_alarm_at"] = dues["due_at"]
    with transaction.atomic():
        write_dossier(
            dossier,
            event="dossier.calendar_changed",
            by=None,
            at=at,
            changes=changes,
            data={"calendar": calendar.number, "moved": sorted(moved)},
            messages=_told(dossier, moved, at),
        )
        _move_tasks(dossier)
    return True


def _told(dossier: Dossier, moved: Mapping[str, datetime], at: datetime) -> list[Outgoing]:
    """The portal hears of a moved due date; the desk's own clock is the desk's."""
    if "due_at" not in moved:
        return []
    return [tell_portal(dossier, status=dossier.status, at=at, due_at=moved["due_at"])]


def _dues(dossier: Dossier, version: CalendarVersion) -> dict[str, datetime] | None:
    """The due instants under that calendar; None where the dossier's facts do not fit it."""
    if dossier.received_at is None:
        return {"answer_due_at": _answer_due(dossier, version)}
    calendar = working_calendar(version.pk, dossier.lead_agency.code)
    state = reckoned(dossier, clock_facts(dossier), calendar=calendar)
    return None if state.refused else {"due_at": instant(state.due_at)}


def _answer_due(dossier: Dossier, version: CalendarVersion) -> datetime:
    """The desk's own clock runs from the filing, or from the answer to what it asked."""
    answered = dossier.supplement_requests.exclude(answered_at=None).order_by("-answered_at").first()
    began = answered.answered_at if answered and answered.answered_at else dossier.submitted_at
    limit = parse_limit(parameter(dossier.rulebook_version_id, "desk_answer_limit", on=local_date(began)))
    calendar = working_calendar(version.pk, dossier.receiving_agency.code)
    return instant(due_at(local(began), limit, calendar))


def _move_tasks(dossier: Dossier) -> None:
    """Open steps are due by the new calendar, from when their limit last began."""
    began = _last_restart(dossier)
    for task in Task.objects.filter(dossier=dossier, status=Task.OPEN).select_related("agency"):
        if task.step == Task.INTAKE:
            due: datetime | None = dossier.answer_due_at
        elif task.limit_text:
            due = restarted_due(dossier, task, at=max(task.opened_at, began or task.opened_at))
        else:
            continue
        rings = due if task.next_alarm_at is not None else None
        Task.objects.filter(pk=task.pk).update(due_at=due, next_alarm_at=rings)


def _last_restart(dossier: Dossier) -> datetime | None:
    """When the clock last went on after a stop."""
    facts = clock_facts(dossier)
    ends = [request.answered_at for request in facts.requests if request.answered_at]
    ends += [pause.ended_at for pause in facts.pauses if pause.ended_at]
    return max(ends, default=None)
