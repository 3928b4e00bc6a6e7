"""Whose turn it is in the hall, against a second reckoning that is slow and plain."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.waiting import (
    Waiting,
    calling_order,
    expected_wait_minutes,
    field_letter,
    goes_ahead,
    has_priority,
    next_waiting,
)

NOW = datetime(2020, 9, 14, 9, 0)
TICKETS = st.lists(
    st.builds(
        Waiting,
        serial=st.integers(1, 99),
        is_priority=st.booleans(),
        appointed_at=st.none() | st.integers(-90, 90).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    ),
    max_size=14,
    unique_by=lambda one: one.serial,
)
RUN, MOST = st.integers(0, 4), st.integers(1, 3)
SECONDS = st.lists(st.integers(0, 3600), max_size=25)


def order(waiting: list[Waiting], called_ahead: int = 0, most_ahead: int = 2) -> list[int]:
    called = calling_order(waiting, now=NOW, called_ahead=called_ahead, most_ahead=most_ahead)
    return [one.serial for one in called]


def slowly(waiting: list[Waiting], run: int, most: int) -> list[int]:
    """Three heaps, the lowest taken off one by one."""
    booked = [one for one in waiting if one.appointed_at and one.appointed_at <= NOW]
    prior = [one for one in waiting if one not in booked and one.is_priority]
    others = [one for one in waiting if one not in booked and not one.is_priority]
    booked.sort(key=lambda one: one.serial)
    booked.sort(key=lambda one: one.appointed_at or NOW)
    prior.sort(key=lambda one: one.serial)
    others.sort(key=lambda one: one.serial)
    called = []
    while booked or prior or others:
        ahead = booked or prior
        if others and (run >= most or not ahead):
            called.append(others.pop(0).serial)
            run = 0
        else:
            called.append(ahead.pop(0).serial)
            run += 1
    return called


def test_an_appointment_is_first_at_its_time_then_priority_then_the_oldest() -> None:
    due, early = NOW - timedelta(minutes=5), NOW + timedelta(minutes=5)
    hall = [Waiting(1), Waiting(2, appointed_at=early), Waiting(3, is_priority=True), Waiting(4, False, due)]
    assert order(hall) == [4, 3, 1, 2]


def test_after_two_people_ahead_an_ordinary_one_is_called() -> None:
    hall = [Waiting(1), Waiting(2), *(Waiting(serial, is_priority=True) for serial in (3, 4, 5))]
    assert order(hall) == [3, 4, 1, 5, 2]


def test_an_empty_hall_has_nobody_to_call() -> None:
    assert next_waiting([], now=NOW, called_ahead=5, most_ahead=2) is None


@settings(deadline=None)
@given(TICKETS, RUN, MOST)
def test_the_order_is_that_of_the_slow_reckoning(hall: list[Waiting], run: int, most: int) -> None:
    assert order(hall, run, most) == slowly(hall, run, most)


@settings(deadline=None)
@given(st.permutations(range(8)), TICKETS, RUN)
def test_the_order_is_total_and_does_not_hang_on_how_the_hall_is_read(
    shuffle: list[int], hall: list[Waiting], run: int
) -> None:
    mixed = [hall[at] for at in shuffle if at < len(hall)] + hall[8:]
    assert order(mixed, run) == order(hall, run)
    assert sorted(order(hall, run)) == sorted(one.serial for one in hall)


@settings(deadline=None)
@given(TICKETS, RUN, MOST)
def test_nobody_starves_while_others_go_ahead(hall: list[Waiting], run: int, most: int) -> None:
    """However many go ahead, the n-th ordinary ticket is among the first n · (most + 1)."""
    serials = order(hall, min(run, most), most)
    ordinary = [one.serial for one in hall if not goes_ahead(one, now=NOW)]
    for at, serial in enumerate(sorted(ordinary), start=1):
        assert serials.index(serial) < at * (most + 1)


@settings(deadline=None)
@given(st.integers(0, 200), st.integers(1, 9), SECONDS)
def test_the_expected_wait_is_the_mean_of_the_last_ten_shared_by_the_counters(
    ahead: int, counters: int, handled: list[int]
) -> None:
    last = handled[-10:] or [600]
    minutes = ceil(Fraction(sum(last), len(last)) * ahead / counters / 60)
    assert expected_wait_minutes(ahead, open_counters=counters, handled_seconds=handled) == minutes


@settings(deadline=None)
@given(st.integers(0, 200), st.integers(1, 9), SECONDS)
def test_more_people_ahead_never_wait_less_and_more_counters_never_make_it_longer(
    ahead: int, counters: int, handled: list[int]
) -> None:
    def wait(people: int, desks: int) -> int:
        minutes = expected_wait_minutes(people, open_counters=desks, handled_seconds=handled)
        assert minutes is not None
        return minutes

    assert wait(ahead, counters) <= wait(ahead + 1, counters)
    assert wait(ahead, counters) >= wait(ahead, counters + 1)


def test_nobody_can_tell_the_wait_while_no_counter_is_open() -> None:
    assert expected_wait_minutes(3, open_counters=0, handled_seconds=[60]) is None


def test_the_law_s_grounds_give_priority_and_no_other_word_does() -> None:
    assert has_priority(["disabled"])
    assert has_priority(["other", "pregnant"])
    assert not has_priority([])
    assert not has_priority(["leader", ""])


def test_fields_are_lettered_like_columns_of_a_sheet() -> None:
    assert [field_letter(place) for place in (0, 1, 25, 26, 27)] == ["A", "B", "Z", "AA", "AB"]
