"""A survey slip over the API: taken once the dossier is over, and codes cannot be guessed here either."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.records.surveys.models import Slip
from motcua.services.surveys.find_ticket import ticket_code_of
from tests.cast import Cast, filed
from tests.services.dossiers.steps import finished
from tests.web.api.conftest import Call
from tests.web.portal.conftest import words

pytestmark = pytest.mark.django_db(transaction=True)
ANSWERS = {"answers": {"1": 2, "3": 2, "4": 1, "7": 2}, "satisfaction": {"overall": 2}}
WRONG = "AAAA-BBBB-CCCC"


def test_a_slip_is_taken_and_the_last_answer_counts(call: Call, cast: Cast) -> None:
    path = f"surveys/{ticket_code_of(finished(cast)).lower()}"
    for last in (2, 1):
        answer = call("POST", path, {**ANSWERS, "answers": {**ANSWERS["answers"], "7": last}})
        assert (answer.status_code, answer.json()) == (200, {"status": "answered"})
    slip = Slip.objects.get()
    assert (slip.answers["7"], slip.satisfaction, slip.channel) == (1, {"overall": 2}, "api")


def test_before_the_outcome_there_is_nothing_to_rate(call: Call, cast: Cast) -> None:
    answer = call("POST", f"surveys/{ticket_code_of(filed(cast))}", ANSWERS)
    assert (answer.status_code, answer.json()["code"]) == (422, "too_early")
    assert not Slip.objects.exists()


def test_guessing_tickets_is_locked_for_the_page_and_the_api_together(
    call: Call, cast: Cast, settings: object
) -> None:
    settings.MOTCUA_TRIES_PER_ADDRESS = 3  # type: ignore[attr-defined]
    right = ticket_code_of(finished(cast))
    for _ in range(3):
        assert call("POST", f"surveys/{WRONG}", ANSWERS).status_code == 404
    locked = call("POST", f"surveys/{right}", ANSWERS)
    assert (locked.status_code, locked.json()["code"]) == (422, "locked")
    assert "chờ 15 phút" in words(Client().post("/survey/", {"ticket": right}))
    assert not Slip.objects.exists()
