"""A change of the calendar in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.records.agencies.models import Agency
from motcua.rules.calendar_change import USUAL, DaysChange, HoursChange, read_change
from motcua.rules.calendar_rows import CLOSURE, MAKE_UP, WEEKDAY_WORDS, WEEKDAYS


def told_change(written: Mapping[str, Any] | None) -> str:
    """What the change does, for whom; how the version was loaded where there is none."""
    if written is None:
        return _("Nạp từ dữ liệu của tỉnh")
    change = read_change(written)
    where = _name(change.agency) if change.agency else _("toàn tỉnh")
    what = _hours(change) if isinstance(change, HoursChange) else _days(change)
    return f"{what} · {where}"


def _days(change: DaysChange) -> str:
    word = {
        USUAL: _("trở lại như thường"),
        MAKE_UP: _("làm bù"),
        CLOSURE: _("đóng cửa"),
    }.get(change.kind, _("nghỉ"))
    first, last = f"{change.first:%d/%m/%Y}", f"{change.last:%d/%m/%Y}"
    span = first if first == last else f"{first} – {last}"
    return f"{span}: {word} ({change.name})" if change.name else f"{span}: {word}"


def _hours(change: HoursChange) -> str:
    days = [
        f"{_(word)} {change.week[day]}"
        for day, word in zip(WEEKDAYS, WEEKDAY_WORDS, strict=True)
        if change.week.get(day)
    ]
    return _("Giờ làm việc") + ": " + "; ".join(days)


def _name(code: str) -> str:
    return Agency.objects.filter(code=code).values_list("name", flat=True).first() or code
