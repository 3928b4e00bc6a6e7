"""The head of the desk says how appointments are taken: slot length and places (NĐ 61/2018 Art. 13)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.agencies.models import Agency
from motcua.records.people.models import Account
from motcua.records.queueing.models import SlotRule
from motcua.rules.appointment_slots import MOST_AT_ONCE, SLOT_MINUTES
from motcua.services.errors import NotDone


def set_slots(*, agency: Agency, minutes: str, capacity: str, by: Account, at: datetime) -> SlotRule:
    """From now on; what is booked stays booked. No place means that none are taken any more."""
    if minutes not in {str(length) for length in SLOT_MINUTES}:
        raise NotDone(Refused("bad_length", N_("Hãy chọn độ dài của một giờ hẹn.")))
    if capacity not in {str(places) for places in range(MOST_AT_ONCE + 1)}:
        raise NotDone(Refused("bad_capacity", N_("Số người mỗi giờ hẹn là một số từ 0 đến 20.")))
    with transaction.atomic():
        rule, _ = SlotRule.objects.update_or_create(
            agency=agency, defaults={"minutes": int(minutes), "capacity": int(capacity)}
        )
    return rule
