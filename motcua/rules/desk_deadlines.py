"""The short deadlines around a dossier: forwarding, asking once, apologising (NĐ 61/2018 Art. 18–19)."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Literal

from motcua.rules.calendar_bounds import PastCalendarEnd
from motcua.rules.time_limit import TimeLimit, due_at, same_day_date
from motcua.rules.working_calendar import WorkingCalendar

Channel = Literal["counter", "post", "online"]

SUPPLEMENT_NOTICE_LIMIT = TimeLimit(3, "working_day")  # Art. 19.4, unless the procedure carries another
FORWARD_GRACE_MINUTES = 60


def supplement_notice_deadline(
    received_at: datetime, calendar: WorkingCalendar, limit: TimeLimit = SUPPLEMENT_NOTICE_LIMIT
) -> datetime:
    """Until when a received dossier may be returned for completion without a superior's override."""
    return due_at(received_at, limit, calendar)


def is_return_late(
    at: datetime,
    received_at: datetime,
    calendar: WorkingCalendar,
    limit: TimeLimit = SUPPLEMENT_NOTICE_LIMIT,
) -> bool:
    """Whether a request for completion at `at` comes after that deadline."""
    calendar.index_of(at)
    try:
        return at > supplement_notice_deadline(received_at, calendar, limit)
    except PastCalendarEnd:
        return False  # a deadline beyond the calendar is later than every instant inside it


def apology_deadline(due_at: datetime, limit: TimeLimit, calendar: WorkingCalendar) -> datetime:
    """Until when an apology with a new date is in time (Art. 19.9).

    The close of the last working date before the due date; for limits of one working day or less
    there is no such day left to the agency, so the due instant itself.
    """
    if _is_one_working_day_or_less(limit):
        return due_at
    return calendar.close_of_business(calendar.previous_working_date(due_at.date()))


def forward_due_at(
    received_at: datetime,
    channel: Channel,
    calendar: WorkingCalendar,
    grace_minutes: int = FORWARD_GRACE_MINUTES,
) -> datetime:
    """Until when a received dossier must be with the agency that handles it (Art. 18).

    Online: at once. Otherwise by the close of the same day or, received after 15:00, `grace_minutes`
    after the next opening.
    """
    if channel == "online":
        return received_at
    on = same_day_date(received_at, calendar)
    if on == received_at.date():
        return calendar.close_of_business(on)
    return calendar.add_working_minutes(calendar.opening(on), grace_minutes)


def step_due_at(
    opened_at: datetime, limit: TimeLimit, dossier_due_at: datetime, calendar: WorkingCalendar
) -> datetime:
    """A step's due instant: its own, but never later than the dossier's."""
    return min(due_at(opened_at, limit, calendar), dossier_due_at)


def _is_one_working_day_or_less(limit: TimeLimit) -> bool:
    # One calendar day always ends with one working day: both at the close of the next working date.
    shortest = {"working_day": 1, "day": 1, "working_hour": 8, "month": 0}
    return limit.amount <= Fraction(shortest[limit.unit])
