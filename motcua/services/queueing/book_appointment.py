"""Somebody books a time at the desk, with a phone number and without an account (NĐ 61/2018 Art. 13)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count

from motcua.kit.instants import instant, local
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.agencies.models import Agency
from motcua.records.calendars.models import CalendarVersion
from motcua.records.queueing.models import Appointment, SlotRule
from motcua.records.sealing import blind_index
from motcua.rules.appointment_slots import bookable_slots
from motcua.rules.identifiers import check_phone
from motcua.rules.waiting import has_priority
from motcua.services.calendars.frozen import working_calendar
from motcua.services.errors import NotDone
from motcua.services.queueing.take_ticket import check_not_too_many, hold_numbers, letter_of
from motcua.services.tokens import new_ticket

_HOLDS_A_PLACE = (Appointment.BOOKED, Appointment.ARRIVED)


def book_appointment(
    *,
    agency: Agency,
    field: str,
    slot: datetime,
    phone: str,
    at: datetime,
    grounds: Collection[str] = (),
    address: str = "",
    now: datetime | None = None,
) -> Appointment:
    """Books the slot (naive local) for the phone number. `address` and `now` as in `take_ticket`.

    Raises NotDone where the slot is full or none of the desk's, or the number has a time that day already.
    """
    dialled = check_phone(phone)
    if isinstance(dialled, Refused):
        raise NotDone(dialled, {"phone": dialled})
    check_not_too_many(address, now)
    try:
        with transaction.atomic():
            hold_numbers(agency)
            _check_is_free(agency, slot, at)
            return Appointment.objects.create(
                agency=agency,
                field=letter_of(agency, field)[1],
                slot_at=instant(slot),
                day=slot.date(),
                phone_index=blind_index(dialled, "appointment_phone"),
                is_priority=has_priority(grounds),
                token=new_ticket(),
                booked_at=at,
            )
    except IntegrityError:
        twice = Refused(
            "booked_already", N_("Số điện thoại này đã có lịch hẹn trong ngày đó. Hãy chọn ngày khác.")
        )
        raise NotDone(twice, {"phone": twice}) from None


def free_slots(agency: Agency, at: datetime) -> dict[datetime, int]:
    """The slots (naive local) that may be booked now, and how many places each has left (at least one)."""
    rule = SlotRule.objects.filter(agency=agency).first()
    version = CalendarVersion.objects.order_by("-number").values_list("pk", flat=True).first()
    if rule is None or version is None:
        return {}
    slots = bookable_slots(working_calendar(version, agency.code), minutes=rule.minutes, now=local(at))
    booked = Appointment.objects.filter(agency=agency, slot_at__gt=at, status__in=_HOLDS_A_PLACE)
    taken = {local(when): count for when, count in booked.values_list("slot_at").annotate(Count("pk"))}
    return {slot: left for slot in slots if (left := rule.capacity - taken.get(slot, 0)) > 0}


def _check_is_free(agency: Agency, slot: datetime, at: datetime) -> None:
    if slot not in free_slots(agency, at):
        full = Refused("slot_full", N_("Giờ này vừa hết chỗ hoặc không còn nhận hẹn. Hãy chọn giờ khác."))
        raise NotDone(full, {"slot": full})
