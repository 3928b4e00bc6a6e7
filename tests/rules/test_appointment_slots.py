"""Slots lie inside working hours, on days that are worked, and nowhere else."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.appointment_slots import SLOT_MINUTES, bookable_slots, slots_on, why_not_arrive
from motcua.rules.working_calendar import WorkingCalendar, build_calendar

HOURS = dict.fromkeys(range(5), ((7 * 60, 11 * 60 + 30), (13 * 60 + 30, 17 * 60)))
HOLIDAY, MONDAY = date(2020, 9, 2), date(2020, 8, 31)


def calendar(last: date = date(2020, 12, 31)) -> WorkingCalendar:
    days = {HOLIDAY: "nghi_le"}
    return build_calendar(version="1", hours=HOURS, days=days, first=date(2020, 1, 1), last=last)


def test_a_morning_and_an_afternoon_are_cut_into_whole_slots() -> None:
    slots = [f"{slot:%H:%M}" for slot in slots_on(calendar(), MONDAY, 60)]
    assert slots == ["07:00", "08:00", "09:00", "10:00", "13:30", "14:30", "15:30"]


def test_nobody_is_told_to_come_on_a_day_off() -> None:
    assert not list(slots_on(calendar(), HOLIDAY, 30))
    days = sorted({slot.day for slot in bookable_slots(calendar(), minutes=30, now=datetime(2020, 8, 31, 6))})
    assert days == [1, 3, 4, 7, 31]  # five working dates, past the holiday and the week-end


def test_what_has_begun_is_not_bookable_and_the_calendar_s_end_is_no_error() -> None:
    slots = bookable_slots(calendar(last=MONDAY), minutes=60, now=datetime(2020, 8, 31, 13, 30))
    assert [f"{slot:%d %H:%M}" for slot in slots] == ["31 14:30", "31 15:30"]
    assert bookable_slots(calendar(last=MONDAY), minutes=60, now=datetime(2021, 8, 31, 13, 30)) == []


@settings(deadline=None)
@given(st.dates(date(2020, 1, 1), date(2020, 12, 1)), st.sampled_from(SLOT_MINUTES), st.integers(0, 1439))
def test_every_minute_of_every_slot_is_working_time(on: date, minutes: int, minute: int) -> None:
    now = datetime(on.year, on.month, on.day) + timedelta(minutes=minute)
    slots = bookable_slots(calendar(), minutes=minutes, now=now)
    assert slots == sorted(set(slots))
    for slot in slots:
        assert slot > now
        assert calendar().working_minutes_between(slot, slot + timedelta(minutes=minutes)) == minutes


@pytest.mark.parametrize(
    ("minutes", "code"), [(-31, "too_early"), (-30, ""), (0, ""), (15, ""), (16, "too_late")]
)
def test_one_may_come_from_half_an_hour_before_to_a_quarter_after(minutes: int, code: str) -> None:
    slot = datetime(2020, 9, 15, 9)
    refused = why_not_arrive(slot, now=slot + timedelta(minutes=minutes))
    assert (refused.code if refused else "") == code
