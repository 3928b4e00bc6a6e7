"""What the account's own stream says."""

from __future__ import annotations

from typing import Any

from motcua.records.journal.models import Entry
from motcua.records.people.models import Account


def last_entry(account: Account) -> Entry:
    entry = Entry.objects.filter(stream=f"account:{account.pk}").order_by("number").last()
    assert entry is not None
    return entry


def last_told(account: Account) -> tuple[str, dict[str, Any], int | None]:
    """Kind, data and actor of the newest entry."""
    entry = last_entry(account)
    return entry.kind, entry.data, entry.actor
