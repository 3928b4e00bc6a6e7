"""Keeps what a session holds between requests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from motcua.records.people.models import Session
from motcua.records.sealing import seal
from motcua.services.people.find_session import SESSION_PURPOSE


def open_session(
    *, key_hash: str, content: Mapping[str, Any], account_id: int | None, browser: str, now: datetime
) -> None:
    """Inserts the row; its twelve hours begin."""
    Session.objects.create(
        key_hash=key_hash,
        account_id=account_id,
        sealed=seal(dict(content), SESSION_PURPOSE),
        created_at=now,
        seen_at=now,
        expires_at=now + timedelta(seconds=settings.SESSION_COOKIE_AGE),
        browser=browser[:200],
    )


def keep_session(*, key_hash: str, content: Mapping[str, Any], account_id: int | None, now: datetime) -> bool:
    """Keeps changed content; False where the session was ended meanwhile."""
    return bool(
        Session.objects.filter(pk=key_hash).update(
            account_id=account_id, sealed=seal(dict(content), SESSION_PURPOSE), seen_at=now
        )
    )


def touch_session(*, key_hash: str, now: datetime) -> None:
    """Notes that somebody is there."""
    Session.objects.filter(pk=key_hash).update(seen_at=now)
