"""Finds the dossiers whose limit comes near, and warns up the ladder, each by its verb."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from motcua.kit.instants import instant, local, local_date
from motcua.records.calendars.models import CalendarVersion, RulebookVersion
from motcua.records.dossiers.models import Dossier
from motcua.records.lateness.models import Escalation, ExtensionRequest
from motcua.records.tasks.models import Task
from motcua.rules.escalation import horizon
from motcua.rules.lifecycle import CLOCK_RUNNING
from motcua.services.calendars.frozen import working_calendar
from motcua.services.calendars.ladders import ladder
from motcua.services.dossiers.escalate import escalate_dossier
from motcua.services.dossiers.settle_extension import settle_extension

_MOST = 200
_SLACK = timedelta(days=3)
_RELATED = ("receiving_agency", "lead_agency")


def warn_of_limits(*, at: datetime) -> int:
    """Up to 200 of each kind; how many warnings were written or requests closed."""
    rungs = sum(escalate_dossier(dossier=one, about=Escalation.DUE, at=at) for one in _coming_due(at))
    rungs += sum(escalate_dossier(dossier=one, about=Escalation.ANSWER, at=at) for one in _unanswered(at))
    higher = Escalation.objects.filter(next_at__lte=at).select_related(*(f"dossier__{r}" for r in _RELATED))
    rungs += sum(
        escalate_dossier(dossier=one.dossier, about=one.about, at=at)
        for one in higher.order_by("next_at")[:_MOST]
    )
    return rungs + _settle(at)


def _coming_due(at: datetime) -> QuerySet[Dossier]:
    """Running dossiers that the first rung may ring for, the soonest due first."""
    told = Escalation.objects.filter(dossier=OuterRef("pk"), about=Escalation.DUE, due_at=OuterRef("due_at"))
    near = Dossier.objects.filter(next_alarm_at__lte=_horizon(at, Escalation.DUE), status__in=CLOCK_RUNNING)
    return near.filter(~Exists(told)).select_related(*_RELATED).order_by("next_alarm_at")[:_MOST]


def _unanswered(at: datetime) -> list[Dossier]:
    told = Escalation.objects.filter(
        dossier=OuterRef("dossier"), about=Escalation.ANSWER, due_at=OuterRef("dossier__answer_due_at")
    )
    waiting = Task.objects.filter(
        status=Task.OPEN, step=Task.INTAKE, next_alarm_at__lte=_horizon(at, Escalation.ANSWER)
    )
    found = waiting.filter(~Exists(told)).select_related(*(f"dossier__{one}" for one in _RELATED))
    return [task.dossier for task in found.order_by("next_alarm_at")[:_MOST]]


def _horizon(at: datetime, about: str) -> datetime:
    """Until when a limit may fall for its first rung to ring: by the newest rulebook and the province's
    hours, and some days more for agencies that work fewer."""
    rulebook = RulebookVersion.objects.order_by("-number").values_list("pk", flat=True).first()
    calendar = CalendarVersion.objects.order_by("-number").values_list("pk", flat=True).first()
    if rulebook is None or calendar is None:
        return at
    rungs = ladder(rulebook, about, local_date(at))
    return instant(horizon(rungs, local(at), working_calendar(calendar, ""))) + _SLACK


def _settle(at: datetime) -> int:
    ended = ExtensionRequest.objects.filter(outcome=ExtensionRequest.OPEN).exclude(
        dossier__finished_at=None, dossier__closed_at=None
    )
    return sum(
        bool(settle_extension(request=one, at=at))
        for one in ended.select_related("dossier").order_by("id")[:_MOST]
    )
