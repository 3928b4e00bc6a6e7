"""A day, month or year as people type it: `15/09/2020`, `09/2020`, `2020`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from motcua.kit.refusal import Refused
from motcua.kit.words import N_

_TYPED = re.compile(r"(?:(?:([0-3]?[0-9])[/.-])?([01]?[0-9])[/.-])?(20[0-9]{2})", re.ASCII)


def parse_day_span(text: str) -> tuple[date, date] | Refused:
    """The first day and the first day after."""
    matched = _TYPED.fullmatch(text.strip())
    try:
        if matched is None:
            return _refused(text)
        day, month, year = (int(part) if part else None for part in matched.groups())
        return _span(int(year or 0), month, day)
    except ValueError:
        return _refused(text)


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year + 1, 1, 1)
    if day is None:
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, day), date(year, month, day) + timedelta(days=1)


def _refused(text: str) -> Refused:
    return Refused(
        "no_day_span",
        N_("“%(typed)s” không phải là ngày hay tháng. Hãy ghi như 15/09/2020, 09/2020 hoặc 2020."),
        {"typed": text.strip()[:20]},
    )
