"""From a number in the hand to the counter and away again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.records.procedures.models import Field, Offer, Procedure
from motcua.records.queueing.models import QueueTicket
from motcua.reports.hall import last_called, place_of
from motcua.services.errors import NotDone
from motcua.services.queueing.call_next import call_next
from motcua.services.queueing.leave_queue import leave_queue
from motcua.services.queueing.open_counter import close_counter, open_counter
from motcua.services.queueing.serve_ticket import finish_ticket, no_show, recall, start_serving
from motcua.services.queueing.set_counter import set_counter
from motcua.services.queueing.take_ticket import take_ticket
from tests.cast import Cast
from tests.services.dossiers.steps import TUESDAY
from tests.services.queueing.hall import MINUTE, counter, field, ticket

pytestmark = pytest.mark.django_db


def code_of(act: object, **given: object) -> str:
    with pytest.raises(NotDone) as no:
        act(**given)  # type: ignore[operator]
    return no.value.refused.code


def test_numbers_run_by_day_and_field_and_begin_anew_the_next_day(cast: Cast) -> None:
    counter(cast)
    assert [ticket(cast).number, ticket(cast).number] == ["A001", "A002"]
    assert ticket(cast, minute=24 * 60).number == "A001"


def test_each_field_has_its_own_letter_and_numbers(cast: Cast) -> None:
    counter(cast)
    other = Field.objects.exclude(pk=field(cast).pk).order_by("-code")[0]
    Procedure.objects.filter(code="1.001193").update(field=other)
    mine, desk = ticket(cast), cast.agency["phong_thuy"]
    theirs = take_ticket(agency=desk, field=other.code, at=TUESDAY)
    assert {mine.number, theirs.number} == {"A001", "B001"}


def test_nobody_waits_for_a_counter_that_is_not_there(cast: Cast) -> None:
    desk, code = cast.agency["phong_thuy"], field(cast).code
    assert code_of(take_ticket, agency=desk, field=code, at=TUESDAY) == "nobody_serves"
    counter(cast)
    assert code_of(take_ticket, agency=desk, field="xyz", at=TUESDAY) == "unknown_field"
    Offer.objects.filter(agency=desk).update(is_in_force=False)
    assert code_of(take_ticket, agency=desk, field=code, at=TUESDAY) == "unknown_field"


def test_one_address_takes_only_so_many(cast: Cast, settings: object) -> None:
    counter(cast)
    settings.MOTCUA_TRIES_PER_ADDRESS = 2  # type: ignore[attr-defined]
    given = {
        "agency": cast.agency["phong_thuy"],
        "field": field(cast).code,
        "at": TUESDAY,
        "address": "192.0.2.7",
        "now": timezone.now(),
    }
    assert [take_ticket(**given).number for _ in range(2)] == ["A001", "A002"]
    assert code_of(take_ticket, **given) == "too_many"


def test_priority_people_are_called_first_but_nobody_starves(cast: Cast) -> None:
    mine = counter(cast)
    for grounds in ((), (), ("elderly",), ("pregnant",), ("disabled",)):
        ticket(cast, *grounds)
    called, seen = [], 0
    for _ in range(5):
        here = call_next(counter=mine, by=cast.dung, at=TUESDAY, seen=seen)
        start_serving(counter=mine, ticket=here.pk, by=cast.dung, at=TUESDAY)
        called.append(here.serial)
        seen = here.pk
    assert called == [3, 4, 1, 5, 2]


def test_pressed_twice_it_calls_once(cast: Cast) -> None:
    mine = counter(cast)
    first, second = ticket(cast), ticket(cast)
    assert call_next(counter=mine, by=cast.dung, at=TUESDAY).pk == first.pk
    assert call_next(counter=mine, by=cast.dung, at=TUESDAY).pk == first.pk
    start_serving(counter=mine, ticket=first.pk, by=cast.dung, at=TUESDAY)
    for _ in range(2):
        assert call_next(counter=mine, by=cast.dung, at=TUESDAY, seen=first.pk).pk == second.pk
    first.refresh_from_db()
    assert (first.status, first.ended_at) == (QueueTicket.SERVED, TUESDAY)


def test_who_was_called_is_not_passed_over_unsaid(cast: Cast) -> None:
    mine, first, _ = counter(cast), ticket(cast), ticket(cast)
    call_next(counter=mine, by=cast.dung, at=TUESDAY)
    assert code_of(call_next, counter=mine, by=cast.dung, at=TUESDAY, seen=first.pk) == "still_called"
    assert code_of(close_counter, counter=mine, by=cast.dung, at=TUESDAY) == "still_called"


def test_a_counter_calls_only_what_it_serves(cast: Cast) -> None:
    other = Field.objects.exclude(pk=field(cast).pk).order_by("-code")[0]
    Procedure.objects.filter(code="1.001193").update(field=other)
    counter(cast, 1, officer="hoa")
    only = counter(cast, 2, other.code)
    ticket(cast)
    assert code_of(call_next, counter=only, by=cast.dung, at=TUESDAY) == "nobody_waits"


def test_only_the_counter_s_own_officer_calls(cast: Cast) -> None:
    mine, closed = counter(cast), counter(cast, 2, officer="")
    ticket(cast)
    assert code_of(call_next, counter=mine, by=cast.hoa, at=TUESDAY) == "counter_of_another"
    assert code_of(call_next, counter=closed, by=cast.dung, at=TUESDAY) == "counter_closed"


def test_an_officer_has_one_counter_and_a_counter_one_officer(cast: Cast) -> None:
    mine, second = counter(cast), counter(cast, 2, officer="")
    assert open_counter(counter=mine, by=cast.dung, at=TUESDAY).is_open
    assert code_of(open_counter, counter=mine, by=cast.hoa, at=TUESDAY) == "counter_taken"
    assert code_of(open_counter, counter=second, by=cast.dung, at=TUESDAY) == "officer_elsewhere"
    for _ in range(2):
        close_counter(counter=mine, by=cast.hoa, at=TUESDAY)
    assert open_counter(counter=second, by=cast.dung, at=TUESDAY).officer_id == cast.dung.pk


def test_closing_ends_whom_the_counter_serves(cast: Cast) -> None:
    mine, one = counter(cast), ticket(cast)
    call_next(counter=mine, by=cast.dung, at=TUESDAY)
    start_serving(counter=mine, ticket=one.pk, by=cast.dung, at=TUESDAY)
    close_counter(counter=mine, by=cast.dung, at=TUESDAY)
    one.refresh_from_db()
    assert one.status == QueueTicket.SERVED


def test_called_again_noted_absent_and_said_twice(cast: Cast) -> None:
    mine, one = counter(cast), ticket(cast)
    call_next(counter=mine, by=cast.dung, at=TUESDAY)
    given = {"counter": mine, "ticket": one.pk, "by": cast.dung, "at": TUESDAY + MINUTE}
    assert recall(**given).call_count == 2
    assert [no_show(**given).status for _ in range(2)] == [QueueTicket.NO_SHOW] * 2
    assert code_of(recall, **given) == "not_at_counter"
    assert code_of(finish_ticket, **given) == "not_at_counter"


def test_served_and_said_twice(cast: Cast) -> None:
    mine, one = counter(cast), ticket(cast)
    call_next(counter=mine, by=cast.dung, at=TUESDAY)
    given = {"counter": mine, "ticket": one.pk, "by": cast.dung, "at": TUESDAY}
    assert [start_serving(**given).status for _ in range(2)] == [QueueTicket.SERVING] * 2
    assert code_of(no_show, **given) == "being_served"
    assert [finish_ticket(**given).status for _ in range(2)] == [QueueTicket.SERVED] * 2


def test_who_goes_home_gives_the_place_up_unless_called(cast: Cast) -> None:
    mine, first, second = counter(cast), ticket(cast), ticket(cast)
    assert [leave_queue(ticket=first, at=TUESDAY).status for _ in range(2)] == [QueueTicket.LEFT] * 2
    assert call_next(counter=mine, by=cast.dung, at=TUESDAY).pk == second.pk
    assert code_of(leave_queue, ticket=second, at=TUESDAY) == "already_called"


def test_a_ticket_knows_who_is_before_it_and_how_long_that_takes(cast: Cast) -> None:
    mine, first, second, third = counter(cast), ticket(cast), ticket(cast), ticket(cast)
    call_next(counter=mine, by=cast.dung, at=TUESDAY)
    start_serving(counter=mine, ticket=first.pk, by=cast.dung, at=TUESDAY)
    finish_ticket(counter=mine, ticket=first.pk, by=cast.dung, at=TUESDAY + 4 * MINUTE)
    now = TUESDAY + 5 * MINUTE
    assert [(place_of(one, now).ahead, place_of(one, now).minutes) for one in (second, third)] == [
        (0, 0),
        (1, 4),
    ]
    counter(cast, 2, officer="hoa")
    assert place_of(third, now).minutes == 2
    close_counter(counter=mine, by=cast.dung, at=now)
    close_counter(counter=counter(cast, 2, officer="hoa"), by=cast.hoa, at=now)
    assert place_of(third, now).minutes is None


def test_the_screen_has_the_latest_calls_of_the_day_first(cast: Cast) -> None:
    mine, desk = counter(cast), cast.agency["phong_thuy"]
    for minute in range(8):
        one = ticket(cast)
        call_next(counter=mine, by=cast.dung, at=TUESDAY + minute * MINUTE)
        no_show(counter=mine, ticket=one.pk, by=cast.dung, at=TUESDAY + minute * MINUTE)
    assert [one.serial for one in last_called(desk, TUESDAY)] == [8, 7, 6, 5, 4, 3]
    assert last_called(desk, TUESDAY + timedelta(days=1)) == []


@pytest.mark.parametrize("number", ["0", "100", "x", "", "²", "-1"])
def test_a_counter_s_number_is_one_to_ninety_nine(cast: Cast, number: str) -> None:
    desk = cast.agency["phong_thuy"]
    given = {"agency": desk, "number": number, "name": "", "field_codes": [], "by": cast.hoa, "at": TUESDAY}
    assert code_of(set_counter, **given) == "bad_number"


def test_a_counter_is_changed_under_its_number_and_serves_what_the_desk_offers(cast: Cast) -> None:
    first, again = counter(cast, 1, officer=""), counter(cast, 1, field(cast).code, officer="")
    assert (first.pk, again.field_codes) == (again.pk, [field(cast).code])
    given = {"agency": cast.agency["phong_thuy"], "by": cast.hoa, "at": TUESDAY, "number": "1"}
    assert code_of(set_counter, **given, name="", field_codes=["xyz"]) == "unknown_field"
    assert code_of(set_counter, **given, name="a" * 81, field_codes=[]) == "long_name"
