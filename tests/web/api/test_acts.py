"""The verbs over the API: the same rules as at the desk."""

from __future__ import annotations

import pytest

from motcua.records.dossiers.models import Dossier
from motcua.records.tasks.models import Task
from tests.cast import Cast, filed
from tests.services.dossiers.steps import complete as walk
from tests.services.dossiers.steps import open_task, received
from tests.web.api.conftest import Call

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_dossier_goes_from_the_queue_to_release(call: Call, cast: Cast, small_pdf: str) -> None:
    dossier = filed(cast)
    (waiting,) = call("GET", "queue", by=cast.dung).json()["items"]
    assert (waiting["ref"], waiting["step"]) == (dossier.tracking_code, "intake")
    received = call("POST", f"dossiers/{waiting['ref']}/receive", {"version": 1}, by=cast.dung)
    assert received.status_code == 200
    code = received.json()["code"]
    people = {"desk_officer": cast.dung, "specialist": cast.son, "leader": cast.thu, "clerk": cast.mai}
    while task := Task.objects.filter(dossier=dossier, status="open").exclude(step="release").first():
        outcome = "approve" if task.kind == "approve" else ""
        body = {"task": task.pk, "outcome": outcome}
        answer = call("POST", f"dossiers/{code}/complete-step", body, by=people[task.role])
        assert answer.status_code == 200, answer.json()
    result = [{"requirement": "", "name": "ket-qua.pdf", "content_base64": small_pdf}]
    answer = call("POST", f"dossiers/{code}/release", {"way": "online", "results": result}, by=cast.dung)
    assert (answer.status_code, answer.json()["status"]) == (200, "released")


def test_a_stale_version_is_409_with_who_and_when(call: Call, cast: Cast) -> None:
    dossier = filed(cast)
    call("POST", f"dossiers/{dossier.tracking_code}/receive", {"version": 1}, by=cast.dung)
    answer = call(
        "POST", f"dossiers/{dossier.tracking_code}/decline", {"version": 1, "reason": "sai nơi"}, by=cast.hoa
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")
    assert answer.json()["who"] == cast.dung.name
    assert answer.json()["when"]


def test_a_desk_of_another_commune_may_not_even_know(call: Call, cast: Cast) -> None:
    dossier = filed(cast, agency="phong_thuy")
    answer = call("POST", f"dossiers/{dossier.tracking_code}/receive", {}, by=cast.tam)
    assert answer.status_code == 404
    assert Dossier.objects.get().status == "submitted"


def test_the_applicant_may_withdraw_and_another_citizen_may_not(call: Call, cast: Cast) -> None:
    dossier = filed(cast, by="lan")
    assert call("POST", f"dossiers/{dossier.tracking_code}/withdraw", {}, by=cast.binh).status_code == 404
    answer = call("POST", f"dossiers/{dossier.tracking_code}/withdraw", {}, by=cast.lan)
    assert answer.json()["status"] == "withdrawn"


def test_an_unknown_verb_is_404(call: Call, cast: Cast) -> None:
    dossier = filed(cast)
    assert call("POST", f"dossiers/{dossier.tracking_code}/explode", {}, by=cast.dung).status_code == 404


def test_an_unknown_key_in_the_body_is_named(call: Call, cast: Cast) -> None:
    dossier = filed(cast)
    answer = call("POST", f"dossiers/{dossier.tracking_code}/receive", {"status": "done"}, by=cast.dung)
    assert answer.status_code == 422
    assert any("status" in name for name in answer.json()["errors"])


@pytest.mark.parametrize("body", [b"{", b"[1]", b"\xff\xfe", b'{"version": NaN}', b'{"version": 1e400}'])
def test_a_body_that_is_no_json_object_is_refused_in_words(call: Call, cast: Cast, body: bytes) -> None:
    dossier = filed(cast)
    answer = call("POST", f"dossiers/{dossier.tracking_code}/receive", body, by=cast.dung)
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert Dossier.objects.get().status == "submitted"


def test_a_step_goes_back_to_who_passed_it_on(call: Call, cast: Cast) -> None:
    dossier = walk(cast, received(cast), steps=2)
    answer = call("POST", f"dossiers/{dossier.code}/send-back", {"reason": "Thiếu ý kiến."}, by=cast.thu)
    assert (answer.status_code, answer.json()["status"]) == (200, "processing")
    assert open_task(dossier).assignee == cast.son
