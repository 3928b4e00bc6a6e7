"""An officer reads a form beside its papers: the picture turns and grows, a key brings the next paper."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from motcua.records.dossiers.models import Dossier
from motcua.records.files.models import Document
from motcua.services.files.store_file import store_file
from tests.cast import MONDAY, Cast, filed
from tests.journeys.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def scan() -> io.BytesIO:
    picture = Image.new("RGB", (600, 900), "white")
    ImageDraw.Draw(picture).rectangle((60, 60, 540, 300), outline="black", width=6)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream


def printed() -> io.BytesIO:
    stream = io.BytesIO()
    Image.open(scan()).save(stream, "PDF")
    return stream


def with_papers(cast: Cast) -> Dossier:
    dossier = filed(cast)
    Document.objects.filter(dossier=dossier).delete()
    for name, content in (("cccd.png", scan()), ("don.pdf", printed())):
        file = store_file(content=content, name=name, at=MONDAY).file
        Document.objects.create(dossier=dossier, name=name, file=file, given_at=MONDAY)
    return dossier


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_paper_is_read_beside_the_form(
    cast: Cast, size: tuple[int, int], open_page: Callable[..., Page], picture: Callable[[Page, str], None]
) -> None:
    dossier = with_papers(cast)
    page = open_page(size, cast.dung)
    page.goto(f"/desk/dossiers/{dossier.tracking_code}/")
    page.keyboard.press("v")
    paper = page.locator(".leaf img")
    expect(page.locator(".turning")).to_be_visible()
    before = paper.bounding_box()
    page.keyboard.press("r")
    turned = paper.bounding_box()
    assert before is not None
    assert turned is not None
    assert before["width"] < before["height"]
    assert turned["width"] > turned["height"]
    page.keyboard.press("+")
    grown = paper.bounding_box()
    assert grown is not None
    assert grown["width"] == pytest.approx(turned["width"] * 1.25, rel=0.05)
    page.keyboard.press("0")
    picture(page, "reading")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.keyboard.press("]")
    expect(page.locator("iframe.frame")).to_be_visible()
    picture(page, "reading-pdf")
    page.keyboard.press("[")
    expect(paper).to_be_visible()
