"""Takes a bearer token back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.records.people.models import Account, ApiToken
from motcua.services.journal.account_stream import record_for_account


def revoke_token(*, account: Account, token: int, by: Account, at: datetime) -> bool:
    """Ends one of the account's tokens (by row id); False where it is none of theirs."""
    with transaction.atomic():
        deleted, _ = ApiToken.objects.filter(pk=token, account=account).delete()
        if deleted:
            record_for_account(
                account=account, kind="account.token_revoked", at=at, data={"token": token}, actor=by.pk
            )
    return bool(deleted)
