"""A morning at the counter: five filings at once, one step back with a word to a colleague, a storm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from motcua.jobs.worker import run_once
from motcua.records.dossiers.models import Dossier
from motcua.services.clock import business_now
from tests.cast import Cast, filed
from tests.journeys.conftest import DESK, PHONE
from tests.services.dossiers.steps import again, complete, open_task, received

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Picture = Callable[[Page, str], None]
Open = Callable[..., Page]


def test_five_filings_are_received_together_and_the_page_follows(
    cast: Cast, open_page: Open, picture: Picture
) -> None:
    dossiers = [filed(cast, at=business_now()) for _ in range(5)]
    desk = open_page(DESK, cast.dung)
    desk.goto("/desk/?kind=intake")
    desk.keyboard.press("m")
    picture(desk, "desk-many")
    desk.check("[data-check-all]")
    press(desk, "button[value=receive]")
    expect(desk.locator("h1")).to_have_text("Tiếp nhận: 5 hồ sơ")
    press(desk, ".page form button")
    expect(desk.locator("[role=status]")).to_contain_text("0 / 5")
    run_once()
    expect(desk.locator("[role=status]")).to_contain_text("đã xong 5 / 5")
    picture(desk, "desk-batch")
    assert {again(one).status for one in dossiers} == {"received"}
    assert len({again(one).code for one in dossiers}) == 5


def test_a_step_goes_back_with_the_reason_and_a_note_is_new_to_the_other(
    cast: Cast, open_page: Open, picture: Picture
) -> None:
    dossier = complete(cast, received(cast), steps=2)
    son, thu = open_page(DESK, cast.son), open_page(DESK, cast.thu)
    for page in (son, thu):
        page.goto(f"/desk/dossiers/{dossier.code}/")
    thu.fill("#add-note-text", "Tôi đã gọi thôn trưởng.")
    press(thu, "#notes button")
    thu.click("text=Trả lại bước trước")
    thu.fill(f"#send-back-{open_task(dossier).pk}-reason", "Thiếu xác nhận của thôn.")
    press(thu, "form[action*=send-back] button")
    son.reload()
    expect(son.locator(".acts")).to_contain_text("Thiếu xác nhận của thôn.")
    expect(son.locator("#notes li")).to_contain_text("mới")
    expect(son.locator("header.dossier-head")).to_contain_text("2 thay đổi")
    picture(son, "desk-sent-back")
    assert open_task(dossier).assignee == cast.son


def test_a_storm_moves_the_dates_that_were_shown_before(
    cast: Cast, open_page: Open, picture: Picture
) -> None:
    dossier = received(cast)
    office = open_page(DESK, cast.tuan)
    office.goto("/console/calendar/?year=2020")
    picture(office, "console-calendar")
    office.click("text=Thêm ngày nghỉ")
    office.fill("[name=first]", "16/09/2020")
    office.fill("[name=name]", "Nghỉ tránh bão số 5")
    press(office, "form:has([name=first]) button")
    expect(office.locator("main")).to_contain_text(dossier.code)
    picture(office, "console-calendar-preview")
    press(office, "text=Cho lịch mới có hiệu lực")
    run_once()
    before, after = dossier.due_at, again(dossier).due_at
    assert before is not None
    assert after is not None
    assert after > before
    phone = open_page(PHONE, cast.lan)
    phone.goto(f"/dossiers/{dossier.code}/")
    expect(phone.locator("main")).to_contain_text("Nghỉ tránh bão số 5")
    assert Dossier.objects.get().calendar_version.number == 2


def press(page: Page, what: str) -> None:
    with page.expect_navigation():
        page.click(what)
