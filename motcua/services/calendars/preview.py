"""Which open due dates a change to the calendar would move, before anybody confirms it (rules.md 1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import Any

from motcua.kit.instants import instant
from motcua.records.dossiers.models import Dossier, Reappointment
from motcua.rules.calendar_bounds import OutsideCalendar
from motcua.rules.calendar_change import Change, DaysChange
from motcua.rules.working_calendar import WorkingCalendar
from motcua.services.calendars.change_calendar import changed_content, latest_calendar
from motcua.services.calendars.frozen import build_at
from motcua.services.dossiers.facts.clock import ClockFacts, reckoned

MOST = 5_000
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Move:
    """A dossier whose due instant would be another; `kept` where what happened does not fit, so it stays."""

    dossier: Dossier
    old_at: datetime
    new_at: datetime
    kept: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """`number`: the version looked at; `moves`: the first 50 by due date; `is_whole`: none was left out."""

    number: int
    count: int
    looked_at: int
    is_whole: bool
    by_agency: list[tuple[str, int]]
    moves: list[Move]


def preview_change(change: Change) -> Preview:
    """Reckons the open dossiers that the change can touch under both calendars; changes nothing.

    Raises NotDone where the change makes no sense.
    """
    latest = latest_calendar()
    content = changed_content(latest, change)
    dossiers = list(_touched(change)[: MOST + 1])
    moves = list(_moves(dossiers[:MOST], content))
    agencies = Counter(move.dossier.lead_agency.name for move in moves)
    return Preview(
        number=latest.number,
        count=len(moves),
        looked_at=min(len(dossiers), MOST),
        is_whole=len(dossiers) <= MOST,
        by_agency=agencies.most_common(),
        moves=moves[:SHOWN],
    )


def _touched(change: Change) -> Any:
    """Running dossiers due on or after the first changed day: no earlier due date can move."""
    running = Dossier.objects.filter(
        due_at__isnull=False, finished_at=None, closed_at=None, status__in=("received", "processing")
    )
    if isinstance(change, DaysChange):
        running = running.filter(due_at__gte=instant(datetime.combine(change.first, time())))
    if change.agency:
        running = running.filter(lead_agency__code=change.agency)
    return (
        running.select_related("lead_agency", "procedure", "reappointment")
        .prefetch_related("supplement_requests", "pauses")
        .defer("sealed")
        .order_by("due_at", "pk")
    )


def _moves(dossiers: list[Dossier], content: dict[str, Any]) -> Iterator[Move]:
    @cache
    def calendar(agency: str) -> WorkingCalendar:
        return build_at(content, agency if agency in content["agencies"] else "", version="preview")

    for dossier in dossiers:
        code = dossier.lead_agency.code
        try:
            state = reckoned(
                dossier, _facts(dossier), calendar=calendar(code if code in content["agencies"] else "")
            )
        except OutsideCalendar:
            continue
        new, old = instant(state.due_at), dossier.due_at
        if old is not None and new != old:
            yield Move(dossier, old, new, kept=bool(state.refused))


def _facts(dossier: Dossier) -> ClockFacts:
    moved: Reappointment | None = getattr(dossier, "reappointment", None)
    return ClockFacts(list(dossier.supplement_requests.all()), list(dossier.pauses.all()), moved)
