"""Every text for people has its English, with the same places to fill in."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog

from config.messages import ENGLISH, extract_texts, is_translated, read_catalogue, text_of

_PLACE = re.compile(r"%\(\w+\)[sd]|%%|</?\w+>")


@pytest.fixture(scope="module")
def found() -> Catalog:
    return extract_texts()


@pytest.fixture(scope="module")
def english() -> Catalog:
    return read_catalogue(ENGLISH)


def test_the_texts_of_every_floor_are_found(found: Catalog) -> None:
    folders = {file.split("/")[1] for message in found for file, _ in message.locations}
    assert {"rules", "services", "web"} <= folders


def test_every_text_has_its_english(found: Catalog, english: Catalog) -> None:
    missing = [
        text_of(message)
        for message in found
        if message.id and not _has_english(english, message.id, message.context)
    ]
    assert missing == [], "run .venv/bin/python -m config.messages and fill in locale/en"


def test_english_keeps_the_places_of_the_vietnamese(english: Catalog) -> None:
    lost = [
        f"{text_of(message)} → {string}"
        for message in english
        if message.id and is_translated(message)
        for string in ([message.string] if isinstance(message.string, str) else message.string)
        if _places(string) != _places(text_of(message))
    ]
    assert lost == []


def _has_english(english: Catalog, text: str | tuple[str, ...], context: str | None) -> bool:
    known = english.get(text, context)
    return known is not None and is_translated(known)


def _places(text: str) -> set[str]:
    return set(_PLACE.findall(text))
