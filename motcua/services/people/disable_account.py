"""Shuts an account, and opens it again. Shutting ends every session, token and link at once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.records.people.models import Account, ApiToken, SetUpLink
from motcua.records.tasks.models import Task
from motcua.services.journal.account_stream import record_for_account
from motcua.services.people.end_sessions import end_sessions_of

REASONS = ("left", "moved", "misuse", "lost", "other")  # codes: the journal holds no free text


def disable_account(*, account: Account, reason: str, by: Account | None, at: datetime) -> None:
    """The work assigned to it is anybody's again; what it did stays its own."""
    with transaction.atomic():
        account.is_active = False
        account.save(update_fields=["is_active"])
        end_sessions_of(account=account)
        ApiToken.objects.filter(account=account).delete()
        SetUpLink.objects.filter(account=account, used_at__isnull=True).delete()
        Task.objects.filter(assignee=account, status=Task.OPEN).update(assignee=None)
        record_for_account(
            account=account,
            kind="account.disabled",
            at=at,
            data={"reason": reason},
            actor=by.pk if by else None,
        )


def enable_account(*, account: Account, by: Account | None, at: datetime) -> None:
    with transaction.atomic():
        account.is_active = True
        account.save(update_fields=["is_active"])
        record_for_account(
            account=account, kind="account.enabled", at=at, data={}, actor=by.pk if by else None
        )
