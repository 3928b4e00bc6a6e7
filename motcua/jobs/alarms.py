"""Finds the alarms that fall due on the business clock and rings each by its verb."""

from __future__ import annotations

from datetime import datetime

from motcua.records.dossiers.models import Dossier
from motcua.records.tasks.models import Task
from motcua.rules.lifecycle import CLOCK_RUNNING, Status
from motcua.services.dossiers.remind_uncollected import remind_uncollected
from motcua.services.dossiers.ring_alarm import ring_dossier_alarm, ring_task_alarm
from motcua.services.dossiers.stop_unanswered import stop_unanswered
from motcua.services.errors import NotDone

_MOST = 50
# A step is not late while its dossier waits for the applicant; before receipt the desk's own step is.
_WAITING = [Status.AWAITING_COMPLETION, Status.AWAITING_SUPPLEMENT]
_RUNNING = [*CLOCK_RUNNING, Status.SUBMITTED]


def ring_due_alarms(*, at: datetime) -> int:
    """Up to 50 each of dossiers, steps, waits that are over, results nobody took; how many rang."""
    return _ring_tasks(at) + _ring_dossiers(at) + _end_waits(at) + _remind_uncollected(at)


def _ring_dossiers(at: datetime) -> int:
    rung = 0
    for dossier in Dossier.objects.filter(next_alarm_at__lt=at, status__in=CLOCK_RUNNING)[:_MOST]:
        try:
            ring_dossier_alarm(dossier=dossier, at=at)
        except NotDone:
            # Somebody moved it a moment ago: the next round looks at it afresh.
            continue
        rung += 1
    return rung


def _end_waits(at: datetime) -> int:
    """Dossiers whose applicant has not answered for as long as the procedure waits."""
    over = Dossier.objects.filter(next_alarm_at__lt=at, status__in=_WAITING)
    ended = 0
    for dossier in over.select_related("receiving_agency", "lead_agency")[:_MOST]:
        try:
            stop_unanswered(dossier=dossier, at=at)
        except NotDone:
            continue
        ended += 1
    return ended


def _ring_tasks(at: datetime) -> int:
    due = Task.objects.filter(status=Task.OPEN, next_alarm_at__lt=at, dossier__status__in=_RUNNING)
    rung = 0
    for task in due.select_related("dossier")[:_MOST]:
        try:
            rung += ring_task_alarm(task=task, at=at)
        except NotDone:
            continue
    return rung


def _remind_uncollected(at: datetime) -> int:
    """Results that have lain at a desk for as long as the rulebook lets them."""
    lying = Task.objects.filter(status=Task.OPEN, step=Task.RELEASE, next_alarm_at__lte=at)
    reminded = 0
    for task in lying.select_related("dossier").order_by("next_alarm_at")[:_MOST]:
        try:
            remind_uncollected(task=task, by=None, at=at)
        except NotDone:
            continue
        reminded += 1
    return reminded
