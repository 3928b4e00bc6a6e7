"""What a strict Content-Security-Policy would refuse on a page."""

from __future__ import annotations

from html.parser import HTMLParser

from django.http import HttpResponse


class Inline(HTMLParser):
    """Gathers what a strict policy would refuse."""

    def __init__(self, nonce: str) -> None:
        super().__init__()
        self.nonce, self.found = nonce, []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in {"script", "style"} and given.get("nonce") != self.nonce:
            self.found.append(f"<{tag}> without the nonce")
        self.found += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        self.found += [
            f"{tag} javascript:" for value in given.values() if (value or "").startswith("javascript:")
        ]


def check_page(answer: HttpResponse) -> None:
    assert answer.status_code in {200, 404}, answer.status_code
    policy = answer["Content-Security-Policy"]
    nonce = str(answer.context["CSP_NONCE"])
    assert f"script-src 'nonce-{nonce}';" in policy + ";"
    assert "unsafe" not in policy
    inline = Inline(nonce)
    inline.feed(answer.content.decode())
    assert inline.found == []
    assert "<h1" in answer.content.decode()
