"""A one-time link with which an officer sets a password, the first time or after forgetting it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from motcua.records.people.models import Account, SetUpLink
from motcua.services.journal.account_stream import record_for_account
from motcua.services.people.find_session import key_hash_of

GOOD_FOR = timedelta(hours=24)


def make_set_up_link(*, account: Account, by: Account | None, at: datetime, now: datetime) -> str:
    """The link's token, good for 24 hours from `now` (the machine's time); earlier links stop working."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        SetUpLink.objects.filter(account=account, used_at__isnull=True).update(used_at=now)
        SetUpLink.objects.create(token_hash=key_hash_of(token), account=account, expires_at=now + GOOD_FOR)
        record_for_account(
            account=account, kind="account.set_up_link_made", at=at, data={}, actor=by.pk if by else None
        )
    return token


def find_set_up_link(*, token: str, now: datetime) -> Account | None:
    """Whose link this is, while it is good."""
    link = (
        SetUpLink.objects.filter(token_hash=key_hash_of(token), used_at__isnull=True, expires_at__gt=now)
        .select_related("account")
        .first()
    )
    return link.account if link else None
