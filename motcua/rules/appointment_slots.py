"""The times people may book at a desk: whole slots inside the working hours (NĐ 61/2018 Art. 13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.calendar_bounds import OutsideCalendar
from motcua.rules.working_calendar import WorkingCalendar

SLOT_MINUTES = (10, 15, 20, 30, 60)
MOST_AT_ONCE = 20
WORKING_DATES_AHEAD = 5  # bookable from today on (chosen)
MAY_COME_BEFORE, MAY_COME_AFTER = timedelta(minutes=30), timedelta(minutes=15)  # chosen


def bookable_slots(calendar: WorkingCalendar, *, minutes: int, now: datetime) -> list[datetime]:
    """Every slot that begins after `now` on the first five working dates from today (naive local)."""
    return [
        slot for on in _dates(calendar, now.date()) for slot in slots_on(calendar, on, minutes) if slot > now
    ]


def slots_on(calendar: WorkingCalendar, on: date, minutes: int) -> Iterator[datetime]:
    """Slots of that length, one after the other from each opening; none on a day off or beyond a closing."""
    for opens, closes in calendar.periods(on):
        for begins in range(opens, closes - minutes + 1, minutes):
            yield datetime.combine(on, time()) + timedelta(minutes=begins)


def why_not_arrive(slot: datetime, *, now: datetime) -> Refused | None:
    """Half an hour before the time to a quarter after it; who comes later takes a number like everybody."""
    if now < slot - MAY_COME_BEFORE:
        return Refused("too_early", N_("Chưa đến giờ: hãy báo đã đến sớm nhất 30 phút trước giờ hẹn."))
    if now > slot + MAY_COME_AFTER:
        return Refused("too_late", N_("Đã quá giờ hẹn 15 phút. Hãy lấy số thứ tự như mọi người."))
    return None


def _dates(calendar: WorkingCalendar, today: date) -> Iterator[date]:
    try:
        on = calendar.working_date_on_or_after(today)
        for _ in range(WORKING_DATES_AHEAD):
            yield on
            on = calendar.next_working_date(on)
    except OutsideCalendar:
        return  # nobody knows yet which of the later days are worked
