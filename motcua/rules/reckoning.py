"""The reckoning shown to people: each day from start to due, counted or left out, and why.

Derived from the stored facts (start, limit, calendar version, pauses), never stored; its last day is
the date of `rules.pauses.continued_due_at`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from motcua.kit.words import N_
from motcua.rules.pauses import Pause, continue_after
from motcua.rules.time_limit import TimeLimit, last_date_of, same_day_date
from motcua.rules.working_calendar import WorkingCalendar

Kind = Literal["start", "counted", "off", "paused", "due"]
_SKIPPED = N_("Tạm dừng")


class ReckonedDay(NamedTuple):
    """One date of the reckoning.

    `cause`: why it is off, paused or out of the ordinary, a Vietnamese msgid or a name from the
    calendar. `number`: which day of a limit in days or months it is. `minutes`: for limits in
    hours, the working minutes of the limit spent on it.
    """

    date: date
    kind: Kind
    cause: str | None = None
    number: int | None = None
    minutes: int | None = None


def reckon_days(
    start: datetime, limit: TimeLimit, calendar: WorkingCalendar, pauses: Sequence[Pause] = ()
) -> tuple[ReckonedDay, ...]:
    """Every date from the start's (`start`) to the due date (`due`); one `due` where both are one date."""
    due, counted_pauses = continue_after(start, limit, pauses, calendar)
    days = _plain_days(calendar)[calendar.index_of(start) : calendar.index_of(due) + 1]
    match limit.counting:
        case "working_dates":
            return _with_numbers(days, _number_working_dates(days, limit.count, counted_pauses))
        case "dates" | "months":
            length = (last_date_of(start.date(), limit, calendar) - start.date()).days
            return _with_numbers(days, _number_dates(days, length, counted_pauses))
        case "working_minutes":
            return tuple(_with_minutes(days, start, due, counted_pauses, calendar))
        case "same_day":
            return _same_day(days, start, due, counted_pauses, calendar)


@lru_cache(maxsize=64)
def _plain_days(calendar: WorkingCalendar) -> tuple[ReckonedDay, ...]:
    """Every date of the calendar as it stands by itself, worked or off."""
    return tuple(
        ReckonedDay(on, "counted" if periods else "off", remark and remark.name)
        for on, periods in zip(calendar.dates, calendar.periods_by_date, strict=True)
        for remark in (calendar.remark(on),)
    )


def _with_numbers(days: Sequence[ReckonedDay], numbered: list[ReckonedDay]) -> tuple[ReckonedDay, ...]:
    return (ReckonedDay(days[0].date, "start", days[0].cause), *numbered)


def _number_working_dates(
    days: Sequence[ReckonedDay], count: int, pauses: Sequence[Pause]
) -> list[ReckonedDay]:
    """The days after the start's. A pause begun on the last one leaves it unfinished: paused."""
    numbered, number = [], 0
    for day in days[1:-1]:
        if day.kind == "off":
            numbered.append(day)
        elif number == count - 1 or (pauses and _pause_over(day.date, pauses)):
            numbered.append(_paused(day.date, pauses))
        else:
            number += 1
            numbered.append(ReckonedDay(day.date, "counted", day.cause, number))
    numbered.append(ReckonedDay(days[-1].date, "due", days[-1].cause, count))
    return numbered


def _number_dates(days: Sequence[ReckonedDay], length: int, pauses: Sequence[Pause]) -> list[ReckonedDay]:
    """The days after the start's; a last day that is off keeps its number and gives way to a working date."""
    numbered, number = [], 0
    for day in days[1:-1]:
        if pauses and _pause_over(day.date, pauses):
            numbered.append(_paused(day.date, pauses))
        elif number < length - 1:
            number += 1
            numbered.append(ReckonedDay(day.date, "counted", day.cause, number))
        elif day.kind == "off":
            numbered.append(day._replace(number=length) if number < length else day)
            number = length
        else:
            numbered.append(_paused(day.date, pauses))
    last = days[-1]
    numbered.append(ReckonedDay(last.date, "due", last.cause, length if number < length else None))
    return numbered


def _with_minutes(
    days: Sequence[ReckonedDay],
    start: datetime,
    due: datetime,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar,
) -> Iterator[ReckonedDay]:
    for day in days:
        minutes = _minutes_on(day.date, start, due, pauses, calendar)
        if day.date == due.date():
            yield ReckonedDay(day.date, "due", day.cause, None, minutes)
        elif day.date == start.date():
            yield ReckonedDay(day.date, "start", day.cause, None, minutes)
        elif day.kind == "off" or minutes:
            yield ReckonedDay(day.date, day.kind, day.cause, None, minutes or None)
        else:
            yield _paused(day.date, pauses)


def _same_day(
    days: Sequence[ReckonedDay],
    start: datetime,
    due: datetime,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar,
) -> tuple[ReckonedDay, ...]:
    reckoned = [day._replace(minutes=None) for day in _with_minutes(days, start, due, pauses, calendar)]
    if (
        reckoned[0].kind == "start"
        and days[0].kind != "off"
        and same_day_date(start, calendar) != start.date()
    ):
        reckoned[0] = reckoned[0]._replace(cause=N_("Sau giờ nhận trong ngày"))
    return tuple(reckoned)


def _minutes_on(
    on: date, start: datetime, due: datetime, pauses: Sequence[Pause], calendar: WorkingCalendar
) -> int:
    """The working minutes of the limit on a date: those between start and due outside every pause."""
    begins = max(start, datetime.combine(on, time()))
    ends = due if on == due.date() else datetime.combine(on + timedelta(days=1), time())
    minutes = calendar.working_minutes_between(begins, ends)
    for pause in pauses:
        paused_from, paused_to = max(begins, pause.began_at), min(ends, pause.ended_at)
        if paused_from < paused_to:
            minutes -= calendar.working_minutes_between(paused_from, paused_to)
    return minutes


def _pause_over(on: date, pauses: Sequence[Pause]) -> Pause | None:
    return next((pause for pause in pauses if pause.covers(on)), None)


def _paused(on: date, pauses: Sequence[Pause]) -> ReckonedDay:
    pause = next((pause for pause in pauses if pause.began_at.date() <= on <= pause.ended_at.date()), None)
    return ReckonedDay(on, "paused", pause.words if pause else _SKIPPED)
