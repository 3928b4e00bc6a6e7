"""Serves the drawn sample pages under the policy the product sends, and notes what is posted to them."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.web.layout.rendering import LAYOUT, ROOT, render_sample

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
PAGES = {
    "styleguide": "layout/styleguide.html",
    "desk": "sample_desk.html",
    "404": "404.html",
    "409": "409.html",
}


def draw(folder: Path) -> None:
    """Writes each page, and beside it the static files it names."""
    static = folder / "static"
    shutil.rmtree(static, ignore_errors=True)
    modules = ROOT / "node_modules"
    shutil.copytree(LAYOUT / "static" / "layout", static / "layout")
    for kind, source, wanted in [
        ("font", modules / "@fontsource" / "be-vietnam-pro" / "files", "*-[467]00-normal.woff2"),
        ("vendor/htmx", modules / "htmx.org" / "dist", "htmx.min.js"),
    ]:
        (static / kind).mkdir(parents=True)
        for path in source.glob(wanted):
            shutil.copy(path, static / kind)
    for name, template in PAGES.items():
        (folder / f"{name}.html").write_text(render_sample(template))


class _Handler(http.server.SimpleHTTPRequestHandler):
    posted: list[bytes]

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def do_POST(self) -> None:
        """204: the browser stays where it is, as it does while an answer is under way."""
        self.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, list[bytes]]]:
    """The address of the drawn pages, and the bodies posted so far."""
    handler = type("Handler", (_Handler,), {"posted": []})
    bound = functools.partial(handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), bound) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", handler.posted
        server.shutdown()
