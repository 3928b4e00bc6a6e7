"""Pages of the portal, asked as a browser asks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from motcua.services import clock
from tests.cast import MONDAY, Cast


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The business clock stands at Monday 14/09/2020, 07:00 and runs on."""
    shift = MONDAY - timezone.now()
    monkeypatch.setattr(clock, "clock_shift", lambda: shift)


@pytest.fixture
def lan(cast: Cast, client_as: Callable[..., Client]) -> Client:
    return client_as(cast.lan)


def words(answer: HttpResponse) -> str:
    """What the page says, in one line."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(text).split())


def boxes(payload: Any, path: str = "") -> dict[str, str]:
    """A form's answers as the boxes a browser posts: `relatives.0.name`."""
    if isinstance(payload, dict):
        pairs = [(f"{path}.{key}" if path else key, value) for key, value in payload.items()]
    elif isinstance(payload, list):
        pairs = [(f"{path}.{number}", value) for number, value in enumerate(payload)]
    else:
        return {path: str(payload).lower() if isinstance(payload, bool) else str(payload)}
    found: dict[str, str] = {}
    for name, value in pairs:
        found |= boxes(value, name)
    return found
