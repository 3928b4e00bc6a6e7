"""Finds who a session cookie belongs to: session, person and roles in one statement."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from django.conf import settings

from motcua.records.people.models import Account, Session
from motcua.records.sealing import open_sealed
from motcua.services.people.bearer import BEARER_COLUMNS, Bearer, bearer_of, living_covers

SESSION_PURPOSE = "session.sealed"
_OWN = ("sealed", "created_at", "seen_at", "expires_at", "account_id")


@dataclass(frozen=True, slots=True)
class FoundSession:
    """A session row as read; `bearer` is None for a stranger's."""

    key_hash: str
    content: Mapping[str, Any]
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    bearer: Bearer | None

    def is_alive(self, now: datetime) -> bool:
        """Within its twelve hours and, for an officer, not left alone for half an hour."""
        if now >= self.expires_at:
            return False
        is_officer = self.bearer is not None and self.bearer.account().kind == Account.OFFICER
        idle = timedelta(seconds=settings.MOTCUA_OFFICER_IDLE_SECONDS)
        return not is_officer or now - self.seen_at < idle


def key_hash_of(key: str) -> str:
    """What the database keeps of a cookie or token."""
    return hashlib.sha256(key.encode("utf-8")).hexdigest()


def find_session(*, key_hash: str, today: date, now: datetime) -> FoundSession | None:
    """The living session; `today` (business) decides which roles hold, `now` (machine) whether it lives."""
    sessions = Session.objects.filter(pk=key_hash).annotate(**living_covers(today))
    rows = list(sessions.values_list(*_OWN, *BEARER_COLUMNS))
    if not rows:
        return None
    sealed, created_at, seen_at, expires_at, account_id = rows[0][: len(_OWN)]
    bearer = bearer_of([row[len(_OWN) :] for row in rows], today)
    if account_id is not None and bearer is None:
        return None
    found = FoundSession(key_hash, _open(sealed), created_at, seen_at, expires_at, bearer)
    return found if found.is_alive(now) else None


def _open(sealed: bytes) -> dict[str, Any]:
    try:
        return dict(open_sealed(sealed, SESSION_PURPOSE))
    except (InvalidTag, KeyError):
        # Sealed under keys that are gone (a restore): the person signs in again.
        return {}
