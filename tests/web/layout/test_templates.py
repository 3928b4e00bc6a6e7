"""Every page of the shared look stands by itself: one heading, a language, nothing the policy forbids."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.test import RequestFactory
from django.utils import translation
from lxml import html

from motcua.web.layout import views
from tests.web.layout.rendering import LAYOUT, render, render_sample

TEMPLATES = LAYOUT / "templates"
ERRORS = ["400.html", "403.html", "404.html", "405.html", "409.html", "413.html", "500.html"]
PAGES = ["layout/styleguide.html", "sample_desk.html", *ERRORS]
BASES = ["base", "portal_base", "open_base", "desk_base", "print_base"]


@pytest.mark.parametrize("template", PAGES)
def test_a_page_names_its_language_and_has_one_heading_and_one_main(template: str) -> None:
    page = html.fromstring(render_sample(template))
    assert page.get("lang") == "vi"
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//main")) == 1
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]


@pytest.mark.parametrize("template", ERRORS)
def test_an_error_page_has_one_heading_and_a_way_out_without_any_context(template: str) -> None:
    page = html.fromstring(render(template))
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//main//a[contains(@class, 'button')]/@href") == ["/"]
    assert "Bản dùng thử" not in page.text_content()


@pytest.mark.parametrize("base", BASES)
def test_a_base_stands_without_context(base: str) -> None:
    page = html.fromstring(render(f"layout/{base}.html"))
    assert page.get("lang") == "vi"
    assert len(page.xpath("//main[@id='main']")) == 1


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_holds_what_the_policy_forbids(path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|\|safe", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)


def test_the_page_follows_the_readers_language() -> None:
    with translation.override("en"):
        assert html.fromstring(render("404.html")).get("lang") == "en"


def test_the_demo_ribbon_shows_the_business_clock() -> None:
    page = html.fromstring(render("layout/base.html", is_demo=True, now=datetime(2020, 9, 14, 7, 0)))
    ribbon = page.xpath("//aside[@class='ribbon']")[0]
    assert " ".join(ribbon.text_content().split()) == (
        "Bản dùng thử · đồng hồ nghiệp vụ 07:00 thứ Hai 14/09/2020"
    )
    assert ribbon.xpath(".//time/@datetime") == ["2020-09-14T07:00+07:00"]


def test_a_conflict_says_who_and_when_and_leads_back() -> None:
    said = render(
        "409.html", changed_by="Võ Thị Lan", changed_at=datetime(2020, 9, 14, 8, 5), back_href="/desk/1/"
    )
    page = html.fromstring(said)
    assert "Võ Thị Lan đã thay đổi hồ sơ lúc 08:05 thứ Hai 14/09/2020." in page.text_content()
    assert page.xpath("//main//a[contains(@class, 'button')]/@href") == ["/desk/1/"]


def test_hostile_text_stays_text() -> None:
    said = render("layout/_empty.html", what="<script>alert(1)</script>", do="a & b")
    assert "<script>" not in said
    assert "a &amp; b" in said


def test_ids_on_the_styleguide_are_unique_and_its_references_lead_somewhere() -> None:
    page = html.fromstring(render_sample("layout/styleguide.html"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = page.xpath("//label/@for | //@popovertarget | //@aria-labelledby | //@form")
    named += [word for words in page.xpath("//@aria-describedby") for word in words.split()]
    named += [href[1:] for href in page.xpath("//a/@href") if re.fullmatch(r"#.+", href)]
    assert set(named) <= set(ids)


def test_the_handlers_answer_with_their_own_status() -> None:
    request = RequestFactory().get("/nowhere")
    assert views.server_error(request).status_code == 500
    assert "không phải do bạn" in views.server_error(request).content.decode()
