"""The look's own tags and filters: `{% load look %}`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from motcua.web.layout import statuses, words
from motcua.web.layout.bars import Bar, drawn
from motcua.web.layout.fields import FieldView, field_of
from motcua.web.layout.strip import strip_of

register = template.Library()


@register.filter
def vn_date(when: date | None) -> str:
    """`thứ Sáu 11/09/2020`."""
    return words.long_date(when) if when else ""


@register.filter
def vn_day(when: date | None) -> str:
    """`11/09/2020`."""
    return words.short_date(when) if when else ""


@register.filter
def vn_instant(at: datetime | None) -> str:
    """`15:30 thứ Sáu 11/09/2020`."""
    return words.long_instant(at) if at else ""


@register.filter
def vn_minute(at: datetime | None) -> str:
    """`15:30 11/09`."""
    return words.short_instant(at) if at else ""


@register.filter
def vnd(amount: int | None) -> str:
    """`15.000 đ`."""
    return "" if amount is None else words.money(amount)


@register.filter
def count(number: int | None) -> str:
    """`20.418`."""
    return "" if number is None else words.whole(number)


@register.filter
def points(value: float | Decimal | None) -> str:
    """`15,4`; an en dash where nothing was counted."""
    return "–" if value is None else words.score(value)


@register.filter
def hundredths(value: float | Decimal | Fraction | None) -> str:
    """`1,67`: a mean on its way to a score."""
    return "–" if value is None else words.score(float(value), 2)


@register.filter
def file_size(byte_count: int | None) -> str:
    """`340 kB`."""
    return "" if byte_count is None else words.size(byte_count)


@register.simple_tag
def when(at: datetime | None) -> SafeString | str:
    """A `<time>` element that reads `15:30 thứ Sáu 11/09/2020`."""
    if at is None:
        return ""
    clock = words.wall_clock(at)
    return format_html(
        '<time datetime="{}">{}</time>', f"{clock:%Y-%m-%dT%H:%M}+07:00", words.long_instant(at)
    )


@register.inclusion_tag("layout/_tag.html")
def tag(tone: str, word: object) -> dict[str, object]:
    """`{% tag "late" "quá 3 giờ" %}`."""
    return {"tone": tone, "word": word}


@register.inclusion_tag("layout/_tag.html")
def status(code: str) -> dict[str, object]:
    """`{% status dossier.status %}`: the dossier's status in plain words."""
    return statuses.DOSSIER[code]._asdict()


@register.inclusion_tag("layout/_tag.html")
def timeliness(code: str, word: object = "") -> dict[str, object]:
    """`{% timeliness "due_soon" "còn 2 giờ" %}`; without words, the status's own."""
    known = statuses.TIMELINESS[code]
    return {"tone": known.tone, "word": word or known.word}


@register.inclusion_tag("layout/_tag.html")
def band(code: str | None) -> dict[str, object]:
    """`{% band "tot" %}`; None is "không xếp loại"."""
    return (statuses.BANDS[code] if code else statuses.NO_BAND)._asdict()


@register.inclusion_tag("layout/_strip.html")
def strip(
    days: Iterable[object], now: date | None = None, summary: str = "", label: str = ""
) -> dict[str, object]:
    """`{% strip days now=now summary="15 ngày làm việc, …" %}`: the reckoning, day by day."""
    return {
        "strip": strip_of(days, words.local_day(now) if now else None),
        "summary": summary,
        "label": label,
    }


@register.inclusion_tag("layout/_field.html")
def field(one: FieldView | BoundField) -> dict[str, object]:
    """`{% field form.login %}`: our own view-model or a Django form's field."""
    return {"field": field_of(one) if isinstance(one, BoundField) else one}


@register.inclusion_tag("layout/_bars.html")
def bars(rows: Sequence[Bar], full: float, caption: str, of: str = "", value: str = "") -> dict[str, Any]:
    """`{% bars rows full=18 caption="Điểm quý III/2020" of="Cơ quan" value="Điểm" %}`."""
    return {"bars": drawn(rows, full), "caption": caption, "of": of, "value": value}
