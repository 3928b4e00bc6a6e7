"""The public page of late dossiers: the silent ones are counted too."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from motcua.jobs.warnings import warn_of_limits
from motcua.services import clock
from motcua.services.dossiers.apologise import apologise
from motcua.services.dossiers.request_supplement import AskedItem, request_supplement
from tests.cast import MONDAY, Cast
from tests.services.dossiers.steps import NINE, NOTE, TUESDAY, again, complete, received

pytestmark = pytest.mark.django_db
PAGE = "/open/lateness/"
LONG_AGO = NINE - timedelta(days=10)


@pytest.fixture(autouse=True)
def _tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    shift = TUESDAY - timezone.now()
    monkeypatch.setattr(clock, "clock_shift", lambda: shift)


def row() -> list[int]:
    """Overdue, of them silent; ended late, of them without an apology, with a late one."""
    text = re.sub(r"<[^>]+>", " ", unescape(Client().get(f"{PAGE}?period=2020Q3").content.decode()))
    found = re.search(r"UBND xã Phong Thủy\s+([\d\s]+)", text)
    return [int(one) for one in found[1].split()][:5] if found else []


def test_nothing_late_is_said_in_words(cast: Cast) -> None:
    received(cast)
    assert "Không có hồ sơ nào trễ hạn" in Client().get(PAGE).content.decode()


def test_an_overdue_dossier_nobody_apologised_for_is_shown(cast: Cast) -> None:
    received(cast, at=LONG_AGO)
    warn_of_limits(at=TUESDAY)
    assert row() == [1, 1, 0, 0, 0]


def test_an_apology_makes_it_no_less_late(cast: Cast) -> None:
    dossier = received(cast, at=LONG_AGO)
    warn_of_limits(at=TUESDAY)
    new_date = MONDAY + timedelta(days=8, hours=10)
    apologise(dossier=again(dossier), by=cast.thu, at=TUESDAY, appointed_at=new_date, reason=NOTE)
    assert row() == [1, 0, 0, 0, 0]
    complete(cast, dossier, at=TUESDAY)
    warn_of_limits(at=TUESDAY)
    assert row() == [0, 0, 1, 0, 1]


def test_one_that_ended_late_in_silence_is_counted_in_its_quarter(cast: Cast) -> None:
    complete(cast, received(cast, at=LONG_AGO), at=TUESDAY)
    dossier = received(cast, at=LONG_AGO)
    warn_of_limits(at=TUESDAY)
    complete(cast, dossier, at=TUESDAY)
    warn_of_limits(at=TUESDAY)
    assert row() == [0, 0, 1, 1, 0]
    assert "Không có hồ sơ nào trễ hạn" in Client().get(f"{PAGE}?period=2020Q2").content.decode()


def test_what_waits_for_its_applicant_is_not_overdue(cast: Cast) -> None:
    dossier = received(cast, at=LONG_AGO)
    warn_of_limits(at=TUESDAY)
    asked = [AskedItem("form", "wrong", "Sai ngày sinh của người yêu cầu.")]
    request_supplement(dossier=again(dossier), by=cast.dung, at=TUESDAY, items=asked, is_override=True)
    assert row() == []


def test_the_page_reads_four_statements_at_most(cast: Cast) -> None:
    received(cast, at=LONG_AGO)
    warn_of_limits(at=TUESDAY)
    Client().get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        Client().get(PAGE)
    assert len(asked) <= 4
