"""Early, on time, late; and how near the due instant is while the dossier is open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.wall_clock import at_minute, minute_of, parse_wall_clock
from motcua.rules.time_limit import due_at, parse_limit
from motcua.rules.timeliness import describe_remaining, is_late, open_state, remaining_minutes, timeliness_of
from tests.rules.calendars import ODD, OFFICE, limits, starts
from tests.rules.naive_calendar import naive_timeliness

DATE_DUE = parse_wall_clock("2020-09-14T17:00")
HOUR_DUE = parse_wall_clock("2020-09-14T10:00")


@pytest.mark.parametrize("limit", ["5 working_day", "7 day", "1 month"])
@pytest.mark.parametrize(
    ("finished", "expected"),
    [
        ("2020-09-11T17:00", "early"),
        ("2020-09-13T23:59", "early"),
        ("2020-09-14T00:00", "on_time"),
        ("2020-09-14T17:00", "on_time"),
        ("2020-09-14T23:59", "on_time"),
        ("2020-09-15T00:00", "late"),
    ],
)
def test_limits_in_dates_are_judged_by_date(limit: str, finished: str, expected: str) -> None:
    assert timeliness_of(parse_limit(limit), DATE_DUE, parse_wall_clock(finished)) == expected


@pytest.mark.parametrize("limit", ["4 working_hour", "1.5 working_day", "0 working_day"])
@pytest.mark.parametrize(
    ("finished", "expected"),
    [("2020-09-14T09:59", "early"), ("2020-09-14T10:00", "on_time"), ("2020-09-14T10:01", "late")],
)
def test_limits_in_hours_are_judged_by_the_minute(limit: str, finished: str, expected: str) -> None:
    assert timeliness_of(parse_limit(limit), HOUR_DUE, parse_wall_clock(finished)) == expected


@given(limit=limits(), start=starts(), after=st.integers(-3000, 3000))
def test_any_end_is_judged_as_the_naive_reckoning_does(limit, start, after) -> None:
    parsed = parse_limit(" ".join(limit))
    due = due_at(start, parsed, OFFICE)
    finished = at_minute(minute_of(due) + after)
    assert timeliness_of(parsed, due, finished) == naive_timeliness(*limit, due, finished)
    assert is_late(parsed, due, finished) == (timeliness_of(parsed, due, finished) == "late")


@pytest.mark.parametrize(
    ("now", "expected", "words"),
    [
        ("2020-09-04T09:00", "on_track", "còn 6 ngày làm việc"),
        ("2020-09-11T08:59", "on_track", "còn 1 ngày làm việc"),
        ("2020-09-11T16:59", "on_track", "còn 1 ngày làm việc"),
        ("2020-09-11T17:00", "due_soon", "còn 8 giờ"),
        ("2020-09-13T12:00", "due_soon", "còn 8 giờ"),
        ("2020-09-14T14:30", "due_soon", "còn 2 giờ"),
        ("2020-09-14T16:15", "due_soon", "còn 45 phút"),
        ("2020-09-14T17:00", "due_soon", "còn 0 phút"),
        ("2020-09-14T17:01", "past_closing", "hết giờ làm việc"),
        ("2020-09-14T23:59", "past_closing", "hết giờ làm việc"),
        ("2020-09-15T00:00", "overdue", "quá 1 ngày làm việc"),
        ("2020-09-17T09:00", "overdue", "quá 3 ngày làm việc"),
    ],
)
def test_an_open_dossier_with_a_limit_in_dates(now: str, expected: str, words: str) -> None:
    limit, at = parse_limit("5 working_day"), parse_wall_clock(now)
    assert open_state(limit, DATE_DUE, at, OFFICE) == expected
    assert str(describe_remaining(limit, DATE_DUE, at, OFFICE)) == words


@pytest.mark.parametrize(
    ("now", "expected", "words"),
    [
        ("2020-09-10T16:00", "on_track", "còn 12 giờ"),
        ("2020-09-11T09:59", "on_track", "còn 8 giờ"),
        ("2020-09-11T10:00", "due_soon", "còn 8 giờ"),
        ("2020-09-11T11:30", "due_soon", "còn 6 giờ"),
        ("2020-09-14T10:00", "due_soon", "còn 0 phút"),
        ("2020-09-14T10:01", "overdue", "quá 1 phút"),
        ("2020-09-14T15:00", "overdue", "quá 3 giờ"),
    ],
)
def test_an_open_dossier_with_a_limit_in_hours(now: str, expected: str, words: str) -> None:
    limit, at = parse_limit("20 working_hour"), parse_wall_clock(now)
    assert open_state(limit, HOUR_DUE, at, OFFICE) == expected
    assert str(describe_remaining(limit, HOUR_DUE, at, OFFICE)) == words


def test_overdue_on_a_weekend_has_no_working_day_to_count_yet() -> None:
    due = parse_wall_clock("2020-09-11T17:00")
    saturday = parse_wall_clock("2020-09-12T09:00")
    assert str(describe_remaining(parse_limit("5 working_day"), due, saturday, OFFICE)) == "quá hạn"


def test_the_last_hours_of_a_long_day_are_told_in_hours() -> None:
    due = parse_wall_clock("2020-09-17T18:10")
    now = parse_wall_clock("2020-09-17T07:00")
    assert open_state(parse_limit("1 working_day"), due, now, ODD) == "on_track"
    assert str(describe_remaining(parse_limit("1 working_day"), due, now, ODD)) == "còn 11 giờ"


def test_remaining_minutes_turn_negative_after_the_due_instant() -> None:
    assert remaining_minutes(HOUR_DUE, parse_wall_clock("2020-09-14T09:00"), OFFICE) == 60
    assert remaining_minutes(HOUR_DUE, parse_wall_clock("2020-09-14T13:31"), OFFICE) == -91


def test_what_is_left_can_be_translated() -> None:
    phrase = describe_remaining(
        parse_limit("5 working_day"), DATE_DUE, parse_wall_clock("2020-09-04T09:00"), OFFICE
    )
    assert (phrase.message, phrase.params) == ("còn %(days)s ngày làm việc", {"days": 6})
