"""A counter calls whoever's turn it is among those it can serve (NĐ 61/2018 Art. 13.2b)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.instants import local, local_date
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account
from motcua.records.queueing.models import Counter, QueueTicket
from motcua.rules.waiting import MOST_AHEAD, Waiting, goes_ahead, next_waiting
from motcua.services.errors import NotDone
from motcua.services.queueing._counter import at_counter, held_by, moved

_TRIES = 50  # a ticket that another counter took meanwhile is passed over


def call_next(*, counter: Counter, by: Account, at: datetime, seen: int = 0) -> QueueTicket:
    """Ends whom the counter serves and calls the next; `seen`: the ticket (id) the officer saw there, or 0.

    Pressed twice it calls once: where another ticket than the one seen is at the counter, that is the
    answer. Raises NotDone where the counter is not `by`'s own or closed, somebody called has not come yet,
    or nobody waits.
    """
    with transaction.atomic():
        mine = held_by(counter, by)
        here = at_counter(mine)
        if here and here.pk != seen:
            return here
        if here and here.status == QueueTicket.CALLED:
            raise NotDone(
                Refused(
                    "still_called", N_("Số đang gọi chưa đến quầy: hãy bắt đầu phục vụ, hoặc ghi vắng mặt.")
                )
            )
        if here:
            moved(here, to=QueueTicket.SERVED, ended_at=at)
        return _called(mine, at)


def _called(counter: Counter, at: datetime) -> QueueTicket:
    for _ in range(_TRIES):
        turn = next_waiting(
            waiting_for(counter, at), now=local(at), called_ahead=counter.called_ahead, most_ahead=MOST_AHEAD
        )
        if turn is None:
            break
        facts = {"status": QueueTicket.CALLED, "counter": counter, "called_at": at, "call_count": 1}
        if QueueTicket.objects.filter(pk=turn.serial, status=QueueTicket.WAITING).update(**facts):
            counter.called_ahead = counter.called_ahead + 1 if goes_ahead(turn, now=local(at)) else 0
            counter.save(update_fields=["called_ahead"])
            return QueueTicket.objects.get(pk=turn.serial)
    raise NotDone(Refused("nobody_waits", N_("Không còn ai chờ ở quầy này.")))


def waiting_for(counter: Counter, at: datetime) -> list[Waiting]:
    """Today's waiting tickets of the fields the counter serves; the serial is the order of taking."""
    hall = QueueTicket.objects.filter(
        agency=counter.agency_id, day=local_date(at), status=QueueTicket.WAITING
    )
    if counter.field_codes:
        hall = hall.filter(field__code__in=counter.field_codes)
    return [
        Waiting(pk, is_priority, local(appointed_at) if appointed_at else None)
        for pk, is_priority, appointed_at in hall.values_list("pk", "is_priority", "appointed_at")
    ]
