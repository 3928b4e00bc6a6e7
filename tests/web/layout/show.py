"""Draws the sample pages and takes their pictures: `python tests/web/layout/show.py FOLDER`."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

import django
from django.conf import settings
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))


def take_pictures(folder: Path) -> None:
    """Each page at 360 and 1366 px, light and dark, whole length."""
    from tests.web.layout.serving import PAGES, draw, serving

    draw(folder)
    with serving(folder) as (address, _posted), sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width, scheme in product((360, 1366), ("light", "dark")):
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
            for name in PAGES:
                page.goto(f"{address}/{name}.html")
                page.evaluate("document.activeElement.blur()")
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    settings.configure(
        LANGUAGE_CODE="vi",
        LANGUAGES=[("vi", "Tiếng Việt"), ("en", "English")],
        ROOT_URLCONF="tests.web.layout.urls",
        STATIC_URL="/static/",
        USE_TZ=True,
    )
    django.setup()
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    take_pictures(target)
