"""The calendar desk: a year to look at, a change whose effect is shown first, and then in force."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse

from motcua.services.calendars.change_calendar import latest_calendar
from motcua.services.calendars.move_open_dossiers import move_open_dossiers
from tests.cast import MONDAY, Cast, signed_in_client
from tests.services.dossiers.steps import again, received
from tests.web.desk.conftest import words

STORM = {
    "form": "days",
    "first": "16/09/2020",
    "last": "",
    "kind": "nghi_hoan_doi",
    "name": "Nghỉ tránh bão số 5",
    "reason": "Công điện 20",
    "agency": "",
}
HERE = "000.25.30.H46"


def look(cast: Cast, query: str = "", by: str = "tuan") -> HttpResponse:
    return signed_in_client(cast.accounts[by]).get(f"/console/calendar/{query}")


def send(cast: Cast, where: str, typed: dict[str, Any], by: str = "tuan") -> HttpResponse:
    return signed_in_client(cast.accounts[by]).post(f"/console/calendar/{where}/", typed)


def test_the_year_says_which_days_are_off_and_why(cast: Cast) -> None:
    page = words(look(cast, "?year=2020"))
    assert "Lịch làm việc 2020" in page
    assert "02/09/2020 · Quốc khánh" in page


def test_the_effect_is_shown_before_anything_changes(cast: Cast) -> None:
    dossier = received(cast)
    page = words(send(cast, "preview", STORM))
    assert "16/09/2020: nghỉ (Nghỉ tránh bão số 5) · toàn tỉnh" in page
    assert "sẽ dời hạn 1 hồ sơ đang giải quyết" in page
    assert dossier.code in page
    assert latest_calendar().number == 1


def test_confirmed_it_is_in_force_and_the_worker_moves_the_dates(cast: Cast) -> None:
    dossier = received(cast)
    answer = send(cast, "change", {**STORM, "seen": "1", "moves_open": "yes"})
    assert answer.status_code == 302
    page = words(look(cast))
    assert "16/09/2020: nghỉ (Nghỉ tránh bão số 5) · toàn tỉnh Công điện 20" in page
    assert "đang tính lại" in page
    while move_open_dossiers(at=MONDAY):
        pass
    assert "đã tính lại" in words(look(cast))
    assert dossier.due_at is not None
    assert again(dossier).due_at > dossier.due_at


def test_what_makes_no_sense_is_said_and_what_was_typed_stays(cast: Cast) -> None:
    answer = send(cast, "preview", {**STORM, "first": "32/13/2020"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="32/13/2020"' in page
    assert 'value="Nghỉ tránh bão số 5"' in page
    assert re.search(r"<details open><summary>Thêm ngày nghỉ", page)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"last": "14/09/2020"}, "Ngày cuối phải từ ngày đầu trở đi."),
        ({"name": ""}, "Hãy ghi lý do"),
        ({"first": "02/09/2020", "name": "Quốc khánh", "kind": "nghi_le"}, "Lịch đã đúng như vậy rồi"),
        ({"kind": "lam_bu"}, "16/09/2020 vốn là ngày làm việc rồi."),
        ({"agency": "000.99.99.H46", "kind": "closure"}, "Không có cơ quan mang mã"),
    ],
)
def test_each_mistake_is_named(cast: Cast, wrong: dict[str, str], said: str) -> None:
    answer = send(cast, "preview", {**STORM, **wrong})
    assert answer.status_code == 422
    assert said in words(answer)


def test_an_older_look_does_not_overwrite_a_newer_calendar(cast: Cast) -> None:
    send(cast, "change", {**STORM, "seen": "1"})
    answer = send(cast, "change", {**STORM, "first": "17/09/2020", "seen": "1"})
    assert answer.status_code == 422
    assert "Lịch vừa có bản mới hơn" in words(answer)
    assert latest_calendar().number == 2


def test_one_agencys_saturday_morning(cast: Cast) -> None:
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "07:00-11:30 13:30-17:00")
    typed = {"form": "hours", "agency": HERE, "saturday": "07:00-11:30", **week, "seen": "1"}
    assert "thứ Bảy 07:00-11:30" in words(send(cast, "preview", typed))
    assert send(cast, "change", typed)["Location"] == f"/console/calendar/?agency={HERE}&done=1"
    page = look(cast, f"?agency={HERE}").content.decode()
    assert 'value="07:00-11:30"' in page


def test_who_controls_looks_and_does_not_change(cast: Cast) -> None:
    answer = look(cast, by="nga")
    assert answer.status_code == 200
    assert "Xem ảnh hưởng" not in words(answer)
    assert send(cast, "change", {**STORM, "seen": "1"}, by="nga").status_code == 403
    assert latest_calendar().number == 1


@pytest.mark.parametrize("query", ["?year=99999", "?year=abcd", "?agency=x&year=-1"])
def test_any_address_shows_a_year(cast: Cast, query: str) -> None:
    assert look(cast, query).status_code == 200


def test_a_form_with_nul_in_it_is_read_without(cast: Cast) -> None:
    """SQLite would keep it, PostgreSQL answers with an error: on both the rest of the form counts."""
    strange = {"agency": "\x00", "kind": "nghi\x00_le", "name": "Nghỉ\x00 tránh bão"}
    answer = send(cast, "preview", {**STORM, **strange})
    assert answer.status_code == 200
    assert "(Nghỉ tránh bão)" in words(answer)
