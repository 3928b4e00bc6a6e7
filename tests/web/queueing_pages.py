"""Pages of the hall with every form they can have: a number to take and give up, counters in each state."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client

from motcua.records.people.models import Account
from motcua.services.clock import business_now
from motcua.services.queueing.book_appointment import book_appointment, free_slots
from motcua.services.queueing.call_next import call_next
from motcua.services.queueing.serve_ticket import start_serving
from motcua.services.queueing.set_slots import set_slots
from motcua.services.queueing.take_ticket import take_ticket
from tests.cast import AGENCIES, Cast, hold, new_officer, signed_in_client
from tests.services.queueing.hall import counter, field

COUNTERS = "/desk/counters/"
TAKING = f"/queue/{AGENCIES['phong_thuy']}/"


def queueing_pages(cast: Cast) -> Iterator[tuple[HttpResponse, str, Account | None]]:
    """The page as it is answered at that moment, its address, and who looks."""
    now, desk = business_now(), cast.agency["phong_thuy"]
    called, serving = counter(cast, 1), counter(cast, 2, officer="hoa")
    counter(cast, 3, officer="")
    taken = [take_ticket(agency=desk, field=field(cast).code, at=now) for _ in range(3)]
    call_next(counter=called, by=cast.dung, at=now)
    here = call_next(counter=serving, by=cast.hoa, at=now)
    start_serving(counter=serving, ticket=here.pk, by=cast.hoa, at=now)
    for account in (cast.dung, cast.hoa):
        yield signed_in_client(account).get(COUNTERS), COUNTERS, account
    idle = new_officer("quay", "Nguyễn Văn Nam")
    hold(idle, "desk_officer", desk)
    yield signed_in_client(idle).get(COUNTERS), COUNTERS, idle
    set_slots(agency=desk, minutes="30", capacity="2", by=cast.hoa, at=now)
    booked = book_appointment(
        agency=desk,
        field=field(cast).code,
        slot=next(iter(free_slots(desk, now))),
        phone="0912345678",
        at=now,
    )
    alone = (f"/queue/tickets/{taken[-1].token}/", f"/queue/appointments/{booked.token}/")
    for where in (TAKING, f"{TAKING}appointments/", *alone):
        yield Client().get(where), where, None
