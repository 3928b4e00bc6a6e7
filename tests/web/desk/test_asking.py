"""Asking the applicant on the dossier's page: ask, propose, sign, drop."""

from __future__ import annotations

import pytest

from motcua.records.dossiers.models import Dossier
from tests.cast import Cast, filed
from tests.services.dossiers.steps import NOTE, again, complete, nothing_changes, received
from tests.web.desk.conftest import address, look, press

ASKED = {"item": ["form"], "defect-form": "wrong", "reason-form": NOTE}


def version(dossier: Dossier) -> dict[str, str]:
    return {"version": str(again(dossier).version)}


@pytest.fixture
def asked_before(cast: Cast) -> Dossier:
    dossier = filed(cast)
    Dossier.objects.filter(pk=dossier.pk).update(contact_count=1)
    return dossier


def test_whoever_asked_once_proposes_the_second_time_and_a_superior_signs(
    cast: Cast, asked_before: Dossier
) -> None:
    dossier = asked_before
    assert "Trình đề xuất" in look(cast.dung, address(dossier))
    typed = {**version(dossier), **ASKED, "cause": "Sổ hộ tịch ghi khác."}
    assert press(cast.dung, dossier, "propose-supplement", typed).status_code == 302
    shown = look(cast.dung, address(dossier))
    assert "Chờ phụ trách Một cửa hoặc lãnh đạo ký" in shown
    assert "Ký cho phép" not in shown
    assert "Ký cho phép và gửi người nộp" in look(cast.hoa, address(dossier))
    press(cast.hoa, dossier, "send-proposal", version(dossier))
    assert again(dossier).status == "awaiting_completion"


def test_the_officer_at_the_desk_cannot_sign_their_own_second_request(
    cast: Cast, asked_before: Dossier
) -> None:
    typed = {**version(asked_before), **ASKED, "cause": "Sổ hộ tịch ghi khác."}
    press(cast.dung, asked_before, "propose-supplement", typed)
    with nothing_changes(asked_before):
        assert press(cast.dung, asked_before, "send-proposal", version(asked_before)).status_code == 422


def test_who_handles_it_proposes_and_the_desk_sends(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    assert "Đề xuất yêu cầu bổ sung" in look(cast.son, address(dossier))
    typed = {**version(dossier), **ASKED, "cause": "Sổ hộ tịch ghi khác."}
    press(cast.son, dossier, "propose-supplement", typed)
    assert "Gửi người nộp (Mẫu 02)" in look(cast.dung, address(dossier))
    press(cast.dung, dossier, "send-proposal", version(dossier))
    assert again(dossier).status == "awaiting_supplement"


def test_a_dropped_proposal_tells_who_proposed_it_why(cast: Cast) -> None:
    dossier = complete(cast, received(cast), steps=1)
    press(cast.son, dossier, "propose-supplement", {**version(dossier), **ASKED, "cause": "Sổ ghi khác."})
    press(cast.dung, dossier, "drop-proposal", {**version(dossier), "reason": "Đã hỏi qua điện thoại."})
    assert "Đã hỏi qua điện thoại." in look(cast.son, address(dossier))


def test_what_was_typed_is_kept_and_each_box_says_what_it_lacks(cast: Cast, asked_before: Dossier) -> None:
    typed = {
        **version(asked_before),
        "item": ["form"],
        "defect-form": "other",
        "reason-form": "",
        "cause": "vì",
    }
    answer = press(cast.dung, asked_before, "propose-supplement", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'href="#propose-supplement-reason-form"' in page
    assert 'value="form" checked' in page
    assert ">vì</textarea>" in page
