"""The look in a real browser: accessible by axe's rules, at home under the policy, quick by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.web.layout.rendering import ROOT
from tests.web.layout.serving import PAGES, draw, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture
def site(drawn: Path) -> Iterator[tuple[str, list[bytes]]]:
    if not (drawn / "static").exists():
        draw(drawn)
    with serving(drawn) as served:
        yield served


def opened(
    browser: Browser, address: str, width: int = 1366, scheme: str = "light"
) -> tuple[Page, list[str]]:
    """The page, and what its console complained of."""
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    complaints: list[str] = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page, complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1366])
def test_pages_pass_axe_and_fit_the_screen(browser, site, width: int, scheme: str) -> None:
    for name in PAGES:
        page, complaints = opened(browser, f"{site[0]}/{name}.html", width, scheme)
        assert complaints == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(AXE.read_text())
        found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        told = [(one["id"], node["html"][:120]) for one in found["violations"] for node in one["nodes"]]
        assert told == []
        page.close()


def test_what_a_finger_must_hit_is_48_px_high_on_a_phone(browser, site) -> None:
    page, _ = opened(browser, f"{site[0]}/styleguide.html", 360)
    small = page.evaluate("""() => [...document.querySelectorAll(
        ".button, .box, .choice, .masthead nav a, summary, .pager a")]
        .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 47.5)
        .map(one => one.outerHTML.slice(0, 90))""")
    assert small == []
    page.close()


def test_our_own_letters_are_used_for_every_vietnamese_sign(browser, site) -> None:
    page, _ = opened(browser, f"{site[0]}/404.html")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter(one => one.status === 'loaded').map(one => one.weight)"
    )
    assert {"400", "600", "700"} <= set(loaded)
    widths = page.evaluate("""() => ["1111", "0000", "8888"].map(text => {
        const span = Object.assign(document.createElement("span"), {textContent: text});
        document.querySelector("h1").append(span);
        return span.getBoundingClientRect().width;
    })""")
    assert max(widths) - min(widths) < 0.1
    page.close()


def test_the_error_summary_takes_the_focus_and_leads_to_the_box(browser, site) -> None:
    page, _ = opened(browser, f"{site[0]}/styleguide.html")
    assert page.evaluate("document.activeElement.id") == "errors"
    page.click(".errors a")
    assert page.evaluate("location.hash") == "#f-identity"
    page.close()


def test_j_and_k_walk_the_list_and_a_letter_acts_on_the_row(browser, site) -> None:
    page, _ = opened(browser, f"{site[0]}/desk.html")
    rows = page.locator("[data-row] [data-open]")
    for key, at in [("j", 0), ("j", 1), ("j", 2), ("k", 1), ("k", 0), ("k", 0)]:
        page.keyboard.press(key)
        assert rows.nth(at).evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#H46.46.12-200911-0003"
    page.keyboard.press("/")
    page.keyboard.type("jk?")
    assert page.input_value("[data-search]") == "jk?"
    page.close()


def test_the_keys_help_opens_and_can_turn_the_keys_off(browser, site) -> None:
    page, _ = opened(browser, f"{site[0]}/desk.html")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.check("[data-keys-off]")
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.open") is None
    page.close()


FORM = """() => {
    document.querySelector("main").innerHTML = `<form method="post" action="/post">
        <input type="radio" name="gender" value="nam" checked><input type="radio" name="gender" value="nu">
        <div class="field" data-shown-when="gender" data-shown-values="nu khac"><input name="maiden"></div>
        <div class="field"><input type="file" name="paper" data-max-bytes="1000" data-too-big="quá lớn"></div>
        <button name="verb" value="receive">Gửi</button></form>`;
}"""


def test_a_form_is_sent_once_with_the_button_that_sent_it(browser, site) -> None:
    page, _ = opened(browser, f"{site[0]}/desk.html")
    page.evaluate(FORM)
    page.click("button[name=verb]")
    page.click("button[name=verb]", force=True)
    page.wait_for_timeout(300)
    assert len(site[1]) == 1
    assert b"verb=receive" in site[1][0]
    assert page.get_attribute("button[name=verb]", "aria-disabled") == "true"
    page.close()


def test_a_question_that_follows_from_an_answer_is_shown_with_it(browser, site) -> None:
    page, _ = opened(browser, f"{site[0]}/desk.html")
    page.evaluate(FORM)
    page.check("[value=nu]")
    assert page.locator("[name=maiden]").is_visible()
    page.check("[value=nam]")
    assert not page.locator("[name=maiden]").is_visible()
    page.close()


def test_a_picked_file_shows_its_size_before_it_travels(browser, site, tmp_path: Path) -> None:
    paper = tmp_path / "Hợp đồng.pdf"
    paper.write_bytes(b"x" * 1200)
    page, _ = opened(browser, f"{site[0]}/desk.html")
    page.evaluate(FORM)
    page.set_input_files("[name=paper]", paper)
    assert page.text_content(".picked .over") == "Hợp đồng.pdf · 2 kB · quá lớn"
    page.close()


def test_a_confirmation_opens_without_our_script(browser, site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site[0]}/styleguide.html")
    page.click("[popovertarget=withdraw]")
    assert page.locator("#withdraw").is_visible()
    context.close()
