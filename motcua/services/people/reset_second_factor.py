"""Takes a lost second factor off an account; its owner sets up a new one at the next sign-in."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from motcua.records.people.models import Account
from motcua.services.journal.account_stream import record_for_account
from motcua.services.people.end_sessions import end_sessions_of


def reset_second_factor(*, account: Account, by: Account, at: datetime) -> None:
    with transaction.atomic():
        Authenticator.objects.filter(user=account).delete()
        end_sessions_of(account=account)
        record_for_account(account=account, kind="account.second_factor_reset", at=at, data={}, actor=by.pk)
