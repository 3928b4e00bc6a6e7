"""Warns the next person up the ladder that a limit comes near or has passed (NĐ 61/2018 Art. 19.9, 25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from motcua.kit.instants import instant, local, local_date
from motcua.records.agencies.models import Agency
from motcua.records.dossiers.models import Dossier
from motcua.records.lateness.models import Escalation, ExtensionRequest
from motcua.records.tasks.models import Task
from motcua.rules.escalation import OFFICER, Rung, proposed_date, ring_at, rungs_reached
from motcua.rules.lifecycle import CLOCK_RUNNING
from motcua.rules.working_calendar import WorkingCalendar
from motcua.services.agencies.find import find_agencies
from motcua.services.calendars.frozen import working_calendar
from motcua.services.calendars.ladders import ladder
from motcua.services.dossiers.facts.clock import calendar_of

_LOOK_AGAIN = timedelta(hours=4)  # a dossier whose clock stands still
_PROPOSED_DAYS = 3


@dataclass(frozen=True, slots=True)
class _Limit:
    """What the ladder is held against."""

    about: str
    started_at: datetime
    due_at: datetime
    rungs: Sequence[Rung]
    calendar: WorkingCalendar


def escalate_dossier(*, dossier: Dossier, about: str, at: datetime) -> int:
    """Writes every warning that is due by `at` and not yet written; how many there were.

    `about` is `due` (the dossier's own limit) or `answer` (the desk's, for a filing). A second call, or a
    second worker, writes nothing more. `dossier` comes with its agencies. The rung that says so drafts the
    extension request of Art. 19.9.
    """
    limit = _limit_of(dossier, about, at)
    told = Escalation.objects.filter(dossier=dossier, about=about)
    if limit is None:
        told.filter(next_at__isnull=False).update(next_at=None)
        return 0
    if about == Escalation.DUE and dossier.status not in CLOCK_RUNNING:
        told.filter(next_at__isnull=False).update(next_at=at + _LOOK_AGAIN)
        return 0
    reached = rungs_reached(
        limit.rungs,
        started_at=local(limit.started_at),
        due_at=local(limit.due_at),
        now=local(at),
        calendar=limit.calendar,
    )
    if not reached:
        return 0
    known = set(told.filter(due_at=limit.due_at).values_list("rung", flat=True))
    fresh = [number for number in range(reached) if number not in known]
    if fresh:
        _write(dossier, limit, fresh, at)
    return len(fresh)


def _limit_of(dossier: Dossier, about: str, at: datetime) -> _Limit | None:
    """The limit as it stands; None where it is answered, handled or closed."""
    rungs = ladder(dossier.rulebook_version_id, about, local_date(at))
    if not rungs or dossier.closed_at is not None:
        return None
    if about == Escalation.ANSWER:
        if dossier.status != "submitted":
            return None
        desk = working_calendar(dossier.calendar_version_id, dossier.receiving_agency.code)
        return _Limit(about, dossier.submitted_at, dossier.answer_due_at, rungs, desk)
    if dossier.finished_at or dossier.due_at is None or dossier.clock_started_at is None:
        return None
    return _Limit(about, dossier.clock_started_at, dossier.due_at, rungs, calendar_of(dossier))


def _write(dossier: Dossier, limit: _Limit, fresh: Sequence[int], at: datetime) -> None:
    top = fresh[-1] + 1
    next_at = _ring_at(limit, limit.rungs[top]) if top < len(limit.rungs) else None
    agencies = _agencies(dossier, [limit.rungs[number].where for number in fresh])
    rows = []
    for number in fresh:
        rung = limit.rungs[number]
        role, agency = rung.role, agencies[rung.where]
        if role == OFFICER:
            role, agency = _who_holds_it(dossier, agency)
        rows.append(
            Escalation(
                dossier=dossier,
                about=limit.about,
                due_at=limit.due_at,
                rung=number,
                role=role,
                agency=agency,
                at=at,
                next_at=next_at if number == fresh[-1] else None,
            )
        )
    with transaction.atomic():
        Escalation.objects.filter(dossier=dossier, about=limit.about, next_at__isnull=False).update(
            next_at=None
        )
        Escalation.objects.bulk_create(rows, ignore_conflicts=True)
        if any(limit.rungs[number].drafts_extension for number in fresh):
            _draft(dossier, limit, at)


def _ring_at(limit: _Limit, rung: Rung) -> datetime:
    rings = ring_at(
        rung, started_at=local(limit.started_at), due_at=local(limit.due_at), calendar=limit.calendar
    )
    return instant(rings)


def _agencies(dossier: Dossier, wheres: Sequence[str]) -> dict[str, Agency]:
    others = [where for where in wheres if where != "lead"]
    return {"lead": dossier.lead_agency, **find_agencies(others, receiving=dossier.receiving_agency)}


def _who_holds_it(dossier: Dossier, agency: Agency) -> tuple[str, Agency]:
    """The role and agency whose step is open; the desk's where there is none."""
    task = (
        Task.objects.filter(dossier=dossier, status=Task.OPEN).select_related("agency").order_by("id").first()
    )
    return (task.role, task.agency) if task else ("desk_officer", agency)


def _draft(dossier: Dossier, limit: _Limit, at: datetime) -> None:
    """One request a dossier: a draft follows the due date until somebody signs it."""
    proposed = proposed_date(local(limit.due_at), local(at), limit.calendar, working_days=_PROPOSED_DAYS)
    drafts = ExtensionRequest.objects.filter(dossier=dossier)
    if not drafts.filter(signed_at=None).update(due_at=limit.due_at, proposed_at=instant(proposed)):
        ExtensionRequest.objects.bulk_create(
            [
                ExtensionRequest(
                    dossier=dossier,
                    agency=dossier.lead_agency,
                    drafted_at=at,
                    due_at=limit.due_at,
                    proposed_at=instant(proposed),
                )
            ],
            ignore_conflicts=True,
        )
