"""Reads a page as a person does: its words, its headings, and where its links lead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_SILENT = frozenset({"script", "style", "template", "kbd"})
_SPOKEN = ("alt", "aria-label", "placeholder", "title", "data-label", "data-confirm")
# Words that no Vietnamese sentence holds; "in", "to", "do", "an" are Vietnamese too.
_ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|this|that|please|you|your|with|from|required|field|password|must|cannot|"
    r"not|enter|sign|error|page|file|submit|search|valid|value|select|choice|Ensure|dossier|agency)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Page:
    """`titles`, `headings` (h1) and `texts` as they stand; `links` inside the house, without fragments."""

    language: str = ""
    titles: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)  # language, words
    links: list[str] = field(default_factory=list)
    forms: list[tuple[str, str]] = field(default_factory=list)  # method, address

    def english(self) -> list[str]:
        """Sentences in English that do not say that they are."""
        return [words for language, words in self.texts if language != "en" and _ENGLISH.search(words)]

    def flaws(self) -> list[str]:
        """What every page must have and this one has not."""
        found = []
        if self.language not in {"vi", "en"}:
            found.append(f"lang={self.language!r}")
        if len(self.titles) != 1 or not self.titles[0].strip(" ·"):
            found.append(f"titles {self.titles}")
        if len(self.headings) != 1 or not self.headings[0]:
            found.append(f"h1 {self.headings}")
        if self.language == "vi":
            found += [f"English: {words}" for words in self.english()]
        return found


def read_page(html: str, address: str = "/") -> Page:
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.page = address, Page()
        self.open: list[tuple[str, str]] = []  # tag, language

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        language = given.get("lang", self.language)
        if tag == "html":
            self.page.language = language
        if tag == "title" and not any(tag == "svg" for tag, _language in self.open):
            self.page.titles.append("")
        if tag == "h1":
            self.page.headings.append("")
        if tag == "a" and "href" in given:
            self._link(given["href"])
        if tag == "form":
            self.page.forms.append((given.get("method", "get").lower(), self._here(given.get("action", ""))))
        self.page.texts += [(language, given[name]) for name in _SPOKEN if given.get(name)]
        if tag not in _VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _language in self.open]
        words = " ".join(data.split())
        if not words or _SILENT & set(tags):
            return
        if "title" in tags and "svg" not in tags:
            self.page.titles[-1] += words
        if "h1" in tags:
            self.page.headings[-1] += words
        self.page.texts.append((self.language, words))

    def _link(self, href: str) -> None:
        parts = urlsplit(href)
        if not href.startswith("#") and not parts.scheme and not parts.netloc:
            self.page.links.append(self._here(href))

    def _here(self, href: str) -> str:
        return urldefrag(urljoin(self.address, href)).url
