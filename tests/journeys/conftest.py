"""A real browser on a real server, at a phone's width and a desk's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from motcua.records.people.models import Account
from tests.cast import signed_in_client
from tests.trust_fixtures import house
from tests.trust_story import real_files

__all__ = ["house", "real_files"]

PHONE, DESK = (360, 740), (1366, 768)


@pytest.fixture
def open_page(browser: Browser, live_server: object) -> Iterator[Callable[..., Page]]:
    """`open_page(size, account)`: a fresh browser window, signed in where an account is given."""
    contexts = []

    def make(size: tuple[int, int], account: Account | None = None) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="vi-VN", base_url=str(live_server)
        )
        contexts.append(context)
        if account is not None:
            key = signed_in_client(account).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": str(live_server)}]
            )
        page = context.new_page()
        page.on("pageerror", lambda problem: pytest.fail(f"script error: {problem}"))
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keeps a screenshot where MOTCUA_SCREENSHOTS names a folder: how docs/screenshots/ is made anew."""
    folder = os.environ.get("MOTCUA_SCREENSHOTS")

    def take(page: Page, name: str) -> None:
        if folder:
            width = page.viewport_size["width"] if page.viewport_size else 0
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{folder}/{name}-{width}.png")

    return take
