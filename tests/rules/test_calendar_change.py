"""Changes to the working calendar: what they leave, what they refuse, and that nothing else moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.kit.refusal import Refused
from motcua.rules.calendar_change import (
    USUAL,
    Change,
    DaysChange,
    HoursChange,
    affected_from,
    apply_change,
    read_change,
    written_hours,
)
from motcua.rules.calendar_rows import read_calendar_rows, read_hours
from motcua.rules.working_calendar import WorkingCalendar, build_calendar, year_span

OFFICE = [["07:00", "11:30"], ["13:30", "17:00"]]
HERE = "000.25.30.H46"
CONTENT: dict[str, Any] = {
    "hours": dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), OFFICE),
    "days": [
        {"date": "2020-01-01", "kind": "nghi_le", "name_vi": "Tết Dương lịch"},
        {"date": "2020-09-02", "kind": "nghi_le", "name_vi": "Quốc khánh"},
        {"date": "2021-01-01", "kind": "nghi_le", "name_vi": "Tết Dương lịch"},
    ],
    "agencies": {},
}
FLOOD = DaysChange(date(2020, 10, 19), date(2020, 10, 21), "nghi_hoan_doi", "Nghỉ tránh lũ")
WEEK = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "07:00-11:30 13:30-17:00")


def changed(change: Change, content: dict[str, Any] = CONTENT) -> dict[str, Any]:
    made = apply_change(content, change)
    assert not isinstance(made, Refused), str(made)
    return made


def calendar(content: dict[str, Any], agency: str = "") -> WorkingCalendar:
    own = content["agencies"].get(agency, {})
    days = read_calendar_rows(content["days"])
    first, last = year_span(days)
    closures = {date.fromisoformat(on): why for on, why in own.get("closures", {}).items()}
    hours = read_hours(own.get("hours") or content["hours"])
    return build_calendar(version="x", hours=hours, days=days, first=first, last=last, closures=closures)


def code_of(change: Change, content: dict[str, Any] = CONTENT) -> str:
    made = apply_change(content, change)
    assert isinstance(made, Refused)
    assert "%(" not in str(made)
    return made.code


def test_days_off_for_the_flood_are_off_in_the_whole_province() -> None:
    made = calendar(changed(FLOOD))
    assert [made.is_working_date(date(2020, 10, day)) for day in range(18, 24)] == [
        False, False, False, False, True, True,
    ]  # fmt: skip
    assert made.cause_of_day_off(date(2020, 10, 20)) == ("nghi_hoan_doi", "Nghỉ tránh lũ")


def test_a_saturday_made_up_for_it_is_worked() -> None:
    saturday = date(2020, 10, 31)
    made = calendar(changed(DaysChange(saturday, saturday, "lam_bu", "Làm bù ngày lũ")))
    assert made.is_working_date(saturday)


def test_one_agencys_closure_closes_that_agency_alone() -> None:
    made = changed(DaysChange(date(2020, 9, 14), date(2020, 9, 14), "closure", "Mất điện", HERE))
    assert not calendar(made, HERE).is_working_date(date(2020, 9, 14))
    assert calendar(made).is_working_date(date(2020, 9, 14))


def test_taking_a_closure_back_leaves_no_trace() -> None:
    day = DaysChange(date(2020, 9, 14), date(2020, 9, 14), "closure", "Mất điện", HERE)
    back = DaysChange(day.first, day.last, USUAL, agency=HERE)
    assert changed(back, changed(day)) == CONTENT


def test_taking_a_day_off_back_makes_it_a_usual_day() -> None:
    made = calendar(changed(DaysChange(date(2020, 9, 2), date(2020, 9, 2), USUAL)))
    assert made.is_working_date(date(2020, 9, 2))


def test_an_agency_may_work_on_saturday_mornings() -> None:
    made = changed(HoursChange({**WEEK, "saturday": "7h30 - 11:30"}, HERE))
    assert made["agencies"][HERE]["hours"]["saturday"] == [["07:30", "11:30"]]
    assert calendar(made, HERE).is_working_date(date(2020, 9, 12))
    assert not calendar(made).is_working_date(date(2020, 9, 12))


def test_an_agency_with_the_provinces_hours_again_has_none_of_its_own() -> None:
    made = changed(HoursChange({**WEEK, "saturday": "07:30-11:30"}, HERE))
    assert changed(HoursChange(WEEK, HERE), made) == CONTENT


def test_hours_are_written_as_they_are_typed() -> None:
    assert written_hours(CONTENT["hours"]) == WEEK
    assert code_of(HoursChange(written_hours(CONTENT["hours"]))) == "nothing_changes"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (DaysChange(date(2020, 9, 3), date(2020, 9, 1), "nghi_le", "Nghỉ"), "last_before_first"),
        (DaysChange(date(2020, 3, 1), date(2020, 4, 1), "nghi_le", "Nghỉ"), "too_many_days"),
        (DaysChange(date(2019, 12, 31), date(2020, 1, 1), "nghi_le", "Nghỉ"), "outside_calendar"),
        (DaysChange(date(2022, 1, 1), date(2022, 1, 1), "nghi_le", "Nghỉ"), "outside_calendar"),
        (DaysChange(date(2020, 9, 3), date(2020, 9, 3), "picnic", "Nghỉ"), "unknown_kind"),
        (DaysChange(date(2020, 9, 3), date(2020, 9, 3), "closure", "Nghỉ"), "unknown_kind"),
        (DaysChange(date(2020, 9, 3), date(2020, 9, 3), "nghi_le", "Nghỉ", HERE), "unknown_kind"),
        (DaysChange(date(2020, 9, 3), date(2020, 9, 3), "nghi_le", ""), "name_needed"),
        (DaysChange(date(2020, 9, 3), date(2020, 9, 3), "lam_bu", "Làm bù"), "worked_anyway"),
        (DaysChange(date(2020, 9, 3), date(2020, 9, 3), USUAL), "nothing_changes"),
        (DaysChange(date(2021, 1, 1), date(2021, 1, 1), USUAL), "year_would_end"),
        (HoursChange({**WEEK, "friday": "11:30-07:00"}), "bad_hours"),
        (HoursChange({**WEEK, "friday": "sáng"}), "bad_hours"),
        (HoursChange({**WEEK, "friday": "07:00-25:00"}), "bad_hours"),
        (HoursChange({**WEEK, "monday": ""}), "monday_needed"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(change: Change, code: str) -> None:
    assert code_of(change) == code


DATES = st.dates(date(2020, 1, 1), date(2021, 12, 31))


@st.composite
def days_changes(draw: st.DrawFn) -> DaysChange:
    first, agency = draw(DATES), draw(st.sampled_from(["", HERE]))
    last = first + timedelta(days=draw(st.integers(0, 12)))
    kind = draw(st.sampled_from(["nghi_le", "nghi_hoan_doi", "lam_bu", "closure", USUAL]))
    return DaysChange(first, last, kind, "Lý do", agency)


@settings(deadline=None)
@given(st.lists(days_changes(), max_size=6), days_changes())
def test_a_change_makes_its_own_days_what_it_says_and_leaves_every_other_day(
    before: list[DaysChange], change: DaysChange
) -> None:
    content = CONTENT
    for one in before:
        made = apply_change(content, one)
        content = content if isinstance(made, Refused) else made
    after = apply_change(content, change)
    if isinstance(after, Refused):
        return
    for agency in ("", HERE, "000.00.99.H46"):
        was, now = calendar(content, agency), calendar(after, agency)
        for on in (date(2020, 1, 1) + timedelta(days=count) for count in range(731)):
            if not change.first <= on <= change.last or change.agency not in ("", agency):
                assert now.is_working_date(on) == was.is_working_date(on)
            elif change.kind == USUAL and not change.agency:
                closed = on.isoformat() in after["agencies"].get(agency, {}).get("closures", {})
                assert now.is_working_date(on) == (on.weekday() < 5 and not closed)
            elif change.kind != USUAL and change.kind != "lam_bu":
                assert not now.is_working_date(on)


@given(days_changes())
def test_a_change_reads_back_as_it_was_written(change: DaysChange) -> None:
    assert read_change(change.to_json()) == change
    assert affected_from(change) == change.first


def test_hours_read_back_too_and_touch_every_date() -> None:
    change = HoursChange(WEEK, HERE)
    assert read_change(change.to_json()) == change
    assert affected_from(change) == date.min
