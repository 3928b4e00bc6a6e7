"""A second reckoning of due instants and of the clock, slow and plain on purpose: it walks day by day and
minute by minute, and shares no code with the rules.

Dates are looked up in sets, limits are decimals and words, a story is a list of plain tuples.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

ONE_DAY = timedelta(days=1)
Stretch = tuple[datetime, datetime]


class NaivePastEnd(Exception):
    """The walk has left the calendar."""


@dataclass
class NaiveCalendar:
    """Weekly hours as {weekday: [("07:00", "11:30"), …]}, days as {date: kind}."""

    week: Mapping[int, Sequence[tuple[str, str]]]
    days: Mapping[date, str]
    last: date
    closed: frozenset[date] = frozenset()
    _minutes: dict[date, list[int]] = field(default_factory=dict)

    def minutes(self, on: date) -> list[int]:
        """Every minute of the day that is worked, one by one."""
        if on > self.last:
            raise NaivePastEnd
        if on not in self._minutes:
            self._minutes[on] = [minute for span in self._hours(on) for minute in range(*span)]
        return self._minutes[on]

    def _hours(self, on: date) -> Iterable[tuple[int, int]]:
        weekday: int | None = on.weekday()
        if on in self.days:
            weekday = 0 if self.days[on] == "lam_bu" else None
        if on in self.closed or weekday is None:
            return []
        return [(_minute(opens), _minute(closes)) for opens, closes in self.week.get(weekday, [])]

    def works(self, on: date) -> bool:
        return len(self.minutes(on)) > 0

    def close(self, on: date) -> datetime:
        return _at(on, self.minutes(on)[-1] + 1)

    def worked_between(self, begins: datetime, ends: datetime) -> int:
        """Counts the worked minutes from one instant to another."""
        count, on = 0, begins.date()
        while on <= ends.date():
            count += sum(1 for minute in self.minutes(on) if begins <= _at(on, minute) < ends)
            on += ONE_DAY
        return count


def naive_due(start: datetime, amount: str, unit: str, calendar: NaiveCalendar) -> datetime:
    """The due instant, by walking from the start."""
    number = Decimal(amount)
    if unit == "working_hour":
        return walk_minutes(start, half_up(number * 60), calendar)
    if unit == "working_day" and number != int(number):
        return walk_minutes(start, half_up(number * 8 * 60), calendar)
    if unit == "working_day" and number == 0:
        return naive_same_day(start, calendar)
    if unit == "working_day":
        return calendar.close(walk_working_dates(start.date(), int(number), calendar))
    if unit == "day":
        return roll(start.date() + int(number) * ONE_DAY, calendar)
    return roll(month_by_month(start.date(), int(number)), calendar)


def naive_same_day(start: datetime, calendar: NaiveCalendar) -> datetime:
    on = start.date()
    in_time = (start.hour, start.minute) <= (15, 0)
    if calendar.works(on) and in_time and start < calendar.close(on):
        return calendar.close(on)
    return calendar.close(walk_working_dates(on, 1, calendar))


def walk_minutes(start: datetime, count: int, calendar: NaiveCalendar) -> datetime:
    """Takes one worked minute after the other; without any to take, waits for the first."""
    on, not_before = start.date(), start.hour * 60 + start.minute
    while True:
        for minute in calendar.minutes(on):
            if minute < not_before:
                continue
            if count == 0:
                return _at(on, minute)
            count -= 1
            if count == 0:
                return _at(on, minute + 1)
        on, not_before = on + ONE_DAY, 0


def walk_working_dates(on: date, count: int, calendar: NaiveCalendar) -> date:
    while count > 0:
        on += ONE_DAY
        if calendar.works(on):
            count -= 1
    return on


def roll(on: date, calendar: NaiveCalendar) -> datetime:
    while not calendar.works(on):
        on += ONE_DAY
    return calendar.close(on)


def month_by_month(on: date, count: int) -> date:
    year, month = on.year, on.month
    for _ in range(count):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for day in (on.day, 30, 29, 28):
        if day <= on.day:
            try:
                return date(year, month, day)
            except ValueError:
                continue
    raise AssertionError(on)


def naive_continued(
    start: datetime, amount: str, unit: str, pauses: Sequence[Stretch], calendar: NaiveCalendar
) -> datetime:
    """The due instant after pauses that may overlap."""
    due = naive_due(start, amount, unit, calendar)
    for began, ended in naive_union(pauses):
        if began <= due:
            due = naive_moved(due, amount, unit, began, ended, calendar)
    return due


def naive_moved(
    due: datetime, amount: str, unit: str, began: datetime, ended: datetime, calendar: NaiveCalendar
) -> datetime:
    if by_instant(amount, unit):
        for _ in range(calendar.worked_between(began, ended)):
            due = walk_minutes(due, 1, calendar)
        return due
    on, moves, dates = began.date(), 0, 0
    while on < ended.date():
        on += ONE_DAY
        dates += 1
        moves += calendar.works(on)
    if unit == "working_day":
        return calendar.close(walk_working_dates(due.date(), moves, calendar))
    return roll(due.date() + dates * ONE_DAY, calendar)


def naive_union(pauses: Sequence[Stretch]) -> list[Stretch]:
    """Joins any two that meet until no two do."""
    left = list(pauses)
    for one in left:
        for other in left:
            if one != other and one[0] <= other[1] and other[0] <= one[1]:
                rest = [pause for pause in left if pause not in (one, other)]
                return naive_union([*rest, (min(one[0], other[0]), max(one[1], other[1]))])
    return sorted(set(left))


def by_instant(amount: str, unit: str) -> bool:
    number = Decimal(amount)
    return unit == "working_hour" or (unit == "working_day" and (number == 0 or number != int(number)))


def naive_timeliness(amount: str, unit: str, due: datetime, finished: datetime) -> str:
    if not by_instant(amount, unit):
        due, finished = due.replace(hour=0, minute=0), finished.replace(hour=0, minute=0)
    return "early" if finished < due else "late" if finished > due else "on_time"


def half_up(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _minute(written: str) -> int:
    return int(written[:2]) * 60 + int(written[3:])


def _at(on: date, minute: int) -> datetime:
    return datetime(on.year, on.month, on.day) + timedelta(minutes=minute)
