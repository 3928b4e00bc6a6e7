"""The hand-over at the desk: one click where all is as usual, everything said where it is not."""

from __future__ import annotations

from django.test import Client

from motcua.records.releases.models import Release, Return
from tests.cast import Cast, bearer, signed_in_client
from tests.services.dossiers.handing_over import KEPT, PROXY, SELF, owed, ready, with_originals
from tests.services.dossiers.steps import again, nothing_changes
from tests.web.desk.conftest import address, look, press, words
from tests.web.forms import forms_on


def test_the_usual_hand_over_is_one_click(cast: Cast) -> None:
    dossier = ready(cast)
    where = address(dossier)
    page = signed_in_client(cast.dung).get(where)
    (form,) = (one for one in forms_on(page, where, cast.dung) if one.name == "desk:dossier-release")
    form.send(form.filled_in)
    row = Release.objects.get(dossier=dossier)
    assert (row.way, row.collector, row.shown) == ("counter", "self", "receipt")
    assert row.returned == dict.fromkeys(owed(), 2)
    assert "chính chủ nhận tại quầy" in look(cast.dung, where)


def test_what_is_wrong_stands_at_its_box_and_what_was_typed_stays(cast: Cast) -> None:
    dossier = ready(cast)
    typed = {"way": "counter", "collector": "proxy", "shown": "identity", "delegation.name": PROXY["name"]}
    with nothing_changes(dossier):
        answer = press(cast.dung, dossier, "release", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#f-delegation-ground"' in page
    assert 'href="#f-kept_reason"' in page
    assert PROXY["name"] in page


def test_what_was_kept_and_why_is_shown_and_can_be_given_back_later(cast: Cast) -> None:
    dossier = ready(cast)
    press(cast.dung, dossier, "release", {"way": "counter", **SELF, "kept_reason": KEPT})
    assert KEPT in look(cast.dung, address(dossier))
    press(cast.dung, dossier, "return-originals", {"way": "counter", **SELF, "returned": owed()[:1]})
    assert Return.objects.get(dossier=dossier).returned == {owed()[0]: 2}
    page = look(cast.dung, address(dossier))
    assert "trả lại bản gốc" in page
    assert "đã trả" in page


def test_an_empty_choice_gives_nothing_back(cast: Cast) -> None:
    dossier = with_originals(cast)
    with nothing_changes(dossier):
        answer = press(cast.dung, dossier, "return-originals", {"way": "counter", **SELF})
    assert answer.status_code == 422
    assert "Hãy chọn ít nhất một bản gốc" in words(answer)


def test_who_works_elsewhere_gives_nothing_back(cast: Cast) -> None:
    typed = {"way": "counter", **SELF, "returned": owed()}
    assert press(cast.tam, with_originals(cast), "return-originals", typed).status_code == 404


def test_over_the_api_it_is_said_or_left_out(cast: Cast) -> None:
    told, silent = ready(cast), ready(cast)
    body = {"way": "counter", "collected": {"collector": "proxy", "shown": "receipt", "delegation": PROXY}}
    assert api(cast, told.code or "", "release", body) == 200
    assert again(told).release.collector == "proxy"
    assert api(cast, silent.code or "", "release", {"way": "counter"}) == 200
    assert not Release.objects.filter(dossier=silent).exists()
    assert api(cast, silent.code or "", "return-originals", {"collected": {**SELF, "returned": []}}) == 422
    assert api(cast, silent.code or "", "return-originals", {"collected": SELF}) == 200
    assert Return.objects.get(dossier=silent).returned == dict.fromkeys(owed(), 2)


def api(cast: Cast, ref: str, verb: str, body: object) -> int:
    url = f"/api/v1/dossiers/{ref}/{verb}"
    answer = Client().post(url, body, "application/json", headers=bearer(cast.dung))
    return answer.status_code
