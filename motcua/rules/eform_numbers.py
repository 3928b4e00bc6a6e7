"""Numbers and dates as people in Việt Nam write them: 1.250.000 · 125,5 · 25/08/2020 · 1938."""

from __future__ import annotations

import re
from datetime import date

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.rules.eform_text import shortened

#: A quadrillion đồng; below 2**53, so every machine reads it back the same.
GREATEST = 10**15

_MOST_DIGITS = 24
_PLAIN = re.compile(r"[+-]?[0-9]+")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*")
_DECIMAL_COMMA = re.compile(r"([+-]?(?:[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)),([0-9]+)")
_DECIMAL_POINT = re.compile(r"([+-]?[0-9]+)\.([0-9]+)")
_MONEY_UNIT = re.compile(r"\s*(?:đồng|đ|₫|vnđ|vnd)\.?$", re.IGNORECASE)

_DAY_FIRST = re.compile(r"([0-9]{1,2})\s?[/.-]\s?([0-9]{1,2})\s?[/.-]\s?([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}\s?[/.-]\s?[0-9]{1,2}\s?[/.-]\s?[0-9]{1,3}")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})\s?[/.-]\s?([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_EARLIEST_YEAR = 1800


def read_integer(text: str) -> int | Refused:
    """`1.250.000`, `1,250,000`, `1 250 000`, `1250000 đ` → 1250000."""
    digits = _MONEY_UNIT.sub("", text)
    if len(digits) <= _MOST_DIGITS and (_PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits)):
        return int(re.sub("[., ]", "", digits))
    return Refused(
        "not_a_whole_number",
        N_("Bạn đã gõ “%(typed)s”. Hãy chỉ gõ số, ví dụ 2 hoặc 1.250.000."),
        {"typed": shortened(text)},
    )


def read_number(text: str) -> float | int | Refused:
    """As `read_integer`, and `125,5` or `125.5` → 125.5; three digits after a point are thousands."""
    if len(text) <= _MOST_DIGITS:
        parts = _DECIMAL_COMMA.fullmatch(text)
        if parts is None and not _GROUPED.fullmatch(text):
            parts = _DECIMAL_POINT.fullmatch(text)
        if parts is not None:
            return float(re.sub("[. ]", "", parts[1]) + "." + parts[2])
    whole = read_integer(text)
    if not isinstance(whole, Refused):
        return whole
    return Refused(
        "not_a_number",
        N_("Bạn đã gõ “%(typed)s”. Hãy chỉ gõ số, ví dụ 120 hoặc 125,5."),
        {"typed": shortened(text)},
    )


def read_date(text: str) -> str | Refused:
    """`25/8/2020`, `25-08-2020`, `2020-08-25` → `2020-08-25`; the day always comes before the month."""
    if parts := _YEAR_FIRST.fullmatch(text):
        return _existing(text, parts[1], parts[2], parts[3])
    if parts := _DAY_FIRST.fullmatch(text):
        return _existing(text, parts[3], parts[2], parts[1])
    if _SHORT_YEAR.fullmatch(text):
        return Refused(
            "short_year",
            N_("Bạn đã gõ “%(typed)s”. Hãy gõ năm đủ 4 chữ số, ví dụ 25/08/1968."),
            {"typed": shortened(text)},
        )
    return Refused(
        "not_a_date",
        N_("Bạn đã gõ “%(typed)s”. Hãy gõ ngày/tháng/năm, ví dụ 25/08/2020."),
        {"typed": shortened(text)},
    )


def read_partial_date(text: str) -> str | Refused:
    """A whole date, or only what is remembered: `5/1938` → `1938-05`, `1938` → `1938`."""
    if _YEAR.fullmatch(text):
        return _remembered(text, text, "")
    if parts := _YEAR_MONTH.fullmatch(text):
        return _remembered(text, parts[1], parts[2])
    if parts := _MONTH_FIRST.fullmatch(text):
        return _remembered(text, parts[2], parts[1])
    return read_date(text)


def shown_number(value: float | int) -> str:
    """1250000 → `1.250.000`; 125.5 → `125,5`."""
    whole, _, decimals = f"{value:,}".partition(".")
    return whole.replace(",", ".") + ("," + decimals if decimals else "")


def shown_date(text: str) -> str:
    """`2020-08-25` → `25/08/2020`; `1938-05` → `05/1938`; `1938` → `1938`."""
    return "/".join(reversed(text.split("-")))


def _existing(text: str, year: str, month: str, day: str) -> str | Refused:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return Refused(
            "no_such_date",
            N_("Bạn đã gõ “%(typed)s”. Không có ngày này trong lịch; hãy xem lại ngày và tháng."),
            {"typed": shortened(text)},
        )
    return _not_too_old(text, found.year) or found.isoformat()


def _remembered(text: str, year: str, month: str) -> str | Refused:
    whole = _existing(text, year, month or "1", "1")
    if isinstance(whole, Refused):
        return whole
    return whole[:7] if month else whole[:4]


def _not_too_old(text: str, year: int) -> Refused | None:
    if year >= _EARLIEST_YEAR:
        return None
    return Refused("too_long_ago", N_("Bạn đã gõ “%(typed)s”. Hãy xem lại năm."), {"typed": shortened(text)})
