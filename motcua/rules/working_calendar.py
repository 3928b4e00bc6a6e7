"""The working calendar: which dates and minutes count (Bộ luật Dân sự 2015 Art. 147–148).

Prefix sums make every question a look-up or a bisection: how many working dates up to a date, how
many working minutes up to a minute. Times are naive local datetimes with minute precision.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from types import MappingProxyType

from motcua.kit.errors import Unusable
from motcua.kit.wall_clock import EPOCH_ORDINAL, MINUTES_A_DAY, at_minute, minute_of
from motcua.rules.calendar_bounds import BeforeCalendarStart, OutsideCalendar, PastCalendarEnd
from motcua.rules.calendar_rows import (
    CLOSURE,
    WEEKDAY_WORDS,
    WEEKEND,
    CalendarDay,
    Periods,
    calendar_day,
    check_hours,
    read_calendar_rows,
    read_hours,
)

__all__ = [
    "BeforeCalendarStart",
    "CalendarDay",
    "OutsideCalendar",
    "PastCalendarEnd",
    "WorkingCalendar",
    "build_calendar",
    "read_calendar_rows",
    "read_hours",
    "year_span",
]

SAME_DAY_UNTIL = 15 * 60  # NĐ 61/2018 Art. 18.2: received after 15:00 belongs to the next day


@dataclass(frozen=True, slots=True, eq=False)
class WorkingCalendar:
    """One frozen version of the calendar of one agency; made by `build_calendar`.

    The sequences are indexed by date (from `first_date`), by working date or by working period;
    minutes are counted as in `motcua.kit.wall_clock`.
    """

    version: str
    first_date: date
    last_date: date
    same_day_until: int  # minute of the day until which "trong ngày" means this day
    dates: Sequence[date]
    periods_by_date: Sequence[Periods]
    remarks: Mapping[date, CalendarDay]  # why a date is off, or that it is a make-up day
    working_dates: Sequence[date]
    worked_dates_through: Sequence[int]  # by date: working dates from the first up to and including it
    closes: Sequence[int]  # by working date, as minutes …
    closes_at: Sequence[datetime]  # … and as instants
    period_opens: Sequence[int]
    period_closes: Sequence[int]
    minutes_through: Sequence[int]  # by period: working minutes up to and including it

    # -- dates

    def is_working_date(self, on: date) -> bool:
        return bool(self.periods(on))

    def periods(self, on: date) -> Periods:
        """The working periods of a date in minutes of the day; none on a day off."""
        return self.periods_by_date[self.index_of(on)]

    def remark(self, on: date) -> CalendarDay | None:
        """Why the date is off, or that it is a make-up day; None on an ordinary working date."""
        return self.remarks.get(on)

    def cause_of_day_off(self, on: date) -> CalendarDay | None:
        """Why nobody works on this date (`weekend`, `closure`, the holiday's kind); None if worked."""
        return None if self.is_working_date(on) else self.remark(on)

    def opening(self, on: date) -> datetime:
        """When the first period of a working date begins."""
        periods = self.periods(on)
        if not periods:
            raise ValueError(f"{on} is not a working date")
        return datetime.combine(on, time()) + timedelta(minutes=periods[0][0])

    def close_of_business(self, on: date) -> datetime:
        """When the last period of a working date ends."""
        index = self.index_of(on)
        if not self.periods_by_date[index]:
            raise ValueError(f"{on} is not a working date")
        return self.closes_at[self.worked_dates_through[index] - 1]

    def next_working_date(self, on: date) -> date:
        """The first working date after `on`."""
        return self.working_date_after(on, 1)

    def working_date_on_or_after(self, on: date) -> date:
        """`on` itself if it is worked, else the next working date."""
        return on if self.is_working_date(on) else self.next_working_date(on)

    def previous_working_date(self, on: date) -> date:
        """The last working date before `on`."""
        before = self.worked_dates_through[self.index_of(on)] - self.is_working_date(on) - 1
        if before < 0:
            raise BeforeCalendarStart(self.first_date)
        return self.working_dates[before]

    def working_date_after(self, on: date, count: int) -> date:
        """The `count`-th (≥ 1) working date after `on`; `on` itself never counts."""
        index = self.worked_dates_through[self.index_of(on)] + count - 1
        if index >= len(self.working_dates):
            raise PastCalendarEnd(self.last_date)
        return self.working_dates[index]

    def working_dates_between(self, after: date, through: date) -> int:
        """How many working dates lie after `after`, up to and including `through`; negative backwards."""
        through_count = self.worked_dates_through
        return through_count[self.index_of(through)] - through_count[self.index_of(after)]

    # -- minutes

    def is_working_time(self, at: datetime) -> bool:
        """Whether work is going on: from an opening up to, but not including, the period's end."""
        minute = at.hour * 60 + at.minute
        return any(opens <= minute < closes for opens, closes in self.periods(at.date()))

    def working_minutes_between(self, a: datetime, b: datetime) -> int:
        """Working minutes from `a` to `b`; negative when `b` is the earlier."""
        return self._worked_minutes(b) - self._worked_minutes(a)

    def worked_minutes_through(self, minute: int) -> int:
        """Working minutes from the calendar's first date to a minute of `kit.wall_clock` inside it."""
        period = bisect_right(self.period_opens, minute) - 1
        if period < 0:
            return 0
        return self.minutes_through[period] - max(0, self.period_closes[period] - minute)

    def add_working_minutes(self, at: datetime, minutes: int) -> datetime:
        """The instant at which `minutes` (≥ 0) working minutes have passed since `at`.

        Counting begins at the next opening when `at` is outside working time, so no minutes from
        there is that opening; minutes that fill exactly at the end of a period are over then.
        """
        passed = self._worked_minutes(at) + minutes
        find = bisect_left if minutes else bisect_right
        period = find(self.minutes_through, passed)
        if period == len(self.minutes_through):
            raise PastCalendarEnd(self.last_date)
        return at_minute(self.period_closes[period] - (self.minutes_through[period] - passed))

    def _worked_minutes(self, at: datetime) -> int:
        self.index_of(at)
        return self.worked_minutes_through(minute_of(at))

    def index_of(self, on: date) -> int:
        """The place of a date (or of a datetime's date) in what is kept by date."""
        index = on.toordinal() - self.first_date.toordinal()
        if index < 0:
            raise BeforeCalendarStart(self.first_date)
        if index >= len(self.periods_by_date):
            raise PastCalendarEnd(self.last_date)
        return index


def build_calendar(
    *,
    version: str,
    hours: Mapping[int, Periods],
    days: Mapping[date, CalendarDay | str],
    first: date,
    last: date,
    closures: Mapping[date, str] = MappingProxyType({}),
    same_day_until: int = SAME_DAY_UNTIL,
) -> WorkingCalendar:
    """The calendar of `first` to `last` (both in), from the weekly hours and the days that differ.

    `hours`: weekday (Monday 0) → periods. `days`: date → CalendarDay, or its kind alone; `lam_bu` is
    worked with Monday's hours, every other kind is off. `closures`: date → reason, an agency's own
    days off, which go before everything else.
    """
    check_hours(hours)
    if first > last:
        raise Unusable(f"the calendar would end ({last}) before it begins ({first})")
    remarks = {on: calendar_day(day) if isinstance(day, str) else day for on, day in days.items()}
    remarks |= {on: CalendarDay(CLOSURE, reason) for on, reason in closures.items()}
    dates = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    return _with_sums(
        version=version,
        same_day_until=same_day_until,
        dates=dates,
        periods=[_periods_of(on, hours, remarks) for on in dates],
        remarks=remarks,
    )


def year_span(days: Mapping[date, object]) -> tuple[date, date]:
    """The whole years that hold the given days: a calendar of rows knows no others."""
    if not days:
        raise Unusable("the calendar has no rows, so its years are not known: give it at least one day")
    return date(min(days).year, 1, 1), date(max(days).year, 12, 31)


def _with_sums(
    *,
    version: str,
    same_day_until: int,
    dates: Sequence[date],
    periods: Sequence[Periods],
    remarks: Mapping[date, CalendarDay],
) -> WorkingCalendar:
    spans = list(_spans(dates, periods))
    working_dates = tuple(on for on, worked in zip(dates, periods, strict=True) if worked)
    closes = [_midnight(on) + worked[-1][1] for on, worked in zip(dates, periods, strict=True) if worked]
    return WorkingCalendar(
        version=version,
        first_date=dates[0],
        last_date=dates[-1],
        same_day_until=same_day_until,
        dates=tuple(dates),
        periods_by_date=tuple(periods),
        remarks=_weekends(dates, periods) | dict(remarks),
        working_dates=working_dates,
        worked_dates_through=tuple(accumulate(bool(worked) for worked in periods)),
        closes=tuple(closes),
        closes_at=tuple(map(at_minute, closes)),
        period_opens=tuple(opens for opens, _ in spans),
        period_closes=tuple(closes for _, closes in spans),
        minutes_through=tuple(accumulate(closes - opens for opens, closes in spans)),
    )


def _periods_of(on: date, hours: Mapping[int, Periods], remarks: Mapping[date, CalendarDay]) -> Periods:
    remark = remarks.get(on)
    if remark is None:
        return hours.get(on.weekday(), ())
    return hours.get(0, ()) if remark.is_make_up else ()


def _weekends(dates: Sequence[date], periods: Sequence[Periods]) -> dict[date, CalendarDay]:
    return {
        on: CalendarDay(WEEKEND, WEEKDAY_WORDS[on.weekday()])
        for on, worked in zip(dates, periods, strict=True)
        if not worked
    }


def _spans(dates: Sequence[date], periods: Sequence[Periods]) -> Iterator[tuple[int, int]]:
    for on, worked in zip(dates, periods, strict=True):
        for opens, closes in worked:
            yield _midnight(on) + opens, _midnight(on) + closes


def _midnight(on: date) -> int:
    return (on.toordinal() - EPOCH_ORDINAL) * MINUTES_A_DAY
