"""The working calendar: what is worked, what is off and why, and the sums over it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.errors import Unusable
from motcua.rules.calendar_bounds import BeforeCalendarStart, PastCalendarEnd
from motcua.rules.calendar_rows import read_calendar_rows, read_hours
from motcua.rules.working_calendar import build_calendar, year_span
from tests.rules.calendars import BOTH, FIRST, LAST, ODD, OFFICE, shipped_rows, starts

CALENDARS = st.sampled_from(BOTH)
MONDAY_TO_FRIDAY = read_hours(
    {
        day: [["07:00", "11:30"], ["13:30", "17:00"]]
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
    }
)


def test_every_shipped_row_is_what_it_says() -> None:
    rows = shipped_rows()
    assert len(rows) == 147
    for row in rows:
        assert OFFICE.is_working_date(date.fromisoformat(row["date"])) == (row["kind"] == "lam_bu")


def test_the_shipped_days_know_the_whole_years_of_their_rows() -> None:
    assert year_span(read_calendar_rows(shipped_rows())) == (FIRST, LAST)


def test_a_make_up_saturday_is_worked_with_mondays_hours() -> None:
    assert OFFICE.periods(date(2024, 5, 4)) == OFFICE.periods(date(2024, 5, 6))
    assert OFFICE.remark(date(2024, 5, 4)).name == "Ngày làm bù"
    assert OFFICE.cause_of_day_off(date(2024, 5, 4)) is None


def test_a_make_up_saturday_has_mondays_hours_also_where_saturdays_are_short() -> None:
    assert ODD.periods(date(2025, 4, 26)) == ODD.periods(date(2025, 4, 28))
    assert ODD.close_of_business(date(2025, 4, 19)) == datetime(2025, 4, 19, 11, 30)


def test_an_agencys_closure_goes_before_a_make_up_day() -> None:
    assert not ODD.is_working_date(date(2024, 5, 4))
    assert ODD.cause_of_day_off(date(2024, 5, 4)) == ("closure", "Bảo trì trụ sở")


def test_a_holiday_closes_the_agency_that_works_on_saturdays_too() -> None:
    assert not ODD.is_working_date(date(2020, 1, 25))


@pytest.mark.parametrize(
    ("on", "cause"),
    [
        (date(2020, 9, 2), ("nghi_le", "Quốc khánh")),
        (date(2024, 4, 29), ("nghi_hoan_doi", "Ngày nghỉ (thay cho ngày 04/05/2024)")),
        (date(2020, 1, 25), ("nghi_le", "Tết Nguyên Đán")),
        (date(2020, 9, 12), ("weekend", "thứ Bảy")),
        (date(2020, 9, 13), ("weekend", "Chủ nhật")),
        (date(2020, 9, 14), None),
    ],
)
def test_a_day_off_says_why(on: date, cause: tuple[str, str] | None) -> None:
    assert OFFICE.cause_of_day_off(on) == cause


def test_a_day_without_a_name_is_called_by_its_kind() -> None:
    days = read_calendar_rows(
        [{"date": "2020-09-02", "kind": "nghi_le"}, {"date": "2020-09-03", "kind": "bão"}]
    )
    assert [day.name for day in days.values()] == ["Nghỉ lễ", "Ngày nghỉ"]


def test_opening_and_close_of_business_are_the_edges_of_the_day() -> None:
    assert OFFICE.opening(date(2020, 9, 14)) == datetime(2020, 9, 14, 7)
    assert OFFICE.close_of_business(date(2020, 9, 14)) == datetime(2020, 9, 14, 17)
    with pytest.raises(ValueError, match="not a working date"):
        OFFICE.close_of_business(date(2020, 9, 13))


def test_next_and_previous_working_dates_leave_the_date_itself_out() -> None:
    assert OFFICE.next_working_date(date(2020, 9, 11)) == date(2020, 9, 14)
    assert OFFICE.next_working_date(date(2020, 9, 12)) == date(2020, 9, 14)
    assert OFFICE.previous_working_date(date(2020, 9, 14)) == date(2020, 9, 11)
    assert OFFICE.previous_working_date(date(2020, 9, 13)) == date(2020, 9, 11)


def test_work_stops_at_the_end_of_a_period() -> None:
    assert OFFICE.is_working_time(datetime(2020, 9, 14, 7))
    assert OFFICE.is_working_time(datetime(2020, 9, 14, 11, 29))
    assert not OFFICE.is_working_time(datetime(2020, 9, 14, 11, 30))
    assert not OFFICE.is_working_time(datetime(2020, 9, 13, 9))


def test_minutes_that_fill_a_period_end_with_it_and_one_more_begins_the_next() -> None:
    start = datetime(2020, 9, 11, 10, 30)
    assert OFFICE.add_working_minutes(start, 60) == datetime(2020, 9, 11, 11, 30)
    assert OFFICE.add_working_minutes(start, 61) == datetime(2020, 9, 11, 13, 31)
    assert OFFICE.add_working_minutes(start, 270) == datetime(2020, 9, 11, 17)
    assert OFFICE.add_working_minutes(start, 271) == datetime(2020, 9, 14, 7, 1)


@given(both=CALENDARS, a=starts(), days=st.integers(0, 40), minutes=st.integers(0, 1439))
def test_working_minutes_are_those_one_counts_one_by_one(both, a, days, minutes) -> None:
    real, naive = both
    b = a + timedelta(days=days, minutes=minutes)
    assert real.working_minutes_between(a, b) == naive.worked_between(a, b)
    assert real.working_minutes_between(b, a) == -naive.worked_between(a, b)


@given(both=CALENDARS, start=starts(), minutes=st.integers(1, 20_000))
def test_adding_minutes_and_counting_them_agree(both, start, minutes) -> None:
    real, _ = both
    end = real.add_working_minutes(start, minutes)
    assert real.working_minutes_between(start, end) == minutes
    assert real.is_working_time(end - timedelta(minutes=1))


def test_beyond_its_edges_the_calendar_says_so() -> None:
    with pytest.raises(PastCalendarEnd, match="ends on 2027-12-31"):
        OFFICE.next_working_date(LAST)
    with pytest.raises(PastCalendarEnd):
        OFFICE.add_working_minutes(datetime(2027, 12, 31, 16), 61)
    with pytest.raises(PastCalendarEnd):
        OFFICE.periods(LAST + timedelta(days=1))
    with pytest.raises(BeforeCalendarStart, match="begins on 2018-01-01"):
        OFFICE.is_working_date(FIRST - timedelta(days=1))
    with pytest.raises(BeforeCalendarStart):
        OFFICE.previous_working_date(date(2018, 1, 2))


def test_the_last_minute_of_the_calendar_still_counts() -> None:
    assert OFFICE.add_working_minutes(datetime(2027, 12, 31, 16), 60) == datetime(2027, 12, 31, 17)


def test_the_edge_is_told_to_people_in_their_language() -> None:
    with pytest.raises(PastCalendarEnd) as caught:
        OFFICE.next_working_date(LAST)
    assert "31/12/2027" in str(caught.value.refused)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ({"date": "2020-13-01", "kind": "nghi_le"}, "is not a date"),
        ({"date": "", "kind": "nghi_le"}, "is not a date"),
        ({"date": "2020-09-02", "kind": " "}, "kind is missing"),
        ({"date": "2020-09-01", "kind": "lam_bu"}, "as off and as worked"),
    ],
)
def test_a_wrong_row_is_named(row: dict[str, str], what: str) -> None:
    with pytest.raises(Unusable, match=f"row 2: .*{what}"):
        read_calendar_rows([{"date": "2020-09-01", "kind": "nghi_le"}, row])


def test_two_holidays_on_one_date_are_one_day_off() -> None:
    rows = [{"date": "2020-09-02", "kind": "nghi_le", "name_vi": name} for name in ("Quốc khánh", "Lễ khác")]
    assert read_calendar_rows(rows) == {date(2020, 9, 2): ("nghi_le", "Quốc khánh")}


@pytest.mark.parametrize(
    "hours",
    [
        {"monday": [["11:30", "07:00"]]},
        {"monday": [["07:00", "12:00"], ["11:00", "17:00"]]},
        {"monday": [["13:30", "17:00"], ["07:00", "11:30"]]},
        {"monday": [["07:00", "07:00"]]},
        {"monday": [["07:00", "24:30"]]},
        {"monday": [["7h", "11h"]]},
        {"monday": ["07:00"]},
        {"thứ hai": [["07:00", "11:30"]]},
        ["07:00"],
    ],
)
def test_hours_that_make_no_sense_are_refused(hours: object) -> None:
    with pytest.raises(Unusable):
        build_calendar(version="x", hours=read_hours(hours), days={}, first=FIRST, last=LAST)


def test_a_calendar_without_rows_does_not_know_its_years() -> None:
    with pytest.raises(Unusable, match="no rows"):
        year_span({})


def test_a_calendar_cannot_end_before_it_begins() -> None:
    with pytest.raises(Unusable, match="before it begins"):
        build_calendar(version="x", hours=MONDAY_TO_FRIDAY, days={}, first=LAST, last=FIRST)


def test_days_may_be_given_by_their_kind_alone() -> None:
    calendar = build_calendar(
        version="x",
        hours=MONDAY_TO_FRIDAY,
        days={date(2020, 9, 2): "nghi_le", date(2020, 9, 5): "lam_bu"},
        first=date(2020, 9, 1),
        last=date(2020, 9, 30),
    )
    assert calendar.working_dates_between(date(2020, 9, 1), date(2020, 9, 6)) == 3
