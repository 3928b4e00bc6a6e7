"""An officer opens a counter and is called its officer until it closes (NĐ 61/2018 Art. 13.2b)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.people.models import Account
from motcua.records.queueing.models import Counter, QueueTicket
from motcua.services.errors import NotDone
from motcua.services.queueing._counter import at_counter, locked, moved


def open_counter(*, counter: Counter, by: Account, at: datetime) -> Counter:
    """Opens it for `by`; said twice it is once. Raises NotDone where it, or `by`, is taken already."""
    try:
        with transaction.atomic():
            return _opened(locked(counter), by)
    except IntegrityError:
        raise NotDone(
            Refused("officer_elsewhere", N_("Bạn đang mở một quầy khác. Hãy đóng quầy đó trước."))
        ) from None


def close_counter(*, counter: Counter, by: Account, at: datetime) -> Counter:
    """Closes it, whoever had it open: an officer may have gone home. Whom it serves counts as served.

    Said twice it is once. Raises NotDone while somebody is called to it.
    """
    with transaction.atomic():
        now = locked(counter)
        here = at_counter(now)
        if here and here.status == QueueTicket.CALLED:
            raise NotDone(
                Refused("still_called", N_("Hãy ghi vắng mặt hoặc phục vụ số đang gọi rồi đóng quầy."))
            )
        if here:
            moved(here, to=QueueTicket.SERVED, ended_at=at)
        now.is_open, now.officer = False, None
        now.save(update_fields=["is_open", "officer"])
        return now


def _opened(counter: Counter, by: Account) -> Counter:
    if counter.is_open and counter.officer_id != by.pk:
        raise NotDone(Refused("counter_taken", N_("Cán bộ khác vừa mở quầy này. Hãy chọn quầy khác.")))
    counter.is_open, counter.officer, counter.called_ahead = True, by, 0
    counter.save(update_fields=["is_open", "officer", "called_ahead"])
    return counter
