"""Every address asked by everybody, and every link followed by whom it is shown to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.urls import reverse

from motcua.records.dossiers.models import Dossier
from motcua.web.accounts.policy import Route
from tests.cast import Cast, signed_in_client
from tests.trust_fixtures import house
from tests.trust_story import real_files, story
from tests.web.objects import World, make_world
from tests.web.reading import read_page
from tests.web.test_rights_matrix import POLICY, words_in
from tests.web.walking import Seen, browsers, is_html, look, walk

__all__ = ["house", "real_files", "story"]
READ = [route for route in POLICY.routes.values() if "GET" in route.methods]
# What stands in an address for something that is not there, or never could be.
MISSING = {
    "ref": ("MC-7777-7777", "000.25.30.H46-200914-9999", "..", "x" * 300),
    "task": (999_999, 2**63, 2**64),
    "code": ("000.99.99.H46", "x" * 300),
    "token": ("x" * 300,),
    "procedure": ("9.999999", "x" * 300),
    "document": (999_999, 2**63, 10**400),
    "paper": (999_999, 2**63, 10**400),
    "ticket": ("AAAA-BBBB-CCCC", "x" * 300),
    "index": ("10", "0", "x" * 300),
    "draft": (999_999, 2**63, 10**400),
    "page": (99, 2**64, 10**400),
    "counter": (999_999, 2**63, 10**400),
    "absence": (999_999, 2**63, 10**400),
    "consultation": (999_999, 2**63, 10**400),
    "number": (999_999, 2**63, 10**400),
}


def flaws_of(answer: HttpResponse, address: str) -> list[str]:
    """A server error, or what the page lacks."""
    if answer.status_code >= 500:
        return [str(answer.status_code)]
    if not is_html(answer) or answer.status_code in {301, 302}:
        return []
    return read_page(answer.content.decode(), address).flaws()


def addresses(world: World, route: Route) -> Iterator[str]:
    """Of what is there, then of what is not: one word at a time is wrong."""
    words = words_in(route.name)
    there = {word: world.places(route.on)[word] for word in words}
    yield reverse(route.name, kwargs=there)
    for word in words:
        for wrong in MISSING[word]:
            yield reverse(route.name, kwargs={**there, word: wrong})


@pytest.mark.slow
@pytest.mark.django_db
def test_every_address_answers_everybody_with_a_whole_page(cast: Cast) -> None:
    world = make_world(cast)
    wrong = [
        f"{name} {address[:90]}: {flaw}"
        for name, account, browser in browsers(cast)
        for route in READ
        for address in addresses(world, route)
        for flaw in flaws_of(look(browser, account, address), address)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_an_address_that_only_takes_forms_says_so_on_a_whole_page(cast: Cast) -> None:
    world = make_world(cast)
    browser = signed_in_client(cast.dung)
    for route in POLICY.routes.values():
        if "GET" not in route.methods:
            address = next(addresses(world, route))
            answer = look(browser, cast.dung, address)
            assert answer.status_code == 405, address
            assert is_html(answer) is not address.startswith("/api/"), address
            assert flaws_of(answer, address) == [], address


@pytest.mark.slow
@pytest.mark.django_db
def test_every_link_leads_whom_it_is_shown_to_somewhere(house: Path, cast: Cast, story: Dossier) -> None:
    make_world(cast)
    wrong = [
        f"{name} {one.address} (shown on {one.shown_on}): {flaw}"
        for name, account, browser in browsers(cast)
        for one in walk(browser, account)
        for flaw in dead_ends(one)
    ]
    assert not wrong, "\n".join(wrong)


def dead_ends(seen: Seen) -> list[str]:
    if seen.answer.status_code in {200, 301, 302}:
        return flaws_of(seen.answer, seen.address)
    return [str(seen.answer.status_code)]
