"""Somebody takes a number in the hall or with a phone (NĐ 61/2018 Art. 13.2b)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from motcua.kit.instants import local_date
from motcua.kit.refusal import Refused
from motcua.kit.words import N_
from motcua.records.agencies.models import Agency
from motcua.records.procedures.models import Field, Offer
from motcua.records.queueing.models import Counter, QueueTicket
from motcua.rules.waiting import field_letter, has_priority
from motcua.services.errors import NotDone
from motcua.services.people.throttle import begin_try
from motcua.services.tokens import new_ticket

TAKING = "queue_ticket"  # the throttle's kind


def take_ticket(
    *,
    agency: Agency,
    field: str,
    at: datetime,
    grounds: Collection[str] = (),
    address: str = "",
    now: datetime | None = None,
) -> QueueTicket:
    """The next number of the day for a field (code). `grounds`: words of rules.waiting.PRIORITY_GROUNDS.

    `address` with the machine's time `now` limits how many one address takes; empty: the desk's own machine.
    Raises NotDone where no counter is open, none serves the field, or too many were taken.
    """
    check_not_too_many(address, now)
    with transaction.atomic():
        hold_numbers(agency)
        return give_number(agency, field, at=at, is_priority=has_priority(grounds))


def check_not_too_many(address: str, now: datetime | None) -> None:
    """Counts a number or an appointment taken from `address` (empty: not counted)."""
    if address and now and not begin_try(kind=TAKING, account="", address=address, at=now).is_allowed:
        raise NotDone(Refused("too_many", N_("Đã lấy nhiều số từ nơi này. Hãy chờ 15 phút hoặc hỏi cán bộ.")))


def hold_numbers(agency: Agency) -> None:
    """Whoever comes next waits here until the transaction ends; rows may still point at the agency."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)


def give_number(
    agency: Agency, field: str, *, at: datetime, is_priority: bool, appointed_at: datetime | None = None
) -> QueueTicket:
    """The next number; inside `hold_numbers`, so that a serial is given once."""
    letter, chosen = letter_of(agency, field)
    _check_somebody_serves(agency, field)
    day = local_date(at)
    return QueueTicket.objects.create(
        agency=agency,
        day=day,
        letter=letter,
        serial=_last_serial(agency, day, letter) + 1,
        field=chosen,
        is_priority=is_priority,
        appointed_at=appointed_at,
        token=new_ticket(),
        taken_at=at,
    )


def fields_at(agency: Agency) -> list[Field]:
    """The fields whose procedures this agency's desk takes in, in the order of their letters."""
    offered = Offer.objects.filter(agency=agency, is_in_force=True, procedure__is_active=True)
    return list(Field.objects.filter(pk__in=offered.values("procedure__field")).order_by("code"))


def letter_of(agency: Agency, code: str) -> tuple[str, Field]:
    """The field of that code and its letter at this desk; raises NotDone where it is not offered."""
    for place, one in enumerate(fields_at(agency)):
        if one.code == code:
            return field_letter(place), one
    unknown = Refused("unknown_field", N_("Hãy chọn lĩnh vực bạn cần làm thủ tục."))
    raise NotDone(unknown, {"field": unknown})


def _check_somebody_serves(agency: Agency, field: str) -> None:
    counters = Counter.objects.filter(agency=agency, is_open=True).values_list("field_codes", flat=True)
    if not any(not codes or field in codes for codes in counters):
        closed = Refused(
            "nobody_serves",
            N_("Chưa có quầy nào mở cho lĩnh vực này. Hãy hỏi cán bộ hướng dẫn hoặc quay lại sau."),
        )
        raise NotDone(closed, {"field": closed})


def _last_serial(agency: Agency, day: date, letter: str) -> int:
    taken = QueueTicket.objects.filter(agency=agency, day=day, letter=letter)
    return int(taken.aggregate(last=Max("serial"))["last"] or 0)
