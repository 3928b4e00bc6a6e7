"""A year of the working calendar as twelve small months, each day with a word for what it is."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.rules.calendar_rows import WEEKEND
from motcua.rules.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Day:
    """`kind`: worked, weekend, off, closed, make_up; `word`: why, empty for what is usual."""

    on: date
    kind: str
    word: str
    is_of_month: bool


@dataclass(frozen=True, slots=True)
class Month:
    number: int
    weeks: Sequence[Sequence[Day]]


def year_months(year: int, calendar: WorkingCalendar) -> list[Month]:
    """The months of a year that the calendar knows whole."""
    months = Calendar()
    return [
        Month(
            number,
            [[_day(on, number, calendar) for on in week] for week in months.monthdatescalendar(year, number)],
        )
        for number in range(1, 13)
    ]


def special_days(months: Sequence[Month]) -> list[Day]:
    """The days that break the week's rhythm, in order."""
    days = [day for month in months for week in month.weeks for day in week if day.is_of_month]
    return [day for day in days if day.word]


def _day(on: date, month: int, calendar: WorkingCalendar) -> Day:
    if on.month != month:
        return Day(on, "", "", is_of_month=False)
    remark = calendar.remark(on)
    if calendar.is_working_date(on):
        return Day(on, "make_up" if remark else "worked", _(remark.name) if remark else "", is_of_month=True)
    if remark is None or remark.kind == WEEKEND:
        return Day(on, "weekend", "", is_of_month=True)
    return Day(on, "closed" if remark.kind == "closure" else "off", _(remark.name), is_of_month=True)
