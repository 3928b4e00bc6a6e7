"""Draws the styleguide and takes its picture: `python tests/web/layout/show.py FOLDER`."""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))
PAGES = {
    "styleguide": "layout/styleguide.html",
    "desk": "sample_desk.html",
    "404": "404.html",
    "409": "409.html",
}


def draw(folder: Path) -> None:
    """Writes each page, and beside it the static files it names."""
    import django
    from django.conf import settings

    settings.configure(
        LANGUAGE_CODE="vi",
        LANGUAGES=[("vi", "Tiếng Việt"), ("en", "English")],
        ROOT_URLCONF="tests.web.layout.urls",
        STATIC_URL="/static/",
        USE_TZ=True,
    )
    django.setup()
    from tests.web.layout.rendering import LAYOUT, render_sample

    static = folder / "static"
    shutil.rmtree(static, ignore_errors=True)
    shutil.copytree(LAYOUT / "static" / "layout", static / "layout")
    modules = ROOT / "node_modules"
    shutil.copytree(modules / "@fontsource" / "be-vietnam-pro" / "files", static / "font")
    shutil.copytree(modules / "htmx.org" / "dist", static / "vendor" / "htmx")
    for name, template in PAGES.items():
        (folder / f"{name}.html").write_text(render_sample(template))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def take_pictures(folder: Path) -> None:
    """Each page at 360 and 1366 px, light and dark, whole length."""
    from playwright.sync_api import sync_playwright

    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as play:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width in (360, 1366):
            for scheme in ("light", "dark"):
                page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
                for name in PAGES:
                    page.goto(f"http://127.0.0.1:{server.server_port}/{name}.html")
                    page.evaluate("document.activeElement.blur()")
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                    print(
                        f"{name} {width} {scheme}" + (f" wider than the screen by {over}" if over > 0 else "")
                    )
                page.close()
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    draw(target)
    take_pictures(target)
