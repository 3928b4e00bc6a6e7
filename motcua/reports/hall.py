"""The desk's hall at a moment: counters, who waits, what was called, and how long it will take.

Statements: the hall 3, a ticket's place 3 beside its own, the calling screen 1 beside its agency's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.kit.instants import local, local_date
from motcua.records.agencies.models import Agency
from motcua.records.queueing.models import Appointment, Counter, QueueTicket
from motcua.rules.waiting import MOST_AHEAD, Waiting, calling_order, expected_wait_minutes

LAST_CALLED, _LAST_HANDLED = 6, 10


@dataclass(frozen=True, slots=True)
class Hall:
    """Counters by number, the ticket each has (`at`), and today's waiting tickets in the order of calling."""

    counters: Sequence[Counter]
    at: dict[int, QueueTicket]
    waiting: Sequence[QueueTicket]

    def waiting_at(self, counter: Counter) -> list[QueueTicket]:
        return [one for one in self.waiting if serves(counter, one.field.code)]


@dataclass(frozen=True, slots=True)
class Place:
    """A ticket's: how many are called before it, and the expected minutes; None where no counter is open."""

    ahead: int
    minutes: int | None


def serves(counter: Counter, field: str) -> bool:
    return not counter.field_codes or field in counter.field_codes


def hall_of(agency: Agency, at: datetime) -> Hall:
    counters = list(Counter.objects.filter(agency=agency).select_related("officer").order_by("number"))
    busy = QueueTicket.objects.filter(counter__in=counters, status__in=QueueTicket.AT_COUNTER)
    return Hall(counters, {one.counter_id: one for one in busy.select_related("field")}, _in_turn(agency, at))


def place_of(ticket: QueueTicket, at: datetime) -> Place:
    """Reckoned as if the open counters for its field had one queue: an estimate, and said to be one."""
    counters = open_counters(ticket.agency_id, ticket.field.code)
    pool = [
        one
        for one in _in_turn(ticket.agency, at)
        if one.pk == ticket.pk or any(serves(counter, one.field.code) for counter in counters)
    ]
    ahead = next((place for place, one in enumerate(pool) if one.pk == ticket.pk), 0)
    return Place(ahead, _minutes(ahead, counters, local_date(at)))


def open_counters(agency: int, field: str) -> list[Counter]:
    found = Counter.objects.filter(agency=agency, is_open=True)
    return [counter for counter in found if serves(counter, field)]


def last_called(agency: Agency, at: datetime) -> list[QueueTicket]:
    """What the screen shows: the last six calls of the day, the latest first, with their counters."""
    called = QueueTicket.objects.filter(agency=agency, day=local_date(at), called_at__isnull=False)
    return list(called.select_related("counter").order_by("-called_at", "-pk")[:LAST_CALLED])


def expected_today(agency: Agency, at: datetime) -> list[Appointment]:
    """Who booked a time today and has not come yet, the earliest first."""
    booked = Appointment.objects.filter(agency=agency, day=local_date(at), status=Appointment.BOOKED)
    return list(booked.select_related("field").order_by("slot_at", "pk"))


def _in_turn(agency: Agency, at: datetime) -> list[QueueTicket]:
    tickets = {
        one.pk: one
        for one in QueueTicket.objects.filter(
            agency=agency, day=local_date(at), status=QueueTicket.WAITING
        ).select_related("field")
    }
    asked = [Waiting(pk, one.is_priority, _wall_clock(one.appointed_at)) for pk, one in tickets.items()]
    order = calling_order(asked, now=local(at), called_ahead=0, most_ahead=MOST_AHEAD)
    return [tickets[one.serial] for one in order]


def _wall_clock(at: datetime | None) -> datetime | None:
    return local(at) if at else None


def _minutes(ahead: int, counters: Sequence[Counter], day: date) -> int | None:
    served = QueueTicket.objects.filter(counter__in=counters, day=day, status=QueueTicket.SERVED)
    spans = served.order_by("-ended_at").values_list("called_at", "ended_at")[:_LAST_HANDLED]
    seconds = [int((ended - called).total_seconds()) for called, ended in spans if called and ended]
    return expected_wait_minutes(ahead, open_counters=len(counters), handled_seconds=seconds[::-1])
