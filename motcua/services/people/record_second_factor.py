"""A second factor set up, renewed or given up leaves a trace; other sessions end when one is set up."""

from __future__ import annotations

from datetime import datetime

from motcua.records.people.models import Account
from motcua.services.journal.account_stream import record_for_account
from motcua.services.people.end_sessions import end_sessions_of


def record_second_factor(*, account: Account, what: str, at: datetime, but_session: str) -> None:
    """`what`: added, renewed or removed. A session that proved less than is now asked does not go on."""
    if what == "added":
        end_sessions_of(account=account, but=but_session)
    record_for_account(account=account, kind=f"account.second_factor_{what}", at=at, data={})
