"""Whoever holds a ticket goes home before they are called."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.queueing.models import QueueTicket
from motcua.services.errors import NotDone


def leave_queue(*, ticket: QueueTicket, at: datetime) -> QueueTicket:
    """Gives the place up; said twice it is once. Raises NotDone where the number has been called."""
    with transaction.atomic():
        waiting = QueueTicket.objects.filter(pk=ticket.pk, status=QueueTicket.WAITING)
        waiting.update(status=QueueTicket.LEFT, ended_at=at)
        now = QueueTicket.objects.get(pk=ticket.pk)
        if now.status != QueueTicket.LEFT:
            raise NotDone(
                Refused("already_called", N_("Số của bạn đã được gọi. Hãy đến quầy ghi trên phiếu."))
            )
        return now
