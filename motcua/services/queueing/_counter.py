"""A counter held for one verb: its row locked first, so that two officers call one after the other."""

from __future__ import annotations

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account
from motcua.records.queueing.models import Counter, QueueTicket
from motcua.services.errors import NotDone


def locked(counter: Counter) -> Counter:
    """The counter as it is now; nobody else changes it until the transaction ends."""
    return Counter.objects.select_for_update(of=("self",)).select_related("agency").get(pk=counter.pk)


def held_by(counter: Counter, by: Account) -> Counter:
    """The counter, locked; raises NotDone unless `by` is the officer who has it open."""
    now = locked(counter)
    if not now.is_open:
        raise NotDone(Refused("counter_closed", N_("Quầy đang đóng. Hãy mở quầy rồi gọi số.")))
    if now.officer_id != by.pk:
        raise NotDone(
            Refused("counter_of_another", N_("Quầy này do cán bộ khác đang mở. Hãy mở quầy của bạn."))
        )
    return now


def at_counter(counter: Counter) -> QueueTicket | None:
    """The ticket that was called to it, or is being served there."""
    return QueueTicket.objects.filter(counter=counter, status__in=QueueTicket.AT_COUNTER).first()


def moved(ticket: QueueTicket, *, to: str, **facts: object) -> QueueTicket:
    """The ticket moved on from the status it was read in; raises NotDone where somebody was first."""
    changed = QueueTicket.objects.filter(pk=ticket.pk, status=ticket.status).update(status=to, **facts)
    if not changed:
        raise NotDone(Refused("changed_meanwhile", N_("Số này vừa đổi trạng thái. Hãy xem lại danh sách.")))
    return QueueTicket.objects.get(pk=ticket.pk)


def seen_at(counter: Counter, number: int) -> QueueTicket:
    """The ticket (id) the officer saw at the counter; raises NotDone where it is no longer there."""
    ticket = at_counter(counter)
    if ticket is None or ticket.pk != number:
        raise NotDone(Refused("not_at_counter", N_("Số này không còn ở quầy. Hãy xem số đang gọi.")))
    return ticket
