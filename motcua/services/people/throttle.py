"""Locks after too many failures: five in fifteen minutes for one account, more for one address.

Counted in the database, so that every process agrees. A try is counted before it is known to fail:
a hundred guesses at once are a hundred tries, not one. `at` is the machine's time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, QuerySet

from motcua.records.people.models import Failure
from motcua.records.sealing import blind_index

PASSWORD, SECOND_FACTOR, LOOK_UP, REGISTRATION = "password", "second_factor", "look_up", "registration"
WINDOW = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Try:
    """A try that was counted; `is_allowed` is False where a lock already holds."""

    is_allowed: bool
    kind: str
    account: str
    rows: tuple[int, ...] = ()


def begin_try(*, kind: str, account: str, address: str, at: datetime) -> Try:
    """Counts a try on `account` (a login, a dossier code) from `address`; a locked one is not counted.

    An empty `account` counts the address alone. Many people share an office's address, so its own
    limit is the larger MOTCUA_TRIES_PER_ADDRESS.
    """
    limits = _limits(account, address)
    rows = Failure.objects.bulk_create(Failure(kind=kind, subject=subject, at=at) for subject in limits)
    counts = dict(_recent(kind, list(limits), at).values_list("subject").annotate(Count("id")))
    pks = tuple(row.pk for row in rows)
    if any(counts[subject] > limit for subject, limit in limits.items()):
        Failure.objects.filter(pk__in=pks).delete()
        return Try(False, kind, account)
    return Try(True, kind, account, pks)


def end_well(counted: Try) -> None:
    """The try succeeded: it leaves no trace at the address, and the account starts anew."""
    Failure.objects.filter(pk__in=counted.rows).delete()
    forget(kind=counted.kind, account=counted.account)


def record_failure(*, kind: str, account: str, address: str, at: datetime) -> None:
    """Counts a failure that is known already."""
    Failure.objects.bulk_create(
        Failure(kind=kind, subject=subject, at=at) for subject in _limits(account, address)
    )


def is_locked(*, kind: str, account: str, address: str, at: datetime) -> bool:
    """Whether the next try would be refused."""
    limits = _limits(account, address)
    counts = _recent(kind, list(limits), at).values_list("subject").annotate(Count("id"))
    return any(count >= limits[subject] for subject, count in counts)


def forget(*, kind: str, account: str) -> None:
    """Lifts the account's lock; the address keeps its count."""
    if account:
        Failure.objects.filter(kind=kind, subject=_subject("account", account)).delete()


def _limits(account: str, address: str) -> dict[str, int]:
    limits = {_subject("account", account): settings.MOTCUA_TRIES_PER_ACCOUNT} if account else {}
    if address:
        limits[_subject("address", address)] = settings.MOTCUA_TRIES_PER_ADDRESS
    return limits


def _subject(bucket: str, value: str) -> str:
    return blind_index(value, f"failure:{bucket}")


def _recent(kind: str, subjects: list[str], at: datetime) -> QuerySet[Failure]:
    return Failure.objects.filter(kind=kind, subject__in=subjects, at__gt=at - WINDOW)
