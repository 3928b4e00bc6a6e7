"""What an officer does with the ticket at the counter: call again, begin, end, note that nobody came."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account
from motcua.records.queueing.models import Counter, QueueTicket
from motcua.services.errors import NotDone
from motcua.services.queueing._counter import held_by, moved, seen_at


def recall(*, counter: Counter, ticket: int, by: Account, at: datetime) -> QueueTicket:
    """Calls the ticket (id) at the counter once more; the screen sounds again."""
    with transaction.atomic():
        here = _called_at(held_by(counter, by), ticket)
        return moved(here, to=QueueTicket.CALLED, called_at=at, call_count=min(here.call_count + 1, 1_000))


def start_serving(*, counter: Counter, ticket: int, by: Account, at: datetime) -> QueueTicket:
    """The person stands at the counter; said twice it is once."""
    with transaction.atomic():
        here = seen_at(held_by(counter, by), ticket)
        return here if here.status == QueueTicket.SERVING else moved(here, to=QueueTicket.SERVING)


def finish_ticket(*, counter: Counter, ticket: int, by: Account, at: datetime) -> QueueTicket:
    """The person was served; nobody else is called yet. Said twice it is once."""
    with transaction.atomic():
        mine = held_by(counter, by)
        served = QueueTicket.objects.filter(pk=ticket, counter=mine, status=QueueTicket.SERVED).first()
        return served or moved(seen_at(mine, ticket), to=QueueTicket.SERVED, ended_at=at)


def no_show(*, counter: Counter, ticket: int, by: Account, at: datetime) -> QueueTicket:
    """Nobody came when called; said twice it is once."""
    with transaction.atomic():
        mine = held_by(counter, by)
        absent = QueueTicket.objects.filter(pk=ticket, counter=mine, status=QueueTicket.NO_SHOW).first()
        return absent or moved(_called_at(mine, ticket), to=QueueTicket.NO_SHOW, ended_at=at)


def _called_at(counter: Counter, ticket: int) -> QueueTicket:
    here = seen_at(counter, ticket)
    if here.status != QueueTicket.CALLED:
        raise NotDone(Refused("being_served", N_("Số này đang được phục vụ rồi.")))
    return here
