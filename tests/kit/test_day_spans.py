"""kit/day_spans: one box takes a day, a month or a year."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.kit.day_spans import parse_day_span
from motcua.kit.refusal import Refused


@pytest.mark.parametrize(
    ("typed", "first", "after"),
    [
        ("15/09/2020", date(2020, 9, 15), date(2020, 9, 16)),
        (" 5-9-2020 ", date(2020, 9, 5), date(2020, 9, 6)),
        ("31/12/2020", date(2020, 12, 31), date(2021, 1, 1)),
        ("09/2020", date(2020, 9, 1), date(2020, 10, 1)),
        ("12/2020", date(2020, 12, 1), date(2021, 1, 1)),
        ("2020", date(2020, 1, 1), date(2021, 1, 1)),
    ],
)
def test_it_is_the_first_day_and_the_first_after(typed: str, first: date, after: date) -> None:
    assert parse_day_span(typed) == (first, after)


@pytest.mark.parametrize(
    "typed", ["", "31/02/2020", "13/2020", "0/2020", "hôm nay", "15/09/20", "1/1/1/2020"]
)
def test_what_is_no_day_says_how_to_write_one(typed: str) -> None:
    assert isinstance(parse_day_span(typed), Refused)
