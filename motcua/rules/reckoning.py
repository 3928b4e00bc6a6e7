"""The reckoning shown to people: each day from start to due, counted or left out, and why.

Derived from the stored facts (start, limit, calendar version, pauses), never stored; its last day is
the date of `rules.pauses.continued_due_at`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from motcua.kit.phrase import Phrase
from motcua.kit.wall_clock import MINUTES_A_DAY, minute_of
from motcua.kit.words import N_
from motcua.rules.pauses import Pause, continue_after
from motcua.rules.time_limit import Counting, TimeLimit, last_date_of, same_day_date
from motcua.rules.working_calendar import WorkingCalendar

Kind = Literal["start", "counted", "off", "paused", "due"]
_SKIPPED = N_("Tạm dừng")
_COUNTED: dict[Counting, str] = {
    "working_dates": N_("không tính ngày tiếp nhận và ngày nghỉ"),
    "same_day": N_("tiếp nhận muộn trong ngày thì tính sang ngày làm việc sau"),
    "working_minutes": N_("chỉ tính giờ làm việc, kể từ lúc tiếp nhận"),
    "dates": N_("tính cả ngày nghỉ, trừ ngày tiếp nhận; hết hạn vào ngày nghỉ thì lùi đến ngày làm việc"),
    "months": N_("không tính ngày tiếp nhận; hết hạn vào ngày nghỉ thì lùi đến ngày làm việc"),
}


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


def describe_counting(limit: TimeLimit) -> Phrase:
    """Which days or hours the limit counts, in words that follow it (BLDS 2015 Art. 147–148)."""
    return Phrase(_COUNTED[limit.counting])


def reckon_days(
    start: datetime, limit: TimeLimit, calendar: WorkingCalendar, pauses: Sequence[Pause] = ()
) -> tuple[ReckonedDay, ...]:
    """Every date from the start's (`start`) to the due date (`due`); one `due` where both are one date."""
    due, counted_pauses = continue_after(start, limit, pauses, calendar)
    days = list(_plain_days(calendar)[calendar.index_of(start) : calendar.index_of(due) + 1])
    match limit.counting:
        case "working_dates":
            _number_working_dates(days, limit.count, counted_pauses)
        case "dates" | "months":
            length = (last_date_of(start.date(), limit, calendar) - start.date()).days
            _number_dates(days, length, counted_pauses)
        case "working_minutes":
            minutes = _minutes_by_date(start, due, counted_pauses, calendar)
            _pause_idle_dates(days, minutes, counted_pauses)
            _give_minutes(days, minutes)
        case "same_day":
            if counted_pauses:
                minutes = _minutes_by_date(start, due, counted_pauses, calendar)
                _pause_idle_dates(days, minutes, counted_pauses)
            if len(days) > 1 and days[0].kind == "counted" and same_day_date(start, calendar) != start.date():
                days[0] = days[0]._replace(cause=N_("Sau giờ nhận trong ngày"))
    days[0] = _of_kind("start", days[0])
    days[-1] = _of_kind("due", days[-1])
    return tuple(days)


@lru_cache(maxsize=64)
def _plain_days(calendar: WorkingCalendar) -> tuple[ReckonedDay, ...]:
    """Every date of the calendar as it stands by itself, worked or off."""
    return tuple(
        ReckonedDay(on, "counted" if periods else "off", remark and remark.name)
        for on, periods in zip(calendar.dates, calendar.periods_by_date, strict=True)
        for remark in (calendar.remark(on),)
    )


def _number_working_dates(days: list[ReckonedDay], count: int, pauses: Sequence[Pause]) -> None:
    """Numbers the days after the start's. A pause begun on the last one leaves it unfinished: paused."""
    number = 0
    for place, day in enumerate(days[1:-1], 1):
        if day.kind == "off":
            continue
        if number == count - 1 or (pauses and _is_covered(day.date, pauses)):
            days[place] = _paused(day.date, pauses)
        else:
            number += 1
            days[place] = _numbered(day, number)
    days[-1] = _numbered(days[-1], count)


def _number_dates(days: list[ReckonedDay], length: int, pauses: Sequence[Pause]) -> None:
    """Numbers the days after the start's; a last day that is off keeps its number and gives way."""
    number = 0
    for place, day in enumerate(days[1:-1], 1):
        if pauses and _is_covered(day.date, pauses):
            days[place] = _paused(day.date, pauses)
        elif number < length - 1:
            number += 1
            days[place] = _numbered(day, number)
        elif day.kind == "counted":
            days[place] = _paused(day.date, pauses)
        elif number < length:
            number = length
            days[place] = day._replace(number=length)
    if number < length:
        days[-1] = _numbered(days[-1], length)


def _pause_idle_dates(days: list[ReckonedDay], minutes: Sequence[int], pauses: Sequence[Pause]) -> None:
    """A working date between on which no minute of the limit was spent was paused from end to end."""
    for place in range(1, len(days) - 1):
        if days[place].kind == "counted" and not minutes[place]:
            days[place] = _paused(days[place].date, pauses)


def _give_minutes(days: list[ReckonedDay], minutes: Sequence[int]) -> None:
    """Each day its minutes; the first and the last also when there are none."""
    ends = (0, len(days) - 1)
    for place, spent in enumerate(minutes):
        if spent or place in ends:
            days[place] = _new(ReckonedDay, (*days[place][:4], spent))


def _minutes_by_date(
    start: datetime, due: datetime, pauses: Sequence[Pause], calendar: WorkingCalendar
) -> list[int]:
    """The working minutes of the limit on each date: those between start and due outside every pause."""
    begins, ends = minute_of(start), minute_of(due)
    midnights = range((begins // MINUTES_A_DAY + 1) * MINUTES_A_DAY, ends + 1, MINUTES_A_DAY)
    cuts = (begins, *midnights, ends)
    worked = calendar.worked_minutes_through
    spent = [worked(cut) for cut in cuts]
    for pause in pauses:
        began, ended = minute_of(pause.began_at), minute_of(pause.ended_at)
        for place, cut in enumerate(cuts):
            spent[place] -= worked(min(max(began, cut), ended)) - worked(began)
    return [after - before for before, after in pairwise(spent)]


# By ReckonedDay(…) or _replace(…) a day takes twice as long, and a reckoning has dozens of them.
_new = tuple.__new__


def _numbered(day: ReckonedDay, number: int) -> ReckonedDay:
    return _new(ReckonedDay, (day.date, "counted", day.cause, number, None))


def _of_kind(kind: Kind, day: ReckonedDay) -> ReckonedDay:
    return _new(ReckonedDay, (day.date, kind, *day[2:]))


def _is_covered(on: date, pauses: Sequence[Pause]) -> bool:
    return any(pause.covers(on) for pause in pauses)


def _paused(on: date, pauses: Sequence[Pause]) -> ReckonedDay:
    pause = next((pause for pause in pauses if pause.began_at.date() <= on <= pause.ended_at.date()), None)
    return ReckonedDay(on, "paused", pause.words if pause else _SKIPPED)
