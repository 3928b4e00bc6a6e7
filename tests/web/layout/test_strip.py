"""The reckoning strip tells every reader the same story, and stays short when the limit is long."""

from __future__ import annotations

from datetime import date, timedelta

from lxml import html

from motcua.web.layout.strip import Day, strip_of
from motcua.web.layout.templatetags import look
from tests.web.layout.rendering import render
from tests.web.layout.samples import DAYS, LONG_DAYS, reckoning

TODAY = date(2020, 9, 18)


def test_each_day_says_its_date_what_it_counts_for_and_why() -> None:
    cells = strip_of(DAYS, TODAY).cells
    assert cells[0].said == "thứ Sáu 11/09/2020, ngày tiếp nhận, không tính"
    assert cells[1].said == "thứ Bảy 12/09/2020, ngày nghỉ, không tính, cuối tuần"
    assert cells[5].said == "thứ Tư 16/09/2020, dừng tính giờ, chờ cơ quan thuế"
    assert cells[7].said == "thứ Sáu 18/09/2020, được tính, hôm nay"
    assert cells[-1].said == "thứ Ba 06/10/2020, hẹn trả kết quả"


def test_days_gone_by_are_marked_and_today_is() -> None:
    cells = strip_of(DAYS, TODAY).cells
    assert [cell.on for cell in cells if cell.is_now] == [TODAY]
    assert all(cell.is_past == (cell.on < TODAY) for cell in cells)


def test_the_first_day_stands_under_its_weekday() -> None:
    assert strip_of(DAYS).first_column == 5
    assert strip_of([]).first_column == 1


def test_runs_of_days_that_do_not_count_are_told_with_their_cause() -> None:
    days = reckoning(date(2020, 8, 31), date(2020, 9, 8))
    told = [(run.dates, run.cause) for run in strip_of(days).skipped]
    assert told == [("02/09", "Quốc khánh"), ("03/09", "nghỉ bù"), ("05–06/09", "cuối tuần")]


def test_a_run_over_the_end_of_a_month_names_both_months() -> None:
    days = [Day(date(2020, 1, 31), "off", "Tết"), Day(date(2020, 2, 1), "off", "Tết")]
    assert strip_of(days).skipped[0].dates == "31/01–01/02"


def test_a_long_strip_folds_whole_weeks_and_loses_no_counted_day() -> None:
    cells = strip_of(LONG_DAYS, TODAY).cells
    (gap,) = [cell for cell in cells if cell.weeks]
    assert len(cells) < 45
    assert gap.said == "11 tuần, trong đó 55 ngày được tính"
    shown = sum(cell.kind == "counted" for cell in cells)
    assert shown + 55 == sum(day.kind == "counted" for day in LONG_DAYS)


def test_today_is_never_folded_away() -> None:
    middle = date(2020, 10, 22)
    cells = strip_of(LONG_DAYS, middle).cells
    assert [cell.on for cell in cells if cell.is_now] == [middle]
    assert sum(bool(cell.weeks) for cell in cells) == 2


def test_a_year_long_strip_folds_across_new_year() -> None:
    days = reckoning(date(2020, 11, 2), date(2020, 11, 2) + timedelta(days=200))
    assert sum(bool(cell.weeks) for cell in strip_of(days).cells) == 1


def test_plain_mappings_will_do_for_days() -> None:
    assert strip_of([{"on": TODAY, "kind": "due"}]).cells[0].kind == "due"


def test_a_screen_reader_hears_a_list_with_a_text_for_each_day() -> None:
    said = render("layout/_strip.html", **look.strip(DAYS, TODAY))
    (strip, _legend) = html.fromstring(said).xpath("//ol | //ul[@class='legend']")
    assert strip.tag == "ol"
    assert len(strip.xpath("li")) == len(DAYS)
    assert all(item.xpath("span[@class='sr']/text()") for item in strip.xpath("li"))
