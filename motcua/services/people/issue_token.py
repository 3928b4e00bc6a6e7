"""A bearer token for machines: it carries its owner's rights until it expires or is revoked."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from motcua.records.people.models import Account, ApiToken
from motcua.services.journal.account_stream import record_for_account
from motcua.services.people.find_session import key_hash_of


def issue_token(*, account: Account, days: int, by: Account | None, at: datetime, now: datetime) -> str:
    """The token, shown once: the database keeps its hash. It expires `days` after `now` (machine's time)."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        made = ApiToken.objects.create(
            token_hash=key_hash_of(token),
            account=account,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        record_for_account(
            account=account,
            kind="account.token_issued",
            at=at,
            data={"token": made.pk, "days": days},
            actor=by.pk if by else None,
        )
    return token
