"""How dates, times, money, scores and sizes are written for people, in Vietnamese and English."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import get_language, gettext, gettext_lazy

from motcua.kit.instants import local

WEEKDAYS = tuple(
    gettext_lazy(name)
    for name in ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
)
# The few letters that fit a cell of the strip and a column head.
WEEKDAYS_SHORT = tuple(gettext_lazy(name) for name in ("T2", "T3", "T4", "T5", "T6", "T7", "CN"))
_NO_BREAK = "\N{NO-BREAK SPACE}"


def wall_clock(at: datetime) -> datetime:
    """The minute in Việt Nam: aware instants are converted, naive ones are already there."""
    return local(at) if at.tzinfo else at.replace(second=0, microsecond=0)


def local_day(when: date) -> date:
    """The date in Việt Nam of a date or an instant."""
    return wall_clock(when).date() if isinstance(when, datetime) else when


def short_date(when: date) -> str:
    """`11/09/2020`."""
    return local_day(when).strftime("%d/%m/%Y")


def long_date(when: date) -> str:
    """`thứ Sáu 11/09/2020`."""
    return f"{WEEKDAYS[local_day(when).weekday()]} {short_date(when)}"


def long_instant(at: datetime) -> str:
    """`15:30 thứ Sáu 11/09/2020`."""
    return f"{wall_clock(at):%H:%M} {long_date(at)}"


def short_instant(at: datetime) -> str:
    """`15:30 11/09`, for dense tables that show the year elsewhere."""
    return f"{wall_clock(at):%H:%M %d/%m}"


def money(amount_vnd: int) -> str:
    """`15.000 đ`; nothing to pay is said in words."""
    if amount_vnd == 0:
        return gettext("Không mất tiền")
    return f"{whole(amount_vnd)}{_NO_BREAK}đ"


def whole(number: int) -> str:
    """`1.250.000`: Django's Vietnamese format groups nothing, so the dots are set here."""
    text = f"{number:,}"
    return text if get_language() == "en" else text.replace(",", ".")


def score(points: float | Decimal, places: int = 1) -> str:
    """`15,4`: a score is always shown with its one decimal."""
    text = f"{points:.{places}f}"
    return text if get_language() == "en" else text.replace(".", ",")


def size(byte_count: int) -> str:
    """`340 kB`, `2,1 MB`: rounded up, so that a limit is never shown as kept when it is not."""
    if byte_count < 1_000_000:
        return f"{-(-byte_count // 1000)}{_NO_BREAK}kB"
    return f"{score(-(-byte_count // 100_000) / 10)}{_NO_BREAK}MB"
