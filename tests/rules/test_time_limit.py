"""Time limits: each unit's own rule and the places where it turns (BLDS 2015 Art. 147–148)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.errors import Unusable
from motcua.kit.wall_clock import at_minute, minute_of, parse_wall_clock
from motcua.rules.calendar_bounds import BeforeCalendarStart, PastCalendarEnd
from motcua.rules.due_minutes import due_minutes_many
from motcua.rules.time_limit import (
    TimeLimit,
    describe_limit_vi,
    due_at,
    is_instant_limit,
    months_later,
    parse_limit,
)
from motcua.rules.working_calendar import WorkingCalendar
from tests.rules.calendars import BOTH, ODD, OFFICE, limits, starts


def due(start: str, limit: str, calendar: WorkingCalendar = OFFICE) -> str:
    return due_at(parse_wall_clock(start), parse_limit(limit), calendar).isoformat(timespec="minutes")


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [
        ("2020-09-11T15:30", "1 working_day", "2020-09-14T17:00"),
        ("2020-09-11T15:30", "15 working_day", "2020-10-02T17:00"),
        ("2020-09-01T09:00", "1 working_day", "2020-09-03T17:00"),
        ("2020-01-22T14:00", "3 working_day", "2020-02-03T17:00"),
        ("2020-09-11T16:00", "4 working_hour", "2020-09-14T10:00"),
        ("2020-09-11T13:30", "3.5 working_hour", "2020-09-11T17:00"),
        ("2020-09-14T14:59", "0 working_day", "2020-09-14T17:00"),
        ("2020-09-14T15:00", "0 working_day", "2020-09-14T17:00"),
        ("2020-09-14T15:01", "0 working_day", "2020-09-15T17:00"),
        ("2020-08-13T10:00", "20 day", "2020-09-03T17:00"),
        ("2020-01-31T10:00", "1 month", "2020-03-02T17:00"),
    ],
)
def test_the_worked_examples_of_2020(start: str, limit: str, expected: str) -> None:
    assert due(start, limit) == expected


@pytest.mark.parametrize("start", ["2020-09-11T00:00", "2020-09-11T15:30", "2020-09-11T23:59"])
def test_the_day_of_receipt_is_never_counted(start: str) -> None:
    assert due(start, "1 working_day") == "2020-09-14T17:00"


def test_a_start_on_a_day_off_counts_from_the_next_working_day() -> None:
    assert due("2020-09-12T09:00", "1 working_day") == "2020-09-14T17:00"
    assert due("2020-09-13T09:00", "4 working_hour") == "2020-09-14T11:00"


def test_a_make_up_saturday_is_a_working_day_of_the_limit() -> None:
    assert due("2024-05-03T09:00", "1 working_day") == "2024-05-04T17:00"
    assert due("2024-05-03T16:00", "2 working_hour") == "2024-05-04T08:00"
    assert due("2024-05-04T15:00", "0 working_day") == "2024-05-04T17:00"


def test_a_short_saturday_is_a_whole_working_day_and_ends_at_its_own_close() -> None:
    assert due("2020-09-11T09:00", "1 working_day", ODD) == "2020-09-12T11:30"
    assert due("2020-09-12T10:30", "2 working_hour", ODD) == "2020-09-14T08:00"


def test_within_the_day_means_the_next_one_from_that_days_close_on() -> None:
    assert due("2020-09-12T11:29", "0 working_day", ODD) == "2020-09-12T11:30"
    assert due("2020-09-12T11:30", "0 working_day", ODD) == "2020-09-14T17:00"
    assert due("2020-09-12T05:00", "0 working_day", ODD) == "2020-09-12T11:30"
    assert due("2020-09-12T05:00", "0 working_day") == "2020-09-14T17:00"


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [
        ("2020-09-11T07:00", "4.5 working_hour", "2020-09-11T11:30"),
        ("2020-09-11T06:00", "8 working_hour", "2020-09-11T17:00"),
        ("2020-09-11T11:30", "3.5 working_hour", "2020-09-11T17:00"),
        ("2020-09-11T12:00", "1 working_hour", "2020-09-11T14:30"),
        ("2020-09-11T17:00", "1 working_hour", "2020-09-14T08:00"),
        ("2020-09-11T11:29", "1 working_hour", "2020-09-11T14:29"),
        ("2020-09-01T16:59", "1 working_hour", "2020-09-03T07:59"),
    ],
)
def test_hours_count_only_while_the_office_is_open(start: str, limit: str, expected: str) -> None:
    assert due(start, limit) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2020-09-11T09:00", "2020-09-11T09:00"),
        ("2020-09-11T11:30", "2020-09-11T13:30"),
        ("2020-09-11T12:00", "2020-09-11T13:30"),
        ("2020-09-11T17:00", "2020-09-14T07:00"),
        ("2020-09-12T09:00", "2020-09-14T07:00"),
    ],
)
def test_no_hours_at_all_are_over_at_once_or_at_the_next_opening(start: str, expected: str) -> None:
    assert due(start, "0 working_hour") == expected


def test_a_fraction_of_a_working_day_is_eight_times_as_many_hours() -> None:
    assert due("2020-09-11T13:30", "0.5 working_day") == due("2020-09-11T13:30", "4 working_hour")
    assert due("2020-09-11T09:00", "1.5 working_day") == due("2020-09-11T09:00", "12 working_hour")


def test_a_whole_amount_is_whole_however_it_is_written() -> None:
    assert parse_limit("2.0 working_day") == parse_limit("2 working_day")
    assert due("2020-09-11T09:00", "2.0 working_day") == "2020-09-15T17:00"


@pytest.mark.parametrize(
    ("limit", "minutes"),
    [
        ("0.008 working_hour", 0),
        ("0.0083 working_hour", 0),
        ("0.00834 working_hour", 1),
        ("0.025 working_hour", 2),
        ("0.041 working_hour", 2),
        ("0.0010416 working_day", 0),
        ("0.0010417 working_day", 1),
        ("0.003125 working_day", 2),
    ],
)
def test_minutes_of_a_fraction_round_half_up_once(limit: str, minutes: int) -> None:
    assert parse_limit(limit).count == minutes


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [
        ("2020-09-11T09:00", "1 day", "2020-09-14T17:00"),
        ("2020-01-20T09:00", "5 day", "2020-01-30T17:00"),
        ("2020-09-14T23:59", "1 day", "2020-09-15T17:00"),
        ("2019-12-31T09:00", "1 day", "2020-01-02T17:00"),
        ("2020-03-31T09:00", "1 month", "2020-05-04T17:00"),
        ("2019-03-29T09:00", "11 month", "2020-03-02T17:00"),
        ("2020-12-15T09:00", "1 month", "2021-01-15T17:00"),
        ("2020-02-29T09:00", "12 month", "2021-03-01T17:00"),
    ],
)
def test_calendar_limits_run_through_days_off_and_give_way_only_at_the_end(
    start: str, limit: str, expected: str
) -> None:
    assert due(start, limit) == expected


def test_a_month_ends_with_the_same_day_number_or_the_months_last() -> None:
    assert months_later(date(2020, 1, 31), 1) == date(2020, 2, 29)
    assert months_later(date(2021, 1, 31), 1) == date(2021, 2, 28)
    assert months_later(date(2020, 11, 30), 14) == date(2022, 1, 30)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "15",
        "working_day",
        "15working_day",
        "-1 working_day",
        "1,5 working_day",
        "1e3 day",
        "nan working_hour",
        "١٥ day",
        "15 days",
        "1.5 day",
        "0 day",
        "0 month",
        "0.5 month",
        "15 working_day please",
        "9" * 6000 + " day",
        "1\n2",
    ],
)
def test_nonsense_is_refused_in_one_line_that_shows_how_to_write_it(text: str) -> None:
    with pytest.raises(Unusable) as caught:
        parse_limit(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("amount", [Decimal("NaN"), Decimal("Infinity"), Fraction(1, 3), Fraction(-1)])
def test_an_amount_is_a_decimal_of_zero_or_more(amount: Fraction | Decimal) -> None:
    with pytest.raises(Unusable):
        TimeLimit(amount, "working_hour")


@pytest.mark.parametrize("amount", [Fraction(1, 2), Decimal("0.5"), Decimal("0.50")])
def test_equal_amounts_make_equal_limits(amount: Fraction | Decimal) -> None:
    assert TimeLimit(amount, "working_day") == parse_limit("0.5 working_day")


@given(limits())
def test_a_limit_reads_back_from_its_own_text(limit: tuple[str, str]) -> None:
    parsed = parse_limit(" ".join(limit))
    assert parse_limit(str(parsed)) == parsed


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("15 working_day", "15 ngày làm việc"),
        ("0 working_day", "trong ngày"),
        ("0.5 working_day", "0,5 ngày làm việc"),
        ("4 working_hour", "4 giờ làm việc"),
        ("20 day", "20 ngày"),
        ("1 month", "1 tháng"),
    ],
)
def test_a_limit_is_described_in_vietnamese(limit: str, words: str) -> None:
    assert describe_limit_vi(parse_limit(limit)) == words


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("1 working_day", False),
        ("20 day", False),
        ("1 month", False),
        ("0 working_day", True),
        ("1.5 working_day", True),
        ("16 working_hour", True),
    ],
)
def test_hours_fractions_and_the_same_day_end_at_a_minute(limit: str, expected: bool) -> None:
    assert is_instant_limit(parse_limit(limit)) is expected


@pytest.mark.parametrize(
    ("start", "limit"),
    [
        ("2027-12-31T09:00", "1 working_day"),
        ("2027-12-31T16:00", "0 working_day"),
        ("2027-12-31T16:00", "2 working_hour"),
        ("2027-12-31T18:00", "0 working_hour"),
        ("2027-12-15T09:00", "17 day"),
        ("2027-12-01T09:00", "1 month"),
        ("2020-09-11T09:00", "999999999 working_day"),
        ("2020-09-11T09:00", "999999999 day"),
        ("2020-09-11T09:00", "999999999 month"),
        ("2020-09-11T09:00", "999999999 working_hour"),
        ("2028-01-03T09:00", "1 day"),
    ],
)
def test_a_due_instant_past_the_calendar_is_an_error_that_says_so(start: str, limit: str) -> None:
    with pytest.raises(PastCalendarEnd, match="ends on 2027-12-31"):
        due(start, limit)
    with pytest.raises(PastCalendarEnd, match="ends on 2027-12-31"):
        due_minutes_many([minute_of(parse_wall_clock(start))], [parse_limit(limit)], OFFICE)


def test_the_last_due_instant_of_the_calendar_is_still_given() -> None:
    assert due("2027-12-30T09:00", "1 working_day") == "2027-12-31T17:00"
    assert due("2027-12-15T09:00", "16 day") == "2027-12-31T17:00"
    assert due("2027-11-30T09:00", "1 month") == "2027-12-30T17:00"


@pytest.mark.parametrize("limit", ["5 working_day", "5 working_hour", "0 working_day", "40 day", "2 month"])
def test_a_start_before_the_calendar_is_an_error_that_says_so(limit: str) -> None:
    with pytest.raises(BeforeCalendarStart):
        due("2017-12-31T09:00", limit)
    with pytest.raises(BeforeCalendarStart):
        due_minutes_many([minute_of(datetime(2017, 12, 31, 9))], [parse_limit(limit)], OFFICE)


def test_the_batch_of_nothing_is_nothing() -> None:
    assert due_minutes_many([], [], OFFICE) == []


@given(both=st.sampled_from(BOTH), cases=st.lists(st.tuples(starts(), limits()), max_size=20))
def test_the_batch_equals_the_full_function_on_every_case(both, cases) -> None:
    calendar, _ = both
    parsed = [parse_limit(" ".join(limit)) for _, limit in cases]
    minutes = due_minutes_many([minute_of(start) for start, _ in cases], parsed, calendar)
    expected = [due_at(start, limit, calendar) for (start, _), limit in zip(cases, parsed, strict=True)]
    assert [at_minute(minute) for minute in minutes] == expected


@given(start=starts(), later=st.integers(0, 5000), limit=limits())
def test_who_files_later_is_never_due_earlier(start, later, limit) -> None:
    parsed = parse_limit(" ".join(limit))
    after = at_minute(minute_of(start) + later)
    assert due_at(start, parsed, OFFICE) <= due_at(after, parsed, OFFICE)
