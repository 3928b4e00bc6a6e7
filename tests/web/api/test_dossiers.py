"""Filing and following a dossier over the API: each call once, nobody sees more than they may."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.records.dossiers.models import Dossier
from motcua.records.outbox.models import Message
from tests.cast import Cast, filed
from tests.web.api.conftest import Call

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_filing_is_answered_with_tracking_code_and_secret(
    call: Call, cast: Cast, filing: dict[str, Any]
) -> None:
    answer = call("POST", "dossiers", filing, by=cast.lan)
    assert answer.status_code == 201
    assert answer.json()["status"] == "submitted"
    dossier = Dossier.objects.get(tracking_code=answer.json()["tracking_code"])
    assert dossier.submitter == cast.lan
    assert Message.objects.filter(dossier=dossier, version=1).count() == 1


def test_the_same_key_and_body_file_one_dossier(call: Call, cast: Cast, filing: dict[str, Any]) -> None:
    first = call("POST", "dossiers", filing, by=cast.lan, key="a-1")
    second = call("POST", "dossiers", filing, by=cast.lan, key="a-1")
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert Dossier.objects.count() == 1


def test_the_same_key_with_another_body_is_a_conflict(call: Call, cast: Cast, filing: dict[str, Any]) -> None:
    call("POST", "dossiers", filing, by=cast.lan, key="a-1")
    other = {**filing, "applicant": {**filing["applicant"], "name": "Trần Văn Khác"}}
    answer = call("POST", "dossiers", other, by=cast.lan, key="a-1")
    assert (answer.status_code, answer.json()["code"]) == (409, "key_reused")
    assert answer["Content-Type"] == "application/problem+json"
    assert Dossier.objects.count() == 1


def test_the_same_key_of_another_caller_is_another_call(
    call: Call, cast: Cast, filing: dict[str, Any]
) -> None:
    first = call("POST", "dossiers", filing, by=cast.lan, key="a-1")
    second = call("POST", "dossiers", filing, by=cast.binh, key="a-1")
    assert first.json()["tracking_code"] != second.json()["tracking_code"]


def test_a_refused_filing_names_every_field_and_frees_the_key(
    call: Call, cast: Cast, filing: dict[str, Any]
) -> None:
    applicant = {**filing["applicant"], "phone": "12"}
    wrong = {**filing, "procedure": "1.001193", "applicant": applicant, "documents": []}
    answer = call("POST", "dossiers", wrong, by=cast.lan, key="a-1")
    assert answer.status_code == 422
    assert "applicant.phone" in answer.json()["errors"]
    assert "documents.birth_certificate_of_clinic" in answer.json()["errors"]
    assert Dossier.objects.count() == 0
    assert call("POST", "dossiers", filing, by=cast.lan, key="a-1").status_code == 201


def test_filing_without_a_token_is_401(call: Call, filing: dict[str, Any]) -> None:
    assert call("POST", "dossiers", filing).status_code == 401


def test_a_stranger_sees_only_code_and_status(call: Call, cast: Cast) -> None:
    dossier = filed(cast)
    answer = call("GET", f"dossiers/{dossier.tracking_code}")
    assert answer.json() == {"tracking_code": dossier.tracking_code, "code": None, "status": "submitted"}


def test_the_secret_opens_more_and_five_wrong_ones_lock(
    call: Call, cast: Cast, filing: dict[str, Any]
) -> None:
    made = call("POST", "dossiers", filing, by=cast.lan).json()
    path = f"dossiers/{made['tracking_code']}"
    assert "due_at" in call("GET", path, **{"X-Dossier-Secret": made["secret"]}).json()
    assert "due_at" not in call("GET", f"{path}?secret=WRONGWRONG").json()
    for _ in range(5):
        locked = call("GET", f"{path}?secret=WRONGWRONG")
    assert (locked.status_code, locked.json()["code"]) == (422, "locked")


def test_another_citizen_sees_no_more_than_a_stranger(call: Call, cast: Cast) -> None:
    dossier = filed(cast, by="lan")
    assert "version" not in call("GET", f"dossiers/{dossier.tracking_code}", by=cast.binh).json()
    assert "version" in call("GET", f"dossiers/{dossier.tracking_code}", by=cast.lan).json()


def test_an_unknown_code_is_404_in_vietnamese(call: Call, cast: Cast) -> None:
    answer = call("GET", "dossiers/MC-0000-0000")
    assert answer.status_code == 404
    assert "Không tìm thấy" in answer.json()["title"]
