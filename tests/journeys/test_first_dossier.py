"""From a phone to the result: a citizen files, officers handle, the citizen downloads and answers."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from playwright.sync_api import Page

from motcua.records.dossiers.models import Dossier
from motcua.records.surveys.models import Slip
from motcua.records.tasks.models import Task
from motcua.services.surveys.find_ticket import ticket_code_of
from tests.cast import Cast, filed
from tests.journeys.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Picture = Callable[[Page, str], None]
Open = Callable[..., Page]


def a_pdf() -> dict[str, object]:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream)
    return {"name": "ket-qua.pdf", "mimeType": "application/pdf", "buffer": stream.getvalue()}


def test_a_citizen_finds_a_procedure_without_diacritics_and_begins_to_file(
    cast: Cast, open_page: Open, picture: Picture
) -> None:
    page = open_page(PHONE, cast.lan)
    page.goto("/")
    picture(page, "home")
    page.fill("[name=q]", "tinh trang hon nhan")
    page.keyboard.press("Enter")
    picture(page, "search")
    page.click("text=Cấp Giấy xác nhận tình trạng hôn nhân")
    picture(page, "procedure")
    page.click("text=Nộp hồ sơ >> nth=0")
    assert "/filing/" in page.url
    picture(page, "filing")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_a_dossier_goes_from_the_queue_to_the_survey(cast: Cast, open_page: Open, picture: Picture) -> None:
    dossier = filed(cast)
    desk = open_page(DESK, cast.dung)
    desk.goto("/desk/")
    picture(desk, "queue")
    desk.click(f"text={dossier.tracking_code}")
    picture(desk, "desk-dossier")
    press(desk, "button[data-key=t]")
    dossier.refresh_from_db()
    assert dossier.status == "received"
    assert desk.locator("text=hẹn trả").count()
    picture(desk, "desk-received")
    people = {"desk_officer": cast.dung, "specialist": cast.son, "leader": cast.thu, "clerk": cast.mai}
    while step := open_step(dossier):
        complete(open_page(DESK, people[step.role]), dossier)
        assert open_step(dossier) != step
    dossier.refresh_from_db()
    assert dossier.status == "finished"
    desk.goto(f"/desk/dossiers/{dossier.code}/")
    desk.set_input_files("#release-result", [a_pdf()])
    press(desk, "button[data-key=r]")
    dossier.refresh_from_db()
    assert dossier.status == "released"
    home = open_page(PHONE, cast.lan)
    home.goto(f"/dossiers/{dossier.code}/")
    picture(home, "citizen-released")
    with home.expect_download() as download:
        home.evaluate(
            "() => { const a = document.querySelector('a[href*=\"/files/\"]'); a.download = ''; a.click(); }"
        )
    assert download.value.suggested_filename
    answer_survey(open_page(PHONE), dossier, picture)
    assert Slip.objects.get().answers["1"] == 2


def open_step(dossier: Dossier) -> Task | None:
    return Task.objects.filter(dossier=dossier, status=Task.OPEN).exclude(step="release").first()


def press(page: Page, button: str) -> None:
    """Presses a button that leads to another page, and waits for it."""
    with page.expect_navigation():
        page.click(button)


def complete(page: Page, dossier: Dossier) -> None:
    """The officer's open step, approved where it asks."""
    page.goto(f"/desk/dossiers/{dossier.code}/")
    press(page, "button[data-key=x], button[data-key=d]")


def answer_survey(page: Page, dossier: Dossier, picture: Picture) -> None:
    page.goto(f"/survey/{ticket_code_of(dossier)}/")
    picture(page, "survey")
    for group in page.locator("fieldset:has(input[type=radio])").all():
        group.locator("label").first.click()
    press(page, "main button.button >> nth=0")
    picture(page, "survey-thanks")


def test_the_public_looks_up_how_far_a_dossier_is(cast: Cast, open_page: Open, picture: Picture) -> None:
    dossier = filed(cast)
    page = open_page(PHONE)
    page.goto(f"/lookup/{dossier.tracking_code}/")
    picture(page, "lookup")
    assert dossier.tracking_code in page.inner_text("main")
    assert dossier.applicant_name not in page.inner_text("main")
    page.goto("/open/scores/")
    picture(page, "scores")
