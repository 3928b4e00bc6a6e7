"""The verbs over the API: the same rules as at the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from motcua.records.dossiers.models import Dossier
from motcua.records.tasks.models import Task
from motcua.services.dossiers.decline import decline_dossier
from motcua.services.dossiers.release import release_dossier
from tests.cast import Cast, filed
from tests.services.dossiers.steps import NINE, TUESDAY, finished, open_task, received
from tests.services.dossiers.steps import complete as walk
from tests.web.api.conftest import Call

pytestmark = pytest.mark.django_db(transaction=True)


def declined(cast: Cast) -> Dossier:
    return decline_dossier(dossier=filed(cast), by=cast.dung, at=NINE, reason="Không thuộc thẩm quyền.")


def released(cast: Cast) -> Dossier:
    return release_dossier(dossier=finished(cast), by=cast.dung, at=TUESDAY, way="counter")


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


def second_to(call: Call, cast: Cast, verb: str, body: dict[str, object]) -> dict[str, object]:
    """What the desk's other officer is told, who saw no version and asks for what was done already."""
    dossier = Dossier.objects.get()
    answer = call("POST", f"dossiers/{dossier.tracking_code}/{verb}", body, by=cast.hoa)
    assert answer.status_code == 409, answer.json()
    return answer.json()


@pytest.mark.parametrize(
    ("done", "then", "code"),
    [
        (received, "receive", "already_there"),
        (received, "decline", "already_received"),
        (declined, "receive", "final"),
        (declined, "decline", "already_there"),
        (released, "release", "already_done"),
    ],
)
def test_who_comes_second_is_told_who_was_first_and_when(
    call: Call, cast: Cast, done: Callable[[Cast], Dossier], then: str, code: str
) -> None:
    done(cast)
    told = second_to(call, cast, then, {"reason": "Không thuộc thẩm quyền.", "way": "counter"})
    assert (told["code"], told["who"]) == (code, cast.dung.name)
    assert datetime.fromisoformat(str(told["at"])) in {NINE, TUESDAY}
    assert str(told["who"]) in str(told["title"])
    assert str(told["when"]) in str(told["title"])


def test_a_retry_with_its_key_is_answered_as_the_first_time(call: Call, cast: Cast) -> None:
    path = f"dossiers/{filed(cast).tracking_code}/receive"
    first = call("POST", path, {"version": 1}, by=cast.dung, key="once")
    again = call("POST", path, {"version": 1}, by=cast.dung, key="once")
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == first.json()


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
