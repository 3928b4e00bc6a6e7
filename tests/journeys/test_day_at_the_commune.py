"""A day at the commune's counter: walk-ins, online filings, supplements, an apology, a batch, closing."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from motcua.jobs.worker import run_once
from motcua.records.dossiers.models import Dossier, Reappointment, SupplementRequest
from motcua.records.procedures.models import Procedure
from motcua.rules.eform_sample import SampleFacts, sample_payload
from motcua.services import clock
from motcua.services.journal.seal_entries import seal_entries
from motcua.services.procedures.frozen import frozen_procedure
from motcua.services.verification.verify import verify
from tests.cast import AGENCIES, MONDAY, Cast, applicant, filed
from tests.journeys.conftest import DESK, PHONE
from tests.services.dossiers.steps import again, received
from tests.web.portal.conftest import boxes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Picture = Callable[[Page, str], None]
Open = Callable[..., Page]

WALK_INS, ONLINE, ASKED, LATE = 30, 20, 5, 2
PROCEDURE = "1.004873"
LAST_WEEK = MONDAY - timedelta(days=7) + timedelta(hours=2)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Puts the business clock at an instant; it runs on from there, for server and worker alike."""

    def put(at: datetime) -> None:
        shift = at - timezone.now()
        monkeypatch.setattr(clock, "clock_shift", lambda: shift)

    return put


def test_a_day_at_the_commune(
    house: Path,
    cast: Cast,
    real_files: None,
    open_page: Open,
    picture: Picture,
    set_clock: Callable[[datetime], None],
) -> None:
    set_clock(LAST_WEEK)
    late = [received(cast, at=LAST_WEEK) for _ in range(LATE)]
    set_clock(MONDAY + timedelta(minutes=30))
    online = [filed(cast) for _ in range(ONLINE)]
    run_once()
    desk = open_page(DESK, cast.dung)
    for number in range(WALK_INS):
        take_in(desk, cast, number)
    picture(desk, "day-walk-in")
    assert Dossier.objects.filter(channel="counter", status="received").count() == WALK_INS

    for dossier in online[:ASKED]:
        ask(desk, dossier)
    receive_together(desk, ONLINE - ASKED)
    run_once()
    assert {again(one).status for one in online[ASKED:]} == {"received"}
    phone = open_page(PHONE, cast.lan)
    for dossier in online[:ASKED]:
        answer(phone, dossier)
    receive_together(desk, ASKED)
    run_once()
    assert {again(one).status for one in online} == {"received"}

    leader = open_page(DESK, cast.thu)
    leader.goto("/desk/lateness/?kind=sign")
    picture(leader, "desk-lateness")
    for dossier in late:
        expect(leader.locator("main")).to_contain_text(str(dossier.code))
    for dossier in late:
        apologise(leader, dossier)
    run_once()
    citizens = open_page(PHONE)
    citizens.goto("/open/lateness/")
    expect(citizens.locator("main")).to_contain_text("UBND xã Phong Thủy")
    picture(citizens, "open-lateness")

    set_clock(MONDAY + timedelta(hours=10))
    desk.goto("/desk/register/")
    picture(desk, "day-closing")
    counted = Dossier.objects.filter(received_at__gte=MONDAY, received_at__lt=MONDAY + timedelta(days=1))
    assert counted.count() == WALK_INS + ONLINE
    assert len({one.code for one in counted}) == WALK_INS + ONLINE
    assert SupplementRequest.objects.exclude(answered_at=None).count() == ASKED
    assert Reappointment.objects.count() == LATE
    run_once()
    seal_entries(now=timezone.now())
    assert [check.problems for check in verify().checks if check.problems] == []


def take_in(desk: Page, cast: Cast, number: int) -> None:
    """One walk-in on the counter's page, every box as a hand fills it in."""
    frozen = frozen_procedure(Procedure.objects.get(code=PROCEDURE).current_id)
    facts = SampleFacts(today=MONDAY.date(), areas=("19267",))
    form = boxes(sample_payload(frozen.form, random.Random(number), facts))
    somebody = {**applicant(cast.lan), "identity": f"0441901{number:05d}"}
    person = {f"applicant.{name}": value for name, value in somebody.items()}
    papers = {f"originals-{one.key}": "1" for one in frozen.requirements if one.is_owed}
    desk.goto(f"/desk/intake/{AGENCIES['phong_thuy']}/{PROCEDURE}/")
    for name, value in {**person, **form, **papers}.items():
        fill(desk, name, value)
    press(desk, "button[data-key=t]")
    expect(desk.locator("header.dossier-head")).to_contain_text("Đã tiếp nhận")


def fill(page: Page, name: str, value: str) -> None:
    box = page.locator(f'form.take-in [name="{name}"]')
    if not value or not box.count():
        return
    kind = box.first.evaluate("one => one.tagName == 'SELECT' ? 'select' : one.type")
    if kind == "select":
        box.select_option(value)
    elif kind in {"radio", "checkbox"}:
        page.locator(f'form.take-in [name="{name}"][value="{value}"]').check()
    else:
        box.fill(value)


def ask(desk: Page, dossier: Dossier) -> None:
    desk.goto(f"/desk/dossiers/{dossier.tracking_code}/")
    desk.click("text=Yêu cầu bổ sung, hoàn thiện")
    desk.check("input[name=item][value=form]")
    desk.fill("textarea[name=reason-form]", "Ghi lại địa chỉ thường trú cho đúng sổ.")
    press(desk, "form[action*=request-supplement] button")
    assert again(dossier).status == "awaiting_completion"


def answer(phone: Page, dossier: Dossier) -> None:
    """The citizen looks at each part of the form once more and sends it."""
    phone.goto(f"/dossiers/{dossier.tracking_code}/supplement/form/0/")
    while "/supplement/form/" in phone.url:
        press(phone, ".actions button.button:not(.quiet)")
    press(phone, "form.answer .actions button")
    assert again(dossier).status == "submitted"


def receive_together(desk: Page, count: int) -> None:
    desk.goto("/desk/?kind=intake")
    desk.keyboard.press("m")
    desk.check("[data-check-all]")
    press(desk, "button[value=receive]")
    expect(desk.locator("h1")).to_have_text(f"Tiếp nhận: {count} hồ sơ")
    press(desk, ".page form button")


def apologise(leader: Page, dossier: Dossier) -> None:
    leader.goto(f"/desk/dossiers/{dossier.code}/")
    leader.fill("#apologise-reason", "Chờ kết quả xác minh của Công an xã.")
    press(leader, "#lateness form button")
    assert again(dossier).papers.filter(form="04").exists()


def press(page: Page, what: str) -> None:
    with page.expect_navigation():
        page.click(what)
