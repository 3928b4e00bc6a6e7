"""A time booked, given back, kept: never more people than places."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from motcua.kit.instants import instant, local
from motcua.records.queueing.models import Appointment
from motcua.services.errors import NotDone
from motcua.services.queueing.book_appointment import book_appointment, free_slots
from motcua.services.queueing.call_next import call_next
from motcua.services.queueing.keep_appointment import arrive, cancel_appointment
from motcua.services.queueing.set_slots import set_slots
from tests.cast import Cast
from tests.services.dossiers.steps import TUESDAY
from tests.services.queueing.hall import counter, field, ticket

pytestmark = pytest.mark.django_db
SLOT = local(TUESDAY) + timedelta(minutes=30)


def places(cast: Cast, capacity: int, minutes: int = 30) -> None:
    given = {"minutes": str(minutes), "capacity": str(capacity)}
    set_slots(agency=cast.agency["phong_thuy"], **given, by=cast.hoa, at=TUESDAY)


def booked(cast: Cast, phone: str = "0912345678", slot: datetime = SLOT, **more: Any) -> Appointment:
    desk, code = cast.agency["phong_thuy"], field(cast).code
    return book_appointment(agency=desk, field=code, slot=slot, phone=phone, at=TUESDAY, **more)


def code_of(act: Any, **given: Any) -> str:
    with pytest.raises(NotDone) as no:
        act(**given)
    return str(no.value.refused.code)


def test_a_slot_holds_its_places_and_no_more_until_one_is_given_back(cast: Cast) -> None:
    places(cast, 2)
    desk = cast.agency["phong_thuy"]
    assert free_slots(desk, TUESDAY)[SLOT] == 2
    first = booked(cast)
    booked(cast, "0987654321")
    assert SLOT not in free_slots(desk, TUESDAY)
    assert code_of(booked, cast=cast, phone="0903000111") == "slot_full"
    for _ in range(2):
        cancel_appointment(appointment=first, at=TUESDAY)
    assert booked(cast, "0903000111").status == Appointment.BOOKED


def test_a_phone_number_has_one_time_a_day_however_it_is_typed(cast: Cast) -> None:
    places(cast, 5)
    booked(cast, "0912 345 678")
    later = SLOT + timedelta(hours=1)
    assert code_of(booked, cast=cast, phone="+84 912.345.678", slot=later) == "booked_already"
    assert booked(cast, "0912345678", SLOT + timedelta(days=1)).pk


def test_the_number_itself_is_kept_nowhere(cast: Cast) -> None:
    places(cast, 1)
    booked(cast)
    assert not any("912345678" in str(value) for value in Appointment.objects.values_list()[0])


def test_only_the_desk_s_own_slots_are_booked(cast: Cast) -> None:
    desk = cast.agency["phong_thuy"]
    assert free_slots(desk, TUESDAY) == {}
    places(cast, 1)
    assert code_of(booked, cast=cast, slot=SLOT + timedelta(minutes=7)) == "slot_full"
    assert code_of(booked, cast=cast, slot=SLOT - timedelta(days=1)) == "slot_full"
    assert code_of(booked, cast=cast, phone="12") == "not_a_phone"
    places(cast, 0)
    assert free_slots(desk, TUESDAY) == {}


def test_one_address_books_only_so_many(cast: Cast, settings: Any) -> None:
    places(cast, 5)
    settings.MOTCUA_TRIES_PER_ADDRESS = 1
    booked(cast, address="192.0.2.7", now=timezone.now())
    more = {"address": "192.0.2.7", "now": timezone.now()}
    assert code_of(booked, cast=cast, phone="0987654321", **more) == "too_many"


def test_who_comes_gets_a_number_that_goes_ahead_at_its_time_and_not_before(cast: Cast) -> None:
    places(cast, 1)
    one, mine = booked(cast), counter(cast)
    ordinary, second = ticket(cast), ticket(cast)
    came = [arrive(appointment=one, at=TUESDAY).pk for _ in range(2)]
    assert came[0] == came[1]
    assert call_next(counter=mine, by=cast.dung, at=TUESDAY).pk == ordinary.pk
    other = counter(cast, 2, officer="hoa")
    assert call_next(counter=other, by=cast.hoa, at=instant(SLOT)).pk == came[0]
    assert second.status == "waiting"
    assert code_of(cancel_appointment, appointment=one, at=TUESDAY) == "arrived_already"


def test_who_comes_too_early_too_late_or_after_giving_up_is_told_what_to_do(cast: Cast) -> None:
    places(cast, 1)
    one, at = booked(cast), instant(SLOT)
    counter(cast)
    assert code_of(arrive, appointment=one, at=at - timedelta(minutes=31)) == "too_early"
    assert code_of(arrive, appointment=one, at=at + timedelta(minutes=16)) == "too_late"
    cancel_appointment(appointment=one, at=at)
    assert code_of(arrive, appointment=one, at=at) == "was_cancelled"


@pytest.mark.parametrize(
    ("minutes", "capacity", "code"), [("7", "1", "bad_length"), ("30", "21", "bad_capacity")]
)
def test_slots_are_set_within_reason(cast: Cast, minutes: str, capacity: str, code: str) -> None:
    given = {"minutes": minutes, "capacity": capacity, "by": cast.hoa, "at": TUESDAY}
    assert code_of(set_slots, agency=cast.agency["phong_thuy"], **given) == code
