"""A change to the working calendar: days off, make-up days, an agency's closures and its weekly hours.

A calendar's content is `{"hours": {...}, "days": [{"date", "kind", "name_vi"}], "agencies": {code: {"hours",
"closures"}}}` (rules.md 1: hours and days off are data that an administrator edits). Nothing here is
stored: a change makes another content, which is the next version of the calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from motcua.kit.errors import Unusable
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.calendar_rows import (
    CLOSURE,
    MAKE_UP,
    WEEKDAYS,
    check_hours,
    read_calendar_rows,
    read_hours,
)
from motcua.rules.working_calendar import year_span

USUAL = "usual"  # back to the week's rhythm
KINDS = ("nghi_le", "nghi_hoan_doi", MAKE_UP, CLOSURE, USUAL)
MOST_DAYS = 31
_SHORTEST_NAME = 3
_PERIOD = re.compile(r"(\d{1,2})[:h](\d{2})\s*[-–]\s*(\d{1,2})[:h](\d{2})", re.ASCII)

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DaysChange:
    """`first` to `last` (both in) become `kind`; `agency`: a code, or empty for the whole province."""

    first: date
    last: date
    kind: str
    name: str = ""
    agency: str = ""

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "first": self.first.isoformat(), "last": self.last.isoformat()}

    def dates(self) -> Iterator[date]:
        for count in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=count)


@dataclass(frozen=True, slots=True)
class HoursChange:
    """The weekly hours from now on: weekday (`monday`, …) → `07:00-11:30 13:30-17:00`, or empty."""

    week: Mapping[str, str]
    agency: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"week": dict(self.week), "agency": self.agency}


Change = DaysChange | HoursChange


def read_change(data: Mapping[str, Any]) -> Change:
    """The change that `to_json` wrote."""
    if "week" in data:
        return HoursChange(data["week"], data["agency"])
    first, last = date.fromisoformat(data["first"]), date.fromisoformat(data["last"])
    return DaysChange(first, last, data["kind"], data["name"], data["agency"])


def apply_change(content: Content, change: Change) -> dict[str, Any] | Refused:
    """The content after the change, or why it cannot be."""
    made = _with_hours(content, change) if isinstance(change, HoursChange) else _with_days(content, change)
    if isinstance(made, Refused):
        return made
    if _meaning(made) == _meaning(content):
        return Refused("nothing_changes", N_("Lịch đã đúng như vậy rồi, không có gì thay đổi."))
    return made


def _meaning(content: Content) -> tuple[Any, ...]:
    """What is reckoned with, however it is written down."""
    return content["hours"], read_calendar_rows(content["days"]), content["agencies"]


def affected_from(change: Change) -> date:
    """The first date that can differ; hours differ on every date."""
    return change.first if isinstance(change, DaysChange) else date.min


def _with_days(content: Content, change: DaysChange) -> dict[str, Any] | Refused:
    if refused := _wrong_days(content, change):
        return refused
    return _with_closures(content, change) if change.agency else _with_province_days(content, change)


def _wrong_days(content: Content, change: DaysChange) -> Refused | None:
    if change.last < change.first:
        return Refused("last_before_first", N_("Ngày cuối phải từ ngày đầu trở đi."))
    if (change.last - change.first).days >= MOST_DAYS:
        return Refused("too_many_days", N_("Mỗi lần đổi nhiều nhất %(most)s ngày."), {"most": MOST_DAYS})
    begins, ends = year_span(read_calendar_rows(content["days"]))
    if change.first < begins or change.last > ends:
        known = {"first": f"{begins:%d/%m/%Y}", "last": f"{ends:%d/%m/%Y}"}
        return Refused("outside_calendar", N_("Lịch chỉ có từ %(first)s đến %(last)s."), known)
    if change.kind not in KINDS or (change.kind == CLOSURE) != bool(change.agency and change.kind != USUAL):
        return Refused(
            "unknown_kind", N_("Hãy chọn nghỉ lễ, nghỉ hoán đổi hay làm bù; riêng một cơ quan: đóng cửa.")
        )
    if change.kind != USUAL and len(change.name) < _SHORTEST_NAME:
        return Refused("name_needed", N_("Hãy ghi lý do, ví dụ “Nghỉ Quốc khánh” hoặc “Tránh bão số 5”."))
    return None


def _with_province_days(content: Content, change: DaysChange) -> dict[str, Any] | Refused:
    dates = set(change.dates())
    if change.kind == MAKE_UP and (refused := _worked_anyway(content, change)):
        return refused
    kept = [row for row in content["days"] if date.fromisoformat(row["date"]) not in dates]
    added = [] if change.kind == USUAL else [_row(on, change) for on in sorted(dates)]
    days = sorted([*kept, *added], key=lambda row: str(row["date"]))
    if not days or year_span(read_calendar_rows(days)) != year_span(read_calendar_rows(content["days"])):
        return Refused(
            "year_would_end",
            N_("Bỏ ngày này thì lịch mất cả năm. Mỗi năm của lịch phải còn ít nhất một ngày nghỉ."),
        )
    return {**content, "days": days}


def _worked_anyway(content: Content, change: DaysChange) -> Refused | None:
    hours = read_hours(content["hours"])
    off = {on for on, day in read_calendar_rows(content["days"]).items() if not day.is_make_up}
    worked = [on for on in change.dates() if hours.get(on.weekday()) and on not in off]
    if not worked:
        return None
    return Refused("worked_anyway", N_("%(on)s vốn là ngày làm việc rồi."), {"on": f"{worked[0]:%d/%m/%Y}"})


def _row(on: date, change: DaysChange) -> dict[str, str]:
    return {"date": on.isoformat(), "kind": change.kind, "name_vi": change.name}


def _with_closures(content: Content, change: DaysChange) -> dict[str, Any]:
    own = dict(content["agencies"].get(change.agency, {}))
    closures = dict(own.get("closures", {}))
    for on in change.dates():
        closures.pop(on.isoformat(), None)
        if change.kind == CLOSURE:
            closures[on.isoformat()] = change.name
    return _with_own(content, change.agency, {**own, "closures": closures})


def _with_hours(content: Content, change: HoursChange) -> dict[str, Any] | Refused:
    hours: dict[str, list[list[str]]] = {}
    for day in WEEKDAYS:
        periods = _periods(change.week.get(day, ""))
        if periods is None:
            return Refused("bad_hours", N_("Hãy ghi giờ như 07:00-11:30 13:30-17:00; ngày nghỉ để trống."))
        if periods:
            hours[day] = periods
    if not change.agency:
        # A make-up day is worked with Monday's hours.
        if "monday" not in hours:
            return Refused("monday_needed", N_("Thứ Hai phải có giờ làm việc: ngày làm bù theo giờ thứ Hai."))
        return {**content, "hours": hours}
    own = dict(content["agencies"].get(change.agency, {}))
    own["hours"] = hours if hours and hours != content["hours"] else {}
    return _with_own(content, change.agency, own)


def _with_own(content: Content, agency: str, own: Mapping[str, Any]) -> dict[str, Any]:
    """The agency's own part; none where nothing in it differs from the province's."""
    kept = {name: value for name, value in own.items() if value}
    agencies = {code: one for code, one in content["agencies"].items() if code != agency}
    return {**content, "agencies": {**agencies, agency: kept} if kept else agencies}


def _periods(text: str) -> list[list[str]] | None:
    found = _PERIOD.findall(text)
    if _PERIOD.sub("", text).strip(" ,;."):
        return None
    periods = [[f"{int(a):02}:{b}", f"{int(c):02}:{d}"] for a, b, c, d in found]
    try:
        check_hours(read_hours({"monday": periods}))
    except Unusable:
        return None
    return periods


def written_hours(hours: Mapping[str, Any]) -> dict[str, str]:
    """Weekly hours as they are typed: `{"monday": "07:00-11:30 13:30-17:00", …}`."""
    return {day: " ".join(f"{opens}-{closes}" for opens, closes in periods) for day, periods in hours.items()}
