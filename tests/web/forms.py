"""The forms of the house as its pages show them, and what a browser (or something worse) sends for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from lxml import html

from motcua.records.people.models import Account
from tests.cast import Cast, signed_in_client
from tests.web.walking import browsers, is_html, look, walk

Typed = Iterable[tuple[str, bytes]]
_UNTYPED = {"csrfmiddlewaretoken"}
_WORDS = {"text", "search", "tel", "email", "textarea", "number", "date"}


@dataclass(frozen=True, slots=True)
class Box:
    name: str
    kind: str  # the type of the input, `select`, `textarea` or `button`
    value: str
    is_ticked: bool = True  # sent along if nothing is touched

    @property
    def holds_words(self) -> bool:
        return self.kind in _WORDS


@dataclass(frozen=True, slots=True)
class Form:
    """A form that `account` is shown at `page`."""

    account: Account | None
    page: str
    action: str
    boxes: tuple[Box, ...]

    @property
    def name(self) -> str:
        return resolve(urlsplit(self.action).path).view_name

    @property
    def kind(self) -> tuple[str, tuple[str, ...]]:
        """The same for forms that differ in numbers only."""
        return self.name, tuple(sorted({re.sub(r"\d+", "0", box.name) for box in self.boxes}))

    @property
    def filled_in(self) -> list[tuple[str, bytes]]:
        """As the page shows it, the first of its choices taken where none is."""
        ticked = {box.name for box in self.boxes if box.is_ticked}
        kept: dict[str, bytes] = {}
        for box in self.boxes:
            if box.is_ticked or (box.kind == "radio" and box.name not in ticked):
                kept.setdefault(box.name, box.value.encode())
        return list(kept.items())

    def send(self, typed: Typed, **how: Any) -> HttpResponse:
        body = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in typed)
        return self.send_raw(body.encode(), "application/x-www-form-urlencoded", **how)

    def send_raw(
        self, body: bytes, content_type: str, *, is_checked: bool = False, **headers: str
    ) -> HttpResponse:
        """`is_checked`: as a browser without the page's token, so that it must be refused."""
        how = {"enforce_csrf_checks": is_checked, "raise_request_exception": False}
        browser = signed_in_client(self.account, **how) if self.account else Client(**how)
        return browser.generic("POST", self.action, body, content_type, headers=headers)


def forms_shown(cast: Cast, to: Mapping[str, Iterable[str]]) -> list[Form]:
    """One of every kind of form shown `to` these people; with each, addresses that no link leads to."""
    found: dict[object, Form] = {}
    for name, account, browser in browsers(cast):
        if name not in to:
            continue
        unlinked = ((address, look(browser, account, address)) for address in to[name])
        linked = ((one.address, one.answer) for one in walk(browser, account))
        for address, answer in (*unlinked, *linked):
            if is_html(answer) and answer.status_code == 200:
                for form in forms_on(answer, address, account):
                    found.setdefault(form.kind, form)
    return list(found.values())


def forms_on(answer: HttpResponse, address: str, account: Account | None) -> Iterator[Form]:
    for form in html.fromstring(answer.content.decode()).forms:
        if form.method == "POST":
            yield Form(account, address, urljoin(address, form.get("action", "")), tuple(_boxes(form)))


def _boxes(form: html.FormElement) -> Iterator[Box]:
    for element in form.iter("input", "select", "textarea", "button"):
        name = element.get("name")
        if not name or name in _UNTYPED:
            continue
        if element.tag == "button":
            yield Box(name, "button", element.get("value") or "", False)
        elif element.tag == "input":
            kind = element.get("type") or "text"
            is_ticked = kind not in {"radio", "checkbox", "file"} or element.get("checked") is not None
            yield Box(name, kind, element.get("value") or "", is_ticked)
        else:
            yield Box(name, element.tag, element.value or "")
