"""The outbox as a queue: which rows may go out, whose claim they are, what became of them.

A row may go when no earlier one to the same destination about the same dossier is unacknowledged.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from motcua.records.outbox.models import Message

BATCH = 10
# Ten calls that all run into their timeout are over by then.
LEASE = timedelta(minutes=2)
_LONGEST_PROBLEM = 500


def claim(destination: str, *, now: datetime, lease: timedelta = LEASE) -> list[Message]:
    """Takes up to BATCH rows for this worker alone; a worker that dies loses them when the lease ends."""
    due = _free(destination, now).exclude(Exists(_earlier_unacknowledged()))
    wanted = list(due.order_by("next_attempt_at", "id").values_list("id", flat=True)[:BATCH])
    if not wanted:
        return []
    token = secrets.token_hex(16)
    # Another worker may have read the same list: the condition lets each row go to one of us.
    _free(destination, now).filter(pk__in=wanted).update(
        lease=token, leased_until_at=now + lease, attempt_count=F("attempt_count") + 1
    )
    return list(Message.objects.filter(pk__in=wanted, lease=token).select_related("dossier").order_by("id"))


def give_back(messages: Collection[Message]) -> None:
    """Unties rows that were claimed and not tried."""
    for message in messages:
        _claimed(message).update(lease="", leased_until_at=None, attempt_count=F("attempt_count") - 1)


def mark_acknowledged(message: Message, acknowledgement: str, *, now: datetime) -> None:
    """True whoever holds the lease by now: the receiver has it."""
    Message.objects.filter(pk=message.pk, acknowledged_at=None).update(
        acknowledged_at=now,
        acknowledgement=acknowledgement[:120],
        next_attempt_at=None,
        lease="",
        leased_until_at=None,
        refused_at=None,
        problem="",
    )


def mark_failed(message: Message, problem: str, *, try_again_at: datetime) -> None:
    _claimed(message).update(
        next_attempt_at=try_again_at, lease="", leased_until_at=None, problem=problem[:_LONGEST_PROBLEM]
    )


def mark_refused(message: Message, problem: str, *, now: datetime) -> None:
    """Parks the row; those behind it wait too, and no others."""
    _claimed(message).update(
        refused_at=now,
        next_attempt_at=None,
        lease="",
        leased_until_at=None,
        problem=problem[:_LONGEST_PROBLEM],
    )


def park_followers(destination: str, *, now: datetime) -> int:
    """Takes rows behind a refused one out of the queue, so that nobody reads over them again and again."""
    refused = _earlier_unacknowledged().filter(refused_at__isnull=False)
    return _free(destination, now).filter(Exists(refused)).update(next_attempt_at=None)


def _free(destination: str, now: datetime) -> QuerySet[Message]:
    """Due, and in nobody's hands."""
    return Message.objects.filter(destination=destination, next_attempt_at__lte=now).filter(
        Q(leased_until_at=None) | Q(leased_until_at__lt=now)
    )


def _earlier_unacknowledged() -> QuerySet[Message]:
    return Message.objects.filter(
        Q(version__lt=OuterRef("version")) | Q(version=OuterRef("version"), pk__lt=OuterRef("pk")),
        destination=OuterRef("destination"),
        dossier=OuterRef("dossier"),
        acknowledged_at=None,
    )


def _claimed(message: Message) -> QuerySet[Message]:
    return Message.objects.filter(pk=message.pk, lease=message.lease, acknowledged_at=None)
