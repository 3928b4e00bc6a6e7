"""Time limits and the instants they end (Bộ luật Dân sự 2015 Art. 147–148).

The first day is not counted; a limit ends at the close of business of its last day.
"""

from __future__ import annotations

import calendar as months
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal, get_args

from motcua.kit.errors import Unusable
from motcua.kit.phrase import Phrase
from motcua.kit.reading import shown
from motcua.kit.words import N_
from motcua.rules.calendar_bounds import PastCalendarEnd
from motcua.rules.working_calendar import WorkingCalendar

Unit = Literal["working_day", "working_hour", "day", "month"]
UNITS: tuple[Unit, ...] = get_args(Unit)
# What a limit counts is not always its unit: 0 working days is the same day, half a day is minutes.
Counting = Literal["working_dates", "same_day", "working_minutes", "dates", "months"]
HOURS_A_DAY = 8

_WRITTEN = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?)\s+(\S+)", re.ASCII)
_WORDS: dict[Unit, str] = {
    "working_day": N_("%(amount)s ngày làm việc"),
    "working_hour": N_("%(amount)s giờ làm việc"),
    "day": N_("%(amount)s ngày"),
    "month": N_("%(amount)s tháng"),
}


@dataclass(frozen=True, slots=True, init=False)
class TimeLimit:
    """`amount` ≥ 0 of `unit`; days and months are whole and ≥ 1, the others any decimal.

    Derived: `counting` says what is counted, `count` how many of those (minutes rounded half up).
    """

    amount: Fraction
    unit: Unit
    counting: Counting = field(repr=False, compare=False)
    count: int = field(repr=False, compare=False)

    def __init__(self, amount: Fraction | Decimal | int, unit: str) -> None:
        exact = _exact(amount, unit)
        counting, count = _counting(exact, unit)
        for name, value in (("amount", exact), ("unit", unit), ("counting", counting), ("count", count)):
            object.__setattr__(self, name, value)

    def __str__(self) -> str:
        """`15 working_day`, as `parse_limit` reads it."""
        return f"{_decimal(self.amount)} {self.unit}"


@lru_cache(maxsize=1024)
def parse_limit(text: str) -> TimeLimit:
    """`15 working_day`, `0.5 working_day`, `4 working_hour`, `20 day`, `1 month`; else Unusable."""
    written = _WRITTEN.fullmatch(text.strip())
    if not written:
        raise Unusable(f"{shown(text)} is not a time limit: write a number and a unit, like “15 working_day”")
    return TimeLimit(Fraction(written[1]), written[2])


def is_instant_limit(limit: TimeLimit) -> bool:
    """Whether the limit ends at a minute (hours, fractions, 0 working days), not with a date."""
    return limit.counting in ("same_day", "working_minutes")


def due_at(start: datetime, limit: TimeLimit, calendar: WorkingCalendar) -> datetime:
    """The due instant of a limit that began at `start`; PastCalendarEnd where the calendar can't tell."""
    match limit.counting:
        case "working_dates":
            return calendar.close_of_business(calendar.working_date_after(start.date(), limit.count))
        case "same_day":
            return calendar.close_of_business(same_day_date(start, calendar))
        case "working_minutes":
            return calendar.add_working_minutes(start, limit.count)
        case "dates" | "months":
            return close_on_or_after(last_date_of(start.date(), limit, calendar), calendar)


def same_day_date(start: datetime, calendar: WorkingCalendar) -> date:
    """The date "trong ngày" means: this working day until 15:00 and before its close, else the next."""
    on = start.date()
    if calendar.is_working_date(on) and start < calendar.close_of_business(on):
        minute = start.hour * 60 + start.minute
        if minute <= calendar.same_day_until:
            return on
    return calendar.next_working_date(on)


def last_date_of(start: date, limit: TimeLimit, calendar: WorkingCalendar) -> date:
    """The last date of a limit in calendar days or months, before it gives way to a day off."""
    if limit.count >= len(calendar.dates) - calendar.index_of(start):
        raise PastCalendarEnd(calendar.last_date)
    if limit.counting == "dates":
        return start + timedelta(days=limit.count)
    return months_later(start, limit.count)


def close_on_or_after(on: date, calendar: WorkingCalendar) -> datetime:
    """Close of business of a date or, if it is off, of the next working date."""
    return calendar.close_of_business(calendar.working_date_on_or_after(on))


def months_later(on: date, count: int) -> date:
    """The same day number `count` months later, or that month's last day."""
    year, month = divmod(on.year * 12 + on.month - 1 + count, 12)
    return date(year, month + 1, min(on.day, months.monthrange(year, month + 1)[1]))


def describe_limit(limit: TimeLimit) -> Phrase:
    """The limit in words, to be translated."""
    if limit.counting == "same_day":
        return Phrase(N_("trong ngày"))
    return Phrase(_WORDS[limit.unit], {"amount": _decimal(limit.amount).replace(".", ",")})


def describe_limit_vi(limit: TimeLimit) -> str:
    """`15 ngày làm việc`, `trong ngày`, `0,5 ngày làm việc`, `20 ngày`, `1 tháng`."""
    return str(describe_limit(limit))


def _exact(amount: Fraction | Decimal | int, unit: str) -> Fraction:
    try:
        exact = Fraction(amount)
    except (ValueError, OverflowError, TypeError):
        raise Unusable(
            f"{shown(str(amount))} is not the amount of a time limit: write a number like 15 or 0.5"
        ) from None
    if exact < 0 or (exact * 10**9).denominator != 1:
        raise Unusable(
            f"{shown(f'{amount} {unit}')}: the amount of a time limit is 0 or more, with at most 9 decimals"
        )
    return exact


def _counting(amount: Fraction, unit: str) -> tuple[Counting, int]:
    is_whole = amount.denominator == 1
    match unit:
        case "working_day" if is_whole:
            return ("working_dates" if amount else "same_day"), int(amount)
        case "working_day":
            return "working_minutes", _half_up(amount * HOURS_A_DAY * 60)
        case "working_hour":
            return "working_minutes", _half_up(amount * 60)
        case "day" | "month" if is_whole and amount:
            return ("dates" if unit == "day" else "months"), int(amount)
        case "day" | "month":
            raise Unusable(f"{_decimal(amount)} {unit}: {unit}s are counted whole, from 1 on")
    raise Unusable(f"{shown(unit)} is not a unit of time limits: use {', '.join(UNITS)}")


def _half_up(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


def _decimal(amount: Fraction) -> str:
    digits = str(amount.numerator * (10**9 // amount.denominator)).rjust(10, "0")
    return f"{digits[:-9]}.{digits[-9:]}".rstrip("0").rstrip(".")
