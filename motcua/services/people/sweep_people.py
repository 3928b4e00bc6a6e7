"""Clears away what no longer counts: ended sessions, old failures, spent links, expired tokens."""

from __future__ import annotations

from datetime import datetime

from motcua.records.people.models import ApiToken, Failure, Session, SetUpLink
from motcua.services.people.throttle import WINDOW


def sweep_people(*, now: datetime) -> int:
    """How many rows went; `now` is the machine's time. For the worker, every few minutes."""
    stale = (
        Session.objects.filter(expires_at__lte=now),
        Failure.objects.filter(at__lte=now - WINDOW),
        SetUpLink.objects.filter(expires_at__lte=now),
        ApiToken.objects.filter(expires_at__lte=now),
    )
    return sum(rows.delete()[0] for rows in stale)
