"""What the counters' page shows of each desk the officer works at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from motcua.records.agencies.models import Agency
from motcua.records.procedures.models import Field
from motcua.records.queueing.models import Appointment, Counter, QueueTicket, SlotRule
from motcua.reports.hall import Hall, expected_today, hall_of
from motcua.services.queueing.take_ticket import fields_at
from motcua.web.accounts.permit import may
from motcua.web.layout.reader import named


@dataclass(frozen=True, slots=True)
class CounterLine:
    """A counter, its fields in words, whom it has, and how many of those waiting it may call."""

    counter: Counter
    fields: str
    ticket: QueueTicket | None
    waiting_count: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class WaitLine:
    """A waiting ticket and the whole minutes since it was taken."""

    ticket: QueueTicket
    minutes: int


@dataclass(frozen=True, slots=True)
class DeskHall:
    agency: Agency
    counters: Sequence[CounterLine]
    waiting: Sequence[WaitLine]
    fields: Sequence[Field]
    may_configure: bool
    slots: SlotRule | None
    coming: Sequence[Appointment]


def desk_halls(request: HttpRequest, agencies: Iterable[int], at: datetime) -> list[DeskHall]:
    desks = Agency.objects.filter(pk__in=list(agencies)).order_by("code")
    return [_desk_hall(request, agency, at) for agency in desks]


def own_counter(halls: Iterable[DeskHall]) -> CounterLine | None:
    return next((line for hall in halls for line in hall.counters if line.is_mine), None)


def _desk_hall(request: HttpRequest, agency: Agency, at: datetime) -> DeskHall:
    hall, fields = hall_of(agency, at), fields_at(agency)
    return DeskHall(
        agency=agency,
        counters=[_line(request, hall, counter, fields) for counter in hall.counters],
        waiting=[
            WaitLine(one, max(0, int((at - one.taken_at).total_seconds() // 60))) for one in hall.waiting
        ],
        fields=fields,
        may_configure=may(request, "counters.configure", agency),
        slots=SlotRule.objects.filter(agency=agency).first(),
        coming=expected_today(agency, at),
    )


def _line(request: HttpRequest, hall: Hall, counter: Counter, fields: Sequence[Field]) -> CounterLine:
    return CounterLine(
        counter=counter,
        fields=", ".join(named(field) for field in fields if field.code in counter.field_codes),
        ticket=hall.at.get(counter.pk),
        waiting_count=len(hall.waiting_at(counter)),
        is_mine=counter.is_open and counter.officer_id == request.user.pk,
    )
