"""The dossier's clock, reckoned anew from its stored facts (NĐ 61/2018 Art. 19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.kit.instants import local
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.dossiers.models import Dossier, Pause, Reappointment, SupplementRequest
from motcua.rules.clock_events import ClockEvent, ClockState, Resume, What
from motcua.rules.deadline_clock import reckon_clock
from motcua.rules.time_limit import TimeLimit, parse_limit
from motcua.rules.working_calendar import WorkingCalendar
from motcua.services.calendars.frozen import working_calendar
from motcua.services.errors import NotDone


def limit_of(dossier: Dossier) -> TimeLimit:
    return parse_limit(dossier.limit_text)


def calendar_of(dossier: Dossier) -> WorkingCalendar:
    """The calendar under which the dossier was filed, at its lead agency."""
    return working_calendar(dossier.calendar_version_id, dossier.lead_agency.code)


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What beside the dossier's own row moved its clock."""

    requests: Sequence[SupplementRequest]
    pauses: Sequence[Pause]
    moved: Reappointment | None


def clock_facts(dossier: Dossier) -> ClockFacts:
    return ClockFacts(
        requests=tuple(dossier.supplement_requests.all()),
        pauses=tuple(dossier.pauses.all()),
        moved=Reappointment.objects.filter(dossier=dossier).first(),
    )


def clock_of(dossier: Dossier) -> ClockState:
    """The clock as it stands; raises ValueError before receipt."""
    return reckoned(dossier, clock_facts(dossier))


def reckoned(
    dossier: Dossier, facts: ClockFacts, *after: ClockEvent, calendar: WorkingCalendar | None = None
) -> ClockState:
    """The clock after the stored facts and then `after`; by its own calendar, or by another one."""
    return reckon_clock(
        limit=limit_of(dossier),
        resume=_resume(dossier),
        events=[*clock_events(dossier, facts), *after],
        calendar=calendar or calendar_of(dossier),
        requests_before_receipt=sum(request.is_before_receipt for request in facts.requests),
    )


def clock_events(dossier: Dossier, facts: ClockFacts) -> list[ClockEvent]:
    """Every fact that moved the clock, in order."""
    if dossier.received_at is None:
        raise ValueError(f"{dossier}: no clock before receipt")
    events = [ClockEvent(local(dossier.received_at), "receive")]
    for request in facts.requests:
        events.extend(_request_events(request))
    for pause in facts.pauses:
        events.extend(_pause_events(pause))
    if moved := facts.moved:
        events.append(ClockEvent(local(moved.at), "reappoint", new_due_at=local(moved.appointed_at)))
    # A stop ends before the next begins at the same minute; receipt is always first.
    ordered = sorted(events[1:], key=lambda event: (event.at, event.what not in _ENDINGS))
    ending = [ClockEvent(local(dossier.finished_at), "finish")] if dossier.finished_at else []
    return [events[0], *ordered, *ending]


_ENDINGS: frozenset[What] = frozenset({"supplement_complete", "resume"})


def _request_events(request: SupplementRequest) -> list[ClockEvent]:
    if request.is_before_receipt:
        return []
    asked = ClockEvent(local(request.at), "request_supplement", has_override=request.is_override)
    if request.answered_at is None:
        return [asked]
    return [asked, ClockEvent(local(request.answered_at), "supplement_complete")]


def _pause_events(pause: Pause) -> list[ClockEvent]:
    began = ClockEvent(local(pause.began_at), "pause")
    if pause.ended_at is None:
        return [began]
    return [began, ClockEvent(local(pause.ended_at), "resume")]


def _resume(dossier: Dossier) -> Resume:
    return "continue" if dossier.resume_rule == "continue" else "restart"


def refused_next(dossier: Dossier, event: ClockEvent) -> Refused | None:
    """Why the clock's rules refuse this as the next event, or None."""
    if refused := refused_if_closed(dossier):
        return refused
    state = reckoned(dossier, clock_facts(dossier), event)
    # Facts are stored only when the rules allowed them, so what is refused here is the new event.
    return state.refused[-1][1] if state.refused else None


def refused_if_closed(dossier: Dossier) -> Refused | None:
    """Declined, withdrawn and stopped dossiers keep their facts, but no clock of theirs moves any more."""
    if dossier.closed_at is None:
        return None
    return Refused("closed", N_("Hồ sơ đã đóng, không còn thời hạn nào để thay đổi."))


def timeliness_at_end(dossier: Dossier, *, at: datetime) -> str:
    """Early, on time or late if handling ends at `at`; NotDone while the clock stands still."""
    state = reckoned(dossier, clock_facts(dossier), ClockEvent(local(at), "finish"))
    if state.timeliness is None:
        raise NotDone(state.refused[-1][1])
    return state.timeliness
