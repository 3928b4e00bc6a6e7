"""Pages of the desk, asked as an officer's browser asks."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from motcua.records.dossiers.models import Dossier
from motcua.records.people.models import Account
from motcua.services import clock
from tests.cast import signed_in_client
from tests.services.dossiers.steps import TUESDAY


@pytest.fixture(autouse=True)
def _tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The business clock stands at Tuesday 15/09/2020, 09:00 and runs on."""
    shift = TUESDAY - timezone.now()
    monkeypatch.setattr(clock, "clock_shift", lambda: shift)


def address(dossier: Dossier, act: str = "", **more: Any) -> str:
    name = f"desk:dossier-{act}" if act else "desk:dossier"
    return reverse(name, kwargs={"ref": dossier.tracking_code, **more})


def press(by: Account, dossier: Dossier, act: str, typed: dict[str, Any], **more: Any) -> HttpResponse:
    """What the officer gets for sending that form of the dossier's page."""
    return signed_in_client(by).post(address(dossier, act, **more), typed)


def look(by: Account, where: str) -> str:
    return words(signed_in_client(by).get(where))


def words(answer: HttpResponse) -> str:
    """What the page says, in one line."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(text).split())
