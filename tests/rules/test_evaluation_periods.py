"""When a period closes, and where a slip counts that comes after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.periods import Period, quarter_of
from motcua.rules.evaluation_periods import counted_in, counted_month, is_closed, last_day_to_count

JUNE = date(2020, 6, 1)


@pytest.mark.parametrize(
    ("period", "last_day"),
    [
        (Period(2020, 1), date(2020, 4, 15)),
        (Period(2020, 2), date(2020, 7, 15)),
        (Period(2020, 4), date(2021, 1, 15)),
        (Period(2020), date(2021, 1, 15)),
    ],
)
def test_a_period_closes_with_the_fifteenth_day_after_its_end(period: Period, last_day: date) -> None:
    assert last_day_to_count(period, 15) == last_day
    assert not is_closed(period, last_day, 15)
    assert is_closed(period, last_day + timedelta(days=1), 15)


@pytest.mark.parametrize(
    ("answered_on", "counted_on"),
    [
        (date(2020, 6, 20), JUNE),
        (date(2020, 7, 15), JUNE),
        (date(2020, 7, 16), date(2020, 7, 1)),
        (date(2020, 10, 15), date(2020, 7, 1)),
        (date(2020, 10, 16), date(2020, 10, 1)),
        (date(2021, 1, 15), date(2020, 10, 1)),
        (date(2021, 1, 16), date(2021, 1, 1)),
    ],
)
def test_a_slip_of_june_counts_in_its_own_quarter_or_the_next_that_is_open(
    answered_on: date, counted_on: date
) -> None:
    assert counted_month(JUNE, answered_on, 15) == counted_on


@given(st.dates(date(2019, 1, 1), date(2023, 12, 31)), st.integers(0, 900), st.integers(0, 60))
def test_a_slip_counts_in_the_first_quarter_from_its_own_that_is_still_open(
    ended_on: date, later: int, days: int
) -> None:
    answered_on, month = ended_on + timedelta(days=later), ended_on.replace(day=1)
    counted = counted_in(month, answered_on, days)
    assert not is_closed(counted, answered_on, days)
    between = [quarter_of(month).neighbour(steps) for steps in range(20)]
    assert all(is_closed(one, answered_on, days) for one in between if one < counted)
