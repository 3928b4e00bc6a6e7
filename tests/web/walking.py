"""Walks through the house as somebody does who presses every link they are shown."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from django.http import HttpResponse
from django.test import Client

from motcua.records.people.models import Account
from tests.cast import Cast, bearer, signed_in_client
from tests.web.reading import read_page

MOST_PAGES = 400


class Seen(NamedTuple):
    """An address, the page whose link led there, and the answer."""

    address: str
    shown_on: str
    answer: HttpResponse


def browsers(cast: Cast) -> Iterator[tuple[str, Account | None, Client]]:
    """A stranger, then everybody of the cast."""
    yield "stranger", None, Client(raise_request_exception=False)
    for name, account in cast.accounts.items():
        browser = signed_in_client(account)
        browser.raise_request_exception = False
        yield name, account, browser


def look(browser: Client, account: Account | None, address: str) -> HttpResponse:
    is_call = address.startswith("/api/")
    return browser.get(address, headers=bearer(account) if is_call and account else {})


def walk(browser: Client, account: Account | None) -> Iterator[Seen]:
    """Follows every link (and every search form) from where one arrives after signing in."""
    home = "/account/home/" if account else "/"
    seen, ahead = {home, "/"}, deque([(home, "the door"), ("/", "the door")])
    while ahead:
        address, shown_on = ahead.popleft()
        answer = look(browser, account, address)
        yield Seen(address, shown_on, answer)
        new = [link for link in dict.fromkeys(_onward(answer, address)) if link not in seen]
        seen.update(new)
        ahead.extend((link, address) for link in new)
        assert len(seen) < MOST_PAGES, "a page whose links never end"


def is_html(answer: HttpResponse) -> bool:
    return answer.get("Content-Type", "").startswith("text/html") and not answer.streaming


def _onward(answer: HttpResponse, address: str) -> list[str]:
    if answer.status_code in {301, 302}:
        return [answer["Location"]]
    if not is_html(answer):
        return []
    page = read_page(answer.content.decode(), address)
    return page.links + [action for method, action in page.forms if method == "get"]
