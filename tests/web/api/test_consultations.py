"""The doors of opinions between agencies, for machines."""

from __future__ import annotations

from django.test import Client

from tests.cast import Cast, bearer
from tests.services.dossiers.consulting import ASKED, consulted, handled
from tests.services.dossiers.steps import again

JSON = "application/json"


def test_a_machine_asks_and_takes_back(cast: Cast) -> None:
    dossier = handled(cast)
    where = f"/api/v1/dossiers/{dossier.tracking_code}"
    body = {"agency": cast.agency["justice"].code, "note": ASKED, "hours": 2}
    headers = bearer(cast.son)
    answer = Client().post(f"{where}/ask-opinion", body, content_type=JSON, headers=headers)
    assert answer.status_code == 200, answer.content
    made = again(dossier).consultations.get()
    taken = {"consultation": made.pk}
    answer = Client().post(f"{where}/withdraw-opinion", taken, content_type=JSON, headers=headers)
    assert answer.status_code == 200
    made.refresh_from_db()
    assert made.withdrawn_by == cast.son


def test_the_asked_agencys_machine_reads_the_question_and_answers(cast: Cast) -> None:
    asked = consulted(cast)
    where, headers = f"/api/v1/consultations/{asked.pk}", bearer(cast.hang)
    assert Client().get(where, headers=headers).json()["question"] == ASKED
    answer = Client().post(f"{where}/answer", {"text": "Đồng ý."}, content_type=JSON, headers=headers)
    assert answer.status_code == 200
    assert answer.json()["answered_at"]
    assert (
        Client().post(f"{where}/answer", {"text": "Không."}, content_type=JSON, headers=headers).status_code
        == 409
    )


def test_whoever_was_not_asked_reads_nothing(cast: Cast) -> None:
    asked = consulted(cast)
    assert Client().get(f"/api/v1/consultations/{asked.pk}", headers=bearer(cast.son)).status_code == 404
