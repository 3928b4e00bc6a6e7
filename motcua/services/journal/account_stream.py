"""An account's own stream: signing in, reading personal data, rights given and taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.records.people.models import Account
from motcua.services.journal.append import make_entry

_TRIES = 20
ITSELF = -1


def record_for_account(
    *, account: Account, kind: str, at: datetime, data: Mapping[str, Any], actor: int | None = ITSELF
) -> None:
    """One entry in the account's stream; `actor` defaults to the account itself, None is nobody signed in.

    Two requests of one account race for the next number: the conditional UPDATE lets one win, the
    other reads the new head and tries again.
    """
    version, head = account.version, account.journal_head
    for _ in range(_TRIES):
        with transaction.atomic():
            entry = make_entry(
                stream=f"account:{account.pk}",
                number=version + 1,
                kind=kind,
                at=at,
                actor=account.pk if actor == ITSELF else actor,
                data=data,
                previous_hash=head,
            )
            won = Account.objects.filter(pk=account.pk, version=version).update(
                version=version + 1, journal_head=entry.hash
            )
            if won:
                entry.save(force_insert=True)
                account.version, account.journal_head = version + 1, entry.hash
                return
        version, head = Account.objects.values_list("version", "journal_head").get(pk=account.pk)
    raise RuntimeError(f"account {account.pk}: its journal stream stayed contended")
