"""The queue's filter, as an address or a form that kept it asks for it."""

from __future__ import annotations

from datetime import timedelta

from django.http import QueryDict

from motcua.kit.folding import clean_text
from motcua.reports.queue import KINDS, QueueFilter
from motcua.services.clock import business_now

_NAMES = ("kind", "holder", "q", "due")


def wanted_of(asked: QueryDict) -> QueueFilter:
    """What is asked for; what makes no sense is left out."""
    kind, holder = asked.get("kind", "all"), asked.get("holder", "")
    due = {"overdue": timedelta(), "soon": timedelta(days=3)}.get(asked.get("due", ""))
    return QueueFilter(
        kind=kind if kind in KINDS else "all",
        holder=holder if holder in ("me", "free") else "",
        text=clean_text(asked.get("q", "")[:120]),
        before=None if due is None else business_now() + due,
    )


def kept_of(asked: QueryDict) -> dict[str, str]:
    """The parts of the address that make the filter."""
    return {name: asked[name][:120] for name in _NAMES if asked.get(name)}
