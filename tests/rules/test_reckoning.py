"""The reckoning shown to people: every date from start to due, with its cause and its number."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.wall_clock import at_minute, minute_of, parse_wall_clock
from motcua.rules.pauses import Pause, continue_after, continued_due_at
from motcua.rules.reckoning import ReckonedDay, describe_counting, reckon_days
from motcua.rules.time_limit import due_at, last_date_of, parse_limit
from motcua.rules.working_calendar import WorkingCalendar
from tests.rules.calendars import BOTH, ODD, OFFICE, limits, starts

CALENDARS = st.sampled_from([real for real, _ in BOTH])
STRETCHES = st.lists(st.tuples(st.integers(0, 30_000), st.integers(0, 12_000)), max_size=3)


def strip(start: str, limit: str, *pauses: Pause, calendar: WorkingCalendar = OFFICE) -> list[str]:
    """Each day as `11 counted 1`, with the cause of the days that take nothing."""
    days = reckon_days(parse_wall_clock(start), parse_limit(limit), calendar, pauses)
    return [_line(day) for day in days]


def _line(day: ReckonedDay) -> str:
    what = day.number if day.minutes is None else f"{day.minutes}m"
    words = day.cause if day.kind in ("off", "paused") else None
    return " ".join(str(part) for part in (day.date.day, day.kind, what, words) if part is not None)


def paused(began: str, ended: str, kind: str = "pause") -> Pause:
    return Pause(parse_wall_clock(f"2020-09-{began}"), parse_wall_clock(f"2020-09-{ended}"), kind)


def test_each_skipped_day_says_why() -> None:
    assert strip("2020-01-22T14:00", "3 working_day") == [
        "22 start",
        "23 off 29 Tết",
        "24 off Giao thừa Tết Nguyên Đán",
        "25 off Tết Nguyên Đán",
        "26 off Mùng hai Tết Nguyên Đán",
        "27 off Mùng ba Tết Nguyên Đán",
        "28 off Mùng bốn Tết Nguyên Đán",
        "29 off Mùng năm Tết Nguyên Đán",
        "30 counted 1",
        "31 counted 2",
        "1 off thứ Bảy",
        "2 off Chủ nhật",
        "3 due 3",
    ]


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("5 working_day", "không tính ngày tiếp nhận và ngày nghỉ"),
        ("0 working_day", "tiếp nhận muộn trong ngày thì tính sang ngày làm việc sau"),
        ("0.5 working_day", "chỉ tính giờ làm việc, kể từ lúc tiếp nhận"),
        ("20 day", "tính cả ngày nghỉ, trừ ngày tiếp nhận; hết hạn vào ngày nghỉ thì lùi đến ngày làm việc"),
        ("1 month", "không tính ngày tiếp nhận; hết hạn vào ngày nghỉ thì lùi đến ngày làm việc"),
    ],
)
def test_each_limit_says_what_it_counts(limit: str, said: str) -> None:
    assert str(describe_counting(parse_limit(limit))) == said


def test_a_make_up_day_is_counted_and_named() -> None:
    days = reckon_days(datetime(2024, 5, 3, 9), parse_limit("2 working_day"), OFFICE)
    assert days[1] == ReckonedDay(date(2024, 5, 4), "counted", "Ngày làm bù", 1)


def test_a_return_that_continues_shows_the_days_it_took() -> None:
    waited = paused("09T10:00", "17T08:30", "return")
    assert strip("2020-09-07T09:00", "5 working_day", waited) == [
        "7 start",
        "8 counted 1",
        "9 counted 2",
        "10 paused Chờ bổ sung hồ sơ",
        "11 paused Chờ bổ sung hồ sơ",
        "12 off thứ Bảy",
        "13 off Chủ nhật",
        "14 paused Chờ bổ sung hồ sơ",
        "15 paused Chờ bổ sung hồ sơ",
        "16 paused Chờ bổ sung hồ sơ",
        "17 paused Chờ bổ sung hồ sơ",
        "18 counted 3",
        "19 off thứ Bảy",
        "20 off Chủ nhật",
        "21 counted 4",
        "22 due 5",
    ]


def test_a_pause_on_the_last_day_leaves_it_unfinished() -> None:
    assert strip("2020-09-10T09:00", "2 working_day", paused("14T16:00", "15T08:00")) == [
        "10 start",
        "11 counted 1",
        "12 off thứ Bảy",
        "13 off Chủ nhật",
        "14 paused Tạm dừng",
        "15 due 2",
    ]


def test_calendar_days_count_through_the_weekend_and_give_way_at_the_end() -> None:
    assert strip("2020-08-27T10:00", "6 day")[-3:] == ["1 counted 5", "2 off 6 Quốc khánh", "3 due"]
    assert strip("2020-09-11T10:00", "3 day") == ["11 start", "12 counted 1", "13 counted 2", "14 due 3"]


def test_calendar_days_in_a_pause_are_left_out() -> None:
    assert strip("2020-09-11T10:00", "3 day", paused("11T12:00", "12T09:00", "payment")) == [
        "11 start",
        "12 paused Chờ thực hiện nghĩa vụ tài chính",
        "13 counted 1",
        "14 counted 2",
        "15 due 3",
    ]


def test_hours_show_the_minutes_each_day_gave() -> None:
    assert strip("2020-09-11T16:00", "4 working_hour") == [
        "11 start 60m",
        "12 off thứ Bảy",
        "13 off Chủ nhật",
        "14 due 180m",
    ]


def test_hours_show_a_day_that_was_paused_from_end_to_end() -> None:
    assert strip("2020-09-07T16:00", "2 working_hour", paused("07T16:30", "09T08:00")) == [
        "7 start 30m",
        "8 paused Tạm dừng",
        "9 due 90m",
    ]


def test_a_limit_that_ends_on_its_first_date_is_one_due_day() -> None:
    assert strip("2020-09-14T09:00", "0 working_day") == ["14 due"]
    assert strip("2020-09-14T09:00", "1 working_hour") == ["14 due 60m"]


def test_received_after_hours_a_same_day_limit_says_why_it_is_due_the_next_day() -> None:
    days = reckon_days(datetime(2020, 9, 11, 15, 1), parse_limit("0 working_day"), OFFICE)
    assert days[0].cause == "Sau giờ nhận trong ngày"
    assert [day.kind for day in days] == ["start", "off", "off", "due"]
    assert reckon_days(datetime(2020, 9, 12, 9), parse_limit("0 working_day"), OFFICE)[0].cause == "thứ Bảy"


def test_an_agencys_closure_is_a_cause_too() -> None:
    assert "18 off Bảo trì trụ sở" in strip("2020-09-17T09:00", "2 working_day", calendar=ODD)


@pytest.mark.parametrize("kind", ["start", "due"])
def test_there_is_one_start_and_one_due(kind: str) -> None:
    days = reckon_days(datetime(2020, 9, 11, 9), parse_limit("1 month"), OFFICE)
    assert [day.kind for day in days].count(kind) == 1


@given(calendar=CALENDARS, start=starts(), limit=limits(), stretches=STRETCHES)
def test_every_date_from_start_to_due_is_there_once(calendar, start, limit, stretches) -> None:
    parsed, pauses = parse_limit(" ".join(limit)), _pauses(start, stretches)
    days = reckon_days(start, parsed, calendar, pauses)
    due = continued_due_at(start, parsed, pauses, calendar)
    length = (due.date() - start.date()).days
    assert [day.date for day in days] == [start.date() + timedelta(days=count) for count in range(length + 1)]
    assert days[-1].kind == "due"
    assert all(day.kind == "start" for day in days[:-1][:1])
    assert not [day for day in days[1:-1] if day.kind in ("start", "due")]
    assert all(day.cause for day in days if day.kind in ("off", "paused"))


@given(calendar=CALENDARS, start=starts(), count=st.integers(1, 60), stretches=STRETCHES)
def test_as_many_working_days_are_numbered_as_the_limit_has(calendar, start, count, stretches) -> None:
    days = reckon_days(start, parse_limit(f"{count} working_day"), calendar, _pauses(start, stretches))
    numbered = [day for day in days if day.number is not None]
    assert [day.number for day in numbered] == list(range(1, count + 1))
    assert all(calendar.is_working_date(day.date) for day in numbered)
    assert numbered[-1].kind == "due"


@given(calendar=CALENDARS, start=starts(), count=st.integers(1, 60), stretches=STRETCHES)
def test_a_working_date_takes_no_number_only_where_a_pause_took_it(calendar, start, count, stretches) -> None:
    limit, pauses = parse_limit(f"{count} working_day"), _pauses(start, stretches)
    moved_by = continue_after(start, limit, pauses, calendar).pauses
    for day in reckon_days(start, limit, calendar, pauses)[1:]:
        if calendar.is_working_date(day.date) and day.number is None:
            assert day.kind == "paused"
            assert any(pause.began_at.date() <= day.date <= pause.ended_at.date() for pause in moved_by)
        if day.kind == "off":
            assert calendar.cause_of_day_off(day.date).name == day.cause


@given(
    calendar=CALENDARS,
    start=starts(),
    count=st.integers(1, 60),
    unit=st.sampled_from(["day", "month"]),
    stretches=STRETCHES,
)
def test_calendar_limits_number_every_day_they_have(calendar, start, count, unit, stretches) -> None:
    limit = parse_limit(f"{count if unit == 'day' else 1 + count % 6} {unit}")
    days = reckon_days(start, limit, calendar, _pauses(start, stretches))
    length = (last_date_of(start.date(), limit, calendar) - start.date()).days
    assert [day.number for day in days if day.number] == list(range(1, length + 1))


@given(calendar=CALENDARS, start=starts(), minutes=st.integers(0, 6000), stretches=STRETCHES)
def test_the_minutes_of_the_days_add_up_to_the_limit(calendar, start, minutes, stretches) -> None:
    hundredths = f"{minutes // 60 + (minutes % 60) / 100:.2f}"
    limit = parse_limit(f"{hundredths} working_hour")
    days = reckon_days(start, limit, calendar, _pauses(start, stretches))
    assert sum(day.minutes or 0 for day in days) == limit.count


@given(calendar=CALENDARS, start=starts(), limit=limits())
def test_without_pauses_the_last_day_is_the_plain_due_date(calendar, start, limit) -> None:
    parsed = parse_limit(" ".join(limit))
    days = reckon_days(start, parsed, calendar)
    assert days[-1].date == due_at(start, parsed, calendar).date()
    assert "paused" not in {day.kind for day in days}


def _pauses(start: datetime, stretches: list[tuple[int, int]]) -> list[Pause]:
    begun = minute_of(start)
    return [Pause(at_minute(begun + after), at_minute(begun + after + length)) for after, length in stretches]
