"""Any story told to the clock and to its naive double ends the same way."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.clock_events import ClockEvent, ClockState
from motcua.rules.deadline_clock import reckon_clock
from motcua.rules.pauses import continued_due_at
from motcua.rules.time_limit import parse_limit
from motcua.rules.working_calendar import WorkingCalendar
from tests.rules.calendars import BOTH, random_limit, random_start
from tests.rules.naive_calendar import NaiveCalendar
from tests.rules.naive_clock import NaiveClock, Told

WHATS = ("request_supplement", "supplement_complete", "pause", "resume", "reappoint", "finish")


def random_story(chance: random.Random) -> list[Told]:
    """Up to nine events, minutes to weeks apart, in the order they happen to come."""
    at = random_start(chance)
    told = [Told(at, "receive")]
    for _ in range(chance.randrange(9)):
        at += timedelta(minutes=chance.choice((0, 1, 30, 200, 1440, chance.randrange(12_000))))
        what = chance.choices(WHATS, weights=(3, 3, 3, 3, 2, 1))[0]
        more = None
        if what == "request_supplement":
            more = chance.random() < 0.5
        if what == "reappoint":
            more = at + timedelta(minutes=chance.randrange(40_000))
        told.append(Told(at, what, more))
    return told


def real_clock(limit: str, resume: str, told: list[Told], calendar: WorkingCalendar) -> ClockState:
    events = [
        ClockEvent(
            one.at,
            one.what,
            has_override=one.what == "request_supplement" and bool(one.more),
            new_due_at=one.more if one.what == "reappoint" else None,
        )
        for one in told
    ]
    return reckon_clock(limit=parse_limit(limit), resume=resume, events=events, calendar=calendar)


def compare_a_random_story(
    chance: random.Random, real: WorkingCalendar, naive_calendar: NaiveCalendar
) -> None:
    amount, unit = random_limit(chance)
    resume, told = chance.choice(("restart", "continue")), random_story(chance)
    state = real_clock(f"{amount} {unit}", resume, told, real)
    naive = NaiveClock(amount, unit, resume, naive_calendar)
    for one in told:
        naive.tell(one)
    case = amount, unit, resume, told
    assert [(at, refused.code) for at, refused in state.refused] == naive.refused, case
    assert state.due_at == naive.due(), case
    assert state.timeliness == naive.timeliness(), case
    assert (state.appointed_at, state.is_reappointment_late) == naive.reappointment(), case
    again = continued_due_at(state.started_at, parse_limit(f"{amount} {unit}"), state.pauses, real)
    assert state.due_at == again, case


@given(both=st.sampled_from(BOTH), chance=st.randoms(use_true_random=False))
def test_any_story_ends_as_its_naive_double_does(both, chance) -> None:
    compare_a_random_story(chance, *both)


@pytest.mark.slow
def test_ten_thousand_random_stories_end_as_their_naive_doubles_do() -> None:
    chance = random.Random(61)
    for number in range(10_000):
        compare_a_random_story(chance, *BOTH[number % 2])
