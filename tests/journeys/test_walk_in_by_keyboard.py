"""A walk-in taken in without a mouse: at most two minutes at a fifth of a second a key (issue: pace)."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from motcua.records.dossiers.models import Dossier
from motcua.records.procedures.models import Procedure
from motcua.rules.eform_sample import SampleFacts, sample_payload
from motcua.services import clock
from motcua.services.dossiers.facts.content import open_content
from motcua.services.procedures.frozen import frozen_procedure
from tests.cast import MONDAY, Cast, applicant
from tests.journeys.conftest import DESK, PHONE
from tests.web.portal.conftest import boxes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROCEDURE = "1.001193"
SECONDS_A_KEY, LONGEST = 0.2, 120
MOST_STOPS = 120
HERE = """() => {
    const one = document.activeElement;
    return [one.tagName, one.type ?? "", one.name ?? "", one.value ?? "", one.dataset.key ?? ""];
}"""


class Keyboard:
    """Presses keys and counts them: every letter typed is one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.count += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.count += len(text)


@pytest.fixture
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    shift = MONDAY - timezone.now()
    monkeypatch.setattr(clock, "clock_shift", lambda: shift)


def test_a_walk_in_takes_at_most_two_minutes_of_keys(
    house: Path,
    cast: Cast,
    monday: None,
    open_page: Callable[..., Page],
    picture: Callable[[Page, str], None],
) -> None:
    page = open_page(DESK, cast.dung)
    page.goto("/desk/intake/")
    keys = Keyboard(page)
    keys.type("khai sinh")
    with page.expect_navigation():
        keys.press("Enter")
    page.evaluate("document.activeElement.blur()")
    keys.press("j")
    with page.expect_navigation():
        keys.press("Enter")
    fill_in(keys, wanted(cast))
    picture(page, "desk-take-in")
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.locator("header.dossier-head")).to_contain_text("Đã tiếp nhận")
    assert open_content(Dossier.objects.get()).applicant["name"] == cast.lan.name
    assert keys.count * SECONDS_A_KEY <= LONGEST, f"{keys.count} keys"


def test_many_files_are_put_to_the_papers_they_look_like(
    house: Path,
    cast: Cast,
    monday: None,
    open_page: Callable[..., Page],
    picture: Callable[[Page, str], None],
) -> None:
    page = open_page(PHONE, cast.dung)
    page.goto(f"/desk/intake/000.25.30.H46/{PROCEDURE}/")
    frozen = frozen_procedure(Procedure.objects.get(code=PROCEDURE).current_id)
    owed = next(one for one in frozen.requirements if one.is_owed)
    named = {"name": f"{owed.name}.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    other = {"name": "x1.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    page.set_input_files("[data-drop-pick][multiple]", [named, other])
    held = page.locator(f"input[name='document-{owed.key}']")
    assert held.evaluate("one => Array.from(one.files, (file) => file.name)") == [f"{owed.name}.pdf"]
    choices = page.locator("[data-drop-list] select")
    expect(choices.nth(1)).to_have_value("")
    picture(page, "desk-drop")
    page.press("button[data-key=t]", "Enter")
    expect(choices.nth(1)).to_be_focused()  # nothing is sent while a file belongs nowhere
    choices.nth(1).select_option(f"document-{owed.key}")
    assert held.evaluate("one => one.files.length") == 2


def wanted(cast: Cast) -> dict[str, str]:
    frozen = frozen_procedure(Procedure.objects.get(code=PROCEDURE).current_id)
    facts = SampleFacts(today=MONDAY.date(), areas=("19267",))
    person = {f"applicant.{name}": value for name, value in applicant(cast.lan).items()}
    papers = {f"originals-{one.key}": "1" for one in frozen.requirements if one.is_owed}
    return {**person, **boxes(sample_payload(frozen.form, random.Random(7), facts)), **papers}


def fill_in(keys: Keyboard, values: dict[str, str]) -> None:
    """From box to box until the button has the focus."""
    for _ in range(MOST_STOPS):
        tag, kind, name, value, key = keys.page.evaluate(HERE)
        if key == "t":
            return
        if tag == "SELECT":
            choose(keys, values.get(name, ""))
        elif kind == "radio":
            turn_to(keys, values.get(name, value))
        elif kind == "checkbox":
            if values.get(name):
                keys.press("Space")
        elif tag in {"INPUT", "TEXTAREA"} and kind != "file" and values.get(name):
            keys.type(values[name])
        keys.press("Tab")
    raise AssertionError("the button was never reached")


def choose(keys: Keyboard, value: str) -> None:
    """Typing the first letters of an option chooses it."""
    label = keys.page.evaluate(
        "value => Array.from(document.activeElement.options).find((one) => one.value === value)?.text ?? ''",
        value,
    )
    for letter in label:
        if keys.page.evaluate("document.activeElement.value") == value:
            return
        keys.type(letter)


def turn_to(keys: Keyboard, value: str) -> None:
    for _ in range(6):
        if keys.page.evaluate("document.activeElement.value") == value:
            return keys.press("Space")
        keys.press("ArrowDown")
    raise AssertionError(f"no such answer: {value}")
