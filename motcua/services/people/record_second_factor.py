"""A second factor set up, renewed or given up leaves a trace; the sessions that never proved it end."""

from __future__ import annotations

from datetime import datetime

from motcua.records.people.models import Account
from motcua.services.journal.account_stream import record_for_account
from motcua.services.people.end_sessions import end_sessions_of


def record_second_factor(*, account: Account, what: str, at: datetime) -> None:
    """`what`: added, renewed or removed. The session that added one has a new key by then and goes on."""
    if what == "added":
        end_sessions_of(account=account)
    record_for_account(account=account, kind=f"account.second_factor_{what}", at=at, data={})
