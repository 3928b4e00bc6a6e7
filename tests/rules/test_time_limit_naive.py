"""Two reckonings that share no code give the same due instants."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.wall_clock import at_minute, minute_of
from motcua.rules.due_minutes import due_minutes_many
from motcua.rules.pauses import Pause, continued_due_at
from motcua.rules.time_limit import due_at, parse_limit
from tests.rules.calendars import BOTH, limits, random_limit, random_start, starts
from tests.rules.naive_calendar import naive_continued, naive_due

CALENDARS = st.sampled_from(BOTH)


def _compare_random_cases(seed: int, count: int) -> None:
    for real, naive in BOTH:
        chance = random.Random(seed)
        cases = [(random_start(chance), *random_limit(chance)) for _ in range(count // 2)]
        parsed = [parse_limit(f"{amount} {unit}") for _, amount, unit in cases]
        expected = [naive_due(start, amount, unit, naive) for start, amount, unit in cases]
        found = [due_at(case[0], limit, real) for case, limit in zip(cases, parsed, strict=True)]
        batch = due_minutes_many([minute_of(case[0]) for case in cases], parsed, real)
        for case, slow, full, minute in zip(cases, expected, found, batch, strict=True):
            assert full == slow, case
            assert at_minute(minute) == slow, case


def test_six_thousand_random_cases_agree_with_the_naive_reckoning() -> None:
    _compare_random_cases(seed=61_2018, count=6_000)


@pytest.mark.slow
def test_two_hundred_thousand_random_cases_agree_with_the_naive_reckoning() -> None:
    _compare_random_cases(seed=20200911, count=200_000)


@given(both=CALENDARS, start=starts(), limit=limits())
def test_any_case_agrees_with_the_naive_reckoning(both, start, limit) -> None:
    real, naive = both
    assert due_at(start, parse_limit(" ".join(limit)), real) == naive_due(start, *limit, naive)


@given(
    both=CALENDARS,
    start=starts(),
    limit=limits(),
    stretches=st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 12_000)), max_size=4),
)
def test_any_case_with_pauses_agrees_with_the_naive_reckoning(both, start, limit, stretches) -> None:
    real, naive = both
    begun = minute_of(start)
    pauses = [(at_minute(begun + after), at_minute(begun + after + length)) for after, length in stretches]
    found = continued_due_at(start, parse_limit(" ".join(limit)), [Pause(*pause) for pause in pauses], real)
    assert found == naive_continued(start, *limit, pauses, naive)
