"""The queue's filter, as an address or a form that kept it asks for it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.http import QueryDict

from motcua.kit.folding import clean_text
from motcua.kit.instants import instant, local_date
from motcua.reports.queue import KINDS, QueueFilter
from motcua.services.clock import business_now

_NAMES = ("kind", "holder", "q", "due")


def wanted_of(asked: QueryDict) -> QueueFilter:
    """What is asked for; what makes no sense is left out."""
    kind, holder = asked.get("kind", "all"), asked.get("holder", "")
    since, before = _span(asked.get("due", ""))
    return QueueFilter(
        kind=kind if kind in KINDS else "all",
        holder=holder if holder in ("me", "free") else "",
        text=clean_text(asked.get("q", "")[:120]),
        before=before,
        since=since,
    )


def kept_of(asked: QueryDict) -> dict[str, str]:
    """The parts of the address that make the filter."""
    return {name: asked[name][:120] for name in _NAMES if asked.get(name)}


def _span(due: str) -> tuple[datetime | None, datetime | None]:
    """From when until when a task is due: past, by midnight, or on one of the three days after it."""
    now = business_now()
    midnight = instant(datetime.combine(local_date(now) + timedelta(days=1), time()))
    return {
        "overdue": (None, now),
        "today": (now, midnight),
        "soon": (midnight, midnight + timedelta(days=3)),
    }.get(due, (None, None))
