"""Dates, money and scores as people in Việt Nam write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils import translation

from motcua.web.layout import words
from motcua.web.layout.templatetags import look
from tests.web.layout.rendering import render_sample  # noqa: F401 - the engine must load the tags


def test_a_date_begins_with_its_weekday() -> None:
    assert look.vn_date(date(2020, 9, 11)) == "thứ Sáu 11/09/2020"
    assert look.vn_date(date(2020, 9, 13)) == "Chủ nhật 13/09/2020"


def test_an_instant_is_told_in_viet_nam_whatever_its_zone() -> None:
    assert look.vn_instant(datetime(2020, 9, 11, 8, 30, tzinfo=UTC)) == "15:30 thứ Sáu 11/09/2020"
    assert look.vn_instant(datetime(2020, 9, 11, 15, 30)) == "15:30 thứ Sáu 11/09/2020"


def test_an_instant_late_in_the_utc_day_falls_on_the_next_date() -> None:
    assert look.vn_date(datetime(2020, 9, 11, 18, 0, tzinfo=UTC)) == "thứ Bảy 12/09/2020"


def test_nothing_is_said_of_what_is_not_known() -> None:
    assert [look.vn_date(None), look.vn_instant(None), look.vnd(None), look.when(None)] == ["", "", "", ""]


def test_money_has_dots_and_nothing_to_pay_is_said_in_words() -> None:
    assert look.vnd(15_000) == "15.000\N{NO-BREAK SPACE}đ"
    assert look.vnd(1_250_000_000) == "1.250.000.000\N{NO-BREAK SPACE}đ"
    assert look.vnd(0) == "Không mất tiền"


def test_a_score_has_a_decimal_comma_and_one_place() -> None:
    assert look.points(15.4) == "15,4"
    assert look.points(13) == "13,0"
    assert look.points(None) == "–"


def test_english_readers_get_english_figures() -> None:
    with translation.override("en"):
        assert look.points(15.4) == "15.4"
        assert look.count(20_418) == "20,418"


def test_a_files_size_is_never_rounded_down_below_a_limit() -> None:
    assert words.size(10_000_001) == "10,1\N{NO-BREAK SPACE}MB"
    assert words.size(339_001) == "340\N{NO-BREAK SPACE}kB"
