"""Signing in and out leave a trace in the account's own stream."""

from __future__ import annotations

from datetime import datetime

from motcua.records.people.models import Account
from motcua.services.journal.account_stream import record_for_account


def record_sign_in(*, account: Account, has_second_factor: bool, at: datetime) -> None:
    record_for_account(
        account=account, kind="account.signed_in", at=at, data={"second_factor": has_second_factor}
    )


def record_sign_out(*, account: Account, at: datetime) -> None:
    record_for_account(account=account, kind="account.signed_out", at=at, data={})
