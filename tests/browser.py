"""One real browser for the whole run: Debian's chromium through playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Playwright allows one of itself in a thread, so no test file may start its own."""
    path = shutil.which("chromium")
    if path is None:
        if "browser" in os.environ.get("MOTCUA_REQUIRE", ""):
            pytest.fail("chromium is required and not installed: apt-get install chromium")
        pytest.skip("chromium is not installed: apt-get install chromium")
    # playwright runs an event loop in this thread, which Django's ORM takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=_FLAGS)
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
