"""Races in the hall: no number is given twice, nobody is called to two counters."""

from __future__ import annotations

from functools import partial

import pytest

from motcua.records.queueing.models import Counter, QueueTicket
from motcua.services.queueing.book_appointment import book_appointment
from motcua.services.queueing.call_next import call_next
from motcua.services.queueing.keep_appointment import arrive
from motcua.services.queueing.open_counter import open_counter
from tests.cast import Cast, hold, new_officer
from tests.faults.racing import at_once, codes_of
from tests.services.dossiers.steps import TUESDAY
from tests.services.queueing.hall import counter, field, ticket
from tests.services.queueing.test_appointments import SLOT, booked, places

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def staffed(cast: Cast, number: int) -> Counter:
    """A counter with an officer of its own."""
    login = f"quay-{number}"
    cast.accounts[login] = new_officer(login, "Nguyễn Văn Nam")
    hold(cast.accounts[login], "desk_officer", cast.agency["phong_thuy"])
    return counter(cast, number, officer=login)


def test_two_officers_calling_at_once_never_get_the_same_person(cast: Cast) -> None:
    desks = [staffed(cast, number) for number in range(1, 5)]
    for _ in range(3):
        ticket(cast)
    calls = [partial(call_next, counter=one, by=one.officer, at=TUESDAY) for one in desks]
    outcomes = at_once(*calls)
    assert codes_of(outcomes) == ["done", "done", "done", "nobody_waits"]
    assert len({one.pk for one in outcomes if isinstance(one, QueueTicket)}) == 3


def test_one_counter_pressed_four_times_at_once_calls_one(cast: Cast) -> None:
    mine = counter(cast)
    for _ in range(4):
        ticket(cast)
    outcomes = at_once(*[partial(call_next, counter=mine, by=cast.dung, at=TUESDAY)] * 4)
    assert {one.pk for one in outcomes} == {outcomes[0].pk}
    assert QueueTicket.objects.filter(status=QueueTicket.CALLED).count() == 1


def test_six_people_at_six_machines_get_six_numbers(cast: Cast) -> None:
    counter(cast)
    outcomes = at_once(*[partial(ticket, cast)] * 6)
    assert sorted(one.serial for one in outcomes) == [1, 2, 3, 4, 5, 6]


def test_a_counter_opened_by_two_at_once_is_one_officers(cast: Cast) -> None:
    one = counter(cast, officer="")
    outcomes = at_once(
        *[partial(open_counter, counter=one, by=by, at=TUESDAY) for by in (cast.dung, cast.hoa)]
    )
    assert codes_of(outcomes) == ["counter_taken", "done"]


def test_two_counters_opened_by_one_officer_at_once_are_one(cast: Cast) -> None:
    desks = [counter(cast, number, officer="") for number in (1, 2)]
    outcomes = at_once(*[partial(open_counter, counter=one, by=cast.dung, at=TUESDAY) for one in desks])
    assert codes_of(outcomes) == ["done", "officer_elsewhere"]


def test_six_people_booking_two_places_at_once_are_two(cast: Cast) -> None:
    places(cast, 2)
    desk, code = cast.agency["phong_thuy"], field(cast).code
    outcomes = at_once(
        *(
            partial(
                book_appointment, agency=desk, field=code, slot=SLOT, phone=f"091234567{last}", at=TUESDAY
            )
            for last in range(6)
        )
    )
    assert codes_of(outcomes) == ["done"] * 2 + ["slot_full"] * 4


def test_one_number_booking_twice_at_once_has_one_time(cast: Cast) -> None:
    places(cast, 5)
    assert codes_of(at_once(*[partial(booked, cast)] * 3)) == ["booked_already"] * 2 + ["done"]


def test_coming_said_four_times_at_once_is_one_number(cast: Cast) -> None:
    places(cast, 1)
    counter(cast)
    one = booked(cast)
    outcomes = at_once(*[partial(arrive, appointment=one, at=TUESDAY)] * 4)
    assert {came.pk for came in outcomes} == {QueueTicket.objects.get().pk}
