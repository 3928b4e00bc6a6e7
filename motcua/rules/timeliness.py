"""Early, on time or late; and while a dossier is open, how near its due instant is (NĐ 61/2018 Art. 19.9).

Limits in whole working days, days or months are judged by date, the others by instant.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from motcua.kit.phrase import Phrase
from motcua.kit.words import N_
from motcua.rules.time_limit import TimeLimit, is_instant_limit
from motcua.rules.working_calendar import WorkingCalendar

Timeliness = Literal["early", "on_time", "late"]
OpenState = Literal["on_track", "due_soon", "past_closing", "overdue"]

DUE_SOON_MINUTES = 480


def timeliness_of(limit: TimeLimit, due_at: datetime, finished_at: datetime) -> Timeliness:
    """How the end of the work stands to its due instant or, for limits in dates, to its due date."""
    if is_late(limit, due_at, finished_at):
        return "late"
    is_on_it = finished_at == due_at if is_instant_limit(limit) else finished_at.date() == due_at.date()
    return "on_time" if is_on_it else "early"


def is_late(limit: TimeLimit, due_at: datetime, at: datetime) -> bool:
    """Whether the due instant, or for limits in dates the whole due date, has gone by at `at`."""
    return at > due_at if is_instant_limit(limit) else at.date() > due_at.date()


def open_state(limit: TimeLimit, due_at: datetime, now: datetime, calendar: WorkingCalendar) -> OpenState:
    """Where an unfinished dossier stands; `past_closing` is the evening of a due date."""
    if is_late(limit, due_at, now):
        return "overdue"
    if now > due_at:
        return "past_closing"
    return "due_soon" if remaining_minutes(due_at, now, calendar) <= DUE_SOON_MINUTES else "on_track"


def remaining_minutes(due_at: datetime, now: datetime, calendar: WorkingCalendar) -> int:
    """Working minutes left until the due instant; negative once it has gone by."""
    return calendar.working_minutes_between(now, due_at)


def describe_remaining(
    limit: TimeLimit, due_at: datetime, now: datetime, calendar: WorkingCalendar
) -> Phrase:
    """`còn 6 ngày làm việc`, `còn 2 giờ`, `hết giờ làm việc`, `quá 3 giờ`, to be translated."""
    match open_state(limit, due_at, now, calendar):
        case "past_closing":
            return Phrase(N_("hết giờ làm việc"))
        case "overdue":
            return _describe_overdue(limit, due_at, now, calendar)
        case state:
            return _describe_left(state, limit, due_at, now, calendar)


def _describe_left(
    state: OpenState, limit: TimeLimit, due_at: datetime, now: datetime, calendar: WorkingCalendar
) -> Phrase:
    days = calendar.working_dates_between(now.date(), due_at.date())
    if days and state == "on_track" and not is_instant_limit(limit):
        return Phrase(N_("còn %(days)s ngày làm việc"), {"days": days})
    hours, minutes = divmod(remaining_minutes(due_at, now, calendar), 60)
    if hours:
        return Phrase(N_("còn %(hours)s giờ"), {"hours": hours})
    return Phrase(N_("còn %(minutes)s phút"), {"minutes": minutes})


def _describe_overdue(limit: TimeLimit, due_at: datetime, now: datetime, calendar: WorkingCalendar) -> Phrase:
    days = calendar.working_dates_between(due_at.date(), now.date())
    hours, minutes = divmod(-remaining_minutes(due_at, now, calendar), 60)
    if days and not is_instant_limit(limit):
        return Phrase(N_("quá %(days)s ngày làm việc"), {"days": days})
    if hours:
        return Phrase(N_("quá %(hours)s giờ"), {"hours": hours})
    if minutes:
        return Phrase(N_("quá %(minutes)s phút"), {"minutes": minutes})
    return Phrase(N_("quá hạn"))
