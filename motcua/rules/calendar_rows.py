"""Reads what an administrator writes down about the calendar: weekly hours, days off, make-up days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from motcua.kit.errors import Unusable
from motcua.kit.reading import shown
from motcua.kit.wall_clock import MINUTES_A_DAY
from motcua.kit.words import N_

_TIME = re.compile(r"([0-9]{2}):([0-5][0-9])", re.ASCII)

MAKE_UP = "lam_bu"
WEEKEND = "weekend"
CLOSURE = "closure"

Periods = tuple[tuple[int, int], ...]  # (opens, closes) in minutes of the day, in order

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_WORDS = (
    N_("thứ Hai"),
    N_("thứ Ba"),
    N_("thứ Tư"),
    N_("thứ Năm"),
    N_("thứ Sáu"),
    N_("thứ Bảy"),
    N_("Chủ nhật"),
)
_WORDS_OF_KIND = {
    MAKE_UP: N_("Ngày làm bù"),
    "nghi_le": N_("Nghỉ lễ"),
    "nghi_hoan_doi": N_("Nghỉ hoán đổi"),
}


class CalendarDay(NamedTuple):
    """A date that breaks the week's rhythm. `kind` `lam_bu` is worked, every other kind is off."""

    kind: str
    name: str  # Vietnamese, for people

    @property
    def is_make_up(self) -> bool:
        return self.kind == MAKE_UP


def calendar_day(kind: str, name: str = "") -> CalendarDay:
    """The day with its name, or with the words of its kind when it has none."""
    return CalendarDay(kind, name or _WORDS_OF_KIND.get(kind, N_("Ngày nghỉ")))


def read_calendar_rows(rows: Iterable[Mapping[str, str | None]]) -> dict[date, CalendarDay]:
    """Rows with `date`, `kind` and, if there, `name_vi` → the days by date; a wrong row is Unusable.

    Two reasons to be off on one date are one day off under the first name; off and worked at once
    is a contradiction.
    """
    days: dict[date, CalendarDay] = {}
    for number, row in enumerate(rows, start=1):
        on, day = _read_row(number, row)
        if days.setdefault(on, day).is_make_up != day.is_make_up:
            raise Unusable(f"calendar row {number}: {on} is given as off and as worked; keep one of the two")
    return days


def read_hours(written: object) -> dict[int, Periods]:
    """`{"monday": [["07:00", "11:30"], ["13:30", "17:00"]], …}` → periods by weekday, Monday 0.

    A weekday left out is not worked.
    """
    if not isinstance(written, Mapping):
        raise Unusable('hours: write them by weekday, like {"monday": [["07:00", "11:30"]]}')
    if unknown := set(written) - set(WEEKDAYS):
        raise Unusable(f"hours: {shown(min(unknown))} is not a weekday; use {', '.join(WEEKDAYS)}")
    return {WEEKDAYS.index(day): _read_periods(day, periods) for day, periods in written.items()}


def check_hours(hours: Mapping[int, Periods]) -> None:
    """Refuses periods that are empty, overlap, stand out of order or leave the day."""
    for weekday, periods in hours.items():
        edges = [edge for period in periods for edge in period]
        if (
            weekday not in range(7)
            or edges != sorted(set(edges))
            or (edges and not 0 <= edges[0] < edges[-1] <= MINUTES_A_DAY)
        ):
            raise Unusable(
                f"hours of weekday {weekday} (Monday 0): give periods in order, each ending after it begins "
                "and before the next one begins"
            )


def _read_row(number: int, row: Mapping[str, str | None]) -> tuple[date, CalendarDay]:
    written, kind = (row.get("date") or "").strip(), (row.get("kind") or "").strip()
    if not kind:
        raise Unusable(
            f"calendar row {number}: the kind is missing; write lam_bu for a make-up day, or nghi_le"
        )
    try:
        on = date.fromisoformat(written)
    except ValueError:
        raise Unusable(
            f"calendar row {number}: {shown(written)} is not a date; write it as 2020-09-02"
        ) from None
    return on, calendar_day(kind, (row.get("name_vi") or "").strip())


def read_minute_of_day(written: object) -> int:
    """`15:30` → 930; `24:00` is the end of the day."""
    found = _TIME.fullmatch(written) if isinstance(written, str) else None
    minute = int(found[1]) * 60 + int(found[2]) if found else MINUTES_A_DAY + 1
    if minute > MINUTES_A_DAY:
        raise Unusable(f"{shown(written)} is not a time of day: write it as 15:30")
    return minute


def _read_periods(day: str, periods: object) -> Periods:
    if not isinstance(periods, list | tuple) or any(len(period) != 2 for period in periods):
        raise Unusable(f'hours of {day}: write each period as ["07:00", "11:30"]')
    return tuple((read_minute_of_day(opens), read_minute_of_day(closes)) for opens, closes in periods)
